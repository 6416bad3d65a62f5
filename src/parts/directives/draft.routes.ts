import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { action, confirmed, isDone, keeping, type OfficersPage, officerPage } from '../../ground/actions.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { Refused } from '../../ground/refused.ts';
import { byTwo, strike } from '../../ground/step/undo.ts';
import { frameOf, requireCaseOfficer, type Web } from '../../ground/web.ts';
import { docxOf } from '../../platform/document/docx.ts';
import { pdfOf } from '../../platform/document/pdf.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { sendPage } from '../../platform/http/app.ts';
import { sendBytes, sendDownload, wordType } from '../../platform/http/download.ts';
import { notFound } from '../../platform/http/problem.ts';
import { parseId } from '../../platform/id.ts';
import { named } from '../../platform/language.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { byNumber } from './document.service.ts';
import { readDocument } from './document.store.ts';
import { nameOf } from './document.ts';
import { DraftPage, DraftsPage, NewDraftPage } from './draft.pages.tsx';
import {
  beginDraft,
  cancelIssue,
  type DraftGiven,
  draftFor,
  draftRights,
  editDraft,
  issueDraft,
  moveDraft,
  signDraft,
  signingAs,
} from './draft.service.ts';
import { draftsOf } from './draft.store.ts';
import { type Draft, type DraftId, type DraftStep, draftAllows, draftSteps } from './draft.ts';
import * as forms from './forms.ts';
import { draftPaper } from './paper.ts';
import { directivePaths as to } from './paths.ts';
import { texts } from './texts.ts';

const name = named(texts);
const mostListed = 200;

/** Documents that go out, from the first word to the number. */
export function draftRoutes(web: Web): void {
  const { app, services } = web;
  const { db, files } = services;

  const writer = async (request: FastifyRequest): Promise<SignedIn> => {
    const officer = await requireCaseOfficer(web, request);
    if (!worksIn(officer, officer.unit)) throw notFound();
    return officer;
  };
  const idOf = (params: unknown): DraftId => {
    const id = parseId<'documentDraft'>((params as { id: string }).id);
    if (!id) throw notFound();
    return id;
  };
  const given = async (
    who: SignedIn,
    asked: Given<typeof forms.draftForm>,
    before?: Draft,
  ): Promise<DraftGiven> => {
    const kept = keptOf(asked.file);
    const written: DraftGiven = {
      typeCode: asked.type,
      office: asked.office ?? '',
      abstract: asked.abstract,
      body: asked.body ?? '',
      files: kept.length > 0 ? kept.slice(0, 1) : (before?.files ?? []),
      urgency: asked.urgency ?? 'none',
      effectiveOn: asked.effectiveOn,
      expiresOn: asked.expiresOn,
      implementsId: asked.implements ? (await byNumber(db, who, asked.implements, 'implements')).id : null,
    };
    if (written.body === '' && written.files.length === 0) throw new Refused(name('draftNeeds'), 'body');
    return written;
  };

  app.get(to.drafts, async (request, reply) => {
    const officer = await writer(request);
    const drafts = await draftsOf(db, officer.unit, ['draft', 'submitted', 'signed'], mostListed);
    return sendPage(reply, h(DraftsPage, { frame: await frameOf(web, request, officer), drafts }));
  });

  const showNew: OfficersPage = async (request, officer, state) =>
    h(NewDraftPage, { frame: await frameOf(web, request, officer), state });
  officerPage(
    web,
    to.newDraft,
    showNew,
    {
      '': action(name('newDraft'), forms.draftForm, strike, async (tx, { who, given: asked }) =>
        to.draft(await beginDraft(services, tx, who, await given(who, asked))),
      ),
    },
    writer,
  );

  const show: OfficersPage = async (request, officer, state) => {
    const draft = await draftFor(db, officer, idOf(request.params));
    const rights = draftRights(officer, draft.unitId);
    const [above, issued] = await Promise.all(
      [draft.implementsId, draft.documentId].map((id) => (id ? readDocument(db, id) : undefined)),
    );
    return h(DraftPage, {
      frame: await frameOf(web, request, officer),
      draft,
      above: above && nameOf(above),
      issued: issued && nameOf(issued),
      signing: rights.signs ? await signingAs(services, officer) : undefined,
      possible: draftSteps.filter((step) => draftAllows(step, draft.state, rights)),
      state: { ...state, version: draft.version },
      done: isDone(request),
    });
  };
  const move = (
    step: Extract<DraftStep, 'submit' | 'recall' | 'drop'>,
    label: keyof typeof texts.vi & string,
  ) =>
    action(name(label as Parameters<typeof name>[0]), {}, strike, async (tx, { who, params, version }) =>
      moveDraft(services, tx, who, idOf(params), { step, version }),
    );
  officerPage(web, to.draft(':id'), show, {
    sua: action(
      name('editDraft'),
      forms.draftForm,
      strike,
      async (tx, { who, given: asked, params, version }) => {
        const before = await draftFor(db, who, idOf(params));
        await editDraft(tx, who, before.id, await given(who, asked, before), version);
      },
    ),
    trinh: move('submit', 'submitDraft'),
    rut: move('recall', 'recallDraft'),
    bo: move('drop', 'dropDraft'),
    'tra-lai': action(name('giveBackDraft'), forms.returnForm, strike, async (tx, asked) =>
      moveDraft(services, tx, asked.who, idOf(asked.params), {
        step: 'giveBack',
        why: asked.given.why,
        version: asked.version,
      }),
    ),
    ky: confirmed(
      action(name('signDraft'), forms.signForm, strike, async (tx, { who, given: asked, params, version }) =>
        signDraft(
          services,
          tx,
          who,
          idOf(params),
          { ...asked, body: asked.body ?? '', authority: asked.authority ?? '' },
          version,
        ),
      ),
      name('signIs'),
    ),
    so: confirmed(
      keeping(
        action(name('issueDraft'), {}, byTwo, async (tx, { who, params, version }) =>
          to.document(await issueDraft(services, tx, who, idOf(params), version)),
        ),
        cancelIssue,
      ),
      name('issueIs'),
    ),
  });

  app.get(`${to.drafts}/:id/tep`, async (request, reply) => {
    const officer = await requireCaseOfficer(web, request);
    const [file] = (await draftFor(db, officer, idOf(request.params))).files;
    if (!file) throw notFound();
    return sendDownload(reply, files, file);
  });

  const onPaper = async (request: FastifyRequest) => {
    const officer = await requireCaseOfficer(web, request);
    const draft = await draftFor(db, officer, idOf(request.params));
    const issuer = await issuerOf(services, draft.unitId);
    return draftPaper(draft, issuer, dayInVietnam(services.clock()));
  };
  app.get(`${to.drafts}/:id.docx`, async (request, reply) =>
    sendBytes(reply, await docxOf(await onPaper(request)), { name: 'du-thao.docx', mediaType: wordType }),
  );
  app.get(`${to.drafts}/:id.pdf`, async (request, reply) =>
    sendBytes(reply, pdfOf(await onPaper(request)), { name: 'du-thao.pdf', mediaType: 'application/pdf' }),
  );
}
