import { h } from 'preact';
import { paths } from '../../ground/places.ts';
import type { Found } from '../../ground/public-face.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { renderPage } from '../../platform/page/render.ts';
import { foldedWords, searchQuery } from '../../platform/vietnamese.ts';
import { SearchPage } from './search.page.tsx';
import { pageSort } from './search.ts';

const longestTyped = 200;
const mostOfASort = 10;

/** One search over everything public, with or without the marks of Vietnamese. */
export function searchRoutes({ app, services, ...rest }: Web): void {
  const web = { app, services, ...rest };
  app.get(paths.search, async (request, reply) => {
    const typed = String((request.query as { tim?: string }).tim ?? '').slice(0, longestTyped);
    const query = searchQuery(typed);
    return sendPublic(web, request, reply, async () => {
      const asked = {
        query: query ?? '',
        words: foldedWords(typed),
        language: request.language,
        limit: mostOfASort,
      };
      const found: Found[] = query
        ? (await Promise.all(services.search.map((search) => search(services, asked)))).flat()
        : [];
      // Where to go comes before what is there.
      const pages = found.filter(({ sort }) => sort === pageSort);
      const rest = found.filter(({ sort }) => sort !== pageSort);
      return renderPage(
        h(SearchPage, {
          frame: await frameOf(web, request),
          typed,
          asked: query !== undefined,
          found: [...pages, ...rest],
        }),
      );
    });
  });
}
