import type { PlainDate } from '../time.ts';
import { apart } from '../worker/worker.ts';

/**
 * The days of one year that a calendar file (RFC 5545) names, once for each event they belong to; its
 * repetitions are followed inside that year only.
 *
 * @throws Unreadable when it is no calendar or repeats without measure; TooCostly
 */
export function readCalendarFile(
  text: string,
  year: number,
): Promise<{ date: PlainDate; name: string; observance: boolean }[]> {
  return apart('calendarDays', { text, year }) as Promise<
    { date: PlainDate; name: string; observance: boolean }[]
  >;
}
