import type { UnitId } from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import { type Sight, within } from './petition.store.ts';
import type { PetitionId, PetitionState } from './petition.ts';

// Newest cases of a unit that are looked at: a fixed cost, however many cases there are in all.
const lookedAt = 400;
// Of these, as many as share most words are compared by trigrams, which costs ten times as much each.
const comparedClosely = 60;
// More words than this say no more about what a text is about.
const mostWords = 40;
// Trigrams shared (pg_trgm): below this, two short texts on floods share no more than the word.
const alike = 0.35;

/** A case that says much the same. */
export interface SimilarCase {
  id: PetitionId;
  number: number;
  title: string;
  state: PetitionState;
  receivedOn: PlainDate;
  publicId: string | null;
  publicTitle: string | null;
  /** From 0 to 1: trigrams in common. */
  likeness: number;
  linked: boolean;
}

/**
 * Cases of a unit in the last year that say much the same, most alike first; sealed ones never. Compared
 * without diacritics: words, place and name as they were given.
 */
export async function similarCases(
  db: Queries,
  to: {
    words: string;
    unit: UnitId;
    since: PlainDate;
    except?: PetitionId | undefined;
    publishedOnly?: boolean;
    /** What the reader's lists may show; everybody's what is published. */
    sight?: Sight;
  },
  limit: number,
): Promise<SimilarCase[]> {
  if (!to.words) return [];
  const distinct = [...new Set(to.words.match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, mostWords);
  const any = distinct.map((word) => `'${word}'`).join(' | ');
  // Everybody's question is answered from what everybody may read: neither name nor words that were left out.
  const published = to.publishedOnly ? sql`and published_at is not null` : empty;
  const search = to.publishedOnly ? sql`words.public_search` : sql`words.search`;
  const plain = to.publishedOnly ? sql`words.public_plain` : sql`words.plain`;
  return db.rows<SimilarCase>(sql`
    select id, number, title, state, received_on as "receivedOn", public_title as "publicTitle",
      case when published_at is null then null else public_id end as "publicId", likeness,
      exists (select from petition_link where (petition_id = newest.id and same_as = ${to.except ?? null}::uuid)
        or (same_as = newest.id and petition_id = ${to.except ?? null}::uuid)) as linked
    from (
      select newest.*, similarity(compared, ${to.words}) as likeness
      from (
        select newest.*, ${plain} as compared
        from (
          select * from petition where unit_id = ${to.unit} and kind <> 'denunciation'
            ${to.sight ? within(to.sight, sql`petition.unit_id`, sql`petition.id`) : empty}
            -- The second is implied by the first, and lets the index stop.
            and received_on >= ${to.since} and received_at >= ${to.since}::date - 1 and id is distinct from ${to.except ?? null}::uuid ${published}
          order by received_at desc limit ${lookedAt}
        ) newest join petition_words words on words.petition_id = newest.id
        where ${search} @@ ${any}::tsquery
        order by ts_rank(${search}, ${any}::tsquery) desc limit ${comparedClosely}
      ) newest
      -- Compared once: without this the planner compares for the condition and again for the column.
      offset 0
    ) newest
    where likeness > ${alike}
    order by likeness desc, received_at desc limit ${limit}`);
}

/** The words of a case as they are compared. */
export async function wordsOf(db: Queries, id: PetitionId): Promise<string> {
  const row = await db.first<{ plain: string }>(
    sql`select plain from petition_words where petition_id = ${id}`,
  );
  return row?.plain ?? '';
}

/** Cases linked as the same matter, either way, as far as the reader's lists show them. */
export async function linkedCases(
  db: Queries,
  id: PetitionId,
  sight: Sight,
): Promise<{ id: PetitionId; number: number; title: string; why: string; receivedOn: PlainDate }[]> {
  return db.rows(sql`
    select petition.id, number, title, why, received_on as "receivedOn" from petition_link
    join petition on petition.id = case when petition_link.petition_id = ${id} then same_as else petition_link.petition_id end
    where (petition_link.petition_id = ${id} or same_as = ${id})
      ${within(sight, sql`petition.unit_id`, sql`petition.id`)} order by received_on`);
}
