import { looksOf } from '../../ground/duty/subject.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { remind } from './booking.service.ts';
import { receptionFigures } from './catalogue.ts';
import { receptionDeskRoutes } from './desk.routes.ts';
import { receptionHome } from './home.ts';
import { knownSteps } from './known.ts';
import { receptionsTable } from './open-tables.ts';
import { receptionPaths } from './paths.ts';
import { receptionOpenings } from './proof.ts';
import { receptionPublicRoutes } from './public.routes.ts';
import { listPromises } from './reception.store.ts';
import { loadSampleReceptions } from './sample.ts';
import { texts } from './texts.ts';
import { receptionWork } from './unit.work.ts';

/** Leaders and officers receive citizens: schedule, booking, desk, log, promises, compliance. */
export const receptions: Part = {
  name: 'receptions',
  work: receptionWork,
  steps: Object.values(knownSteps),
  routes(web) {
    receptionPublicRoutes(web);
    receptionDeskRoutes(web);
  },
  openings: receptionOpenings,
  openTables: [receptionsTable],
  dutySubjects: [
    {
      type: 'reception',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; day: PlainDate; leader: string }>(
          sql`select id, on_day as day, leader_title as leader from reception_session where id = any(${ids}::uuid[])`,
        );
        return looksOf(
          rows.map(({ id, day, leader }) => ({
            id,
            title: `${leader}, ${formatDate(day)}`,
            href: receptionPaths.session(id),
          })),
        );
      },
    },
  ],
  home: receptionHome,
  upkeep: remind,
  figures: receptionFigures,
  async inbox({ db }, officer, limit): Promise<InboxLine[]> {
    const units = officer.reach === 'all' ? 'all' : officer.reach;
    const promises = (await listPromises(db, units, limit)).filter((line) => line.ended === null);
    const postings = await db.rows<{ dueOn: PlainDate; unitVi: string }>(sql`
      select duty.due_on as "dueOn", unit.name_vi as "unitVi" from duty
      join lateral (select name_vi from unit_version where unit_id = duty.owner_unit
        order by lower(valid) desc limit 1) unit on true
      where duty.ended is null and duty.subject_type = 'reception' and duty.owner_unit = ${officer.unit}
      order by duty.due_on limit ${limit}`);
    return [
      ...promises.map((line) => ({
        dueOn: line.dueOn,
        title: line.text,
        duty: texts.vi.promise,
        unit: line.unitVi,
        href: receptionPaths.promises,
      })),
      ...postings.map((line) => ({
        dueOn: line.dueOn,
        title: texts.vi.keepSchedule,
        duty: texts.vi.dutyPost,
        unit: line.unitVi,
        href: receptionPaths.plan,
      })),
    ];
  },
  sample: loadSampleReceptions,
};
