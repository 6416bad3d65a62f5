import { looksOf } from '../../ground/duty/subject.ts';
import type { Part } from '../../ground/web.ts';
import { sql } from '../../platform/database/database.ts';
import { closeReached } from './commitment.service.ts';
import { commitmentInbox } from './inbox.ts';
import { commitmentNews } from './news-source.ts';
import { commitmentPaths } from './paths.ts';
import { commitmentRoutes } from './routes.ts';
import { loadSampleCommitments } from './sample.ts';
import { commitmentWork } from './unit.work.ts';

/** What heads commit themselves to each year, signed by both sides, read off figures wherever one exists. */
export const commitments: Part = {
  name: 'commitments',
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
  news: commitmentNews,
  upkeep: closeReached,
  routes: commitmentRoutes,
  sample: loadSampleCommitments,
};
