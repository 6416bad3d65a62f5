import type { Queries } from '../../platform/database/database.ts';
import { sql } from '../../platform/database/database.ts';
import type { Box } from '../../platform/files/picture.ts';
import type { Id } from '../../platform/id.ts';
import type { PetitionId } from './petition.ts';

export type PictureId = Id<'picture'>;
export const moments = ['before', 'after'] as const;
export type Moment = (typeof moments)[number];

/** A picture that is published with a case, or will be. */
export interface Picture {
  id: PictureId;
  /** The file it was made from. */
  source: string;
  boxes: Box[];
  alt: string;
  moment: Moment | null;
  width: number;
  height: number;
}

/** Pictures of a case, those of before first. */
export async function picturesOf(db: Queries, id: PetitionId): Promise<Picture[]> {
  const rows = await db.rows<Omit<Picture, 'boxes'> & { boxes: number[] }>(sql`
    select id, source_file as source, boxes, alt, moment, width, height from petition_picture
    where petition_id = ${id} order by moment = 'after', moment is null, id`);
  return rows.map((row) => ({
    ...row,
    boxes: Array.from({ length: row.boxes.length / 4 }, (_, at) => {
      const [left = 0, top = 0, width = 0, height = 0] = row.boxes.slice(at * 4, at * 4 + 4);
      return { left, top, width, height };
    }),
  }));
}

/** A published picture of a published case; undefined for every other. */
export async function publishedPicture(
  db: Queries,
  publicId: string,
  picture: string,
): Promise<PictureId | undefined> {
  const row = await db.first<{ id: PictureId }>(sql`
    select picture.id from petition_picture picture join petition on petition.id = petition_id
    where public_id = ${publicId} and published_at is not null and picture.id::text = ${picture}`);
  return row?.id;
}

/** Puts a picture to those of a case, in place of the one made from the same file. */
export async function putPicture(tx: Queries, petition: PetitionId, picture: Picture): Promise<void> {
  const boxes = picture.boxes.flatMap((box) => [box.left, box.top, box.width, box.height]);
  await dropPicture(tx, petition, picture.source);
  await tx.run(sql`
    insert into petition_picture (id, petition_id, source_file, boxes, alt, moment, width, height)
    values (${picture.id}, ${petition}, ${picture.source}, ${boxes}::integer[], ${picture.alt}, ${picture.moment},
      ${picture.width}, ${picture.height})`);
}

/** Takes the picture made from a file out of those to be published. */
export async function dropPicture(tx: Queries, petition: PetitionId, source: string): Promise<void> {
  await tx.run(
    sql`delete from petition_picture where petition_id = ${petition} and source_file::text = ${source}`,
  );
}

/** Drops what was proposed for publication: it has changed, and is looked at anew. */
export async function dropProposal(tx: Queries, petition: PetitionId): Promise<void> {
  await tx.run(sql`
    update petition set proposed_title = null, proposed_text = null, proposed_withheld = null, proposed_by = null
    where id = ${petition}`);
}
