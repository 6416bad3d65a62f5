import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { provenReport } from '../../ground/figure/proof.service.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { unitName } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { PublicAddress } from '../../ground/public-face.ts';
import { frameOf, requireCaseOfficer, sendPublic, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { sendBytes, sendPicture, wordType } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { Memo } from '../../platform/memo.ts';
import { renderPage } from '../../platform/page/render.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { ArticlePage, NewsPage } from './article.pages.tsx';
import { mayWrite } from './article.service.ts';
import {
  articleAddresses,
  categories,
  editionsOf,
  type PublicArticle,
  publishedArticles,
  readArticle,
  readPublicArticle,
} from './article.store.ts';
import { atomOf } from './atom.ts';
import { type BoundFigure, boundFigures, withFigures } from './binding.ts';
import { paperOf } from './paper.tsx';
import { type PictureSize, pictureBytes, picturesOf } from './picture.store.ts';
import { rssOf } from './rss.ts';
import { sitemapIndexOf, sitemapOf } from './sitemap.ts';

const publicPages = [
  paths.home,
  paths.intake,
  paths.receptions,
  paths.cases,
  paths.figures,
  paths.figure,
  paths.news,
  paths.process,
  paths.structure,
  paths.staffing,
  paths.record,
  paths.claims,
  paths.transparency,
  paths.openData,
];
// A sitemap file holds 50,000 addresses at most (sitemaps.org); older articles are found through the list.
const mostInSitemap = 40_000;
const pageSize = 20;
const keptMs = 5 * 60_000;

/** News and reports as all read them: pages, feeds, papers, data. */
export function articleRoutes(web: Web): void {
  const { app, services } = web;
  const { db, site, config, figures, clock } = services;

  // Neither is made anew for every address that somebody makes up.
  const todays = new Memo<BoundFigure[]>(clock, keptMs, 500);
  const papers = new Memo<Buffer>(clock, keptMs, 50);

  app.get(paths.news, async (request, reply) => {
    const { sau, loai } = request.query as { sau?: string; loai?: string };
    const category = categories.find((one) => one === loai);
    return sendPublic(web, request, reply, async () => {
      const found = await publishedArticles(db, {
        before: parseTimeCursor(sau),
        category,
        limit: pageSize + 1,
      });
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      const next =
        last &&
        `${paths.news}?${new URLSearchParams({ ...(category && { loai: category }), sau: formatCursor(last.firstAt, last.id) })}`;
      return renderPage(
        h(NewsPage, {
          frame: await frameOf(web, request),
          articles: found.slice(0, pageSize),
          category,
          next,
        }),
      );
    });
  });

  /** The newest articles with what every feed says of itself. */
  const feedOf = async (extension: string) => {
    const articles = await publishedArticles(db, { before: undefined, limit: pageSize });
    const { locality } = await site.read();
    const home = `${config.publicUrl}${paths.news}`;
    return {
      articles,
      title: locality?.name.vi ?? 'Gần Dân',
      home,
      feed: `${home}.${extension}`,
      address: (one: PublicArticle) => `${home}/${one.slug}`,
    };
  };

  app.get(`${paths.news}.atom`, async (_request, reply) => {
    const { articles, ...of } = await feedOf('atom');
    const newest = articles.map((one) => one.publishedAt.getTime());
    return reply
      .type('application/atom+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(atomOf(articles, { ...of, updated: new Date(Math.max(0, ...newest)) }));
  });

  app.get(`${paths.news}.rss`, async (_request, reply) => {
    const { articles, ...of } = await feedOf('rss');
    return reply
      .type('application/rss+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(rssOf(articles, of));
  });

  app.get('/robots.txt', async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        `User-agent: *\nDisallow: ${paths.desk}\nDisallow: ${paths.follow}\nDisallow: /api/\nSitemap: ${config.publicUrl}/sitemap.xml\n`,
      ),
  );

  const asXml = (reply: FastifyReply, text: string) =>
    reply.type('application/xml; charset=utf-8').header('cache-control', 'public, max-age=3600').send(text);
  const whole = ({ path, changed }: PublicAddress) => ({ address: `${config.publicUrl}${path}`, changed });

  // An index of parts: the first of our own, the others as many as each part's things fill.
  app.get('/sitemap.xml', async (_request, reply) => {
    const parts = await Promise.all(
      services.addresses.map(async ({ code, count }) => {
        const files = Math.ceil((await count(services)) / mostInSitemap);
        return Array.from({ length: files }, (_, at) => `${code}-${at + 1}`);
      }),
    );
    const names = ['trang', ...parts.flat()];
    return asXml(reply, sitemapIndexOf(names.map((name) => `${config.publicUrl}/sitemap/${name}.xml`)));
  });

  app.get('/sitemap/:name.xml', async (request, reply) => {
    const { name } = request.params as { name: string };
    if (name === 'trang') {
      const articles = await articleAddresses(db, mostInSitemap);
      return asXml(
        reply,
        sitemapOf([
          ...publicPages.map((path) => whole({ path })),
          ...figures.map((one) => whole({ path: `${paths.figure}/${one.code}` })),
          ...articles.map(({ slug, changed }) => whole({ path: `${paths.news}/${slug}`, changed })),
        ]),
      );
    }
    const [, code, number] = /^(.+)-([1-9]\d{0,4})$/.exec(name) ?? [];
    const source = services.addresses.find((one) => one.code === code);
    if (!source) throw notFound();
    const page = await source.page(services, (Number(number) - 1) * mostInSitemap, mostInSitemap);
    if (page.length === 0) throw notFound();
    return asXml(reply, sitemapOf(page.map(whole)));
  });

  app.get(`${paths.news}/:slug`, async (request, reply) => {
    const { slug } = request.params as { slug: string };
    return sendPublic(web, request, reply, async () => {
      const article = await readPublicArticle(db, slug);
      if (!article) throw notFound();
      return renderPage(
        h(ArticlePage, {
          frame: await frameOf(web, request),
          article,
          unit: unitName(article, request.language),
          address: `${config.publicUrl}${paths.news}/${slug}`,
          answered: await services.desk.publishedAbout(services, `${paths.news}/${slug}`, 20),
          editions: await editionsOf(db, article.id),
          pictures: await picturesOf(db, article.id),
          today: await todays.get(`${slug} ${article.number}`, () =>
            boundFigures(services, `${article.title}\n${article.lead}\n${article.body}`),
          ),
        }),
      );
    });
  });

  /** A published article by the name of a file made from it. */
  const published = async (request: FastifyRequest): Promise<PublicArticle> => {
    const article = await readPublicArticle(db, (request.params as { slug: string }).slug);
    if (article?.state !== 'published') throw notFound();
    return article;
  };
  const onPaper = async (article: PublicArticle) =>
    paperOf(
      article,
      article.figures,
      await issuerOf(services, article.issuerId, dayInVietnam(article.firstAt)),
      dayInVietnam(article.publishedAt),
    );

  app.get(`${paths.news}/:slug.pdf`, async (request, reply) => {
    const article = await published(request);
    const bytes = await papers.get(`${article.slug} ${article.number} pdf`, async () =>
      pdfOf(await onPaper(article)),
    );
    return sendBytes(reply, bytes, {
      name: `${article.slug}.pdf`,
      mediaType: 'application/pdf',
    });
  });

  app.get(`${paths.news}/:slug.docx`, async (request, reply) => {
    const article = await published(request);
    const bytes = await papers.get(`${article.slug} ${article.number} docx`, async () =>
      docxOf(await onPaper(article)),
    );
    return sendBytes(reply, bytes, {
      name: `${article.slug}.docx`,
      mediaType: wordType,
    });
  });

  // Also of a withdrawn one: its numbers were published, and can still be held against the record.
  app.get(`${paths.news}/:slug.json`, async (request) => {
    const article = await readPublicArticle(db, (request.params as { slug: string }).slug);
    if (!article) throw notFound();
    const { title, slug, number, publishedAt, proven } = article;
    return {
      ...provenReport(services, proven),
      bound: article.figures.map((one) => ({
        code: one.code,
        unit: one.unit?.code ?? null,
        kind: one.kind?.code ?? null,
        from: one.from.slice(0, 7),
        to: one.to.slice(0, 7),
        numerator: one.numerator,
        denominator: one.denominator,
      })),
      title: article.state === 'withdrawn' ? null : withFigures(title, article.figures, article.language),
      address: `${config.publicUrl}${paths.news}/${slug}`,
      edition: number,
      published_at: publishedAt.toISOString(),
    };
  });

  app.get(`${paths.news}/anh/:name.jpg`, async (request, reply) => {
    const [, id, size] =
      /^([0-9a-f-]{36})-(small|middle|large)$/.exec((request.params as { name: string }).name) ?? [];
    const picture = parseId<'articlePicture'>(id ?? '');
    const found = picture ? await pictureBytes(db, picture, size as PictureSize) : undefined;
    if (!found) throw notFound();
    if (!found.published) {
      const officer = await requireCaseOfficer(web, request);
      const article = await readArticle(db, found.articleId);
      if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    }
    return sendPicture(reply, found.bytes, found.published ? 'public, max-age=86400' : 'no-store');
  });
}
