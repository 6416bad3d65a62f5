import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePlainDate } from '../../platform/time.ts';
import { type BaseGroup, coarsen, monthEnd } from './coarsen.ts';

interface Group extends BaseGroup {
  place: string;
}

const today = parsePlainDate('2026-11-25');
const rule = (kind: string) => ({ fewest: kind === 'a' ? 5 : 10, byPlace: kind === 'a' });
const merge = (groups: readonly Group[]): Group => ({
  ...(groups[0] as Group),
  place: '',
  received: groups.reduce((sum, group) => sum + group.received, 0),
});
const group = (kind: string, month: string, place: string, received: number): Group => ({
  kind,
  month: parsePlainDate(month),
  place,
  received,
});

describe('coarser before counting', () => {
  test('a group too small goes into its month, then its year, then nowhere; the current month waits', () => {
    const published = coarsen(
      [
        group('a', '2025-03-01', 'x', 7),
        group('a', '2025-03-01', 'y', 2),
        group('a', '2025-03-01', 'z', 3),
        group('a', '2025-04-01', 'x', 4),
        group('a', '2025-05-01', 'x', 1),
        group('a', '2026-01-01', 'x', 2),
        group('a', '2026-11-01', 'x', 50),
        group('b', '2025-03-01', 'x', 40),
      ],
      today,
      rule,
      merge,
    );
    expect(
      published.map((one) => [one.group.kind, one.group.place, one.group.received, one.from, one.to]),
    ).toEqual([
      ['a', 'x', 7, '2025-03-01', '2025-03-31'],
      ['a', '', 5, '2025-03-01', '2025-03-31'],
      // Never by place, however many.
      ['b', '', 40, '2025-03-01', '2025-03-31'],
      ['a', '', 5, '2025-01-01', '2025-12-31'],
    ]);
  });

  test('February and December end where they do', () => {
    expect([monthEnd(parsePlainDate('2028-02-10')), monthEnd(parsePlainDate('2026-12-05'))]).toEqual([
      '2028-02-29',
      '2026-12-31',
    ]);
  });

  test('no two tables, whatever their periods and places, differ by fewer cases than may be told apart', () => {
    const place = fc.constantFrom('x', 'y', 'z');
    const month = fc.constantFrom(
      '2025-01-01',
      '2025-02-01',
      '2025-12-01',
      '2026-01-01',
      '2026-10-01',
      '2026-11-01',
    );
    const case_ = fc.record({ place, month, kind: fc.constantFrom('a', 'b') });
    const period = fc.tuple(month, month).map(([from, to]) => (from <= to ? [from, to] : [to, from]));
    fc.assert(
      fc.property(fc.array(case_, { maxLength: 80 }), period, period, (cases, wide, narrow) => {
        const groups = [...Map.groupBy(cases, (one) => `${one.kind} ${one.month} ${one.place}`).values()].map(
          (of) => group(of[0]?.kind ?? '', of[0]?.month ?? '', of[0]?.place ?? '', of.length),
        );
        const published = coarsen(groups, today, rule, merge);
        expect(published.every((one) => one.group.received >= rule(one.group.kind).fewest)).toBe(true);
        expect(published.reduce((sum, one) => sum + one.group.received, 0)).toBeLessThanOrEqual(cases.length);
        const inside = ([from, to]: string[]) =>
          published.filter((one) => one.from >= (from ?? '') && one.to <= monthEnd(parsePlainDate(to ?? '')));
        const [a, b] = [inside(wide), inside(narrow)];
        // What one table has beyond the other is whole groups, each large enough by itself.
        for (const one of a.filter((each) => !b.includes(each)))
          expect(one.group.received).toBeGreaterThanOrEqual(rule(one.group.kind).fewest);
      }),
    );
  });
});
