import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';
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

/** Every unit that is no more on a day, with the living one that answers for what is left of it: in one statement. */
export async function heirsOf(db: Queries, day: PlainDate): Promise<Map<UnitId, UnitId>> {
  const rows = await db.rows<{ old: UnitId; heir: UnitId }>(
    plannedAnew(sql`
      with recursive way as (
        select from_unit as old, to_unit as at, 1 as step from succession where part = 'rest'
        union
        select way.old, succession.to_unit, way.step + 1 from way
        join unit on unit.id = way.at and upper(unit.life) <= ${day}::date
        join succession on succession.from_unit = way.at and succession.part = 'rest'
        where way.step < 50
      )
      select way.old, way.at as heir from way join unit on unit.id = way.at where unit.life @> ${day}::date`),
  );
  return new Map(rows.map(({ old, heir }) => [old, heir]));
}
