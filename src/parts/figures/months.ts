import { type PlainDate, parsePlainDate } from '../../platform/time.ts';

/** Longest span of months that is shown at once. */
export const mostMonths = 120;

/** The month before or after, by as many. */
export function addMonths(month: PlainDate, by: number): PlainDate {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 + by;
  return parsePlainDate(`${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}-01`);
}

/** First days of all months from one to another. */
export function monthsBetween(from: PlainDate, to: PlainDate): PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = from; month <= to && months.length <= mostMonths; month = addMonths(month, 1))
    months.push(month);
  return months;
}
