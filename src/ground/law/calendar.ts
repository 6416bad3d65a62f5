import type { Bilingual } from '../../platform/language.ts';
import { dayOfWeek, type PlainDate, parsePlainDate, yearOf } from '../../platform/time.ts';

/** One year of the civil servants' calendar, as announced for that year. */
export interface CalendarYear {
  year: number;
  /** `announced`: the year's days off are known. `expected`: only what statute fixes; dates in it are provisional. */
  standing: 'announced' | 'expected';
  /** Days off that are not ordinary weekends. */
  daysOff: { date: PlainDate; name: Bilingual }[];
  /** Saturdays worked in exchange for a day off. */
  workingSaturdays: PlainDate[];
}

/** Why a day is not a working day. */
export type DayOff = { reason: 'weekend' } | { reason: 'holiday'; name: Bilingual };

const names = {
  newYear: { vi: 'Tết Dương lịch', en: "New Year's Day" },
  tet: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' },
  hungKings: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Commemoration' },
  reunification: { vi: 'Ngày Chiến thắng 30/4', en: 'Reunification Day' },
  labour: { vi: 'Quốc tế Lao động 1/5', en: 'Labour Day' },
  national: { vi: 'Quốc khánh 2/9', en: 'National Day' },
  swapped: { vi: 'nghỉ hoán đổi', en: 'day off in exchange' },
  compensation: { vi: 'nghỉ bù', en: 'day off in lieu' },
} as const satisfies Record<string, Bilingual>;

function year(
  number: number,
  standing: CalendarYear['standing'],
  off: [days: string, name: Bilingual][],
  workingSaturdays: string[] = [],
): CalendarYear {
  return {
    year: number,
    standing,
    daysOff: off.flatMap(([days, name]) =>
      days.split(' ').map((date) => ({ date: parsePlainDate(`${number}-${date}`), name })),
    ),
    workingSaturdays: workingSaturdays.map((date) => parsePlainDate(`${number}-${date}`)),
  };
}

/**
 * Days off of civil servants (Labour Code 2019, Arts. 111–112, and each year's announcement).
 * 24 November (Việt Nam Culture Day) is not among them: whether it is a day off by law in 2026 is
 * unconfirmed, so it is left out and the pages say so.
 */
export const calendarYears: readonly CalendarYear[] = [
  year(
    2024,
    'announced',
    [
      ['01-01', names.newYear],
      ['02-08 02-09 02-10 02-11 02-12 02-13 02-14', names.tet],
      ['04-18', names.hungKings],
      ['04-29', names.swapped],
      ['04-30', names.reunification],
      ['05-01', names.labour],
      ['09-02 09-03', names.national],
    ],
    ['05-04'],
  ),
  year(
    2025,
    'announced',
    [
      ['01-01', names.newYear],
      ['01-27 01-28 01-29 01-30 01-31', names.tet],
      ['04-07', names.hungKings],
      ['04-30', names.reunification],
      ['05-01', names.labour],
      ['05-02', names.swapped],
      ['09-01 09-02', names.national],
    ],
    ['04-26'],
  ),
  year(
    2026,
    'announced',
    [
      ['01-01', names.newYear],
      ['01-02', names.swapped],
      ['02-16 02-17 02-18 02-19 02-20', names.tet],
      ['04-27', names.compensation],
      ['04-30', names.reunification],
      ['05-01', names.labour],
      ['08-31', names.swapped],
      ['09-01 09-02', names.national],
    ],
    ['01-10', '08-22'],
  ),
  // Tết 2027 is Saturday 6 February: the usual one day before and four after, two of them made up.
  year(2027, 'expected', [
    ['01-01', names.newYear],
    ['02-05 02-06 02-07 02-08 02-09', names.tet],
    ['02-10 02-11', names.compensation],
    ['04-16', names.hungKings],
    ['04-30', names.reunification],
    ['05-03', names.compensation],
    ['09-02 09-03', names.national],
  ]),
];

/** Answers which days are worked. */
export interface WorkCalendar {
  /** Why the day is off; undefined for a working day. */
  dayOff(date: PlainDate): DayOff | undefined;
  /** False when the year's days off are not announced yet: a date that rests on it is provisional. */
  announced(date: PlainDate): boolean;
}

/** Builds the calendar from reviewed years. */
export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const holidays = new Map(years.flatMap((one) => one.daysOff.map((off) => [off.date, off.name])));
  const worked = new Set(years.flatMap((one) => one.workingSaturdays));
  const known = new Set(years.filter((one) => one.standing === 'announced').map((one) => one.year));
  return {
    dayOff(date) {
      const name = holidays.get(date);
      if (name) return { reason: 'holiday', name };
      if (worked.has(date)) return undefined;
      return dayOfWeek(date) >= 6 ? { reason: 'weekend' } : undefined;
    },
    announced: (date) => known.has(yearOf(date)),
  };
}

/** The calendar that ships with the program. */
export const calendar: WorkCalendar = workCalendar(calendarYears);
