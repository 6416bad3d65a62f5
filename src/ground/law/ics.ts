import { readCalendarFile } from '../../platform/calendar/calendar-file.ts';
import { dayOfWeek, type PlainDate } from '../../platform/time.ts';
import type { CalendarYear } from './calendar.ts';

/** A day and what it is called. */
interface Named {
  date: PlainDate;
  name: string;
}

/**
 * Days off and working Saturdays of a year from an iCalendar file (RFC 5545): all-day events are days
 * off by their summary, but for those that the file says are only marked; one on a Saturday whose summary speaks of working is a working Saturday.
 *
 * @throws Unreadable, TooCostly as `readCalendarFile` does
 */
export async function readIcs(
  text: string,
  year: number,
): Promise<Pick<CalendarYear, 'daysOff' | 'workingSaturdays'> & { observances: Named[] }> {
  const daysOff = new Map<PlainDate, string>();
  const workingSaturdays = new Set<PlainDate>();
  const observances: Named[] = [];
  for (const { date, name, observance } of await readCalendarFile(text, year)) {
    if (observance) observances.push({ date, name });
    else if (dayOfWeek(date) === 6 && /làm việc|làm bù|working/i.test(name)) workingSaturdays.add(date);
    else if (!daysOff.has(date)) daysOff.set(date, name);
  }
  return {
    daysOff: [...daysOff]
      .map(([date, name]) => ({ date, name: { vi: name, en: name } }))
      .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    workingSaturdays: [...workingSaturdays].toSorted(),
    observances: observances.filter(({ date }) => !daysOff.has(date)),
  };
}
