import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, monthEnd, newestMonthOver, type PlainDate } from '../../platform/time.ts';
import type { UnitId } from '../organization/organization.ts';
import type { FigureAsked, FigureSeries } from './catalogue.ts';

/** Of a figure about what offices do. */
export const nobodysGroups: Bilingual = {
  vi: 'Không có: đây là việc của cơ quan, không phải của người dân.',
  en: 'None: these are acts of offices, not of citizens.',
};

/** What is counted: each thing in the month of its day; for a share with whether it is one of those that are told. */
export interface Counted {
  from: Sql;
  /** The day by whose month a thing is counted. */
  day: Sql;
  /** Whether it is in the numerator, as known on a day; a plain count where there is none. */
  done?(asOf: PlainDate): Sql;
  /** What each adds, where that is not one. */
  each?: Sql;
  /** Whether it was known at all on a day; always where there is none. */
  known?(asOf: PlainDate): Sql;
}

/** A share or a count from rows that have `unit_id`, by months that were over, as known on the day that is asked for. */
export async function countRows(db: Queries, asked: FigureAsked, counted: Counted): Promise<FigureSeries> {
  const asOf = dayInVietnam(asked.asOf);
  const over = newestMonthOver(asOf);
  const last = asked.to < over ? asked.to : over;
  if (last < asked.from) return { cells: [], remainder: undefined };
  const { from, day, done, each, known } = counted;
  const sum = each ? sql`coalesce(sum(${each}), 0)` : sql`count(*)`;
  const rows = await db.rows<{
    month: PlainDate | null;
    unit: UnitId | null;
    numerator: number;
    denominator: number | null;
  }>(sql`
    select ${asked.by.month ? sql`date_trunc('month', ${day}::timestamp)::date` : sql`null::date`} as month,
      ${asked.by.unit ? sql`unit_id` : sql`null::uuid`} as unit,
      ${done ? sql`count(*) filter (where ${done(asOf)})` : sum}::int as numerator,
      ${done ? sql`count(*)` : sql`null`}::int as denominator
    from ${from} where ${day} between ${asked.from} and ${monthEnd(last)} ${known ? sql`and ${known(asOf)}` : empty}
      ${asked.units ? sql`and unit_id = any(${asked.units}::uuid[])` : empty}
    group by 1, 2`);
  return {
    cells: rows.map(({ month, unit, numerator, denominator }) => ({
      month: month ?? undefined,
      unit: unit ?? undefined,
      numerator,
      denominator: denominator ?? undefined,
    })),
    remainder: undefined,
  };
}
