import { describe, expect, test } from 'vitest';
import {
  adviceOn,
  filledIn,
  hasSubstance,
  nextRights,
  shippedTemplates,
  unknownPlaceholders,
} from './answer.ts';

describe('advice on the words of an answer', () => {
  test.each([
    ['Đã tiếp nhận phản ánh. Trân trọng cảm ơn.', ['empty', 'noDate', 'noNext']],
    [
      'UBND phường sẽ nghiên cứu, xem xét, giải quyết theo quy định hiện hành trong thời gian sớm nhất.',
      ['empty', 'clerical', 'clerical', 'clerical', 'noDate', 'noNext'],
    ],
    ['Ngày 12/11, tổ thoát nước đã nạo vét 40 m cống ở hẻm 5. Nếu còn ngập, xin gọi 0291 123 4567.', []],
    [
      `Tổ công tác đã đo đạc hiện trạng ngày 3/11 ${'và đối chiếu với bản đồ địa chính của xã '.repeat(4)}. Nếu chưa đồng ý, ông bà có quyền khiếu nại.`,
      ['long'],
    ],
    ['CHÚNG TÔI ĐÃ TRẢ LỜI RỒI ông ạ, hôm 3/4 ở hẻm 5, xin gọi tổ trưởng nếu còn hỏi gì thêm.', ['shouting']],
    ['', []],
  ])('%s', (text, codes) => {
    expect(adviceOn(text).map((one) => one.code)).toEqual(codes);
  });

  test('the same with tones placed otherwise, decomposed or in capitals', () => {
    const text = 'Sẽ giải quyết THEO QUY ĐỊNH HIỆN HÀNH'.normalize('NFD');
    expect(adviceOn(text).map((one) => one.about)).toContain('theo quy định hiện hành');
  });

  test('phrases that fit every case are no substance, however many', () => {
    expect(hasSubstance('Đã tiếp nhận ý kiến, trân trọng cảm ơn. '.repeat(20))).toBe(false);
  });
});

describe('templates', () => {
  const values = {
    số: '12',
    'ngày nhận': '01/11/2026',
    việc: 'Cống nghẹt',
    'đơn vị': 'UBND Phường 1',
    'hôm nay': '20/11/2026',
    'quyền tiếp theo': nextRights.vi.other,
  };
  test.each(shippedTemplates.map((one) => [one.name, one] as const))(
    '%s is filled in whole',
    (_name, one) => {
      expect(unknownPlaceholders(one.body)).toEqual([]);
      expect(filledIn(one.body, values)).not.toMatch(/[{}]/);
      expect(filledIn(one.body, values)).toContain('UBND Phường 1');
    },
  );

  test('what is unknown stays to be seen', () => {
    expect(filledIn('Gửi {tên người gửi}: {số}', values)).toBe('Gửi {tên người gửi}: 12');
    expect(unknownPlaceholders('{tên người gửi} {số}')).toEqual(['tên người gửi']);
  });
});
