import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { parseId } from '../../platform/id.ts';
import { campaignPaths as to } from './paths.ts';
import { texts } from './texts.ts';

const told = [
  'model.registered',
  'model.ended',
  'model.commended',
  'work.proposed',
  'work.decided',
  'work.planned',
  'work.milestone',
  'work.accepted',
  'work.accounted',
  'launch.announced',
  'launch.published',
  'launch.cancelled',
  'street.checked',
];

/** Everything of this part that has a page, with what it is called. */
const subjects = sql`
  select id, unit_id as unit, title, 'model' as kind from campaign_model
  union all select id, unit_id, title, 'work' from community_work
  union all select id, unit_id, title, 'launch' from launch
  union all select id, unit_id, name, 'street' from model_street`;

const pages: Record<string, (id: string) => string> = {
  model: to.model,
  work: to.work,
  launch: to.launch,
  street: to.street,
};

/** What happens to models, works, launches and streets. */
export const campaignNews: NewsSource = {
  topics: [
    {
      code: 'campaigns',
      name: { vi: 'Dân vận khéo, công trình, ra quân, tuyến đường', en: 'Models, works, launches, streets' },
    },
  ],
  async titleOf({ db }, href) {
    const id = parseId(
      /^\/(?:dan-van-kheo|cong-trinh|ra-quan|tuyen-duong)\/([0-9a-f-]{36})$/.exec(href)?.[1] ?? '',
    );
    if (!id) return undefined;
    const row = await db.first<{ title: string; kind: string }>(
      sql`select title, kind from (${subjects}) subject where id = ${id}`,
    );
    return row && pages[row.kind]?.(id) === href ? row.title : undefined;
  },
  async between({ db }, since, until) {
    const rows = await db.rows<{
      id: string;
      unit: PublicNews['unit'];
      kind: string;
      at: string;
      type: string;
      title: string;
    }>(sql`
      select subject.id, subject.unit, subject.kind, event->>'at' as at, event->>'type' as type, subject.title
      from (${subjects}) subject join record_opening opening on opening.subject = subject.id
      where event->>'type' = any(${told}::text[])
        and (event->>'at')::timestamptz > ${since} and (event->>'at')::timestamptz <= ${until}
      order by opening.entry_id`);
    const names: Record<string, string> = texts.vi.historyNames;
    return rows.map((row) => ({
      topic: 'campaigns',
      unit: row.unit,
      title: `${names[row.type] ?? row.type}: ${row.title}`,
      language: 'vi',
      href: pages[row.kind]?.(row.id) ?? to.models,
      at: new Date(row.at),
    }));
  },
};
