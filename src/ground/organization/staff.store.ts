import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PersonId, PostId, UnitId } from './organization.ts';

/** A person with an account, as the list of people shows them. */
export interface StaffLine {
  id: PersonId;
  name: string;
  username: string;
  disabled: boolean;
  /** Has never set a password. */
  invited: boolean;
  posts: Bilingual[];
}

/** People, by name; `query` is looked for in names and user names. */
export async function listStaff(
  db: Queries,
  filter: { query: string; day: PlainDate; limit: number; after: string },
): Promise<StaffLine[]> {
  const words = filter.query
    ? sql`and (person.name ilike ${`%${escapeLike(filter.query)}%`} or account.username ilike ${`%${escapeLike(filter.query)}%`})`
    : empty;
  return db.rows<StaffLine>(sql`
    select person.id, person.name, account.username, account.disabled_at is not null as disabled,
      account.password_hash is null as invited,
      coalesce((
        select jsonb_agg(jsonb_build_object('vi', post.title_vi || ', ' || unit.name_vi,
          'en', post.title_en || ', ' || unit.name_en) order by lower(holding.valid))
        from holding
        join post_version post on post.post_id = holding.post_id and post.valid @> ${filter.day}::date
        join unit_version unit on unit.unit_id = post.unit_id and unit.valid @> ${filter.day}::date
        where holding.person_id = person.id and holding.valid @> ${filter.day}::date), '[]') as posts
    from person join account on account.person_id = person.id
    where account.username > ${filter.after} ${words}
    order by account.username limit ${filter.limit}`);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A span in which a person held a post. */
export interface Held {
  post: PostId;
  title: Bilingual;
  unit: Bilingual;
  unitId: UnitId;
  from: PlainDate;
  /** First day on which they no longer held it. */
  until: PlainDate | null;
}

/** All posts a person ever held, newest first; each by its last name in that span. */
export async function heldBy(db: Queries, person: PersonId): Promise<Held[]> {
  return db.rows<Held>(sql`
    select holding.post_id as post, lower(holding.valid) as "from", upper(holding.valid) as until,
      jsonb_build_object('vi', post.title_vi, 'en', post.title_en) as title,
      jsonb_build_object('vi', unit.name_vi, 'en', unit.name_en) as unit, post.unit_id as "unitId"
    from holding
    join lateral (select * from post_version where post_id = holding.post_id and valid && holding.valid
      order by lower(valid) desc limit 1) post on true
    join lateral (select * from unit_version where unit_id = post.unit_id and valid && holding.valid
      order by lower(valid) desc limit 1) unit on true
    where holding.person_id = ${person} order by lower(holding.valid) desc`);
}

/** A post that nobody holds on a day. */
export interface VacantPost {
  id: PostId;
  title: Bilingual;
  unit: Bilingual;
}

/** Posts that are vacant on a day. */
export async function vacantPosts(db: Queries, day: PlainDate): Promise<VacantPost[]> {
  return db.rows<VacantPost>(sql`
    select post.post_id as id, jsonb_build_object('vi', post.title_vi, 'en', post.title_en) as title,
      jsonb_build_object('vi', unit.name_vi, 'en', unit.name_en) as unit
    from post_version post
    join unit_version unit on unit.unit_id = post.unit_id and unit.valid @> ${day}::date
    where post.valid @> ${day}::date and not exists (
      select from holding where post_id = post.post_id and valid && daterange(${day}, null))
    order by unit.name_vi, post.title_vi limit 500`);
}

/** A post or a matter handed to somebody for some days. */
export interface DelegationLine {
  id: string;
  kind: 'delegation' | 'absence';
  post: Bilingual;
  unit: Bilingual;
  fromName: string | null;
  toName: string;
  /** A single matter instead of the whole post. */
  subjectId: string | null;
  from: PlainDate;
  /** Last day. */
  to: PlainDate;
  ground: string;
  endedAt: Date | null;
  madeAt: Date;
}

/** Delegations that a person gave or received, or all of them, latest first. */
export async function delegationsOf(
  db: Queries,
  whose: { person: PersonId } | 'all',
  limit: number,
): Promise<DelegationLine[]> {
  const of =
    whose === 'all'
      ? empty
      : sql`where delegation.to_person = ${whose.person} or delegation.from_post in (
          select post_id from holding where person_id = ${whose.person})`;
  return db.rows<DelegationLine>(sql`
    select delegation.id, delegation.kind, delegation.subject_id as "subjectId", delegation.ground,
      lower(delegation.valid) as "from", upper(delegation.valid) - 1 as "to", delegation.ended_at as "endedAt", delegation.made_at as "madeAt",
      jsonb_build_object('vi', post.title_vi, 'en', post.title_en) as post,
      jsonb_build_object('vi', unit.name_vi, 'en', unit.name_en) as unit,
      giver.name as "fromName", receiver.name as "toName"
    from delegation
    join person receiver on receiver.id = delegation.to_person
    join lateral (select * from post_version where post_id = delegation.from_post
      order by lower(valid) desc limit 1) post on true
    join lateral (select * from unit_version where unit_id = post.unit_id order by lower(valid) desc limit 1) unit on true
    left join holding on holding.post_id = delegation.from_post and holding.valid @> lower(delegation.valid)
    left join person giver on giver.id = holding.person_id
    ${of} order by lower(delegation.valid) desc, delegation.id desc limit ${limit}`);
}
