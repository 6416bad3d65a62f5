import { expect, test } from 'vitest';
import { periodIn } from './period.ts';

test.each([
  ['Trong tháng 3/2026, tỷ lệ đúng hạn đạt 90%.', 'vi', '2026-03-01', '2026-03-01'],
  ['Tháng 12 năm 2025 có 40 đơn.', 'vi', '2025-12-01', '2025-12-01'],
  ['Quý II/2026 đạt 95%.', 'vi', '2026-04-01', '2026-06-01'],
  ['6 tháng đầu năm 2026, đạt 95%.', 'vi', '2026-01-01', '2026-06-01'],
  ['Sáu tháng cuối năm 2025 đạt 95%.', 'vi', '2025-07-01', '2025-12-01'],
  ['Năm 2025, có 90% đơn đúng hạn.', 'vi', '2025-01-01', '2025-12-01'],
  ['In March 2026, 90% were on time.', 'en', '2026-03-01', '2026-03-01'],
  ['In the first quarter of 2026, 90%.', 'en', '2026-01-01', '2026-03-01'],
  ['During 2025, 90% were on time.', 'en', '2025-01-01', '2025-12-01'],
] as const)('%s', (sentence, language, from, to) => {
  expect(periodIn(sentence, language)).toEqual({ from, to });
});

test.each(['Tỷ lệ đúng hạn đạt 90%.', 'Tháng 13/2026 đạt 90%.', 'Điều 28 khoản 3'])(
  '%s names none',
  (sentence) => {
    expect(periodIn(sentence, 'vi')).toBeUndefined();
  },
);
