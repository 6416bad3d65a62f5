import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { isHead, unitsSeen, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  confirmed,
  freshState,
  type OfficersPage,
  officerForms,
  officerPage,
  taking,
} from '../../ground/actions.ts';
import { deskList } from '../../ground/hall/list.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { Refused } from '../../ground/refused.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { textOf } from '../../platform/document/text.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { sendSheets } from '../../platform/sheet/send.ts';
import { dayInVietnam, formatDate, formatInstant, readTypedDate, yearOf } from '../../platform/time.ts';
import { BookPage } from './book.pages.tsx';
import { coverageOf } from './clause.store.ts';
import { acknowledge, noteMeeting, noteOpened, send } from './dissemination.service.ts';
import { disseminationsOf, disseminationTo } from './dissemination.store.ts';
import { documentOf } from './document.input.ts';
import { documentList } from './document.list.tsx';
import { DocumentPage } from './document.pages.tsx';
import {
  beginBook,
  byNumber,
  cancelDocument,
  correctDocument,
  documentFor,
  leads,
  registerBy,
  registerDocument,
  relate,
  setOpen,
  withdrawDocument,
} from './document.service.ts';
import { connected, readBook, relationsTo } from './document.store.ts';
import { type Direction, type DocumentId, directions, nameOf, standingsOn, treeOf } from './document.ts';
import { fileWords } from './file-words.ts';
import * as forms from './forms.ts';
import { documentSteps } from './known.ts';
import { paperOf } from './paper.ts';
import { directivePaths as to } from './paths.ts';
import { RegisterForm } from './register.pages.tsx';
import { deploy } from './task.service.ts';
import { rollUpDocument, tasksOf } from './task.store.ts';
import { directionNames, texts } from './texts.ts';
import { endedNote } from './view.tsx';

const mostTasks = 300;

/** Units below an officer's own that something can be sent or given to; of a unit without any, none. */
export function unitsBelow(officer: SignedIn, units: readonly Unit[]): Unit[] {
  const children = units.filter((unit) => unit.parentId === officer.unit);
  const own = units.filter((unit) => unit.id === officer.unit);
  return [...children, ...own];
}

/** Units that were ticked, all of them among those that may be. @throws HttpError 404 */
export function unitsOf(ticked: readonly string[], offered: readonly Unit[]): UnitId[] {
  const known = new Set<string>(offered.map((one) => one.id));
  if (!ticked.every((one) => known.has(one))) throw notFound();
  return ticked as UnitId[];
}

/** Registers, documents, what they do to each other, and to whom they were sent. */
export function documentRoutes(web: Web): void {
  const { app, services } = web;
  const { db, clock, site } = services;
  const today = () => dayInVietnam(clock());

  deskList(web, documentList(services));

  app.get(to.book, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const { nam = '', so = '', dang } = request.query as Record<string, string>;
    const t = texts[request.language];
    if (dang === 'csv' || dang === 'xlsx') {
      const year = /^\d{4}$/.test(nam) ? Number(nam) : yearOf(today());
      const direction: Direction = directions.find((one) => one === so) ?? 'in';
      const lines = await readBook(db, officer.unit, year, direction);
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
          t.bookNote,
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
          endedNote(one, request.language),
        ]),
      };
      return sendSheets(reply, dang, `so-van-ban-${direction === 'in' ? 'den' : 'di'}-${year}`, [sheet]);
    }
    return sendPage(reply, await showBook(request, officer, freshState(request, bookActions)));
  });

  const showBook: OfficersPage = async (request, officer, state) => {
    const { nam = '', so = '' } = request.query as Record<string, string>;
    const year = /^\d{4}$/.test(nam) ? Number(nam) : yearOf(today());
    const direction: Direction = directions.find((one) => one === so) ?? 'in';
    return h(BookPage, {
      frame: await frameOf(web, request, officer),
      year,
      direction,
      unit: await site.unit(officer.unit),
      lines: await readBook(db, officer.unit, year, direction),
      mayBegin: worksIn(officer, officer.unit) && year === yearOf(today()),
      state,
    });
  };

  const registerer = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireCaseOfficer(web, request);
    if (!worksIn(officer, officer.unit)) throw notFound();
    return officer;
  };

  const bookActions = {
    '': taking(documentSteps.begin, forms.bookForm, async ({ who, given, key }) => {
      await beginBook(services, who, given.book, given.first, key);
    }),
  };
  officerForms(web, to.book, showBook, bookActions, registerer);

  const showRegister: OfficersPage = async (request, officer, state) => {
    const { so } = request.query as Record<string, string>;
    const wanted = state.typed.direction ?? so;
    return h(RegisterForm, {
      frame: await frameOf(web, request, officer),
      direction: directions.find((one) => one === wanted) ?? 'in',
      day: today(),
      state,
    });
  };
  officerPage(
    web,
    to.register,
    showRegister,
    {
      '': taking(documentSteps.register, forms.registerForm, async ({ who, given, key }) => {
        const above = given.implements ? await byNumber(db, who, given.implements, 'implements') : undefined;
        const [kept] = given.file;
        const read = documentOf(given, {
          issuer: who.unitName.vi,
          today: today(),
          file: kept && { kept, text: given.body === null ? await readable(kept) : undefined },
        });
        return `${to.document(await registerDocument(services, who, read, key, above?.id))}?xong`;
      }),
    },
    registerer,
  );

  /** The text of a file; a scan has none, what is wrong otherwise is said at the field. */
  const readable = async (file: { bytes: Buffer; mediaType: string }): Promise<string | undefined> => {
    const read = await textOf(file);
    if ('text' in read) return read.text;
    if (read.fault === 'scanned' || read.fault === 'type') return undefined;
    throw new Refused(fileWords(read), 'file');
  };

  const idOf = (request: { params: unknown }): DocumentId => {
    const id = parseId<'document'>((request.params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };

  const show: OfficersPage = async (request, officer, state) => {
    const id = idOf(request);
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
    return h(DocumentPage, {
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
          acknowledge: isHead(officer.role),
          meet: worksIn(officer, officer.unit),
        },
        state,
        done: xong !== undefined,
      },
    });
  };

  app.get(`${to.documents}/:id`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const document = await documentFor(db, officer, idOf(request));
    const own = await disseminationTo(db, document.id, officer.unit);
    if (own && !own.openedAt) await noteOpened(services, officer, document.id);
    return sendPage(reply, await show(request, officer, freshState(request, actions)));
  });

  const on = (params: Record<string, string>) => idOf({ params });
  const opening = (open: boolean) =>
    taking(documentSteps[open ? 'opened' : 'closed'], {}, async ({ who, params, key }) =>
      setOpen(services, who, on(params), open, key),
    );
  const actions = {
    'quan-he': taking(documentSteps.related, forms.relationForm, async ({ who, given, params, key }) => {
      const other = await byNumber(db, who, given.number, 'number');
      const relation = { from: on(params), to: other.id, kind: given.kind, on: given.on };
      await relate(services, who, relation, key);
    }),
    gui: taking(documentSteps.send, forms.sendForm, async ({ who, given, params, key }) => {
      const { units, acknowledgeBy, disseminateBy } = given;
      const chosen = unitsOf(units, unitsBelow(who, (await site.read()).units));
      await send(services, who, on(params), {
        units: chosen,
        acknowledgeBy,
        disseminateBy: disseminateBy ?? undefined,
        key,
      });
    }),
    'xac-nhan': taking(documentSteps.acknowledge, {}, async ({ who, params, key }) =>
      acknowledge(services, who, on(params), key),
    ),
    hop: taking(documentSteps.meeting, forms.meetingForm, async ({ who, given, params, version, key }) => {
      const meeting = { ...given, files: keptOf(given.files) };
      await noteMeeting(services, who, on(params), meeting, { version, key });
    }),
    'trien-khai': taking(documentSteps.deployed, {}, async ({ who, params, key }) =>
      deploy(services, who, on(params), key),
    ),
    huy: taking(documentSteps.cancelled, forms.cancelForm, async ({ who, given, params, key }) =>
      cancelDocument(services, who, on(params), given.why, key),
    ),
    'dinh-chinh': taking(
      documentSteps.corrected,
      forms.correctForm,
      async ({ who, given, params, version, key }) => {
        const { file, abstract, authority, urgency, printedNumber, issuer, ...rest } = given;
        const right: Parameters<typeof correctDocument>[3] = {
          ...rest,
          printedNumber: printedNumber ?? '',
          issuer: issuer ?? '',
          abstract: abstract ?? '',
          authority: authority ?? '',
          urgency: urgency ?? 'none',
          file: keptOf(file)[0] ?? null,
        };
        await correctDocument(services, who, on(params), right, { key, version });
      },
    ),
    'thu-hoi': confirmed(
      taking(documentSteps.withdrawn, forms.withdrawForm, async ({ who, given, params, key }) =>
        withdrawDocument(services, who, on(params), given, key),
      ),
      { vi: texts.vi.withdrawIs, en: texts.en.withdrawIs },
    ),
    'cong-khai': opening(true),
    'thoi-cong-khai': opening(false),
  };
  officerForms(web, to.document(':id'), show, actions);

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
