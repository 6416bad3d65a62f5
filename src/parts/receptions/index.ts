import { looksOf } from '../../ground/duty/subject.ts';
import { unitNamed } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import { remind } from './booking.service.ts';
import { receptionFigures } from './catalogue.ts';
import { receptionDeskRoutes } from './desk.routes.ts';
import { receptionHome } from './home.ts';
import { receptionInbox } from './inbox.ts';
import { knownSteps } from './known.ts';
import { receptionsTable } from './open-tables.ts';
import { receptionPaths } from './paths.ts';
import { receptionOpenings } from './proof.ts';
import { receptionPublicRoutes } from './public.routes.ts';
import { loadSampleReceptions } from './sample.ts';
import { receptionWork } from './unit.work.ts';
import { receptionPromises } from './visit.service.ts';

/** Leaders and officers receive citizens: schedule, booking, desk, log, promises, compliance. */
export const receptions: Part = {
  name: 'receptions',
  late: [
    {
      code: 'receptions',
      name: { vi: 'Tiếp dân, việc hứa khi tiếp', en: 'Receptions and promises in them' },
      types: ['reception', 'receptionPromise'],
    },
  ],
  menu: [
    { where: 'top', at: 20, href: paths.receptions, label: { vi: 'Tiếp dân', en: 'Receptions' } },
    { where: 'desk', at: 40, href: paths.deskReceptions, label: { vi: 'Tiếp dân', en: 'Receptions' } },
  ],
  work: receptionWork,
  steps: Object.values(knownSteps),
  routes(web) {
    receptionPublicRoutes(web);
    receptionDeskRoutes(web);
  },
  openings: receptionOpenings,
  openTables: [receptionsTable],
  promises: [receptionPromises],
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
  async planned({ db }, days) {
    const rows = await db.rows<{
      id: string;
      day: PlainDate;
      leader: string;
      unitVi: string;
      unitEn: string;
    }>(sql`
      select session.id, on_day as day, leader_title as leader, unit.name_vi as "unitVi", unit.name_en as "unitEn"
      from reception_session session join ${unitNamed(sql`session.unit_id`, sql`unit`)} on true
      where session.state = 'planned' and on_day = any(${days}::date[]) order by on_day, leader_title limit 200`);
    return rows.map(({ id, day, leader, unitVi, unitEn }) => ({
      day,
      title: { vi: `Tiếp công dân: ${leader}, ${unitVi}`, en: `Reception: ${leader}, ${unitEn}` },
      href: receptionPaths.session(id),
    }));
  },
  upkeep: remind,
  figures: receptionFigures,
  inbox: receptionInbox,
  sample: loadSampleReceptions,
};
