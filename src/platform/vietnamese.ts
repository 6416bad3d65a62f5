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

const integer = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 2 });

/** A whole number as written in Việt Nam: 1.234. */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** A share as a percentage with one or two decimals: 68,75%. */
export function formatPercent(numerator: number, denominator: number): string {
  return `${decimal.format((numerator / denominator) * 100)}%`;
}

/** Đồng as they are written: 1.234.567 đ. */
export function formatDong(amount: bigint | number): string {
  return `${integer.format(amount)} đ`;
}

const thousandths = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 });

/** Thousandths of something as they are written: 1.234,5. */
export function formatThousandths(value: number): string {
  return thousandths.format(value / 1000);
}
