import type { PublicSearch } from '../../ground/public-face.ts';
import { paths } from '../../platform/page/frame.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { searchArticles } from './article.store.ts';
import { withFigures } from './binding.ts';

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
