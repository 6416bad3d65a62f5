import { describe, expect, test } from 'vitest';
import { fromLegacyFont, legacyFontOf } from './legacy-fonts.ts';
import { readText } from './text-encoding.ts';

const words = 'Nguyễn Thị Ánh Tuyết, thửa đất số 12, ấp Thới Hòa, xã Vĩnh Phước';

describe('text as the programs of offices write it', () => {
  const be = Buffer.from(words, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(words), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${words}`), 'utf-8'],
    ['UTF-8, decomposed', Buffer.from(words.normalize('NFD')), 'utf-8'],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${words}`, 'utf16le'), 'utf-16le'],
    [
      'UTF-16, the other way round, with its mark',
      Buffer.concat([Buffer.from([0xfe, 0xff]), be]),
      'utf-16be',
    ],
    ['UTF-16 without a mark', Buffer.from(words, 'utf16le'), 'utf-16le'],
    ['UTF-16, the other way round, without a mark', be, 'utf-16be'],
  ])('%s', (_, bytes, encoding) => {
    expect(readText(bytes)).toEqual({ text: words, encoding });
  });

  test('Windows-1258: letters with their marks behind them', () => {
    // "Nguyễn Văn Hậu": ê and a combining tilde, ă, â and a combining dot.
    const bytes = Buffer.from([
      ...Buffer.from('Nguy'),
      0xea,
      0xde,
      ...Buffer.from('n V'),
      0xe3,
      ...Buffer.from('n H'),
      0xe2,
      0xf2,
      ...Buffer.from('u'),
    ]);
    expect(readText(bytes)).toEqual({ text: 'Nguyễn Văn Hậu', encoding: 'windows-1258' });
  });
});

describe('text typed in a font from before Unicode', () => {
  test.each([
    [
      'tcvn3',
      'NguyÔn V¨n HËu, x· VÜnh Ph­íc, tØnh §ång Th¸p',
      'Nguyễn Văn Hậu, xã Vĩnh Phước, tỉnh Đồng Tháp',
    ],
    ['tcvn3', 'TrÇn ThÞ Mü Duyªn, ®Êt ë n«ng th«n', 'Trần Thị Mỹ Duyên, đất ở nông thôn'],
    [
      'vni',
      'Nguyeãn Vaên Haäu, xaõ Vónh Phöôùc, tænh Ñoàng Thaùp',
      'Nguyễn Văn Hậu, xã Vĩnh Phước, tỉnh Đồng Tháp',
    ],
    ['vni', 'Traàn Thò Myõ Duyeân, ñaát ôû noâng thoân', 'Trần Thị Mỹ Duyên, đất ở nông thôn'],
  ] as const)('%s: %s', (font, typed, meant) => {
    expect(legacyFontOf(typed)).toBe(font);
    expect(fromLegacyFont(typed, font)).toBe(meant);
  });

  test.each([
    words,
    'Hoà, thuỷ, quý: dấu kiểu cũ',
    'Nguyen Van Hau',
    'Café, naïve, façade – 25 m² · “quoted” © 2026',
    'Ông Lê Hoàng Hà và bà Trà',
    '',
  ])('left as it is: %s', (text) => {
    expect(legacyFontOf(text)).toBeUndefined();
  });
});
