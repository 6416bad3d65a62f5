import { type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { UnitId } from './organization.ts';
import { successionsFrom } from './reorganisation.store.ts';
import { destinationOf, type WorkItem } from './reorganisation.ts';

/** Thrown when a unit ended while something was being entered for it; asking again leads to its successor. */
export class UnitEnded extends Error {}

/**
 * Makes sure, to the end of the transaction, that a unit is alive: whoever closes it waits, and finds
 * what was entered meanwhile.
 *
 * @throws UnitEnded when it is not
 */
export async function holdUnit(tx: Queries, unit: UnitId, day: PlainDate): Promise<void> {
  const row = await tx.first<{ alive: boolean }>(
    sql`select life @> ${day}::date as alive from unit where id = ${unit} for key share`,
  );
  if (!row?.alive) throw new UnitEnded(`unit ${unit} is not alive on ${day}`);
}

/**
 * The unit that answers today for work once given to a unit: itself while it lives, else along the
 * successions. Undefined for a unit that never was.
 */
export async function answerableUnit(
  db: Queries,
  unit: UnitId,
  item: WorkItem,
  day: PlainDate,
): Promise<UnitId | undefined> {
  let at = unit;
  // Each step leads to a unit founded or alive later: the way is never longer than the list of units.
  for (;;) {
    const row = await db.first<{ alive: boolean }>(
      sql`select life @> ${day}::date as alive from unit where id = ${at}`,
    );
    if (!row) return undefined;
    if (row.alive) return at;
    const next = destinationOf(await successionsFrom(db, at), item);
    if (!next) return undefined;
    at = next;
  }
}
