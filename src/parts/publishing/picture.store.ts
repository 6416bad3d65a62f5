import { type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { ArticleId } from './article.store.ts';

export type PictureId = Id<'articlePicture'>;

/** A picture of an article, without its bytes. */
export interface Picture {
  id: PictureId;
  /** What it shows, for those who do not see it. */
  alt: string;
  caption: string;
  /** In pixels, of its largest form. */
  width: number;
  height: number;
}

/** Widths in which a picture is kept, in pixels: a phone's, a phone's with a fine screen, a large one's. */
export const pictureWidths = { small: 480, middle: 960, large: 1600 } as const;
export type PictureSize = keyof typeof pictureWidths;

/** How a picture stands in a text: by the last letters of its id. */
export function pictureToken(picture: Pick<Picture, 'id'>): string {
  return `{{picture ${picture.id.slice(-8)}}}`;
}

/** A text without its pictures, known or not. */
export function withoutPictures(text: string): string {
  return text.replace(/\{\{picture [0-9a-f]+\}\}/g, '');
}

export async function insertPicture(
  tx: Queries,
  article: ArticleId,
  picture: Picture & Record<PictureSize, Buffer>,
): Promise<void> {
  await tx.run(sql`
    insert into article_picture (id, article_id, alt, caption, width, height, small, middle, large)
    values (${picture.id}, ${article}, ${picture.alt}, ${picture.caption}, ${picture.width}, ${picture.height},
      ${picture.small}, ${picture.middle}, ${picture.large})
    on conflict (id) do update set alt = excluded.alt, caption = excluded.caption`);
}

/** Pictures of an article, in the order in which they came. */
export async function picturesOf(db: Queries, article: ArticleId): Promise<Picture[]> {
  return db.rows<Picture>(sql`
    select id, alt, caption, width, height from article_picture where article_id = ${article} order by id`);
}

/** The bytes of a picture, and whether a published edition shows it. */
export async function pictureBytes(
  db: Queries,
  id: PictureId,
  size: PictureSize,
): Promise<{ bytes: Buffer; articleId: ArticleId; published: boolean } | undefined> {
  const column = { small: sql`small`, middle: sql`middle`, large: sql`large` }[size];
  return db.first(sql`
    select ${column} as bytes, picture.article_id as "articleId", article.audience = 'public' and article.state = 'published' and exists (
      select from article_edition edition where edition.article_id = picture.article_id
        and position(${pictureToken({ id })} in edition.body) > 0) as published
    from article_picture picture join article on article.id = picture.article_id where picture.id = ${id}`);
}
