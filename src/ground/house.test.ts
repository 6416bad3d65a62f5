import { describe, expect, test } from 'vitest';
import { houseOf } from './house.ts';

describe('a house is one house however its number is written', () => {
  test.each([
    ['Số 12', '12', 'số nhà 12', 'Nhà số 012'],
    ['12A, tổ 3', 'Tổ 3 - 12 a', 'số 12A tổ 03', 'TO 3, SO 12a'],
    ['45/2 hẻm 9', 'Hẻm 9, số 45/2'],
    ['12 Cao Văn Lầu', 'số 12, cao van lau'],
  ])('%s', (...written) => {
    expect(new Set(written.map(houseOf)).size).toBe(1);
  });

  test.each([
    ['tổ 3, số 12', 'tổ 12, số 3'],
    ['12', '12A'],
    ['12', '120'],
    ['45/2', '45'],
    ['hẻm 9, số 4', 'hẻm 4, số 9'],
  ])('%s is not %s', (one, other) => {
    expect(houseOf(one)).not.toBe(houseOf(other));
  });
});
