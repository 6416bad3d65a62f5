import { h } from 'preact';
import { expect, test } from 'vitest';
import { renderPage } from './page/render.ts';
import { formatDong, formatInteger, formatPercent, formatThousandths, withNumbersOf } from './vietnamese.ts';

const Page = (_: { frame: { language: 'vi' | 'en' } }) =>
  h(
    'p',
    null,
    [formatInteger(12_345), formatPercent(2, 3), formatThousandths(1_500), formatDong(1_234_567n)].join(' '),
  );

test('numbers of a page are written as in its language, and as in Vietnamese outside of pages', () => {
  expect(renderPage(h(Page, { frame: { language: 'vi' } }))).toContain('12.345 66,67% 1,5 1.234.567 đ');
  expect(renderPage(h(Page, { frame: { language: 'en' } }))).toContain('12,345 66.67% 1.5 1,234,567 đ');
  expect(formatInteger(12_345)).toBe('12.345');
  // What is said to be of a language stays so wherever it stands.
  expect(withNumbersOf('en', () => formatInteger(12_345, 'vi'))).toBe('12.345');
});

test('a page that fails leaves the language as it was', () => {
  const broken = () =>
    withNumbersOf('en', () => {
      throw new Error('broken');
    });
  expect(broken).toThrow('broken');
  expect(formatInteger(1_000)).toBe('1.000');
});
