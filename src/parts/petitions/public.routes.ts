import { h } from 'preact';
import { dutiesOf } from '../../ground/duty/duty.store.ts';
import { paths } from '../../ground/places.ts';
import { frameOf, sendPublic, type Web } from '../../ground/web.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { sendPicture } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { listPublished, readPublished } from './petition.store.ts';
import { CasesPage, PublicCasePage } from './public.pages.tsx';
import { picturesOf, publishedPicture } from './publication.store.ts';

const pageSize = 20;

/** Public pages: cases that were published, the same for every reader. */
export function publicRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock } = services;

  app.get(paths.cases, async (request, reply) => {
    const { tim: typed = '', sau } = request.query as { tim?: string; sau?: string };
    const query = searchQuery(typed);
    return sendPublic(web, request, reply, async () => {
      const cases = await listPublished(db, { query, before: parseTimeCursor(sau), limit: pageSize + 1 });
      const last = cases.length > pageSize ? cases[pageSize - 1] : undefined;
      const cursor = last?.publishedAt && formatCursor(last.publishedAt, last.id);
      const next =
        cursor && `${paths.cases}?${new URLSearchParams({ ...(typed && { tim: typed }), sau: cursor })}`;
      return renderPage(
        h(CasesPage, {
          frame: await frameOf(web, request),
          cases: cases.slice(0, pageSize),
          query: typed,
          next: next || undefined,
        }),
      );
    });
  });

  app.get(`${paths.cases}/:publicId`, async (request, reply) => {
    const { publicId } = request.params as { publicId: string };
    return sendPublic(web, request, reply, async () => {
      const item = await readPublished(db, publicId);
      if (!item) throw notFound();
      const page = h(PublicCasePage, {
        frame: await frameOf(web, request),
        item,
        duties: await dutiesOf(db, item.id),
        today: dayInVietnam(clock()),
        pictures: await picturesOf(db, item.id),
      });
      return renderPage(page);
    });
  });
  app.get(`${paths.cases}/:publicId/anh/:picture.jpg`, async (request, reply) => {
    const { publicId, picture } = request.params as { publicId: string; picture: string };
    const found = await publishedPicture(db, publicId, picture);
    if (!found) throw notFound();
    return sendPicture(reply, await services.files.readAll(found), 'public, max-age=300');
  });
}
