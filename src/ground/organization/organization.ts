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

/** Where denunciations of a unit are handled, and by whom. */
export interface DenunciationDesk {
  unitId: UnitId;
  handlers: PersonId[];
  /** age recipients of those among them who have a key. */
  recipients: string[];
}

/**
 * The desk for denunciations of a unit on a day: its own people where some are named, else those of the
 * reception office. Undefined when nobody could open one.
 */
export async function denunciationDesk(
  db: Queries,
  unit: UnitId,
  day: PlainDate,
): Promise<DenunciationDesk | undefined> {
  const rows = await db.rows<{
    unitId: UnitId;
    personId: PersonId;
    recipient: string | null;
    own: boolean;
  }>(sql`
    select distinct post.unit_id as "unitId", post.person_id as "personId", account.recipient,
      post.unit_id = ${unit} as own
    from post join account on account.person_id = post.person_id join unit on unit.id = post.unit_id
    where post.handles_denunciations and account.disabled_at is null
      and (post.unit_id = ${unit} or unit.kind = 'reception')
      and post.valid_from <= ${day} and (post.valid_to is null or post.valid_to > ${day})`);
  const own = rows.filter((row) => row.own);
  const desk = own.length > 0 ? own : rows;
  const recipients = desk.flatMap((row) => row.recipient ?? []);
  const first = desk[0];
  if (!first || recipients.length === 0) return undefined;
  return { unitId: first.unitId, handlers: desk.map((row) => row.personId), recipients };
}
