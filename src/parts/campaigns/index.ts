import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import { foundByTitle } from '../../ground/public-face.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { formatDate } from '../../platform/time.ts';
import { campaignFigures } from './catalogue.ts';
import { campaignInbox } from './inbox.ts';
import { launchRoutes } from './launch.routes.ts';
import { listLaunches } from './launch.service.ts';
import { modelRoutes } from './model.routes.ts';
import { listModels } from './model.service.ts';
import { campaignNews } from './news-source.ts';
import { campaignPaths as to } from './paths.ts';
import { loadSampleCampaigns } from './sample.ts';
import { streetRoutes } from './street.routes.ts';
import { listStreets } from './street.service.ts';
import { campaignWork } from './unit.work.ts';
import { workRoutes } from './work.routes.ts';
import { listWorks } from './work.store.ts';

/** Working with people: Dân vận khéo models, works that communities decide and pay, launch days, model streets. */
export const campaigns: Part = {
  name: 'campaigns',
  late: [
    {
      code: 'campaigns',
      name: { vi: 'Công trình, ra quân', en: 'Works and launches' },
      types: ['communityWork', 'launch'],
    },
  ],
  menu: [
    {
      where: 'desk',
      at: 70,
      href: paths.deskCampaigns,
      label: { vi: 'Dân vận khéo', en: 'Working with people' },
    },
    {
      where: 'foot',
      at: 41,
      href: paths.campaigns,
      label: { vi: 'Dân vận khéo', en: 'Working with people' },
    },
    {
      where: 'foot',
      at: 42,
      href: paths.works,
      label: { vi: 'Công trình của cộng đồng', en: 'Community works' },
    },
  ],
  work: campaignWork,
  routes(web) {
    workRoutes(web);
    launchRoutes(web);
    streetRoutes(web);
    modelRoutes(web);
  },
  dutySubjects: [
    {
      type: 'communityWork',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string }>(
          sql`select id, title from community_work where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: to.work(row.id) })));
      },
    },
    {
      type: 'launch',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; title: string }>(
          sql`select id, title from launch where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: to.launch(row.id) })));
      },
    },
  ],
  figures: campaignFigures,
  inbox: campaignInbox,
  news: campaignNews,
  async home({ db }) {
    const launches = (await listLaunches(db, { limit: 3 })).filter((one) => one.state !== 'cancelled');
    return {
      title: { vi: 'Cùng làm với dân', en: 'Working together' },
      lines: launches.map(({ id, title, onDay }) => ({
        text: { vi: `${formatDate(onDay)}: ${title}`, en: `${formatDate(onDay)}: ${title}` },
        href: to.launch(id),
      })),
      none: { vi: 'Chưa có ngày ra quân nào.', en: 'There is no launch day yet.' },
      more: {
        href: to.models,
        text: { vi: 'Dân vận khéo, công trình, tuyến đường', en: 'Models, works, streets' },
      },
    };
  },
  async search({ db }, { words, limit }) {
    const sort = { vi: 'Dân vận khéo, công trình, ra quân', en: 'Models, works, launches' };
    const rows = [
      ...(await listModels(db, { limit: 2000 })).map((one) => ({ title: one.title, href: to.model(one.id) })),
      ...(await listWorks(db)).map((one) => ({
        title: one.title,
        href: to.work(one.id),
        on: one.proposedOn,
      })),
      ...(await listLaunches(db)).map((one) => ({
        title: one.title,
        href: to.launch(one.id),
        on: one.onDay,
      })),
      ...(await listStreets(db)).map((one) => ({ title: one.name, href: to.street(one.id), on: one.since })),
    ];
    return foundByTitle(rows, words, sort, limit);
  },
  sample: loadSampleCampaigns,
};
