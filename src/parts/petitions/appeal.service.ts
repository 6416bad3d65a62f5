import { tellFloor } from '../../ground/access/floor.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { CitizenCode } from '../../ground/code.ts';
import { applyChanges } from '../../ground/duty/changes.ts';
import { dutiesOf, updateDuty } from '../../ground/duty/duty.store.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import { schedule } from '../../ground/duty/duty.ts';
import { type UnitId, unitsAbove } from '../../ground/organization/organization.ts';
import type { Services } from '../../ground/services.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { shortened } from '../../platform/text.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { CurrentCase } from './by-code.ts';
import { checkIntake } from './intake.ts';
import { bumpVersion, contactOf, lockPetition, type PetitionRow, readByNumber } from './petition.store.ts';
import type { PetitionId } from './petition.ts';
import { type Second, submit } from './submit.ts';

// Characters of a petition's title.
const longestTitle = 150;

/** Where and until when a second complaint can be lodged. */
export interface SecondStage {
  unit: UnitId;
  due: PlainDate;
}

/**
 * The second stage that is open to a complainant today: after the first decision, or when its term has run
 * out without one, for thirty days (Law on Complaints 2011, Art. 33), with the unit above.
 */
export async function secondStage(
  services: Services,
  petition: PetitionRow,
  duties: readonly Duty[],
): Promise<SecondStage | undefined> {
  if (petition.kind !== 'complaint' || petition.variety === 'second') return undefined;
  const today = dayInVietnam(services.clock());
  const unanswered = duties.find(
    (duty) => duty.ended === null && ['KN-L1', 'KN-DISC'].includes(duty.ruleCode) && duty.dueOn < today,
  );
  const begun = petition.state === 'answered' ? petition.answeredOn : unanswered?.dueOn;
  if (!begun) return undefined;
  const { dueOn } = schedule('KN-2ND', begun, services.calendar);
  if (today > dueOn) return undefined;
  const above = await unitsAbove(services.db, petition.unitId, today);
  const unit = above.find((one) => one !== petition.unitId);
  return unit && { unit, due: dueOn };
}

/**
 * Lodges a second complaint: a case of its own with its own receipt, code and terms, that knows the first.
 * The same key again gives the same case.
 *
 * @returns undefined when the second stage is not open
 */
export async function appeal(
  services: Services,
  found: CurrentCase,
  stage: SecondStage,
  reason: string,
  key: string,
): Promise<CitizenCode | undefined> {
  const { petition, seen, id, codeHash } = found;
  const contact = await contactOf(seen, id);
  const checked = checkIntake(
    {
      kind: 'complaint',
      topic: petition.topic,
      title: shortened(`Lần hai: ${petition.title}`, longestTitle),
      body: reason,
      against: petition.against ?? petition.title,
      hamlet: petition.hamlet ?? '',
      name: contact?.name ?? '',
      address: contact?.address ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
    },
    services.clock(),
  );
  if (!checked.ok) return undefined;
  const done = await submit(services, checked.intake, {
    key,
    source: 'web',
    language: petition.language,
    fileIds: [],
    second: { previous: id, unit: stage.unit },
  });
  if ('faults' in done) return undefined;
  await services.db.transaction(async (tx) => {
    await tx.run(tellFloor({ codeHash }));
    await noteAppealed(services, tx, id, done.submitted.number);
  });
  return done.code;
}

/**
 * Enters with a first case that there is a second, and that its decision is not carried out meanwhile: it takes no
 * effect (Law on Complaints 2011, Art. 44). Told twice, as after a crash between the two cases, it is entered once.
 */
export async function noteAppealed(
  services: Services,
  tx: Transaction,
  id: PetitionId,
  second: number,
  clerk?: SignedIn,
): Promise<void> {
  const first = await lockPetition(tx, id);
  if (!first) return;
  const noted = await tx.first(sql`
    select from record_opening where subject = ${id} and event ->> 'type' = 'petition.appealed'
      and (event -> 'facts' ->> 'second')::int = ${second}`);
  if (noted) return;
  const today = dayInVietnam(services.clock());
  const { updated, fact } = applyChanges(await dutiesOf(tx, id), [{ do: 'lapse', rule: 'KN-EXECUTE' }], {
    subjectType: 'petition',
    subjectId: id,
    unit: first.unitId,
    today,
    seq: first.version + 1,
    calendar: services.calendar,
  });
  for (const duty of updated) await updateDuty(tx, duty);
  await bumpVersion(tx, id, first.version + 1);
  await services.record.append(tx, {
    type: 'petition.appealed',
    subject: id,
    seq: first.version + 1,
    role: clerk?.role ?? 'citizen',
    unit: clerk?.unitCode ?? null,
    facts: { second, ...(fact && { duties: fact }) },
    ...(clerk && { sealed: { post: clerk.post } }),
  });
}

/**
 * What a second complaint on paper is against, as its letter says: a case here, then the body above it decides; or a
 * decision of before.
 *
 * @param given number of the first case, or the decision in words
 * @returns undefined where it is no second complaint; `unknown` where there is no such complaint
 */
export async function secondOnPaper(
  services: Services,
  given: { number: number | undefined; decision: string | undefined },
): Promise<Second | undefined | 'unknown'> {
  const { db, clock } = services;
  if (given.number === undefined)
    return given.decision ? { previous: null, decision: given.decision } : undefined;
  const first = await readByNumber(db, given.number);
  if (first?.kind !== 'complaint' || first.variety === 'second') return 'unknown';
  const above = await unitsAbove(db, first.unitId, dayInVietnam(clock()));
  const unit = above.find((one) => one !== first.unitId);
  return unit ? { previous: first.id, unit } : 'unknown';
}
