import type { Language } from './language.ts';

const marks = /[\u0300-\u036f]/g;

/**
 * Folds Vietnamese text for search and comparison: lower case, no tone or vowel marks, đ as d.
 * "Đường ngập" and "duong ngap" fold to the same; so do both placements of the tone (hoà, hòa).
 */
export function fold(text: string): string {
  return text.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('đ', 'd');
}

// No word of any language here is as long; PostgreSQL indexes none above 2,046 bytes and refuses the row.
const longestWord = 64;

/** The words of a folded text: runs of letters and digits, those without end by their beginning. */
export function foldedWords(text: string): string[] {
  return (fold(text).match(/[a-z0-9]+/g) ?? []).map((word) => word.slice(0, longestWord));
}

// Syllables are short: the beginning of two letters is the beginning of half of all words, and looking
// them all up took longer than everything else of a search together.
const shortestBeginning = 3;

/**
 * A PostgreSQL `tsquery` that wants every word typed, the last one (of three letters or more) as the
 * beginning of a word; undefined when nothing searchable was typed. At most eight words count.
 */
export function searchQuery(typed: string): string | undefined {
  const words = foldedWords(typed).slice(0, 8);
  if (words.length === 0) return undefined;
  return words
    .map((word, at) => (at === words.length - 1 && word.length >= shortestBeginning ? `${word}:*` : word))
    .join(' & ');
}

type Form = 'integer' | 'percent' | 'thousandths';

const forms: Record<Form, Intl.NumberFormatOptions> = {
  integer: { maximumFractionDigits: 0 },
  percent: { minimumFractionDigits: 1, maximumFractionDigits: 2 },
  thousandths: { maximumFractionDigits: 3 },
};
const formats = (locale: string) =>
  Object.fromEntries(
    Object.entries(forms).map(([name, options]) => [name, new Intl.NumberFormat(locale, options)]),
  ) as Record<Form, Intl.NumberFormat>;
const numbers: Record<Language, Record<Form, Intl.NumberFormat>> = {
  vi: formats('vi-VN'),
  en: formats('en-GB'),
};

// Papers, mails and sheets are in the office's language; a page is made within `withNumbersOf`.
let language: Language = 'vi';

/**
 * Does some work in which numbers are written as in a language, where nothing else is said: 1.234,5 in Vietnamese, 1,234.5
 * in English. The work is done at once: nothing else runs meanwhile.
 */
export function withNumbersOf<Result>(given: Language, work: () => Result): Result {
  const before = language;
  language = given;
  try {
    return work();
  } finally {
    language = before;
  }
}

/** A whole number: 1.234. */
export function formatInteger(value: number, of: Language = language): string {
  return numbers[of].integer.format(value);
}

/** A share as a percentage with one or two decimals: 68,75%. */
export function formatPercent(numerator: number, denominator: number, of: Language = language): string {
  return `${numbers[of].percent.format((numerator / denominator) * 100)}%`;
}

/** Đồng as they are written: 1.234.567 đ. */
export function formatDong(amount: bigint | number): string {
  return `${numbers[language].integer.format(amount)} đ`;
}

/** Thousandths of something: 1.234,5. */
export function formatThousandths(value: number, of: Language = language): string {
  return numbers[of].thousandths.format(value / 1000);
}
