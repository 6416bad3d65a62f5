import type { UnitId } from '../../ground/organization/organization.ts';
import {
  moveWhole,
  restOf,
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

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to) return 0;
    await tx.run(sql`update reception_visit set unit_id = ${to} where unit_id = ${from}`);
    return moveWhole(
      tx,
      sql`update reception_session set unit_id = ${to} where unit_id = ${from} returning id, state`,
      { type: 'reception', open: ['planned'], from, to, reorganisation },
    );
  },
};
