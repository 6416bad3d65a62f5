import { type Queries, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PersonId, PostId, UnitId } from './organization.ts';

export interface NewPost {
  id: PostId;
  code: string;
  unitId: UnitId;
  role: string;
  title: Bilingual;
  handlesDenunciations: boolean;
  from: PlainDate;
}

/** Writes a post that nobody holds yet. */
export async function insertPost(tx: Queries, post: NewPost): Promise<void> {
  await tx.run(sql`
    insert into post (id, code, life) values (${post.id}, ${post.code}, daterange(${post.from}, null))`);
  await tx.run(sql`
    insert into post_version (post_id, valid, unit_id, role, title_vi, title_en, handles_denunciations)
    values (${post.id}, daterange(${post.from}, null), ${post.unitId}, ${post.role}, ${post.title.vi},
      ${post.title.en}, ${post.handlesDenunciations})`);
}

/** Somebody takes a post on; refused by the database while somebody else holds it. */
export async function insertHolding(
  tx: Queries,
  holding: { post: PostId; person: PersonId; from: PlainDate; until?: PlainDate | null },
): Promise<void> {
  await tx.run(sql`
    insert into holding (post_id, person_id, valid)
    values (${holding.post}, ${holding.person}, daterange(${holding.from}, ${holding.until ?? null}))`);
}

/**
 * Somebody leaves a post: from that day on it is vacant. A hold that was only to begin, or begins today, is
 * taken back; one that was in force on any day before is never erased.
 *
 * @returns false when there is no hold that could end so
 */
export async function endHolding(
  tx: Queries,
  post: PostId,
  person: PersonId,
  from: PlainDate,
  today: PlainDate,
): Promise<boolean> {
  const taken = await tx.run(sql`
    delete from holding where post_id = ${post} and person_id = ${person}
      and lower(valid) >= ${from}::date and lower(valid) >= ${today}::date`);
  const ended = await tx.run(sql`
    update holding set valid = daterange(lower(valid), ${from})
    where post_id = ${post} and person_id = ${person} and valid @> ${from}::date and lower(valid) < ${from}::date`);
  return taken + ended > 0;
}
