import { looksOf } from '../../ground/duty/subject.ts';
import { paths } from '../../ground/places.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { commitmentFigures } from './catalogue.ts';
import { closeReached } from './commitment.service.ts';
import { itemsOf, listCommitments, reportsOf } from './commitment.store.ts';
import { commitmentInbox } from './inbox.ts';
import { knownSides, knownSteps } from './known.ts';
import { commitmentNews } from './news-source.ts';
import { commitmentPaths } from './paths.ts';
import { progressOf } from './progress.ts';
import { commitmentRoutes } from './routes.ts';
import { loadSampleCommitments } from './sample.ts';
import { commitmentWork } from './unit.work.ts';

/** What heads commit themselves to each year, signed by both sides, read off figures wherever one exists. */
export const commitments: Part = {
  name: 'commitments',
  late: [{ code: 'commitments', name: { vi: 'Cam kết', en: 'Commitments' }, types: ['commitmentItem'] }],
  menu: [
    { where: 'desk', at: 20, href: paths.deskCommitments, label: { vi: 'Cam kết', en: 'Commitments' } },
    { where: 'foot', at: 21, href: paths.commitments, label: { vi: 'Cam kết', en: 'Commitments' } },
  ],
  work: commitmentWork,
  dutySubjects: [
    {
      type: 'commitmentItem',
      async look(db, ids) {
        const rows = await db.rows<{ id: string; commitment: string; title: string }>(
          sql`select id, commitment_id as commitment, text as title from commitment_item where id = any(${ids}::uuid[])`,
        );
        return looksOf(rows.map((row) => ({ ...row, href: commitmentPaths.one(row.commitment) })));
      },
    },
  ],
  inbox: commitmentInbox,
  figures: commitmentFigures,
  news: commitmentNews,
  /** Items whose self-report says more than the record. */
  async unitSigns(services, unit, year) {
    const lines = (await listCommitments(services.db, { units: [unit], year })).filter(
      (one) => one.unitId === unit,
    );
    const contradicted = await Promise.all(
      lines.map(async ({ id }) => {
        const [items, reports] = [await itemsOf(services.db, id), await reportsOf(services.db, id)];
        return (await progressOf(services, unit, items, reports)).filter((one) => one.contradicted).length;
      }),
    );
    const count = contradicted.reduce((sum, one) => sum + one, 0);
    if (count === 0) return [];
    return [
      {
        vi: `${count} mục cam kết tự báo cáo cao hơn số trong sổ`,
        en: `${count} items of the commitment reported above the record`,
      },
    ];
  },
  upkeep: closeReached,
  steps: [...Object.values(knownSteps), ...Object.values(knownSides)],
  routes: commitmentRoutes,
  sample: loadSampleCommitments,
};
