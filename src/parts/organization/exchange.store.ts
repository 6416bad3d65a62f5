import { type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Existing, Import } from './exchange.ts';

/** What is there on a day, by code. */
export async function readExisting(db: Queries, day: PlainDate): Promise<Existing> {
  const [units, posts, people, ended] = await Promise.all([
    db.rows<{
      code: string;
      kind: string;
      vi: string;
      en: string;
      parent: string | null;
      hamlets: string[];
      from: PlainDate;
    }>(sql`
      select unit.code, version.kind, version.name_vi as vi, version.name_en as en, parent.code as parent,
        version.hamlets, lower(unit.life) as "from"
      from unit join unit_version version on version.unit_id = unit.id and version.valid @> ${day}::date
      left join unit parent on parent.id = version.parent_id`),
    db.rows<{
      code: string;
      unit: string;
      role: string;
      vi: string;
      handles: boolean;
      from: PlainDate;
      freeFrom: PlainDate | null;
    }>(sql`
      select post.code, unit.code as unit, version.role, version.title_vi as vi,
        version.handles_denunciations as handles, lower(post.life) as "from",
        -- Nobody ever: free from its first day on.
        (select case when count(*) = 0 then lower(post.life) when bool_or(upper_inf(valid)) then null
          else max(upper(valid)) end from holding where post_id = post.id) as "freeFrom"
      from post join post_version version on version.post_id = post.id and version.valid @> ${day}::date
      join unit on unit.id = version.unit_id`),
    db.rows<{ username: string; name: string; posts: string[] }>(sql`
      select account.username, person.name, array(select post.code from holding join post on post.id = holding.post_id
        where holding.person_id = person.id and holding.valid @> ${day}::date) as posts
      from account join person on person.id = account.person_id`),
    db.rows<{ code: string }>(sql`
      select code from unit where not life @> ${day}::date union select code from post where not life @> ${day}::date`),
  ]);
  return {
    units: new Map(units.map((unit) => [unit.code, unit])),
    posts: new Map(posts.map((post) => [post.code, post])),
    people: new Map(people.map((person) => [person.username, person])),
    ended: new Set(ended.map((row) => row.code)),
  };
}

/** Rows for an export as of a day, in the columns of the import. */
export async function exportRows(
  db: Queries,
  day: PlainDate,
): Promise<Record<'don-vi' | 'vi-tri' | 'nhan-su', string[][]>> {
  const [units, posts, people] = await Promise.all([
    db.rows<Record<string, string>>(sql`
      select unit.code, version.kind, version.name_vi, version.name_en, coalesce(parent.code, '') as parent,
        array_to_string(version.hamlets, '; ') as hamlets, lower(unit.life)::text as "from"
      from unit join unit_version version on version.unit_id = unit.id and version.valid @> ${day}::date
      left join unit parent on parent.id = version.parent_id order by unit.code`),
    db.rows<Record<string, string>>(sql`
      select post.code, unit.code as unit, version.role, version.title_vi, version.title_en,
        case when version.handles_denunciations then 'có' else 'không' end as handles, lower(post.life)::text as "from"
      from post join post_version version on version.post_id = post.id and version.valid @> ${day}::date
      join unit on unit.id = version.unit_id order by unit.code, post.code`),
    db.rows<Record<string, string>>(sql`
      select account.username, person.name, coalesce(post.code, '') as post,
        coalesce(lower(holding.valid)::text, '') as "from"
      from account join person on person.id = account.person_id
      left join holding on holding.person_id = person.id and holding.valid @> ${day}::date
      left join post on post.id = holding.post_id order by account.username`),
  ]);
  const values = (rows: Record<string, string>[]) => rows.map((row) => Object.values(row));
  return { 'don-vi': values(units), 'vi-tri': values(posts), 'nhan-su': values(people) };
}

/** Adds the good rows of an import, all in one transaction: units, then posts, then people. */
export async function addImported(
  tx: Queries,
  rows: Pick<Import, 'units' | 'posts' | 'people'>,
): Promise<void> {
  for (const unit of rows.units) {
    await tx.run(sql`
      with made as (
        insert into unit (id, code, life) values (${newId()}, ${unit.code}, daterange(${unit.from}, null)) returning id
      )
      insert into unit_version (unit_id, valid, kind, name_vi, name_en, parent_id, hamlets)
      select id, daterange(${unit.from}, null), ${unit.kind}, ${unit.vi}, ${unit.en},
        (select id from unit where code = ${unit.parent}), ${unit.hamlets}::text[] from made`);
  }
  for (const post of rows.posts) {
    await tx.run(sql`
      with made as (
        insert into post (id, code, life) values (${newId()}, ${post.code}, daterange(${post.from}, null)) returning id
      )
      insert into post_version (post_id, valid, unit_id, role, title_vi, title_en, handles_denunciations)
      select made.id, daterange(${post.from}, null), unit.id, ${post.role}, ${post.vi}, ${post.en}, ${post.handles}
      from made join unit on unit.code = ${post.unit}`);
  }
  for (const person of rows.people) {
    // Somebody with several posts has a row for each.
    const known = await tx.first<{ id: string }>(
      sql`select person_id as id from account where username = ${person.username}`,
    );
    const id = known?.id ?? newId();
    if (!known) {
      await tx.run(sql`insert into person (id, name) values (${id}, ${person.name})`);
      await tx.run(sql`insert into account (person_id, username) values (${id}, ${person.username})`);
    }
    if (person.post !== null)
      await tx.run(sql`
        insert into holding (post_id, person_id, valid)
        select id, ${id}, daterange(${person.from}, null) from post where code = ${person.post}`);
  }
}

/** Keeps what a file said until it is accepted. */
export async function keepDraft(
  db: Queries,
  id: string,
  by: string,
  file: string,
  draft: unknown,
  at: Date,
): Promise<void> {
  await db.run(sql`
    insert into import_draft (id, made_by, file, draft, at) values (${id}, ${by}, ${file}, ${JSON.stringify(draft)}::jsonb, ${at})`);
}

/** What a file said, to be looked at again; undefined when it was imported already, or is somebody else's. */
export async function readDraft<Draft>(db: Queries, id: string, by: string): Promise<Draft | undefined> {
  const row = await db.first<{ draft: Draft }>(
    sql`select draft from import_draft where id = ${id} and made_by = ${by}`,
  );
  return row?.draft;
}

/** What a file said, and no longer kept; undefined when it was imported already, or is somebody else's. */
export async function takeDraft<Draft>(tx: Queries, id: string, by: string): Promise<Draft | undefined> {
  const row = await tx.first<{ draft: Draft }>(
    sql`delete from import_draft where id = ${id} and made_by = ${by} returning draft`,
  );
  return row?.draft;
}
