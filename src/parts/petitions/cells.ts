import { type CellLevel, closeMonth, yearIsTold } from '../../ground/figure/coarsen.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { empty, plannedAnew, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import {
  addDays,
  addMonths,
  dayInVietnam,
  firstOfMonth,
  monthEnd,
  newestMonthOver,
  type PlainDate,
  parsePlainDate,
  yearOf,
} from '../../platform/time.ts';
import { type Counts, cellRule } from './figures.ts';
import { kinds, type PetitionKind } from './petition.ts';

/** Kinds of which nobody can be recognised. */
export const freeKinds = kinds.filter((kind) => cellRule(kind).fewest <= 1);

/** Counts of the cases of one cell: the smallest group that any public table is a sum of. */
export interface CellCounts extends Counts {
  /** First day of the month. */
  month: PlainDate;
  /** As it was when the month was closed. */
  kind: PetitionKind;
  cell: CellLevel;
  /** The unit when the month was closed. */
  cellUnit: UnitId;
  unitNow: UnitId;
}

/** By what a public table is told. */
export interface ToldBy {
  month?: boolean;
  unit?: boolean;
  kind?: boolean;
}

/** A line of a public table: a sum of whole cells. */
export interface ToldRow extends Counts {
  month: PlainDate | undefined;
  kind: PetitionKind | undefined;
  /** Undefined where units were counted together, or where a unit's cases went to several. */
  unitThen: UnitId | undefined;
  unitNow: UnitId | undefined;
}

/** What may be told by month, and what is told by its year only. */
export interface Told {
  rows: ToldRow[];
  years: { kind: PetitionKind; year: number; counts: Counts }[];
}

/**
 * Gives every case of the months that are over its cell, each once, and opens entries of those that can be
 * opened. Done by the clock and never for a reader, who would wait for it. Running twice, late or at the same
 * time as itself changes nothing.
 */
export async function closeMonths(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const { db, clock } = services;
  const now = clock();
  for (const month of await toClose(db, now))
    await db.transaction((tx) => closeOne(tx, month, now), { patient: true });
  const today = dayInVietnam(now);
  if (openedOn.get(db) === today) return;
  await openEntries(db, today);
  openedOn.set(db, today);
}

// Once a day is enough, as it is noted by the day; what could not be opened is looked at again each time.
const openedOn = new WeakMap<object, PlainDate>();

/** The same within one transaction, for data that is loaded whole. */
export async function closeLoaded(tx: Queries, now: Date): Promise<void> {
  for (const month of await toClose(tx, now)) await closeOne(tx, month, now);
  // As if it had been done in the night.
  await openEntries(tx, addDays(dayInVietnam(now), -1));
}

async function toClose(db: Queries, now: Date): Promise<PlainDate[]> {
  const rows = await db.rows<{ month: PlainDate }>(sql`
    select distinct date_trunc('month', received_on::timestamp)::date as month from petition_count
    where cell is null and received_on < ${firstOfMonth(dayInVietnam(now))} order by 1`);
  return rows.map((row) => row.month);
}

async function closeOne(tx: Queries, month: PlainDate, now: Date): Promise<void> {
  // The first closing of an old locality touches every case it has.
  await tx.run(sql`set local statement_timeout = '10min'`);
  const { free } = await tx.one<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('petition_month')) as free`,
  );
  // Another process is at it.
  if (!free) return;
  const next = addMonths(month, 1);
  const groups = await tx.rows<{ kind: PetitionKind; unit: UnitId; received: number }>(sql`
    select cell_kind as kind, unit_now as unit, count(*)::int as received from petition_count
    where cell is null and received_on >= ${month} and received_on < ${next} group by cell_kind, unit_now`);
  const first = await tx.run(sql`
    insert into petition_month (month, closed_at) values (${month}, ${now}) on conflict do nothing`);
  const cells = first === 1 ? closeMonth(groups, cellRule) : [];
  const ofCell = (level: CellLevel) => cells.filter((one) => one.cell === level);
  const told = ofCell('unit').map((one) => `${one.kind} ${one.unit}`);
  // Entered late it goes into the year, before that is told; later still it is told of nowhere. Added to a
  // cell that was told before, it could be told from the others.
  const late = `${yearOf(month)}-12-31` < dayInVietnam(now) ? 'none' : 'year';
  await tx.run(
    plannedAnew(sql`
    update petition_count set cell_unit = unit_now, cell = case
        when cell_kind = any(${freeKinds}) or cell_kind || ' ' || unit_now = any(${told}::text[]) then 'unit'
        when cell_kind = any(${[...new Set(ofCell('month').map((one) => one.kind))]}::text[]) then 'month'
        else ${first === 1 ? 'year' : late} end
    where cell is null and received_on >= ${month} and received_on < ${next}`),
  );
}

// Of 256 cases this many stay closed by lot. Otherwise one that is not open could only be one that turned
// out to be something else.
const closedByLot = 13;

/**
 * Opens the entries of cases of which nobody can be recognised: entered as such, still such, and past the
 * only step that could make them something else. Never taken back.
 */
async function openEntries(db: Queries, today: PlainDate): Promise<void> {
  await db.run(
    plannedAnew(sql`
    update petition_count one set opened_on = ${today} from petition
    where petition.id = one.petition_id and one.opened_on is null and one.cell = 'unit'
      and one.cell_kind = any(${freeKinds}) and one.kind = one.cell_kind and petition.kind = one.kind
      and petition.state <> 'received' and get_byte(petition.content_salt, 0) >= ${closedByLot}`),
  );
}

/** Rows of counts to be added up, whatever they are made from. */
type Source = Sql;

/** From every case, as it was known at the end of a day: slow, and what the sums are held against. */
function everyCase(from: PlainDate, to: PlainDate, asOf: PlainDate, only?: Sql): Source {
  const values = (table: Sql, cell: Sql) => sql`
    date_trunc('month', ${table}.received_on::timestamp)::date as month, ${cell}.cell_kind as kind, ${cell}.cell, ${cell}.cell_unit,
    ${table}.unit_now, 1 as received, (${table}.answered_on <= ${table}.due_on is true)::int as on_time,
    (${table}.answered_on > ${table}.due_on is true)::int as late,
    (${table}.answered_on is null and ${table}.closed_on is not null)::int as ended, ${table}.reopened::int as reopened,
    (${table}.satisfied is true)::int as satisfied, (${table}.satisfied is not null)::int as rated,
    (${table}.answered_on = ${table}.due_on is true)::int as last_day,
    (${table}.answered_on >= petition_month_closing(${table}.answered_on) is true)::int as month_end,
    ${table}.extended::int as extended,
    (${table}.answered_on is null and ${table}.closed_on is null and ${table}.due_on < ${asOf})::int as overdue`;
  const one = sql`one`;
  const condition = only ? sql`and ${only}` : empty;
  return sql`(
    select ${values(one, one)} from petition_count one
    where one.received_on between ${from} and ${monthEnd(to)} and one.known_from <= ${asOf} and one.cell is not null ${condition}
    union all
    select ${values(sql`past`, one)}
    from petition_count_past past join petition_count one on one.petition_id = past.petition_id
    where past.received_on between ${from} and ${monthEnd(to)} and past.known_from <= ${asOf} and past.known_to > ${asOf}
      and one.cell is not null ${condition}
  ) counted`;
}

/** From the sums that every change of a case keeps; which open cases are overdue depends on the day. */
function keptSums(
  from: PlainDate,
  to: PlainDate,
  today: PlainDate,
  only: { units?: readonly UnitId[] | undefined; kind?: string | undefined } = {},
): Source {
  const { units, kind } = only;
  // As it is now: not the kind that a cell was told under.
  const here = sql`${units ? sql`and unit_now = any(${units}::uuid[])` : empty} ${kind ? sql`and kind = ${kind}` : empty}`;
  return sql`(
    select month, cell_kind as kind, cell, cell_unit, unit_now, received, on_time, late, ended, reopened,
      satisfied, rated, last_day, month_end, extended, 0 as overdue
    from petition_total where month between ${from} and ${to} and cell is not null ${here}
    union all
    select date_trunc('month', received_on::timestamp)::date, cell_kind, cell, cell_unit, unit_now, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    from petition_count
    where answered_on is null and closed_on is null and due_on < ${today}
      and received_on between ${from} and ${monthEnd(to)} and cell is not null ${here}
  ) counted`;
}

const added = sql`
  sum(received)::int as received, sum(on_time)::int as "answeredOnTime", sum(late)::int as "answeredLate",
  (sum(received) - sum(on_time) - sum(late) - sum(ended) - sum(overdue))::int as "openInTime",
  sum(overdue)::int as "openOverdue", sum(ended)::int as "endedOtherwise", sum(reopened)::int as reopened,
  sum(satisfied)::int as satisfied, sum(rated)::int as rated, sum(last_day)::int as "onLastDay",
  sum(month_end)::int as "atMonthEnd", sum(extended)::int as extended`;

/**
 * All cells of some months, from the sums as they stand or from every case as it was known.
 *
 * @param from first day of the first month
 * @param to first day of the last month
 * @param known the end of this day, from every case; without it today, from the sums
 */
export function allCells(
  db: Queries,
  from: PlainDate,
  to: PlainDate,
  today: PlainDate,
  known?: PlainDate,
): Promise<CellCounts[]> {
  const source = known ? everyCase(from, to, known) : keptSums(from, to, today);
  return db.rows<CellCounts>(
    plannedAnew(sql`
    select month, kind, cell, cell_unit as "cellUnit", unit_now as "unitNow", ${added}
    from ${source} group by 1, 2, 3, 4, 5 having sum(received) > 0`),
  );
}

/**
 * Counts by month of some of the cases, from each of them as it was known at the end of a day.
 *
 * @param only a condition on `one`, the count of a case
 */
export function countKnown(
  db: Queries,
  from: PlainDate,
  to: PlainDate,
  asOf: PlainDate,
  only: Sql,
): Promise<(Counts & { month: PlainDate })[]> {
  return db.rows(
    plannedAnew(sql`select month, ${added} from ${everyCase(from, to, asOf, only)} group by 1 order by 1`),
  );
}

/**
 * The true counts of some months, small groups where they belong: for the office's own papers, never for the public.
 *
 * @param asked `asOf`: as it was known at the end of this day, months that were over by then; `today`: then the sums are
 *   enough
 */
export function countExactly(
  db: Queries,
  asked: {
    from: PlainDate;
    to: PlainDate;
    asOf: PlainDate;
    today: PlainDate;
    by: ToldBy;
    kind: string | undefined;
    units: readonly UnitId[] | undefined;
  },
): Promise<(Counts & { month: PlainDate | null; unit: UnitId | null })[]> {
  const { from, asOf, today, by, kind, units } = asked;
  const over = newestMonthOver(asOf);
  const to = asked.to < over ? asked.to : over;
  const source =
    asOf < today
      ? everyCase(
          from,
          to,
          asOf,
          sql`${kind ? sql`one.kind = ${kind}` : sql`true`} ${units ? sql`and one.unit_now = any(${units}::uuid[])` : empty}`,
        )
      : keptSums(from, to, today, { units, kind });
  return db.rows(
    plannedAnew(sql`
    select ${by.month ? sql`month` : sql`null::date`} as month, ${by.unit ? sql`unit_now` : sql`null::uuid`} as unit, ${added}
    from ${source} group by 1, 2 having sum(received) > 0`),
  );
}

/**
 * Adds up what was added to the sums since; every reader sees the same before and after.
 *
 * @param atLeast a month with fewer new rows waits: folding writes all rows of a month anew
 */
export async function foldTotals(db: Queries, atLeast = 1): Promise<void> {
  const months = await db.rows<{ month: PlainDate }>(sql`
    select month from petition_total where not folded group by month having count(*) >= ${atLeast} order by month`);
  for (const { month } of months) await db.run(sql`select petition_total_fold(${month}::date)`);
}

/**
 * What the public may be told of some months, added up by the database: a place as large as the country has
 * a hundred and fifty thousand cells a year.
 *
 * @param from first day of the first month
 * @param to first day of the last month
 * @param asOf as it was known at the end of this day; today or before
 */
export async function tell(
  services: Services,
  asked: { from: PlainDate; to: PlainDate; asOf: PlainDate; by: ToldBy },
): Promise<Told> {
  const { from, asOf, by } = asked;
  // Only months that were over by then.
  const over = newestMonthOver(asOf);
  const to = asked.to < over ? asked.to : over;
  const today = dayInVietnam(services.clock());
  const source = (first: PlainDate, last: PlainDate) =>
    asOf < today ? everyCase(first, last, asOf) : keptSums(first, last, today);
  const [rows, years] = await Promise.all([
    services.db.rows<ToldRow>(plannedAnew(toldRows(source(from, to), by))),
    toldYears(services.db, source, asked, asOf),
  ]);
  const absent = <Value>(value: Value | null | undefined) => value ?? undefined;
  return {
    rows: rows.map((row) => ({
      ...row,
      month: absent(row.month),
      kind: absent(row.kind),
      unitThen: absent(row.unitThen),
      unitNow: absent(row.unitNow),
    })),
    years,
  };
}

function toldRows(source: Source, by: ToldBy): Sql {
  const told = (wanted: boolean | undefined, value: Sql) => (wanted ? value : sql`null`);
  const lead = (unitThen: Sql, unitNow: Sql) => sql`
    ${told(by.month, sql`month`)}::date as month, ${told(by.kind, sql`kind`)}::text as kind,
    ${told(by.unit, unitThen)}::uuid as "unitThen", ${told(by.unit, unitNow)}::uuid as "unitNow"`;
  if (!by.unit)
    return sql`select ${lead(empty, empty)}, ${added} from ${source} where cell in ('unit', 'month') group by 1, 2, 3, 4 having sum(received) > 0`;
  return sql`
    -- Free kinds are told by where they are now; pooled cells by no unit.
    select ${lead(sql`case when kind = any(${freeKinds}) then cell_unit end`, sql`case when kind = any(${freeKinds}) then unit_now end`)},
      ${added}
    from ${source} where kind = any(${freeKinds}) or cell = 'month' group by 1, 2, 3, 4 having sum(received) > 0
    union all
    -- A cell is never divided: gone to several units, it belongs to none of them.
    select ${lead(sql`cell_unit`, sql`case when parts = 1 then unit_now end`)}, ${added}
    from (
      select *, count(*) over (partition by month, kind, cell_unit) as parts
      from (
        select month, kind, cell_unit, unit_now, sum(received) as received, sum(on_time) as on_time, sum(late) as late,
          sum(ended) as ended, sum(reopened) as reopened, sum(satisfied) as satisfied, sum(rated) as rated,
          sum(last_day) as last_day, sum(month_end) as month_end, sum(extended) as extended, sum(overdue) as overdue
        from ${source} where cell = 'unit' and kind <> all(${freeKinds}) group by 1, 2, 3, 4 having sum(received) > 0
      ) one
    ) cell group by 1, 2, 3, 4`;
}

/** What is told by the year only, of the years that are wholly asked about. */
async function toldYears(
  db: Queries,
  source: (from: PlainDate, to: PlainDate) => Source,
  asked: { from: PlainDate; to: PlainDate },
  asOf: PlainDate,
): Promise<Told['years']> {
  const first = asked.from.endsWith('-01-01') ? yearOf(asked.from) : yearOf(asked.from) + 1;
  const last = asked.to.slice(5) === '12-01' ? yearOf(asked.to) : yearOf(asked.to) - 1;
  if (last < first) return [];
  const rows = await db.rows<Counts & { kind: PetitionKind; year: number }>(
    plannedAnew(sql`
    select kind, extract(year from month)::int as year, ${added}
    from ${source(parsePlainDate(`${first}-01-01`), parsePlainDate(`${last}-12-01`))}
    where cell = 'year' group by 1, 2 having sum(received) > 0`),
  );
  return rows
    .filter(({ kind, year, received }) => yearIsTold(year, received, cellRule(kind).fewest, asOf))
    .map(({ kind, year, ...counts }) => ({ kind, year, counts }));
}
