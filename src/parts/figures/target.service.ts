import { createHash } from 'node:crypto';
import type { SignedIn } from '../../ground/access/session.ts';
import type { TargetId } from '../../ground/figure/target.ts';
import type { Unit, UnitId } from '../../ground/organization/organization.ts';
import { paths } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import { declared, takeOnPage } from '../../ground/step/take.ts';
import { strike } from '../../ground/step/undo.ts';
import { sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import { insertTarget, lockTarget } from './target.store.ts';

export const knownTarget = declared('figure.target', 'Đặt chỉ tiêu', 'Set a target', strike);

/** Why a target was not set; each is said in words. */
export type TargetRefusal = 'notYours' | 'needsWhy';

/** Who sets targets: the chair, for the whole place and the units under them. Nobody sets their own alone. */
export function maySetTargets(officer: SignedIn): boolean {
  return officer.role === 'chair';
}

/** Units under the chair, never the own one; the whole place only for who has all of it under them. */
function within(officer: SignedIn, unit: UnitId | undefined, units: readonly Unit[]): boolean {
  const { reach } = officer;
  const under = (id: UnitId) => reach === 'all' || reach.includes(id);
  if (unit !== undefined) return unit !== officer.unit && under(unit);
  return units.every((one) => one.id === officer.unit || one.kind === 'party' || under(one.id));
}

/**
 * Sets what a unit is to reach in a year. The same again changes nothing; another value takes the place of the
 * one before, with its reason, and both stay to be seen.
 */
export async function setTarget(
  services: Services,
  officer: SignedIn,
  given: {
    unit: { id: UnitId; code: string } | undefined;
    year: number;
    figure: string;
    value: number;
    why: string | undefined;
  },
): Promise<TargetRefusal | undefined> {
  const { unit, year, figure, value, why } = given;
  const { clock, record, site } = services;
  const { units } = await site.read();
  if (!maySetTargets(officer) || !within(officer, unit?.id, units)) return 'notYours';
  return takeOnPage(services, officer, knownTarget, paths.deskTargets, async (tx) => {
    // Two at the same time would both find nothing there.
    const lock = createHash('sha256')
      .update(`${unit?.id ?? ''} ${year} ${figure}`)
      .digest()
      .readInt32BE();
    await tx.run(sql`select pg_advisory_xact_lock(${lock})`);
    const before = await lockTarget(tx, { unit: unit?.id ?? null, year, figure });
    if (before?.value === value) return undefined;
    if (before && !why) return 'needsWhy';
    const id: TargetId = newId();
    const target = {
      id,
      unitId: unit?.id ?? null,
      year,
      figure,
      value,
      why: before ? (why ?? null) : null,
      setAt: clock(),
    };
    await insertTarget(tx, target, officer.post, before?.id);
    await record.append(tx, {
      type: before ? 'target.changed' : 'target.set',
      subject: id,
      seq: 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: {
        of: unit?.code ?? null,
        year,
        figure,
        value,
        ...(before && { before: before.value, why: why ?? '' }),
      },
      sealed: { post: officer.post },
    });
    return undefined;
  });
}
