import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { parseId } from '../../platform/id.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';

const told = [
  'dialogue.announced',
  'dialogue.cancelled',
  'dialogue.published',
  'dialoguePromise.made',
  'dialoguePromise.putOff',
  'dialoguePromise.kept',
];

/** What happens to dialogues that were announced, and to promises made in them. */
export const dialogueNews: NewsSource = {
  topics: [{ code: 'dialogue', name: { vi: 'Đối thoại và việc đã hứa', en: 'Dialogues and promises' } }],
  async titleOf({ db }, href) {
    const id = parseId(/^\/doi-thoai\/([0-9a-f-]{36})$/.exec(href)?.[1] ?? '');
    if (!id) return undefined;
    const row = await db.first<{ title: string }>(
      sql`select title from dialogue where id = ${id} and announced_on is not null`,
    );
    return row?.title;
  },
  async between({ db }, since, until) {
    const rows = await db.rows<{
      id: string;
      unit: PublicNews['unit'];
      at: string;
      type: string;
      title: string;
    }>(sql`
      select mine.id, mine.unit, event->>'at' as at, event->>'type' as type, mine.title
      from (
        select dialogue.id as subject, dialogue.id, dialogue.unit_id as unit, dialogue.title from dialogue
        where announced_on is not null
        union all
        select promise.id, dialogue.id, promise.unit_id, promise.text from dialogue_promise promise
        join dialogue on dialogue.id = promise.dialogue_id
      ) mine join record_opening opening on opening.subject = mine.subject
      where event->>'type' = any(${told}::text[])
        and (event->>'at')::timestamptz > ${since} and (event->>'at')::timestamptz <= ${until}
      order by opening.entry_id`);
    const names: Record<string, string> = texts.vi.eventNames;
    return rows.map(({ id, at, type, title, unit }) => ({
      topic: 'dialogue',
      unit,
      title: `${names[type] ?? type}: ${title}`,
      language: 'vi',
      href: to.one(id),
      at: new Date(at),
    }));
  },
};
