import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../platform/vietnamese.ts';
import { hideSender } from './hide-sender.ts';

const sender = {
  name: 'Lê Thị Kín',
  phone: '0912 345 678',
  email: 'kin.le@example.vn',
  address: 'Khóm 1, Phường 2',
  representatives: null,
};

describe('the copy of a denunciation that is read by default', () => {
  test.each([
    ['Tôi là Lê Thị Kín, xin tố cáo ông Trần Văn B.', 'Tôi là [đã che: họ tên], xin tố cáo ông Trần Văn B.'],
    ['le thi kin ký đơn', '[đã che: họ tên] ký đơn'],
    ['LÊ THỊ  KÍN', '[đã che: họ tên]'],
    ['Nhà tôi ở khóm 1 - phường 2.', 'Nhà tôi ở [đã che: địa chỉ].'],
    ['Gọi 0912.345.678 giúp tôi', 'Gọi [đã che: số điện thoại] giúp tôi'],
    ['Thư: kin.le@example.vn', 'Thư: [đã che: thư điện tử]'],
    ['Căn cước 095123456789 của tôi', 'Căn cước [đã che: số giấy tờ] của tôi'],
    ['Người tố cáo: Nguyễn Thị Khác', 'Người tố cáo: [đã che: họ tên]'],
    ['Người tố cáo: NGUYỄN VĂN AN', 'Người tố cáo: [đã che: họ tên]'],
    ['Tôi, Trần Thị Canary, ở ấp 3', 'Tôi, [đã che: họ tên], ở ấp 3'],
    ['Ông Trần Văn B nhận tiền của bà Năm.', 'Ông Trần Văn B nhận tiền của bà Năm.'],
  ])('%s', (text, copy) => {
    expect(hideSender(text, sender).text).toBe(copy);
  });

  const flower = { name: 'Phạm Thị Hoa Đào', address: 'Số 5, hẻm 9, đường Trần Phú, Phường 2' };
  test.each([
    ['Tôi tên Đào, xin tố cáo', 'Tôi tên [đã che: họ tên], xin tố cáo'],
    ['Tôi tên đào, xin tố cáo', 'Tôi tên [đã che: họ tên], xin tố cáo'],
    ['Ký tên: Đào', 'Ký tên: [đã che: họ tên]'],
    ['Ông ấy nói với chị Đào rằng', 'Ông ấy nói với chị [đã che: họ tên] rằng'],
    ['Hết.\n(Hoa Đào)', 'Hết.\n([đã che: họ tên])'],
    ['P.T.H. Đào', '[đã che: họ tên]'],
    ['PHẠM T. HOA ĐÀO ký', '[đã che: họ tên] ký'],
    ['Đào bị gọi lên xã', '[đã che: họ tên] bị gọi lên xã'],
    ['Nhà ở hẻm 9 bị cắt nước', 'Nhà ở [đã che: địa chỉ] bị cắt nước'],
    ['Ở số 5 có cán bộ tới', 'Ở [đã che: địa chỉ] có cán bộ tới'],
    ['Họ đào đường trước nhà', 'Họ đào đường trước nhà'],
    ['Ông Trần Văn Đào nhận tiền', 'Ông Trần Văn Đào nhận tiền'],
    ['Chủ tịch UBND Phường 2 bao che', 'Chủ tịch UBND Phường 2 bao che'],
  ])('by the given name, letters and parts of the address: %s', (text, copy) => {
    expect(hideSender(text, flower).text).toBe(copy);
  });

  test.each([
    ['Tôi tên Đào, xin tố cáo ông Bảy.', 'Tôi tên [đã che: họ tên], xin tố cáo ông Bảy.'],
    ['Tố cáo ông Bảy nhận tiền.\n\nĐào', 'Tố cáo ông Bảy nhận tiền.\n\n[đã che: họ tên]'],
    ['Tố cáo ông Bảy.\n  P.T.H. Đào.', 'Tố cáo ông Bảy.\n  [đã che: họ tên].'],
  ])('of a sender who gave no name, by what they say of themselves: %j', (text, copy) => {
    expect(hideSender(text, {}).text).toBe(copy);
  });

  test('a short name is hidden as well', () => {
    expect(hideSender('Em Lê Na xin tố cáo', { name: 'Lê Na' }).text).toBe('Em [đã che: họ tên] xin tố cáo');
  });

  test('a sender without a name hides nothing of the names of others', () => {
    expect(hideSender('Ông Trần Văn B nhận tiền.', {})).toEqual({
      text: 'Ông Trần Văn B nhận tiền.',
      hidden: 0,
    });
  });

  test('wherever the name stands, with or without marks, it is gone; the rest stays', () => {
    const word = fc.constantFrom('đường', 'ngập', 'cán bộ', 'nhận tiền', '🌾', 'ngày 3/4', 'B');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.array(word, { maxLength: 8 }),
        fc.constantFrom(sender.name, 'lê thị kín', 'Le Thi Kin', 'LE THI KIN'),
        (before, after, name) => {
          const { text, hidden } = hideSender([...before, name, ...after].join(' '), sender);
          expect(fold(text)).not.toContain('le thi kin');
          expect(hidden).toBe(1);
          expect(text.split(' ').filter((one) => one === '🌾')).toHaveLength(
            [...before, ...after].filter((one) => one === '🌾').length,
          );
        },
      ),
    );
  });
});
