/** Fonts that gave Vietnamese letters the codes of others, before Unicode: .VnTime (TCVN3, "ABC") and VNI-Times. */
export type LegacyFont = 'tcvn3' | 'vni';

// TCVN 5712:1993, third table, as Windows-1252 shows its codes.
const tcvn3: ReadonlyMap<string, string> = new Map(
  Object.entries({
    àáảãạ: 'µ¸¶·¹',
    ăằắẳẵặ: '¨»¾¼½Æ',
    âầấẩẫậ: '©ÇÊÈÉË',
    èéẻẽẹ: 'ÌÐÎÏÑ',
    êềếểễệ: 'ªÒÕÓÔÖ',
    ìíỉĩị: '×ÝØÜÞ',
    òóỏõọ: 'ßãáâä',
    ôồốổỗộ: '«åèæçé',
    ơờớởỡợ: '¬êíëìî',
    ùúủũụ: 'ïóñòô',
    ưừứửữự: '\u00adõøö÷ù',
    ỳýỷỹỵ: 'úýûüþ',
    đĐĂÂÊÔƠƯ: '®§¡¢£¤¥¦',
  }).flatMap(([letters, codes]) =>
    [...letters].map((letter, at): [string, string] => [[...codes][at] ?? '', letter]),
  ),
);

// VNI: a letter and a mark behind it; some letters alone.
const vniMarks: Readonly<Record<string, string>> = {
  a: 'øùûõïêèéúüëâàáåãä',
  e: 'øùûõïâàáåãä',
  o: 'øùûõïâàáåãä',
  u: 'øùûõï',
  y: 'øùûõ',
  ô: 'øùûõï',
  ö: 'øùûõï',
};
const vniLetters: Readonly<Record<string, string>> = {
  a: 'àáảãạăằắẳẵặâầấẩẫậ',
  e: 'èéẻẽẹêềếểễệ',
  o: 'òóỏõọôồốổỗộ',
  u: 'ùúủũụ',
  y: 'ỳýỷỹ',
  ô: 'ờớởỡợ',
  ö: 'ừứửữự',
};
const vniAlone: ReadonlyMap<string, string> = new Map([
  ['ñ', 'đ'],
  ['Ñ', 'Đ'],
  ['ô', 'ơ'],
  ['Ô', 'Ơ'],
  ['ö', 'ư'],
  ['Ö', 'Ư'],
  ['æ', 'ỉ'],
  ['Æ', 'Ỉ'],
  ['ó', 'ĩ'],
  ['Ó', 'Ĩ'],
  ['ò', 'ị'],
  ['Ò', 'Ị'],
  ['î', 'ỵ'],
  ['Î', 'Ỵ'],
]);
const vniPairs: ReadonlyMap<string, string> = new Map(
  Object.entries(vniMarks).flatMap(([letter, marks]) =>
    [...marks].flatMap((mark, at): [string, string][] => {
      const meant = [...(vniLetters[letter] ?? '')][at] ?? '';
      const upper = letter.toUpperCase();
      return [
        [letter + mark, meant],
        [upper + mark, meant.toUpperCase()],
        [upper + mark.toUpperCase(), meant.toUpperCase()],
      ];
    }),
  ),
);

// Letters that only Unicode has: where one stands, nothing is of an old font.
const unicodeLetters = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/u;
// Signs that no text of another language has inside its words.
const tcvn3Signs = /\p{L}[µ¸¶·¹¨»¾¼½©ª«¬\u00ad®§×÷]|[®§][\p{L}µ¸¶·¹]/gu;
const vniSigns = /[aeouyAEOUY][øûõïåäëüØÛÕÏÅÄËÜ]|[öôÖÔ][øùûõïØÙÛÕÏ]|(?<![\p{L}])ñ[aeiouyöô]/gu;
const fewest = 2;

/** Which old font a text was typed in; undefined for Unicode, or where too little tells. */
export function legacyFontOf(text: string): LegacyFont | undefined {
  if (unicodeLetters.test(text)) return undefined;
  const tcvn = text.match(tcvn3Signs)?.length ?? 0;
  const vni = text.match(vniSigns)?.length ?? 0;
  if (Math.max(tcvn, vni) < fewest) return undefined;
  return tcvn >= vni ? 'tcvn3' : 'vni';
}

/**
 * Text of an old font in Unicode. In TCVN3 capitals with marks are small letters in another font (.VnTimeH): what
 * they were cannot be told from the text.
 */
export function fromLegacyFont(text: string, font: LegacyFont): string {
  if (font === 'tcvn3') return [...text].map((sign) => tcvn3.get(sign) ?? sign).join('');
  let read = '';
  const signs = [...text];
  for (let at = 0; at < signs.length; at++) {
    const pair = vniPairs.get(`${signs[at]}${signs[at + 1] ?? ''}`);
    if (pair !== undefined) at += 1;
    read += pair ?? vniAlone.get(signs[at] ?? '') ?? signs[at];
  }
  return read;
}
