import type { UnitId } from '../../ground/organization/organization.ts';
import {
  follow,
  type Moving,
  moveRows,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';

const running = ['open', 'reported'];

/**
 * Tasks go to the successor with what was asked of them; registers and what was sent go with them, so that who
 * answers for a document is always a unit that exists. Numbers stay those of the body that gave them.
 */
export const directiveWork: UnitWork = {
  type: 'task',
  name: { vi: 'Nhiệm vụ đang làm, văn bản được gửi đến', en: 'Open tasks and documents sent to it' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, null as area, 'task' as kind, count(*)::int as count from task
      where unit_id = any(${units}::uuid[]) and state = any(${running}::text[]) group by unit_id`);
  },

  async move(tx: Queries, moving: Moving): Promise<number> {
    // What was done follows as well, so that whoever asks the successor later finds it.
    await follow(tx, moving, [sql`document`, sql`dissemination`, sql`document_draft`]);
    await follow(tx, moving, [sql`task`], sql`giver_unit`);
    await tx.run(
      plannedAnew(sql`
        update task set with_units = (select array_agg(distinct coalesce(move.heir, unit)) from unnest(with_units) as unit
          left join ${moving.heirs} on move.old = unit)
        where with_units && ${moving.from}::uuid[]`),
    );
    const moved = await moveRows(tx, moving, {
      type: 'task',
      keeps: true,
      table: sql`task`,
      alias: sql`one`,
      set: sql`post_id = case when one.state = any(${running}::text[]) then null else one.post_id end`,
      state: sql`one.state`,
      open: running,
    });
    // Tasks first, then counts: in the order in which a step takes them.
    await tx.run(
      plannedAnew(sql`
        with gone as (
          delete from task_tally using ${moving.heirs} where unit_id = move.old
          returning move.heir, month, open, on_time, late
        )
        insert into task_tally (unit_id, month, open, on_time, late)
        select heir, month, sum(open), sum(on_time), sum(late) from gone group by heir, month order by heir, month
        on conflict (unit_id, month) do update set open = task_tally.open + excluded.open,
          on_time = task_tally.on_time + excluded.on_time, late = task_tally.late + excluded.late`),
    );
    return moved;
  },
};
