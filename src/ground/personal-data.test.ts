import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData } from './personal-data.ts';

describe('personal data in a text that is to be published', () => {
  test.each<[string, [string, string][]]>([
    ['Đường Cao Văn Lầu ngập 40 cm sau mưa, kéo dài 3 ngày.', []],
    [
      'Gia đình ông Trần Văn Bé gọi 0912 345 678 từ sáng.',
      [
        ['person', 'ông Trần Văn Bé'],
        ['phone', '0912 345 678'],
      ],
    ],
    [
      'Bà Út ở số 12/4 đường Hòa Bình.',
      [
        ['person', 'Bà Út'],
        ['address', 'số 12/4'],
      ],
    ],
    [
      'CCCD 095 123 456 789, xe 94A-123.45.',
      [
        ['identityNumber', '095 123 456 789'],
        ['plate', '94A-123.45'],
      ],
    ],
    ['Số CMND của tôi: 385123456', [['identityNumber', '385123456']]],
    [
      'Thửa đất số 125, tờ bản đồ số 8.',
      [
        ['parcel', 'Thửa đất số 125'],
        ['parcel', 'tờ bản đồ số 8'],
      ],
    ],
    ['Liên hệ mau.tran@example.com', [['email', 'mau.tran@example.com']]],
    // A document's number, a sum and a road are nobody's.
    ['Quyết định số 125/QĐ-UBND ngày 01/10/2026, 1.250.000.000 đồng, Quốc lộ 1A.', []],
    ['Theo Luật Khiếu nại 2011, thời hạn 30 ngày.', []],
    ['ông ấy và bà con trong khóm', []],
  ])('%s', (text, expected) => {
    expect(findPersonalData(text).map((one) => [one.kind, one.text])).toEqual(expected);
  });

  test('every telephone and identity number is found wherever it stands', () => {
    const digits = (count: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(
        digits(8),
        fc.constantFrom('09', '03', '07', '+849'),
        fc.constantFrom('', ' ', '.', '-'),
        (rest, head, gap) => {
          const phone = `${head}${gap}${rest.slice(0, 4).join('')}${gap}${rest.slice(4).join('')}`;
          const found = findPersonalData(`Xin gọi ${phone} để hẹn.`);
          expect(found.some((one) => one.text.replace(/\D/g, '').includes(rest.join('')))).toBe(true);
        },
      ),
    );
  });

  test('finds never overlap, and each stands where it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        let end = 0;
        for (const one of findPersonalData(`${text} ông Lê Văn A 0912345678 ${text}`)) {
          expect(one.at).toBeGreaterThanOrEqual(end);
          end = one.at + one.text.length;
        }
      }),
    );
  });
});
