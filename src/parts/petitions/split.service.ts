import { decide } from '../../ground/access/decision.ts';
import { floorOf, seenBy, tellFloor } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { Services } from '../../ground/services.ts';
import { notFound } from '../../platform/http/problem.ts';
import { checkIntake, type IntakeFaults } from './intake.ts';
import { bumpVersion, contactOf, lockPetition, readPetition } from './petition.store.ts';
import { endStates, isSealed, type PetitionId } from './petition.ts';
import { insertPart } from './split.store.ts';
import { subjectOf } from './step.service.ts';
import { submit } from './submit.ts';

export type SplitRefusal = 'sealed' | 'ended';

/**
 * Splits one of several matters off a petition: a case of its own under its own rules, whose terms run from
 * the day the whole came (Circular 05/2021/TT-TTCP: mixed content is parted). The same key again gives the
 * same part, and finishes what a crash left half done.
 *
 * A denunciation is not split off an open petition, whose sender everybody in the office can read: the
 * whole is classified as one, or the sender writes it apart.
 */
export async function splitOff(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  given: Record<string, string>,
  key: string,
): Promise<{ part: PetitionId } | { faults: IntakeFaults } | { refused: SplitRefusal }> {
  const { db, clock, record } = services;
  const seen = seenBy(db, floorOf(officer));
  const whole = await readPetition(seen, id);
  if (!whole || !decide(officer, 'work', subjectOf(whole, [])).allowed) throw notFound();
  if (isSealed(whole.kind) || given.kind === 'denunciation') return { refused: 'sealed' };
  if (endStates.includes(whole.state)) return { refused: 'ended' };
  const contact = await contactOf(seen, id);
  const checked = checkIntake(
    {
      ...given,
      name: contact?.name ?? '',
      address: contact?.address ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
      against: given.against || whole.against || '',
      hamlet: whole.hamlet ?? '',
      placeUnit: whole.placeUnit ?? '',
    },
    clock(),
    { offPaper: true },
  );
  if (!checked.ok) return { faults: checked.faults };
  const done = await submit(services, checked.intake, {
    key,
    source: whole.source,
    language: whole.language,
    fileIds: [],
    unit: whole.unitId,
    paper: {
      arrivedOn: whole.receivedOn,
      people: whole.people,
      representatives: contact?.representatives ?? undefined,
    },
    clerk: { role: officer.role, unit: officer.unitCode, post: officer.post },
  });
  if ('faults' in done) return { refused: 'sealed' };
  const part = done.submitted.id;
  await db.transaction(async (tx) => {
    await tx.run(tellFloor(floorOf(officer)));
    const locked = await lockPetition(tx, id);
    if (!locked) throw notFound();
    if (!(await insertPart(tx, id, part, key))) return;
    await bumpVersion(tx, id, locked.version + 1);
    await record.append(tx, {
      type: 'petition.split',
      subject: id,
      seq: locked.version + 1,
      role: officer.role,
      unit: officer.unitCode,
      facts: { part: done.submitted.number },
      sealed: { post: officer.post },
    });
  });
  return { part };
}
