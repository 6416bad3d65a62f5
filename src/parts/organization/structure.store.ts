import {
  type Unit,
  type UnitId,
  type UnitRow,
  unitColumns,
  unitKinds,
  unitOf,
} from '../../ground/organization/organization.ts';
import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';

/** A unit on a day with how many posts it has and how many of them somebody holds. */
export interface CountedUnit extends Unit {
  posts: number;
  filled: number;
  /** Units directly under it. */
  children: number;
}

// Posts and holdings are counted once for all units: one by one they would be asked for thousands of times.
const counted = (day: PlainDate, which: Sql) => sql`
  select post.unit_id, count(*)::int as posts, count(holding.person_id)::int as filled
  from post_version post
  left join holding on holding.post_id = post.post_id and holding.valid @> ${day}::date
  where post.valid @> ${day}::date ${which}
  group by post.unit_id`;

type CountedRow = UnitRow & { posts: number; filled: number; children: number };
const fromRow = (row: CountedRow): CountedUnit => ({
  ...unitOf(row),
  posts: row.posts,
  filled: row.filled,
  children: row.children,
});

/** All units of a day with their counts, by kind, then by code. */
export async function structureOn(db: Queries, day: PlainDate): Promise<CountedUnit[]> {
  const rows = await db.rows<CountedRow>(
    plannedAnew(sql`
    select ${unitColumns}, coalesce(counted.posts, 0) as posts, coalesce(counted.filled, 0) as filled,
      coalesce(below.children, 0) as children
    from unit join unit_version version on version.unit_id = unit.id
    left join (${counted(day, empty)}) counted on counted.unit_id = unit.id
    left join (select parent_id, count(*)::int as children from unit_version
      where valid @> ${day}::date group by parent_id) below on below.parent_id = unit.id
    where version.valid @> ${day}::date
    order by array_position(${[...unitKinds]}::text[], version.kind), unit.code`),
  );
  return rows.map(fromRow);
}

/** Units of a day from some root down to a depth; from the top without a root. */
export async function unitsBelow(
  db: Queries,
  day: PlainDate,
  root: UnitId | undefined,
  depth: number,
): Promise<CountedUnit[]> {
  const start = root ? sql`unit_id = ${root}` : sql`parent_id is null`;
  // Materialised step by step: joined as one, the planner takes a few thousand units for a handful.
  const rows = await db.rows<CountedRow>(
    plannedAnew(sql`
    with recursive shown as (
      select unit_id as id, 0 as depth from unit_version where ${start} and valid @> ${day}::date
      union all
      select version.unit_id, shown.depth + 1 from unit_version version join shown on version.parent_id = shown.id
      where version.valid @> ${day}::date and shown.depth < ${depth}
    ), counted as materialized (${counted(day, sql`and post.unit_id in (select id from shown)`)}),
    below as materialized (
      select parent_id, count(*)::int as children from unit_version
      where valid @> ${day}::date and parent_id in (select id from shown) group by parent_id
    )
    select ${unitColumns}, coalesce(counted.posts, 0) as posts, coalesce(counted.filled, 0) as filled,
      coalesce(below.children, 0) as children
    from shown join unit on unit.id = shown.id
    join unit_version version on version.unit_id = unit.id and version.valid @> ${day}::date
    left join counted on counted.unit_id = unit.id
    left join below on below.parent_id = unit.id
    order by array_position(${[...unitKinds]}::text[], version.kind), unit.code`),
  );
  return rows.map(fromRow);
}

/** A span in the life of a unit. */
export interface UnitSpan {
  from: PlainDate;
  /** First day on which it was otherwise; null while it still is so. */
  until: PlainDate | null;
  unit: Unit;
}

/** The life of a unit by its code, span by span, oldest first; empty when there never was one. */
export async function historyOf(db: Queries, code: string): Promise<UnitSpan[]> {
  const rows = await db.rows<UnitRow & { from: PlainDate; until: PlainDate | null }>(sql`
    select ${unitColumns}, lower(version.valid) as "from", upper(version.valid) as until
    from unit join unit_version version on version.unit_id = unit.id
    where unit.code = ${code} order by lower(version.valid)`);
  return rows.map((row) => ({ from: row.from, until: row.until, unit: unitOf(row) }));
}

/** The line of command above a unit on a day, topmost first. */
export async function unitsAbove(db: Queries, unit: UnitId, day: PlainDate): Promise<Unit[]> {
  const rows = await db.rows<UnitRow & { depth: number }>(sql`
    with recursive above as (
      select unit_id, parent_id, 0 as depth from unit_version where unit_id = ${unit} and valid @> ${day}::date
      union all
      select version.unit_id, version.parent_id, above.depth + 1
      from unit_version version join above on version.unit_id = above.parent_id
      where version.valid @> ${day}::date
    )
    select ${unitColumns}, depth from above join unit on unit.id = above.unit_id
    join unit_version version on version.unit_id = unit.id and version.valid @> ${day}::date
    where depth > 0 order by depth desc`);
  return rows.map(unitOf);
}

/** A unit that came before or after another, and by which reorganisation. */
export interface Neighbour {
  reorganisationId: string;
  title: string;
  number: string;
  on: PlainDate;
  part: 'rest' | 'area' | 'kind' | 'case';
  items: string[];
  code: string;
  nameVi: string;
  nameEn: string;
}

/** Units to which a unit's work went (`after`), or from which it came (`before`). */
export async function neighboursOf(
  db: Queries,
  unit: UnitId,
  direction: 'before' | 'after',
): Promise<Neighbour[]> {
  const [here, there] =
    direction === 'after' ? [sql`from_unit`, sql`to_unit`] : [sql`to_unit`, sql`from_unit`];
  return db.rows<Neighbour>(sql`
    select reorganisation_id as "reorganisationId", title, ground_number as number, on_day as "on", part,
      items, unit.code, named.name_vi as "nameVi", named.name_en as "nameEn"
    from succession join reorganisation on reorganisation.id = reorganisation_id
    join unit on unit.id = ${there}
    join lateral (select name_vi, name_en from unit_version where unit_id = unit.id
      order by abs(lower(valid) - on_day) limit 1) named on true
    where ${here} = ${unit} order by on_day, unit.code`);
}
