import { paths } from '../../ground/places.ts';
import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { type Category, categories, readPublicArticle } from './article.store.ts';
import { articleTexts } from './article.texts.ts';
import { type BoundFigure, withFigures } from './binding.ts';

/** News and reports, each sort a topic. */
export const articleNews: NewsSource = {
  topics: categories.map((code) => ({
    code,
    name: { vi: articleTexts.vi.categories[code], en: articleTexts.en.categories[code] },
  })),
  async titleOf({ db }, href) {
    if (!href.startsWith(`${paths.news}/`)) return undefined;
    const article = await readPublicArticle(db, href.slice(paths.news.length + 1));
    if (article?.state !== 'published') return undefined;
    return withFigures(article.title, article.figures, article.language);
  },
  async between({ db }, since, until) {
    const rows = await db.rows<
      Omit<PublicNews, 'topic' | 'href'> & { category: Category; slug: string; figures: BoundFigure[] }
    >(sql`
      select edition.category, slug, article.unit_id as unit, edition.title, language, figures, edition.published_at as at
      from article join article_edition edition on edition.article_id = article.id
      where audience = 'public' and state = 'published' and edition.published_at > ${since} and edition.published_at <= ${until}
      order by edition.published_at`);
    return rows.map(({ category, slug, figures, ...row }) => ({
      ...row,
      title: withFigures(row.title, figures, row.language),
      topic: category,
      href: `${paths.news}/${slug}`,
    }));
  },
};
