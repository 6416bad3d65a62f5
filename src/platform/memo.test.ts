import { expect, test } from 'vitest';
import { Memo } from './memo.ts';

test('made once for all who ask, kept for a while, and not when it failed', async () => {
  let now = 0;
  let made = 0;
  const memo = new Memo<number>(() => new Date(now), 1000, 2);
  const make = async () => ++made;
  expect(await Promise.all([memo.get('a', make), memo.get('a', make)])).toEqual([1, 1]);
  now = 999;
  expect(await memo.get('a', make)).toBe(1);
  now = 1000;
  expect(await memo.get('a', make)).toBe(2);
  await expect(memo.get('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await memo.get('b', make)).toBe(3);
  // The oldest goes first.
  await memo.get('c', make);
  expect(await memo.get('a', make)).toBe(5);
});
