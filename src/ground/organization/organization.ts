import { type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';

export type UnitId = Id<'unit'>;
export type PersonId = Id<'person'>;
export type PostId = Id<'post'>;

export type UnitKind = 'committee' | 'department' | 'commune' | 'ward' | 'reception' | 'front' | 'service';

export interface Unit {
  id: UnitId;
  code: string;
  kind: UnitKind;
  name: Bilingual;
  parentId: UnitId | null;
  hamlets: string[];
}

export interface Locality {
  name: Bilingual;
  /** Data made up to try the system with; every page says so. */
  sample: boolean;
}

/** The locality served; undefined in an empty database. */
export async function readLocality(db: Queries): Promise<Locality | undefined> {
  const row = await db.first<{ name_vi: string; name_en: string; sample: boolean }>(
    sql`select name_vi, name_en, sample from locality`,
  );
  return row && { name: { vi: row.name_vi, en: row.name_en }, sample: row.sample };
}

/** All units that exist on a day, committee first, then by code. */
export async function unitsOn(db: Queries, day: PlainDate): Promise<Unit[]> {
  const rows = await db.rows<{
    id: UnitId;
    code: string;
    kind: UnitKind;
    name_vi: string;
    name_en: string;
    parent_id: UnitId | null;
    hamlets: string[];
  }>(sql`
    select id, code, kind, name_vi, name_en, parent_id, hamlets from unit
    where valid_from <= ${day} and (valid_to is null or valid_to > ${day})
    order by array_position(array['committee','reception','department','service','front','ward','commune'], kind), code`);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    kind: row.kind,
    name: { vi: row.name_vi, en: row.name_en },
    parentId: row.parent_id,
    hamlets: row.hamlets,
  }));
}

/** Units with a territory: where something can have happened. */
export function places(units: readonly Unit[]): Unit[] {
  return units.filter((unit) => unit.kind === 'ward' || unit.kind === 'commune');
}

/** The people named to handle denunciations of a unit on a day; of the committee's when the unit has none. */
export async function denunciationHandlers(
  db: Queries,
  unit: UnitId,
  day: PlainDate,
): Promise<{ personId: PersonId; recipient: string | null }[]> {
  const of = (condition: ReturnType<typeof sql>) =>
    db.rows<{ personId: PersonId; recipient: string | null }>(sql`
      select distinct post.person_id as "personId", account.recipient
      from post join account on account.person_id = post.person_id
      where post.handles_denunciations and ${condition} and account.disabled_at is null
        and post.valid_from <= ${day} and (post.valid_to is null or post.valid_to > ${day})`);
  const own = await of(sql`post.unit_id = ${unit}`);
  if (own.length > 0) return own;
  return of(sql`post.unit_id in (select id from unit where kind = 'reception')`);
}
