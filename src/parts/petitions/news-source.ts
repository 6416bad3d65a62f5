import { paths } from '../../ground/places.ts';
import type { NewsSource, PublicNews } from '../../ground/public-news.ts';
import { sql } from '../../platform/database/database.ts';
import { readPublished } from './petition.store.ts';

/** Cases as they are published, and published anew. */
export const caseNews: NewsSource = {
  topics: [{ code: 'cases', name: { vi: 'Vụ việc công khai', en: 'Published cases' } }],
  async titleOf({ db }, href) {
    if (!href.startsWith(`${paths.cases}/`)) return undefined;
    return (await readPublished(db, href.slice(paths.cases.length + 1)))?.publicTitle ?? undefined;
  },
  async between({ db }, since, until) {
    const rows = await db.rows<Omit<PublicNews, 'topic' | 'href'> & { publicId: string }>(sql`
      select public_id as "publicId", unit_id as unit, public_title as title, language, published_at as at
      from petition where published_at > ${since} and published_at <= ${until} order by published_at`);
    return rows.map(({ publicId, ...row }) => ({
      ...row,
      topic: 'cases',
      href: `${paths.cases}/${publicId}`,
    }));
  },
};
