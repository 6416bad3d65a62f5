import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlainDate } from '../../platform/time.ts';
import { closeMonth, yearIsTold } from './coarsen.ts';

const rule = (kind: string) => ({ fewest: { a: 5, b: 10, c: 1 }[kind] ?? 3, byUnit: kind !== 'b' });

describe('cells of a month', () => {
  test('a group too small goes into its month, then into its year; some kinds are never told by unit', () => {
    const cells = closeMonth(
      [
        { kind: 'a', unit: 'x', received: 7 },
        { kind: 'a', unit: 'y', received: 2 },
        { kind: 'a', unit: 'z', received: 3 },
        { kind: 'b', unit: 'x', received: 40 },
        { kind: 'c', unit: 'x', received: 1 },
        { kind: 'd', unit: 'x', received: 2 },
      ],
      rule,
    );
    expect(cells.map(({ kind, unit, cell }) => `${kind}${unit} ${cell}`)).toEqual([
      'ax unit',
      'ay month',
      'az month',
      'bx month',
      'cx unit',
      'dx year',
    ]);
  });

  test('a year is told once it is over, if there are enough', () => {
    const on = parsePlainDate;
    expect(yearIsTold(2025, 5, 5, on('2025-12-31'))).toBe(false);
    expect(yearIsTold(2025, 5, 5, on('2026-01-01'))).toBe(true);
    expect(yearIsTold(2025, 4, 5, on('2026-01-01'))).toBe(false);
  });

  test('any two tables differ by whole cells, each large enough when it was made', () => {
    const group = fc.record({
      kind: fc.constantFrom('a', 'b', 'c', 'd'),
      unit: fc.constantFrom('x', 'y', 'z', 'w'),
      received: fc.integer({ min: 1, max: 12 }),
    });
    const month = fc.uniqueArray(group, { selector: (one) => `${one.kind}${one.unit}`, maxLength: 16 });
    fc.assert(
      fc.property(month, (groups) => {
        const cells = closeMonth(groups, rule);
        expect(cells.map(({ cell: _, ...one }) => one)).toEqual(groups);
        // What can be told apart: each unit's cell, and each kind's cell of the month.
        const told = Map.groupBy(
          cells.filter((one) => one.cell !== 'year'),
          (one) => (one.cell === 'unit' ? `${one.kind} ${one.unit}` : one.kind),
        );
        for (const of of told.values())
          expect(of.reduce((sum, one) => sum + one.received, 0)).toBeGreaterThanOrEqual(
            rule((of[0] as { kind: string }).kind).fewest,
          );
        expect(cells.some((one) => one.kind === 'b' && one.cell === 'unit')).toBe(false);
      }),
    );
  });
});
