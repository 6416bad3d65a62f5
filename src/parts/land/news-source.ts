import { type LandStep, landSteps } from '../../ground/law/land-law.ts';
import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { parseId } from '../../platform/id.ts';
import { stepNames } from './legal-path.ts';
import { landPaths as to } from './paths.ts';
import { texts } from './texts.ts';

const told = ['landProject.published', 'landProject.step', 'landProject.putOff', 'landProject.answered'];

/** What happens to projects: their steps, what was put off, what was answered. */
export const landNews: NewsSource = {
  topics: [{ code: 'land', name: { vi: 'Dự án thu hồi đất', en: 'Land projects' } }],
  async titleOf({ db }, href) {
    const id = parseId(/^\/du-an-dat\/([0-9a-f-]{36})$/.exec(href)?.[1] ?? '');
    if (!id) return undefined;
    const row = await db.first<{ name: string }>(
      sql`select name from land_project where id = ${id} and published_on is not null`,
    );
    return row?.name;
  },
  async between({ db }, since, until) {
    const rows = await db.rows<{
      id: string;
      unit: PublicNews['unit'];
      at: string;
      type: string;
      step: string | null;
      name: string;
    }>(sql`
      select project.id, project.unit_id as unit, event->>'at' as at, event->>'type' as type,
        event->'facts'->>'step' as step, project.name
      from land_project project join record_opening opening on opening.subject = project.id
      where project.published_on is not null and event->>'type' = any(${told}::text[])
        and (event->>'at')::timestamptz > ${since} and (event->>'at')::timestamptz <= ${until}
      order by opening.entry_id`);
    const names: Record<string, string> = texts.vi.eventNames;
    const step = (code: string | null) => landSteps.find((one): one is LandStep => one === code);
    return rows.map((row) => {
      const of = step(row.step);
      return {
        topic: 'land',
        unit: row.unit,
        title: `${of ? stepNames[of].vi : (names[row.type] ?? row.type)}: ${row.name}`,
        language: 'vi',
        href: to.one(row.id),
        at: new Date(row.at),
      };
    });
  },
};
