import { type Queries, sql } from '../../platform/database/database.ts';
import type { PetitionId } from './petition.ts';

/** The page a petition speaks of, and whether it may show there. */
export interface AboutPage {
  page: string;
  shown: boolean;
}

export async function insertAbout(tx: Queries, id: PetitionId, about: AboutPage): Promise<void> {
  await tx.run(sql`
    insert into petition_about (petition_id, page, shown) values (${id}, ${about.page}, ${about.shown})`);
}

export async function aboutOf(db: Queries, id: PetitionId): Promise<AboutPage | undefined> {
  return db.first<AboutPage>(sql`select page, shown from petition_about where petition_id = ${id}`);
}

/** Published cases about a page whose senders let them show there, newest first. */
export async function publishedAbout(
  db: Queries,
  page: string,
  limit: number,
): Promise<{ publicId: string; title: string; publishedAt: Date }[]> {
  return db.rows(sql`
    select public_id as "publicId", coalesce(public_title, title) as title, published_at as "publishedAt"
    from petition_about join petition on petition.id = petition_id
    where page = ${page} and shown and published_at is not null and kind <> 'denunciation'
    order by published_at desc limit ${limit}`);
}
