import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import { foundByTitle } from '../../ground/public-face.ts';
import type { Part } from '../../ground/web.ts';
import { type Sql, sql } from '../../platform/database/database.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { formatPercent } from '../../platform/vietnamese.ts';
import { landFigures } from './catalogue.ts';
import { deskLandRoutes } from './desk.routes.ts';
import { ownLandRoutes } from './household.routes.ts';
import { landInbox } from './inbox.ts';
import { handoverYears, listProjects } from './land.store.ts';
import { landNews } from './news-source.ts';
import { landPaths as to } from './paths.ts';
import { publicLandRoutes } from './routes.ts';
import { loadSampleLand } from './sample.ts';
import { landWork } from './unit.work.ts';
import { landPromises } from './visit.service.ts';

// What is owed to a household is told across parts by its project alone: nobody is named.
const ofHousehold = (type: string, projectOf: Sql) => ({
  type,
  async look(db: Parameters<typeof listProjects>[0], ids: readonly string[]) {
    const rows = await db.rows<{ id: string; title: string; project: string }>(sql`
      select one.id, project.name as title, project.id as project from unnest(${ids}::uuid[]) as one (id)
      join land_project project on project.id = (${projectOf})`);
    return looksOf(rows.map((row) => ({ ...row, href: to.one(row.project) })));
  },
});

/** Land that is taken back for projects: the law's path, what households are told and owed, what is handed over. */
export const land: Part = {
  name: 'land',
  late: [
    {
      code: 'land',
      name: { vi: 'Đất, dự án', en: 'Land and projects' },
      types: ['landProject', 'landHousehold', 'landVisit', 'landPromise', 'landCorrection'],
    },
  ],
  menu: [
    { where: 'desk', at: 60, href: paths.deskLand, label: { vi: 'Đất dự án', en: 'Land' } },
    { where: 'foot', at: 40, href: paths.land, label: { vi: 'Dự án thu hồi đất', en: 'Land projects' } },
  ],
  work: landWork,
  routes(web) {
    ownLandRoutes(web);
    publicLandRoutes(web);
    deskLandRoutes(web);
  },
  promises: [landPromises],
  dutySubjects: [
    ofHousehold('landProject', sql`one.id`),
    ofHousehold('landHousehold', sql`select project_id from land_household where id = one.id`),
    ofHousehold(
      'landVisit',
      sql`select project_id from land_visit visit join land_household holder on holder.id = visit.household_id where visit.id = one.id`,
    ),
    ofHousehold(
      'landPromise',
      sql`select project_id from land_promise promise join land_household holder on holder.id = promise.household_id where promise.id = one.id`,
    ),
    ofHousehold(
      'landCorrection',
      sql`select project_id from land_correction correction join land_visit visit on visit.id = correction.visit_id
        join land_household holder on holder.id = visit.household_id where correction.id = one.id`,
    ),
  ],
  figures: landFigures,
  inbox: landInbox,
  news: landNews,
  async home({ db, clock }) {
    const years = (await handoverYears(db, dayInVietnam(clock()))).slice(0, 3);
    return {
      title: { vi: 'Đất cho dự án', en: 'Land for projects' },
      lines: years.map(({ year, inTime, all }) => ({
        text: {
          vi: `Năm ${year}: ${inTime} trong ${all} dự án (${formatPercent(inTime, all)}) bàn giao đúng hạn`,
          en: `${year}: ${inTime} of ${all} projects (${formatPercent(inTime, all)}) handed over on time`,
        },
        href: to.public,
      })),
      none: { vi: 'Chưa có dự án nào.', en: 'There are no projects yet.' },
      more: {
        href: to.public,
        text: { vi: 'Các dự án, hồ sơ của hộ tôi', en: 'Projects, my household’s file' },
      },
    };
  },
  async search({ db }, { words, limit }) {
    const rows = (await listProjects(db, { published: true })).map((one) => ({
      title: one.name,
      href: to.one(one.id),
      on: one.registeredOn,
    }));
    return foundByTitle(rows, words, { vi: 'Dự án thu hồi đất', en: 'Land project' }, limit);
  },
  sample: loadSampleLand,
};
