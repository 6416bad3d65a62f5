import { expect, test } from 'vitest';
import { checkWriting } from './writing-check.ts';

test('what does not hold comes first, at its place in the field, also between marks and bound figures', () => {
  const body =
    '# Kết quả\n\n**Năm 2025** {{petitions-received 01/2025-12/2025}} đơn.\n\nGiải quyết 61/80 đơn, đạt 90%.';
  const [first] = checkWriting({ title: 'Báo cáo', lead: '', body }, 'vi', 'vi');
  expect(first).toMatchObject({ field: 'body', verdict: 'fails' });
  expect(body.slice(first?.at, first?.end)).toBe(first?.quote);
  expect(first?.quote).toContain('90%');
  expect(first?.why).toContain('76,25');
});

test('what holds is left alone, and each field is looked at by itself', () => {
  expect(checkWriting({ body: 'Giải quyết 60/80 đơn, đạt 75%.' }, 'vi', 'vi')).toEqual([]);
  expect(checkWriting({ title: 'Giải quyết 60/80 đơn, đạt 80%' }, 'vi', 'en')[0]).toMatchObject({
    field: 'title',
    verdict: 'fails',
  });
  // A number of the lead is not held against the body's.
  expect(
    checkWriting({ lead: '80 đơn.', body: 'Đã giải quyết 61.' }, 'vi', 'vi').filter(
      (one) => one.verdict === 'fails',
    ),
  ).toEqual([]);
});
