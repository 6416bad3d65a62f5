import { type CellLevel, closeMonth, lateCell, yearIsTold } from '../../ground/figure/coarsen.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import {
  plannedAnew,
  type Queries,
  type Sql,
  sql,
  type Transaction,
} from '../../platform/database/database.ts';
import {
  addMonths,
  dayInVietnam,
  firstOfMonth,
  type PlainDate,
  parsePlainDate,
  yearOf,
} from '../../platform/time.ts';
import { type Counts, cellRule, measures, sumCounts } from './figures.ts';
import type { PetitionKind } from './petition.ts';

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

/** The cases of the public: cells that may be told by month, and what is told by its year only. */
export interface ToldCells {
  /** By month; no unit where several were counted together, or where a unit's cases went to several. */
  months: (Omit<CellCounts, 'cellUnit' | 'unitNow'> & {
    unitThen: UnitId | undefined;
    unitNow: UnitId | undefined;
  })[];
  years: { kind: PetitionKind; year: number; counts: Counts }[];
}

/**
 * Gives every case of the months that are over its cell, each once: called when figures are asked for, and
 * by the clock. Running twice, late or at the same time as itself changes nothing.
 */
export async function closeMonths(services: Services): Promise<void> {
  const now = services.clock();
  const thisMonth = firstOfMonth(dayInVietnam(now));
  const waiting = await services.db.rows<{ month: PlainDate }>(sql`
    select distinct date_trunc('month', received_on)::date as month from petition_count
    where cell is null and received_on < ${thisMonth} order by 1`);
  for (const { month } of waiting)
    await services.db.transaction((tx) => closeOne(tx, month, now), { patient: true });
}

async function closeOne(tx: Transaction, month: PlainDate, now: Date): Promise<void> {
  // The first closing of an old locality touches every case it has.
  await tx.run(sql`set local statement_timeout = '10min'`);
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('petition_month'))`);
  const next = addMonths(month, 1);
  const groups = await tx.rows<{ kind: PetitionKind; unit: UnitId; received: number }>(sql`
    select kind, unit_now as unit, count(*)::int as received from petition_count
    where cell is null and received_on >= ${month} and received_on < ${next} group by kind, unit_now`);
  const first = await tx.run(sql`
    insert into petition_month (month, closed_at) values (${month}, ${now}) on conflict do nothing`);
  const pooled = await tx.rows<{ kind: PetitionKind }>(sql`
    select distinct cell_kind as kind from petition_count
    where cell = 'month' and received_on >= ${month} and received_on < ${next}`);
  const cells =
    first === 1
      ? closeMonth(groups, cellRule)
      : groups.map((group) => ({
          ...group,
          cell: lateCell(
            group.kind,
            cellRule,
            pooled.some((one) => one.kind === group.kind),
          ),
        }));
  await tx.run(sql`
    update petition_count set cell = given.cell, cell_unit = given.unit, cell_kind = given.kind
    from unnest(${cells.map((one) => one.kind)}::text[], ${cells.map((one) => one.unit)}::uuid[],
      ${cells.map((one) => one.cell)}::text[]) as given (kind, unit, cell)
    where petition_count.cell is null and received_on >= ${month} and received_on < ${next}
      and petition_count.kind = given.kind and unit_now = given.unit`);
}

const countedColumns = sql`
  received_on, due_on, answered_on, closed_on, reopened, satisfied, cell, cell_unit, cell_kind`;

/** Cases as they were known at the end of a day, from what is kept of each. */
function knownAt(from: PlainDate, to: PlainDate, asOf: PlainDate): Sql {
  return sql`(
    select unit_now, ${countedColumns} from petition_count
    where received_on between ${from} and ${to} and known_from <= ${asOf}
    union all
    select past.unit_now, past.received_on, past.due_on, past.answered_on, past.closed_on, past.reopened, past.satisfied,
      one.cell, one.cell_unit, one.cell_kind
    from petition_count_past past join petition_count one on one.petition_id = past.petition_id
    where past.received_on between ${from} and ${to} and past.known_from <= ${asOf} and past.known_to > ${asOf}
  ) known`;
}

const cellColumns = sql`
  date_trunc('month', received_on)::date as month, cell_kind as kind, cell, cell_unit as "cellUnit", unit_now as "unitNow"`;

/**
 * Counts of all cells of some months, slowly, from the cases themselves.
 *
 * @param from first day of a month
 * @param to last day of a month
 * @param asOf as it was known at the end of this day
 */
export function countCells(
  db: Queries,
  from: PlainDate,
  to: PlainDate,
  asOf: PlainDate,
): Promise<CellCounts[]> {
  return db.rows<CellCounts>(
    plannedAnew(sql`
    select ${cellColumns}, ${measures(asOf)} from ${knownAt(from, to, asOf)}
    where cell is not null group by 1, 2, 3, 4, 5`),
  );
}

/** The same as it stands now, from the sums that every change of a case keeps: equal to `countCells`. */
export function sumCells(
  db: Queries,
  from: PlainDate,
  to: PlainDate,
  today: PlainDate,
): Promise<CellCounts[]> {
  return db.rows<CellCounts>(
    plannedAnew(sql`
    select month, kind, cell, "cellUnit", "unitNow", sum(received)::int as received,
      sum(on_time)::int as "answeredOnTime", sum(late)::int as "answeredLate",
      (sum(received) - sum(on_time) - sum(late) - sum(ended) - sum(overdue))::int as "openInTime",
      sum(overdue)::int as "openOverdue", sum(ended)::int as "endedOtherwise", sum(reopened)::int as reopened,
      sum(satisfied)::int as satisfied, sum(rated)::int as rated
    from (
      select month, cell_kind as kind, cell, cell_unit as "cellUnit", unit_now as "unitNow", received, on_time, late, ended,
        reopened, satisfied, rated, 0 as overdue
      from petition_total where month between ${from} and ${to} and cell is not null
      union all
      select ${cellColumns}, 0, 0, 0, 0, 0, 0, 0, 1 from petition_count
      where answered_on is null and closed_on is null and due_on < ${today}
        and received_on between ${from} and ${to} and cell is not null
    ) summed group by 1, 2, 3, 4, 5 having sum(received) > 0`),
  );
}

/** Adds up what was added to the sums since; every reader sees the same before and after. */
export async function foldTotals(db: Queries): Promise<void> {
  await db.run(sql`select petition_total_fold()`);
}

/**
 * What the public may be told of some months.
 *
 * @param from first day of the first month
 * @param to first day of the last month
 * @param asOf as it was known at the end of this day; today or before
 */
export async function toldCells(
  services: Services,
  from: PlainDate,
  to: PlainDate,
  asOf: PlainDate,
): Promise<ToldCells> {
  await closeMonths(services);
  const today = dayInVietnam(services.clock());
  const last = addMonths(firstOfMonth(asOf), -1);
  // Only months that were over by then; whole years, for what is told by the year.
  const start = parsePlainDate(`${yearOf(from)}-01-01`);
  const end = parsePlainDate(`${yearOf(to)}-12-31`);
  const all = (
    asOf < today
      ? await countCells(services.db, start, end, asOf)
      : await sumCells(services.db, start, end, today)
  ).filter((one) => one.month <= last);
  return tell(all, from, to, asOf);
}

/** From all cells of some years what may be told of the months asked about. */
export function tell(all: readonly CellCounts[], from: PlainDate, to: PlainDate, asOf: PlainDate): ToldCells {
  const inside = all.filter((one) => one.month >= from && one.month <= to && one.cell !== 'year');
  const groups = Map.groupBy(inside, (one) =>
    one.cell === 'month' ? `${one.kind} ${one.month}` : `${one.kind} ${one.month} ${one.cellUnit}`,
  );
  const months = [...groups.values()].flatMap((of): ToldCells['months'] => {
    const [first] = of as [CellCounts];
    const { month, kind, cell } = first;
    // What nobody is recognised by is told by where it is now.
    if (cellRule(kind).fewest <= 1)
      return of.map((one) => ({ ...one, unitThen: one.cellUnit, unitNow: one.unitNow }));
    const told = cell === 'unit';
    // A cell is never divided: gone to several units, it belongs to none of them.
    const whole = new Set(of.map((one) => one.unitNow)).size === 1;
    return [
      {
        month,
        kind,
        cell,
        ...sumCounts(of),
        unitThen: told ? first.cellUnit : undefined,
        unitNow: told && whole ? first.unitNow : undefined,
      },
    ];
  });
  const byYear = Map.groupBy(
    all.filter((one) => one.cell === 'year'),
    (one) => `${one.kind} ${yearOf(one.month)}`,
  );
  const years = [...byYear.values()]
    .map((of) => {
      const [first] = of as [CellCounts];
      return { kind: first.kind, year: yearOf(first.month), counts: sumCounts(of) };
    })
    .filter(
      ({ kind, year, counts }) =>
        yearIsTold(year, counts.received, cellRule(kind).fewest, asOf) &&
        `${year}-01-01` >= from &&
        `${year}-12-01` <= to,
    );
  return { months, years };
}
