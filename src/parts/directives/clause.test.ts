import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitClauses } from './clause.ts';

const marks = (text: string) => splitClauses(text).map(({ mark, text: words }) => `${mark}|${words}`);

describe('splitting a text into clauses', () => {
  test('marks as administrative documents use them, each under those above it', () => {
    expect(
      marks(
        [
          'ỦY BAN NHÂN DÂN',
          'Số: 05/KH-UBND',
          'Bạc Liêu, ngày 01 tháng 02 năm 2019',
          'KẾ HOẠCH',
          'Căn cứ Luật Tổ chức chính quyền địa phương;',
          'II. NHIỆM VỤ',
          '1. Rà soát.',
          'a) Lập danh sách;',
          'đ) Kiểm tra.',
          '- Báo cáo;',
          '- Tổng hợp.',
          '2.1. Việc khác.',
          'Điều 3. Hiệu lực.',
          'Nơi nhận:',
          '- Lưu: VT.',
        ].join('\n'),
      ),
    ).toEqual([
      '|Căn cứ Luật Tổ chức chính quyền địa phương;',
      'II|NHIỆM VỤ',
      'II.1|Rà soát.',
      'II.1.a|Lập danh sách;',
      'II.1.đ|Kiểm tra.',
      'II.1.đ.-1|Báo cáo;',
      'II.1.đ.-2|Tổng hợp.',
      'II.2.1|Việc khác.',
      'II.3|Hiệu lực.',
    ]);
  });

  test('lines that a page broke are put together, headings are not', () => {
    expect(
      marks(
        'I. MỤC ĐÍCH\n1. Nâng cao nhận thức của cán bộ, công chức và nhân dân về việc giữ gìn\ntrật tự đô thị trên địa bàn.\nPhòng Nội vụ',
      ),
    ).toEqual([
      'I|MỤC ĐÍCH',
      'I.1|Nâng cao nhận thức của cán bộ, công chức và nhân dân về việc giữ gìn trật tự đô thị trên địa bàn.',
      'I.1|Phòng Nội vụ',
    ]);
  });

  test('nothing of what follows the first mark is lost, whatever it is', () => {
    const word = fc.constantFrom(
      'rà soát',
      'Phòng Nội vụ',
      '1.',
      'II.',
      'a)',
      '-',
      'Điều 5.',
      'báo cáo;',
      '2.3.',
      'VÀ',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), (lines) => {
        const text = ['1. Đầu.', ...lines.map((line) => line.join(' '))].join('\n');
        const kept = splitClauses(text)
          .map((one) => `${one.mark} ${one.text}`)
          .join(' ');
        for (const line of lines)
          for (const one of line) if (/^\p{L}[\p{L} ;]+$/u.test(one)) expect(kept).toContain(one);
      }),
    );
  });
});
