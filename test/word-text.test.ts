import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { splitClauses } from '../src/parts/directives/clause.ts';
import { assignmentLine, assignmentTable } from '../src/platform/document/assignment-table.ts';
import { longestText, textOf } from '../src/platform/document/text.ts';
import { wordType } from '../src/platform/http/download.ts';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

function word(body: string, parts: Record<string, string> = {}): Buffer {
  const archive = new PizZip();
  archive.file(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  archive.file('word/document.xml', `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`);
  for (const [name, xml] of Object.entries(parts)) archive.file(`word/${name}.xml`, xml);
  return archive.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (text: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${run(text)}</w:p>`;
const inList = (text: string, list: number, level: number) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `<w:numbering ${namespaces}>
  <w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}${level(3, 'bullet', '')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'decimal', 'Điều %1.')}${level(1, 'decimal', '%1.%2.')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`;
const styles = `<w:styles ${namespaces}>
  <w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>`;

const lines = async (body: string, parts: Record<string, string> = {}) => {
  const read = await textOf({ bytes: word(body, parts), mediaType: wordType });
  return 'text' in read ? read.text.split('\n') : read;
};

describe('the text of a Word document', () => {
  test('numbers that Word counts are there: levels, letters, dashes; what is below begins anew', async () => {
    const body = [
      inList('MỤC ĐÍCH', 1, 0),
      inList('Rà soát.', 1, 1),
      inList('Lập danh sách;', 1, 2),
      inList('Kiểm tra.', 1, 2),
      inList('Báo cáo.', 1, 3),
      inList('Đối chiếu.', 1, 1),
      inList('Lập biên bản.', 1, 2),
      inList('NHIỆM VỤ', 1, 0),
      inList('Tổng hợp.', 1, 1),
    ].join('');
    expect(await lines(body, { numbering })).toEqual([
      'I. MỤC ĐÍCH',
      '1. Rà soát.',
      'a) Lập danh sách;',
      'b) Kiểm tra.',
      '- Báo cáo.',
      '2. Đối chiếu.',
      'a) Lập biên bản.',
      'II. NHIỆM VỤ',
      '1. Tổng hợp.',
    ]);
  });

  test('articles and their numbers; a list of the same kind counts on, one that is set back does not', async () => {
    const body = [
      inList('Phạm vi.', 2, 0),
      inList('Khoản.', 2, 1),
      paragraph('Lời giữa.'),
      inList('Đối tượng.', 2, 0),
      inList('Điều lại.', 3, 0),
      inList('Tiếp.', 3, 0),
    ].join('');
    expect(await lines(body, { numbering })).toEqual([
      'Điều 1. Phạm vi.',
      '1.1. Khoản.',
      'Lời giữa.',
      'Điều 2. Đối tượng.',
      'Điều 1. Điều lại.',
      'Điều 2. Tiếp.',
    ]);
  });

  test('headings are numbered by their styles, and list nought takes one out', async () => {
    const styled = (text: string, style: string, more = '') =>
      paragraph(text, `<w:pStyle w:val="${style}"/>${more}`);
    const body = [
      styled('MỤC ĐÍCH', 'Muc'),
      styled('Yêu cầu.', 'MucCon'),
      styled('Không số.', 'Muc', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
      styled('TỔ CHỨC', 'Muc'),
    ].join('');
    expect(await lines(body, { numbering, styles })).toEqual([
      'I. MỤC ĐÍCH',
      '1. Yêu cầu.',
      'Không số.',
      'II. TỔ CHỨC',
    ]);
  });

  test('the clause tree is that of the same document typed by hand', async () => {
    const typed = 'I. NHIỆM VỤ\n1. Rà soát.\na) Lập danh sách;\nb) Kiểm tra.\n2. Báo cáo.';
    const body = [
      inList('NHIỆM VỤ', 1, 0),
      inList('Rà soát.', 1, 1),
      inList('Lập danh sách;', 1, 2),
      inList('Kiểm tra.', 1, 2),
      inList('Báo cáo.', 1, 1),
    ].join('');
    const read = await lines(body, { numbering });
    expect(splitClauses((read as string[]).join('\n'))).toEqual(splitClauses(typed));
  });

  test.each<[string, string, string[]]>([
    [
      'breaks made by hand',
      `<w:p>${run('1. Một')}<w:r><w:br/></w:r>${run('2. Hai')}</w:p>`,
      ['1. Một', '2. Hai'],
    ],
    [
      'changes that were tracked, as accepted',
      `<w:p>${run('Giao Sở ')}<w:del><w:r><w:delText>Y tế</w:delText></w:r></w:del><w:ins>${run('Nội vụ')}</w:ins></w:p>`,
      ['Giao Sở Nội vụ'],
    ],
    [
      'what was moved, where it is now',
      `<w:p><w:moveFrom>${run('Cũ')}</w:moveFrom>${run('A')}</w:p><w:p><w:moveTo>${run('Cũ')}</w:moveTo></w:p>`,
      ['A', 'Cũ'],
    ],
    [
      'a box once, not a second time for older programs',
      `<w:p><mc:AlternateContent><mc:Choice>${run('Hộp')}</mc:Choice><mc:Fallback>${run('Hộp')}</mc:Fallback></mc:AlternateContent></w:p>`,
      ['Hộp'],
    ],
    ['soft hyphens and signs without a width', paragraph('thư\u00adờng xuyên\u200b'), ['thường xuyên']],
  ])('%s', async (_, body, expected) => {
    expect(await lines(body)).toEqual(expected);
  });

  test('a table of assignments says by its labels who does what by when', async () => {
    const row = (...cells: string[]) =>
      `<w:tr>${cells.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`;
    const table = `<w:tbl>${row('STT', 'Nội dung nhiệm vụ', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Thời hạn hoàn thành')}${row('(1)', '(2)', '(3)', '(4)', '(5)')}${row('I', 'Cải cách hành chính', '', '', '')}${row('1', 'Rà soát thủ tục', 'Sở Nội vụ', 'Sở Tư pháp', 'Quý II/2026')}</w:tbl>`;
    expect(await lines(table)).toEqual([
      'I Cải cách hành chính',
      '1. Rà soát thủ tục. Đơn vị chủ trì: Sở Nội vụ. Đơn vị phối hợp: Sở Tư pháp. Thời gian hoàn thành: Quý II/2026.',
    ]);
    const other = `<w:tbl>${row('Xã', 'Số hộ', 'Diện tích')}${row('A', '12', '3,5')}</w:tbl>`;
    expect(await lines(other)).toEqual(['Xã | Số hộ | Diện tích', 'A | 12 | 3,5']);
    expect(assignmentTable([['Xã', 'Số hộ', 'Diện tích']])).toBeUndefined();
    expect(assignmentLine({ number: '', task: 'Họp', lead: 'Sở A', helpers: '', due: '' })).toBe(
      '- Họp. Đơn vị chủ trì: Sở A.',
    );
  });

  test('what cannot be read is named as what it is', async () => {
    const read = (bytes: Buffer, mediaType = wordType) => textOf({ bytes, mediaType });
    expect(await read(word(paragraph('a'.repeat(longestText + 1))))).toEqual({
      fault: 'tooLong',
      length: longestText + 1,
    });
    expect(await read(word(''))).toEqual({ fault: 'scanned' });
    expect(await read(Buffer.from('PK\u0003\u0004 torn'))).toEqual({ fault: 'damaged' });
    expect(await read(Buffer.from('x'), 'image/jpeg')).toEqual({ fault: 'type' });
  });
});
