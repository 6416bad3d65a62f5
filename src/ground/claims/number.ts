import type { Language } from '../../platform/language.ts';

/** A number as it was read: its value, and how exactly it was written. */
export interface ReadNumber {
  value: number;
  /** Digits after the decimal sign, of the number before its scale word. */
  decimals: number;
}

/** Digits with separators: 1.234,5 in Vietnamese, 1,234.5 in English. */
export const digits = '\\d{1,3}(?:[.,]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?';

/** What a scale word multiplies with. */
export const scales: Record<string, number> = {
  nghìn: 1e3,
  ngàn: 1e3,
  vạn: 1e4,
  triệu: 1e6,
  tỷ: 1e9,
  tỉ: 1e9,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  m: 1e6,
  bn: 1e9,
};

/**
 * Reads digits by the custom of a language. Where both signs stand, the last is the decimal one; a single
 * sign before exactly three digits parts thousands where the language writes them so.
 */
export function readDigits(text: string, language: Language): ReadNumber {
  const thousands = language === 'vi' ? '.' : ',';
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return { value: Number(text), decimals: 0 };
  const sign = text[last] as string;
  const both = text.includes('.') && text.includes(',');
  const after = text.length - last - 1;
  const several = text.split(sign).length > 2;
  const grouped = !both && (several || (after === 3 && sign === thousands));
  if (grouped) return { value: Number(text.replaceAll(sign, '')), decimals: 0 };
  const whole = text.slice(0, last).replace(/[.,]/g, '');
  return { value: Number(`${whole}.${text.slice(last + 1)}`), decimals: after };
}

const vietnameseUnits: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
};
const englishUnits: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const englishTens: Record<string, number> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

const alternatives = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length).join('|');
const vietnameseWord = alternatives([
  ...Object.keys(vietnameseUnits),
  'mười',
  'mươi',
  'trăm',
  'linh',
  'lẻ',
  'nghìn',
  'ngàn',
]);
const englishWord = alternatives([
  ...Object.keys(englishUnits).filter((word) => word.length > 2),
  ...Object.keys(englishTens),
  'hundred',
  'thousand',
]);

/** Runs of number words; what they mean is read by `readWords`. */
export const numberWords: Record<Language, string> = {
  vi: `(?:${vietnameseWord})(?:\\s+(?:${vietnameseWord})){0,11}`,
  en: `(?:${englishWord})(?:(?:\\s+and)?[\\s-]+(?:${englishWord})){0,11}`,
};

/** Reads number words below a million; undefined when they are none ("không", "trăm" alone). */
export function readWords(text: string, language: Language): number | undefined {
  const words = text.toLowerCase().split(/[\s-]+/);
  return language === 'vi' ? readVietnamese(words) : readEnglish(words);
}

function readVietnamese(words: readonly string[]): number | undefined {
  let total = 0;
  let part = 0;
  let digit: number | undefined;
  for (const word of words) {
    if (word in vietnameseUnits) {
      if (digit !== undefined) return undefined;
      digit = vietnameseUnits[word];
    } else if (word === 'mười') {
      part += 10;
    } else if (word === 'mươi') {
      if (digit === undefined) return undefined;
      part += digit * 10;
      digit = undefined;
    } else if (word === 'trăm') {
      if (digit === undefined) return undefined;
      part += digit * 100;
      digit = undefined;
    } else if (word === 'nghìn' || word === 'ngàn') {
      if (digit === undefined && part === 0) return undefined;
      total += (part + (digit ?? 0)) * 1000;
      part = 0;
      digit = undefined;
    }
  }
  const value = total + part + (digit ?? 0);
  return value > 0 ? value : undefined;
}

function readEnglish(words: readonly string[]): number | undefined {
  let total = 0;
  let part = 0;
  for (const word of words) {
    if (word in englishUnits) part += englishUnits[word] ?? 0;
    else if (word in englishTens) part += englishTens[word] ?? 0;
    else if (word === 'hundred') part = (part || 1) * 100;
    else if (word === 'thousand') {
      total += (part || 1) * 1000;
      part = 0;
    }
  }
  return total + part > 0 ? total + part : undefined;
}

/** One number word or small whole number, for fractions and multiples. */
export function readSmall(text: string, language: Language): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : readWords(text, language);
}
