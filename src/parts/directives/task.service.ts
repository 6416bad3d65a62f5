import { type Actor, isHead, seesUnit, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import { taskRuleOn } from '../../ground/law/task-rules.ts';
import { holdUnit } from '../../ground/organization/answerable.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import { newKey } from '../../platform/http/idempotency.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, firstOfMonth, type PlainDate } from '../../platform/time.ts';
import { type ClauseId, clausesOf, coverageOf, isCovered } from './clause.store.ts';
import { changed, DocumentRefused, leads, mayRead, mustStand } from './document.service.ts';
import { lockDocument, readDocument } from './document.store.ts';
import { type Document, type DocumentId, nameOf } from './document.ts';
import { documentSteps, knownTaskSteps } from './known.ts';
import { directivePaths as to } from './paths.ts';
import {
  changeTally,
  countChild,
  deleteDraft,
  insertStep,
  insertTask,
  lockDrafts,
  lockTask,
  openBelow,
  readTask,
  type TallyChange,
  type TaskLine,
  updateTask,
} from './task.store.ts';
import {
  dateFault,
  type Standing,
  type StepGiven,
  type Task,
  type TaskFault,
  type TaskId,
  type TaskStep,
  takeTaskStep,
} from './task.ts';
import { faultTexts } from './texts.ts';

/** Thrown when nothing was changed. */
export class TaskRefused extends Refused {
  /** @param field of the form that it is about, where it is about one */
  constructor(
    readonly fault: TaskFault,
    field?: string,
  ) {
    super({ vi: faultTexts.vi[fault], en: faultTexts.en[fault] }, field);
  }
}

/** Who somebody is to a task. */
export function standingTo(actor: Actor, task: Pick<Task, 'unitId' | 'giverUnit' | 'postId'>): Standing {
  return {
    person: actor.person,
    works: worksIn(actor, task.unitId),
    leads: worksIn(actor, task.unitId) && isHead(actor.role),
    assigned: task.postId === actor.post,
    orders: leads(actor, task.giverUnit),
  };
}

/** Whether somebody sees a task: who ordered it, who does it or helps, those above, inspection. */
export function seesTask(actor: Actor, task: Pick<Task, 'unitId' | 'giverUnit' | 'withUnits'>): boolean {
  return (
    seesUnit(actor, task.unitId) ||
    seesUnit(actor, task.giverUnit) ||
    task.withUnits.some((unit) => seesUnit(actor, unit))
  );
}

/** A task somebody sees. @throws HttpError 404 otherwise */
export async function taskFor(db: Queries, actor: Actor, id: TaskId): Promise<TaskLine> {
  const task = await readTask(db, id);
  if (!task || !seesTask(actor, task)) throw notFound();
  return task;
}

/** What is told of a task that is to be given. */
export interface TaskGiven {
  title: string;
  unit: UnitId;
  withUnits: UnitId[];
  post: PostId | null;
  askedFor: PlainDate | null;
  laterWhy: string | null;
  /** Why it is given after the document was deployed; asked of nothing else. */
  addedWhy: string | null;
  clause: ClauseId | null;
  parent: TaskId | null;
}

const dutyOfTask = async (db: Queries, id: string): Promise<Duty | undefined> =>
  (await dutiesOf(db, id)).find((duty) => duty.subjectType === 'task');

/**
 * Writes down tasks of a document: drafts while it is not deployed, running ones once it is.
 *
 * @throws DocumentRefused, TaskRefused
 */
export async function addTasks(
  services: Services,
  officer: SignedIn,
  document: DocumentId,
  tasks: readonly TaskGiven[],
  key: string,
): Promise<void> {
  const taking = {
    step: documentSteps.draftTasks,
    page: to.document(document),
    key,
    request: { document, tasks },
  };
  await takeStep(services, officer, taking, async (tx) => {
    const of = await lockDocument(tx, document);
    if (!of || !(await mayRead(tx, officer, of))) throw notFound();
    if (!worksIn(officer, of.unitId)) throw new DocumentRefused('notAllowed');
    if (of.secrecy !== 'none') throw new DocumentRefused('secret');
    mustStand(of);
    // What runs is given by who leads.
    if (of.deployedOn && !leads(officer, of.unitId)) throw new DocumentRefused('notAllowed');
    const tally: TallyChange[] = [];
    for (const given of tasks) {
      // Whoever reads a running plan later sees why it orders more than it did.
      if (of.deployedOn && !given.addedWhy) throw new TaskRefused('needsText', 'addedWhy');
      const task = await draftOf(services, tx, of, given);
      await insertTask(tx, task);
      if (of.deployedOn) tally.push(...(await open(services, tx, officer, of, task, given.addedWhy)));
    }
    await changeTally(tx, tally);
    return { tasks: tasks.length };
  });
}

async function draftOf(
  services: Services,
  tx: Transaction,
  document: Document,
  given: TaskGiven,
): Promise<Task> {
  const today = dayInVietnam(services.clock());
  await holdUnit(tx, given.unit, today);
  if (given.clause && !(await clausesOf(tx, document.id)).some((one) => one.id === given.clause))
    throw notFound();
  const parent = given.parent ? await lockTask(tx, given.parent) : undefined;
  // A unit's plan takes up what that unit was given, and nothing else.
  if (given.parent && (!parent || parent.unitId !== document.unitId)) throw new TaskRefused('notAllowed');
  if (parent && parent.state !== 'open') throw new TaskRefused('wrongState');
  const above = parent ? (await dutyOfTask(tx, parent.id))?.dueOn : undefined;
  const fault = dateFault(given, above, today);
  if (fault) throw new TaskRefused(fault, fault === 'past' ? 'askedFor' : 'laterWhy');
  const id: TaskId = newId();
  return {
    id,
    documentId: document.id,
    clauseId: given.clause,
    parentId: parent?.id ?? null,
    path: [...(parent?.path ?? []), id],
    originId: parent?.originId ?? document.id,
    title: given.title,
    giverUnit: document.unitId,
    unitId: given.unit,
    withUnits: given.withUnits,
    postId: given.post,
    askedFor: given.askedFor,
    laterWhy: given.laterWhy,
    state: 'draft',
    extensions: 0,
    wantedDate: null,
    wantedWhy: null,
    declinedWhy: null,
    reportedBy: null,
    explained: false,
    children: 0,
    version: 1,
  };
}

/** Sets a task running: its duty, its first step, its entry in the record. */
async function open(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  document: Pick<Document, 'id' | 'printedNumber' | 'typeCode'>,
  draft: Task,
  why: string | null = null,
): Promise<TallyChange[]> {
  const { calendar, clock } = services;
  const today = dayInVietnam(clock());
  // What stood above may have ended since this was drafted.
  const parent = draft.parentId ? await lockTask(tx, draft.parentId) : undefined;
  if (parent && parent.state !== 'open') throw new TaskRefused('aboveEnded');
  const task: Task = { ...draft, state: 'open', version: draft.version + 1 };
  const event: Bilingual = { vi: `giao tại ${nameOf(document)}`, en: `given by ${nameOf(document)}` };
  let duty: Duty | undefined;
  if (task.askedFor) {
    const { opened } = applyChanges(
      [],
      [{ do: 'open', rule: 'VB-TASK', begunOn: today, owedTo: 'unit', event, agreedFor: task.askedFor }],
      { subjectType: 'task', subjectId: task.id, unit: task.unitId, today, seq: task.version, calendar },
    );
    duty = opened[0] && { ...opened[0], responsiblePost: task.postId, wholeId: task.originId };
  }
  if (duty) await insertDuty(tx, duty);
  await updateTask(tx, task);
  // What is given on is counted below from now on.
  const given = parent?.children === 0 ? await countedAs(tx, parent, -1) : [];
  if (task.parentId) await countChild(tx, task.parentId, 1);
  await note(services, tx, officer, {
    before: draft,
    after: { task, duty },
    type: 'given',
    text: why,
    files: [],
  });
  return duty ? [...given, { unit: task.unitId, month: firstOfMonth(duty.dueOn), open: 1 }] : given;
}

/** How the counts change when a task has its first below it, or none any more. */
async function countedAs(tx: Queries, task: Task, by: 1 | -1): Promise<TallyChange[]> {
  const duty = await dutyOfTask(tx, task.id);
  return duty && duty.ended === null
    ? [{ unit: task.unitId, month: firstOfMonth(duty.dueOn), open: by }]
    : [];
}

/** How the counts change when a task goes from one state of its duty to another; what was given on is counted below. */
function tallyOf(task: Task, before: Duty | undefined, after: Duty | undefined): TallyChange[] {
  if (!before || !after || task.children > 0) return [];
  const { unitId: unit } = task;
  const { ownerUnit: left } = before;
  const [from, to] = [firstOfMonth(before.dueOn), firstOfMonth(after.dueOn)];
  if (after.ended === 'lapsed') return [{ unit, month: from, open: -1 }];
  if (after.ended === 'done' && after.endedOn)
    return [{ unit, month: from, open: -1, ...(after.endedOn <= after.dueOn ? { onTime: 1 } : { late: 1 }) }];
  return from === to && left === unit
    ? []
    : [
        { unit: left, month: from, open: -1 },
        { unit, month: to, open: 1 },
      ];
}

/** Notes a step: in the task's own history, and in the record with no words and no names. */
async function note(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: {
    before: Task;
    after: { task: Task; duty: Duty | undefined };
    type: string;
    text: string | null;
    files: readonly KeptFile[];
  },
): Promise<void> {
  const { task, duty } = step.after;
  const doneOn = duty ? (duty.ended === 'done' ? duty.endedOn : null) : null;
  await insertStep(tx, {
    task,
    at: services.clock(),
    type: step.type,
    post: officer.post,
    person: officer.person,
    text: step.text,
    files: step.files,
    dueOn: duty?.dueOn ?? null,
    doneOn: doneOn ?? (task.state === 'done' ? dayInVietnam(services.clock()) : null),
  });
  await services.record.append(tx, {
    type: `task.${step.type}`,
    subject: task.id,
    // Drafts have no entry: the first is of the day it was given.
    seq: task.version - 1,
    role: officer.role,
    unit: officer.unitCode,
    facts: {
      document: task.documentId,
      state: task.state,
      ...(task.parentId && { above: task.parentId }),
      ...(duty && { due_on: duty.dueOn }),
      ...(doneOn && { done_on: doneOn }),
      ...(step.files.length > 0 && { files: step.files.map((file) => file.sha256).join(' ') }),
    },
    sealed: { post: officer.post, text: step.text },
  });
}

/** Takes a draft back. */
export async function dropDraft(
  services: Services,
  officer: SignedIn,
  document: DocumentId,
  id: TaskId,
  key = newKey(),
): Promise<void> {
  const taking = { step: documentSteps.dropDraft, page: to.document(document), key, request: id };
  await takeStep(services, officer, taking, async (tx) => {
    const of = await lockDocument(tx, document);
    if (!of || !worksIn(officer, of.unitId)) throw notFound();
    await deleteDraft(tx, document, id);
    return {};
  });
}

/**
 * Deploys a document: all its tasks run from today. Refused while a clause waits to be decided on, or orders
 * something of nobody.
 *
 * @throws DocumentRefused, TaskRefused when a date has passed meanwhile
 */
export async function deploy(
  services: Services,
  officer: SignedIn,
  id: DocumentId,
  key?: string,
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const asked = { type: 'deployed', key } as const;
  await changed(services, officer, id, asked, async (tx, document) => {
    if (!leads(officer, document.unitId)) throw new DocumentRefused('notAllowed');
    if (document.secrecy !== 'none') throw new DocumentRefused('secret');
    if (document.deployedOn) throw new DocumentRefused('deployed');
    const coverage = await coverageOf(tx, id);
    if (coverage.clauses === 0) throw new DocumentRefused('noClauses');
    if (!isCovered(coverage)) throw new DocumentRefused('uncovered');
    const drafts = await lockDrafts(tx, id);
    const tally: TallyChange[] = [];
    for (const draft of drafts) {
      if (draft.askedFor && draft.askedFor < today) throw new TaskRefused('past');
      tally.push(...(await open(services, tx, officer, document, draft)));
    }
    await changeTally(tx, tally);
    return {
      document: { ...document, deployedOn: today },
      facts: {
        clauses: coverage.clauses,
        orders: coverage.orders,
        without_owner: coverage.unowned,
        tasks: drafts.length,
      },
    };
  });
}

/** Gives tasks on below one that runs, without a plan of its own: to units below or to people. */
export async function cascade(
  services: Services,
  officer: SignedIn,
  parent: TaskId,
  tasks: readonly TaskGiven[],
  key: string,
): Promise<void> {
  const taking = { step: documentSteps.cascade, page: to.task(parent), key, request: { parent, tasks } };
  await takeStep(services, officer, taking, async (tx) => {
    const above = await lockTask(tx, parent);
    if (!above || !seesTask(officer, above)) throw notFound();
    if (!standingTo(officer, above).leads) throw new TaskRefused('notAllowed');
    const document = await readDocument(tx, above.documentId);
    if (!document) throw notFound();
    const tally: TallyChange[] = [];
    for (const given of tasks) {
      const draft = await draftOf(
        services,
        tx,
        { ...document, unitId: above.unitId },
        { ...given, parent, clause: null },
      );
      await insertTask(tx, draft);
      tally.push(...(await open(services, tx, officer, document, draft)));
    }
    await changeTally(tx, tally);
    return { tasks: tasks.length };
  });
}

/**
 * Takes a step of a task.
 *
 * @param version the one whose form was sent
 * @throws TaskRefused, HttpError 404 or 409
 */
export async function step(
  services: Services,
  officer: SignedIn,
  id: TaskId,
  type: TaskStep,
  given: StepGiven & { files: readonly KeptFile[] },
  asked: { key: string; version: number | undefined },
): Promise<void> {
  const today = dayInVietnam(services.clock());
  const { files, ...told } = given;
  const request = { id, type, told, files: files.map((file) => file.sha256) };
  const taking = { step: knownTaskSteps[type], page: to.task(id), key: asked.key, request };
  await takeStep(services, officer, taking, async (tx) => {
    const before = await lockTask(tx, id);
    if (!before || !seesTask(officer, before)) throw notFound();
    if (asked.version !== undefined && before.version !== asked.version) throw new HttpError(409, 'conflict');
    if (told.unit) await holdUnit(tx, told.unit, today);
    if (type === 'assign' && told.post && !(await belongs(tx, told.post, before.unitId, today)))
      throw new TaskRefused('otherPost');
    const [duty, below, above] = await Promise.all([
      dutyOfTask(tx, id),
      openBelow(tx, id),
      before.parentId ? dutyOfTask(tx, before.parentId) : undefined,
    ]);
    const after = takeTaskStep(before, type, standingTo(officer, before), told, {
      today,
      duty,
      openBelow: below,
      dueAbove: above?.dueOn,
      mostExtensions: taskRuleOn(duty?.begunOn ?? today).mostExtensions,
    });
    if (typeof after === 'string') throw new TaskRefused(after, stepField(after));
    await updateTask(tx, after.task);
    if (after.duty) await updateDuty(tx, after.duty);
    const tally = tallyOf(after.task, duty, after.duty);
    if (type === 'cancel' && before.parentId) {
      await countChild(tx, before.parentId, -1);
      const parent = await lockTask(tx, before.parentId);
      if (parent?.children === 0) tally.push(...(await countedAs(tx, parent, 1)));
    }
    await changeTally(tx, tally);
    await note(services, tx, officer, { before, after, type, text: told.text ?? null, files });
    return { version: after.task.version };
  });
}

/** The field of a step's form at which a fault is said. */
function stepField(fault: TaskFault): string | undefined {
  if (fault === 'needsText' || fault === 'laterThanAbove') return 'text';
  if (fault === 'childrenStay') return 'unit';
  if (fault === 'noChange') return 'title';
  if (fault === 'past') return 'date';
  return fault === 'needsDate' || fault === 'notLater' ? 'date' : undefined;
}

async function belongs(tx: Queries, post: PostId, unit: UnitId, day: PlainDate): Promise<boolean> {
  return (
    (await tx.first(
      sql`select from post_version where post_id = ${post} and unit_id = ${unit} and valid @> ${day}::date`,
    )) !== undefined
  );
}

/** Notes that a task was urged by letter; nothing else of it changes. */
export async function noteUrged(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  before: Task,
): Promise<void> {
  const task = { ...before, version: before.version + 1 };
  await updateTask(tx, task);
  const duty = await dutyOfTask(tx, task.id);
  await note(services, tx, officer, { before, after: { task, duty }, type: 'urged', text: null, files: [] });
}
