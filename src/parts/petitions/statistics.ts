import { isHead, type Role } from '../../ground/access/decision.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import { findings, isFound } from './finding.ts';
import { kinds, type PetitionKind } from './petition.ts';

/**
 * A line of the periodic table: one unit and kind of petition, as known at the end of a day. What was owed
 * at the beginning and what came are together what ended and what is owed at the end; the page says so.
 */
export interface StatisticsRow {
  /** Null where denunciations are told as one number of all units together. */
  unit: UnitId | null;
  kind: PetitionKind;
  /** Open when the period began. */
  carried: number;
  received: number;
  /** Answered in the period; of them within the term. */
  answered: number;
  answeredInTerm: number;
  /** Ended otherwise in the period: not accepted, guided, transferred, returned, filed, withdrawn. */
  endedOtherwise: number;
  /** Open at the end; of them past the term. */
  open: number;
  openLate: number;
  /** What was answered in the period, by what it was found to be; complaints and denunciations only. */
  right: number;
  partly: number;
  wrong: number;
}

export const columns = [
  'carried',
  'received',
  'answered',
  'answeredInTerm',
  'endedOtherwise',
  'open',
  'openLate',
  ...findings,
] as const;
export type StatisticsColumn = (typeof columns)[number];

/** How denunciations are counted: not at all, as one number of all units together, or by the unit that handles them. */
export type SealedCount = 'none' | 'together' | 'byUnit';

/**
 * For whom denunciations are counted: handlers by unit; who reports or leads, as one number, which tells neither where nor
 * who. Nothing else of them is told here.
 */
export function sealedCountFor(
  officer: { role: Role; handlesDenunciations: boolean },
  atReception: boolean,
): SealedCount {
  if (officer.handlesDenunciations) return 'byUnit';
  return isHead(officer.role) || officer.role === 'auditor' || atReception ? 'together' : 'none';
}

/**
 * The table of a period as it was known at the end of a day: what was answered, entered, moved, reopened or
 * classified after it is not in it.
 *
 * @param asked `asOf` at or after `to`, or the period ends with it
 */
export async function statistics(
  db: Queries,
  asked: {
    from: PlainDate;
    to: PlainDate;
    asOf: PlainDate;
    units: 'all' | readonly UnitId[];
    sealed: SealedCount;
  },
): Promise<StatisticsRow[]> {
  const { from, asOf, units } = asked;
  const to = asked.to < asOf ? asked.to : asOf;
  // Reach is by where a case is now; the table by where it was then.
  const within = units === 'all' ? sql`true` : sql`one.unit_now = any(${units}::uuid[])`;
  const sealed = asked.sealed === 'none' ? sql`one.kind <> 'denunciation'` : sql`true`;
  const unit = asked.sealed === 'together' ? sql`case when kind <> 'denunciation' then unit end` : sql`unit`;
  const rows = await db.rows<StatisticsRow>(sql`
    select ${unit} as unit, kind,
      count(*) filter (where received_on < ${from})::int as carried,
      count(*) filter (where received_on >= ${from})::int as received,
      count(*) filter (where answered_on between ${from} and ${to})::int as answered,
      count(*) filter (where answered_on between ${from} and ${to} and answered_on <= due_on)::int as "answeredInTerm",
      count(*) filter (where answered_on is null and closed_on between ${from} and ${to})::int as "endedOtherwise",
      count(*) filter (where ended is null or ended > ${to})::int as open,
      count(*) filter (where (ended is null or ended > ${to}) and due_on < ${to})::int as "openLate",
      count(*) filter (where answered_on between ${from} and ${to} and finding = 'right')::int as right,
      count(*) filter (where answered_on between ${from} and ${to} and finding = 'partly')::int as partly,
      count(*) filter (where answered_on between ${from} and ${to} and finding = 'wrong')::int as wrong
    from (
      select unit, kind, received_on, due_on, answered_on, closed_on, finding, coalesce(answered_on, closed_on) as ended
      from (
        select one.unit_now as unit, one.kind, one.received_on, one.due_on, one.answered_on, one.closed_on, one.finding
        from petition_count one where one.known_from <= ${asOf} and one.received_on <= ${to} and ${within} and ${sealed}
        union all
        select past.unit_now, past.kind, past.received_on, past.due_on, past.answered_on, past.closed_on, past.finding
        from petition_count_past past join petition_count one on one.petition_id = past.petition_id
        where past.known_from <= ${asOf} and past.known_to > ${asOf} and past.received_on <= ${to} and ${within} and ${sealed}
      ) known
    ) counted
    where ended is null or ended >= ${from}
    group by 1, 2`);
  return rows.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** A cell of the table; null where a kind of petition has no such number. */
export function cellOf(row: StatisticsRow, column: StatisticsColumn): number | null {
  const finding = (findings as readonly string[]).includes(column);
  return finding && !isFound(row.kind) ? null : row[column];
}

/** The sum of rows. */
export function total(rows: readonly StatisticsRow[]): Record<StatisticsColumn, number> {
  const sum = Object.fromEntries(columns.map((column) => [column, 0])) as Record<StatisticsColumn, number>;
  for (const row of rows) for (const column of columns) sum[column] += row[column];
  return sum;
}

/** Whether the table proves itself: carried and received are what ended and what is open. */
export function balances(row: Record<StatisticsColumn, number>): boolean {
  return row.carried + row.received === row.answered + row.endedOtherwise + row.open;
}
