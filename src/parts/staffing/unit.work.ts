import type { UnitId } from '../../ground/organization/organization.ts';
import type { ReorganisationId, SuccessionLine } from '../../ground/organization/reorganisation.ts';
import {
  moveWhole,
  restOf,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** Reductions under way as work of a unit. They go with the rest: a plan is not divided by hamlets. */
export const staffingWork: UnitWork = {
  type: 'reduction',
  name: { vi: 'Hồ sơ tinh giản biên chế', en: 'Staff reductions under way' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_now as unit, null as area, 'reduction' as kind, count(*)::int as count from reduction
      where unit_now = any(${units}::uuid[]) and state in ('proposed', 'approved') group by unit_now`);
  },

  async move(tx, from, lines: readonly SuccessionLine[], reorganisation: ReorganisationId): Promise<number> {
    const to = restOf(lines);
    if (!to) return 0;
    await tx.run(sql`update staffing_quota set unit_now = ${to} where unit_now = ${from}`);
    await tx.run(sql`update reduction_target set unit_now = ${to} where unit_now = ${from}`);
    return moveWhole(
      tx,
      sql`update reduction set unit_now = ${to} where unit_now = ${from} returning id, state`,
      { type: 'reduction', open: ['proposed', 'approved'], from, to, reorganisation },
    );
  },
};
