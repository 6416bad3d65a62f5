import { isHead, worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import {
  asAsked,
  dutyName,
  type InboxAsked,
  type InboxLine,
  type InboxSource,
} from '../../ground/hall/inbox.ts';
import type { WorkCalendar } from '../../ground/law/calendar.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { mayNumber } from '../../ground/register-desk.ts';
import type { Services } from '../../ground/services.ts';
import type { Bilingual } from '../../platform/language.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { dueDisseminations } from './dissemination.store.ts';
import { leads } from './document.service.ts';
import { nameOf } from './document.ts';
import { draftsOf } from './draft.store.ts';
import { overdueTasks, ownTasks, waitingTasks } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
import type { TaskLine } from './task.store.ts';
import { climbed } from './task.ts';
import { texts } from './texts.ts';

// Beyond this a matter is at the top whatever the day.
const mostDaysCounted = 60;

/** Working days after a day up to another. */
export function workingDaysAfter(calendar: WorkCalendar, from: PlainDate, until: PlainDate): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= until && count < mostDaysCounted; day = addDays(day, 1))
    if (!calendar.dayOff(day)) count += 1;
  return count;
}

/** How many levels a unit lies below another; undefined where it does not. */
export function levelsBelow(units: readonly Unit[], below: UnitId, above: UnitId): number | undefined {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  let at: UnitId | null | undefined = below;
  for (let levels = 0; at; levels += 1) {
    if (at === above) return levels;
    at = parents.get(at);
  }
  return undefined;
}

/**
 * What of this part waits for an officer: the unit's own tasks, what was sent to it, what a head decides, and
 * what is overdue below and has climbed up to them.
 */
export const directiveInbox: InboxSource = {
  name: { vi: 'Nhiệm vụ, văn bản', en: 'Tasks and documents' },
  lines,
};

async function lines(services: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const { db, clock, calendar, site } = services;
  const today = dayInVietnam(clock());
  const { from, mine, limit } = asked;
  const head = leads(officer, officer.unit);
  const below = officer.reach === 'all' ? [] : officer.reach.filter((unit) => unit !== officer.unit);
  const draftStates = (['submitted', 'signed'] as const).filter((one) =>
    one === 'submitted' ? isHead(officer.role) : mayNumber(officer),
  );
  const [own, waiting, sent, lateBelow, sentBelow, drafts, { units }] = await Promise.all([
    ownTasks(db, officer.unit, limit, from),
    head ? waitingTasks(db, officer.unit, officer.person, limit) : [],
    dueDisseminations(db, [officer.unit], limit, from),
    head && below.length > 0 ? overdueTasks(db, below, today, limit, from) : [],
    head && below.length > 0 ? dueDisseminations(db, below, limit, from) : [],
    worksIn(officer, officer.unit) ? draftsOf(db, officer.unit, draftStates, limit) : [],
    site.read(),
  ]);
  const hasClimbed = (unit: UnitId, dueOn: PlainDate) => {
    const levels = levelsBelow(units, unit, officer.unit);
    return levels !== undefined && climbed(workingDaysAfter(calendar, dueOn, today)) >= levels;
  };
  const task = dutyName('VB-TASK', today);
  const late: Bilingual = { vi: `${task.vi} (${texts.vi.overdue})`, en: `${task.en} (${texts.en.overdue})` };
  const waits = (wanted: boolean): Bilingual =>
    wanted
      ? { vi: texts.vi.waiting, en: texts.en.waiting }
      : { vi: texts.vi.reportedDone, en: texts.en.reportedDone };
  const ofTask = (one: TaskLine, duty: Bilingual, dueOn: PlainDate | null = one.dueOn): InboxLine[] =>
    dueOn
      ? [
          {
            key: one.id,
            dueOn,
            title: one.title,
            duty,
            unit: { vi: one.unitVi, en: one.unitEn },
            href: to.task(one.id),
          },
        ]
      : [];
  const ofSent = [...sent, ...(mine ? [] : sentBelow.filter((one) => hasClimbed(one.unitId, one.dueOn)))];
  const found: InboxLine[] = [
    ...own.filter((one) => !mine || isMine(officer, one)).flatMap((one) => ofTask(one, task)),
    ...waiting.flatMap((one) =>
      ofTask(one, waits(one.wantedDate !== null), one.suspendedFrom ?? one.dueOn ?? today),
    ),
    ...ofSent.map((one) => ({
      key: one.id,
      dueOn: one.dueOn,
      title: `${nameOf(one)}: ${one.abstract}`,
      duty: dutyName(one.ruleCode, today),
      unit: { vi: one.unitVi, en: one.unitEn },
      href: to.document(one.documentId),
    })),
    ...drafts.map((one) => ({
      key: one.id,
      // It is owed by no day: what waits stands where today's matters stand.
      dueOn: today,
      title: one.abstract,
      duty:
        one.state === 'signed'
          ? { vi: texts.vi.toIssue, en: texts.en.toIssue }
          : { vi: texts.vi.toSign, en: texts.en.toSign },
      unit: officer.unitName,
      href: to.draft(one.id),
    })),
    ...(mine ? [] : lateBelow)
      .filter((one) => one.dueOn && hasClimbed(one.unitId, one.dueOn))
      .flatMap((one) => ofTask(one, late)),
  ];
  return asAsked(found, asked);
}

/** Whether a task lies with an officer's own post: given to it, or to nobody, where they lead. */
function isMine(officer: SignedIn, task: Pick<TaskLine, 'postId'>): boolean {
  return task.postId === officer.post || (task.postId === null && officer.role === 'head');
}
