import type { CalendarYear } from '../../ground/law/calendar.ts';
import { wordsOf } from '../../platform/http/fields.ts';
import { dayOfWeek, formatDate, parsePlainDate, readTypedDate, yearOf } from '../../platform/time.ts';

/** Faults by field; each is a key of the texts. */
export type Faults = Partial<Record<'year' | 'daysOff' | 'workingSaturdays' | 'source', string>>;

const saturday = 6;

// Labour Code 2019, Art. 112: days off whose date is the same every year.
const fixedDays = ['01-01', '04-30', '05-01', '09-02'];

/** True when the day would be worked if it were not a day off; one on a weekend need not be listed. */
function isWorked(year: number, day: string): boolean {
  return dayOfWeek(parsePlainDate(`${year}-${day}`)) < saturday;
}

/** Days off as people type them: one a line, the day and then its name. */
export function writeDays(year: Pick<CalendarYear, 'daysOff' | 'workingSaturdays'>): {
  daysOff: string;
  workingSaturdays: string;
} {
  return {
    daysOff: year.daysOff.map((off) => `${formatDate(off.date)} ${off.name.vi}`).join('\n'),
    workingSaturdays: year.workingSaturdays.map(formatDate).join('\n'),
  };
}

// Characters of what a calendar was announced by.
export const longestSource = 300;

/** Whether a calendar can be kept for a year. */
export function isCalendarYear(year: number): boolean {
  return Number.isInteger(year) && year >= 2000 && year <= 2100;
}

/** Reads a year's days off as typed; each fault names the line it lies in. */
export function readYear(
  values: Record<string, string>,
): { ok: true; year: CalendarYear & { source: string } } | { ok: false; faults: Faults } {
  const faults: Faults = {};
  const year = Number(values.year);
  if (!isCalendarYear(year)) faults.year = 'badYear';
  const source = wordsOf(values, 'source');
  if (!source) faults.source = 'required';
  else if ([...source].length > longestSource) faults.source = 'tooLong';
  const lines = (text: string | undefined) =>
    (text ?? '')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  const daysOff: CalendarYear['daysOff'] = [];
  for (const line of lines(values.daysOff)) {
    const [, day = '', name = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    const date = readTypedDate(day);
    if (!date || yearOf(date) !== year || !name) faults.daysOff ??= line;
    else daysOff.push({ date, name: { vi: name, en: name } });
  }
  if (daysOff.length === 0) faults.daysOff ??= '';
  const workingSaturdays = [];
  for (const line of lines(values.workingSaturdays)) {
    const date = readTypedDate(line);
    if (!date || yearOf(date) !== year || dayOfWeek(date) !== saturday) faults.workingSaturdays ??= line;
    else workingSaturdays.push(date);
  }
  const standing = values.standing === 'announced' ? 'announced' : 'expected';
  // An announced year without a day that the Labour Code fixes is a slip, and would shorten terms.
  const missing = fixedDays.filter(
    (day) => !faults.year && !daysOff.some((off) => off.date.endsWith(day)) && isWorked(year, day),
  );
  if (standing === 'announced' && missing.length > 0)
    faults.daysOff ??= missing.map((day) => `?${day.slice(3)}/${day.slice(0, 2)}`).join(', ');
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return { ok: true, year: { year, standing, daysOff, workingSaturdays, source } };
}
