import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import type { Bilingual, Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Role } from '../access/decision.ts';
import { isAbout } from './accused.ts';

export type UnitId = Id<'unit'>;
export type PersonId = Id<'person'>;
export type PostId = Id<'post'>;

/** In the order in which lists show them. */
export const unitKinds = [
  'party',
  'province',
  'district',
  'committee',
  'reception',
  'department',
  'service',
  'front',
  'ward',
  'commune',
  'township',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Kinds with a territory: where something can have happened. */
const territorial: readonly UnitKind[] = ['ward', 'commune', 'township'];

/** A unit as it is on some day. */
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

export interface UnitRow {
  id: UnitId;
  code: string;
  kind: UnitKind;
  name_vi: string;
  name_en: string;
  parent_id: UnitId | null;
  hamlets: string[];
}

export const unitColumns = sql`
  unit.id, unit.code, version.kind, version.name_vi, version.name_en, version.parent_id, version.hamlets`;

/** A unit from its row. */
export function unitOf(row: UnitRow): Unit {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    name: { vi: row.name_vi, en: row.name_en },
    parentId: row.parent_id,
    hamlets: row.hamlets,
  };
}

/** All units that exist on a day, by kind, then by code. */
export async function unitsOn(db: Queries, day: PlainDate): Promise<Unit[]> {
  const rows = await db.rows<UnitRow>(sql`
    select ${unitColumns} from unit join unit_version version on version.unit_id = unit.id
    where version.valid @> ${day}::date
    order by array_position(${[...unitKinds]}::text[], version.kind), unit.code`);
  return rows.map(unitOf);
}

/** Units that are no more on a day, as they last were. */
export async function endedUnits(db: Queries, day: PlainDate): Promise<Unit[]> {
  const rows = await db.rows<UnitRow>(sql`
    select ${unitColumns} from unit join lateral (
      select * from unit_version where unit_id = unit.id order by lower(valid) desc limit 1) version on true
    where upper(unit.life) <= ${day}::date order by unit.code`);
  return rows.map(unitOf);
}

/** The first day on which a unit was no more; undefined while it is. */
export async function endOfUnit(db: Queries, id: UnitId): Promise<PlainDate | undefined> {
  const row = await db.first<{ end: PlainDate | null }>(
    sql`select upper(life) as end from unit where id = ${id}`,
  );
  return row?.end ?? undefined;
}

/** SQL that joins the newest name of a unit, alive or not, as `alias.name_vi` and `alias.name_en`. */
export function unitNamed(id: Sql, alias: Sql): Sql {
  return sql`lateral (
    select name_vi, name_en from unit_version where unit_id = ${id} order by lower(valid) desc limit 1) ${alias}`;
}

/** Whose something is, and what that unit is called today where it is called something else. */
export interface WhoseDay {
  unitVi: string;
  unitEn: string;
  nowVi: string | null;
  nowEn: string | null;
}

/** Columns of a `WhoseDay`, from what `unitOfItsDay` joined as `unit`. */
export const whoseDay = sql`
  unit.name_vi as "unitVi", unit.name_en as "unitEn", unit.now_vi as "nowVi", unit.now_en as "nowEn"`;

/**
 * SQL that joins, as `unit`, the name of whose a row is. What is finished has the unit of its day (`unit_done`, else
 * `unit_id`) by the name it had then, and beside it today's name of the unit that answers for it now, where that is
 * another one.
 *
 * @param row the alias of a table with `unit_id` and `unit_done`
 * @param on the day on which it was finished; null while it is open
 */
export function unitOfItsDay(row: Sql, on: Sql): Sql {
  return sql`lateral (
    select was.name_vi, was.name_en, nullif(newest.name_vi, was.name_vi) as now_vi,
      case when newest.name_vi <> was.name_vi then newest.name_en end as now_en
    from ${unitNamed(sql`${row}.unit_id`, sql`newest`)}
    join lateral (
      select name_vi, name_en from unit_version
      where unit_id = case when ${on} is null then ${row}.unit_id else coalesce(${row}.unit_done, ${row}.unit_id) end
      order by lower(valid) <= coalesce(${on}, 'infinity') desc,
        case when lower(valid) <= coalesce(${on}, 'infinity') then lower(valid) end desc, lower(valid) limit 1
    ) was on true) unit`;
}

/** What the unit of a row is called, with today's name beside it where `unitOfItsDay` joined another one. */
export function unitName(
  row: { unitVi: string; unitEn: string; nowVi?: string | null; nowEn?: string | null },
  language: Language,
): string {
  if (language === 'vi') return row.nowVi ? `${row.unitVi} (nay là ${row.nowVi})` : row.unitVi;
  return row.nowEn ? `${row.unitEn} (now ${row.nowEn})` : row.unitEn;
}

/** Units with a territory: where something can have happened. */
export function places(units: readonly Unit[]): Unit[] {
  return units.filter((unit) => territorial.includes(unit.kind));
}

/** A unit and all under it on a day. */
export async function unitsUnder(db: Queries, unit: UnitId, day: PlainDate): Promise<UnitId[]> {
  const rows = await db.rows<{ id: UnitId }>(sql`
    with recursive below as (
      select ${unit}::uuid as id
      union
      select version.unit_id from unit_version version join below on version.parent_id = below.id
      where version.valid @> ${day}::date
    )
    select id from below`);
  return rows.map((row) => row.id);
}

/** The unit itself and those above it in the line of command on a day. */
export async function unitsAbove(db: Queries, unit: UnitId, day: PlainDate): Promise<UnitId[]> {
  const rows = await db.rows<{ id: UnitId }>(sql`
    with recursive above as (
      select ${unit}::uuid as id
      union
      select version.parent_id from unit_version version join above on version.unit_id = above.id
      where version.valid @> ${day}::date and version.parent_id is not null
    )
    select id from above`);
  return rows.map((row) => row.id);
}

interface Handler {
  unitId: UnitId;
  personId: PersonId;
  recipient: string | null;
  name: string;
  title: string;
  role: Role;
  unit: string;
  kind: string;
}

/** Where denunciations of a unit are handled, and by whom. */
export interface DenunciationDesk {
  unitId: UnitId;
  handlers: PersonId[];
  /** age recipients of those among them who have a key, and of the recovery key where there is one. */
  recipients: string[];
  /** Who would handle it and must not even learn of it, because it is about them. */
  recused: PersonId[];
}

/**
 * The desk for denunciations of a unit on a day: its own people where some are named, else those of the
 * reception office, else those of the nearest body above. Whoever the denunciation may be about is not
 * among them, whatever their rank; where nobody of an office is left, the next one up has it.
 *
 * @param about all words of who sent it
 * @returns undefined when nobody is left who could open one
 */
export async function denunciationDesk(
  db: Queries,
  unit: UnitId,
  day: PlainDate,
  about: string,
): Promise<DenunciationDesk | undefined> {
  const [named, above] = await Promise.all([handlersOn(db, day), unitsAbove(db, unit, day)]);
  const recused = new Set(named.filter((one) => isAbout(about, one)).map((one) => one.personId));
  const left = named.filter((one) => !recused.has(one.personId));
  const offices = [
    (one: Handler) => one.unitId === unit,
    (one: Handler) => one.kind === 'reception',
    ...above.slice(1).map((id) => (one: Handler) => one.unitId === id),
  ];
  for (const office of offices) {
    const desk = left.filter(office);
    const [first] = desk;
    if (!first || desk.every((one) => one.recipient === null)) continue;
    const handlers = [...new Set(desk.map((one) => one.personId))];
    return {
      unitId: first.unitId,
      handlers,
      recipients: await recipientsOf(db, handlers),
      recused: [...recused],
    };
  }
  return undefined;
}

/** Everybody who is named to handle denunciations on a day and may sign in. */
function handlersOn(db: Queries, day: PlainDate): Promise<Handler[]> {
  return db.rows<Handler>(sql`
    select distinct post.unit_id as "unitId", holding.person_id as "personId", account.recipient, person.name,
      post.title_vi as title, post.role, unit.name_vi as unit, unit.kind
    from post_version post
    join holding on holding.post_id = post.post_id and holding.valid @> ${day}::date
    join account on account.person_id = holding.person_id
    join person on person.id = holding.person_id
    join unit_version unit on unit.unit_id = post.unit_id and unit.valid @> ${day}::date
    where post.valid @> ${day}::date and post.handles_denunciations and account.disabled_at is null`);
}

/**
 * age recipients of those people who have a key and may sign in, and of the recovery key where there is one.
 *
 * @param since only keys made before then count, and those of `also`: a key that was made anew, perhaps by somebody
 *   who took the account over, takes nothing over for a while
 */
export async function recipientsOf(
  db: Queries,
  people: readonly PersonId[],
  since?: { madeBefore: Date; also: PersonId },
): Promise<string[]> {
  const old = since
    ? sql`and (key_made_at is null or key_made_at <= ${since.madeBefore} or person_id = ${since.also})`
    : empty;
  const rows = await db.rows<{ recipient: string }>(sql`
    select recipient from account
    where person_id = any(${people}::uuid[]) and recipient is not null and disabled_at is null ${old}
    union all select recipient from sealing_recovery`);
  return rows.map((row) => row.recipient);
}

// Long enough for the owner and the other handlers to notice.
const youngKeyMs = 7 * 86_400_000;

/** Keys made after this moment are too young to take sealed matters over. */
export function youngSince(now: Date): Date {
  return new Date(now.getTime() - youngKeyMs);
}
