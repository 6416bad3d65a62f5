import { type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { NewEntry } from './record.ts';

/**
 * How far the program's clock may be from the newest entry before it, and from the database's clock. Longer than any
 * transaction, so that two that cross are no contradiction; shorter than anything a day of law depends on.
 */
export const clockToleranceMs = 5 * 60_000;

/** Confirms that the clock is right although entries say later: written by `gandan clock`. */
export const clockConfirmed = 'record.clockConfirmed';

/** The entry by which it is confirmed. */
export function confirmation(facts: NewEntry['facts']): NewEntry {
  return { type: clockConfirmed, subject: newId(), seq: 1, role: 'system', unit: null, facts };
}

/** Why the clock cannot be right. */
export type ClockFault = 'behindRecord' | 'aheadOfDatabase' | 'behindDatabase';

/**
 * Whether a moment can be now.
 *
 * @param newest time of the newest entry; undefined in an empty record
 * @param database the database's own time; undefined where it is not asked
 */
export function clockFault(
  now: Date,
  newest: Date | undefined,
  database: Date | undefined,
): ClockFault | undefined {
  if (newest && newest.getTime() - now.getTime() > clockToleranceMs) return 'behindRecord';
  if (!database) return undefined;
  const ahead = now.getTime() - database.getTime();
  if (ahead > clockToleranceMs) return 'aheadOfDatabase';
  return -ahead > clockToleranceMs ? 'behindDatabase' : undefined;
}

// As many of the newest entries as are looked at; a batch has no more.
const lookedAt = 2000;

/** The latest time among the newest entries since the clock was last confirmed by hand. */
export async function newestTime(db: Queries): Promise<Date | undefined> {
  const row = await db.one<{ at: string | null }>(sql`
    with newest as (
      select entry_id, event ->> 'at' as at, event ->> 'type' as type from record_opening
      order by entry_id desc limit ${lookedAt}
    )
    select max(at) as at from newest
    where entry_id >= coalesce((select max(entry_id) from newest where type = ${clockConfirmed}), 0)`);
  return row.at === null ? undefined : new Date(row.at);
}

/** The database's own time. */
export async function databaseTime(db: Queries): Promise<Date> {
  return (await db.one<{ at: Date }>(sql`select clock_timestamp() as at`)).at;
}

/** An entry whose time contradicts its place: one before it says later. */
export interface Contradiction {
  index: number;
  at: string;
  /** The latest time that an entry before it has. */
  before: string;
}

/** Entries whose times contradict their places by more than the tolerance, the first ones; all are looked at. */
export function contradictions(db: Queries, most: number): Promise<Contradiction[]> {
  return db.rows<Contradiction>(sql`
    select index, at, before from (
      select leaf_index as index, event ->> 'at' as at,
        max(event ->> 'at') over (order by leaf_index rows between unbounded preceding and 1 preceding) as before
      from record_leaf leaf join record_opening opening on opening.entry_id = leaf.entry_id
    ) placed
    where before::timestamptz - at::timestamptz > make_interval(secs => ${clockToleranceMs / 1000})
    order by index limit ${most}`);
}
