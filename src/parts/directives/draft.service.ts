import { isHead, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { actDay } from '../../ground/act-day.ts';
import { holdUnit } from '../../ground/organization/answerable.ts';
import { issuerOf } from '../../ground/organization/issuer.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import type { Services } from '../../ground/services.ts';
import type { Queries, Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { enterDocument, sameVersion } from './document.service.ts';
import type { Authority, DocumentId } from './document.ts';
import { insertDraft, lockDraft, readDraft, unissue, updateDraft } from './draft.store.ts';
import { type Draft, type DraftId, type DraftRights, type DraftStep, draftAllows } from './draft.ts';
import { registerDesk } from './register-desk.ts';
import { texts } from './texts.ts';

/** What somebody may do with drafts of a unit. */
export function draftRights(officer: SignedIn, unit: Draft['unitId']): DraftRights {
  const works = worksIn(officer, unit);
  return { works, signs: works && isHead(officer.role), numbers: works && mayNumber(officer) };
}

/** A draft of the officer's own unit. @throws HttpError 404 of another: what is not signed is nobody else's to read */
export async function draftFor(db: Queries, officer: SignedIn, id: DraftId): Promise<Draft> {
  const draft = await readDraft(db, id);
  if (!draft || !worksIn(officer, draft.unitId)) throw notFound();
  return draft;
}

/** What is written of a document before it has a number. */
export type DraftGiven = Pick<
  Draft,
  | 'typeCode'
  | 'office'
  | 'abstract'
  | 'body'
  | 'files'
  | 'urgency'
  | 'effectiveOn'
  | 'expiresOn'
  | 'implementsId'
>;

/** Begins a draft in the officer's unit. @throws Refused */
export async function beginDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: DraftGiven,
): Promise<DraftId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const today = dayInVietnam(services.clock());
  await holdUnit(tx, officer.unit, today);
  const id: DraftId = newId();
  await insertDraft(tx, {
    ...given,
    id,
    unitId: officer.unit,
    state: 'draft',
    draftedBy: officer.post,
    draftedOn: today,
    submittedOn: null,
    returnedWhy: null,
    signedOn: null,
    signer: null,
    signerTitle: null,
    authority: null,
    documentId: null,
    version: 1,
  });
  return id;
}

/** A draft on which a step is taken, held, with the rule looked at. */
async function taken(
  tx: Transaction,
  officer: SignedIn,
  id: DraftId,
  at: { step: DraftStep; version: number | undefined },
): Promise<Draft> {
  const draft = await lockDraft(tx, id);
  if (!draft || !worksIn(officer, draft.unitId)) throw notFound();
  const rights = draftRights(officer, draft.unitId);
  if (!draftAllows(at.step, draft.state, rights)) {
    const somebody = { works: true, signs: true, numbers: true };
    throw new Refused(
      draftAllows(at.step, draft.state, somebody) ? refusals.notAllowed : refusals.wrongState,
    );
  }
  sameVersion(draft, at.version);
  return draft;
}

/** Changes a draft that nobody has been handed. @throws Refused, HttpError 404 409 */
export async function editDraft(
  tx: Transaction,
  officer: SignedIn,
  id: DraftId,
  given: DraftGiven,
  version: number | undefined,
): Promise<void> {
  const draft = await taken(tx, officer, id, { step: 'edit', version });
  await updateDraft(tx, { ...draft, ...given, version: draft.version + 1 });
}

/** Hands a draft to the head, takes it back from there, gives it back, or drops it. @throws Refused, HttpError 404 409 */
export async function moveDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DraftId,
  move: {
    step: 'submit' | 'recall' | 'giveBack' | 'drop';
    why?: string | undefined;
    version?: number | undefined;
  },
): Promise<void> {
  const { step, why = null, version } = move;
  const draft = await taken(tx, officer, id, { step, version });
  const after = { ...draft, version: draft.version + 1 };
  if (step === 'submit')
    Object.assign(after, {
      state: 'submitted',
      submittedOn: dayInVietnam(services.clock()),
      returnedWhy: null,
    });
  else if (step === 'drop') after.state = 'dropped';
  else Object.assign(after, { state: 'draft', submittedOn: null, returnedWhy: why });
  await updateDraft(tx, after);
  await enterNext(services, tx, officer, {
    type: `draft.${step}`,
    subject: id,
    facts: { type: draft.typeCode },
    sealed: { ...(why && { why }) },
  });
}

/** How a draft is signed. */
export interface Signing {
  abstract: string;
  body: string;
  authority: Authority;
  signer: string;
  signerTitle: string;
  onDay: PlainDate | null;
  lateWhy: string | null;
}

/** As whom somebody signs: the head by name, who stands in for a head as KT. or TUQ. (Decree 30/2020, Art. 13). */
export async function signingAs(
  services: Services,
  officer: SignedIn,
): Promise<Pick<Signing, 'authority' | 'signer' | 'signerTitle'>> {
  if (!officer.delegation)
    return { authority: '', signer: officer.personName, signerTitle: officer.title.vi };
  const { standIn } = await issuerOf(services, officer.unit);
  return {
    authority: standIn && /^phó/iu.test(standIn.title) ? 'KT' : 'TUQ',
    signer: officer.personName,
    signerTitle: officer.title.vi,
  };
}

/** Signs a draft, with what the head changed in it; its day is that of the signature. @throws Refused, HttpError 404 409 */
export async function signDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DraftId,
  signing: Signing,
  version: number | undefined,
): Promise<void> {
  const draft = await taken(tx, officer, id, { step: 'sign', version });
  const { onDay, lateWhy, ...rest } = signing;
  const today = dayInVietnam(services.clock());
  const signedOn = actDay({ onDay, lateWhy }, { today, notBefore: draft.draftedOn });
  await updateDraft(tx, {
    ...draft,
    ...rest,
    state: 'signed',
    signedOn,
    returnedWhy: null,
    version: draft.version + 1,
  });
  await enterNext(services, tx, officer, {
    type: 'draft.sign',
    subject: id,
    facts: { type: draft.typeCode, on: signedOn },
    sealed: { ...(lateWhy && { late: lateWhy }) },
  });
}

/**
 * Numbers and issues what was signed: it stands in the register from now on, on its day of issue.
 *
 * @returns the document that it became
 * @throws Refused, HttpError 404 409
 */
export async function issueDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DraftId,
  version: number | undefined,
): Promise<DocumentId> {
  const draft = await taken(tx, officer, id, { step: 'issue', version });
  if (draft.signedOn === null || draft.signer === null) throw new HttpError(409, 'conflict');
  const unit = await services.site.unit(draft.unitId);
  const document = await enterDocument(
    services,
    tx,
    officer,
    {
      direction: 'out',
      typeCode: draft.typeCode,
      office: draft.office,
      printedNumber: '',
      issuer: unit?.name.vi ?? '',
      // The number and the day are given together (Art. 15): the day on which it is numbered.
      issuedOn: dayInVietnam(services.clock()),
      effectiveOn: draft.effectiveOn,
      expiresOn: draft.expiresOn,
      signer: draft.signer,
      signerTitle: draft.signerTitle ?? '',
      authority: draft.authority ?? '',
      abstract: draft.abstract,
      secrecy: 'none',
      urgency: draft.urgency,
      arrivedOn: null,
      body: draft.body,
      file: draft.files[0] ?? null,
      open: false,
    },
    draft.implementsId ?? undefined,
  );
  await updateDraft(tx, { ...draft, state: 'issued', documentId: document, version: draft.version + 1 });
  await enterNext(services, tx, officer, {
    type: 'draft.issue',
    subject: id,
    facts: { type: draft.typeCode, document },
  });
  return document;
}

/** What follows when a number was given by mistake: the number stays, cancelled; what was signed waits again. */
export async function cancelIssue(
  services: Services,
  tx: Transaction,
  subjects: readonly string[],
  { why, officer }: { why: string; officer: SignedIn },
): Promise<void> {
  for (const subject of subjects) {
    const draft = await lockDraft(tx, subject as DraftId);
    if (!draft?.documentId) continue;
    await unissue(tx, draft.documentId);
    await registerDesk.cancel(services, tx, officer, draft.documentId, why || texts.vi.issuedByMistake);
  }
}
