import { paths } from '../../ground/places.ts';
import type { PublicSearch } from '../../ground/public-face.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { foldedWords } from '../../platform/vietnamese.ts';
import { searchArticles } from './article.store.ts';
import { withFigures } from './binding.ts';
import { pages, saysNothing } from './page-words.ts';

/** What pages are called in lists of what was found. */
export const pageSort = { vi: 'Trang', en: 'Pages' };

/**
 * Pages by what people call them. All words that say something have to be there, but for one of three: people ask
 * whole questions.
 */
export const pageSearch: PublicSearch = async (_services, { words, language, limit }) => {
  const asked = words.filter((word) => !saysNothing.has(word));
  if (asked.length === 0) return [];
  const least = asked.length - Math.floor(asked.length / 3);
  return pages
    .map(({ href, name, called }) => ({ href, name, score: scoreOf(asked, words.join(' '), name, called) }))
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ href, name }) => ({ sort: pageSort, title: name[language], href }));
};

/** How many of the words a page is called by, and half a word more for a whole phrase. */
function scoreOf(
  asked: readonly string[],
  phrase: string,
  name: Bilingual,
  called: readonly string[],
): number {
  const names = [name.vi, name.en, ...called];
  const own = names.flatMap(foldedWords);
  const met = asked.filter((word) => own.some((one) => one.startsWith(word))).length;
  const whole = names.some((one) => {
    const folded = foldedWords(one).join(' ');
    return folded.includes(phrase) || phrase.includes(folded);
  });
  return met + (whole ? 0.5 : 0);
}

/** Published news and reports by their words. */
export const articleSearch: PublicSearch = async ({ db }, { query, limit }) => {
  const found = await searchArticles(db, query, limit);
  return found.map((one) => ({
    sort: { vi: 'Tin tức, báo cáo', en: 'News and reports' },
    title: withFigures(one.title, one.figures, one.language),
    language: one.language,
    href: `${paths.news}/${one.slug}`,
    on: dayInVietnam(one.firstAt),
  }));
};
