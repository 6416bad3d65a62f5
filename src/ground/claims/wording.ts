import type { Language } from '../../platform/language.ts';
import type { Hedge } from './token.ts';

const locale: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

// Making one is as dear as looking at a whole sentence.
const formats: Record<Language, Intl.NumberFormat> = {
  vi: new Intl.NumberFormat(locale.vi, { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat(locale.en, { maximumFractionDigits: 2 }),
};

/** A number as a language writes it, with two decimals at most. */
export const written = (value: number, language: Language): string => formats[language].format(value);

const over: Record<Language, string> = { vi: 'hơn', en: 'over' };
const near: Record<Language, string> = { vi: 'gần', en: 'nearly' };

/**
 * Words that hold in place of ones that do not: the true number, and where the author had rounded or hedged
 * it, the nearest whole number with the hedge that is true of it.
 */
export function holding(truth: number, hedge: Hedge, language: Language, sign = ''): string {
  const exact = `${written(truth, language)}${sign}`;
  if (hedge === 'exact') return exact;
  const below = Math.floor(truth);
  const above = Math.ceil(truth);
  if (below === above) return exact;
  const closer = truth - below <= above - truth ? 'below' : 'above';
  const hedged =
    closer === 'below'
      ? `${over[language]} ${written(below, language)}${sign}`
      : `${near[language]} ${written(above, language)}${sign}`;
  return `${exact} (${hedged})`;
}
