import { describe, expect, test } from 'vitest';
import { longestPassword, passwordFaults } from './password.ts';

const context = ['Quách Văn Thảo', 'quachthao', 'UBND Phường Bạc Liêu', 'Tỉnh Cà Mau'];
const fault = async (password: string) => (await passwordFaults(password, context))?.code;

describe('a new password', () => {
  test.each([
    ['ngắn', 'tooShort'],
    ['x'.repeat(11), 'tooShort'],
    ['ă'.repeat(longestPassword + 1), 'tooLong'],
    ['123456789012', 'common'],
    ['qwertyuiop12', 'common'],
    ['Password1234', 'common'],
    ['P@ssw0rd1234', 'common'],
    ['matkhau123456', 'common'],
    ['abcdefghijkl', 'common'],
    ['aaaaaaaaaaaaaa', 'common'],
    ['zaq12wsxcde3', 'common'],
    // What belongs to the person and the place.
    ['quachvanthao1990', 'common'],
    ['Quách Văn Thảo!', 'common'],
    ['phuongbaclieu2026', 'common'],
    ['ubnd-ca-mau-123', 'common'],
    ['gandan-gandan', 'common'],
  ])('%s is refused', async (password, code) => {
    expect(await fault(password)).toBe(code);
  });

  test.each([
    'hoa sen vang 9 bong',
    'trời hôm nay đẹp quá',
    'q!w8e#r2t%y^',
    'một câu dài dễ nhớ',
    // Only signs: composition rules are not asked.
    '?/;:[]{}~^|%',
    'nguyen du 3254 kieu!',
  ])('%s is taken', async (password) => {
    expect(await fault(password)).toBeUndefined();
  });

  test('the longest is taken, one more is not', async () => {
    const long = 'mưa nắng ruộng lúa 7 '.repeat(10);
    expect(await fault(long.slice(0, longestPassword))).toBeUndefined();
    expect(await fault(long.slice(0, longestPassword + 1))).toBe('tooLong');
  });
});
