import { type Bilingual, catalogue } from '../language.ts';

/** What every form says of its fields. */
export const formWords = catalogue(
  {
    required: 'Cần điền.',
    tooLong: (typed: string, most: string) =>
      `Dài ${typed} ký tự; nhiều nhất ${most}. Xin rút gọn; những gì đã gõ vẫn còn.`,
    sure: 'Tôi đã xem lại và chắc chắn.',
    notSure: 'Xin xem lại, rồi đánh dấu ở đây nếu đã chắc chắn.',
    final: 'Ghi rồi không hủy được.',
    badNumber: 'Cần là số nguyên, không âm.',
    tooSmall: (least: string) => `Ít nhất ${least}.`,
    tooGreat: (most: string) => `Nhiều nhất ${most}.`,
    badDecimal: 'Cần là số, tối đa ba chữ số sau dấu phẩy, ví dụ 12,5.',
    badDate: 'Ngày không đúng (ví dụ 23/11/2026).',
    badYear: 'Năm không đúng (ví dụ 2026).',
    filter: 'Lọc',
    all: 'Tất cả',
    takeAway: 'Tải về',
    badTime: 'Giờ không đúng (ví dụ 14:30).',
    badEmail: 'Địa chỉ e-mail không đúng.',
    badPhone: 'Số điện thoại không đúng (ví dụ 0912345678).',
    choose: 'Chọn một mục',
    queued: (count: string) => `${count} mục đang lưu trên máy này, sẽ tự gửi theo thứ tự khi có mạng.`,
    kept: 'Đã lưu trên máy này, sẽ tự gửi khi có mạng. Có thể ghi tiếp.',
  },
  {
    required: 'Please fill in.',
    tooLong: (typed: string, most: string) =>
      `${typed} characters; ${most} at most. Please shorten it; what was typed is still here.`,
    sure: 'I have looked at it again and am sure.',
    notSure: 'Please look at it again, then tick here if you are sure.',
    final: 'This cannot be taken back.',
    badNumber: 'A whole number is needed, not negative.',
    tooSmall: (least: string) => `${least} at least.`,
    tooGreat: (most: string) => `${most} at most.`,
    badDecimal: 'A number is needed, with three digits after the comma at most, such as 12,5.',
    badDate: 'Not a date (such as 23/11/2026).',
    badYear: 'Not a year (such as 2026).',
    filter: 'Filter',
    all: 'All',
    takeAway: 'Download',
    badTime: 'Not a time (such as 14:30).',
    badEmail: 'Not an e-mail address.',
    badPhone: 'Not a telephone number (such as 0912345678).',
    choose: 'Choose one',
    queued: (count: string) => `Waiting for the line: ${count} entries are kept here and sent in order.`,
    kept: 'Kept on this device. You can go on.',
  },
);

/** Says that something stays once it is done, and why. */
export function finalBecause(why: Bilingual): Bilingual {
  return { vi: `${formWords.vi.final} ${why.vi}`, en: `${formWords.en.final} ${why.en}` };
}
