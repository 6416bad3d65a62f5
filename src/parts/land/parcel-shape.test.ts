import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { converterOf, coordinateSystems } from './geometry.ts';
import type { Rings } from './land.ts';
import { areaOf, overlaps, shapeFault } from './parcel-shape.ts';

const system = coordinateSystems.find((one) => one.code === 'vn2000-10500');
if (!system) throw new Error('no such system');
const convert = converterOf(system);
/** A ring of metres east and north of a place in the Mekong Delta, as a file of VN-2000 would have it. */
const ring = (...points: [number, number][]): Rings => [
  points.map(([x, y]) => convert([586_000 + x, 1_130_000 + y])),
];
const square = (x: number, y: number, wide: number, high = wide) =>
  ring([x, y], [x + wide, y], [x + wide, y + high], [x, y + high]);

describe('shapes of parcels', () => {
  test.each([
    ['a square of 10 m', square(0, 0, 10), 100],
    ['closed by its first corner again', ring([0, 0], [10, 0], [10, 10], [0, 10], [0, 0]), 100],
    ['a triangle', ring([0, 0], [20, 0], [0, 30]), 300],
    ['with a hole', [...square(0, 0, 20), ...square(5, 5, 10)], 300],
    ['of two pieces', [...square(0, 0, 10), ...square(50, 0, 10)], 200],
  ])('%s has its area within two per thousand', (_, rings, area) => {
    expect(Math.abs(areaOf(rings) - area) / area).toBeLessThan(0.002);
  });

  test.each([
    ['a square', square(0, 0, 10), undefined],
    ['corners in a line', ring([0, 0], [10, 10], [20, 20], [5, 5]), 'line'],
    ['two corners', ring([0, 0], [10, 10], [0, 0]), 'line'],
    ['a bow tie', ring([0, 0], [10, 10], [10, 0], [0, 10]), 'crossing'],
    ['corners in the wrong order', ring([0, 0], [10, 0], [0, 10], [10, 10], [5, 20]), 'crossing'],
  ])('%s: %s', (_, rings, fault) => {
    expect(shapeFault(rings)).toBe(fault);
  });

  test('neighbours that share a border do not overlap; one laid half over the other does', () => {
    const [a, b] = [
      { name: '1-1', rings: square(0, 0, 20) },
      { name: '1-2', rings: square(20, 0, 20) },
    ];
    expect(overlaps([a, b])).toEqual([]);
    const [found] = overlaps([a, { name: '1-3', rings: square(10, 0, 20) }]);
    expect(found).toMatchObject({ one: '1-1', other: '1-3' });
    expect(found?.area).toBeGreaterThan(198);
    expect(found?.area).toBeLessThan(202);
  });

  test('what is there already is held against what comes, not against itself', () => {
    const there = [
      { name: 'A', rings: square(0, 0, 20) },
      { name: 'B', rings: square(5, 5, 20) },
    ];
    expect(overlaps([], there)).toEqual([]);
    expect(overlaps([{ name: 'new', rings: square(2, 2, 5) }], there).map(({ other }) => other)).toContain(
      'A',
    );
  });

  test('wherever two squares stand, they overlap by what geometry says', () => {
    const place = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const common = Math.max(0, 30 - x) * Math.max(0, 30 - y);
        const found = overlaps([
          { name: 'a', rings: square(0, 0, 30) },
          { name: 'b', rings: square(x, y, 30) },
        ]);
        // Within the tolerance nothing is said.
        if (common > 13) expect(Math.abs((found[0]?.area ?? 0) - common)).toBeLessThan(common * 0.01 + 0.2);
        if (common < 11) expect(found).toEqual([]);
      }),
    );
  });
});
