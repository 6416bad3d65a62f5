import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayInVietnam,
  dayOfWeek,
  daysBetween,
  formatDate,
  formatInstant,
  monthEnd,
  monthsBetween,
  newestMonthOver,
  parsePlainDate,
  readTypedDate,
} from './time.ts';

const dates = fc
  .integer({ min: -20_000, max: 40_000 })
  .map((offset) => parsePlainDate(Temporal.PlainDate.from('2000-01-01').add({ days: offset }).toString()));

test('days are counted as Temporal counts them', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      const there = Temporal.PlainDate.from(date).add({ days });
      expect(addDays(date, days)).toBe(there.toString());
      expect(dayOfWeek(date)).toBe(Temporal.PlainDate.from(date).dayOfWeek);
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});

test.each([
  ['23/11/2026', '2026-11-23'],
  [' 3-2-2026 ', '2026-02-03'],
  ['2026-11-23', '2026-11-23'],
  ['29/02/2028', '2028-02-29'],
  ['29/02/2026', undefined],
  ['31/04/2026', undefined],
  ['mai', undefined],
])('"%s" is read as %s', (typed, date) => {
  expect(readTypedDate(typed)).toBe(date);
});

test('a day in Bạc Liêu begins seven hours before it does in UTC', () => {
  expect(dayInVietnam(new Date('2026-11-22T16:59:59Z'))).toBe('2026-11-22');
  expect(dayInVietnam(new Date('2026-11-22T17:00:00Z'))).toBe('2026-11-23');
  expect(formatInstant(new Date('2026-11-22T17:05:00Z'))).toBe('00:05 23/11/2026');
  expect(formatDate(parsePlainDate('2026-01-09'))).toBe('09/01/2026');
});

test('months end where they do, and go on over the year', () => {
  const day = parsePlainDate;
  expect([monthEnd(day('2028-02-10')), monthEnd(day('2026-12-05'))]).toEqual(['2028-02-29', '2026-12-31']);
  expect(addMonths(day('2026-01-01'), -1)).toBe('2025-12-01');
  expect([newestMonthOver(day('2026-01-31')), newestMonthOver(day('2026-12-01'))]).toEqual([
    '2025-12-01',
    '2026-11-01',
  ]);
  expect(monthsBetween(day('2026-11-01'), day('2027-01-01'))).toEqual([
    '2026-11-01',
    '2026-12-01',
    '2027-01-01',
  ]);
});
