import type { UnitId } from '../../ground/organization/organization.ts';
import {
  hasRows,
  moveWhole,
  restOf,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

const tables = [
  sql`dialogue`,
  sql`dialogue_question`,
  sql`dialogue_promise`,
  sql`dialogue_call`,
  sql`dialogue_year`,
  sql`consultation`,
  sql`disclosure`,
];
const running = ['draft', 'announced', 'held'];

/** Dialogues, what was promised in them, drafts posted and what was published go to the successor as a whole. */
export const dialogueWork: UnitWork = {
  type: 'dialoguePromise',
  name: {
    vi: 'Việc đã hứa khi đối thoại, cuộc đối thoại, lấy ý kiến',
    en: 'Promises, dialogues, consultations',
  },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit, null as area, kind, count(*)::int as count from (
        select promise.unit_id as unit, 'promise' as kind from dialogue_promise promise
          join duty on duty.subject_id = promise.id and duty.ended is null
        union all select unit_id, 'dialogue' from dialogue where state = any(${running}::text[])
        union all select unit_id, 'consultation' from consultation where state = 'open'
      ) work where unit = any(${units}::uuid[]) group by unit, kind`);
  },

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to || !(await hasRows(tx, from, tables))) return 0;
    for (const table of [sql`dialogue_call`, sql`dialogue_year`, sql`disclosure`])
      await tx.run(sql`update ${table} set unit_id = ${to} where unit_id = ${from}`);
    await tx.run(sql`update dialogue_question set unit_id = ${to} where unit_id = ${from}`);
    const moved = await Promise.all([
      moveWhole(tx, sql`update dialogue set unit_id = ${to} where unit_id = ${from} returning id, state`, {
        type: 'dialogue',
        open: running,
        from,
        to,
        reorganisation,
      }),
      moveWhole(
        tx,
        sql`update consultation set unit_id = ${to} where unit_id = ${from} returning id, state`,
        {
          type: 'consultation',
          open: ['open'],
          from,
          to,
          reorganisation,
        },
      ),
      moveWhole(
        tx,
        sql`update dialogue_promise promise set unit_id = ${to} from duty
          where promise.unit_id = ${from} and duty.subject_id = promise.id
          returning promise.id, coalesce(duty.ended, 'open') as state`,
        { type: 'dialoguePromise', open: ['open'], from, to, reorganisation },
      ),
    ]);
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
