import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlainDate } from '../../platform/time.ts';
import type { UnitId } from '../organization/organization.ts';
import { byMonth, type FigureCell, totalOf } from './catalogue.ts';

const months = ['2026-01-01', '2026-02-01', '2026-03-01'].map(parsePlainDate);
const of = (month: number, unit: string, numerator: number, denominator?: number): FigureCell => ({
  month: months[month] as (typeof months)[number],
  unit: unit as UnitId,
  numerator,
  denominator,
});

test('a share over units is the share of the sums, not the mean of the shares', () => {
  expect(totalOf([of(0, 'a', 1, 1), of(0, 'b', 0, 9)])).toEqual({ numerator: 1, denominator: 10 });
  expect(totalOf([of(0, 'a', 3), of(0, 'b', 4)])).toEqual({ numerator: 7, denominator: undefined });
});

test('months add up to the whole, and one without anything is there as nought', () => {
  const one = fc.record({
    month: fc.constantFrom(...months),
    unit: fc.constant(undefined),
    numerator: fc.nat(50),
    denominator: fc.integer({ min: 50, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const split = byMonth(all, months);
      expect(split.map((row) => row.month)).toEqual(months);
      expect(split.reduce((sum, row) => sum + row.total.numerator, 0)).toBe(totalOf(all).numerator);
      expect(split.reduce((sum, row) => sum + (row.total.denominator ?? 0), 0)).toBe(
        totalOf(all).denominator ?? 0,
      );
    }),
  );
});
