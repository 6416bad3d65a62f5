import { type Duty, dutyState } from '../../ground/duty/duty.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { ClauseId } from './clause.store.ts';
import type { DocumentId } from './document.ts';

export type TaskId = Id<'task'>;

/** `reported`: who does it says it is done; `done`: who ordered it accepted that. */
export const taskStates = ['draft', 'open', 'reported', 'done', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

/** A task as a document gave it. Its date stands in its duty. */
export interface Task {
  id: TaskId;
  documentId: DocumentId;
  clauseId: ClauseId | null;
  parentId: TaskId | null;
  /** From the uppermost task down to this one. */
  path: TaskId[];
  /** The document of the uppermost task. */
  originId: DocumentId;
  title: string;
  giverUnit: UnitId;
  unitId: UnitId;
  /** Units that help. */
  withUnits: UnitId[];
  postId: PostId | null;
  /** Null for what is done all along. */
  askedFor: PlainDate | null;
  laterWhy: string | null;
  state: TaskState;
  extensions: number;
  wantedDate: PlainDate | null;
  wantedWhy: string | null;
  /** Why the unit says that it is not its own; who ordered it decides. */
  declinedWhy: string | null;
  reportedBy: PersonId | null;
  explained: boolean;
  /** Tasks below it that were not cancelled. */
  children: number;
  version: number;
}

export const taskCells = [
  'openInTime',
  'openOverdue',
  'doneOnTime',
  'doneLate',
  'openNoDate',
  'doneNoDate',
  'cancelled',
] as const;
/** The Government's four cells (Decision 42/2014/QĐ-TTg), and those of tasks without a date. */
export type TaskCell = (typeof taskCells)[number];

/** The cell in which a task stands on a day. @param duty undefined for one without a date */
export function cellOf(
  task: Pick<Task, 'state'>,
  duty: Pick<Duty, 'dueOn' | 'ended' | 'endedOn' | 'suspendedFrom'> | undefined,
  day: PlainDate,
): TaskCell {
  if (task.state === 'cancelled') return 'cancelled';
  if (!duty) return task.state === 'done' ? 'doneNoDate' : 'openNoDate';
  const state = dutyState(duty, day);
  return state === 'lapsed' ? 'cancelled' : state;
}

/** What can be done with a task that runs. */
export const taskSteps = [
  'assign',
  'note',
  'explain',
  'askLater',
  'grantLater',
  'refuseLater',
  'report',
  'accept',
  'giveBack',
  'cancel',
  'decline',
  'insist',
  'change',
] as const;
export type TaskStep = (typeof taskSteps)[number];

/** Who somebody is to a task. */
export interface Standing {
  person: PersonId;
  /** Works in the unit that is to do it. */
  works: boolean;
  /** Leads that unit. */
  leads: boolean;
  /** It was assigned to their post. */
  assigned: boolean;
  /** Leads the unit that ordered it, or the line above. */
  orders: boolean;
}

export type TaskFault =
  | 'notAllowed'
  | 'wrongState'
  | 'openBelow'
  | 'samePerson'
  | 'needsText'
  | 'needsDate'
  | 'notLater'
  | 'tooOften'
  | 'needsExplanation'
  | 'laterThanAbove'
  | 'noDate'
  | 'otherPost'
  | 'past'
  | 'aboveEnded'
  | 'conflict'
  | 'childrenStay'
  | 'noChange';

/** Whether a step is open to somebody in a task's present state. */
export function mayTakeStep(
  task: Task,
  step: TaskStep,
  who: Standing,
): 'yes' | 'notAllowed' | 'wrongState' | 'samePerson' {
  const allowed: Record<TaskStep, boolean> = {
    assign: who.leads,
    note: who.works,
    explain: who.works,
    askLater: who.leads || who.assigned,
    grantLater: who.orders,
    refuseLater: who.orders,
    report: who.leads || who.assigned,
    accept: who.orders,
    giveBack: who.orders,
    cancel: who.orders,
    decline: who.leads && !who.orders,
    insist: who.orders,
    change: who.orders,
  };
  if (!allowed[step]) return 'notAllowed';
  const asked = task.wantedDate !== null;
  const states: Record<TaskStep, boolean> = {
    assign: task.state === 'open',
    note: task.state === 'open' || task.state === 'reported',
    explain: task.state === 'open',
    askLater: task.state === 'open' && !asked && task.askedFor !== null,
    grantLater: task.state === 'open' && asked,
    refuseLater: task.state === 'open' && asked,
    report: task.state === 'open',
    accept: task.state === 'reported',
    giveBack: task.state === 'reported',
    cancel: task.state === 'open' || task.state === 'reported',
    decline: task.state === 'open' && task.declinedWhy === null && task.children === 0,
    insist: task.state === 'open' && task.declinedWhy !== null,
    change: task.state === 'open',
  };
  if (!states[step]) return 'wrongState';
  // Nobody accepts what they handed in themselves.
  if ((step === 'accept' || step === 'giveBack') && task.reportedBy === who.person) return 'samePerson';
  return 'yes';
}

/** What was told with a step. */
export interface StepGiven {
  text: string | undefined;
  date: PlainDate | undefined;
  post: PostId | undefined;
  /** What a task is changed to. */
  title?: string | undefined;
  unit?: UnitId | undefined;
}

/** What a step rests on beside the task itself. */
export interface StepContext {
  today: PlainDate;
  duty: Duty | undefined;
  /** Tasks below that are not done. */
  openBelow: number;
  /** The date of the task above. */
  dueAbove: PlainDate | undefined;
  /** How often a date may be put off by the rule of the day. */
  mostExtensions: number;
}

/** A task and its duty after a step. */
export interface TaskAfter {
  task: Task;
  duty: Duty | undefined;
}

/**
 * Takes a step. A report stops the clock, for what is waited for then is the acceptance; given back, it goes
 * on as if it had never stopped, and accepted, the day of the report is the day it was done.
 */
export function takeTaskStep(
  task: Task,
  step: TaskStep,
  who: Standing,
  given: StepGiven,
  context: StepContext,
): TaskAfter | TaskFault {
  const may = mayTakeStep(task, step, who);
  if (may !== 'yes') return may;
  const { today, duty } = context;
  const { text, date, post } = given;
  const next = { ...task, version: task.version + 1 };
  const needsText: readonly TaskStep[] = [
    'note',
    'explain',
    'askLater',
    'refuseLater',
    'report',
    'giveBack',
    'cancel',
    'decline',
    'insist',
    'change',
  ];
  if (needsText.includes(step) && !text) return 'needsText';
  switch (step) {
    case 'assign':
      return {
        task: { ...next, postId: post ?? null },
        duty: duty && { ...duty, responsiblePost: post ?? null },
      };
    case 'note':
      return { task: next, duty };
    case 'explain':
      return { task: { ...next, explained: true }, duty };
    case 'askLater':
      if (!duty) return 'noDate';
      if (!date) return 'needsDate';
      if (date <= duty.dueOn || date < today) return 'notLater';
      if (task.extensions >= context.mostExtensions) return 'tooOften';
      return { task: { ...next, wantedDate: date, wantedWhy: text ?? null }, duty };
    case 'grantLater': {
      if (!duty || !task.wantedDate) return 'noDate';
      // Who decides answers for it, and says so where it passes the date above.
      if (context.dueAbove && task.wantedDate > context.dueAbove && !text) return 'laterThanAbove';
      const put = { vi: 'gia hạn theo đề nghị của đơn vị', en: 'put off at the unit’s request' };
      return {
        task: {
          ...next,
          extensions: task.extensions + 1,
          laterWhy: context.dueAbove && task.wantedDate > context.dueAbove ? (text ?? null) : task.laterWhy,
          wantedDate: null,
          wantedWhy: null,
        },
        duty: {
          ...duty,
          dueOn: task.wantedDate,
          extended: duty.extended + 1,
          explanation: [...duty.explanation, { line: 'promised', date: task.wantedDate, basis: put }],
        },
      };
    }
    case 'refuseLater':
      return { task: { ...next, wantedDate: null, wantedWhy: null }, duty };
    case 'report': {
      if (context.openBelow > 0) return 'openBelow';
      const late = duty !== undefined && today > duty.dueOn;
      if (late && !task.explained) return 'needsExplanation';
      return {
        task: { ...next, state: 'reported', reportedBy: who.person, wantedDate: null, wantedWhy: null },
        duty: duty && { ...duty, suspendedFrom: today },
      };
    }
    case 'accept':
      return {
        task: { ...next, state: 'done' },
        duty: duty && {
          ...duty,
          ended: 'done',
          endedOn: duty.suspendedFrom ?? today,
          suspendedFrom: null,
          endedSeq: next.version,
        },
      };
    case 'decline':
      return { task: { ...next, declinedWhy: text ?? null }, duty };
    case 'insist':
      return { task: { ...next, declinedWhy: null }, duty };
    case 'change':
      return changed(task, next, given, context);
    case 'giveBack':
      return {
        task: { ...next, state: 'open', reportedBy: null },
        duty: duty && { ...duty, suspendedFrom: null, returned: duty.returned + 1 },
      };
    case 'cancel':
      if (context.openBelow > 0) return 'openBelow';
      return {
        task: { ...next, state: 'cancelled', wantedDate: null, wantedWhy: null },
        duty: duty && {
          ...duty,
          ended: 'lapsed',
          endedOn: today,
          suspendedFrom: null,
          endedSeq: next.version,
        },
      };
  }
}

/** A task that is put right after it was given: its words, its unit, its date. Whoever had it in hand has it no longer. */
function changed(
  task: Task,
  next: Task,
  given: StepGiven,
  { duty, today, dueAbove }: StepContext,
): TaskAfter | TaskFault {
  const unit = given.unit ?? task.unitId;
  const title = given.title ?? task.title;
  const date = duty && given.date && given.date !== duty.dueOn ? given.date : undefined;
  if (unit === task.unitId && title === task.title && !date) return 'noChange';
  // What was given on from it is its unit's own plan.
  if (unit !== task.unitId && task.children > 0) return 'childrenStay';
  if (date && date < today) return 'past';
  if (date && dueAbove && date > dueAbove) return 'laterThanAbove';
  const moved = unit !== task.unitId;
  const line = {
    line: 'promised' as const,
    date: date ?? today,
    basis: { vi: 'cơ quan giao thay đổi hạn', en: 'changed by who ordered it' },
  };
  return {
    task: {
      ...next,
      title,
      unitId: unit,
      postId: moved ? null : task.postId,
      askedFor: date ?? task.askedFor,
      declinedWhy: null,
      wantedDate: null,
      wantedWhy: null,
    },
    duty: duty && {
      ...duty,
      ownerUnit: unit,
      responsiblePost: moved ? null : duty.responsiblePost,
      ...(date && { dueOn: date, explanation: [...duty.explanation, line] }),
    },
  };
}

/** What is wrong with the date of a new task, if anything. @param above the date of the task above */
export function dateFault(
  given: { askedFor: PlainDate | null; laterWhy: string | null },
  above: PlainDate | undefined,
  today: PlainDate,
): 'past' | 'laterThanAbove' | undefined {
  if (given.askedFor !== null && given.askedFor < today) return 'past';
  if (above && given.askedFor !== null && given.askedFor > above && !given.laterWhy) return 'laterThanAbove';
  return undefined;
}

/** How many leaves of a tree of tasks stand in each cell. */
export type CellCounts = Record<TaskCell, number>;

/** Shares of a plan, each with what it is a share of. Done before all given: nothing is left out of the whole. */
export function sharesOf(counts: CellCounts): { done: number; all: number; onTime: number; due: number } {
  const done = counts.doneOnTime + counts.doneLate + counts.doneNoDate;
  const open = counts.openInTime + counts.openOverdue + counts.openNoDate;
  return {
    done,
    all: done + open,
    onTime: counts.doneOnTime,
    // Of those whose date has come or who are done: what is not due yet says nothing of keeping dates.
    due: counts.doneOnTime + counts.doneLate + counts.openOverdue,
  };
}

// Working days after its date at which the next above in the line of command sees an overdue matter among their own.
const climbsEvery = 3;

/**
 * How far an overdue matter has climbed the line of command: 0 while it is its own unit's, 1 for the unit above,
 * and so on.
 *
 * @param workingDaysLate working days since its date
 */
export function climbed(workingDaysLate: number): number {
  return workingDaysLate <= 0 ? 0 : Math.ceil(workingDaysLate / climbsEvery);
}
