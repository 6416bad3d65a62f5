import type { Part } from '../../ground/web.ts';
import { closeReached } from './commitment.service.ts';
import { commitmentInbox } from './inbox.ts';
import { commitmentNews } from './news-source.ts';
import { commitmentRoutes } from './routes.ts';
import { loadSampleCommitments } from './sample.ts';
import { commitmentWork } from './unit.work.ts';

/** What heads commit themselves to each year, signed by both sides, read off figures wherever one exists. */
export const commitments: Part = {
  name: 'commitments',
  work: commitmentWork,
  inbox: commitmentInbox,
  news: commitmentNews,
  upkeep: closeReached,
  routes: commitmentRoutes,
  sample: loadSampleCommitments,
};
