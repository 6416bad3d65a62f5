import type { UnitId } from '../../ground/organization/organization.ts';
import type { ReorganisationId, SuccessionLine } from '../../ground/organization/reorganisation.ts';
import type { UnitWork, WorkGroup } from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** Reductions under way as work of a unit. They go with the rest: a plan is not divided by hamlets. */
export const staffingWork: UnitWork = {
  type: 'reduction',
  name: { vi: 'Hồ sơ tinh giản biên chế', en: 'Staff reductions under way' },
  kinds: [],

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_now as unit, null as area, 'reduction' as kind, count(*)::int as count from reduction
      where unit_now = any(${units}::uuid[]) and state in ('proposed', 'approved') group by unit_now`);
  },

  list: async () => [],
  groupsOf: async () => [],
  byNumber: async () => undefined,

  async move(tx, from, lines: readonly SuccessionLine[], reorganisation: ReorganisationId): Promise<number> {
    const rest = lines.find((line) => line.part === 'rest')?.to;
    if (!rest) return 0;
    await tx.run(sql`update staffing_quota set unit_now = ${rest} where unit_now = ${from}`);
    await tx.run(sql`update reduction_target set unit_now = ${rest} where unit_now = ${from}`);
    const row = await tx.one<{ moved: number }>(sql`
      with moved as (
        update reduction set unit_now = ${rest} where unit_now = ${from} returning id, state
      ), noted as (
        insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
        select ${reorganisation}::uuid, 'reduction', id, ${from}::uuid, ${rest}::uuid from moved
        where state in ('proposed', 'approved') returning 1
      )
      select count(*)::int as moved from noted`);
    return row.moved;
  },
};
