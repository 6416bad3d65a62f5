import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { SignedIn } from '../../ground/access/session.ts';
import { frameOf, requireCaseOfficer, sendPublic, type Web } from '../../ground/web.ts';
import { sendPage } from '../../platform/http/app.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { readForm } from '../../platform/http/form.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { paths } from '../../platform/page/frame.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { renderPage } from '../../platform/page/render.ts';
import { readMonth } from '../../platform/time.ts';
import { ArticleForm, ArticlePage, DeskNewsPage, NewsPage } from './article.pages.tsx';
import {
  ArticleError,
  checkArticle,
  mayPublish,
  mayWrite,
  publishArticle,
  returnArticle,
  saveArticle,
  submitArticle,
  withdrawArticle,
} from './article.service.ts';
import {
  type ArticleId,
  articlesOf,
  editionsOf,
  publishedArticles,
  readArticle,
  readPublicArticle,
} from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { atomOf } from './atom.ts';
import { bindingOf } from './binding.ts';
import { sitemapOf } from './sitemap.ts';

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
];
// A sitemap file holds 50,000 addresses at most (sitemaps.org); older articles are found through the list.
const mostInSitemap = 10_000;
const pageSize = 20;
const longest = { title: 150, lead: 500, body: 100_000 };

/** News and reports: read by all, written by one officer, published by another. */
export function articleRoutes(web: Web): void {
  const { app, services } = web;
  const { db, site, config, figures } = services;

  app.get(paths.news, async (request, reply) => {
    const { sau } = request.query as { sau?: string };
    return sendPublic(web, request, reply, async () => {
      const found = await publishedArticles(db, { before: parseTimeCursor(sau), limit: pageSize + 1 });
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      const next =
        last && `${paths.news}?${new URLSearchParams({ sau: formatCursor(last.firstAt, last.id) })}`;
      return renderPage(
        h(NewsPage, { frame: await frameOf(web, request), articles: found.slice(0, pageSize), next }),
      );
    });
  });

  app.get(`${paths.news}.atom`, async (_request, reply) => {
    const articles = await publishedArticles(db, { before: undefined, limit: pageSize });
    const { locality } = await site.read();
    const home = `${config.publicUrl}${paths.news}`;
    const newest = articles.map((one) => one.publishedAt.getTime());
    return reply
      .type('application/atom+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(
        atomOf(articles, {
          title: locality?.name.vi ?? 'Gần Dân',
          home,
          feed: `${home}.atom`,
          address: (one) => `${home}/${one.slug}`,
          updated: new Date(Math.max(0, ...newest)),
        }),
      );
  });

  app.get('/robots.txt', async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        `User-agent: *\nDisallow: ${paths.desk}/\nDisallow: ${paths.follow}\nDisallow: /api/\nSitemap: ${config.publicUrl}/sitemap.xml\n`,
      ),
  );

  app.get('/sitemap.xml', async (_request, reply) => {
    const articles = await publishedArticles(db, { before: undefined, limit: mostInSitemap });
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(
        sitemapOf([
          ...publicPages.map((path) => ({ address: `${config.publicUrl}${path}` })),
          ...figures.map((one) => ({ address: `${config.publicUrl}${paths.figure}/${one.code}` })),
          ...articles.map((one) => ({
            address: `${config.publicUrl}${paths.news}/${one.slug}`,
            changed: one.publishedAt,
          })),
        ]),
      );
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
          unit: (await site.unit(article.unitId))?.name[request.language] ?? '',
          address: `${config.publicUrl}${paths.news}/${slug}`,
          answered: await services.desk.publishedAbout(services, `${paths.news}/${slug}`, 20),
          editions: await editionsOf(db, article.id),
        }),
      );
    });
  });

  app.get(paths.deskNews, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const articles = await articlesOf(db, officer.reach === 'all' ? 'all' : [officer.unit, ...officer.reach]);
    return sendPage(reply, h(DeskNewsPage, { frame: await frameOf(web, request, officer), articles }));
  });

  const idOf = (request: FastifyRequest): ArticleId => {
    const id = parseId<'article'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    id: ArticleId,
    given: { values?: Record<string, string>; errors?: FieldErrors } = {},
  ) => {
    const article = await readArticle(db, id);
    if (article && !mayWrite(officer, article.unitId)) throw notFound();
    const { values = {}, errors = {} } = given;
    const start = article
      ? { title: article.title, lead: article.lead, body: article.body }
      : { language: 'vi' };
    const page = h(ArticleForm, {
      frame: await frameOf(web, request, officer),
      id,
      article,
      values: { ...start, ...values },
      errors,
      checked: article && (await checkArticle(services, article)),
      figures,
      may: {
        publish: article !== undefined && mayPublish(officer, article),
        withdraw: officer.role === 'head' || officer.role === 'chair',
      },
      done: (request.query as { xong?: string }).xong !== undefined,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${paths.deskNews}/moi`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    // The address is the article's from the start: sent twice it is one.
    return show(request, reply, officer, newId());
  });

  app.get(`${paths.deskNews}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    if (!(await readArticle(db, id))) throw notFound();
    return show(request, reply, officer, id);
  });

  app.post(`${paths.deskNews}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    const { values } = await readForm(request);
    const t = articleTexts[request.language];
    const clean = (name: 'title' | 'lead' | 'body') =>
      (values[name] ?? '').trim().normalize('NFC').replaceAll('\r\n', '\n');
    const errors: FieldErrors = {};
    let body = clean('body');
    if (values.go === 'insert') {
      const from = readMonth(values.from ?? '');
      const to = readMonth(values.to ?? '');
      if (!figures.some((one) => one.code === values.figure)) errors.figure = t.badFigure;
      if (!from) errors.from = t.badMonth;
      if (!to || (from && to < from)) errors.to = t.badMonth;
      if (from && to && !errors.figure && !errors.to)
        body = `${body} ${bindingOf(values.figure ?? '', from, to)}`.trim();
      // Inserted into what is being written; saved with it, by its own button.
      return show(request, reply, officer, id, { values: { ...values, body }, errors });
    }
    const [title, lead] = [clean('title'), clean('lead')];
    for (const [name, text] of [
      ['title', title],
      ['lead', lead],
      ['body', body],
    ] as const)
      if (!text) errors[name] = t.required;
      else if (text.length > longest[name]) errors[name] = t.tooLong(longest[name]);
    if (Object.keys(errors).length > 0) return show(request, reply, officer, id, { values, errors });
    const language: Language = values.language === 'en' ? 'en' : 'vi';
    const before = await readArticle(db, id);
    try {
      const version = values.version === undefined ? undefined : Number(values.version);
      await saveArticle(
        services,
        officer,
        id,
        { title, lead, body, language: before?.language ?? language },
        version,
      );
    } catch (error) {
      if (!(error instanceof HttpError) || error.code !== 'conflict') throw error;
      return show(request, reply, officer, id, { values, errors: { body: t.conflict } });
    }
    return reply.redirect(`${paths.deskNews}/${id}?xong`, 303);
  });

  const act = (
    name: string,
    work: (officer: SignedIn, id: ArticleId, values: Record<string, string>) => Promise<void>,
    fieldOf: (refusal: ArticleError['refusal']) => string,
  ) =>
    app.post(`${paths.deskNews}/:id/${name}`, async (request, reply) => {
      const officer = await requireCaseOfficer(web, request);
      const id = idOf(request);
      const { values } = await readForm(request);
      const t = articleTexts[request.language];
      try {
        await work(officer, id, values);
      } catch (error) {
        if (error instanceof ArticleError) {
          const message = [t.refusals[error.refusal], error.about].filter(Boolean).join(' ');
          return show(request, reply, officer, id, { values, errors: { [fieldOf(error.refusal)]: message } });
        }
        if (error instanceof HttpError && error.code === 'conflict')
          return show(request, reply, officer, id, { values, errors: { body: t.conflict } });
        throw error;
      }
      return reply.redirect(`${paths.deskNews}/${id}?xong`, 303);
    });

  const reason = (text: string | undefined) => text?.trim().normalize('NFC').slice(0, 1000) || undefined;
  act(
    'trinh',
    (officer, id) => submitArticle(services, officer, id),
    () => 'body',
  );
  act(
    'tra',
    (officer, id) => returnArticle(services, officer, id),
    () => 'body',
  );
  act(
    'dang',
    (officer, id, values) =>
      publishArticle(services, officer, id, {
        version: Number(values.version),
        failingWhy: reason(values.failingWhy),
        why: reason(values.why),
      }),
    (refusal) => (refusal === 'needsReason' ? 'failingWhy' : refusal === 'needsWhy' ? 'why' : 'body'),
  );
  act(
    'go',
    async (officer, id, values) => {
      const why = reason(values.withdrawWhy);
      if (!why) throw new ArticleError('needsWhy');
      await withdrawArticle(services, officer, id, why);
    },
    () => 'withdrawWhy',
  );
}
