import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
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
   * Moves the work of all units that a reorganisation takes it from, at once: open work noted in `unit_move`; running
   * it again finds nothing left to do.
   *
   * @returns how many open pieces moved
   */
  move(tx: Queries, moving: Moving): Promise<number>;
}

/** Work that is never divided, looked up by number or given to successors one by one. */
export const undivided = {
  kinds: [],
  list: async () => [],
  groupsOf: async () => [],
  byNumber: async () => undefined,
} satisfies Partial<UnitWork>;

/** What a reorganisation moves, as tables that any statement can join: its cost does not grow with the units. */
export interface Moving {
  reorganisation: ReorganisationId;
  /** The day from which it holds. */
  day: PlainDate;
  /** `move (old, heir)`: each unit whose work goes, with the one that all goes to which is not given to another. */
  heirs: Sql;
  /** `named (old, part, item, heir)`: what of a unit's work goes to another than that. */
  named: Sql;
  /** Whether anything is divided at all. */
  divided: boolean;
  /** Every unit whose work goes, in whole or in part. */
  from: readonly UnitId[];
}

/** Makes the tables of a succession. */
export function movingOf(
  reorganisation: ReorganisationId,
  day: PlainDate,
  succession: ReadonlyMap<UnitId, readonly SuccessionLine[]>,
): Moving {
  const heirs = [...succession].flatMap(([old, lines]) => {
    const heir = lines.find((line) => line.part === 'rest')?.to;
    return heir ? [{ old, heir }] : [];
  });
  // The first line that names something has it, as in `destinationOf`.
  const named = new Map(
    [...succession]
      .flatMap(([old, lines]) =>
        lines.flatMap(({ part, items, to: heir }) =>
          part === 'rest' ? [] : items.map((item) => ({ old, part, item, heir })),
        ),
      )
      .toReversed()
      .map((one) => [`${one.old} ${one.part} ${one.item}`, one]),
  );
  const all = [...named.values()];
  return {
    reorganisation,
    day,
    from: [...succession.keys()],
    divided: all.length > 0,
    heirs: sql`unnest(${heirs.map((one) => one.old)}::uuid[], ${heirs.map((one) => one.heir)}::uuid[]) as move (old, heir)`,
    named: sql`unnest(${all.map((one) => one.old)}::uuid[], ${all.map((one) => one.part)}::text[],
      ${all.map((one) => one.item)}::text[], ${all.map((one) => one.heir)}::uuid[]) as named (old, part, item, heir)`,
  };
}

/**
 * Where each row goes: SQL of joins, and of the unit that follows from them; null where a row stays. One by one goes
 * before by area, before by kind, before the rest, as in `destinationOf`: a test compares the two.
 *
 * @param columns of the rows: their unit, and what they can be divided by
 */
export function destinations(
  moving: Moving,
  columns: { unit: Sql; id: Sql; area: Sql; kind: Sql },
): { joins: Sql; target: Sql } {
  const { heirs, named } = moving;
  const { unit } = columns;
  const rest = sql`left join ${heirs} on move.old = ${unit}`;
  if (!moving.divided) return { joins: rest, target: sql`move.heir` };
  const by = (part: string, alias: Sql, item: Sql) => sql`
    left join (select * from ${named} where part = ${part}) ${alias} on ${alias}.old = ${unit} and ${alias}.item = ${item}`;
  return {
    joins: sql`${rest} ${by('case', sql`by_case`, sql`${columns.id}::text`)} ${by('area', sql`by_area`, columns.area)}
      ${by('kind', sql`by_kind`, columns.kind)}`,
    target: sql`coalesce(by_case.heir, by_area.heir, by_kind.heir, move.heir)`,
  };
}

/**
 * Gives the rows of a table to the heirs of their units and notes those that were open. Most units of a reform have
 * nothing of most parts: one statement serves them all.
 *
 * @param of the table with its alias; the `state` in which a row is, and the states in which it is work to be done
 * @returns how many open ones moved
 */
export async function moveRows(
  tx: Queries,
  moving: Moving,
  of: {
    type: string;
    table: Sql;
    alias: Sql;
    /** The column that says whose a row is. */
    unit?: Sql;
    state: Sql;
    open: readonly string[];
    /** What the state is read from beside the table, and how it is joined. */
    from?: Sql;
    where?: Sql;
    /** What else changes with it. */
    set?: Sql;
    /** Set where what is finished keeps whose it was, in the column `unit_done`. */
    keeps?: true;
  },
): Promise<number> {
  const { alias, unit = sql`unit_id` } = of;
  const done = of.keeps
    ? sql`, unit_done = case when ${of.state} = any(${of.open}::text[]) then ${alias}.unit_done
        else coalesce(${alias}.unit_done, move.old) end`
    : empty;
  const row = await tx.one<{ moved: number }>(
    plannedAnew(sql`
      with moved as (
        update ${of.table} ${alias} set ${unit} = move.heir ${done} ${of.set ? sql`, ${of.set}` : empty}
        from ${moving.heirs} ${of.from ? sql`, ${of.from}` : empty}
        where ${alias}.${unit} = move.old ${of.where ? sql`and ${of.where}` : empty}
        returning ${alias}.id, ${of.state} as state, move.old, move.heir
      ), noted as (
        insert into unit_move (reorganisation_id, subject_type, subject_id, from_unit, to_unit)
        select ${moving.reorganisation}::uuid, ${of.type}, id, old, heir from moved
        where state = any(${of.open}::text[]) returning 1
      )
      select count(*)::int as moved from noted`),
  );
  return row.moved;
}

/** Gives rows to the heirs of their units that tell of what was done: whose they were is kept in `unit_done`. */
export async function inherit(tx: Queries, moving: Moving, tables: readonly Sql[]): Promise<void> {
  for (const table of tables)
    await tx.run(
      plannedAnew(sql`
        update ${table} set unit_id = move.heir, unit_done = coalesce(${table}.unit_done, move.old)
        from ${moving.heirs} where ${table}.unit_id = move.old`),
    );
}

/** Gives rows to the heirs of their units: rows that are no work by themselves. */
export async function follow(
  tx: Queries,
  moving: Moving,
  tables: readonly Sql[],
  column: Sql = sql`unit_id`,
): Promise<void> {
  for (const table of tables)
    await tx.run(
      plannedAnew(
        sql`update ${table} set ${column} = move.heir from ${moving.heirs} where ${table}.${column} = move.old`,
      ),
    );
}
