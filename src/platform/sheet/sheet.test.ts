import fc from 'fast-check';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { type Point, readAmount } from './amount.ts';
import { readSheets, type Sheet, UnreadableSheet, writeWorkbook } from './sheet.ts';
import { tableOf } from './table.ts';

const header = 'Mã;Họ và tên;Diện tích;Từ ngày';
const lines = `${header}\nH1;Nguyễn Thị Ánh;245,6;23/11/2026\n`;
const expected = [
  ['Mã', 'Họ và tên', 'Diện tích', 'Từ ngày'],
  ['H1', 'Nguyễn Thị Ánh', '245,6', '23/11/2026'],
];
const cellsOf = (sheets: readonly Sheet[]) => sheets[0]?.rows.map(({ cells }) => cells);

/** A spreadsheet of OpenDocument with one table, as LibreOffice writes it. */
function ods(rows: string, style = ''): Buffer {
  const archive = new PizZip();
  archive.file('mimetype', 'application/vnd.oasis.opendocument.spreadsheet');
  archive.file(
    'content.xml',
    `<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x" xmlns:style="urn:s">
      <office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
      <office:body><office:spreadsheet><table:table table:name="Sheet1" table:style-name="${style}">${rows}
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
      </table:table></office:spreadsheet></office:body></office:document-content>`,
  );
  return archive.generate({ type: 'nodebuffer' });
}
const text = (words: string) =>
  `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`;

describe('text tables as programs of offices write them', () => {
  const swapped = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(lines, 'utf16le').swap16()]);
  test.each<[string, Buffer]>([
    ['UTF-8, semicolons', Buffer.from(lines)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${lines}`)],
    ['UTF-16 (Excel, “Unicode Text”), tabs', Buffer.from(`\ufeff${lines.replaceAll(';', '\t')}`, 'utf16le')],
    ['UTF-16, the other way round', swapped],
    ['tabs', Buffer.from(lines.replaceAll(';', '\t'))],
    ['bars', Buffer.from(lines.replaceAll(';', '|'))],
    ['commas, quoted', Buffer.from(lines.replace('245,6', '"245,6"').replaceAll(';', ','))],
    ['Excel’s own word for the sign', Buffer.from(`sep=;\r\n${lines}`)],
    ['line ends of Windows', Buffer.from(lines.replaceAll('\n', '\r\n'))],
    ['old line ends of Macintosh', Buffer.from(lines.replaceAll('\n', '\r'))],
    ['empty lines and rows of separators', Buffer.from(`\n\n${lines}\n;;;\n;;;\n`)],
    ['decomposed letters', Buffer.from(lines.normalize('NFD'))],
  ])('%s', async (_, bytes) => {
    expect(cellsOf(await readSheets('a.csv', bytes))).toEqual(expected);
  });

  test('Windows-1258 is read, and said', async () => {
    const bytes = Buffer.from('M\u00e3,T\u00ean\nH1,Nguy\u00ea\u00den\n', 'latin1');
    const [sheet] = await readSheets('a.csv', bytes);
    expect(sheet?.rows[1]?.cells).toEqual(['H1', 'Nguyễn']);
    expect(sheet?.was).toBe('windows-1258');
  });

  test.each([
    ['tcvn3', 'ma;ten\nH1;NguyÔn V¨n HËu, x· VÜnh Ph­íc\nH2;TrÇn ThÞ Mü'],
    ['vni', 'ma;ten\nH1;Nguyeãn Vaên Haäu, xaõ Vónh Phöôùc\nH2;Traàn Thò Myõ'],
  ])('a font from before Unicode (%s) is converted, and said', async (font, typed) => {
    const [sheet] = await readSheets('a.csv', Buffer.from(typed));
    expect(sheet?.was).toBe(font);
    expect(sheet?.rows.map(({ cells }) => cells[1])).toEqual([
      'ten',
      'Nguyễn Văn Hậu, xã Vĩnh Phước',
      'Trần Thị Mỹ',
    ]);
  });

  test.each<[string, string, Buffer]>([
    ['empty', 'a.csv', Buffer.alloc(0)],
    [
      'a page that a program calls a workbook',
      'a.xls',
      Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
    ],
    [
      'a workbook with a password, or of Excel 97',
      'a.xlsx',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ],
    ['a torn archive', 'a.xlsx', Buffer.from('PK\u0003\u0004torn')],
  ])('%s is refused', async (_, name, bytes) => {
    await expect(readSheets(name, bytes)).rejects.toThrow(UnreadableSheet);
  });
});

describe('workbooks', () => {
  test('a number is a number, a day a day, and rows that hold nothing are none', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'A',
        header: ['ma', 'so', 'ngay'],
        rows: [
          ['H1', 245.678, new Date(Date.UTC(2026, 10, 23))],
          ['', '', ''],
        ],
      },
    ]);
    const [sheet] = await readSheets('a.xlsx', bytes);
    expect(sheet?.rows).toEqual([
      { line: 1, cells: ['ma', 'so', 'ngay'], numbers: [] },
      { line: 2, cells: ['H1', '245.678', '2026-11-23'], numbers: [[1, 245.678]] },
    ]);
  });

  test('one of OpenDocument: repeated cells and rows, numbers and days; a hidden table is told', async () => {
    const rows = `<table:table-row>${text('ma')}${text('so')}${text('ngay')}</table:table-row>
      <table:table-row table:number-rows-repeated="2">${text('H1')}
        <table:table-cell office:value-type="float" office:value="245.678"><text:p>245,678</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2026-11-23"><text:p>23/11/26</text:p></table:table-cell>
      </table:table-row>`;
    const [sheet] = await readSheets('a.ods', ods(rows));
    expect(sheet?.hidden).toBe(false);
    expect(sheet?.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'ma', 'so', 'ngay'],
      [2, 'H1', '245.678', '2026-11-23'],
      [3, 'H1', '245.678', '2026-11-23'],
    ]);
    expect(sheet?.rows[1]?.numbers).toEqual([[1, 245.678]]);
    expect((await readSheets('a.ods', ods(rows, 'ta2')))[0]?.hidden).toBe(true);
  });
});

describe('the header of a table', () => {
  const columns = {
    ma: ['mã hộ'],
    ten: ['họ và tên'],
    dien_tich: ['diện tích'],
    tu_ngay: ['từ ngày'],
  } as const;
  const needed = ['ma', 'ten', 'dien_tich'] as const;
  const sheetOf = (...rows: string[][]): Sheet => ({
    name: 'A',
    hidden: false,
    rows: rows.map((cells, at) => ({ line: at + 1, cells, numbers: [] })),
  });

  test('is found below titles, in any order, by what people call its columns; a row of numbers is none', () => {
    const table = tableOf(
      sheetOf(
        ['ỦY BAN NHÂN DÂN XÃ'],
        ['DANH SÁCH HỘ'],
        ['TT', 'Diện tích (m2)', 'HỌ VÀ TÊN', 'Mã hộ', 'Ghi chú'],
        ['(1)', '(2)', '(3)', '(4)', '(5)'],
        ['1', '245,6', 'Nguyễn Văn A', 'H1', ''],
      ),
      columns,
      needed,
    );
    expect(table.headerLine).toBe(3);
    expect(table.missing).toEqual([]);
    expect(table.unknown).toEqual(['TT', 'Ghi chú']);
    expect(
      table.rows.map((row) => [row.line, row.text('ma'), row.text('ten'), row.text('dien_tich')]),
    ).toEqual([[5, 'H1', 'Nguyễn Văn A', '245,6']]);
  });

  test('a column that is missing is told once', () => {
    expect(tableOf(sheetOf(['ma', 'ten'], ['H1', 'A'], ['H2', 'B']), columns, needed).missing).toEqual([
      'dien_tich',
    ]);
  });

  test.each([
    ['23/11/2026', [], '2026-11-23'],
    ['23-11-2026', [], '2026-11-23'],
    ['2026-11-23', [], '2026-11-23'],
    ['46349', [[0, 46349]], '2026-11-23'],
    ['46349.75', [[0, 46349.75]], '2026-11-23'],
    ['46349', [], undefined],
    ['31/02/2026', [], undefined],
  ] as [string, [number, number][], string | undefined][])(
    'a day written %s %j is %s',
    (typed, numbers, day) => {
      const sheet: Sheet = {
        name: 'A',
        hidden: false,
        rows: [
          { line: 1, cells: ['tu_ngay'], numbers: [] },
          { line: 2, cells: [typed], numbers },
        ],
      };
      expect(tableOf(sheet, columns, ['tu_ngay']).rows[0]?.day('tu_ngay')).toBe(day);
    },
  );
});

describe('amounts', () => {
  test.each<[string, number | undefined, Point, number | string]>([
    // A number of the spreadsheet is that number, however it looks.
    ['245.678', 245.678, 'ask', 245_678],
    ['1820', 1820, 'ask', 1_820_000],
    ['0.1', 0.1 + 0.2 - 0.2, 'ask', 100],
    // Text that says what it means.
    ['245,6', undefined, 'ask', 245_600],
    ['245.6', undefined, 'ask', 245_600],
    ['1.234,5', undefined, 'ask', 1_234_500],
    ['1,234.5', undefined, 'ask', 1_234_500],
    ['1.234.567', undefined, 'ask', 1_234_567_000],
    ['1 820', undefined, 'ask', 1_820_000],
    ['1820 m2', undefined, 'ask', 1_820_000],
    ['0,678', undefined, 'ask', 678],
    // Text that does not.
    ['245.678', undefined, 'ask', 'ambiguous'],
    ['245,678', undefined, 'ask', 'ambiguous'],
    ['245.678', undefined, 'thousands', 245_678_000],
    ['245.678', undefined, 'decimal', 245_678],
    ['245,678', undefined, 'thousands', 245_678],
    ['245,678', undefined, 'decimal', 245_678_000],
    // No such amount.
    ['', undefined, 'ask', 'bad'],
    ['0', undefined, 'ask', 'bad'],
    ['-5', undefined, 'ask', 'bad'],
    ['-5', -5, 'ask', 'bad'],
    ['12.34.5', undefined, 'ask', 'bad'],
    ['1,2345', undefined, 'ask', 'bad'],
    ['245.67891', 245.67891, 'ask', 'bad'],
    ['khoảng 200', undefined, 'ask', 'bad'],
  ])('%s (%s), a point meaning %s: %s', (typed, number, point, amount) => {
    expect(readAmount(typed, number, point)).toBe(amount);
  });

  test('whatever is written as Vietnamese write it, with its fraction, is read as what it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (thousandths) => {
        const typed = (thousandths / 1000).toLocaleString('vi-VN', {
          minimumFractionDigits: 1,
          maximumFractionDigits: 3,
        });
        const read = readAmount(typed, undefined, 'thousands');
        expect(read).toBe(thousandths);
        const asked = readAmount(typed, undefined, 'ask');
        expect([thousandths, 'ambiguous']).toContain(asked);
      }),
    );
  });
});
