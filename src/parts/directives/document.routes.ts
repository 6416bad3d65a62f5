import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { documentType } from '../../ground/law/document-types.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { longestText, textOf } from '../../platform/document/text.ts';
import { takeFiles } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { formatCursor, parseTimeCursor } from '../../platform/http/cursor.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { fieldReader } from '../../platform/http/fields.ts';
import { allValues, readForm } from '../../platform/http/form.ts';
import { keyOf, newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import type { FieldErrors } from '../../platform/page/kit.tsx';
import { sheetType, writeCsv, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam, formatDate, formatInstant, readTypedDate, yearOf } from '../../platform/time.ts';
import { searchQuery } from '../../platform/vietnamese.ts';
import { coverageOf } from './clause.store.ts';
import { acknowledge, noteMeeting, noteOpened, send } from './dissemination.service.ts';
import { disseminationsOf, disseminationTo } from './dissemination.store.ts';
import { readDocumentForm } from './document.input.ts';
import { BookPage, DocumentPage, DocumentsPage, RegisterForm } from './document.pages.tsx';
import {
  beginBook,
  cancelDocument,
  DocumentRefused,
  documentFor,
  leads,
  registerBy,
  registerDocument,
  relate,
  setOpen,
} from './document.service.ts';
import {
  connected,
  type DocumentLine,
  findByNumber,
  listDocuments,
  readBook,
  relationsTo,
} from './document.store.ts';
import {
  type Direction,
  type DocumentId,
  directions,
  nameOf,
  relationKinds,
  standingsOn,
  treeOf,
} from './document.ts';
import { paperOf } from './paper.ts';
import { directivePaths as to } from './paths.ts';
import { deploy, TaskRefused } from './task.service.ts';
import { rollUpDocument, tasksOf } from './task.store.ts';
import { directionNames, faultTexts, texts } from './texts.ts';

const pageSize = 50;
const mostTasks = 300;

/** Units below an officer's own that something can be sent or given to; of a unit without any, none. */
export function unitsBelow(officer: SignedIn, units: readonly Unit[]): Unit[] {
  const children = units.filter((unit) => unit.parentId === officer.unit);
  const own = units.filter((unit) => unit.id === officer.unit);
  return [...children, ...own];
}

/** Registers, documents, what they do to each other, and to whom they were sent. */
export function documentRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());

  app.get(to.documents, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { tim = '', so = '', nam = '', tu } = request.query as Record<string, string>;
    const documents = await listDocuments(db, {
      units: unitsSeen(officer),
      direction: directions.find((one) => one === so),
      year: /^\d{4}$/.test(nam) ? Number(nam) : undefined,
      query: searchQuery(tim),
      before: parseTimeCursor(tu),
      limit: pageSize,
    });
    const relations = await relationsTo(
      db,
      documents.map((one) => one.id),
    );
    const last = documents.length === pageSize ? documents.at(-1) : undefined;
    const page = h(DocumentsPage, {
      frame: await frameOf(web, request, officer),
      filter: { tim, so, nam },
      documents,
      standing: standingsOn(relations, today()),
      mayRegister: worksIn(officer, officer.unit),
      next:
        last &&
        `${to.documents}?${new URLSearchParams({ tim, so, nam, tu: formatCursor(last.registeredAt, last.id) })}`,
    });
    return sendPage(reply, page);
  });

  app.get(to.book, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { nam = '', so = '', dang } = request.query as Record<string, string>;
    const year = /^\d{4}$/.test(nam) ? Number(nam) : yearOf(today());
    const direction: Direction = directions.find((one) => one === so) ?? 'in';
    const lines = await readBook(db, officer.unit, year, direction);
    const t = texts[request.language];
    if (dang === 'csv' || dang === 'xlsx') {
      const sheet = {
        name: `${directionNames.vi[direction]} ${year}`,
        header: [
          t.entryNumber,
          t.registeredAt,
          t.number,
          t.issuedOn,
          t.issuer,
          t.abstract,
          t.signer,
          t.signerTitle,
        ],
        rows: lines.map((one) => [
          String(one.entryNumber),
          formatInstant(one.registeredAt),
          one.printedNumber,
          formatDate(one.issuedOn),
          one.issuer,
          one.secrecy === 'none' ? one.abstract : t.secretAbstract,
          one.signer,
          one.signerTitle,
        ]),
      };
      const name = `so-van-ban-${direction === 'in' ? 'den' : 'di'}-${year}.${dang}`;
      return dang === 'csv'
        ? sendBytes(reply, Buffer.from(writeCsv(sheet)), { name, mediaType: 'text/csv; charset=utf-8' })
        : sendBytes(reply, await writeWorkbook([sheet]), { name, mediaType: sheetType });
    }
    return showBook(request, reply, officer, year, direction, lines);
  });

  const showBook = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    year: number,
    direction: Direction,
    lines: DocumentLine[],
    given: { values?: Record<string, string>; errors?: FieldErrors } = {},
  ) => {
    const { values = {}, errors = {} } = given;
    const page = h(BookPage, {
      frame: await frameOf(web, request, officer),
      year,
      direction,
      unit: await site.unit(officer.unit),
      lines,
      mayBegin: worksIn(officer, officer.unit) && year === yearOf(today()),
      values,
      errors,
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.post(to.book, async (request, reply) => {
    const officer = await registerer(request);
    const { values } = await readForm(request);
    const read = fieldReader(values, request.language);
    const first = read.number('first');
    const book = values.book === 'in' ? 'in' : documentType(values.book ?? '')?.code;
    if (first < 1 || first > 100_000) read.errors.first = texts[request.language].badNumber;
    try {
      if (!read.failed && book) {
        await beginBook(services, officer, book, first);
        return await reply.redirect(to.book, 303);
      }
    } catch (error) {
      if (!(error instanceof DocumentRefused)) throw error;
      read.errors.first = faultTexts[request.language][error.fault];
    }
    const year = yearOf(today());
    const lines = await readBook(db, officer.unit, year, 'in');
    return showBook(request, reply, officer, year, 'in', lines, { values, errors: read.errors });
  });

  const registerer = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireCaseOfficer(web, request);
    if (!worksIn(officer, officer.unit)) throw notFound();
    return officer;
  };

  app.get(to.register, async (request, reply) => {
    const officer = await registerer(request);
    const { so } = request.query as Record<string, string>;
    const direction = directions.find((one) => one === so) ?? 'in';
    const values = {
      key: newKey(),
      ...(direction === 'in' ? { arrivedOn: formatDate(today()) } : { issuedOn: formatDate(today()) }),
    };
    return sendPage(
      reply,
      h(RegisterForm, { frame: await frameOf(web, request, officer), direction, values, errors: {} }),
    );
  });

  app.post(to.register, async (request, reply) => {
    const officer = await registerer(request);
    const { language } = request;
    const t = texts[language];
    const form = await readForm(request);
    const { values } = form;
    const direction = directions.find((one) => one === values.direction) ?? 'in';
    const key = keyOf(values);
    const secret = (values.secrecy ?? 'none') !== 'none';
    // A secret document's file is not taken, not even to look at it.
    const taken = secret
      ? { files: [], message: undefined }
      : await takeFiles(services.files, form, 'file', key, language);
    const [kept] = taken.files;
    const read = readDocumentForm(values, direction, {
      issuer: officer.unitName.vi,
      today: today(),
      language,
      file: kept && { kept, text: await textOf(kept) },
    });
    const errors: FieldErrors = read.ok ? {} : { ...read.errors };
    if (taken.message) errors.file = taken.message;
    if (form.cutOff.includes('body') || (values.body ?? '').length > longestText) errors.body = t.cutOff;
    const above = values.implements?.trim()
      ? await findByNumber(db, unitsSeen(officer), values.implements.trim())
      : [];
    if (values.implements?.trim() && above.length === 0) errors.implements = t.unknownNumber;
    if (above.length > 1) errors.implements = t.severalNumbers;
    if (!read.ok || Object.keys(errors).length > 0) {
      const frame = await frameOf(web, request, officer);
      return sendPage(reply, h(RegisterForm, { frame, direction, values: { ...values, key }, errors }), 422);
    }
    const id = await registerDocument(services, officer, read.given, key, above[0]?.id);
    return reply.redirect(`${to.document(id)}?xong`, 303);
  });

  const idOf = (request: FastifyRequest): DocumentId => {
    const id = parseId<'document'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    officer: SignedIn,
    id: DocumentId,
    given: { form?: string; errors?: FieldErrors; typed?: Record<string, string> } = {},
  ) => {
    const document = await documentFor(db, officer, id);
    const { ngay = '', xong } = request.query as Record<string, string>;
    const day = today();
    const treeDay = readTypedDate(ngay) ?? day;
    const [{ documents, relations }, now, coverage, tasks, disseminations, own, { units }] =
      await Promise.all([
        connected(db, id, treeDay, officer.role === 'administrator' ? [] : unitsSeen(officer)),
        relationsTo(db, [id]),
        coverageOf(db, id),
        tasksOf(db, id, mostTasks),
        disseminationsOf(db, id),
        disseminationTo(db, id, officer.unit),
        site.read(),
      ]);
    const seesAll =
      worksIn(officer, document.unitId) || leads(officer, document.unitId) || officer.reach === 'all';
    const known = new Map(documents.map((one) => [one.id, one]));
    const since = document.arrivedOn ?? document.issuedOn;
    const by = registerBy(services, since);
    const { form, errors = {}, typed = {} } = given;
    const page = h(DocumentPage, {
      view: {
        frame: await frameOf(web, request, officer),
        document,
        unit: await site.unit(document.unitId),
        standing: standingsOn(now, day)(document),
        lateBy: by && dayInVietnam(document.registeredAt) > by ? by : undefined,
        day,
        treeDay,
        tree: treeOf(documents, relations),
        standingOf: standingsOn(relations, treeDay),
        relations: relations
          .filter((one) => one.from === id || one.to === id)
          .flatMap((relation) => {
            const outward = relation.from === id;
            const other = known.get(outward ? relation.to : relation.from);
            return other ? [{ relation, other, outward }] : [];
          }),
        coverage,
        // A unit that was sent the document sees its own tasks in it.
        tasks: tasks.filter(
          (one) => seesAll || one.unitId === officer.unit || one.withUnits.includes(officer.unit),
        ),
        counts: await rollUpDocument(db, id, day),
        disseminations: seesAll
          ? disseminations
          : disseminations.filter((one) => one.unitId === officer.unit),
        own,
        units: unitsBelow(officer, units),
        may: {
          work: worksIn(officer, document.unitId),
          lead: leads(officer, document.unitId),
          acknowledge: officer.role === 'head' || officer.role === 'chair',
          meet: worksIn(officer, officer.unit),
        },
        keys: { send: newKey(), meeting: newKey() },
        form,
        errors,
        typed,
        done: xong !== undefined,
      },
    });
    return sendPage(reply, page, Object.values(errors).some(Boolean) ? 422 : 200);
  };

  app.get(`${to.documents}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const id = idOf(request);
    const document = await documentFor(db, officer, id);
    const own = await disseminationTo(db, document.id, officer.unit);
    if (own && !own.openedAt) await noteOpened(services, officer, id);
    return show(request, reply, officer, id);
  });

  /** Does what a form of the page asks; what is refused comes back with what was typed. */
  const change = (
    path: string,
    form: string,
    work: (
      officer: SignedIn,
      id: DocumentId,
      request: FastifyRequest,
      values: Record<string, string>,
      sent: Awaited<ReturnType<typeof readForm>>,
    ) => Promise<FieldErrors | undefined>,
  ) =>
    app.post(`${to.documents}/:id/${path}`, async (request, reply) => {
      const officer = await requireCaseOfficer(web, request);
      const id = idOf(request);
      const sent = await readForm(request);
      let errors: FieldErrors | undefined;
      try {
        errors = await work(officer, id, request, sent.values, sent);
      } catch (error) {
        const words = faultTexts[request.language];
        if (error instanceof DocumentRefused || error instanceof TaskRefused)
          errors = { '*': words[error.fault] };
        else if (error instanceof HttpError && error.code === 'conflict') errors = { '*': words.conflict };
        else throw error;
      }
      // Boxes that were ticked stay ticked.
      const typed = { ...sent.values, units: allValues(request, 'units').join(' ') };
      if (errors) return show(request, reply, officer, id, { form, errors, typed });
      return reply.redirect(`${to.document(id)}?xong`, 303);
    });

  change('quan-he', 'relation', async (officer, id, request, values) => {
    const t = texts[request.language];
    const read = fieldReader(values, request.language);
    const kind = read.choice('kind', relationKinds);
    const number = read.text('number', 60);
    const on = read.day('on');
    const found = number ? await findByNumber(db, unitsSeen(officer), number) : [];
    if (number && found.length === 0) read.errors.number = t.unknownNumber;
    if (found.length > 1) read.errors.number = t.severalNumbers;
    const [other] = found;
    if (read.failed || !kind || !on || !other) return read.errors;
    await relate(services, officer, { from: id, to: other.id, kind, on });
    return undefined;
  });

  change('gui', 'send', async (officer, id, request, values) => {
    const t = texts[request.language];
    const read = fieldReader(values, request.language);
    const { units } = await site.read();
    const known = unitsBelow(officer, units).map((one) => one.id as string);
    const chosen = allValues(request, 'units').filter((one) => known.includes(one)) as UnitId[];
    if (chosen.length === 0) read.errors.units = t.required;
    const acknowledgeBy = read.day('acknowledgeBy');
    const disseminateBy = read.optionalDay('disseminateBy');
    if (read.failed || !acknowledgeBy) return read.errors;
    const key = keyOf(values);
    await send(services, officer, id, {
      units: chosen,
      acknowledgeBy,
      disseminateBy: disseminateBy ?? undefined,
      key,
    });
    return undefined;
  });

  change('xac-nhan', 'acknowledge', async (officer, id) => {
    await acknowledge(services, officer, id);
    return undefined;
  });

  change('hop', 'meeting', async (officer, id, request, values, sent) => {
    const read = fieldReader(values, request.language);
    const heldOn = read.day('heldOn');
    const present = read.number('present');
    const place = read.text('place');
    const minutes = read.optional('minutes', 5000);
    if (present < 1) read.errors.present = texts[request.language].badNumber;
    const taken = await takeFiles(services.files, sent, 'files', values.key ?? '', request.language);
    if (taken.message) read.errors.files = taken.message;
    if (read.failed || !heldOn) return read.errors;
    const files = taken.files.map(({ bytes: _, ...kept }) => kept);
    await noteMeeting(
      services,
      officer,
      id,
      { heldOn, present, place, minutes, files },
      Number(values.version),
    );
    return undefined;
  });

  change('trien-khai', 'deploy', async (officer, id) => {
    await deploy(services, officer, id);
    return undefined;
  });

  change('huy', 'cancel', async (officer, id, request, values) => {
    const read = fieldReader(values, request.language);
    const why = read.text('cancelWhy', 500);
    if (read.failed) return read.errors;
    await cancelDocument(services, officer, id, why);
    return undefined;
  });

  change('cong-khai', 'open', async (officer, id, _request, values) => {
    await setOpen(services, officer, id, values.open === '1');
    return undefined;
  });

  app.get(`${to.documents}/:id/bien-ban/:file`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentFor(db, officer, idOf(request));
    const seen =
      worksIn(officer, document.unitId) || leads(officer, document.unitId) || officer.reach === 'all';
    const lines = (await disseminationsOf(db, document.id)).filter(
      (one) => seen || one.unitId === officer.unit,
    );
    const { file } = request.params as { file: string };
    const kept = lines.flatMap((one) => one.files).find((one) => one.id === file);
    if (!kept) throw notFound();
    return sendDownload(reply, services.files, kept);
  });

  app.get(`${to.documents}/:id/tep`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { file } = await documentFor(db, officer, idOf(request));
    if (!file) throw notFound();
    return sendDownload(reply, services.files, file);
  });

  const onPaper = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const id = parseId<'document'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    const document = await documentFor(db, officer, id as DocumentId);
    if (document.direction !== 'out' || !document.body) throw notFound();
    const sent = await disseminationsOf(db, document.id);
    const recipients = document.typeCode === 'CV' ? sent.map((one) => one.unitVi) : [];
    return {
      // A paper of a body that is no more bears its own name.
      paper: paperOf(
        document,
        { ...(await issuerOf(services, document.unitId)), unit: document.issuer },
        recipients,
      ),
      name: nameOf(document),
    };
  };

  app.get(`${to.documents}/:id.docx`, async (request, reply) => {
    const { paper, name } = await onPaper(request);
    return sendBytes(reply, await docxOf(paper), {
      name: `${name.replaceAll('/', '-')}.docx`,
      mediaType: wordType,
    });
  });
  app.get(`${to.documents}/:id.pdf`, async (request, reply) => {
    const { paper, name } = await onPaper(request);
    return sendBytes(reply, pdfOf(paper), {
      name: `${name.replaceAll('/', '-')}.pdf`,
      mediaType: 'application/pdf',
    });
  });
}
