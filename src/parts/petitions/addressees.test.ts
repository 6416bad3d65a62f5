import { expect, test } from 'vitest';
import { addressees } from './addressees.ts';

test.each([
  [
    'ĐƠN KIẾN NGHỊ\nKính gửi:\n- UBND Phường 1\n- Công an phường\n- Báo Cà Mau\nTôi xin trình bày…',
    ['UBND Phường 1', 'Công an phường', 'Báo Cà Mau'],
  ],
  ['Kính gửi: Chủ tịch UBND tỉnh; Thanh tra tỉnh.\nNội dung', ['Chủ tịch UBND tỉnh', 'Thanh tra tỉnh']],
  ['Kính gửi: UBND Phường 1\nĐồng kính gửi: Sở Xây dựng', ['UBND Phường 1', 'Sở Xây dựng']],
  ['Kính gửi: UBND Phường 1\nTôi tên…', []],
  ['Tôi đã gửi đơn cho công an và phường nhưng chưa ai trả lời.', []],
  ['Kính gửi: UBND Phường 1\nĐồng gửi: UBND Phường 1', []],
])('%s', (text, found) => {
  expect(addressees(text)).toEqual(found);
});
