import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import { dayInVietnam, monthEnd, newestMonthOver, type PlainDate } from '../../platform/time.ts';
import type { UnitId } from '../organization/organization.ts';
import type { FigureAsked, FigureSeries } from './catalogue.ts';

/** What is counted for a share: each thing in the month of its day, with whether it is one of those that are told. */
export interface Counted {
  from: Sql;
  /** The day by whose month a thing is counted. */
  day: Sql;
  /** Whether it is in the numerator, as known on a day. */
  done(asOf: PlainDate): Sql;
  /** Whether it was known at all on a day; always where there is none. */
  known?(asOf: PlainDate): Sql;
}

/** A share counted from rows that have `unit_id`, by months that were over, as known on the day that is asked for. */
export async function countShare(db: Queries, asked: FigureAsked, counted: Counted): Promise<FigureSeries> {
  const asOf = dayInVietnam(asked.asOf);
  const over = newestMonthOver(asOf);
  const last = asked.to < over ? asked.to : over;
  if (last < asked.from) return { cells: [], remainder: undefined };
  const { from, day, done, known } = counted;
  const rows = await db.rows<{
    month: PlainDate | null;
    unit: UnitId | null;
    numerator: number;
    denominator: number;
  }>(sql`
    select ${asked.by.month ? sql`date_trunc('month', ${day}::timestamp)::date` : sql`null::date`} as month,
      ${asked.by.unit ? sql`unit_id` : sql`null::uuid`} as unit,
      count(*) filter (where ${done(asOf)})::int as numerator, count(*)::int as denominator
    from ${from} where ${day} between ${asked.from} and ${monthEnd(last)} ${known ? sql`and ${known(asOf)}` : empty}
    group by 1, 2`);
  return {
    cells: rows.map(({ month, unit, ...counts }) => ({
      month: month ?? undefined,
      unit: unit ?? undefined,
      ...counts,
    })),
    remainder: undefined,
  };
}
