import type { Language } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';

/** Months that a sentence speaks of: first days of the first and the last. */
export interface Period {
  from: PlainDate;
  to: PlainDate;
}

const month = (year: number, number: number): PlainDate =>
  parsePlainDate(`${year}-${String(number).padStart(2, '0')}-01`);
const span = (year: number, first: number, last: number): Period => ({
  from: month(year, first),
  to: month(year, last),
});

const roman: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4 };
const english = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const ordinal: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };

const patterns: Record<Language, [RegExp, (groups: string[]) => Period | undefined][]> = {
  vi: [
    [
      /tháng\s+(\d{1,2})\s*(?:\/|-|\s+năm\s+)\s*((?:19|20)\d{2})/iu,
      ([, m, y]) => ofMonth(Number(y), Number(m)),
    ],
    [
      /quý\s+(iv|iii|ii|i|[1-4])\s*(?:\/|-|\s+năm\s+|\s+)\s*((?:19|20)\d{2})/iu,
      ([, q, y]) => ofQuarter(Number(y), roman[(q ?? '').toLowerCase()] ?? Number(q)),
    ],
    [
      /(6|sáu|9|chín|3|ba)\s+tháng\s+đầu\s+năm\s+((?:19|20)\d{2})/iu,
      ([, n, y]) =>
        span(Number(y), 1, { 6: 6, sáu: 6, 9: 9, chín: 9, 3: 3, ba: 3 }[(n ?? '').toLowerCase()] ?? 6),
    ],
    [/(?:6|sáu)\s+tháng\s+cuối\s+năm\s+((?:19|20)\d{2})/iu, ([, y]) => span(Number(y), 7, 12)],
    [/(?:năm|trong)\s+((?:19|20)\d{2})/iu, ([, y]) => span(Number(y), 1, 12)],
  ],
  en: [
    [
      new RegExp(`(${english.join('|')}),?\\s+((?:19|20)\\d{2})`, 'i'),
      ([, m, y]) => ofMonth(Number(y), english.indexOf((m ?? '').toLowerCase()) + 1),
    ],
    [
      /(first|second|third|fourth)\s+quarter\s+of\s+((?:19|20)\d{2})/i,
      ([, q, y]) => ofQuarter(Number(y), ordinal[(q ?? '').toLowerCase()] ?? 1),
    ],
    [
      /(first|second)\s+half\s+of\s+((?:19|20)\d{2})/i,
      ([, h, y]) => ((h ?? '').toLowerCase() === 'first' ? span(Number(y), 1, 6) : span(Number(y), 7, 12)),
    ],
    [/\b(?:in|during|for|of)\s+((?:19|20)\d{2})\b/i, ([, y]) => span(Number(y), 1, 12)],
  ],
};

function ofMonth(year: number, number: number): Period | undefined {
  return number >= 1 && number <= 12 ? span(year, number, number) : undefined;
}

function ofQuarter(year: number, number: number): Period {
  return span(year, number * 3 - 2, number * 3);
}

/** The months a sentence names, narrowest first; undefined when it names none with their year. */
export function periodIn(sentence: string, language: Language): Period | undefined {
  for (const [pattern, read] of patterns[language]) {
    const match = pattern.exec(sentence);
    const found = match && read([...match].map((group) => group ?? ''));
    if (found) return found;
  }
  return undefined;
}
