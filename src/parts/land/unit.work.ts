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
  sql`land_project`,
  sql`land_outreach`,
  sql`land_visit`,
  sql`land_promise`,
  sql`land_correction`,
];

/** Projects with their households, visits and promises go to the successor as a whole. */
export const landWork: UnitWork = {
  type: 'landProject',
  name: { vi: 'Dự án thu hồi đất, hẹn gặp và việc hứa với hộ dân', en: 'Land projects, visits, promises' },
  ...undivided,

  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]> {
    return db.rows<WorkGroup>(sql`
      select unit, null as area, kind, count(*)::int as count from (
        select unit_id as unit, 'project' as kind from land_project where handed_on is null
        union all select unit_id, 'visit' from land_visit where held_on is null
        union all select promise.unit_id, 'promise' from land_promise promise
          join duty on duty.subject_id = promise.id and duty.ended is null
        union all select unit_id, 'correction' from land_correction where answered_on is null
      ) work where unit = any(${units}::uuid[]) group by unit, kind`);
  },

  async move(tx, from, lines, reorganisation): Promise<number> {
    const to = restOf(lines);
    if (!to || !(await hasRows(tx, from, tables))) return 0;
    await tx.run(sql`
      insert into land_outreach (project_id, unit_id) select project_id, ${to} from land_outreach where unit_id = ${from}
      on conflict do nothing`);
    await tx.run(sql`delete from land_outreach where unit_id = ${from}`);
    const moved = [
      await moveWhole(
        tx,
        sql`update land_project set unit_id = ${to} where unit_id = ${from}
          returning id, case when handed_on is null then 'open' else 'done' end as state`,
        { type: 'landProject', open: ['open'], from, to, reorganisation },
      ),
      await moveWhole(
        tx,
        sql`update land_visit set unit_id = ${to} where unit_id = ${from}
          returning id, case when held_on is null then 'open' else 'done' end as state`,
        { type: 'landVisit', open: ['open'], from, to, reorganisation },
      ),
      await moveWhole(
        tx,
        sql`update land_promise promise set unit_id = ${to} from duty
          where promise.unit_id = ${from} and duty.subject_id = promise.id
          returning promise.id, coalesce(duty.ended, 'open') as state`,
        { type: 'landPromise', open: ['open'], from, to, reorganisation },
      ),
      await moveWhole(
        tx,
        sql`update land_correction set unit_id = ${to} where unit_id = ${from}
          returning id, case when answered_on is null then 'open' else 'done' end as state`,
        { type: 'landCorrection', open: ['open'], from, to, reorganisation },
      ),
    ];
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
