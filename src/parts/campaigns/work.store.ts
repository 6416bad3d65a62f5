import {
  type UnitId,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Contribution, Expense, Votes, Work, WorkId } from './campaign.ts';

const columns = sql`
  work.id, work.unit_id as "unitId", work.kind, work.title, work.place, work.proposal, work.households, work.state,
  work.proposed_on as "proposedOn", work.form, work.decided_on as "decidedOn", work.plan, work.starts_on as "startsOn",
  work.ends_on as "endsOn", work.accepted_on as "acceptedOn", work.board, work.acceptance, work.result::float8 as result,
  work.result_unit as "resultUnit", work.accounted_on as "accountedOn", work.account, work.version`;

export interface WorkLine extends Work, WhoseDay {
  unitEn: string;
}

export async function listWorks(
  db: Queries,
  filter: { id?: WorkId; units?: 'all' | readonly UnitId[]; limit?: number } = {},
): Promise<WorkLine[]> {
  const { id, units = 'all', limit = 200 } = filter;
  return db.rows<WorkLine>(sql`
    select ${columns}, ${whoseDay}
    from community_work work join ${unitOfItsDay(sql`work`, sql`coalesce(work.accounted_on, case when work.state = 'refused' then work.decided_on end)`)} on true
    where true ${id ? sql`and work.id = ${id}` : empty}
      ${units === 'all' ? empty : sql`and work.unit_id = any(${units}::uuid[])`}
    order by work.proposed_on desc, work.id limit ${limit}`);
}

export async function lockWork(tx: Queries, id: WorkId): Promise<Work | undefined> {
  return tx.first<Work>(sql`select ${columns} from community_work work where id = ${id} for update`);
}

export async function updateWork(tx: Queries, work: Work): Promise<void> {
  await tx.run(sql`
    update community_work set state = ${work.state}, form = ${work.form}, decided_on = ${work.decidedOn}, plan = ${work.plan},
      starts_on = ${work.startsOn}, ends_on = ${work.endsOn}, accepted_on = ${work.acceptedOn}, board = ${work.board},
      acceptance = ${work.acceptance}, result = ${work.result}, result_unit = ${work.resultUnit},
      accounted_on = ${work.accountedOn}, account = ${work.account}, version = version + 1
    where id = ${work.id}`);
}

export async function insertWork(tx: Queries, work: Work): Promise<void> {
  await tx.run(sql`
    insert into community_work (id, unit_then, unit_id, kind, title, place, proposal, households, state, proposed_on)
    values (${work.id}, ${work.unitId}, ${work.unitId}, ${work.kind}, ${work.title}, ${work.place}, ${work.proposal},
      ${work.households}, ${work.state}, ${work.proposedOn})`);
}

export async function votesOf(db: Queries, work: WorkId): Promise<Votes> {
  return db.one<Votes>(sql`
    select count(*) filter (where view = 'agree')::int as agree, count(*) filter (where view = 'disagree')::int as disagree,
      count(*) filter (where view = 'other')::int as other from work_vote where work_id = ${work}`);
}

/** A household's vote, for those who keep the roll. */
export interface RollLine {
  id: string;
  place: string;
  name: string;
  view: 'agree' | 'disagree' | 'other';
  at: Date;
}

/** The roll of a vote, in the order in which it was entered. */
export async function rollOf(db: Queries, work: WorkId): Promise<RollLine[]> {
  return db.rows<RollLine>(sql`
    select id, place, name, view, at from work_vote where work_id = ${work} order by at, id`);
}

/** Lets what is entered of a work now be what its closing stands on. */
export async function touchWork(tx: Queries, work: WorkId): Promise<void> {
  await tx.run(sql`update community_work set id = id where id = ${work}`);
}

/** Puts right what a work is. */
export async function updateWorkData(
  tx: Queries,
  work: Pick<Work, 'id' | 'title' | 'place' | 'proposal' | 'households'>,
): Promise<void> {
  await tx.run(sql`
    update community_work set title = ${work.title}, place = ${work.place}, proposal = ${work.proposal},
      households = ${work.households}, version = version + 1 where id = ${work.id}`);
}

export async function contributionsOf(db: Queries, work: WorkId): Promise<Contribution[]> {
  return db.rows<Contribution>(sql`
    select id, number, kind, quantity::float8 as quantity, unit, what, giver, anonymous, on_day as "onDay",
      struck_why as "struckWhy"
    from work_contribution where work_id = ${work} order by number`);
}

export async function expensesOf(db: Queries, work: WorkId): Promise<Expense[]> {
  return db.rows<Expense>(sql`
    select id, number, amount::float8 as amount, what, payee, on_day as "onDay", files, struck_why as "struckWhy"
    from work_expense where work_id = ${work} order by number`);
}

/** How far a work was on a day. */
export interface Milestone {
  id: string;
  onDay: PlainDate;
  words: string;
}

export async function milestonesOf(db: Queries, work: WorkId): Promise<Milestone[]> {
  return db.rows<Milestone>(sql`
    select id, on_day as "onDay", words from work_milestone where work_id = ${work} order by on_day, id`);
}
