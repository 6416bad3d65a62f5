import { Temporal } from 'temporal-polyfill';

declare const plainDate: unique symbol;

/**
 * A calendar day as `YYYY-MM-DD`, without a time of day or zone. Days of law are of this type and
 * never midnight instants. Two of them compare with `<` and `>` like the days they name.
 */
export type PlainDate = string & { readonly [plainDate]: true };

/** Reads a day written `YYYY-MM-DD`. @throws RangeError when there is no such day */
export function parsePlainDate(text: string): PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`not a day: ${text}`);
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as PlainDate;
}

// Nobody who lives was born before it; a day earlier than this is a slip, and PostgreSQL has no year 0.
const earliestTyped = '1900-01-01';
// Longer than any lease or term of law; a later one is a slip, and the day after 31/12/9999 is none.
const latestTyped = '2200-12-31';

/** Reads a day as people type it (23/11/2026, 23-11-2026, 2026-11-23), of 1900 to 2200; undefined when it is none. */
export function readTypedDate(text: string): PlainDate | undefined {
  const local = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : text.trim();
  try {
    const date = parsePlainDate(iso);
    return date < earliestTyped || date > latestTyped ? undefined : date;
  } catch {
    return undefined;
  }
}

// A due date is counted day by day: whole days since 1970 are some ten times faster at that than
// calendar objects, and a test compares the two.
const dayMs = 86_400_000;

function epochDay(date: PlainDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / dayMs;
}

/** The day `days` days after `date` (before it when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date((epochDay(date) + days) * dayMs).toISOString().slice(0, 10) as PlainDate;
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function dayOfWeek(date: PlainDate): number {
  // 1 January 1970 was a Thursday.
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDay(to) - epochDay(from);
}

/** The year of a day. */
export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

// Every day and time shown is of Asia/Ho_Chi_Minh, UTC+7 without summer time since 1975-06-13: adding seven hours beats a zone lookup on every request.
const offsetMilliseconds = 7 * 3600 * 1000;

/** The day it is in Việt Nam at an instant. */
export function dayInVietnam(instant: Date): PlainDate {
  return new Date(instant.getTime() + offsetMilliseconds).toISOString().slice(0, 10) as PlainDate;
}

/** The last instant of a day in Việt Nam. */
export function endOfDay(date: PlainDate): Date {
  return new Date(Date.parse(`${addDays(date, 1)}T00:00:00Z`) - offsetMilliseconds - 1);
}

/** The end of the last day that is over: what is known at it does not change any more. */
export function endOfYesterday(now: Date): Date {
  return endOfDay(addDays(dayInVietnam(now), -1));
}

/** A day as it is written in Việt Nam: 23/11/2026. */
export function formatDate(date: PlainDate): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** An instant as it is written in Việt Nam: 14:05 23/11/2026. */
export function formatInstant(instant: Date): string {
  const local = new Date(instant.getTime() + offsetMilliseconds).toISOString();
  return `${local.slice(11, 16)} ${formatDate(local.slice(0, 10) as PlainDate)}`;
}

/** Tells the time; tests hand in one that they move. */
export type Clock = () => Date;

/** A month as people write it, 03/2026. */
export function formatMonth(month: PlainDate): string {
  return `${month.slice(5, 7)}/${month.slice(0, 4)}`;
}

/** Months from one to another as people write them: 03/2026–05/2026, and one by itself. */
export function formatMonths(from: PlainDate, to: PlainDate): string {
  return from === to ? formatMonth(from) : `${formatMonth(from)}–${formatMonth(to)}`;
}

/** Reads a month as it is typed, 3/2026 or 2026-03; its first day, or undefined. */
export function readMonth(typed: string): PlainDate | undefined {
  const [, month, year] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(typed) ?? [];
  const [, isoYear, isoMonth] = /^\s*(\d{4})-(\d{2})(?:-\d{2})?\s*$/.exec(typed) ?? [];
  const number = Number(month ?? isoMonth);
  const of = year ?? isoYear;
  if (!of || number < 1 || number > 12 || Number(of) < 1900) return undefined;
  return parsePlainDate(`${of}-${String(number).padStart(2, '0')}-01`);
}

/** First day of a day's month. */
export function firstOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-01` as PlainDate;
}

/** First day of the newest month that is over on a day: one that runs has no number yet. */
export function newestMonthOver(date: PlainDate): PlainDate {
  return addMonths(firstOfMonth(date), -1);
}

/** Last day of a date's month. */
export function monthEnd(date: PlainDate): PlainDate {
  return addDays(addMonths(firstOfMonth(date), 1), -1);
}

/** The first day of the month so many months after (before it when negative). */
export function addMonths(month: PlainDate, by: number): PlainDate {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}-01` as PlainDate;
}

/** First days of all months from one to another. */
export function monthsBetween(from: PlainDate, to: PlainDate): PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
