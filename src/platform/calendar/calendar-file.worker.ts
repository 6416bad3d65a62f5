import ICAL from 'ical.js';
import { holdable } from '../text.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate } from '../time.ts';

// A year of days off has some twenty events; repetitions of a day since 1900 are 46,000 steps.
const mostEvents = 5_000;
const mostSteps = 100_000;
// RFC 5545, 3.3.10: parts of a rule by which it repeats within a day. A day off does not.
const withinDay = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

/** A day that a calendar file names. */
interface NamedDay {
  date: PlainDate;
  name: string;
  /** A day that is marked and on which people work: the file says so. */
  observance: boolean;
}

// How calendars of public holidays tell what is only marked from what is off (Google's, in its two languages).
const observed =
  /^\s*(?:observance|ngày (?:lễ )?kỷ niệm|lễ kỷ niệm)|không (?:được )?nghỉ|not a (?:public holiday|day off)/i;

/**
 * The days of one year that the calendars of a file (RFC 5545) name, once for each event they belong to, as they are in
 * Việt Nam. Events that were cancelled name none.
 *
 * @throws Error when it is no calendar, or one whose events repeat within a day or without end
 */
export function calendarDays({ text, year }: { text: string; year: number }): NamedDay[] {
  const components = calendarsIn(text).flatMap((calendar) => {
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
    return calendar.getAllSubcomponents('vevent');
  });
  if (components.length > mostEvents) throw new RangeError('too many events');
  const first = parsePlainDate(`${year}-01-01`);
  const last = parsePlainDate(`${year}-12-31`);
  const budget = { steps: mostSteps };
  return components.flatMap((component) => {
    if (/^cancelled$/i.test(String(component.getFirstPropertyValue('status') ?? ''))) return [];
    const event = new ICAL.Event(component);
    const name =
      holdable(event.summary ?? '')
        .normalize('NFC')
        .trim() || '?';
    const observance = observed.test(event.description ?? '');
    return spans(event, last, budget).flatMap(({ from, to }) => {
      const days: NamedDay[] = [];
      const end = to > last ? last : to;
      for (let date = from < first ? first : from; date <= end; date = addDays(date, 1))
        days.push({ date, name, observance });
      return days;
    });
  });
}

/** A file may hold several calendars one after the other (RFC 5545, 3.4). */
function calendarsIn(text: string): ICAL.Component[] {
  const parsed = ICAL.parse(text.replace(/^\ufeff/, '')) as [string] | [string][];
  const all = (typeof parsed[0] === 'string' ? [parsed] : parsed) as [string][];
  return all.map((one) => new ICAL.Component(one as never));
}

/** The day in Việt Nam: of a time with its zone the day that it is here, of a day or a time without one itself. */
function dayOf(time: ICAL.Time): PlainDate {
  const floating = time.isDate || time.zone === ICAL.Timezone.localTimezone || !time.zone;
  return floating
    ? parsePlainDate(time.toString().slice(0, 10))
    : dayInVietnam(new Date(time.toUnixTime() * 1000));
}

/** Whether a time is the very beginning of a day in Việt Nam, so that what ends then ended the day before. */
function beginsDay(time: ICAL.Time): boolean {
  if (time.isDate) return true;
  const floating = time.zone === ICAL.Timezone.localTimezone || !time.zone;
  if (floating) return time.hour === 0 && time.minute === 0 && time.second === 0;
  return (time.toUnixTime() + 7 * 3600) % 86_400 === 0;
}

/** First and last days of an event's occurrences that begin by `until`. */
function spans(
  event: ICAL.Event,
  until: PlainDate,
  budget: { steps: number },
): { from: PlainDate; to: PlainDate }[] {
  const start = dayOf(event.startDate);
  const length = lengthOf(event, start);
  const span = (from: PlainDate) => ({ from, to: addDays(from, length - 1) });
  if (!event.isRecurring()) return [span(start)];
  for (const property of event.component.getAllProperties('rrule')) {
    const rule = property.getFirstValue() as ICAL.Recur;
    if (withinDay.has(rule.freq)) throw new RangeError('repeats within a day');
  }
  const found: { from: PlainDate; to: PlainDate }[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const from = dayOf(next);
    if (from > until) break;
    budget.steps -= 1;
    if (budget.steps < 0) throw new RangeError('repeats too often');
    found.push(span(from));
  }
  return found;
}

/** Days that an event lasts: what ends when a day begins, as all-day events do, does not take that day. */
function lengthOf(event: ICAL.Event, start: PlainDate): number {
  const { endDate } = event;
  const stop = endDate ? dayOf(endDate) : addDays(start, 1);
  const days = Math.round((Date.parse(stop) - Date.parse(start)) / 86_400_000);
  return Math.max(endDate && !beginsDay(endDate) ? days + 1 : days, 1);
}
