import { plannedAnew, sql } from '../../platform/database/database.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { type Unit, type UnitId, unitsUnder } from '../organization/organization.ts';
import type { Services } from '../services.ts';

/**
 * A unit with all below it, for figures: the units of today under it, and those that are no more and whose work went to
 * one of them. Undefined means the whole place: where every unit that answers for something is under it, also what is
 * told of no unit belongs to it.
 */
export async function unitAndBelow(services: Services, unit: Unit): Promise<Set<UnitId> | undefined> {
  const { db, site, clock } = services;
  const today = dayInVietnam(clock());
  const { units } = await site.read();
  const here = await unitsUnder(db, unit.id, today);
  const all = new Set(here);
  if (units.every((one) => all.has(one.id) || one.kind === 'party' || one.kind === 'front')) return undefined;
  const before = await db.rows<{ id: UnitId }>(
    plannedAnew(sql`
      with recursive before as (
        select unnest(${here}::uuid[]) as id
        union
        select succession.from_unit from succession join before on succession.to_unit = before.id
        join unit on unit.id = succession.from_unit and upper(unit.life) <= ${today}::date
        where succession.part = 'rest'
      )
      select id from before`),
  );
  return new Set(before.map((one) => one.id));
}
