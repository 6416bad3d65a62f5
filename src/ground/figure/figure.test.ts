import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withholdSmall } from './figure.ts';

describe('small cells', () => {
  test('a small cell and one beside it in its row and column are withheld; zeros and large ones stay', () => {
    const shown = withholdSmall(
      [
        [50, 2, 30],
        [40, 20, 10],
        [60, 25, 12],
      ],
      [5, 5, 5],
    );
    expect(shown[0]?.[1]).toBe('withheld');
    expect(shown[0]).toEqual([50, 'withheld', 'withheld']);
    expect(shown.flat().filter((cell) => cell === 'withheld')).toHaveLength(4);
  });

  test('nothing is withheld when nothing is small', () => {
    expect(withholdSmall([[10, 0, 30]], [5])).toEqual([[10, 0, 30]]);
  });

  test('no row or column has a single withheld cell that its total would give away', () => {
    const tables = fc
      .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
      .chain(([height, width]) =>
        fc.array(fc.array(fc.nat(30), { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      );
    fc.assert(
      fc.property(tables, (rows) => {
        const shown = withholdSmall(
          rows,
          rows.map(() => 5),
        );
        const lines = [...shown, ...(shown[0] ?? []).map((_, column) => shown.map((row) => row[column]))];
        for (const line of lines) expect(line.filter((cell) => cell === 'withheld').length).not.toBe(1);
        rows.forEach((row, y) => {
          row.forEach((count, x) => {
            if (count > 0 && count < 5) expect(shown[y]?.[x]).toBe('withheld');
          });
        });
      }),
    );
  });
});
