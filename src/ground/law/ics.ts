import ICAL from 'ical.js';
import {
  addDays,
  dayOfWeek,
  daysBetween,
  type PlainDate,
  parsePlainDate,
  yearOf,
} from '../../platform/time.ts';
import type { CalendarYear } from './calendar.ts';

/**
 * Days off and working Saturdays of a year from an iCalendar file (RFC 5545): all-day events are days
 * off by their summary; one on a Saturday whose summary speaks of working is a working Saturday.
 *
 * @throws Error when it is no calendar
 */
export function readIcs(text: string, year: number): Pick<CalendarYear, 'daysOff' | 'workingSaturdays'> {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const daysOff: CalendarYear['daysOff'] = [];
  const workingSaturdays: PlainDate[] = [];
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    const start = parsePlainDate(event.startDate.toString().slice(0, 10));
    // The end of an all-day event is the day after its last one.
    const stop = event.endDate ? parsePlainDate(event.endDate.toString().slice(0, 10)) : addDays(start, 1);
    const name = event.summary?.normalize('NFC').trim() || '?';
    const length = Math.max(daysBetween(start, stop), 1);
    for (const first of occurrences(event, start, year)) {
      const end = addDays(first, length);
      for (let date = first; date < end; date = addDays(date, 1)) {
        if (yearOf(date) !== year) continue;
        if (dayOfWeek(date) === 6 && /làm việc|làm bù|working/i.test(name)) workingSaturdays.push(date);
        else if (!daysOff.some((off) => off.date === date))
          daysOff.push({ date, name: { vi: name, en: name } });
      }
    }
  }
  return {
    daysOff: daysOff.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    workingSaturdays: workingSaturdays.toSorted(),
  };
}

/** First days of an event that may repeat (RFC 5545, 3.3.10), up to the end of a year. */
function occurrences(event: ICAL.Event, start: PlainDate, year: number): PlainDate[] {
  if (!event.isRecurring()) return [start];
  const days: PlainDate[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year <= year; next = iterator.next()) {
    // One that begins in the last days of the year before may reach into this one.
    if (next.year >= year - 1) days.push(parsePlainDate(next.toString().slice(0, 10)));
  }
  return days;
}
