import type { Bilingual } from '../../platform/language.ts';
import { addDays, type PlainDate } from '../../platform/time.ts';
import type { WorkCalendar } from './calendar.ts';
import type { Rule, Variant } from './rule.ts';

/** A span in which the clock stood still, first and last day included; open while it still stands. */
export interface Suspension {
  from: PlainDate;
  until: PlainDate;
  basis: Bilingual;
}

/** One line of the reasoning behind a date, in the order in which the law reasons. */
export type ClockLine =
  | { line: 'trigger'; date: PlainDate; trigger: Bilingual }
  | {
      line: 'term';
      amount: number;
      unit: Rule['unit'];
      code: string;
      basis: Bilingual;
      variant: Variant | null;
    }
  | { line: 'firstDay'; date: PlainDate }
  | { line: 'skipped'; from: PlainDate; until: PlainDate; days: number; why: Bilingual | 'weekend' }
  | { line: 'suspended'; from: PlainDate; until: PlainDate; days: number; basis: Bilingual }
  | { line: 'counted'; date: PlainDate }
  | { line: 'promised'; date: PlainDate; basis: Bilingual }
  | { line: 'before'; event: PlainDate; amount: number; unit: Rule['unit']; code: string; basis: Bilingual }
  | { line: 'dayOff'; from: PlainDate; until: PlainDate; days: number; why: Bilingual | 'weekend' }
  | { line: 'rolled'; from: PlainDate; to: PlainDate; basis: Bilingual }
  /** The calendar was announced or changed after the date had been set. */
  | { line: 'settled'; on: PlainDate; from: PlainDate; to: PlainDate }
  | { line: 'provisional' }
  | { line: 'toConfirm'; basis: Bilingual };

/** A due date with its reasons. */
export interface DueDate {
  due: PlainDate;
  /** The calendar of a year it rests on is not announced yet. */
  provisional: boolean;
  /** The rule still waits to be confirmed by the office. */
  toConfirm: boolean;
  lines: ClockLine[];
}

const countingBasis: Bilingual = {
  vi: 'Bộ luật Dân sự 2015, Điều 147: không tính ngày đầu tiên',
  en: 'Civil Code 2015, Art. 147: the first day is not counted',
};

/** Why an end on a day off moves. */
export const rollBasis: Bilingual = {
  vi: 'Bộ luật Dân sự 2015, khoản 5 Điều 148',
  en: 'Civil Code 2015, Art. 148(5)',
};

/** Names the counting rule on pages. */
export const firstDayBasis = countingBasis;

type Skip = { why: Bilingual | 'weekend' } | { suspension: Suspension };

/** Gathers skipped days into runs with one reason. */
class Skipped {
  private readonly runs: { skip: Skip; from: PlainDate; until: PlainDate; days: number }[] = [];

  add(date: PlainDate, skip: Skip): void {
    const last = this.runs.at(-1);
    const follows = last && addDays(last.until, 1) === date;
    if (last && follows && sameReason(last.skip, skip)) {
      last.until = date;
      last.days += 1;
    } else {
      this.runs.push({ skip, from: date, until: date, days: 1 });
    }
  }

  lines(line: 'skipped' | 'dayOff' = 'skipped'): ClockLine[] {
    return this.runs.map(({ skip, from, until, days }) =>
      'suspension' in skip
        ? { line: 'suspended', from, until, days, basis: skip.suspension.basis }
        : { line, from, until, days, why: skip.why },
    );
  }
}

function sameReason(a: Skip, b: Skip): boolean {
  if ('suspension' in a || 'suspension' in b) {
    return 'suspension' in a && 'suspension' in b && a.suspension === b.suspension;
  }
  return a.why === b.why || (a.why !== 'weekend' && b.why !== 'weekend' && a.why.vi === b.why.vi);
}

/** The length of a rule's term, in its own unit. @throws RangeError when the rule has no such variant */
export function termLength(rule: Rule, variant: Variant | null): number {
  if (variant === null) return rule.amount;
  const amount = rule.variants?.[variant];
  if (amount === undefined) throw new RangeError(`${rule.code} has no variant ${variant}`);
  return amount;
}

/**
 * Counts a term: the day of the event is not counted; working-day terms pass over days off; suspended
 * days do not count; an end on a day off moves to the next working day (Civil Code 2015, Arts. 147–148).
 *
 * @param rule the row in force when the term began
 * @param trigger the day of the event
 */
export function dueDate(
  rule: Rule,
  trigger: PlainDate,
  calendar: WorkCalendar,
  options: { variant?: Variant | null; suspensions?: readonly Suspension[] } = {},
): DueDate {
  const variant = options.variant ?? null;
  const amount = termLength(rule, variant);
  const skipped = new Skipped();
  let provisional = false;
  let date = trigger;
  const lastDay = (counted: number) => counted === amount;

  for (let counted = 0; !lastDay(counted); ) {
    date = addDays(date, 1);
    const suspension = options.suspensions?.find((span) => span.from <= date && date <= span.until);
    const off = calendar.dayOff(date);
    if (rule.unit === 'workingDay' && !calendar.announced(date)) provisional = true;
    if (suspension) {
      skipped.add(date, { suspension });
    } else if (rule.unit === 'workingDay' && off) {
      skipped.add(date, { why: off.reason === 'weekend' ? 'weekend' : off.name });
    } else {
      counted += 1;
    }
  }

  const lines: ClockLine[] = [
    { line: 'trigger', date: trigger, trigger: rule.trigger },
    { line: 'term', amount, unit: rule.unit, code: rule.code, basis: rule.basis, variant },
    { line: 'firstDay', date: addDays(trigger, 1) },
    ...skipped.lines(),
    { line: 'counted', date },
  ];

  const counted = date;
  const rolled = new Skipped();
  for (let off = calendar.dayOff(date); off; off = calendar.dayOff(date)) {
    rolled.add(date, { why: off.reason === 'weekend' ? 'weekend' : off.name });
    date = addDays(date, 1);
  }
  if (date !== counted) {
    lines.push(...rolled.lines('dayOff'), { line: 'rolled', from: counted, to: date, basis: rollBasis });
  }

  // Whether the end is a working day rests on that year's announcement.
  if (!calendar.announced(date)) provisional = true;
  const toConfirm = rule.standing === 'toConfirm';
  if (provisional) lines.push({ line: 'provisional' });
  if (toConfirm) lines.push({ line: 'toConfirm', basis: rule.basis });
  return { due: date, provisional, toConfirm, lines };
}

/** The day itself where it is worked, else the next one that is. */
export function nextWorkingDay(date: PlainDate, calendar: WorkCalendar): PlainDate {
  let day = date;
  while (calendar.dayOff(day)) day = addDays(day, 1);
  return day;
}

/**
 * The last day by which something must happen `amount` days before `event`. The law gives no rolling
 * rule here, so an end on a day off moves to the earlier working day, which is safe for the citizen.
 */
export function dueBefore(
  amount: number,
  unit: Rule['unit'],
  event: PlainDate,
  calendar: WorkCalendar,
): PlainDate {
  let date = event;
  for (let counted = 0; counted < amount; ) {
    date = addDays(date, -1);
    if (unit === 'day' || !calendar.dayOff(date)) counted += 1;
  }
  while (calendar.dayOff(date)) date = addDays(date, -1);
  return date;
}
