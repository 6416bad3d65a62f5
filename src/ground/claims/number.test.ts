import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDigits, readWords } from './number.ts';

describe('numbers as they are written', () => {
  test.each([
    ['1.234,5', 'vi', 1234.5, 1],
    ['1,234.5', 'en', 1234.5, 1],
    ['1.234', 'vi', 1234, 0],
    ['1,234', 'en', 1234, 0],
    ['68,75', 'vi', 68.75, 2],
    ['62.5', 'en', 62.5, 1],
    ['62.5', 'vi', 62.5, 1],
    ['2.606.672', 'vi', 2606672, 0],
    ['7,942.39', 'en', 7942.39, 2],
    ['0,125', 'vi', 0.125, 3],
    ['207', 'vi', 207, 0],
  ] as const)('%s in %s', (text, language, value, decimals) => {
    expect(readDigits(text, language)).toEqual({ value, decimals });
  });

  test('what Intl writes is read back, in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 2 }),
        (whole, decimals) => {
          const value = whole / 10 ** decimals;
          for (const [language, locale] of [
            ['vi', 'vi-VN'],
            ['en', 'en-GB'],
          ] as const) {
            const text = value.toLocaleString(locale, {
              minimumFractionDigits: decimals,
              maximumFractionDigits: decimals,
            });
            expect(readDigits(text, language).value).toBeCloseTo(value, 6);
          }
        },
      ),
    );
  });

  test.each([
    ['hai mươi ba', 'vi', 23],
    ['mười lăm', 'vi', 15],
    ['một trăm linh năm', 'vi', 105],
    ['ba nghìn hai trăm', 'vi', 3200],
    ['bốn mươi tư', 'vi', 44],
    ['không', 'vi', undefined],
    ['trăm', 'vi', undefined],
    ['twenty-three', 'en', 23],
    ['one hundred and five', 'en', 105],
    ['two thousand', 'en', 2000],
  ] as const)('%s', (text, language, value) => {
    expect(readWords(text, language)).toBe(value);
  });
});
