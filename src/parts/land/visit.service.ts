import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { correctionOf } from '../../ground/correction.ts';
import { endDuty, openDuty } from '../../ground/duty/single.ts';
import { livingUnit } from '../../ground/organization/living.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { reportKept } from '../../ground/promise/promise.service.ts';
import type { PromiseKind } from '../../ground/promise/promise.ts';
import { enterNext } from '../../ground/record/next.ts';
import { Refused, refusals } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { keptOf } from '../../platform/files/evidence.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId, parseId } from '../../platform/id.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import { addMonths, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type * as forms from './forms.ts';
import { heldHousehold } from './household.access.ts';
import { visitsOf } from './household.store.ts';
import { outreachOf } from './land.store.ts';
import type {
  CorrectionId,
  Household,
  HouseholdId,
  LandPromiseId,
  Project,
  ProjectId,
  VisitId,
} from './land.ts';
import { datingRefusal } from './legal-path.ts';

const words = {
  beforeProject: {
    vi: 'Ngày này hơn một năm trước khi dự án vào hệ thống, và dự án chưa có bước nào vào lúc đó.',
    en: 'This is more than a year before the project was registered, and no step of it is from that time.',
  },
  promise: {
    vi: 'Điều đã hứa cần có đơn vị thực hiện và ngày làm xong.',
    en: 'A promise has a unit that does it, and a date.',
  },
  elsewhere: {
    vi: 'Chỉ hứa thay đơn vị thực hiện dự án hoặc đơn vị cùng đi vận động.',
    en: 'Promises are of the project’s unit or of those that go out with it.',
  },
  next: { vi: 'Phải sau ngày gặp này.', en: 'It must be after this visit.' },
};

/**
 * Puts right what was written of a visit that was held. The household reads what stood there before as well.
 *
 * @throws HttpError 404, Refused
 */
export async function correctVisit(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  householdId: HouseholdId,
  target: string,
  given: Given<typeof forms.visitDataForm>,
): Promise<void> {
  const { project } = await heldHousehold(tx, officer, householdId, 'outreach');
  const visit = (await visitsOf(tx, householdId)).find((one) => one.id === target);
  if (!visit?.heldOn || !worksIn(officer, visit.unitId)) throw notFound();
  const today = dayInVietnam(services.clock());
  const { why, ...data } = given;
  const dated = datingRefusal(data.heldOn, today, project.registeredOn);
  if (dated) throw new Refused(dated.words, 'heldOn');
  const { heldOn, who, asked, told } = visit;
  const corrected = correctionOf({ heldOn, who, asked, told }, data, { on: today, why }, 'told');
  await tx.run(sql`
    update land_visit set held_on = ${data.heldOn}, who = ${data.who}, asked = ${data.asked}, told = ${data.told},
      corrected = corrected || ${JSON.stringify([corrected])}::jsonb where id = ${visit.id}`);
  // That somebody came was owed by a day: it was done on the right one.
  await tx.run(sql`
    update duty set ended_on = ${data.heldOn}
    where subject_id = ${visit.id} and rule_code = 'DAT-VISIT' and ended = 'done'`);
  await enterNext(services, tx, officer, {
    type: 'landVisit.corrected',
    subject: visit.id,
    facts: { held_on: data.heldOn, what: Object.keys(corrected.was).join(' ') },
    sealed: { why },
  });
}

/** Plans a visit: that somebody comes on that day is a duty of the unit that said so. */
export async function planVisit(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  plannedOn: PlainDate,
): Promise<VisitId> {
  await heldHousehold(tx, officer, household, 'outreach');
  if (plannedOn < dayInVietnam(services.clock())) throw new Refused(refusals.past, 'plannedOn');
  return insertPlanned(services, tx, officer, household, plannedOn);
}

async function insertPlanned(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  plannedOn: PlainDate,
): Promise<VisitId> {
  const id: VisitId = newId();
  await tx.run(sql`
    insert into land_visit (id, household_id, unit_id, planned_on) values (${id}, ${household}, ${officer.unit}, ${plannedOn})`);
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'landVisit',
    subjectId: id,
    unit: officer.unit,
    rule: 'DAT-VISIT',
    begunOn: dayInVietnam(services.clock()),
    owedTo: 'citizen',
    agreedFor: plannedOn,
  });
  await enterNext(services, tx, officer, {
    type: 'landVisit.planned',
    subject: id,
    facts: { planned_on: plannedOn, duties: fact },
  });
  return id;
}

/**
 * Notes a visit that was held: of one that was planned, or one that nobody had planned. What was promised and when
 * somebody comes again become duties.
 */
export async function holdVisit(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  householdId: HouseholdId,
  target: string,
  given: Given<typeof forms.visitForm>,
): Promise<void> {
  const { project } = await heldHousehold(tx, officer, householdId, 'outreach');
  const today = dayInVietnam(services.clock());
  const dated = datingRefusal(given.heldOn, today, project.registeredOn);
  if (dated) throw new Refused(dated.words, 'heldOn');
  // A project that began this year had no visit years ago.
  if (given.heldOn < addMonths(project.registeredOn, -12) && !(await actBefore(tx, project.id, given.heldOn)))
    throw new Refused(words.beforeProject, 'heldOn');
  if (given.nextOn && given.nextOn <= given.heldOn) throw new Refused(words.next, 'nextOn');
  const unit = given.promise ? await promiseUnit(services, tx, project, given) : undefined;
  const id = target ? await planned(tx, officer, householdId, target) : (newId() as VisitId);
  const files = JSON.stringify(keptOf(given.files));
  await tx.run(sql`
    insert into land_visit (id, household_id, unit_id, planned_on, held_on, who, asked, told, files)
    values (${id}, ${householdId}, ${officer.unit}, ${given.heldOn}, ${given.heldOn}, ${given.who}, ${given.asked},
      ${given.told}, ${files}::jsonb)
    on conflict (id) do update set held_on = excluded.held_on, who = excluded.who, asked = excluded.asked,
      told = excluded.told, files = excluded.files`);
  const duties = await endDuty(tx, id, 'DAT-VISIT', 'done', given.heldOn);
  await enterNext(services, tx, officer, {
    type: 'landVisit.held',
    subject: id,
    facts: { held_on: given.heldOn, ...(duties && { duties }) },
    sealed: { asked: given.asked, told: given.told, who: given.who },
  });
  if (given.promise && unit && given.promiseDue)
    await promise(services, tx, officer, {
      household: householdId,
      visit: id,
      text: given.promise,
      unit,
      due: given.promiseDue,
      heldOn: given.heldOn,
    });
  if (given.nextOn) await insertPlanned(services, tx, officer, householdId, given.nextOn);
}

/** Whether something of the project had happened by a day: its file on paper may be old. */
async function actBefore(tx: Transaction, project: ProjectId, day: PlainDate): Promise<boolean> {
  const row = await tx.one<{ there: boolean }>(sql`
    select exists (select from land_act where project_id = ${project} and on_day <= ${day}) as there`);
  return row.there;
}

async function promiseUnit(
  services: Services,
  tx: Transaction,
  project: Project,
  given: Given<typeof forms.visitForm>,
): Promise<UnitId> {
  if (!given.promiseUnit || !given.promiseDue)
    throw new Refused(words.promise, given.promiseUnit ? 'promiseDue' : 'promiseUnit');
  if (given.promiseDue < given.heldOn) throw new Refused(refusals.past, 'promiseDue');
  const unit = await livingUnit(services, tx, given.promiseUnit, 'promiseUnit');
  // Who keeps a promise has to read of the household; nobody else may.
  if (unit !== project.unitId && !(await outreachOf(tx, project.id)).includes(unit))
    throw new Refused(words.elsewhere, 'promiseUnit');
  return unit;
}

async function planned(
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  target: string,
): Promise<VisitId> {
  const row = await tx.first<{
    id: VisitId;
    unit: UnitId;
    held: PlainDate | null;
    cancelled: string | null;
  }>(sql`
    select id, unit_id as unit, held_on as held, cancelled_why as cancelled from land_visit
    where id = ${parseId(target) ?? null} and household_id = ${household} for update`);
  if (!row || !worksIn(officer, row.unit)) throw notFound();
  if (row.held || row.cancelled) throw new Refused(refusals.wrongState);
  return row.id;
}

async function promise(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  made: {
    household: HouseholdId;
    visit: VisitId;
    text: string;
    unit: UnitId;
    due: PlainDate;
    heldOn: PlainDate;
  },
): Promise<void> {
  const id: LandPromiseId = newId();
  await tx.run(sql`
    insert into land_promise (id, household_id, visit_id, unit_id, text, promised_for)
    values (${id}, ${made.household}, ${made.visit}, ${made.unit}, ${made.text}, ${made.due})`);
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'landPromise',
    subjectId: id,
    unit: made.unit,
    rule: 'DAT-PROMISE',
    begunOn: made.heldOn,
    owedTo: 'citizen',
    agreedFor: made.due,
  });
  await enterNext(services, tx, officer, {
    type: 'landPromise.made',
    subject: id,
    facts: { due_on: made.due, duties: fact },
    sealed: { text: made.text },
  });
}

/** Calls a planned visit off, with the reason that the household reads. */
export async function cancelVisit(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  household: HouseholdId,
  target: string,
  why: string,
): Promise<void> {
  await heldHousehold(tx, officer, household, 'outreach');
  const id = await planned(tx, officer, household, target);
  await tx.run(sql`update land_visit set cancelled_why = ${why} where id = ${id}`);
  const duties = await endDuty(tx, id, 'DAT-VISIT', 'lapsed', dayInVietnam(services.clock()));
  await enterNext(services, tx, officer, {
    type: 'landVisit.cancelled',
    subject: id,
    facts: { ...(duties && { duties }) },
    sealed: { why },
  });
}

/** Reports that a promise was kept, by the unit that owes it; another person confirms it. */
export async function keepPromise(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  target: string,
  kept: string,
): Promise<void> {
  const row = await tx.first<{ id: LandPromiseId; unit: UnitId; duty: string; host: UnitId }>(sql`
    select promise.id, promise.unit_id as unit, duty.id as duty, project.unit_id as host from land_promise promise
    join duty on duty.subject_id = promise.id and duty.rule_code = 'DAT-PROMISE'
    join land_household holder on holder.id = promise.household_id
    join land_project project on project.id = holder.project_id
    where promise.id = ${parseId(target) ?? null} for update of promise`);
  if (!row || !worksIn(officer, row.unit)) throw notFound();
  const { duty, host } = row;
  const duties = await reportKept(services, tx, officer, { duty, host, words: kept });
  await tx.run(sql`update land_promise set kept_words = ${kept} where id = ${row.id}`);
  await enterNext(services, tx, officer, {
    type: 'landPromise.reported',
    subject: row.id,
    facts: { duties },
    sealed: { words: kept },
  });
}

/** What follows when another person confirmed that a promise to a household was kept. */
export const landPromises: PromiseKind = {
  rule: 'DAT-PROMISE',
  async kept(services, tx, officer, { subject, fact, words: told }) {
    await enterNext(services, tx, officer, {
      type: 'landPromise.kept',
      subject,
      facts: { duties: fact },
      sealed: { words: told },
    });
  },
};

/** The household says what is wrong in the notes of a visit; an answer is owed. The notes stay beside it. */
export async function askCorrection(
  services: Services,
  tx: Transaction,
  household: Household,
  target: string,
  text: string,
): Promise<void> {
  const visit = await tx.first<{ id: VisitId; unit: UnitId }>(sql`
    select id, unit_id as unit from land_visit
    where id = ${parseId(target) ?? null} and household_id = ${household.id} and held_on is not null`);
  if (!visit) throw notFound();
  const id: CorrectionId = newId();
  const now = services.clock();
  await tx.run(sql`
    insert into land_correction (id, visit_id, unit_id, text, at) values (${id}, ${visit.id}, ${visit.unit}, ${text}, ${now})`);
  const { fact } = await openDuty(tx, services.calendar, {
    subjectType: 'landCorrection',
    subjectId: id,
    unit: visit.unit,
    rule: 'DAT-CORRECTION',
    begunOn: dayInVietnam(now),
    owedTo: 'citizen',
  });
  await enterNext(services, tx, 'citizen', {
    type: 'landCorrection.asked',
    subject: id,
    facts: { visit: visit.id, duties: fact },
    sealed: { text },
  });
}

/** Answers a correction: the unit whose notes they are. */
export async function answerCorrection(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  target: string,
  answer: string,
): Promise<void> {
  const row = await tx.first<{ id: CorrectionId; unit: UnitId; answered: PlainDate | null }>(sql`
    select id, unit_id as unit, answered_on as answered from land_correction
    where id = ${parseId(target) ?? null} for update`);
  if (!row || !worksIn(officer, row.unit)) throw notFound();
  if (row.answered) throw new Refused(refusals.wrongState);
  const today = dayInVietnam(services.clock());
  await tx.run(
    sql`update land_correction set answer = ${answer}, answered_on = ${today} where id = ${row.id}`,
  );
  const duties = await endDuty(tx, row.id, 'DAT-CORRECTION', 'done', today);
  await enterNext(services, tx, officer, {
    type: 'landCorrection.answered',
    subject: row.id,
    facts: { ...(duties && { duties }) },
    sealed: { answer },
  });
}
