import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Figure } from '../../ground/figure/catalogue.ts';
import { indicatorFigure } from '../../ground/figure/indicator.ts';
import type { Target } from '../../ground/figure/target.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { newId } from '../../platform/id.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { pathOf, planeOf } from './overview.map.tsx';
import { overviewRows, standingOf, sumOf } from './overview.ts';

const both = (text: string) => ({ vi: text, en: text });
const unitOf = (code: string, parentId: UnitId | null): Unit => ({
  id: newId(),
  code,
  kind: 'ward',
  name: both(code),
  parentId,
  hamlets: [],
});
const share = {
  code: 'answered',
  name: both('Trả lời đúng hạn'),
  denominator: both('Đơn có hạn'),
  better: 'more',
  since: parsePlainDate('2024-01-01'),
  counts: both('đơn'),
  smallCells: both(''),
  kinds: [{ code: 'complaint', name: both('Khiếu nại') }],
} as unknown as Figure;

describe('an overview', () => {
  test('every number of every unit below stands in exactly one row, whatever the tree', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(30), { minLength: 1, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(30), fc.nat(50), fc.nat(50)), { maxLength: 60 }),
        (parents, numbers) => {
          // Each unit hangs under one before it, so that there is one tree.
          const units = [unitOf('top', null)];
          for (const [at, parent] of parents.entries())
            units.push(unitOf(`u${at + 1}`, units[parent % units.length]?.id ?? null));
          const [top] = units as [Unit];
          const at = (index: number) => (units[index % units.length] as Unit).id;
          const now = numbers.map(([index, some, more]) => ({
            unit: at(index),
            numerator: some,
            denominator: some + more,
          }));
          const late = numbers.map(([index, some]) => ({
            sort: 'tasks',
            unit: at(index),
            late: some,
            since: parsePlainDate('2026-01-02'),
          }));
          const rows = overviewRows(top, units, { late, now, lastYear: [] }, share, []);
          expect(rows).toHaveLength(1 + units.filter((one) => one.parentId === top.id).length);
          const sum = sumOf(rows);
          expect(sum.now.numerator).toBe(now.reduce((total, one) => total + one.numerator, 0));
          expect(sum.now.denominator).toBe(now.reduce((total, one) => total + one.denominator, 0));
          expect(sum.late.get('tasks')?.late ?? 0).toBe(late.reduce((total, one) => total + one.late, 0));
        },
      ),
    );
  });

  test('what a unit that is no more has left is its heir’s; what is elsewhere is not here', () => {
    const top = unitOf('tinh', null);
    const ward = unitOf('phuong', top.id);
    const old = newId() as UnitId;
    const own = {
      late: [{ sort: 'tasks', unit: old, late: 2, since: parsePlainDate('2025-01-02') }],
      now: [
        { unit: old, numerator: 3, denominator: 4 },
        { unit: newId() as UnitId, numerator: 9, denominator: 9 },
        { unit: undefined, numerator: 9, denominator: 9 },
      ],
      lastYear: [],
    };
    const rows = overviewRows(top, [top, ward], own, share, [], new Map([[old, ward.id]]));
    expect(rows.map((row) => [row.unit.code, row.now.numerator, row.late.get('tasks')?.late ?? 0])).toEqual([
      ['tinh', 0, 0],
      ['phuong', 3, 2],
    ]);
  });

  test.each([
    ['reaches its target', 95, 9500, 'good'],
    ['a point below it', 94, 9500, 'middling'],
    ['ten points below', 85, 9500, 'middling'],
    ['more than ten points below', 84, 9500, 'bad'],
    ['without a target, as good as all together', 90, undefined, 'good'],
    ['without a target, below all together', 89, undefined, 'middling'],
  ] as const)('a unit that %s', (_name, numerator, value, standing) => {
    const row = {
      now: { numerator, denominator: 100 },
      target: value === undefined ? undefined : ({ value } as Target),
    };
    expect(standingOf(row, { numerator: 90, denominator: 100 }, share)).toBe(standing);
    expect(standingOf({ ...row, now: { numerator: 0, denominator: 0 } }, row.now, share)).toBe('none');
  });
});

test('an outline is drawn north up, in whole pixels, without points that fall together', () => {
  const ring = [
    [105, 9],
    [106, 9],
    [106, 10],
    [105.000_001, 10],
    [105, 10],
    [105, 9],
  ] as const;
  const plane = planeOf([{ rings: [ring] }]);
  const path = pathOf(ring, plane);
  expect(path.match(/L/g)).toHaveLength(4);
  expect(plane.y(10)).toBeLessThan(plane.y(9));
  expect(plane.x(106)).toBeGreaterThan(plane.x(105));
});

describe('an indicator', () => {
  const counts = (code: string, cells: [string, number, number | undefined][], more: object = {}) =>
    ({
      ...share,
      code,
      count: async () => ({
        cells: cells.map(([month, numerator, denominator]) => ({
          month: parsePlainDate(month),
          unit: undefined,
          numerator,
          denominator,
        })),
        remainder: undefined,
        ...more,
      }),
    }) as unknown as Figure;
  const one = {
    code: 'own-x',
    name: both('x'),
    numerator: { figure: 'a', part: 'numerator' as const },
    denominator: { figure: 'b', part: 'denominator' as const },
    kind: null,
    better: 'less' as const,
    audience: 'public' as const,
    since: parsePlainDate('2024-01-01'),
  };
  const asked = {
    from: parsePlainDate('2026-01-01'),
    to: parsePlainDate('2026-02-01'),
    asOf: new Date(),
    by: {},
  };

  test('is a share of sums, month by month, also where one side has nothing', async () => {
    const catalogue = [
      counts('a', [['2026-01-01', 3, 9]]),
      counts('b', [
        ['2026-01-01', 1, 10],
        ['2026-02-01', 1, 20],
      ]),
    ];
    const series = await indicatorFigure(one, catalogue)?.count({} as never, asked);
    expect(series?.cells.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [3, 10],
      [0, 20],
    ]);
  });

  test('asks each measure with its kind, and tells only what they tell', async () => {
    const kinds: unknown[] = [];
    const silent = {
      ...share,
      code: 'a',
      count: async (_: unknown, given: { kind?: string }) => {
        kinds.push(given.kind);
        return { cells: [], remainder: undefined };
      },
    } as unknown as Figure;
    const figure = indicatorFigure({ ...one, denominator: null, kind: 'complaint' }, [silent]);
    expect((await figure?.count({} as never, asked))?.cells).toEqual([]);
    expect(kinds).toEqual(['complaint']);
    expect(indicatorFigure(one, [silent])).toBeUndefined();
  });
});
