import type { Corrected } from '../../ground/correction.ts';
import type { DutySubject } from '../../ground/duty/subject.ts';
import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { CorrectionId, HouseholdId, LandPromiseId, ProjectId, VisitId } from './land.ts';

/** A correction that a household asked for, beside the notes it is about. */
export interface Correction {
  id: CorrectionId;
  visitId: VisitId;
  text: string;
  at: Date;
  answer: string | null;
  answeredOn: PlainDate | null;
}

/** A visit, planned or held, as the household reads it. */
export interface Visit extends WhoseDay {
  id: VisitId;
  unitId: UnitId;
  plannedOn: PlainDate;
  heldOn: PlainDate | null;
  who: string | null;
  asked: string | null;
  told: string | null;
  files: KeptFile[];
  cancelledWhy: string | null;
  /** What the unit put right of its own, the oldest first. */
  corrected: Corrected[];
  /** What the household asked to put right. */
  corrections: Correction[];
}

export async function visitsOf(db: Queries, household: HouseholdId): Promise<Visit[]> {
  const visits = await db.rows<Omit<Visit, 'corrections'>>(sql`
    select visit.id, visit.unit_id as "unitId", ${whoseDay},
      planned_on as "plannedOn", held_on as "heldOn", who, asked, told, files, cancelled_why as "cancelledWhy",
      visit.corrected
    from land_visit visit join ${unitOfItsDay(sql`visit`, sql`held_on`)} on true
    where household_id = ${household} order by coalesce(held_on, planned_on) desc, visit.id desc`);
  const corrections = await db.rows<Correction>(sql`
    select correction.id, visit_id as "visitId", text, at, answer, answered_on as "answeredOn"
    from land_correction correction join land_visit visit on visit.id = visit_id
    where visit.household_id = ${household} order by at`);
  return visits.map((visit) => ({
    ...visit,
    corrections: corrections.filter((one) => one.visitId === visit.id),
  }));
}

/** A promise to a household with how its duty stands. */
export interface LandPromise extends WhoseDay {
  id: LandPromiseId;
  dutyId: string;
  unitId: UnitId;
  text: string;
  promisedFor: PlainDate;
  keptWords: string | null;
  dueOn: PlainDate;
  ended: 'done' | 'lapsed' | null;
  endedOn: PlainDate | null;
  suspendedFrom: PlainDate | null;
}

export async function promisesTo(db: Queries, household: HouseholdId): Promise<LandPromise[]> {
  return db.rows<LandPromise>(sql`
    select promise.id, duty.id as "dutyId", promise.unit_id as "unitId", ${whoseDay}, promise.text,
      promised_for as "promisedFor", kept_words as "keptWords", duty.due_on as "dueOn", duty.ended,
      duty.ended_on as "endedOn", duty.suspended_from as "suspendedFrom"
    from land_promise promise join duty on duty.subject_id = promise.id and duty.rule_code = 'DAT-PROMISE'
    join ${unitOfItsDay(sql`promise`, sql`duty.ended_on`)} on true
    where household_id = ${household} order by promised_for`);
}

/** What a household said formally of the posted plan. */
export interface Opinion {
  view: 'agree' | 'disagree' | 'other';
  text: string | null;
  at: Date;
}

export async function opinionOf(db: Queries, household: HouseholdId): Promise<Opinion | undefined> {
  return db.first<Opinion>(sql`select view, text, at from land_opinion where household_id = ${household}`);
}

/** Ways of being resettled, with how many of each are left. */
export interface Option {
  id: string;
  name: string;
  count: number;
  left: number;
  chosen: boolean;
}

export async function optionsOf(
  db: Queries,
  project: ProjectId,
  household: HouseholdId | null,
): Promise<Option[]> {
  return db.rows<Option>(sql`
    select option.id, option.name, option.count, (option.count - count(choice.household_id))::int as left,
      coalesce(bool_or(choice.household_id = ${household}::uuid), false) as chosen
    from land_option option left join land_choice choice on choice.option_id = option.id
    where option.project_id = ${project} group by option.id order by option.name`);
}

/** By when a household is to be paid, and when it was. */
export async function payDutyOf(
  db: Queries,
  household: HouseholdId,
): Promise<{ dueOn: PlainDate; endedOn: PlainDate | null } | undefined> {
  return db.first(sql`
    select due_on as "dueOn", ended_on as "endedOn" from duty
    where subject_id = ${household} and rule_code = 'DAT-PAY' order by ended_on nulls first, due_on limit 1`);
}

/** Petitions that came of a project's households, by how they stand. */
export async function objectionCounts(
  db: Queries,
  project: ProjectId,
  today: PlainDate,
): Promise<{ all: number; open: number; overdue: number }> {
  return db.one(sql`
    select count(*)::int as all, count(*) filter (where open)::int as open, count(*) filter (where late)::int as overdue
    from (
      select objection.petition_id, bool_or(duty.ended is null) as open,
        bool_or(duty.ended is null and duty.due_on < ${today}) as late
      from land_objection objection join land_household holder on holder.id = objection.household_id
      left join duty on duty.subject_id = objection.petition_id
      where holder.project_id = ${project} group by 1
    ) one`);
}

/** Petitions of a project's households, newest first, by what their own part says of them. */
export async function objectionLooks(
  db: Queries,
  subjects: readonly DutySubject[],
  project: ProjectId,
): Promise<{ title: string; href: string }[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select petition_id as id from land_objection objection join land_household holder on holder.id = objection.household_id
    where holder.project_id = ${project} order by petition_id desc limit 50`);
  const looks = await subjects
    .find((one) => one.type === 'petition')
    ?.look(
      db,
      rows.map((row) => row.id),
    );
  return [...(looks?.values() ?? [])];
}

/** Petitions that a household handed in here, with when their answer was owed when they came. */
export async function objectionsOf(
  db: Queries,
  household: HouseholdId,
): Promise<{ number: number; dueOn: PlainDate }[]> {
  return db.rows(sql`
    select number, due_on as "dueOn" from land_objection where household_id = ${household} order by number`);
}

/** A question about a project. */
export interface Question {
  id: string;
  text: string;
  at: Date;
  answer: string | null;
  answeredOn: PlainDate | null;
}

export async function questionsOf(db: Queries, project: ProjectId): Promise<Question[]> {
  return db.rows<Question>(sql`
    select id, text, at, answer, answered_on as "answeredOn" from land_question
    where project_id = ${project} order by at desc limit 200`);
}
