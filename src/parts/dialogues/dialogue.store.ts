import {
  type UnitId,
  unitNamed,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import type {
  CallId,
  Compliance,
  Dialogue,
  DialogueId,
  DialoguePromise,
  PromiseId,
  Question,
  QuestionId,
  QuestionSource,
  SeatState,
  SiteId,
} from './dialogue.ts';

const columns = sql`
  dialogue.id, dialogue.unit_id as "unitId", dialogue.kind, dialogue.mode, dialogue.ground, dialogue.title,
  dialogue.topics, dialogue.audience, dialogue.chairs, dialogue.on_day as "onDay", dialogue.from_time as "fromTime",
  dialogue.link, dialogue.state, dialogue.announced_on as "announcedOn", dialogue.published_on as "publishedOn",
  dialogue.attended, dialogue.officials, dialogue.why, dialogue.late_why as "lateWhy",
  dialogue.over_why as "overWhy", dialogue.version`;

export async function insertDialogue(tx: Queries, one: Dialogue): Promise<void> {
  await tx.run(sql`
    insert into dialogue (id, unit_then, unit_id, kind, mode, ground, title, topics, audience, chairs, on_day, from_time,
      link, state, announced_on, published_on, attended, officials, why, late_why, version)
    values (${one.id}, ${one.unitId}, ${one.unitId}, ${one.kind}, ${one.mode}, ${one.ground}, ${one.title},
      ${one.topics}, ${one.audience}, ${one.chairs}, ${one.onDay}, ${one.fromTime}, ${one.link}, ${one.state},
      ${one.announcedOn}, ${one.publishedOn}, ${one.attended}, ${one.officials}, ${one.why}, ${one.lateWhy},
      ${one.version})`);
}

export async function updateDialogue(tx: Queries, one: Dialogue): Promise<void> {
  await tx.run(sql`
    update dialogue set title = ${one.title}, topics = ${one.topics}, audience = ${one.audience},
      chairs = ${one.chairs}, on_day = ${one.onDay}, from_time = ${one.fromTime}, link = ${one.link},
      state = ${one.state}, announced_on = ${one.announcedOn}, published_on = ${one.publishedOn},
      attended = ${one.attended}, officials = ${one.officials}, why = ${one.why}, late_why = ${one.lateWhy},
      over_why = ${one.overWhy}, mode = ${one.mode}, kind = ${one.kind}, ground = ${one.ground}, version = ${one.version}
    where id = ${one.id}`);
}

/** Lets what is entered of a dialogue be what its minutes stand on. */
export async function touchDialogue(tx: Queries, id: DialogueId): Promise<void> {
  await tx.run(sql`update dialogue set id = id where id = ${id}`);
}

export async function lockDialogue(tx: Queries, id: DialogueId): Promise<Dialogue | undefined> {
  return tx.first<Dialogue>(sql`select ${columns} from dialogue where id = ${id} for update`);
}

/** A dialogue in a list, with how many questions and promises it has. */
export interface DialogueLine extends Dialogue, WhoseDay {
  questions: number;
  promises: number;
  kept: number;
}

/** Dialogues, the newest day first. */
export async function listDialogues(
  db: Queries,
  filter: {
    units?: 'all' | readonly UnitId[];
    publicOnly?: boolean;
    id?: DialogueId;
    from?: PlainDate;
    to?: PlainDate;
    limit?: number;
  } = {},
): Promise<DialogueLine[]> {
  const { units = 'all', publicOnly, id, from, to, limit = 100 } = filter;
  return db.rows<DialogueLine>(sql`
    select ${columns}, ${whoseDay},
      (select count(*)::int from dialogue_question where dialogue_id = dialogue.id) as questions,
      (select count(*)::int from dialogue_promise where dialogue_id = dialogue.id) as promises,
      (select count(*)::int from dialogue_promise promise join duty on duty.subject_id = promise.id
        where promise.dialogue_id = dialogue.id and duty.ended = 'done') as kept
    from dialogue join ${unitOfItsDay(sql`dialogue`, sql`case when dialogue.state in ('published', 'cancelled') then dialogue.on_day end`)} on true
    where true
      ${units === 'all' ? empty : sql`and dialogue.unit_id = any(${units}::uuid[])`}
      ${publicOnly ? sql`and dialogue.announced_on is not null` : empty}
      ${id ? sql`and dialogue.id = ${id}` : empty}
      ${from ? sql`and dialogue.on_day >= ${from}` : empty}
      ${to ? sql`and dialogue.on_day <= ${to}` : empty}
    order by dialogue.on_day desc, dialogue.id limit ${limit}`);
}

/** A place of a dialogue with how many of its seats are given. */
export interface Site {
  id: SiteId;
  name: string;
  seats: number;
  taken: number;
  waiting: number;
  arrived: number;
}

export async function insertSite(
  tx: Queries,
  dialogue: DialogueId,
  name: string,
  seats: number,
): Promise<void> {
  await tx.run(
    sql`insert into dialogue_site (id, dialogue_id, name, seats) values (${newId()}, ${dialogue}, ${name}, ${seats})`,
  );
}

export async function sitesOf(db: Queries, dialogue: DialogueId): Promise<Site[]> {
  return db.rows<Site>(sql`
    select site.id, site.name, site.seats,
      count(seat.id) filter (where seat.state in ('booked', 'arrived'))::int as taken,
      count(seat.id) filter (where seat.state = 'waiting')::int as waiting,
      count(seat.id) filter (where seat.state = 'arrived')::int as arrived
    from dialogue_site site left join dialogue_seat seat on seat.site_id = site.id
    where site.dialogue_id = ${dialogue} group by site.id order by site.name`);
}

/** Holds a place while its seats are counted, so that none is given twice. */
export async function lockSite(
  tx: Queries,
  id: SiteId,
): Promise<{ seats: number; dialogueId: DialogueId } | undefined> {
  return tx.first(
    sql`select seats, dialogue_id as "dialogueId" from dialogue_site where id = ${id} for update`,
  );
}

export async function seatsTaken(tx: Queries, site: SiteId): Promise<number> {
  const row = await tx.one<{ taken: number }>(sql`
    select count(*)::int as taken from dialogue_seat where site_id = ${site} and state in ('booked', 'arrived')`);
  return row.taken;
}

/** Somebody who comes. */
export interface Seat {
  id: string;
  dialogueId: DialogueId;
  siteId: SiteId;
  site: string;
  ticket: number;
  name: string;
  email: string | null;
  state: SeatState;
}

export async function insertSeat(
  tx: Queries,
  seat: Omit<Seat, 'ticket' | 'site'> & { phone: string | null; codeHash: Buffer; madeAt: Date },
): Promise<number> {
  const row = await tx.one<{ ticket: number }>(sql`
    insert into dialogue_seat (id, dialogue_id, site_id, ticket, name, phone, email, code_hash, state, made_at)
    select ${seat.id}::uuid, ${seat.dialogueId}::uuid, ${seat.siteId}::uuid, coalesce(max(ticket), 0) + 1, ${seat.name},
      ${seat.phone}, ${seat.email}, ${seat.codeHash}::bytea, ${seat.state}, ${seat.madeAt}::timestamptz
    from dialogue_seat where dialogue_id = ${seat.dialogueId} returning ticket`);
  return row.ticket;
}

const seatColumns = sql`
  seat.id, seat.dialogue_id as "dialogueId", seat.site_id as "siteId", site.name as site, seat.ticket, seat.name,
  seat.email, seat.state`;

export async function seatsOf(db: Queries, dialogue: DialogueId): Promise<Seat[]> {
  return db.rows<Seat>(sql`
    select ${seatColumns} from dialogue_seat seat join dialogue_site site on site.id = seat.site_id
    where seat.dialogue_id = ${dialogue} order by seat.ticket`);
}

export async function seatBy(
  db: Queries,
  by: { codeHash: Buffer } | { id: string },
): Promise<Seat | undefined> {
  return db.first<Seat>(sql`
    select ${seatColumns} from dialogue_seat seat join dialogue_site site on site.id = seat.site_id
    where ${'id' in by ? sql`seat.id = ${by.id}` : sql`seat.code_hash = ${by.codeHash}`}`);
}

export async function setSeat(tx: Queries, id: string, state: SeatState): Promise<void> {
  await tx.run(sql`update dialogue_seat set state = ${state} where id = ${id}`);
}

/** Who has waited longest for a seat of a place. */
export async function firstWaiting(tx: Queries, site: SiteId): Promise<Seat | undefined> {
  return tx.first<Seat>(sql`
    select ${seatColumns} from dialogue_seat seat join dialogue_site site on site.id = seat.site_id
    where seat.site_id = ${site} and seat.state = 'waiting' order by seat.ticket limit 1`);
}

export async function insertQuestion(
  tx: Queries,
  question: { id: QuestionId; dialogueId: DialogueId; text: string; source: QuestionSource },
): Promise<number> {
  // One question after the other takes its number.
  await tx.run(sql`select from dialogue where id = ${question.dialogueId} for update`);
  const row = await tx.one<{ number: number }>(sql`
    insert into dialogue_question (id, dialogue_id, number, text, source)
    select ${question.id}::uuid, ${question.dialogueId}::uuid, coalesce(max(number), 0) + 1, ${question.text},
      ${question.source}
    from dialogue_question where dialogue_id = ${question.dialogueId} returning number`);
  return row.number;
}

export async function insertAsker(
  tx: Queries,
  question: QuestionId,
  asker: { name: string | null; phone: string | null; email: string | null; language: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into dialogue_asker (id, question_id, name, phone, email, language, at)
    values (${newId()}, ${question}, ${asker.name}, ${asker.phone}, ${asker.email}, ${asker.language}, ${asker.at})`);
}

/** Questions of a dialogue with their votes and how many ask them, those joined to them counted in. */
export async function questionsOf(db: Queries, dialogue: DialogueId): Promise<Question[]> {
  return db.rows<Question>(sql`
    with recursive top as (
      select id, id as root from dialogue_question where dialogue_id = ${dialogue} and joined_to is null
      union all
      select question.id, top.root from dialogue_question question join top on question.joined_to = top.id
    ), voted as (
      select top.root, count(distinct vote.voter)::int as votes from top
      join dialogue_vote vote on vote.question_id = top.id group by top.root
    ), asked as (
      select top.root, count(*)::int as askers from top
      join dialogue_asker asker on asker.question_id = top.id group by top.root
    )
    select question.id, question.dialogue_id as "dialogueId", question.number, question.text, question.source,
      question.joined_to as "joinedTo", question.withheld_why as "withheldWhy", question.unit_id as "unitId",
      unit.name_vi as "unitVi", unit.name_en as "unitEn", question.prepared, question.answer,
      question.answered_on as "answeredOn", coalesce(voted.votes, 0) as votes, coalesce(asked.askers, 0) as askers,
      question.version
    from dialogue_question question
    left join voted on voted.root = question.id left join asked on asked.root = question.id
    left join ${unitNamed(sql`question.unit_id`, sql`unit`)} on true
    where question.dialogue_id = ${dialogue} order by question.number`);
}

export async function lockQuestion(
  tx: Queries,
  id: QuestionId,
): Promise<Pick<Question, 'id' | 'dialogueId' | 'joinedTo' | 'unitId' | 'version'> | undefined> {
  return tx.first(sql`
    select id, dialogue_id as "dialogueId", joined_to as "joinedTo", unit_id as "unitId", version
    from dialogue_question where id = ${id} for update`);
}

export async function updateQuestion(
  tx: Queries,
  id: QuestionId,
  change: Partial<
    Pick<Question, 'joinedTo' | 'withheldWhy' | 'unitId' | 'prepared' | 'answer' | 'answeredOn'>
  >,
): Promise<void> {
  const set = [
    'joinedTo' in change && sql`joined_to = ${change.joinedTo},`,
    'withheldWhy' in change && sql`withheld_why = ${change.withheldWhy},`,
    'unitId' in change && sql`unit_id = ${change.unitId},`,
    'prepared' in change && sql`prepared = ${change.prepared},`,
    'answer' in change && sql`answer = ${change.answer},`,
    'answeredOn' in change && sql`answered_on = ${change.answeredOn},`,
  ].flatMap((one) => (one ? [one] : []));
  const all = set.reduce((before, one) => sql`${before} ${one}`, empty);
  await tx.run(sql`update dialogue_question set ${all} version = version + 1 where id = ${id}`);
}

/** Everybody who asks a question or one that was joined to it, as far as they want to be told. */
export async function askersToTell(
  db: Queries,
  question: QuestionId,
): Promise<{ id: string; email: string; language: 'vi' | 'en' }[]> {
  return db.rows(sql`
    with recursive top as (
      select id from dialogue_question where id = ${question}
      union select question.id from dialogue_question question join top on question.joined_to = top.id
    )
    select asker.id, asker.email, asker.language from dialogue_asker asker join top on top.id = asker.question_id
    where asker.email is not null`);
}

export async function setVote(tx: Queries, question: QuestionId, voter: Buffer, on: boolean): Promise<void> {
  await tx.run(
    on
      ? sql`insert into dialogue_vote (question_id, voter) values (${question}, ${voter}) on conflict do nothing`
      : sql`delete from dialogue_vote where question_id = ${question} and voter = ${voter}`,
  );
}

export async function insertPromise(
  tx: Queries,
  one: Pick<DialoguePromise, 'id' | 'dialogueId' | 'questionId' | 'text' | 'unitId' | 'promisedFor'> &
    Partial<Pick<DialoguePromise, 'askedUnit'>>,
): Promise<void> {
  await tx.run(sql`
    insert into dialogue_promise (id, dialogue_id, question_id, text, unit_id, promised_for, asked_unit)
    values (${one.id}, ${one.dialogueId}, ${one.questionId}, ${one.text}, ${one.unitId}, ${one.promisedFor},
      ${one.askedUnit ?? null})`);
}

const promiseColumns = sql`
  promise.id, duty.id as "dutyId", promise.dialogue_id as "dialogueId", promise.question_id as "questionId", promise.text,
  promise.unit_id as "unitId", ${whoseDay},
  promise.promised_for as "promisedFor", duty.due_on as "dueOn", duty.ended, duty.ended_on as "endedOn",
  duty.suspended_from as "suspendedFrom", duty.extended, promise.kept_words as "keptWords", promise.files,
  promise.asked_unit as "askedUnit", asked.name_vi as "askedVi", asked.name_en as "askedEn",
  promise.declined_why as "declinedWhy", promise.version`;

/** Promises with how their duties stand: of a dialogue, or open ones of some units. */
export async function listPromises(
  db: Queries,
  of: { dialogue: DialogueId } | { id: PromiseId } | { openOf: readonly UnitId[]; limit: number },
): Promise<DialoguePromise[]> {
  return db.rows<DialoguePromise>(sql`
    select ${promiseColumns} from dialogue_promise promise
    join duty on duty.subject_id = promise.id and duty.rule_code = 'DT-PROMISE'
    join ${unitOfItsDay(sql`promise`, sql`duty.ended_on`)} on true
    left join ${unitNamed(sql`promise.asked_unit`, sql`asked`)} on true
    where ${
      'dialogue' in of
        ? sql`promise.dialogue_id = ${of.dialogue}`
        : 'id' in of
          ? sql`promise.id = ${of.id}`
          : sql`duty.ended is null and duty.owner_unit = any(${of.openOf}::uuid[])`
    }
    order by duty.due_on, promise.id limit ${'limit' in of ? of.limit : 1000}`);
}

/** Holds a promise while a step is taken. */
export async function lockPromise(tx: Queries, id: PromiseId): Promise<boolean> {
  return (await tx.first(sql`select from dialogue_promise where id = ${id} for update`)) !== undefined;
}

/** Enters what the unit said in whose name something was promised: it takes it, or does not and why. */
export async function answerPromise(
  tx: Queries,
  id: PromiseId,
  answer: { unit: UnitId; declinedWhy: string | null },
): Promise<void> {
  await tx.run(sql`
    update dialogue_promise set unit_id = ${answer.unit}, declined_why = ${answer.declinedWhy}, asked_unit = null,
      version = version + 1 where id = ${id}`);
}

export async function keepPromise(
  tx: Queries,
  id: PromiseId,
  words: string,
  files: DialoguePromise['files'],
): Promise<void> {
  await tx.run(sql`
    update dialogue_promise set kept_words = ${words}, files = ${JSON.stringify(files)}::jsonb, version = version + 1
    where id = ${id}`);
}

/** What was voted on in the room. */
export interface Ballot {
  id: string;
  matter: string;
  agree: number;
  disagree: number;
  other: number;
}

export async function insertBallot(
  tx: Queries,
  dialogue: DialogueId,
  ballot: Omit<Ballot, 'id'>,
): Promise<void> {
  await tx.run(sql`
    insert into dialogue_ballot (id, dialogue_id, matter, agree, disagree, other)
    values (${newId()}, ${dialogue}, ${ballot.matter}, ${ballot.agree}, ${ballot.disagree}, ${ballot.other})`);
}

export async function ballotsOf(db: Queries, dialogue: DialogueId): Promise<Ballot[]> {
  return db.rows<Ballot>(
    sql`select id, matter, agree, disagree, other from dialogue_ballot where dialogue_id = ${dialogue} order by id`,
  );
}

/** Voters who ask for a dialogue. */
export interface Call {
  id: CallId;
  unitId: UnitId;
  unitVi: string;
  unitEn: string;
  matter: string;
  voters: number;
  rollSource: string;
  openedOn: PlainDate;
  reachedOn: PlainDate | null;
  asked: number;
  version: number;
}

export async function insertCall(
  tx: Queries,
  call: Pick<Call, 'id' | 'unitId' | 'matter' | 'voters' | 'rollSource' | 'openedOn'>,
): Promise<void> {
  await tx.run(sql`
    insert into dialogue_call (id, unit_then, unit_id, matter, voters, roll_source, opened_on)
    values (${call.id}, ${call.unitId}, ${call.unitId}, ${call.matter}, ${call.voters}, ${call.rollSource},
      ${call.openedOn})`);
}

export async function listCalls(
  db: Queries,
  filter: { units?: 'all' | readonly UnitId[]; id?: CallId } = {},
): Promise<Call[]> {
  const { units = 'all', id } = filter;
  return db.rows<Call>(sql`
    select call.id, call.unit_id as "unitId", unit.name_vi as "unitVi", unit.name_en as "unitEn", call.matter, call.voters,
      call.roll_source as "rollSource", call.opened_on as "openedOn", call.reached_on as "reachedOn", call.version,
      (select count(*)::int from dialogue_call_name where call_id = call.id) as asked
    from dialogue_call call join ${unitNamed(sql`call.unit_id`, sql`unit`)} on true
    where true ${units === 'all' ? empty : sql`and call.unit_id = any(${units}::uuid[])`} ${id ? sql`and call.id = ${id}` : empty}
    order by call.opened_on desc, call.id limit 100`);
}

/** Holds a call, adds one who asks, and counts. @returns undefined where they had asked before */
export async function addName(
  tx: Queries,
  call: CallId,
  name: { voter: Buffer; name: string; place: string; source: 'web' | 'paper'; at: Date },
): Promise<number | undefined> {
  await tx.run(sql`select from dialogue_call where id = ${call} for update`);
  const added = await tx.run(sql`
    insert into dialogue_call_name (call_id, voter, name, place, source, at)
    values (${call}, ${name.voter}, ${name.name}, ${name.place}, ${name.source}, ${name.at}) on conflict do nothing`);
  if (added === 0) return undefined;
  const row = await tx.one<{ asked: number }>(
    sql`select count(*)::int as asked from dialogue_call_name where call_id = ${call}`,
  );
  return row.asked;
}

export async function noteReached(tx: Queries, call: CallId, on: PlainDate): Promise<void> {
  await tx.run(sql`
    update dialogue_call set reached_on = ${on}, version = version + 1 where id = ${call} and reached_on is null`);
}

/** Opens the yearly conferences that communes owe and that are not open yet. @returns those that are new */
export async function openYears(
  tx: Queries,
  units: readonly UnitId[],
  year: number,
): Promise<{ id: string; unitId: UnitId }[]> {
  return tx.rows(sql`
    insert into dialogue_year (id, unit_then, unit_id, year)
    select gen_random_uuid(), unit, unit, ${year} from unnest(${units}::uuid[]) as unit
    on conflict do nothing returning id, unit_id as "unitId"`);
}

/** The yearly conference a unit owes in a year. */
export async function yearsOfUnit(tx: Queries, unit: UnitId, year: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from dialogue_year where unit_id = ${unit} and year = ${year}`,
  );
  return rows.map((row) => row.id);
}

/** What each unit did in a year, from its dialogues and their duties; late ones count as late for ever. */
export async function complianceIn(
  db: Queries,
  year: number,
  today: PlainDate,
): Promise<(Compliance & { unitId: UnitId; unitVi: string; unitEn: string; owes: boolean })[]> {
  return db.rows(sql`
    with of_year as (
      select dialogue.*, result.ended_on as told_on, result.due_on as tell_by, announce.due_on as announce_by
      from dialogue
      left join duty result on result.subject_id = dialogue.id and result.rule_code = 'DT-RESULT'
      left join duty announce on announce.subject_id = dialogue.id and announce.rule_code = 'DT-ANNOUNCE'
      where extract(year from on_day)::int = ${year} and announced_on is not null
    ), held as (
      select unit_id, count(*) filter (where kind = 'conference' and state in ('held', 'published'))::int as conferences,
        count(*) filter (where state in ('held', 'published'))::int as held,
        count(*) filter (where state in ('held', 'published') and announced_on <= announce_by)::int as announced,
        count(*) filter (where state = 'published')::int as published,
        count(*) filter (where state = 'published' and published_on <= tell_by)::int as in_time
      from of_year group by unit_id
    ), promised as (
      select promise.unit_id, count(*) filter (where ended = 'done' and ended_on <= due_on)::int as in_time,
        count(*) filter (where ended = 'done' and ended_on > due_on)::int as late,
        count(*) filter (where ended is null and due_on >= ${today})::int as open,
        count(*) filter (where ended is null and due_on < ${today})::int as broken
      from dialogue_promise promise join dialogue on dialogue.id = promise.dialogue_id
      join duty on duty.subject_id = promise.id and duty.rule_code = 'DT-PROMISE'
      where extract(year from dialogue.on_day)::int = ${year} group by promise.unit_id
    ), owing as (
      select distinct unit_id from dialogue_year where year = ${year}
    ), units as (
      select unit_id from held union select unit_id from promised union select unit_id from owing
    )
    select units.unit_id as "unitId", unit.name_vi as "unitVi", unit.name_en as "unitEn",
      owing.unit_id is not null as owes,
      coalesce(held.conferences, 0) as conferences, coalesce(held.held, 0) as held,
      coalesce(held.announced, 0) as "announcedInTime", coalesce(held.published, 0) as published,
      coalesce(held.in_time, 0) as "publishedInTime", coalesce(promised.in_time, 0) as "keptInTime",
      coalesce(promised.late, 0) as "keptLate", coalesce(promised.open, 0) as open,
      coalesce(promised.broken, 0) as broken
    from units left join held using (unit_id) left join promised using (unit_id) left join owing using (unit_id)
    join ${unitNamed(sql`units.unit_id`, sql`unit`)} on true
    order by unit.name_vi`);
}
