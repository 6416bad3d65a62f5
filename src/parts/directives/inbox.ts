import type { SignedIn } from '../../ground/access/session.ts';
import type { WorkCalendar } from '../../ground/law/calendar.ts';
import { ruleOn } from '../../ground/law/catalogue.ts';
import type { RuleCode } from '../../ground/law/rule.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Services } from '../../ground/services.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { dueDisseminations } from './dissemination.store.ts';
import { leads } from './document.service.ts';
import { nameOf } from './document.ts';
import { overdueTasks, ownTasks, waitingTasks } from './overview.store.ts';
import { directivePaths as to } from './paths.ts';
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
export async function directiveInbox(
  services: Services,
  officer: SignedIn,
  limit: number,
): Promise<InboxLine[]> {
  const { db, clock, calendar, site } = services;
  const today = dayInVietnam(clock());
  const head = leads(officer, officer.unit);
  const below = officer.reach === 'all' ? [] : officer.reach.filter((unit) => unit !== officer.unit);
  const [own, waiting, sent, lateBelow, sentBelow, { units }] = await Promise.all([
    ownTasks(db, officer.unit, limit),
    head ? waitingTasks(db, officer.unit, officer.person, limit) : [],
    dueDisseminations(db, [officer.unit], limit),
    head && below.length > 0 ? overdueTasks(db, below, today, limit) : [],
    head && below.length > 0 ? dueDisseminations(db, below, limit) : [],
    site.read(),
  ]);
  const hasClimbed = (unit: UnitId, dueOn: PlainDate) => {
    const levels = levelsBelow(units, unit, officer.unit);
    return levels !== undefined && climbed(workingDaysAfter(calendar, dueOn, today)) >= levels;
  };
  const task = ruleOn('VB-TASK', today).duty.vi;
  const t = texts.vi;
  return [
    ...own.flatMap((one) =>
      one.dueOn
        ? [{ dueOn: one.dueOn, title: one.title, duty: task, unit: one.unitVi, href: to.task(one.id) }]
        : [],
    ),
    ...waiting.map((one) => ({
      dueOn: one.suspendedFrom ?? one.dueOn ?? today,
      title: one.title,
      duty: one.wantedDate ? t.waiting : t.reportedDone,
      unit: one.unitVi,
      href: to.task(one.id),
    })),
    ...[...sent, ...sentBelow.filter((one) => hasClimbed(one.unitId, one.dueOn))].map((one) => ({
      dueOn: one.dueOn,
      title: `${nameOf(one)}: ${one.abstract}`,
      duty: ruleOn(one.ruleCode as RuleCode, today).duty.vi,
      unit: one.unitVi,
      href: to.document(one.documentId),
    })),
    ...lateBelow
      .filter((one) => one.dueOn && hasClimbed(one.unitId, one.dueOn))
      .flatMap((one) =>
        one.dueOn
          ? [
              {
                dueOn: one.dueOn,
                title: one.title,
                duty: `${task} (${t.overdue})`,
                unit: one.unitVi,
                href: to.task(one.id),
              },
            ]
          : [],
      ),
  ]
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, limit);
}
