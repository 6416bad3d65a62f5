import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakable, layoutOf } from './table-layout.ts';

describe('columns of a table on paper', () => {
  const statement = layoutOf(
    ['TT', 'Khoản', 'Số lượng', 'Đơn giá', 'Thành tiền', 'Theo'],
    [
      [
        '1',
        'Đất ở tại đô thị',
        '245,6 m²',
        '4.200.000 đồng',
        '1.031.520.000 đồng',
        'Quyết định 12/2025/QĐ-UBND',
      ],
      ['', 'Cộng', '', '', '1.279.520.000 đồng', ''],
    ],
    160,
  );
  test('numbers in order are narrow, amounts stand to the right, words to the left', () => {
    expect(statement.map(({ align }) => align)).toEqual([
      'center',
      'left',
      'right',
      'right',
      'right',
      'left',
    ]);
    expect(statement[0]?.width).toBeLessThan(12);
  });

  test('an amount has room for its longest cell', () => {
    // Eighteen letters of twelve points are some 35 mm.
    expect(statement[4]?.width).toBeGreaterThan(38);
  });

  test.each<[string, string[], string[][], string[]]>([
    [
      'days',
      ['Công việc', 'Hạn', 'Xong'],
      [
        ['A', '15/12/2026', '—'],
        ['B', '01/01/2026', '02/01/2026'],
      ],
      ['left', 'center', 'center'],
    ],
    [
      'nothing in a column that is signed',
      ['TT', 'Họ và tên', 'Ký tên'],
      [['1', 'Nguyễn Thị Ánh', '']],
      ['center', 'left', 'left'],
    ],
    ['no rows', ['TT', 'Tên'], [], ['center', 'left']],
  ])('%s', (_, head, rows, aligned) => {
    expect(layoutOf(head, rows, 160).map(({ align }) => align)).toEqual(aligned);
  });

  test('whatever is in it, the table is as wide as the page and no column is gone', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.constantFrom('1.234.567 đồng', '12', '15/12/2026', '—'),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((wide) => {
          const row = fc.array(cell, { minLength: wide, maxLength: wide });
          return fc.tuple(row, fc.array(row, { maxLength: 6 }));
        }),
        ([head, rows]) => {
          const layout = layoutOf(head, rows, 160);
          const sum = layout.reduce((all, { width }) => all + width, 0);
          expect(sum).toBeLessThan(160.1 + head.length * 0.05);
          expect(sum).toBeGreaterThan(158);
          for (const { width } of layout) expect(width).toBeGreaterThan(3);
        },
      ),
    );
  });
});

test('long runs may be broken, and nothing of them is lost', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const broken = breakable(text);
      expect(broken.replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
      for (const run of broken.split(/[\s\u200b]/u)) expect([...run].length).toBeLessThanOrEqual(48);
    }),
  );
  expect(breakable('xem https://dichvucong.gov.vn/tra-cuu/ho-so')).toContain('/\u200b');
});
