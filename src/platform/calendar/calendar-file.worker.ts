import ICAL from 'ical.js';
import { holdable } from '../text.ts';
import { addDays, type PlainDate, parsePlainDate } from '../time.ts';

// A year of days off has some twenty events; repetitions of a day since 1900 are 46,000 steps.
const mostEvents = 5_000;
const mostSteps = 100_000;
// RFC 5545, 3.3.10: parts of a rule by which it repeats within a day. A day off does not.
const withinDay = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

/**
 * The days of one year that a calendar file (RFC 5545) names, once for each event they belong to.
 *
 * @throws Error when it is no calendar, or one whose events repeat within a day or without end
 */
export function calendarDays({
  text,
  year,
}: {
  text: string;
  year: number;
}): { date: PlainDate; name: string }[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const components = calendar.getAllSubcomponents('vevent');
  if (components.length > mostEvents) throw new RangeError('too many events');
  const first = parsePlainDate(`${year}-01-01`);
  const last = parsePlainDate(`${year}-12-31`);
  const budget = { steps: mostSteps };
  return components.flatMap((component) => {
    const event = new ICAL.Event(component);
    const name =
      holdable(event.summary ?? '')
        .normalize('NFC')
        .trim() || '?';
    return spans(event, last, budget).flatMap(({ from, to }) => {
      const days: { date: PlainDate; name: string }[] = [];
      const end = to > last ? last : to;
      for (let date = from < first ? first : from; date <= end; date = addDays(date, 1))
        days.push({ date, name });
      return days;
    });
  });
}

const dayOf = (time: ICAL.Time): PlainDate => parsePlainDate(time.toString().slice(0, 10));

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

/** Days that an event lasts: the end of an all-day event is the day after its last one. */
function lengthOf(event: ICAL.Event, start: PlainDate): number {
  const stop = event.endDate ? dayOf(event.endDate) : addDays(start, 1);
  return Math.max(Math.round((Date.parse(stop) - Date.parse(start)) / 86_400_000), 1);
}
