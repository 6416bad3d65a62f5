import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { isHead, unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  action,
  confirmed,
  freshState,
  isDone,
  keeping,
  officerForms,
  type SentState,
  taking,
} from '../../ground/actions.ts';
import { figuresFor } from '../../ground/figure/all.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { Unit } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import { takeOnPage } from '../../ground/step/take.ts';
import { byTwo } from '../../ground/step/undo.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { inspectFile } from '../../platform/files/inspect.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, wordType } from '../../platform/http/download.ts';
import { readForm } from '../../platform/http/form.ts';
import { idIn } from '../../platform/http/params.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { idFromDigest, newId, parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { FormState } from '../../platform/page/form.tsx';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { dayInVietnam, formatMonth, newestMonthOver, readMonth, readTypedDate } from '../../platform/time.ts';
import {
  ArticleError,
  checkArticle,
  mayPublish,
  mayWrite,
  publishArticle,
  returnArticle,
  saveArticle,
  submitArticle,
  textOf,
  withdrawArticle,
} from './article.service.ts';
import { type ArticleId, articlesOf, categories, editionsOf, readArticle } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { audiences, bindingOf, boundFigures, figureForms } from './binding.ts';
import { ArticleForm, DeskNewsPage, ReportForm } from './desk.pages.tsx';
import * as forms from './forms.ts';
import { knownSteps } from './known.ts';
import { cancelNumber, numberReport } from './number.service.ts';
import { paperOf } from './paper.tsx';
import { insertPicture, type PictureId, picturesOf } from './picture.store.ts';
import { inWidths } from './picture.ts';
import { periodStart, reportMonths, reportTemplates } from './report-templates.ts';
import { checkWriting, type WritingRemark, writtenFields } from './writing-check.ts';

// Further off than this it is a slip in the year.
const furthestMs = 366 * 86_400_000;
const longest = { title: 150, lead: 500, body: 100_000 };

/** How the form of an article came back. */
interface Writing {
  values?: Record<string, string>;
  errors?: FieldErrors;
  newest?: boolean;
  inserted?: boolean;
  /** What was found in the numbers of what is being written, where that was asked. */
  remarks?: WritingRemark[];
}

/** News and reports as those who write them see them: drafts, review, pictures, periodic reports. */
export function deskNewsRoutes(web: Web): void {
  const { app, services } = web;
  const { db, site, clock } = services;

  app.get(paths.deskNews, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const articles = await articlesOf(db, unitsSeen(officer));
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
    given: Writing = {},
  ) => {
    const page = await pageOf(request, officer, id, given, freshState(request, acts));
    return sendPage(reply, page, Object.values(given.errors ?? {}).some(Boolean) ? 422 : 200);
  };

  /** The page of an article: its own form as it stands, and what else can be done with it. */
  const pageOf = async (
    request: FastifyRequest,
    officer: SignedIn,
    id: ArticleId,
    given: Writing,
    state: FormState | SentState,
  ) => {
    const article = await readArticle(db, id);
    if (article && !mayWrite(officer, article.unitId)) throw notFound();
    const { values = {}, errors = {}, newest = false, inserted = false, remarks } = given;
    const start = article
      ? { title: article.title, lead: article.lead, body: article.body, category: article.category }
      : { language: 'vi', category: 'news' };
    const { units } = await site.read();
    return h(ArticleForm, {
      frame: await frameOf(web, request, officer),
      id,
      article,
      values: { ...start, ...values },
      errors,
      newest,
      inserted: inserted || remarks !== undefined,
      remarks,
      adding: (request.query as { hinh?: string }).hinh !== undefined,
      checked: article && (await checkArticle(services, article)),
      figures: await figuresFor(services, article?.audience ?? 'public'),
      units: unitsOf(officer, units),
      pictures: article ? await picturesOf(db, id) : [],
      may: {
        publish: article !== undefined && mayPublish(officer, article),
        withdraw: isHead(officer.role),
        number: mayNumber(officer),
      },
      acts: state,
      done: isDone(request),
    });
  };

  app.get(`${paths.deskNews}/bao-cao`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { units } = await site.read();
    const own = units.find((one) => one.id === officer.unit);
    const month = formatMonth(newestMonthOver(dayInVietnam(clock())));
    // The address is the draft's from the start: sent twice it is one.
    const page = h(ReportForm, {
      frame: await frameOf(web, request, officer),
      id: newId(),
      units: unitsOf(officer, units),
      values: {
        template: reportTemplates[0]?.code ?? '',
        period: '1',
        unit: own?.code ?? '',
        month,
        audience: 'public',
      },
      errors: {},
    });
    return sendPage(reply, page);
  });

  app.post(`${paths.deskNews}/bao-cao`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { values } = await readForm(request);
    const t = articleTexts[request.language];
    const { units } = await site.read();
    const own = unitsOf(officer, units);
    const template = reportTemplates.find((one) => one.code === values.template);
    const to = readMonth(values.month ?? '');
    const months = reportMonths.find((one) => String(one) === values.period);
    const audience = audiences.find((one) => one === values.audience);
    const unit = own.find((one) => one.code === values.unit);
    const id = parseId<'article'>(values.id ?? '') ?? (newId() as ArticleId);
    const errors: FieldErrors = {};
    if (!template) errors.template = t.badTemplate;
    if (!months) errors.period = t.badPeriod;
    if (!audience) errors.audience = t.badAudience;
    if (values.unit && !unit) errors.unit = t.badUnit;
    if (!to) errors.month = t.badMonth;
    else if (to > newestMonthOver(dayInVietnam(clock()))) errors.month = t.running;
    if (!template || !to || !months || !audience || Object.keys(errors).length > 0) {
      const frame = await frameOf(web, request, officer);
      return sendPage(reply, h(ReportForm, { frame, id, units: own, values, errors }), 422);
    }
    const below = unit !== undefined && values.below === '1';
    const draft = template.write({ unit, below, from: periodStart(months, to), to, audience });
    if (!(await readArticle(db, id)))
      await saveArticle(
        services,
        officer,
        id,
        { ...draft, language: 'vi', category: 'report', audience },
        undefined,
      );
    return reply.redirect(`${paths.deskNews}/${id}`, 303);
  });

  app.post(`${paths.deskNews}/kiem`, async (request, reply) => {
    await requireCaseOfficer(web, request);
    const { values } = await readForm(request);
    const given = Object.fromEntries(
      writtenFields.map((field) => [field, (values[field] ?? '').replaceAll('\r\n', '\n').normalize('NFC')]),
    );
    if (Object.values(given).some((text) => text.length > longest.body))
      throw new HttpError(400, 'badRequest');
    const language = values.language === 'en' ? 'en' : 'vi';
    return reply
      .header('cache-control', 'no-store')
      .send({ remarks: checkWriting(given, language, request.language) });
  });

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
      (values[name] ?? '').trim().normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\0', '');
    const errors: FieldErrors = {};
    let body = clean('body');
    if (values.go === 'insert') {
      const from = readMonth(values.from ?? '');
      const to = readMonth(values.to ?? '');
      if (!(await figuresFor(services, 'office')).some((one) => one.code === values.figure))
        errors.figure = t.badFigure;
      if (!from) errors.from = t.badMonth;
      if (!to) errors.to = t.badMonth;
      else if (from && to < from) errors.to = t.order;
      else if (to > newestMonthOver(dayInVietnam(clock()))) errors.to = t.running;
      if (from && to && !errors.figure && !errors.to) {
        const form = figureForms.find((one) => one === values.form) ?? 'value';
        const chosen = values.unit || undefined;
        const unit = form === 'table' && !chosen?.endsWith('+') ? undefined : chosen;
        const token = bindingOf(values.figure ?? '', from, to, { form, unit });
        // A chart or table stands by itself.
        body = (form === 'value' ? `${body} ${token}` : `${body}\n\n${token}\n`).trimStart();
      }
      // Inserted into what is being written; saved with it, by its own button.
      return show(request, reply, officer, id, { values: { ...values, body }, errors, inserted: true });
    }
    // Without scripts the numbers are looked at when they are asked about; with them while one writes.
    if (values.go === 'check')
      return show(request, reply, officer, id, {
        values: { ...values, body },
        errors,
        remarks: checkWriting(
          { title: clean('title'), lead: clean('lead'), body },
          (await readArticle(db, id))?.language ?? (values.language === 'en' ? 'en' : 'vi'),
          request.language,
        ),
      });
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
        {
          title,
          lead,
          body,
          language: before?.language ?? language,
          category: categories.find((one) => one === values.category) ?? before?.category ?? 'news',
        },
        version,
      );
    } catch (error) {
      if (error instanceof ArticleError)
        return show(request, reply, officer, id, { values, errors: { body: error.words[request.language] } });
      if (!(error instanceof HttpError) || error.code !== 'conflict') throw error;
      return show(request, reply, officer, id, { values, errors: { body: t.conflict }, newest: true });
    }
    if (values.go === 'submit') {
      try {
        await submitArticle(services, officer, id);
      } catch (error) {
        if (!(error instanceof ArticleError)) throw error;
        return show(request, reply, officer, id, { errors: { body: error.words[request.language] } });
      }
    }
    return reply.redirect(
      `${paths.deskNews}/${id}?${values.go === 'picture' ? 'hinh#pictures' : 'xong'}`,
      303,
    );
  });

  const articleOf = (params: Record<string, string>): ArticleId => idIn<'article'>(params);
  const acts = {
    trinh: taking(knownSteps.submit, {}, ({ who, params, key }) =>
      submitArticle(services, who, articleOf(params), key),
    ),
    tra: taking(knownSteps.give, forms.returnForm, ({ who, given, params, key }) =>
      returnArticle(services, who, articleOf(params), given.returnWhy ?? undefined, key),
    ),
    dang: confirmed(
      taking(knownSteps.publish, forms.publishForm, ({ who, given, params, version, key }) =>
        publishArticle(services, who, articleOf(params), {
          failingWhy: given.failingWhy ?? undefined,
          why: given.why ?? undefined,
          at: momentOf(given.at ?? undefined, clock()),
          version,
          key,
        }),
      ),
    ),
    so: confirmed(
      keeping(
        action({ vi: articleTexts.vi.number, en: articleTexts.en.number }, {}, byTwo, (tx, { who, params }) =>
          numberReport(services, tx, who, articleOf(params)),
        ),
        cancelNumber,
      ),
      { vi: articleTexts.vi.numberIs, en: articleTexts.en.numberIs },
    ),
    go: taking(knownSteps.withdraw, forms.withdrawForm, ({ who, given, params, key }) =>
      withdrawArticle(services, who, articleOf(params), given.why, key),
    ),
  };
  officerForms(
    web,
    `${paths.deskNews}/:id`,
    (request, officer, state) => pageOf(request, officer, idOf(request), {}, state),
    acts,
  );

  // A picture is added to what is saved; the words being written are in the other form, and are saved by it.
  app.post(`${paths.deskNews}/:id/anh`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    const article = await readArticle(db, id);
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    const { values, files } = await readForm(request);
    const t = articleTexts[request.language];
    const errors: FieldErrors = {};
    const alt = (values.alt ?? '').trim().normalize('NFC');
    const caption = (values.caption ?? '').trim().normalize('NFC');
    if (!alt) errors.alt = t.required;
    if (alt.length > 300) errors.alt = t.tooLong(300);
    if (caption.length > 300) errors.caption = t.tooLong(300);
    const [file] = files;
    const inspected = file && !file.truncated ? await inspectFile(file.bytes) : undefined;
    const good =
      typeof inspected === 'object' && inspected.mediaType === 'image/jpeg' ? inspected : undefined;
    if (!good) errors.picture = file ? t.badPicture : t.required;
    if (!good || Object.keys(errors).length > 0) return show(request, reply, officer, id, { values, errors });
    const made = await inWidths(good.bytes);
    // The same picture sent twice is one: its id is made of its bytes.
    const digest = createHash('sha256').update(`${id}\n`).update(good.bytes).digest();
    const pictureId: PictureId = idFromDigest<'articlePicture'>(digest);
    await takeOnPage(services, officer, knownSteps.picture, `${paths.deskNews}/${id}`, (tx) =>
      insertPicture(tx, id, { id: pictureId, alt, caption, ...made }),
    );
    return reply.redirect(`${paths.deskNews}/${id}?xong#pictures`, 303);
  });

  app.get(`${paths.deskNews}/:id.pdf`, async (request, reply) => {
    const document = await draftOnPaper(request);
    return sendBytes(reply, pdfOf(document), { name: 'xem-truoc.pdf', mediaType: 'application/pdf' });
  });

  app.get(`${paths.deskNews}/:id.docx`, async (request, reply) => {
    const document = await draftOnPaper(request);
    return sendBytes(reply, await docxOf(document), { name: 'xem-truoc.docx', mediaType: wordType });
  });

  const draftOnPaper = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const article = await readArticle(db, idOf(request));
    if (!article || !mayWrite(officer, article.unitId)) throw notFound();
    const issuer = await issuerOf(services, article.unitId);
    // What an office has issued goes out as it was issued, however much it is worked on since.
    const [issued] =
      article.audience === 'office' && article.publishedAt ? await editionsOf(db, article.id) : [];
    if (issued)
      return paperOf({ ...article, ...issued }, issued.figures, issuer, dayInVietnam(issued.publishedAt));
    const bound = await boundFigures(services, textOf(article), article.audience);
    return paperOf(article, bound, issuer, dayInVietnam(clock()));
  };
}

/** Units that an officer writes about. */
function unitsOf(officer: SignedIn, units: readonly Unit[]): Unit[] {
  const { reach } = officer;
  return units.filter((one) => reach === 'all' || one.id === officer.unit || reach.includes(one.id));
}

/**
 * The hour to publish at, as it is typed.
 *
 * @throws ArticleError when it is no day and time, or has passed
 */
function momentOf(typed: string | undefined, now: Date): Date | undefined {
  if (!typed?.trim()) return undefined;
  const [, day, hour, minute] = /^\s*(\S+)\s+(\d{1,2})[:h](\d{2})\s*$/.exec(typed) ?? [];
  const date = day ? readTypedDate(day) : undefined;
  if (!date || Number(hour) > 23 || Number(minute) > 59) throw new ArticleError('badMoment');
  const at = new Date(`${date}T${hour?.padStart(2, '0')}:${minute}:00+07:00`);
  if (at <= now || at.getTime() > now.getTime() + furthestMs) throw new ArticleError('badMoment');
  return at;
}
