import { h } from 'preact';
import { frameOf, type Part, sendPublic } from '../../ground/web.ts';
import { paths } from '../../platform/page/frame.ts';
import { renderPage } from '../../platform/page/render.ts';
import { articleRoutes } from './article.routes.ts';
import { publishDue } from './article.service.ts';
import { publishedArticles } from './article.store.ts';
import { claimRoutes } from './claims.routes.ts';
import { deskNewsRoutes } from './desk.routes.ts';
import { HomePage } from './home.page.tsx';
import { articleWork } from './unit.work.ts';

/** What the public reads beside the cases: the first page, news and reports, the check of a text's numbers. */
export const publishing: Part = {
  name: 'publishing',
  work: articleWork,
  upkeep: publishDue,
  routes(web) {
    claimRoutes(web);
    articleRoutes(web);
    deskNewsRoutes(web);
    web.app.get(paths.home, async (request, reply) =>
      sendPublic(web, request, reply, async () =>
        renderPage(
          h(HomePage, {
            frame: await frameOf(web, request),
            words: (await web.services.site.read()).words,
            news: await publishedArticles(web.services.db, { before: undefined, limit: 3 }),
          }),
        ),
      ),
    );
  },
};
