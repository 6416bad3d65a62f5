import { h } from 'preact';
import { frameOf, type Part, sendPublic } from '../../ground/web.ts';
import { paths } from '../../platform/page/frame.ts';
import { renderPage } from '../../platform/page/render.ts';
import { HomePage } from './home.page.tsx';

/** What the public reads beside the cases: for now the locality's first page. */
export const publishing: Part = {
  name: 'publishing',
  routes(web) {
    web.app.get(paths.home, async (request, reply) =>
      sendPublic(web, request, reply, async () =>
        renderPage(
          h(HomePage, {
            frame: await frameOf(web, request),
            words: (await web.services.site.read()).words,
          }),
        ),
      ),
    );
  },
};
