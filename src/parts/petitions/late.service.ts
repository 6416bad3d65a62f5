import { floorOf, seenBy, tellFloor } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import { dutiesOf, insertDuty, updateDuty } from '../../ground/duty/duty.store.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { type Database, sql } from '../../platform/database/database.ts';
import { once } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { insertMessage } from './petition.store.ts';
import type { PetitionId } from './petition.ts';

/** A denunciation below that is late, as the head of the body above sees it: nothing of the matter. */
export interface Late {
  id: PetitionId;
  number: number;
  unit: UnitId;
  settleBy: PlainDate;
  /** By when the handler has to be asked. */
  askBy: PlainDate;
}

/** Denunciations of the units right below that were reported late and not asked about yet. */
export async function lateBelow(db: Database, officer: SignedIn): Promise<Late[]> {
  if (officer.role !== 'head' && officer.role !== 'chair') return [];
  return seenBy(db, floorOf(officer)).rows<Late>(sql`
    select id, number, unit, settle_by as "settleBy", ask_by as "askBy" from floor_late(${officer.unit}::uuid)`);
}

/**
 * The superior asks the handler to report on a delay. The same key again asks once.
 *
 * @throws HttpError 404 when it is no late denunciation of a unit right below
 */
export async function askForReport(
  services: Services,
  officer: SignedIn,
  id: PetitionId,
  text: string,
  key: string,
): Promise<void> {
  const { db, clock, calendar, record } = services;
  if (officer.role !== 'head' && officer.role !== 'chair') throw notFound();
  await once(db, `post:${officer.post}`, key, { id, text }, async (tx) => {
    await tx.run(tellFloor(floorOf(officer)));
    const now = clock();
    const today = dayInVietnam(now);
    const duties = await dutiesOf(tx, id);
    const { version } = await tx.one<{ version: number | null }>(sql`
      select floor_ask_report(${id}::uuid, ${officer.unit}::uuid) as version`);
    const unit = duties[0]?.ownerUnit;
    if (version === null || !unit) throw notFound();
    const changed = applyChanges(
      duties,
      [
        { do: 'done', rule: 'TC-LATE-1' },
        { do: 'open', rule: 'TC-LATE-2', begunOn: today, owedTo: 'citizen' },
      ],
      { subjectType: 'petition', subjectId: id, unit, today, seq: version, calendar },
    );
    for (const duty of changed.opened) await insertDuty(tx, duty);
    for (const duty of changed.updated) await updateDuty(tx, duty);
    await insertMessage(tx, {
      id: newId(),
      petitionId: id,
      kind: 'note',
      body: text,
      authorPost: officer.post,
      at: now,
    });
    await record.append(tx, {
      type: 'petition.askForReport',
      subject: id,
      seq: version,
      role: officer.role,
      unit: officer.unitCode,
      facts: { duties: changed.fact },
      sealed: { post: officer.post, text },
    });
    return {};
  });
}
