import { createHash } from 'node:crypto';
import type { CaseSubject } from '../../ground/access/decision.ts';
import { decide } from '../../ground/access/decision.ts';
import { floorOf, tellFloor } from '../../ground/access/floor.ts';
import { seal, sealBytes } from '../../ground/access/sealing.ts';
import { requireSecondFactor, type SignedIn } from '../../ground/access/session.ts';
import { type ActDayFault, actDayFault } from '../../ground/act-day.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import { powerOn } from '../../ground/law/catalogue.ts';
import { holdUnit } from '../../ground/organization/answerable.ts';
import {
  type DenunciationDesk,
  denunciationDesk,
  type PersonId,
  recipientsOf,
  type Unit,
} from '../../ground/organization/organization.ts';
import { postsOf } from '../../ground/organization/reorganisation.store.ts';
import { findPersonalData } from '../../ground/personal-data.ts';
import type { Fact } from '../../ground/record/entry.ts';
import type { NewEntry } from '../../ground/record/record.ts';
import type { Services } from '../../ground/services.ts';
import { beginStep } from '../../ground/step/journal.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { once } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, firstOfMonth, type PlainDate } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { noteAppealed, secondOnPaper } from './appeal.service.ts';
import type { HeldCase } from './by-code.ts';
import { countedDue } from './counted.ts';
import { type Decided, type FindingFault, findingFault } from './finding.ts';
import { noteForward } from './forward.store.ts';
import { hideSender, withoutSender } from './hide-sender.ts';
import { knownSteps } from './known.ts';
import { mailNews, tellsOf } from './mails.ts';
import { deskPaths } from './paths.ts';
import {
  type Contact,
  contactOf,
  correctArrival,
  correctContact,
  dropContact,
  filesOf,
  handlersOf,
  insertFile,
  insertHandlers,
  insertLink,
  insertMessage,
  insertSealed,
  lockPetition,
  type MessageKind,
  messagesOf,
  monthsClosed,
  type PetitionRow,
  putRating,
  readByNumber,
  replaceWords,
  sealPetition,
  updateCount,
  updatePetition,
} from './petition.store.ts';
import {
  answerRule,
  endStates,
  isSealed,
  type PetitionFacts,
  type PetitionId,
  type PetitionState,
  reopeningRule,
} from './petition.ts';
import { picturesOf } from './publication.store.ts';
import type { StepField, StepValues } from './step.input.ts';
import {
  actionFor,
  type CitizenStep,
  type OfficerStep,
  type Step,
  type StepRefusal,
  takeStep,
} from './steps.ts';
import type { Second } from './submit.ts';

/** Who takes a step: an officer in a post, or the citizen who holds the code. */
export type Taker = { by: 'officer'; actor: SignedIn } | { by: 'citizen'; codeHash: Buffer };

/** Why a step cannot be taken; each is a key of the texts. */
export type StepFault =
  | StepRefusal
  | 'notAllowed'
  | 'noHandlers'
  | 'filesOnPaper'
  | 'samePerson'
  | 'mergeEnded'
  | 'monthClosed'
  | 'sentNumber'
  | 'needsExecuteBy'
  | 'nothingToExecute'
  | 'needsFirst'
  | 'unknownFirst'
  | FindingFault
  | ActDayFault;

/** Thrown when a step cannot be taken; nothing has changed. */
export class StepError extends Error {
  constructor(
    readonly refusal: StepFault,
    /** What it is about, for the one refused. */
    readonly about?: string,
    /** The field that it belongs to. */
    readonly field?: StepField,
  ) {
    super(refusal);
  }
}

/** The case as the rules of its process see it. */
export function factsOf(petition: PetitionRow, duties: readonly Duty[]): PetitionFacts {
  const answer = answerRule(petition.kind, petition.route, petition.variety);
  const owed = (code: string) => duties.some((duty) => duty.ended === null && duty.ruleCode === code);
  return {
    kind: petition.kind,
    route: petition.route,
    variety: petition.variety,
    state: petition.state,
    unit: petition.unitId,
    receivedOn: petition.receivedOn,
    hasDraft: petition.draft !== null,
    published: petition.publishedAt !== null,
    proposed: petition.proposedBy !== null,
    othersRely: petition.othersRely,
    correctionAsked: petition.correctionAsked,
    dialogueHeld: petition.dialogueOn !== null,
    verified: petition.verifiedOn !== null,
    reopeningAsked: petition.state === 'answered' && owed(reopeningRule),
    answerDue: duties.find((duty) => duty.ended === null && duty.ruleCode === answer)?.dueOn ?? null,
    delay: owed('TC-LATE-1') ? 'reported' : owed('TC-LATE-2') ? 'asked' : 'none',
    reportOwed: owed('XLD-REPORT'),
    variant: duties.find((duty) => duty.ended === null && duty.ruleCode === answer)?.variant ?? null,
  };
}

/** Whether the matter itself is owed since before a day. */
export function isOverdue(petition: PetitionRow, duties: readonly Duty[], today: PlainDate): boolean {
  const { answerDue, delay } = factsOf(petition, duties);
  return delay === 'none' && answerDue !== null && answerDue < today;
}

/** The case as access sees it. */
export function subjectOf(petition: PetitionRow, handlers: readonly PersonId[]): CaseSubject {
  return { id: petition.id, unit: petition.unitId, sealed: isSealed(petition.kind), handlers };
}

/**
 * Takes a step in one transaction: access, rule, state, duties, messages, mail, record. The same key
 * again changes nothing.
 *
 * @param version the version the taker saw; another one since is a conflict
 * @throws HttpError 404 when the case is unknown or may not be seen, 409 when it has changed
 * @throws StepError when rule or access refuse the step
 */
export async function take(
  services: Services,
  taker: Taker,
  id: PetitionId,
  step: Step,
  values: StepValues,
  request: { key: string; version?: number | undefined },
): Promise<{ version: number; state: PetitionState }> {
  const scope = taker.by === 'officer' ? `post:${taker.actor.post}` : `case:${id}`;
  const { result } = await once(services.db, scope, request.key, { id, step, values }, (tx) =>
    inTransaction(services, tx, taker, id, step, values, request.version),
  );
  return result;
}

async function inTransaction(
  services: Services,
  tx: Transaction,
  taker: Taker,
  id: PetitionId,
  step: Step,
  values: StepValues,
  version: number | undefined,
): Promise<{ version: number; state: PetitionState }> {
  const { clock, calendar, record, site } = services;
  // The lock first: what is read behind it in the same exchange cannot change any more.
  const secret = taker.by === 'officer' ? floorOf(taker.actor) : { codeHash: taker.codeHash };
  const [, before, handlers, duties, contact] = await Promise.all([
    tx.run(tellFloor(secret)),
    lockPetition(tx, id),
    handlersOf(tx, id),
    dutiesOf(tx, id),
    contactOf(tx, id),
  ]);
  if (!before) throw notFound();
  if (taker.by === 'officer') authorise(taker.actor, before, handlers, step as OfficerStep);
  if (version !== undefined && version !== before.version) throw new HttpError(409, 'conflict');

  const now = clock();
  const today = dayInVietnam(now);
  const on = dayOfStep(before, duties, values, today);
  const outcome = takeStep(factsOf(before, duties), step, on, values);
  if (typeof outcome === 'string') throw new StepError(outcome);
  if (values.assignee) {
    const posts = await postsOf(tx, [before.unitId], today);
    if (!posts.some((post) => post.id === values.assignee && post.personId !== null))
      throw new StepError('unknownPost');
  }
  const sameAs =
    (step === 'linkSame' || step === 'merge') && taker.by === 'officer'
      ? await linkable(tx, taker.actor, id, step, values)
      : undefined;
  if (step === 'publish' && taker.by === 'officer' && before.proposedBy === taker.actor.person)
    throw new StepError('samePerson');
  const alts =
    step === 'propose' || step === 'publish' ? (await picturesOf(tx, id)).map((one) => one.alt) : [];
  const shown =
    step === 'propose'
      ? [values.publicTitle, values.publicText, values.withheld, ...alts]
      : step === 'publish'
        ? [before.proposedTitle, before.proposedText, before.proposedWithheld, ...alts]
        : [];
  if (!values.checked && shown.length > 0) {
    // Seen by a person before it is seen by all.
    const found = findPersonalData(shown.filter(Boolean).join('\n'));
    if (found.length > 0) throw new StepError('personalData', found.map((one) => one.text).join('; '));
  }
  if (values.sentBy === 'post' && !values.sentNumber)
    throw new StepError('sentNumber', undefined, 'sentNumber');
  if (concludes(step)) {
    const wrong = findingFault(before.kind, decidedOf(before, values));
    if (wrong) throw new StepError(wrong.fault, undefined, wrong.field);
  }
  if (step === 'approve') executable(before, values, on);
  const second = step === 'classify' ? await secondOf(services, before, values) : undefined;
  if (second?.previous && second.unit !== outcome.unit) {
    outcome.unit = second.unit;
    outcome.duties.push({ do: 'handOver', to: second.unit });
  }
  const corrected = step === 'correctEntry' ? correctedIn(values, before, contact) : [];
  if (step === 'correctEntry') await entryCorrectable(tx, before, values, corrected, today);
  const nowSealed = isSealed(outcome.kind) && !isSealed(before.kind);
  const about = [before.against, before.title, before.body].join('\n');
  const desk = nowSealed ? await denunciationDesk(tx, outcome.unit, today, about) : undefined;
  if (nowSealed && !desk) throw new StepError('noHandlers');
  if (desk && desk.unitId !== outcome.unit) {
    outcome.unit = desk.unitId;
    outcome.duties.push({ do: 'handOver', to: desk.unitId });
  }

  const onPaper = services.config.sealedIdentities === 'onPaper';
  if (onPaper && isSealed(before.kind) && (values.files ?? []).length > 0)
    throw new StepError('filesOnPaper');

  const seq = before.version + 1;
  const power = powerOn(before.kind === 'complaint' ? 'KN-SUSPEND' : 'TC-SUSPEND', today);
  const changed = applyChanges(duties, outcome.duties, {
    subjectType: 'petition',
    subjectId: id,
    unit: outcome.unit,
    today: on,
    seq,
    calendar,
    suspensionBasis: power?.basis,
  });
  const after = changedRow(before, outcome, step, values, {
    seq,
    now,
    today: on,
    person: taker.by === 'officer' ? taker.actor.person : null,
  });
  if (step === 'classify' && after.variety === 'second') {
    after.previousId = second?.previous ?? before.previousId;
    after.firstDecision = second && 'decision' in second ? second.decision : null;
  }
  const sealing = desk && (await sealMatter(services, tx, after, contact, desk));
  const recipients = isSealed(before.kind) ? await recipientsOf(tx, handlers) : undefined;
  for (const file of values.files ?? []) {
    const draft = values.draftKey ?? '';
    if (recipients) await services.files.keepSealed(draft, file.id, (bytes) => sealBytes(bytes, recipients));
    else await services.files.keep(draft, file.id);
  }
  const { units } = await site.read();
  const due =
    changed.open.find((duty) => duty.ruleCode === answerRule(after.kind, after.route, after.variety)) ??
    changed.open.find((duty) => duty.owedTo !== 'unit');
  const change: Change = {
    before,
    after,
    step,
    values,
    taker,
    fact: changed.fact,
    units,
    now,
    on,
    corrected,
    dueOn: due?.dueOn,
    counted: countedDue(after, changed.open),
  };

  const words = messageOf(step, values, before) && (await sealedWords(change, recipients, onPaper));

  // Sent in one exchange; the first that fails undoes them all.
  await Promise.all([
    // What is found to be a denunciation leaves nothing behind; what is one notes its steps for its handlers alone.
    !nowSealed && beginStep(tx, stepOf(taker, before, step, now)),
    ...changed.opened.map((duty) => insertDuty(tx, duty)),
    ...changed.updated.map((duty) => updateDuty(tx, duty)),
    sealing?.entered(),
    after.unitId !== before.unitId && holdUnit(tx, after.unitId, today),
    updatePetition(
      tx,
      nowSealed ? { ...after, kind: before.kind } : after,
      step === 'publish'
        ? foldedWords(`${after.publicTitle ?? ''} ${after.publicText ?? ''}`).join(' ')
        : undefined,
    ),
    updateCount(tx, {
      id,
      unitId: after.unitId,
      kind: after.kind,
      dueOn: countedDue(after, changed.open),
      answeredOn: after.answeredOn,
      receivedOn: after.receivedOn,
      closedOn: after.state !== 'answered' && endStates.includes(after.state) ? on : null,
      reopened: step === 'reopen',
      extended: step === 'extend',
      finding: after.answeredOn === null ? null : after.finding,
      today,
    }),
    ...writeMessage(tx, change, words),
    step === 'rate' &&
      putRating(tx, id, { satisfied: values.satisfied ?? false, reason: values.reason ?? null }, now),
    sameAs &&
      taker.by === 'officer' &&
      insertLink(tx, {
        petition: id,
        sameAs,
        why: values.reason ?? values.text ?? '',
        merged: step === 'merge',
        by: taker.actor.post,
        at: now,
      }),
    (step === 'answerCorrection' || step === 'correctEntry') && correctContact(tx, id, values),
    step === 'correctEntry' && correctArrival(tx, after),
    after.unitId !== before.unitId &&
      taker.by === 'officer' &&
      !isSealed(after.kind) &&
      noteForward(tx, { petition: id, unit: before.unitId, post: taker.actor.post, on }),
    second?.previous &&
      noteAppealed(
        services,
        tx,
        second.previous,
        before.number,
        taker.by === 'officer' ? taker.actor : undefined,
      ),
    record.append(tx, entryOf(change)),
    isSealed(after.kind) ? undefined : mailAbout(services, tx, change, contact?.email ?? null),
    // Last: from then on this officer's transaction does not see the case either.
    sealing?.sealed(),
  ]);
  if (sealing) tx.afterCommit(() => void sealing.committed());
  if (recipients)
    tx.afterCommit(() => {
      for (const file of values.files ?? []) void services.files.forgetOpen(file.id, values.draftKey);
    });
  if (after.publishedAt || before.publishedAt) tx.afterCommit(() => services.cache.clear());
  return { version: seq, state: after.state };
}

function stepOf(
  taker: Taker,
  { id, kind }: PetitionRow,
  step: Step,
  at: Date,
): Parameters<typeof beginStep>[1] {
  const by =
    taker.by === 'officer' ? { post: taker.actor.post, unit: taker.actor.unit } : ('citizen' as const);
  const sealedSubject = isSealed(kind) ? id : undefined;
  return { ...knownSteps[step], page: deskPaths.case(id), by, at, sealedSubject };
}

/**
 * Whether what a clerk took down can be put right so: something changes, and the day of arrival stays in its month once
 * that month's figures are closed (docs/decisions/0010-cells-decided-once.md).
 *
 * @throws StepError
 */
async function entryCorrectable(
  tx: Transaction,
  before: PetitionRow,
  values: StepValues,
  corrected: readonly string[],
  today: PlainDate,
): Promise<void> {
  if (corrected.length === 0) throw new StepError('noChange');
  const { receivedOn } = values;
  if (!receivedOn || receivedOn === before.receivedOn) return;
  if (receivedOn > today) throw new StepError('notYet', undefined, 'receivedOn');
  const sameMonth = firstOfMonth(receivedOn) === firstOfMonth(before.receivedOn);
  if (!sameMonth && (await monthsClosed(tx, [receivedOn, before.receivedOn])))
    throw new StepError('monthClosed', undefined, 'receivedOn');
}

/**
 * A decision that changes something says by when it is carried out.
 *
 * @throws StepError at the field
 */
function executable(before: PetitionRow, values: StepValues, on: PlainDate): void {
  if (before.kind !== 'complaint') return;
  const { ruling, damages } = decidedOf(before, values);
  const { executeBy } = values;
  if (ruling !== 'keep' || damages) {
    if (!executeBy) throw new StepError('needsExecuteBy', undefined, 'executeBy');
    if (executeBy < on) throw new StepError('beforeIt', undefined, 'executeBy');
  } else if (executeBy) throw new StepError('nothingToExecute', undefined, 'executeBy');
}

/** What a complaint that turns out to be a second one is against. @throws StepError at the field */
async function secondOf(
  services: Services,
  before: PetitionRow,
  values: StepValues,
): Promise<Second | undefined> {
  if (values.variety !== 'second') return undefined;
  const given = { number: values.sameAs, decision: values.firstDecision };
  const known = before.previousId ?? before.firstDecision;
  if (given.number === undefined && !given.decision) {
    if (known) return undefined;
    throw new StepError('needsFirst', undefined, 'sameAs');
  }
  const found = given.number === before.number ? 'unknown' : await secondOnPaper(services, given);
  if (found === 'unknown') throw new StepError('unknownFirst', undefined, 'sameAs');
  return found;
}

/** The other case of a link: one that the officer may see, and none that is sealed. */
async function linkable(
  tx: Transaction,
  actor: SignedIn,
  id: PetitionId,
  step: Step,
  values: StepValues,
): Promise<PetitionId> {
  const found = values.sameAs === undefined ? undefined : await readByNumber(tx, values.sameAs);
  const seen = found && !isSealed(found.kind) && decide(actor, 'view', subjectOf(found, [])).allowed;
  if (!seen || found.id === id) throw new StepError('unknownCase');
  // Nobody would answer: the other has ended, or is itself handled with a third.
  const ended = endStates.includes(found.state) && found.state !== 'answered';
  if (step === 'merge' && ended) throw new StepError('mergeEnded');
  return found.id;
}

/** All that a step's traces speak of. */
interface Change {
  before: PetitionRow;
  after: PetitionRow;
  step: Step;
  values: StepValues;
  taker: Taker;
  /** The changes of duties in words. */
  fact: string;
  units: readonly Unit[];
  now: Date;
  /** The day on which it was done: today, or an earlier one on paper. */
  on: PlainDate;
  /** What of the entry was put right, by name. */
  corrected: readonly string[];
  dueOn: PlainDate | undefined;
  /** By when the figures count it as due, where that can have changed. */
  counted: PlainDate | 'infinity' | undefined;
}

/**
 * The words of a sender in a sealed matter: the copy without what tells who they are, and the words
 * themselves sealed where the two differ. Undefined where the words stay as they are.
 */
async function sealedWords(
  change: Change,
  recipients: readonly string[] | undefined,
  onPaper: boolean,
): Promise<{ copy: string; sealed: Buffer | undefined } | undefined> {
  const { before, step, values, taker } = change;
  const message = messageOf(step, values, before);
  if (!recipients || !message || taker.by !== 'citizen') return undefined;
  const { text: copy } = hideSender(message.body, {});
  // Sealed even where nothing was covered: a story may tell who wrote it.
  return { copy, sealed: onPaper ? undefined : await seal(message.body, recipients) };
}

/** What was said in a step, with its files. */
function writeMessage(
  tx: Transaction,
  change: Change,
  words: { copy: string; sealed: Buffer | undefined } | undefined,
): Promise<void>[] {
  const { before, after, step, values, taker, now } = change;
  const message = messageOf(step, values, before);
  if (!message) return [];
  const id = newId();
  const authorPost = taker.by === 'officer' ? taker.actor.post : null;
  const sealed = isSealed(before.kind);
  const files = (values.files ?? []).map((file) => ({
    ...file,
    sealed,
    // A file's name can give its sender away.
    name: isSealed(after.kind) ? `${file.id.slice(-4)}.${file.name.split('.').at(-1)}` : file.name,
  }));
  const said = words ? { body: words.copy, sealed: words.sealed } : {};
  return [
    insertMessage(tx, {
      ...{ id, petitionId: after.id, ...message, ...said, authorPost, at: now },
      ...(step === 'send' && { sentBy: values.sentBy ?? 'online', sentNumber: values.sentNumber }),
    }),
    ...files.map((file) => insertFile(tx, after.id, id, file)),
  ];
}

function digestOf(text: string | undefined): string | null {
  return text === undefined ? null : createHash('sha256').update(text).digest('hex');
}

/** The record's entry of a step: public facts, and sealed beside them who did it and with which words. */
function entryOf(change: Change): NewEntry {
  const { before, after, step, values, taker, fact, units } = change;
  const facts: Record<string, Fact> = { state: after.state };
  if (fact) facts.duties = fact;
  if (change.counted) facts.due_on = change.counted === 'infinity' ? null : change.counted;
  if (after.kind !== before.kind) facts.kind = after.kind;
  if (after.unitId !== before.unitId)
    facts.unit_to = units.find((unit) => unit.id === after.unitId)?.code ?? null;
  if (values.ground) facts.ground = values.ground;
  if (change.on !== dayInVietnam(change.now)) facts.on_day = change.on;
  if (after.receivedOn !== before.receivedOn) facts.received_on = after.receivedOn;
  if (step === 'correctEntry') facts.corrected = change.corrected.join(' ');
  if (after.source !== before.source) facts.source = after.source;
  if (step === 'recordExecution') facts.executed = values.executed ?? false;
  if (step === 'approve' && edited(before, values)) facts.edited = true;
  // Of a sealed matter nobody learns what was found.
  if (step === 'approve' && before.kind === 'complaint')
    Object.assign(facts, { finding: after.finding, ruling: after.ruling });
  if (step === 'extend') facts.criteria = (values.criteria ?? []).join('');
  if (step === 'holdDialogue') facts.held_on = values.heldOn ?? null;
  if (step === 'rate') facts.satisfied = values.satisfied ?? false;
  return {
    type: `petition.${step}`,
    subject: after.id,
    seq: after.version,
    role: taker.by === 'officer' ? taker.actor.role : 'citizen',
    unit: taker.by === 'officer' ? taker.actor.unitCode : null,
    facts,
    sealed: {
      ...(values.sentNumber && { sent: `${values.sentBy} ${values.sentNumber}` }),
      post: taker.by === 'officer' ? taker.actor.post : null,
      // A sender's words stay in their message alone: should it be sealed one day, no copy is left behind.
      text: taker.by === 'officer' ? (values.text ?? values.reason ?? null) : null,
      text_sha256: taker.by === 'citizen' ? digestOf(values.text ?? values.reason) : null,
      draft: step === 'send' ? answerText(before, values) : step === 'approve' ? after.draft : null,
      body: [values.receiver, values.paperNumber].filter(Boolean).join(', ') || null,
      ...(concludes(step) && { decided: decidedWords(after) }),
      ...(values.lateWhy && { late_why: values.lateWhy }),
    },
  };
}

/** News of a step for the citizen who left an address. */
async function mailAbout(
  services: Services,
  tx: Transaction,
  change: Change,
  to: string | null,
): Promise<void> {
  const { before, after, step, dueOn } = change;
  const news = tellsOf(step);
  if (!news || !to) return;
  const { id, language, number } = before;
  await mailNews(services, tx, { to, language, id, number, seq: after.version, news, dueOn });
}

function authorise(
  actor: SignedIn,
  petition: PetitionRow,
  handlers: readonly PersonId[],
  step: OfficerStep,
): void {
  const subject = subjectOf(petition, handlers);
  if (!decide(actor, 'view', subject).allowed) throw notFound();
  const action = actionFor(step, petition.kind);
  if (!action || !decide(actor, action, subject).allowed) throw new StepError('notAllowed');
  if (action === 'approve') requireSecondFactor(actor);
}

function changedRow(
  before: PetitionRow,
  outcome: Exclude<ReturnType<typeof takeStep>, string>,
  step: Step,
  values: StepValues,
  at: { seq: number; now: Date; today: PlainDate; person: PersonId | null },
): PetitionRow {
  const after: PetitionRow = {
    ...before,
    version: at.seq,
    state: outcome.state,
    kind: outcome.kind,
    route: outcome.route,
    variety: outcome.variety,
    unitId: outcome.unit,
    topic: values.topic ?? before.topic,
  };
  // Decided is answered in the eyes of the law: sending has a term of its own.
  const decided = step === 'approve' && outcome.duties.some((change) => change.do === 'done');
  if (step === 'reportVerification') after.verifiedOn = at.today;
  if (step === 'classify' && outcome.variety !== 'second') {
    after.previousId = null;
    after.firstDecision = null;
  }
  if (step === 'holdDialogue') after.dialogueOn = values.heldOn ?? at.today;
  if (step === 'draft') after.draft = values.text ?? null;
  if (step === 'approve' && edited(before, values)) after.draft = values.text ?? null;
  if (concludes(step)) Object.assign(after, decidedOf(before, values));
  if (step === 'correctEntry') {
    after.receivedOn = values.receivedOn ?? before.receivedOn;
    after.source = values.source ?? before.source;
  }
  if (decided || (step === 'send' && before.answeredOn === null)) after.answeredOn = at.today;
  if (step === 'send') after.draft = null;
  if (step === 'reopen') after.answeredOn = null;
  if (step === 'askCorrection') after.correctionAsked = true;
  if (step === 'answerCorrection') after.correctionAsked = false;
  if (step === 'publish' && !isSealed(outcome.kind)) {
    after.publishedAt = at.now;
    after.publicTitle = before.proposedTitle;
    after.publicText = before.proposedText;
    after.publicWithheld = before.proposedWithheld;
  }
  if (step === 'propose') {
    after.proposedTitle = values.publicTitle ?? null;
    after.proposedText = values.publicText ?? null;
    after.proposedWithheld = values.withheld ?? null;
    after.proposedBy = at.person;
  }
  // Once published, returned or overtaken, what was proposed is over.
  if (step === 'publish' || step === 'returnProposal' || step === 'reopen') {
    after.proposedTitle = null;
    after.proposedText = null;
    after.proposedWithheld = null;
    after.proposedBy = null;
  }
  if (step === 'unpublish') after.publishedAt = null;
  return after;
}

/** Steps that propose or decide what a matter was found to be. */
const concludes = (step: Step): boolean => step === 'submit' || step === 'approve';

/** What is decided with a step: as given with it, else as proposed before. */
function decidedOf(before: PetitionRow, values: StepValues): Decided {
  return {
    finding: values.finding ?? before.finding,
    ruling: before.kind === 'complaint' ? (values.ruling ?? before.ruling) : null,
    damages: before.kind === 'complaint' ? (values.damages ?? before.damages) : null,
  };
}

const decidedWords = ({ finding, ruling, damages }: Decided): string | null =>
  [finding, ruling, damages].filter(Boolean).join(', ') || null;

/** Whether the approver changed the words. */
const edited = (before: PetitionRow, values: StepValues): boolean =>
  values.text !== undefined && values.text !== before.draft;

/** What of an entry is put right, by name only: the words lie with the case. */
function correctedIn(values: StepValues, before: PetitionRow, contact: Contact | undefined): string[] {
  const { receivedOn, source } = before;
  const there: Record<string, string | null | undefined> = { ...contact, receivedOn, source };
  return (['name', 'address', 'phone', 'email', 'receivedOn', 'source'] as const).filter(
    (one) => values[one] !== undefined && values[one] !== (there[one] ?? ''),
  );
}

/**
 * The day on which a step was taken: today, or the day on paper where that can be.
 *
 * @throws StepError at its field where it cannot
 */
function dayOfStep(
  petition: PetitionRow,
  duties: readonly Duty[],
  values: StepValues,
  today: PlainDate,
): PlainDate {
  const begun = duties.map((duty) => duty.begunOn);
  const notBefore = [petition.receivedOn, ...begun].toSorted().at(-1) as PlainDate;
  const wrong = actDayFault(
    { onDay: values.onDay, lateWhy: values.lateWhy },
    { today, notBefore: notBefore > today ? petition.receivedOn : notBefore },
  );
  if (wrong) throw new StepError(wrong.fault, undefined, wrong.field);
  return values.onDay ?? today;
}

/** What is sent: an approved draft as it was approved, else the words given with the sending. */
function answerText(before: PetitionRow, values: StepValues): string {
  return (before.state === 'approved' ? undefined : values.text) ?? before.draft ?? '';
}

const messageKinds: Partial<Record<Step, MessageKind>> = {
  ask: 'question',
  note: 'note',
  reply: 'reply',
  askReopening: 'reopenRequest',
  withdraw: 'withdrawal',
  refuse: 'answer',
  guide: 'answer',
  transferOut: 'answer',
  declineReopening: 'answer',
  merge: 'answer',
  askForReport: 'note',
  answerReport: 'note',
  reportDelay: 'reopenRequest',
  returnDraft: 'note',
  returnProposal: 'note',
  askCorrection: 'correctionRequest',
  returnPapers: 'answer',
  urge: 'note',
  reportBack: 'note',
  holdDialogue: 'dialogue',
  interimMeasure: 'decision',
  terminate: 'decision',
  noteCourt: 'decision',
  withdrawPart: 'partialWithdrawal',
  answerCorrection: 'correctionAnswer',
  correctAnswer: 'correctedAnswer',
  verify: 'note',
  reportVerification: 'note',
  recordExecution: 'note',
  recall: 'note',
};

function messageOf(
  step: Step,
  values: StepValues,
  before: PetitionRow,
): { kind: MessageKind; body: string } | undefined {
  if (step === 'send') return { kind: 'answer', body: answerText(before, values) };
  const kind = messageKinds[step];
  const said = values.text ?? values.reason;
  // Who was sent is a part of what was said.
  const body = step === 'verify' ? `${values.receiver}\n${said}` : said;
  return kind && body ? { kind, body } : undefined;
}

/**
 * A case found to be a denunciation: from now on only handlers know who is behind it, and what was written
 * and sent with it is sealed to them.
 */
async function sealMatter(
  services: Services,
  tx: Transaction,
  petition: PetitionRow,
  contact: Contact | undefined,
  desk: DenunciationDesk,
) {
  const { id, title, body, against } = petition;
  const written = { title, body, against };
  const nobody: Contact = { name: null, phone: null, email: null, address: null };
  // Sealed even where identities are kept on paper: this one came in the open, and would be lost.
  const sealed = await seal({ contact: contact ?? nobody, ...written }, desk.recipients);
  const said = (await messagesOf(tx, id)).filter((message) => message.authorPost === null);
  const copies = await Promise.all(
    said.map(async (message) => ({
      id: message.id,
      body: hideSender(message.body, contact ?? {}).text,
      sealed: await seal(message.body, desk.recipients),
    })),
  );
  const files = await filesOf(tx, id);
  for (const file of files) {
    await services.files.sealKept(file.id, (bytes) => sealBytes(bytes, desk.recipients));
  }
  return {
    entered: () =>
      Promise.all([
        insertHandlers(tx, id, desk.handlers),
        insertSealed(tx, id, sealed),
        dropContact(tx, id),
        replaceWords(tx, id, ''),
      ]),
    sealed: () => sealPetition(tx, id, withoutSender(written, contact ?? {}), desk.recused, copies),
    committed: () => Promise.all(files.map((file) => services.files.forgetOpen(file.id))),
  };
}

/** A citizen's step with the code. */
export function takeAsCitizen(
  services: Services,
  held: HeldCase,
  step: CitizenStep,
  values: StepValues,
  key: string,
): Promise<{ version: number; state: PetitionState }> {
  return take(services, { by: 'citizen', codeHash: held.codeHash }, held.id, step, values, { key });
}
