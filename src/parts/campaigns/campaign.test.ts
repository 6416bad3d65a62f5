import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlainDate } from '../../platform/time.ts';
import {
  type Contribution,
  contributionKinds,
  decidesFor,
  type Expense,
  isModelStreet,
  totalsOf,
} from './campaign.ts';
import { beforeAndAfter } from './photo.store.ts';

const onDay = parsePlainDate('2026-11-23');
const contribution = fc.record({
  kind: fc.constantFrom(...contributionKinds),
  quantity: fc.integer({ min: 1, max: 10 ** 12 }),
  unit: fc.constantFrom('đồng', 'ngày công', 'm²', 'm³ đá', 'bao xi măng'),
  struckWhy: fc.option(fc.constant('nhầm')),
});
const expense = fc.record({
  amount: fc.integer({ min: 1, max: 10 ** 9 }),
  struckWhy: fc.option(fc.constant('nhầm')),
});

test('totals are the sums of receipts that stand: each counted once, in its own unit', () => {
  fc.assert(
    fc.property(fc.array(contribution), fc.array(expense), (given, spent) => {
      const contributions = given.map(
        (one, at): Contribution => ({
          ...one,
          id: String(at),
          number: at + 1,
          what: null,
          giver: 'A',
          anonymous: false,
          onDay,
        }),
      );
      const expenses = spent.map(
        (one, at): Expense => ({
          ...one,
          id: String(at),
          number: at + 1,
          what: 'x',
          payee: 'y',
          onDay,
          files: [],
        }),
      );
      const totals = totalsOf(contributions, expenses);
      const standing = contributions.filter((one) => one.struckWhy === null);
      expect(totals.contributions.reduce((sum, one) => sum + one.receipts, 0)).toBe(standing.length);
      for (const group of totals.contributions)
        expect(group.quantity).toBe(
          standing
            .filter((one) => one.kind === group.kind && one.unit === group.unit)
            .reduce((sum, one) => sum + one.quantity, 0),
        );
      expect(totals.rest).toBe(totals.money - totals.spent);
      // Striking one out takes exactly its own amount away.
      const [first] = standing;
      if (!first) return;
      const without = totalsOf(
        contributions.map((one) => (one.id === first.id ? { ...one, struckWhy: 'sai' } : one)),
        expenses,
      );
      const moneyOf = first.kind === 'money' ? first.quantity / 1000 : 0;
      expect(totals.money - without.money).toBeCloseTo(moneyOf, 3);
    }),
  );
});

test.each([
  ['2019-03-01', 43, 86, false],
  ['2019-03-01', 44, 86, true],
  ['2024-03-01', 43, 86, true],
  ['2024-03-01', 42, 86, false],
])('on %s %i of %i households decide: %s', (on, agree, households, decided) => {
  expect(decidesFor({ agree, disagree: 0, other: 0 }, { households, proposedOn: parsePlainDate(on) })).toBe(
    decided,
  );
});

test('a street counts only its own criteria', () => {
  expect(isModelStreet({ criteria: ['a', 'b'] }, { met: ['b', 'a', 'c'] })).toBe(true);
  expect(isModelStreet({ criteria: ['a', 'b'] }, { met: ['a', 'c'] })).toBe(false);
  expect(isModelStreet({ criteria: ['a'] }, undefined)).toBe(false);
});

test('before and after are of one spot, whatever its letters, and of two days', () => {
  const photo = (id: string, spot: string | null, on: string) => ({
    id,
    spot,
    subjectId: 's',
    onDay: parsePlainDate(on),
    caption: id,
  });
  const pairs = beforeAndAfter([
    photo('1', 'Đầu hẻm', '2026-01-01'),
    photo('2', 'đầu hẻm', '2026-02-01'),
    photo('3', 'ĐẦU HẺM', '2026-03-01'),
    photo('4', 'Cuối hẻm', '2026-03-01'),
    photo('5', null, '2026-03-01'),
  ]);
  expect(pairs.map(({ before, after }) => [before.id, after.id])).toEqual([['1', '3']]);
});
