import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { PersonId, UnitId } from './organization.ts';
import type { ReorganisationId, SuccessionLine } from './reorganisation.ts';

/** Open work of a unit, counted by what a division can go by. */
export interface WorkGroup {
  unit: UnitId;
  area: string | null;
  kind: string;
  count: number;
}

/** A piece of open work that can be given to a successor by itself. */
export interface WorkLabel {
  id: string;
  /** What everybody who files papers knows it by. */
  number: number;
  /** In words; only for those whose reach it is in. */
  title: string;
}

/** Work that belongs to units: what a part must say so that a reorganisation loses none of it. */
export interface UnitWork {
  /** The duties' subject type, e.g. `petition`. */
  type: string;
  name: Bilingual;
  /** Kinds by which a unit's work can be divided. */
  kinds: readonly { code: string; name: Bilingual }[];
  /** Open work of some units; sealed matters are not told apart. */
  open(db: Queries, units: readonly UnitId[]): Promise<WorkGroup[]>;
  /** Some of a unit's open work, oldest first, for a division one by one; sealed matters never. */
  list(db: Queries, unit: UnitId, limit: number): Promise<WorkLabel[]>;
  /** What some of a unit's matters can be divided by, for a preview of a division one by one. */
  groupsOf(db: Queries, ids: readonly string[]): Promise<(WorkGroup & { id: string })[]>;
  /** Somebody takes a post on in a unit, which may make matters theirs. */
  postTaken?(
    tx: Queries,
    person: PersonId,
    post: { unit: UnitId; handlesDenunciations: boolean },
  ): Promise<void>;
  /** Somebody leaves a post, or the service altogether (without a unit). */
  postLeft?(tx: Queries, person: PersonId, unit: UnitId | null): Promise<void>;
  /** True when nobody could go on with something if this person went. */
  needs?(tx: Queries, person: PersonId): Promise<boolean>;
  /** A unit's matter by the number people know it by; sealed ones never. */
  byNumber(db: Queries, number: string, unit: UnitId): Promise<string | undefined>;
  /**
   * Moves a unit's work along a succession, open work noted in `unit_move`; running it again finds
   * nothing left to do.
   *
   * @returns how many open pieces moved
   */
  move(
    tx: Queries,
    from: UnitId,
    lines: readonly SuccessionLine[],
    reorganisation: ReorganisationId,
    /** The day from which it holds. */
    day: PlainDate,
  ): Promise<number>;
}

/** Work that is never divided, looked up by number or given to successors one by one. */
export const undivided = {
  kinds: [],
  list: async () => [],
  groupsOf: async () => [],
  byNumber: async () => undefined,
} satisfies Partial<UnitWork>;

/** The successor of all that a succession does not give to another; undefined where that stays. */
export function restOf(lines: readonly SuccessionLine[]): UnitId | undefined {
  return lines.find((line) => line.part === 'rest')?.to;
}

/**
 * Whether a unit has a row in any of some tables, asked at once: most units of a reform have nothing of most parts.
 *
 * @param tables those with a column `unit_id`
 */
export async function hasRows(tx: Queries, unit: UnitId, tables: readonly Sql[]): Promise<boolean> {
  const any = tables.map((table) => sql`exists (select from ${table} where unit_id = ${unit})`);
  const { found } = await tx.one<{ found: boolean }>(sql`
    select ${any.reduce((all, one) => sql`${all} or ${one}`)} as found`);
  return found;
}

/**
 * Runs an update that gives a unit's rows to its successor and notes those that were open.
 *
 * @param update returns `id` and `state` of the rows it moved
 * @param open the states in which a row is work still to be done
 * @returns how many open ones moved
 */
export async function moveWhole(
  tx: Queries,
  update: Sql,
  of: {
    type: string;
    open: readonly string[];
    from: UnitId;
    to: UnitId;
    reorganisation: ReorganisationId;
  },
): Promise<number> {
  const row = await tx.one<{ moved: number }>(sql`
    with moved as (${update}), noted as (
      insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
      select ${of.reorganisation}::uuid, ${of.type}, id, ${of.from}::uuid, ${of.to}::uuid from moved
      where state = any(${of.open}::text[]) returning 1
    )
    select count(*)::int as moved from noted`);
  return row.moved;
}

/**
 * SQL for where a row's work goes; null where it stays. The same order as `destinationOf`: a test
 * compares the two.
 */
export function destinationSql(
  lines: readonly SuccessionLine[],
  columns: { id: Sql; area: Sql; kind: Sql },
): Sql {
  const column = { case: sql`${columns.id}::text`, area: columns.area, kind: columns.kind };
  const whens = (['case', 'area', 'kind'] as const).flatMap((part) =>
    lines
      .filter((line) => line.part === part)
      .map((line) => sql`when ${column[part]} = any(${line.items}::text[]) then ${line.to}::uuid `),
  );
  const rest = lines.find((line) => line.part === 'rest')?.to ?? null;
  if (whens.length === 0) return sql`${rest}::uuid`;
  return sql`case ${whens.reduce((all, one) => sql`${all}${one}`, empty)} else ${rest}::uuid end`;
}
