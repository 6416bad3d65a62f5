import ICAL from 'ical.js';
import { addDays, dayOfWeek, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';
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
    const first = parsePlainDate(event.startDate.toString().slice(0, 10));
    // The end of an all-day event is the day after its last one.
    const end = event.endDate ? parsePlainDate(event.endDate.toString().slice(0, 10)) : addDays(first, 1);
    const name = event.summary?.normalize('NFC').trim() || '?';
    for (let date = first; date < end || date === first; date = addDays(date, 1)) {
      if (yearOf(date) !== year) continue;
      if (dayOfWeek(date) === 6 && /làm việc|làm bù|working/i.test(name)) workingSaturdays.push(date);
      else if (!daysOff.some((off) => off.date === date))
        daysOff.push({ date, name: { vi: name, en: name } });
    }
  }
  return {
    daysOff: daysOff.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    workingSaturdays: workingSaturdays.toSorted(),
  };
}
