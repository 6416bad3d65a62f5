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
  const { units, heirs } = await site.read();
  const here = new Set(await unitsUnder(db, unit.id, dayInVietnam(clock())));
  if (units.every((one) => here.has(one.id) || one.kind === 'party' || one.kind === 'front'))
    return undefined;
  const before = [...heirs].flatMap(([old, heir]) => (here.has(heir) ? old : []));
  return new Set([...here, ...before]);
}
