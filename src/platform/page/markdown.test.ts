import { expect, test } from 'vitest';
import { htmlOf, plainOf } from './markdown.ts';

test.each([
  ['# Đầu đề\n\nChữ **đậm**', '<h2>Đầu đề</h2>\n<p>Chữ <strong>đậm</strong></p>\n'],
  ['## a\n\n#### b\n\n## c\n\n# d', '<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n<h2>d</h2>\n'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'],
  ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
  ['![x](https://example.org/a.png)', '<p>!<a href="https://example.org/a.png">x</a></p>\n'],
  ['[x](https://example.org)', '<p><a href="https://example.org">x</a></p>\n'],
])('%s', (markdown, html) => {
  expect(htmlOf(markdown)).toBe(html);
});

test('the words alone', () => {
  expect(plainOf('# Đầu đề\n\nĐạt **70%** (22/32\ndự án)\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toBe(
    'Đầu đề\nĐạt 70% (22/32 dự án)\na\nb\n1\n2\n',
  );
});
