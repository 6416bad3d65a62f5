import type { UnitId } from '../../ground/organization/organization.ts';
import {
  type Moving,
  moveRows,
  type UnitWork,
  undivided,
  type WorkGroup,
} from '../../ground/organization/work.ts';
import { plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';

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

  async move(tx: Queries, moving: Moving): Promise<number> {
    await tx.run(
      plannedAnew(sql`
        insert into land_outreach (project_id, unit_id)
        select distinct project_id, move.heir from land_outreach join ${moving.heirs} on move.old = unit_id
        on conflict do nothing`),
    );
    await tx.run(plannedAnew(sql`delete from land_outreach using ${moving.heirs} where unit_id = move.old`));
    const alias = sql`one`;
    const openUntil = (column: Sql) => sql`case when ${column} is null then 'open' else 'done' end`;
    const moved = [
      await moveRows(tx, moving, {
        type: 'landProject',
        keeps: true,
        table: sql`land_project`,
        alias,
        state: openUntil(sql`one.handed_on`),
        open: ['open'],
      }),
      await moveRows(tx, moving, {
        type: 'landVisit',
        keeps: true,
        table: sql`land_visit`,
        alias,
        state: openUntil(sql`one.held_on`),
        open: ['open'],
      }),
      await moveRows(tx, moving, {
        type: 'landPromise',
        keeps: true,
        table: sql`land_promise`,
        alias,
        from: sql`duty`,
        where: sql`duty.subject_id = one.id`,
        state: sql`coalesce(duty.ended, 'open')`,
        open: ['open'],
      }),
      await moveRows(tx, moving, {
        type: 'landCorrection',
        table: sql`land_correction`,
        alias,
        state: openUntil(sql`one.answered_on`),
        open: ['open'],
      }),
    ];
    return moved.reduce((sum, one) => sum + one, 0);
  },
};
