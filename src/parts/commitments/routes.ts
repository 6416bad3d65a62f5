import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { readTarget } from '../../ground/figure/target.ts';
import { headOf, issuerOf } from '../../ground/organization/issuer.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { frameOf, publicPage, requireCaseOfficer, toConfirm, type Web } from '../../ground/web.ts';
import { isUniqueViolation } from '../../platform/database/database.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { takeFiles } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { fieldReader, tooLongIn, wordsOf } from '../../platform/http/fields.ts';
import { allValues, type Form, readForm } from '../../platform/http/form.ts';
import { keyOf, newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sheetType, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, endOfYesterday, yearOf } from '../../platform/time.ts';
import {
  answerChange,
  askChange,
  CommitmentRefused,
  closeItem,
  mayRunCampaign,
  openCampaign,
  ProofNeeded,
  putItem,
  removeItem,
  report,
  seesCommitment,
  sideOf,
  takeStep,
} from './commitment.service.ts';
import {
  changesOf,
  eventsOf,
  headSigner,
  itemsOf,
  listCommitments,
  readCampaign,
  reportsOf,
  signaturesOf,
  signedDigest,
} from './commitment.store.ts';
import {
  type CommitmentId,
  commitmentSteps,
  type ItemId,
  signedItems,
  takeCommitmentStep,
} from './commitment.ts';
import { CampaignForm, DeskCommitmentPage, DeskCommitmentsPage } from './desk.pages.tsx';
import { readItem, readTemplate } from './input.ts';
import { paperOf, rowHead, rowOf } from './paper.ts';
import { commitmentPaths as to } from './paths.ts';
import { progressOf } from './progress.ts';
import {
  PublicCommitmentPage,
  PublicCommitmentsPage,
  PublicItemPage,
  type PublicView,
} from './public.pages.tsx';
import { faultTexts, markNames, texts } from './texts.ts';

/** Commitments as everybody sees them, and as their two sides do. */
export function commitmentRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site, figures } = services;

  const idOf = (request: FastifyRequest): CommitmentId => {
    const id = parseId<'commitment'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  /** Everything a page of a commitment shows. */
  const viewOf = async (
    request: FastifyRequest,
    id: CommitmentId,
    officer?: SignedIn,
  ): Promise<PublicView> => {
    const [line] = await listCommitments(db, { id });
    if (!line) throw notFound();
    const [items, reports, signatures, changes, events] = await Promise.all([
      itemsOf(db, id),
      reportsOf(db, id),
      signaturesOf(db, id),
      changesOf(db, id),
      eventsOf(db, id),
    ]);
    const head = await headOf(services, line.unitId);
    const signed = signatures.find((one) => one.side === 'head' && one.changeId === null);
    const since = head?.since;
    const successor =
      head && since && signed && since > dayInVietnam(signed.at) ? { title: head.title, since } : undefined;
    return {
      frame: await frameOf(web, request, officer),
      line,
      progress: await progressOf(services, line.unitId, items, reports),
      signatures,
      changes,
      events,
      figures,
      asOf: dayInVietnam(endOfYesterday(clock())),
      successor,
    };
  };

  const publicView = async (request: FastifyRequest) => {
    const view = await viewOf(request, idOf(request));
    const { publishedAt } = view.line;
    if (!publishedAt) throw notFound();
    // What the two sides wrote to each other before it was public was not written for the public.
    const events = view.events.map((one) => (one.at < publishedAt ? { ...one, text: null } : one));
    return { ...view, events };
  };

  publicPage(web, to.public, async (request) =>
    h(PublicCommitmentsPage, {
      frame: await frameOf(web, request),
      lines: await listCommitments(db, { publishedOnly: true }),
    }),
  );
  publicPage(web, `${to.public}/:id`, async (request) =>
    h(PublicCommitmentPage, { view: await publicView(request) }),
  );
  publicPage(web, `${to.public}/:id/:item`, async (request) => {
    const view = await publicView(request);
    const one = view.progress.find(({ item }) => item.id === (request.params as { item: string }).item);
    if (!one) throw notFound();
    return h(PublicItemPage, { view, one });
  });
  const sendEvidence = async (request: FastifyRequest, reply: FastifyReply, id: CommitmentId) => {
    const { item, file } = request.params as { item: string; file: string };
    const found = (await reportsOf(db, id)).filter((one) => one.itemId === item).flatMap((one) => one.files);
    const kept = found.find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  };
  app.get(`${to.public}/:id/:item/tep/:file`, async (request, reply) => {
    const id = idOf(request);
    const [line] = await listCommitments(db, { id, publishedOnly: true });
    if (!line) throw notFound();
    return sendEvidence(request, reply, id);
  });

  app.get(to.desk, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const units = unitsSeen(officer);
    const lines = await listCommitments(db, { units });
    const frame = await frameOf(web, request, officer);
    return sendPage(reply, h(DeskCommitmentsPage, { frame, lines, mayOpen: mayRunCampaign(officer) }));
  });

  const showCampaign = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    given: { values: Record<string, string>; ticked: readonly string[]; errors: FieldErrors },
  ) => {
    if (!mayRunCampaign(officer)) throw notFound();
    const { units } = await site.read();
    const below = units.filter((one) => one.parentId === officer.unit);
    const page = h(CampaignForm, {
      frame: await frameOf(web, request, officer),
      units: below,
      figures,
      ...given,
    });
    return sendPage(reply, page, Object.values(given.errors).some(Boolean) ? 422 : 200);
  };

  app.get(to.campaign, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const year = yearOf(dayInVietnam(clock()));
    const values = { key: newKey(), year: String(year), title: `Cam kết năm ${year}`, signBy: '' };
    return showCampaign(request, reply, officer, { values, ticked: [], errors: {} });
  });

  app.post(to.campaign, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    if (!mayRunCampaign(officer)) throw notFound();
    const t = texts[request.language];
    const { values } = await readForm(request);
    const read = fieldReader(values, request.language);
    const { units } = await site.read();
    const below = units.filter((one) => one.parentId === officer.unit).map((one) => one.id as string);
    const ticked = allValues(request, 'units').filter((one) => below.includes(one)) as UnitId[];
    if (ticked.length === 0) read.errors.units = t.required;
    const year = read.year('year');
    const title = read.text('title');
    const ground = read.text('ground');
    const signBy = read.day('signBy');
    // Read for a year that there is: what is wrong with the year is said at its field.
    const template = readTemplate(values.items ?? '', read.errors.year ? 2000 : year, figures);
    if (!template.ok) read.errors.items = t.badLine(template.line);
    if (!read.failed && signBy && template.ok) {
      try {
        const given = { year, title, ground, signBy, items: template.items, units: ticked };
        await openCampaign(services, officer, given, keyOf(values));
        return await reply.redirect(to.desk, 303);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        read.errors.year = t.yearTaken;
      }
    }
    return showCampaign(request, reply, officer, { values, ticked, errors: read.errors });
  });

  const seen = async (officer: SignedIn, id: CommitmentId) => {
    const [line] = await listCommitments(db, { id });
    const campaign = line && (await readCampaign(db, line.campaignId));
    if (!line || !campaign || !seesCommitment(officer, line, campaign)) throw notFound();
    return { line, campaign };
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    id: CommitmentId,
    given: { form?: string; errors?: FieldErrors; typed?: Record<string, string> } = {},
  ) => {
    const { line, campaign } = await seen(officer, id);
    const view = await viewOf(request, id, officer);
    const side = sideOf(officer, line, campaign);
    const items = view.progress.map(({ item }) => item);
    const signedBy = await headSigner(db, id, null);
    const open = view.changes.filter((one) => one.state === 'asked');
    const signers = await Promise.all(open.map((one) => headSigner(db, id, one.id)));
    const toSign = open.filter((_, at) =>
      signers[at] ? side.superior && signers[at] !== officer.person : side.leads,
    );
    const { form, errors = {}, typed = {} } = given;
    const page = h(DeskCommitmentPage, {
      view: {
        ...view,
        steps: commitmentSteps.filter((step) => {
          const next = takeCommitmentStep(line, step, side, { items, text: '-', signedBy });
          return !['notAllowed', 'wrongState', 'samePerson'].includes(next);
        }),
        may: {
          edit: line.state === 'draft' && (side.works || side.superior),
          report: line.state === 'signed' && side.works,
          close: line.state === 'signed' && side.superior,
          change: line.state === 'signed' && (side.leads || side.superior),
        },
        toSign: toSign.map((one) => one.id),
        toRefuse: side.superior ? open.map((one) => one.id) : [],
        key: newKey(),
        form,
        errors,
        typed,
        done: (request.query as { xong?: string }).xong !== undefined,
      },
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${to.desk}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    return show(request, reply, officer, idOf(request));
  });
  app.get(`${to.desk}/:id/tep/:item/:file`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    await seen(officer, idOf(request));
    return sendEvidence(request, reply, idOf(request));
  });

  /** Does what a form asks; what is refused comes back with what was typed. */
  const change = (
    path: string,
    work: (asked: {
      officer: SignedIn;
      id: CommitmentId;
      params: Record<string, string>;
      values: Record<string, string>;
      sent: Form;
      language: Language;
    }) => Promise<{ form: string; errors: FieldErrors } | { form: string }>,
    fieldOf: (
      values: Record<string, string>,
      params: Record<string, string>,
    ) => { form: string; prefix: string },
  ) =>
    app.post(`${to.desk}/:id/${path}`, async (request, reply) => {
      const officer = await requireCaseOfficer(web, request);
      const id = idOf(request);
      const params = request.params as Record<string, string>;
      const sent = await readForm(request);
      const { values } = sent;
      const { language } = request;
      const { form, prefix } = fieldOf(values, params);
      // What any of these forms asks in words.
      const limits = { [`${prefix}-text`]: 2000, [`${prefix}-reason`]: 2000 };
      let errors: FieldErrors = tooLongIn(values, limits, language);
      if (Object.keys(errors).length > 0)
        return show(request, reply, officer, id, { form, errors, typed: values });
      try {
        const done = await work({ officer, id, params, values, sent, language });
        if ('errors' in done) errors = done.errors;
      } catch (error) {
        if (error instanceof ProofNeeded) return toConfirm(request, reply, to.one(id));
        if (error instanceof CommitmentRefused) {
          const at = error.fault === 'wrongName' ? 'name' : error.fault === 'needsText' ? 'text' : undefined;
          errors = { [at ? `${prefix}-${at}` : '*']: faultTexts[language][error.fault] };
        } else if (error instanceof HttpError && error.code === 'conflict')
          errors = { '*': faultTexts[language].conflict };
        else throw error;
      }
      if (Object.values(errors).some(Boolean))
        return show(request, reply, officer, id, { form, errors, typed: values });
      return reply.redirect(`${to.one(id)}?xong`, 303);
    });

  const itemOf = (values: Record<string, string>): ItemId | undefined =>
    parseId<'commitmentItem'>(values.item ?? '');

  change(
    'muc',
    async ({ officer, id, values, language }) => {
      const { line } = await seen(officer, id);
      const item = itemOf(values);
      const prefix = item ?? 'new';
      if (item && values.remove) {
        await removeItem(services, officer, id, item, Number(values.version));
        return { form: prefix };
      }
      const read = readItem(values, prefix, { year: line.year, figures, language });
      if (!read.ok) return { form: prefix, errors: read.errors };
      await putItem(services, officer, id, item, read.terms, Number(values.version));
      return { form: prefix };
    },
    (values) => ({ form: values.form ?? 'new', prefix: values.item || 'new' }),
  );

  change(
    'buoc/:step',
    async ({ officer, id, params, values }) => {
      const step = commitmentSteps.find((one) => one === params.step);
      if (!step) throw notFound();
      await takeStep(services, officer, id, step, {
        text: wordsOf(values, `${step}-text`) || undefined,
        name: values[`${step}-name`],
        version: Number(values.version),
      });
      return { form: step };
    },
    (_, params) => ({ form: params.step ?? '', prefix: params.step ?? '' }),
  );

  change(
    'bao-cao',
    async ({ officer, id, values, sent, language }) => {
      await seen(officer, id);
      const item = itemOf(values);
      const of = (await itemsOf(db, id)).find((one) => one.id === item);
      if (!item || !of) throw notFound();
      const t = texts[language];
      const name = (field: string) => `report-${item}-${field}`;
      const read = fieldReader(values, language);
      const text = read.text(name('text'), 3000);
      const quarter = Number(read.choice(name('quarter'), ['1', '2', '3', '4'] as const));
      const share = figures.find((one) => one.code === of.figureCode)?.denominator !== undefined;
      const typed = values[name('claimed')]?.trim();
      const claimed = typed ? readTarget(typed, share) : null;
      if (claimed === undefined) read.errors[name('claimed')] = t.badTarget;
      const key = keyOf(values);
      const taken = await takeFiles(services.files, sent, name('files'), key, language);
      if (taken.message) read.errors[name('files')] = taken.message;
      if (read.failed || claimed === undefined) return { form: `report-${item}`, errors: read.errors };
      const files = taken.files.map(({ bytes: _, ...kept }) => kept);
      await report(
        services,
        officer,
        id,
        { itemId: item, quarter, text, claimed, files, delivered: values.delivered === '1' },
        key,
      );
      return { form: `report-${item}` };
    },
    (values) => ({ form: `report-${values.item}`, prefix: `report-${values.item}` }),
  );

  change(
    'ket-thuc',
    async ({ officer, id, values }) => {
      const item = itemOf(values);
      const as = (['kept', 'missed', 'back'] as const).find((one) => one === values.as);
      if (!item || !as) throw notFound();
      const text = wordsOf(values, `close-${item}-text`) || undefined;
      await closeItem(services, officer, id, item, as, text, Number(values.version));
      return { form: `close-${item}` };
    },
    (values) => ({ form: `close-${values.item}`, prefix: `close-${values.item}` }),
  );

  change(
    'thay-doi',
    async ({ officer, id, values, language }) => {
      const { line } = await seen(officer, id);
      const item = itemOf(values);
      if (!item) throw notFound();
      const form = `change-${item}`;
      const reason = wordsOf(values, `${form}-reason`);
      if (!reason) return { form, errors: { [`${form}-reason`]: texts[language].required } };
      const read = values.drop ? undefined : readItem(values, item, { year: line.year, figures, language });
      if (read && !read.ok) return { form, errors: read.errors };
      await askChange(services, officer, id, item, {
        reason,
        after: read?.terms ?? null,
        version: Number(values.version),
      });
      return { form };
    },
    (values) => ({ form: `change-${values.item}`, prefix: `change-${values.item}` }),
  );

  change(
    'thay-doi/:change',
    async ({ officer, id, params, values }) => {
      const changeId = parseId<'commitmentChange'>(params.change ?? '');
      if (!changeId) throw notFound();
      await answerChange(services, officer, id, changeId, {
        sign: values.sign === '1',
        text: wordsOf(values, `${changeId}-text`) || undefined,
        name: values[`${changeId}-name`],
        version: Number(values.version),
      });
      return { form: changeId };
    },
    (_, params) => ({ form: params.change ?? '', prefix: params.change ?? '' }),
  );

  const onPaper = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    const { line, campaign } = await seen(officer, id);
    const [items, signatures, issuer] = await Promise.all([
      itemsOf(db, id),
      signaturesOf(db, id),
      issuerOf(services, line.unitId),
    ]);
    const changes = await changesOf(db, id);
    const given = { figures, sha256: await signedDigest(db, id), changes, on: dayInVietnam(clock()) };
    return {
      line,
      items,
      paper: paperOf(campaign, line.unitVi, signedItems(items, changes), signatures, issuer, given),
    };
  };
  const named = (year: number, ending: string) => `cam-ket-${year}.${ending}`;
  app.get(`${to.desk}/:id.docx`, async (request, reply) => {
    const { paper, line } = await onPaper(request);
    return sendBytes(reply, await docxOf(paper), { name: named(line.year, 'docx'), mediaType: wordType });
  });
  app.get(`${to.desk}/:id.pdf`, async (request, reply) => {
    const { paper, line } = await onPaper(request);
    return sendBytes(reply, pdfOf(paper), { name: named(line.year, 'pdf'), mediaType: 'application/pdf' });
  });
  app.get(`${to.desk}/:id.xlsx`, async (request, reply) => {
    const { line, items } = await onPaper(request);
    const progress = await progressOf(services, line.unitId, items, []);
    const sheet = {
      name: String(line.year),
      header: [...rowHead, 'Theo sổ: tử số', 'Theo sổ: mẫu số', 'Tình trạng'],
      rows: progress.map((one) => [
        ...rowOf(one.item, figures),
        String(one.counted?.numerator ?? ''),
        String(one.counted?.denominator ?? ''),
        markNames.vi[one.mark],
      ]),
    };
    return sendBytes(reply, await writeWorkbook([sheet]), {
      name: named(line.year, 'xlsx'),
      mediaType: sheetType,
    });
  });
}
