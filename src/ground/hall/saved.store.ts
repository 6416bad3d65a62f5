import { type Queries, sql } from '../../platform/database/database.ts';
import { type Id, newId } from '../../platform/id.ts';
import type { PersonId } from '../organization/organization.ts';

export type SavedFilterId = Id<'savedFilter'>;

/** What somebody asks a list for again and again. */
export interface SavedFilter {
  id: SavedFilterId;
  name: string;
  /** As it stands in the address, without the `?`. */
  query: string;
}

// More would be a list of their own.
const mostSaved = 20;

export async function savedFor(db: Queries, person: PersonId, list: string): Promise<SavedFilter[]> {
  return db.rows<SavedFilter>(
    sql`select id, name, query from saved_filter where person_id = ${person} and list = ${list} order by name limit ${mostSaved}`,
  );
}

/** Keeps a filter under a name; what had the name before is no more. @returns false when there are too many */
export async function keepFilter(
  db: Queries,
  given: { person: PersonId; list: string; name: string; query: string; at: Date },
): Promise<boolean> {
  const { person, list, name, query, at } = given;
  const row = await db.first(sql`
    insert into saved_filter (id, person_id, list, name, query, made_at)
    select ${newId()}, ${person}, ${list}, ${name}, ${query}, ${at}
    where (select count(*) from saved_filter where person_id = ${person} and list = ${list} and name <> ${name}) < ${mostSaved}
    on conflict (person_id, list, name) do update set query = excluded.query, made_at = excluded.made_at
    returning id`);
  return row !== undefined;
}

export async function dropFilter(
  db: Queries,
  person: PersonId,
  id: SavedFilterId,
): Promise<string | undefined> {
  const row = await db.first<{ list: string }>(
    sql`delete from saved_filter where id = ${id} and person_id = ${person} returning list`,
  );
  return row?.list;
}
