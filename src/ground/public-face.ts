import type { Bilingual, Language } from '../platform/language.ts';
import type { PlainDate } from '../platform/time.ts';
import { foldedWords } from '../platform/vietnamese.ts';
import type { Services } from './services.ts';

/** What a part shows on the first page: a heading, a few lines, and where there is more. */
export interface HomeSection {
  title: Bilingual;
  lines: { text: Bilingual; href?: string }[];
  /** Said when there are no lines. */
  none: Bilingual;
  more: { href: string; text: Bilingual };
}

/** Something public that a search found. */
export interface Found {
  /** What sort of thing it is. */
  sort: Bilingual;
  title: string;
  /** The language its title is in, where that is not the reader's. */
  language?: Language;
  href: string;
  on?: PlainDate;
}

/**
 * Finds what is public of a part.
 *
 * @param query what was typed, as a `tsquery` of folded words
 * @param words the folded words themselves
 */
export type PublicSearch = (
  services: Services,
  asked: { query: string; words: readonly string[]; language: Language; limit: number },
) => Promise<Found[]>;

/** What a part withheld, took down or put right, for all to see, each with its reason. */
export interface OpennessSection {
  title: Bilingual;
  lead: Bilingual;
  lines: {
    text: string;
    language?: Language;
    href?: string;
    on?: PlainDate;
    /** The reason, as it was given. */
    why?: string;
  }[];
  none: Bilingual;
}

/** Things whose titles have every word looked for, as a search gives them: for lists of some hundreds. */
export function foundByTitle(
  rows: readonly { title: string; href: string; on?: PlainDate }[],
  words: readonly string[],
  sort: Bilingual,
  limit: number,
): Found[] {
  return rows
    .filter(({ title }) => {
      const own = foldedWords(title);
      return words.every((word) => own.some((one) => one.startsWith(word)));
    })
    .slice(0, limit)
    .map((row) => ({ ...row, sort, language: 'vi' }));
}

/** A page that everybody may read, and when it changed last. */
export interface PublicAddress {
  path: string;
  changed?: Date;
}

/** Public pages of a part that are too many to be listed by hand: for search engines. */
export interface PublicAddresses {
  /** Names their files: letters and hyphens. */
  code: string;
  count(services: Services): Promise<number>;
  page(services: Services, from: number, limit: number): Promise<PublicAddress[]>;
}
