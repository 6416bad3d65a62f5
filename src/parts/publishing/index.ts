import { h } from 'preact';
import { paths } from '../../ground/places.ts';
import { frameOf, type Part, sendPublic } from '../../ground/web.ts';
import { renderPage } from '../../platform/page/render.ts';
import { articleRoutes } from './article.routes.ts';
import { publishDue } from './article.service.ts';
import { publishedArticles } from './article.store.ts';
import { claimRoutes } from './claims.routes.ts';
import { deskNewsRoutes } from './desk.routes.ts';
import { HomePage } from './home.page.tsx';
import { articleInbox } from './inbox.ts';
import { knownSteps } from './known.ts';
import { articleNews } from './news-source.ts';
import { articleOpenness } from './openness.ts';
import { loadSampleArticles } from './sample.ts';
import { searchRoutes } from './search.routes.ts';
import { articleSearch, pageSearch } from './search.ts';
import { TransparencyPage } from './transparency.page.tsx';
import { trendsOf } from './trends.ts';
import { articleWork } from './unit.work.ts';

/** What the public reads beside the cases: the first page, news and reports, the check of a text's numbers. */
export const publishing: Part = {
  name: 'publishing',
  menu: [
    { where: 'foot', at: 50, href: paths.news, label: { vi: 'Tin tức, báo cáo', en: 'News and reports' } },
    {
      where: 'foot',
      at: 52,
      href: paths.claims,
      label: { vi: 'Kiểm con số trong bài', en: 'Check a text’s numbers' },
    },
    { where: 'foot', at: 61, href: paths.transparency, label: { vi: 'Minh bạch', en: 'Openness' } },
    { where: 'foot', at: 70, href: paths.search, label: { vi: 'Tìm kiếm', en: 'Search' } },
  ],
  work: articleWork,
  news: articleNews,
  openness: articleOpenness,
  search: async (services, asked) => [
    ...(await pageSearch(services, asked)),
    ...(await articleSearch(services, asked)),
  ],
  sample: loadSampleArticles,
  inbox: articleInbox,
  deskLinks: [{ href: paths.deskNews, label: { vi: 'Tin tức, báo cáo', en: 'News and reports' } }],
  upkeep: publishDue,
  steps: Object.values(knownSteps),
  routes(web) {
    claimRoutes(web);
    articleRoutes(web);
    deskNewsRoutes(web);
    searchRoutes(web);
    web.app.get(paths.transparency, async (request, reply) =>
      sendPublic(web, request, reply, async () => {
        const { openness, publication, witnessing } = web.services;
        return renderPage(
          h(TransparencyPage, {
            frame: await frameOf(web, request),
            sections: (await Promise.all(openness.map((of) => of(web.services)))).flat(),
            size: publication.published()?.size ?? 0,
            witnesses: witnessing.state.length,
          }),
        );
      }),
    );
    web.app.get(paths.home, async (request, reply) =>
      sendPublic(web, request, reply, async () =>
        renderPage(
          h(HomePage, {
            frame: await frameOf(web, request),
            words: (await web.services.site.read()).words,
            news: await publishedArticles(web.services.db, { before: undefined, limit: 3 }),
            sections: await Promise.all(web.services.home.map((home) => home(web.services))),
            figures: await trendsOf(web.services),
          }),
        ),
      ),
    );
  },
};
