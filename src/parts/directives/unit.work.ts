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

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to || !(await hasWork(tx, from))) return 0;
    // What was done follows as well, so that whoever asks the successor later finds it.
    await tx.run(sql`update document set unit_id = ${to} where unit_id = ${from}`);
    await tx.run(sql`update task set giver_unit = ${to} where giver_unit = ${from}`);
    await tx.run(sql`
      update task set with_units = array_replace(with_units, ${from}::uuid, ${to}::uuid)
      where ${from}::uuid = any(with_units)`);
    await tx.run(sql`update dissemination set unit_id = ${to} where unit_id = ${from}`);
    const moved = await moveWhole(
      tx,
      sql`update task set unit_id = ${to},
        post_id = case when state = any(${running}::text[]) then null else post_id end
        where unit_id = ${from} returning id, state`,
      { type: 'task', open: running, from, to, reorganisation },
    );
    // Tasks first, then counts: in the order in which a step takes them.
    await tx.run(sql`
      with gone as (delete from task_tally where unit_id = ${from} returning month, open, on_time, late)
      insert into task_tally (unit_id, month, open, on_time, late)
      select ${to}::uuid, month, open, on_time, late from gone order by month
      on conflict (unit_id, month) do update set open = task_tally.open + excluded.open,
        on_time = task_tally.on_time + excluded.on_time, late = task_tally.late + excluded.late`);
    return moved;
  },
};

/** Whether a unit has a document or a task, gives one, or helps with one: most units of a reform have nothing of it. */
async function hasWork(tx: Queries, unit: UnitId): Promise<boolean> {
  if (await hasRows(tx, unit, [sql`document`, sql`task`, sql`dissemination`, sql`task_tally`])) return true;
  const { found } = await tx.one<{ found: boolean }>(sql`
    select exists (select from task where giver_unit = ${unit})
      or exists (select from task where ${unit}::uuid = any(with_units)) as found`);
  return found;
}
