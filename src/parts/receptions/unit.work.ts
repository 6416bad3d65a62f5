import type { UnitId } from '../../ground/organization/organization.ts';
import type { UnitWork, WorkGroup } from '../../ground/organization/work.ts';
import { type Queries, sql } from '../../platform/database/database.ts';

/** Sessions to come, with their bookings, and the log: they go to the successor as a whole. */
export const receptionWork: UnitWork = {
  type: 'reception',
  name: { vi: 'Buổi tiếp công dân sắp tới và lịch hẹn', en: 'Reception sessions to come and bookings' },
  kinds: [],

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit_id as unit, null as area, 'session' as kind, count(*)::int as count from reception_session
      where unit_id = any(${units}::uuid[]) and state = 'planned' group by unit_id`);
  },

  list: async () => [],
  groupsOf: async () => [],
  byNumber: async () => undefined,

  async move(tx, from, lines, reorganisation): Promise<number> {
    const rest = lines.find((line) => line.part === 'rest')?.to;
    if (!rest) return 0;
    await tx.run(sql`update reception_visit set unit_id = ${rest} where unit_id = ${from}`);
    const row = await tx.one<{ moved: number }>(sql`
      with moved as (
        update reception_session set unit_id = ${rest} where unit_id = ${from} returning id, state
      ), noted as (
        insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
        select ${reorganisation}::uuid, 'reception', id, ${from}::uuid, ${rest}::uuid from moved
        where state = 'planned' returning 1
      )
      select count(*)::int as moved from noted`);
    return row.moved;
  },
};
