import type { UnitId } from '../../ground/organization/organization.ts';
import {
  inherit,
  type Moving,
  moveRows,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** Sessions to come, with their bookings, and the log: they go to the successor as a whole. */
export const receptionWork: UnitWork = {
  type: 'reception',
  name: { vi: 'Buổi tiếp công dân sắp tới và lịch hẹn', en: 'Reception sessions to come and bookings' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, null as area, 'session' as kind, count(*)::int as count from reception_session
      where unit_id = any(${units}::uuid[]) and state = 'planned' group by unit_id`);
  },

  async move(tx: Queries, moving: Moving): Promise<number> {
    await inherit(tx, moving, [sql`reception_visit`]);
    return moveRows(tx, moving, {
      type: 'reception',
      table: sql`reception_session`,
      alias: sql`one`,
      state: sql`one.state`,
      open: ['planned'],
      // What was held was held by the unit of its day.
      where: sql`one.state = 'planned'`,
    });
  },
};
