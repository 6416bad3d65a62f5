import type { UnitId } from '../../ground/organization/organization.ts';
import {
  follow,
  type Moving,
  moveRows,
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

  async move(tx: Queries, moving: Moving): Promise<number> {
    await follow(tx, moving, [sql`staffing_quota`, sql`reduction_target`], sql`unit_now`);
    return moveRows(tx, moving, {
      type: 'reduction',
      table: sql`reduction`,
      alias: sql`one`,
      unit: sql`unit_now`,
      state: sql`one.state`,
      open: ['proposed', 'approved'],
    });
  },
};
