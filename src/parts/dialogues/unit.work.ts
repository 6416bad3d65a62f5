import type { UnitId } from '../../ground/organization/organization.ts';
import {
  follow,
  inherit,
  type Moving,
  moveRows,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

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

  async move(tx: Queries, moving: Moving): Promise<number> {
    await follow(tx, moving, [sql`dialogue_call`, sql`dialogue_year`, sql`dialogue_question`]);
    await inherit(tx, moving, [sql`disclosure`]);
    await follow(tx, moving, [sql`dialogue_promise`], sql`asked_unit`);
    const alias = sql`one`;
    const state = sql`one.state`;
    const moved = [
      await moveRows(tx, moving, {
        type: 'dialogue',
        keeps: true,
        table: sql`dialogue`,
        alias,
        state,
        open: running,
      }),
      await moveRows(tx, moving, {
        type: 'consultation',
        keeps: true,
        table: sql`consultation`,
        alias,
        state,
        open: ['open'],
      }),
      await moveRows(tx, moving, {
        type: 'dialoguePromise',
        keeps: true,
        table: sql`dialogue_promise`,
        alias,
        from: sql`duty`,
        where: sql`duty.subject_id = one.id`,
        state: sql`coalesce(duty.ended, 'open')`,
        open: ['open'],
      }),
    ];
    // Whom it was asked of and who owes it may be one body now.
    await tx.run(sql`update dialogue_promise set asked_unit = null where asked_unit = unit_id`);
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
