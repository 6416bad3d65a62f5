import { createHash } from 'node:crypto';
import { isHead, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { actDay } from '../../ground/act-day.ts';
import type { CitizenCode } from '../../ground/code.ts';
import { hashCode, parseCode } from '../../ground/code.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import { dutyBefore, endDuty, handOverDuty, openDuty, putOffDuty } from '../../ground/duty/single.ts';
import { livingUnit } from '../../ground/organization/living.ts';
import { type UnitId, unitsOn } from '../../ground/organization/organization.ts';
import { refuseReachable } from '../../ground/personal-data.ts';
import { reportKept } from '../../ground/promise/promise.service.ts';
import type { PromiseKind } from '../../ground/promise/promise.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { type Id, newId, parseId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { dayInVietnam, formatDate, type PlainDate, yearOf } from '../../platform/time.ts';
import { formatInteger } from '../../platform/vietnamese.ts';
import {
  answerPromise,
  askersToTell,
  firstWaiting,
  insertAsker,
  insertBallot,
  insertDialogue,
  insertPromise,
  insertQuestion,
  insertSeat,
  insertSite,
  keepPromise as keepPromiseRow,
  listPromises,
  lockDialogue,
  lockPromise,
  lockQuestion,
  lockSite,
  openYears,
  questionsOf,
  seatBy,
  seatsOf,
  seatsTaken,
  setSeat,
  touchDialogue,
  updateDialogue,
  updateQuestion,
  yearsOfUnit,
} from './dialogue.store.ts';
import {
  type Dialogue,
  type DialogueId,
  type DialoguePromise,
  joinedInto,
  type PromiseId,
  type QuestionId,
  type QuestionSource,
  type SeatState,
  type SiteId,
  takesQuestions,
} from './dialogue.ts';
import type { announceForm, ballotForm, dialogueForm, draftForm, heldForm, keepForm } from './forms.ts';
import { dialoguePaths as to } from './paths.ts';
import { texts } from './texts.ts';

const words = {
  sites: {
    vi: 'Mỗi dòng một điểm: tên | số chỗ.',
    en: 'One place a line: name | seats.',
  },
  late: (day: PlainDate) => ({
    vi: `Phải sau hôm nay (${formatDate(day)}).`,
    en: `It must be after today (${formatDate(day)}).`,
  }),
  short: (due: PlainDate) => ({
    vi: `Lẽ ra phải thông báo chậm nhất ngày ${formatDate(due)}. Dời ngày, hoặc ghi vì sao để mọi người đọc.`,
    en: `It should have been announced by ${formatDate(due)}. Choose a later day, or say why, for all to read.`,
  }),
  announcedAfter: {
    vi: 'Ngày thông báo phải trước ngày đối thoại.',
    en: 'It is announced before it is held.',
  },
  over: (came: number, seats: number) => ({
    vi: `Số người dự (${formatInteger(came)}) nhiều hơn số chỗ (${formatInteger(seats)}). Hãy xem lại, hoặc ghi vì sao.`,
    en: `More came (${formatInteger(came)}) than there are seats (${formatInteger(seats)}). Please check, or say why.`,
  }),
  notYet: { vi: 'Cuộc đối thoại chưa diễn ra.', en: 'The dialogue has not been held yet.' },
  unanswered: (count: number) => ({
    vi: `Còn ${count} câu hỏi chưa có câu trả lời. Trả lời, hoặc ghi lý do không hiện, rồi công khai.`,
    en: `${count} questions have no answer. Answer them, or give a reason for not showing them, and publish then.`,
  }),
  noQuestions: { vi: 'Không còn nhận câu hỏi gửi trước.', en: 'Questions are no longer taken ahead.' },
  noSuchSeat: {
    vi: 'Không có chỗ nào có mã hoặc số này ở cuộc đối thoại này.',
    en: 'There is no seat with this code or ticket in this dialogue.',
  },
  noRoom: {
    vi: 'Đã hết chỗ; người này đang ở danh sách chờ.',
    en: 'There is no room; this person is on the waiting list.',
  },
  noSeats: { vi: 'Không còn nhận đăng ký.', en: 'Seats are no longer given.' },
  notTaken: {
    vi: 'Đơn vị được nêu tên chưa nhận việc này: chờ đơn vị ấy nhận hoặc không nhận.',
    en: 'The unit that was named has not taken it: its word comes first.',
  },
  evidence: {
    vi: 'Cần minh chứng: tệp, hoặc nơi ai cũng xem được.',
    en: 'Something has to show it: a file, or where everybody can see it.',
  },
  itself: {
    vi: 'Không gộp một câu hỏi vào chính nó hoặc vào câu đã gộp vào nó.',
    en: 'A question is not joined to itself or to one that was joined to it.',
  },
};

/** Reads places and their seats, one a line. */
export function readSites(typed: string): { name: string; seats: number }[] {
  const sites = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, name, seats] = /^(.+?)\s*\|\s*(\d{1,6})$/.exec(line) ?? [];
      if (!name || name.length > 120 || !seats || Number(seats) < 1) throw new Refused(words.sites, 'sites');
      return { name, seats: Number(seats) };
    });
  if (sites.length === 0 || new Set(sites.map((one) => one.name)).size < sites.length)
    throw new Refused(words.sites, 'sites');
  return sites;
}

/** Plans a dialogue of the officer's own unit; nobody else sees it until it is announced. */
export async function planDialogue(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  given: Given<typeof dialogueForm>,
): Promise<DialogueId> {
  if (!worksIn(officer, officer.unit)) throw new Refused(refusals.notAllowed);
  const today = dayInVietnam(services.clock());
  const before = heldBefore(given, today);
  const sites = readSites(given.sites);
  const { sites: _, announcedOn, ...rest } = given;
  const id: DialogueId = newId();
  const duty = dutyBefore(
    {
      subjectType: 'dialogue',
      subjectId: id,
      unit: officer.unit,
      rule: 'DT-ANNOUNCE',
      begunOn: before ?? today,
      owedTo: 'public',
      eventOn: given.onDay,
    },
    services.calendar,
  );
  if ((before ?? today) > duty.dueOn && !given.lateWhy) throw new Refused(words.short(duty.dueOn), 'lateWhy');
  await insertDialogue(tx, {
    ...rest,
    id,
    unitId: officer.unit,
    state: before ? 'announced' : 'draft',
    announcedOn: before ?? null,
    overWhy: null,
    publishedOn: null,
    attended: null,
    officials: null,
    why: null,
    version: 1,
  });
  for (const site of sites) await insertSite(tx, id, site.name, site.seats);
  await insertDuty(tx, before ? { ...duty, ended: 'done', endedOn: before, endedSeq: 1 } : duty);
  await enterNext(services, tx, officer, {
    type: 'dialogue.planned',
    subject: id,
    facts: {
      kind: given.kind,
      on_day: given.onDay,
      duties: `open DT-ANNOUNCE ${duty.dueOn}${before ? `; done DT-ANNOUNCE ${before}` : ''}`,
      ...(before && { announced_on: before }),
    },
  });
  return id;
}

/**
 * The day on which a dialogue was announced that was held on paper before it is entered here; undefined for one to come.
 *
 * @throws Refused at its field
 */
function heldBefore(
  given: Pick<Given<typeof dialogueForm>, 'onDay' | 'announcedOn' | 'lateWhy'>,
  today: PlainDate,
): PlainDate | undefined {
  if (given.onDay > today) return undefined;
  if (!given.announcedOn) throw new Refused(words.late(today), 'onDay');
  if (given.announcedOn > given.onDay) throw new Refused(words.announcedAfter, 'announcedOn');
  actDay({ onDay: given.onDay, lateWhy: given.lateWhy }, { today, notBefore: given.announcedOn });
  return given.announcedOn;
}

/** Puts a dialogue right that nobody has heard of yet. */
export async function correctDraft(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  given: Given<typeof draftForm>,
  version: number | undefined,
): Promise<void> {
  const dialogue = await held(tx, officer, id, version);
  if (dialogue.state !== 'draft') throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  if (given.onDay <= today) throw new Refused(words.late(today), 'onDay');
  const duty = dutyBefore(
    {
      subjectType: 'dialogue',
      subjectId: id,
      unit: dialogue.unitId,
      rule: 'DT-ANNOUNCE',
      begunOn: today,
      owedTo: 'public',
      eventOn: given.onDay,
    },
    services.calendar,
  );
  await tx.run(sql`
    update duty set due_on = ${duty.dueOn}, provisional = ${duty.provisional},
      explanation = ${JSON.stringify(duty.explanation)}::jsonb
    where subject_id = ${id} and rule_code = 'DT-ANNOUNCE' and ended is null`);
  await step(services, tx, officer, dialogue, 'corrected', given, {
    on_day: given.onDay,
    duties: `rebegin DT-ANNOUNCE ${duty.dueOn}`,
  });
}

/** Holds a dialogue for a step by those who do its unit's work. */
async function held(
  tx: Queries,
  officer: SignedIn,
  id: DialogueId,
  version: number | undefined,
): Promise<Dialogue> {
  const dialogue = await lockDialogue(tx, id);
  if (!dialogue || !worksIn(officer, dialogue.unitId)) throw notFound();
  if (version !== undefined && dialogue.version !== version) throw new HttpError(409, 'conflict');
  return dialogue;
}

async function step(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  before: Dialogue,
  type: string,
  change: Partial<Dialogue>,
  facts: Record<string, Fact | undefined> = {},
): Promise<void> {
  await updateDialogue(tx, { ...before, ...change, version: before.version + 1 });
  const told = Object.entries(facts).filter((one): one is [string, Fact] => one[1] !== undefined);
  await enterNext(services, tx, officer, {
    type: `dialogue.${type}`,
    subject: before.id,
    facts: { state: change.state ?? before.state, ...Object.fromEntries(told) },
  });
}

/** Announces a dialogue: from now on people read of it, ask and take seats. */
export async function announce(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  given: Given<typeof announceForm>,
  version: number | undefined,
): Promise<void> {
  const dialogue = await held(tx, officer, id, version);
  if (dialogue.state !== 'draft') throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  if (dialogue.onDay <= today) throw new Refused(words.late(today));
  const { due } = await tx.one<{ due: PlainDate }>(sql`
    select due_on as due from duty where subject_id = ${id} and rule_code = 'DT-ANNOUNCE' and ended is null`);
  const lateWhy = given.lateWhy ?? dialogue.lateWhy;
  if (today > due && !lateWhy) throw new Refused(words.short(due), 'lateWhy');
  const duties = await endDuty(tx, id, 'DT-ANNOUNCE', 'done', today);
  await step(
    services,
    tx,
    officer,
    dialogue,
    'announced',
    { state: 'announced', announcedOn: today, lateWhy: today > due ? lateWhy : null },
    { duties },
  );
}

/** Calls a dialogue off, with the reason for all to read; who has a seat and an address is told. */
export async function cancel(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  why: string,
  version: number | undefined,
): Promise<void> {
  const dialogue = await held(tx, officer, id, version);
  if (dialogue.state !== 'draft' && dialogue.state !== 'announced') throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  const duties = await endDuty(tx, id, 'DT-ANNOUNCE', 'lapsed', today);
  // One that nobody heard of is closed without being shown.
  await step(services, tx, officer, dialogue, 'cancelled', { state: 'cancelled', why }, { why, duties });
  const seats = await tx.rows<{ id: string; email: string }>(sql`
    select id, email from dialogue_seat where dialogue_id = ${id} and email is not null and state in ('booked', 'waiting')`);
  for (const seat of seats)
    await mail(services, tx, `${seat.id}/cancelled`, seat.email, 'vi', (t) => ({
      subject: t.mailCancelledSubject(dialogue.title),
      body: t.mailCancelledBody(
        dialogue.title,
        formatDate(dialogue.onDay),
        why,
        address(services, to.one(id)),
      ),
    }));
}

const address = (services: Services, path: string) => `${services.config.publicUrl}${path}`;

async function mail(
  services: Services,
  tx: Queries,
  once: string,
  email: string,
  language: Language,
  say: (t: (typeof texts)['vi']) => { subject: string; body: string },
): Promise<void> {
  const { config, clock } = services;
  await putMail(tx, { once, to: email, ...say(texts[language]) }, config.publicHost, clock());
}

/** Takes a question from somebody ahead of the dialogue. */
export async function ask(
  services: Services,
  tx: Transaction,
  id: DialogueId,
  given: { text: string; name: string | null; email: string | null },
  language: Language,
): Promise<number> {
  const dialogue = await lockDialogue(tx, id);
  if (!dialogue || dialogue.announcedOn === null) throw notFound();
  const today = dayInVietnam(services.clock());
  if (!takesQuestions(dialogue, today)) throw new Refused(words.noQuestions);
  refuseReachable(given.text, 'text');
  return enterQuestion(services, tx, 'citizen', id, { ...given, phone: null, source: 'web', language });
}

/** Takes a question down: in the room, at a desk, from paper. */
export async function takeDownQuestion(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  given: {
    source: QuestionSource;
    text: string;
    name: string | null;
    phone: string | null;
    email: string | null;
  },
): Promise<number> {
  const dialogue = await held(tx, officer, id, undefined);
  if (dialogue.state !== 'announced' && dialogue.state !== 'held') throw new Refused(refusals.wrongState);
  return enterQuestion(services, tx, officer, id, { ...given, language: 'vi' });
}

async function enterQuestion(
  services: Services,
  tx: Transaction,
  by: SignedIn | 'citizen',
  dialogueId: DialogueId,
  given: {
    text: string;
    source: QuestionSource;
    name: string | null;
    phone: string | null;
    email: string | null;
    language: Language;
  },
): Promise<number> {
  const { text, source, ...asker } = given;
  const id: QuestionId = newId();
  const number = await insertQuestion(tx, { id, dialogueId, text, source });
  await insertAsker(tx, id, { ...asker, at: services.clock() });
  await enterNext(services, tx, by, {
    type: 'dialogue.asked',
    subject: dialogueId,
    facts: { question: number, source },
  });
  return number;
}

/** Holds a question for a step by the dialogue's unit, or by the unit that it was given to. */
async function heldQuestion(
  tx: Queries,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  options: { assigned?: boolean } = {},
): Promise<{ dialogue: Dialogue; id: QuestionId; unitId: UnitId | null }> {
  const dialogue = await lockDialogue(tx, dialogueId);
  const id = parseId<'dialogueQuestion'>(target);
  const question = id && (await lockQuestion(tx, id));
  if (!dialogue || !id || question?.dialogueId !== dialogueId) throw notFound();
  const own = worksIn(officer, dialogue.unitId);
  const asked = options.assigned && question.unitId !== null && worksIn(officer, question.unitId);
  if (!own && !asked) throw notFound();
  if (dialogue.state === 'published' || dialogue.state === 'cancelled')
    throw new Refused(refusals.wrongState);
  await touchDialogue(tx, dialogueId);
  return { dialogue, id, unitId: question.unitId };
}

/** Gives a question to the unit that prepares its answer. */
export async function assignQuestion(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  unit: string,
): Promise<void> {
  const { id } = await heldQuestion(tx, officer, dialogueId, target);
  const unitId = await livingUnit(services, tx, unit, 'unit');
  await updateQuestion(tx, id, { unitId });
}

/** Keeps the answer that a unit prepared; nobody outside reads it before it is the answer. */
export async function prepareAnswer(
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  prepared: string,
): Promise<void> {
  const { id } = await heldQuestion(tx, officer, dialogueId, target, { assigned: true });
  await updateQuestion(tx, id, { prepared });
}

/** Answers a question; those who ask it are told. */
export async function answerQuestion(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  answer: string,
): Promise<void> {
  const { dialogue, id } = await heldQuestion(tx, officer, dialogueId, target);
  const today = dayInVietnam(services.clock());
  await updateQuestion(tx, id, { answer, answeredOn: today });
  const sha256 = createHash('sha256').update(answer).digest('hex');
  await enterNext(services, tx, officer, {
    type: 'dialogue.answered',
    subject: dialogueId,
    facts: { question: id, sha256 },
  });
  for (const asker of await askersToTell(tx, id))
    await mail(services, tx, `${id}/${asker.id}/answer/${sha256}`, asker.email, asker.language, (t) => ({
      subject: t.mailAnswerSubject(dialogue.title),
      body: t.mailAnswerBody(dialogue.title, answer, address(services, to.one(dialogueId))),
    }));
}

/** Joins a question to another that asks the same; whoever asked either is an asker of both. */
export async function joinQuestion(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  into: string,
): Promise<void> {
  const { id } = await heldQuestion(tx, officer, dialogueId, target);
  const questions = await questionsOf(tx, dialogueId);
  const other = questions.find((one) => one.id === into);
  // Held by the dialogue's lock, so that two joinings at once make no circle.
  if (!other || joinedInto(questions, other.id) === id) throw new Refused(words.itself, 'into');
  const root = joinedInto(questions, other.id);
  await updateQuestion(tx, id, { joinedTo: root });
  await enterNext(services, tx, officer, {
    type: 'dialogue.joined',
    subject: dialogueId,
    facts: {
      question: questions.find((one) => one.id === id)?.number ?? 0,
      into: questions.find((one) => one.id === root)?.number ?? 0,
    },
  });
}

/** Takes a question out of what the public reads, with the reason; or shows it again. */
export async function withhold(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  why: string | null,
): Promise<void> {
  const { id } = await heldQuestion(tx, officer, dialogueId, target);
  await updateQuestion(tx, id, { withheldWhy: why });
  await enterNext(services, tx, officer, {
    type: why ? 'dialogue.withheld' : 'dialogue.shown',
    subject: dialogueId,
    facts: { question: id, ...(why && { why }) },
  });
}

/** A promise made in the dialogue: a duty of the unit that is to keep it. Its askers are told. */
export async function promise(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  given: { text: string; unit: string; due: PlainDate },
): Promise<PromiseId> {
  const dialogue = await held(tx, officer, dialogueId, undefined);
  if (dialogue.state !== 'held' && dialogue.state !== 'announced') throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  if (dialogue.onDay > today) throw new Refused(words.notYet);
  if (given.due < today) throw new Refused(refusals.past, 'due');
  const question = target ? await lockQuestion(tx, target as QuestionId) : undefined;
  if (target && question?.dialogueId !== dialogueId) throw notFound();
  // Nobody gives another unit's word: until that unit takes it, it is owed by the one that said it.
  const named = await livingUnit(services, tx, given.unit, 'unit');
  const unitId = dialogue.unitId;
  const askedUnit = named === unitId ? null : named;
  const id: PromiseId = newId();
  await insertPromise(tx, {
    id,
    dialogueId,
    questionId: question?.id ?? null,
    text: given.text,
    unitId,
    askedUnit,
    promisedFor: given.due,
  });
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'dialoguePromise',
    subjectId: id,
    unit: unitId,
    rule: 'DT-PROMISE',
    begunOn: today,
    owedTo: 'public',
    agreedFor: given.due,
  });
  await enterNext(services, tx, officer, {
    type: 'dialoguePromise.made',
    subject: id,
    facts: { dialogue: dialogueId, text: given.text, due_on: given.due, duties: fact },
  });
  if (question)
    await tellOfPromise(
      services,
      tx,
      dialogue,
      { id, questionId: question.id, text: given.text },
      'made',
      formatDate(given.due),
    );
  return id;
}

/** Tells everybody who asked the promise's question what became of it. */
async function tellOfPromise(
  services: Services,
  tx: Queries,
  dialogue: Pick<Dialogue, 'id' | 'title'>,
  one: Pick<DialoguePromise, 'id' | 'questionId' | 'text'>,
  what: 'made' | 'putOff' | 'kept',
  words_: string,
): Promise<void> {
  if (!one.questionId) return;
  for (const asker of await askersToTell(tx, one.questionId))
    await mail(
      services,
      tx,
      `${one.id}/${asker.id}/${what}/${what === 'made' ? '' : words_.slice(0, 60)}`,
      asker.email,
      asker.language,
      (t) => ({
        subject: t.mailPromiseSubject[what],
        body: t.mailPromiseBody(
          dialogue.title,
          one.text,
          `${t.promiseMoves[what]}: ${words_}`,
          address(services, to.one(dialogue.id)),
        ),
      }),
    );
}

async function heldPromise(
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
): Promise<{ dialogue: Dialogue; one: DialoguePromise }> {
  const dialogue = await lockDialogue(tx, dialogueId);
  const id = parseId<'dialoguePromise'>(target);
  if (!dialogue || !id || !(await lockPromise(tx, id))) throw notFound();
  const [one] = await listPromises(tx, { id });
  if (one?.dialogueId !== dialogueId) throw notFound();
  const asked = one.askedUnit !== null && worksIn(officer, one.askedUnit);
  if (!asked && !worksIn(officer, one.unitId) && !worksIn(officer, dialogue.unitId)) throw notFound();
  if (one.ended !== null) throw new Refused(refusals.wrongState);
  return { dialogue, one };
}

/**
 * The unit in whose name something was promised says, by its head, that it takes it, or why it does not: then whoever
 * said it owes it.
 */
export async function answerPromised(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  /** Why it is not taken; null where it is. */
  declinedWhy: string | null,
): Promise<void> {
  const { dialogue, one } = await heldPromise(tx, officer, dialogueId, target);
  if (one.askedUnit === null) throw new Refused(refusals.wrongState);
  if (!worksIn(officer, one.askedUnit) || !isHead(officer.role)) throw new Refused(refusals.notAllowed);
  const unit = declinedWhy === null ? one.askedUnit : one.unitId;
  await answerPromise(tx, one.id, { unit, declinedWhy });
  const duties = declinedWhy === null ? await handOverDuty(tx, one.id, 'DT-PROMISE', unit) : undefined;
  await enterNext(services, tx, officer, {
    type: declinedWhy === null ? 'dialoguePromise.taken' : 'dialoguePromise.declined',
    subject: one.id,
    facts: {
      dialogue: dialogue.id,
      ...(declinedWhy !== null && { why: declinedWhy }),
      ...(duties && { duties }),
    },
  });
}

/** Reports that a promise was kept, with what shows it, by the unit that owes it; another person confirms it. */
export async function keep(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  given: Given<typeof keepForm>,
): Promise<void> {
  const { dialogue, one } = await heldPromise(tx, officer, dialogueId, target);
  if (!worksIn(officer, one.unitId)) throw new Refused(refusals.notAllowed);
  if (one.askedUnit !== null) throw new Refused(words.notTaken);
  const files = keptOf(given.files);
  if (files.length === 0 && !given.where) throw new Refused(words.evidence, 'files');
  const told = [given.words, given.where].filter(Boolean).join('\n');
  const duties = await reportKept(services, tx, officer, {
    duty: one.dutyId,
    host: dialogue.unitId,
    words: told,
  });
  await keepPromiseRow(tx, one.id, told, files);
  await enterNext(services, tx, officer, {
    type: 'dialoguePromise.reported',
    subject: one.id,
    facts: { files: files.map((file) => file.sha256).join(' '), duties },
  });
}

/** What follows when another person confirmed that a promise was kept: the record says so, and who asked is told. */
export const dialoguePromises: PromiseKind = {
  rule: 'DT-PROMISE',
  async kept(services, tx, officer, { subject, fact, words: told }) {
    const [one] = await listPromises(tx, { id: subject as PromiseId });
    const dialogue = one && (await lockDialogue(tx, one.dialogueId));
    if (!one || !dialogue) throw notFound();
    await enterNext(services, tx, officer, {
      type: 'dialoguePromise.kept',
      subject: one.id,
      facts: {
        due_on: one.dueOn,
        promised_for: one.promisedFor,
        files: one.files.map((file) => file.sha256).join(' '),
        duties: fact,
      },
    });
    await tellOfPromise(services, tx, dialogue, one, 'kept', told);
  },
};

/** Puts a promise off, with the reason for all to read. The first date stays to be seen beside the new one. */
export async function putOff(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  target: string,
  given: { due: PlainDate; why: string },
): Promise<void> {
  const { dialogue, one } = await heldPromise(tx, officer, dialogueId, target);
  const duties = await putOffDuty(tx, one.id, 'DT-PROMISE', given, dayInVietnam(services.clock()));
  await enterNext(services, tx, officer, {
    type: 'dialoguePromise.putOff',
    subject: one.id,
    facts: { due_on: given.due, before: one.dueOn, why: given.why, duties },
  });
  await tellOfPromise(services, tx, dialogue, one, 'putOff', `${formatDate(given.due)}. ${given.why}`);
}

/** Notes that the dialogue was held, by numbers and officials; the clock for its results begins. */
export async function hold(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  given: Given<typeof heldForm>,
  version: number | undefined,
): Promise<void> {
  const dialogue = await held(tx, officer, id, version);
  if (dialogue.state !== 'announced') throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  if (dialogue.onDay > today) throw new Refused(words.notYet);
  const { seats } = await tx.one<{ seats: number }>(
    sql`select coalesce(sum(seats), 0)::int as seats from dialogue_site where dialogue_id = ${id}`,
  );
  // What comes by a line takes no seat.
  if (dialogue.mode === 'inPerson' && given.attended > seats && !given.overWhy)
    throw new Refused(words.over(given.attended, seats), 'overWhy');
  // Counted from the day itself, whenever somebody comes to write it down.
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'dialogue',
    subjectId: id,
    unit: dialogue.unitId,
    rule: 'DT-RESULT',
    begunOn: dialogue.onDay,
    owedTo: 'public',
  });
  const yearly = dialogue.kind === 'conference' ? await endYears(tx, dialogue) : undefined;
  const asked = dialogue.ground === 'asked' ? await endAsked(tx, dialogue.unitId, dialogue.onDay) : undefined;
  await step(
    services,
    tx,
    officer,
    dialogue,
    'held',
    { state: 'held', ...given },
    {
      on_day: dialogue.onDay,
      attended: given.attended,
      duties: [fact, yearly, asked].filter(Boolean).join('; '),
    },
  );
}

/** A conference is the year’s of its unit, and of those that were merged into it in that year. */
async function endYears(tx: Queries, dialogue: Dialogue): Promise<string | undefined> {
  const years = await yearsOfUnit(tx, dialogue.unitId, yearOf(dialogue.onDay));
  const ended: (string | undefined)[] = [];
  for (const year of years) ended.push(await endDuty(tx, year, 'DT-YEARLY', 'done', dialogue.onDay));
  return ended.find(Boolean);
}

/** A dialogue that was held because voters asked is what they asked for. */
async function endAsked(tx: Queries, unit: UnitId, on: PlainDate): Promise<string | undefined> {
  const ended = await tx.run(sql`
    update duty set ended = 'done', ended_on = ${on}, ended_seq = 2
    where subject_type = 'dialogueCall' and owner_unit = ${unit} and rule_code = 'DT-ASKED' and ended is null`);
  return ended > 0 ? `done DT-ASKED ${on}` : undefined;
}

/** Enters what was voted on in the room. */
export async function enterBallot(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  given: Given<typeof ballotForm>,
): Promise<void> {
  const dialogue = await held(tx, officer, id, undefined);
  if (dialogue.state !== 'held' && dialogue.state !== 'announced') throw new Refused(refusals.wrongState);
  await insertBallot(tx, id, given);
  await touchDialogue(tx, id);
  const { agree, disagree, other } = given;
  await enterNext(services, tx, officer, {
    type: 'dialogue.voted',
    subject: id,
    facts: { agree, disagree, other },
  });
}

/** Publishes the minutes: every question that is shown has to have its answer. */
export async function publishResults(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: DialogueId,
  version: number | undefined,
): Promise<void> {
  const dialogue = await held(tx, officer, id, version);
  if (dialogue.state !== 'held') throw new Refused(refusals.wrongState);
  const questions = await questionsOf(tx, id);
  const open = questions.filter((one) => !one.joinedTo && !one.withheldWhy && !one.answer).length;
  if (open > 0) throw new Refused(words.unanswered(open));
  const today = dayInVietnam(services.clock());
  const duties = await endDuty(tx, id, 'DT-RESULT', 'done', today);
  await step(
    services,
    tx,
    officer,
    dialogue,
    'published',
    { state: 'published', publishedOn: today },
    {
      questions: questions.length,
      duties,
    },
  );
}

/**
 * Gives a seat of a place, or a turn among those who wait for one. The place is held while its seats are counted.
 *
 * @returns the ticket
 */
export async function takeSeat(
  services: Services,
  tx: Transaction,
  dialogueId: DialogueId,
  given: { site: string; name: string; phone: string | null; email: string | null },
  how: { code: CitizenCode; atDoor?: boolean },
): Promise<{ ticket: number; state: SeatState }> {
  const dialogue = await lockDialogue(tx, dialogueId);
  if (!dialogue || dialogue.announcedOn === null) throw notFound();
  const today = dayInVietnam(services.clock());
  if (dialogue.state !== 'announced' || dialogue.onDay < today) throw new Refused(words.noSeats);
  const siteId = given.site as SiteId;
  const site = await lockSite(tx, siteId);
  if (site?.dialogueId !== dialogueId) throw notFound();
  const free = (await seatsTaken(tx, siteId)) < site.seats;
  const state: SeatState = !free ? 'waiting' : how.atDoor ? 'arrived' : 'booked';
  const { name, phone, email } = given;
  const id = newId();
  const ticket = await insertSeat(tx, {
    id,
    dialogueId,
    siteId,
    name,
    phone,
    email,
    state,
    codeHash: hashCode(how.code),
    madeAt: services.clock(),
  });
  if (email)
    await mail(services, tx, `${id}/seat`, email, 'vi', (t) => ({
      subject: t.mailSeatSubject(dialogue.title),
      body: t.mailSeatBody(
        dialogue.title,
        formatDate(dialogue.onDay),
        dialogue.fromTime,
        ticket,
        state === 'waiting',
        address(services, to.mine),
      ),
    }));
  return { ticket, state };
}

/** Gives a seat up, by its code; who has waited longest has it and is told. */
export async function giveSeatUp(services: Services, tx: Transaction, codeHash: Buffer): Promise<void> {
  const seat = await seatBy(tx, { codeHash });
  if (!seat) throw notFound();
  await lockSite(tx, seat.siteId);
  const now = await seatBy(tx, { id: seat.id });
  if (!now || (now.state !== 'booked' && now.state !== 'waiting')) return;
  await setSeat(tx, seat.id, 'cancelled');
  if (now.state !== 'booked') return;
  const next = await firstWaiting(tx, seat.siteId);
  if (!next) return;
  await setSeat(tx, next.id, 'booked');
  if (next.email)
    await mail(services, tx, `${next.id}/free`, next.email, 'vi', (t) => ({
      subject: t.mailFreeSubject,
      body: t.mailFreeBody(next.ticket, address(services, to.mine)),
    }));
}

/** Notes that somebody came, by the code that they show or the ticket that they name. */
export async function checkInBy(
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  shown: string,
): Promise<void> {
  const code = parseCode(shown);
  const seat = code
    ? await seatBy(tx, { codeHash: hashCode(code) })
    : (await seatsOf(tx, dialogueId)).find((one) => String(one.ticket) === shown.trim());
  if (seat?.dialogueId !== dialogueId || seat.state === 'cancelled')
    throw new Refused(words.noSuchSeat, 'shown');
  await checkIn(tx, officer, dialogueId, seat.id);
}

/** Notes that somebody came; the same again changes nothing. */
export async function checkIn(
  tx: Transaction,
  officer: SignedIn,
  dialogueId: DialogueId,
  seat: string,
): Promise<void> {
  await held(tx, officer, dialogueId, undefined);
  const id = parseId(seat) as Id<'dialogueSeat'> | undefined;
  const found = id && (await seatBy(tx, { id }));
  if (found?.dialogueId !== dialogueId) throw notFound();
  const site = await lockSite(tx, found.siteId);
  // Read again while the place is held: it may have been given up meanwhile.
  const now = await seatBy(tx, { id: found.id });
  if (now?.state === 'cancelled') throw new Refused(words.noSuchSeat);
  if (now?.state === 'booked') await setSeat(tx, now.id, 'arrived');
  if (now?.state !== 'waiting') return;
  // Who waited comes in while there is room.
  if (!site || (await seatsTaken(tx, now.siteId)) >= site.seats) throw new Refused(words.noRoom);
  await setSeat(tx, now.id, 'arrived');
}

/** Opens the yearly conference that each commune owes. Run often; it opens each once. */
export async function owedThisYear(services: Services): Promise<void> {
  const { db, clock, calendar } = services;
  const today = dayInVietnam(clock());
  const year = yearOf(today);
  const units = (await unitsOn(db, today)).filter((one) =>
    ['ward', 'commune', 'township'].includes(one.kind),
  );
  const { missing } = await db.one<{ missing: boolean }>(sql`
    select exists (select from unnest(${units.map((one) => one.id)}::uuid[]) as unit
      where not exists (select from dialogue_year where unit_then = unit and year = ${year})) as missing`);
  if (!missing) return;
  await db.transaction(async (tx) => {
    for (const { id, unitId } of await openYears(
      tx,
      units.map((one) => one.id),
      year,
    )) {
      const done = await tx.first<{ day: PlainDate }>(sql`
        select min(on_day) as day from dialogue where unit_id = ${unitId} and kind = 'conference'
          and state in ('held', 'published') and extract(year from on_day)::int = ${year} having count(*) > 0`);
      const { fact } = await openDuty(tx, calendar, {
        subjectType: 'dialogueYear',
        subjectId: id,
        unit: unitId,
        rule: 'DT-YEARLY',
        begunOn: today,
        owedTo: 'public',
        agreedFor: `${year}-12-31` as PlainDate,
      });
      const ended = done && (await endDuty(tx, id, 'DT-YEARLY', 'done', done.day));
      await enterNext(services, tx, 'system', {
        type: 'dialogueYear.owed',
        subject: id,
        facts: { year, duties: [fact, ended].filter(Boolean).join('; ') },
      });
    }
  });
}
