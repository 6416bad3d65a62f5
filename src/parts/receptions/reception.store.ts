import type { Corrected } from '../../ground/correction.ts';
import { boundKinds } from '../../ground/law/reception-frequency.ts';
import {
  type PostId,
  type UnitId,
  type UnitKind,
  unitNamed,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  type BookingId,
  type BookingState,
  type Outcome,
  type RefusalGround,
  type Session,
  type SessionId,
  seated,
  type VisitId,
} from './reception.ts';

const sessionColumns = sql`
  session.id, session.unit_id as "unitId", session.leader_post as "leaderPost",
  session.leader_title as "leaderTitle", session.kind, session.on_day as "onDay",
  session.meant_for as "meantFor", session.from_time as "fromTime", session.place, session.seats,
  session.state, session.posted_at as "postedAt", session.why, session.in_person as "inPerson",
  session.received_by as "receivedBy", session.version`;

/** A session with its unit's name and how many seats are taken. */
export interface ListedSession extends Session, WhoseDay {
  taken: number;
}

export async function insertSessions(tx: Queries, sessions: readonly Session[]): Promise<number> {
  return tx.run(sql`
    insert into reception_session (id, unit_id, leader_post, leader_title, kind, on_day, meant_for, from_time,
      place, seats, state)
    select * from unnest(${sessions.map((one) => one.id)}::uuid[], ${sessions.map((one) => one.unitId)}::uuid[],
      ${sessions.map((one) => one.leaderPost)}::uuid[], ${sessions.map((one) => one.leaderTitle)}::text[],
      ${sessions.map((one) => one.kind)}::text[], ${sessions.map((one) => one.onDay)}::date[],
      ${sessions.map((one) => one.meantFor)}::date[], ${sessions.map((one) => one.fromTime)}::text[],
      ${sessions.map((one) => one.place)}::text[], ${sessions.map((one) => one.seats)}::integer[],
      ${sessions.map((one) => one.state)}::text[])
    on conflict (leader_post, meant_for, kind) do nothing`);
}

const takenSeats = sql`(
  select count(*)::int from reception_booking booking
  where booking.session_id = session.id and booking.state = any(${[...seated]}::text[])) as taken`;

/** Sessions by day, of one unit or of all. */
export async function listSessions(
  db: Queries,
  filter: {
    from: PlainDate;
    to: PlainDate;
    units?: readonly UnitId[] | undefined;
    postedOnly?: boolean;
    limit: number;
  },
): Promise<ListedSession[]> {
  const units = filter.units ? sql`and session.unit_id = any(${filter.units}::uuid[])` : empty;
  const posted = filter.postedOnly ? sql`and session.posted_at is not null` : empty;
  return db.rows<ListedSession>(sql`
    select ${sessionColumns}, ${whoseDay}, ${takenSeats}
    from reception_session session join ${unitOfItsDay(sql`session`, sql`session.on_day`)} on true
    where session.on_day between ${filter.from} and ${filter.to} ${units} ${posted}
    order by session.on_day, session.from_time, unit.name_vi limit ${filter.limit}`);
}

export async function readSession(db: Queries, id: SessionId): Promise<ListedSession | undefined> {
  return db.first<ListedSession>(sql`
    select ${sessionColumns}, ${whoseDay}, ${takenSeats}
    from reception_session session join ${unitOfItsDay(sql`session`, sql`session.on_day`)} on true
    where session.id = ${id}`);
}

/** Reads a session and holds it: seats are given one after the other. */
export async function lockSession(tx: Queries, id: SessionId): Promise<Session | undefined> {
  return tx.first<Session>(
    sql`select ${sessionColumns} from reception_session session where session.id = ${id} for update`,
  );
}

/** @param today the day on which what changed became known */
export async function updateSession(tx: Queries, session: Session, today: PlainDate): Promise<void> {
  await tx.run(sql`
    update reception_session set on_day = ${session.onDay}, from_time = ${session.fromTime},
      state_from = case when state = ${session.state} then state_from else ${today}::date end,
      place = ${session.place}, seats = ${session.seats}, state = ${session.state},
      posted_at = ${session.postedAt}, why = ${session.why}, in_person = ${session.inPerson},
      received_by = ${session.receivedBy}, version = ${session.version}
    where id = ${session.id}`);
}

/**
 * Who owes receptions: the chair of a unit of a kind that the law binds, where it has none its head, from when both the
 * post and the unit were there. Whoever never received is among them.
 */
export const owingSpans = (from: PlainDate, to: PlainDate) => sql`
  select post.post_id, unit.unit_id, unit.kind, post.title_vi, unit.name_vi, unit.name_en,
    greatest(lower(post.valid), lower(unit.valid)) as since,
    least(upper(post.valid), upper(unit.valid)) as until
  from unit_version unit join post_version post on post.unit_id = unit.unit_id and post.valid && unit.valid
  where unit.kind = any(${boundKinds}::text[]) and unit.valid && daterange(${from}, ${to}, '[]')
    and post.valid && daterange(${from}, ${to}, '[]')
    and (post.role = 'chair' or post.role = 'head' and not exists (
      select from post_version chair where chair.unit_id = unit.unit_id and chair.role = 'chair'
        and chair.valid && post.valid))`;

/** Spans of a year in which leaders owed receptions. */
export async function owingIn(
  db: Queries,
  year: number,
): Promise<
  {
    unitId: UnitId;
    leaderPost: PostId;
    title: string;
    unitKind: UnitKind;
    unitVi: string;
    unitEn: string;
    from: PlainDate;
    until: PlainDate | null;
  }[]
> {
  const [from, to] = [parsePlainDate(`${year}-01-01`), parsePlainDate(`${year}-12-31`)];
  return db.rows(sql`
    select unit_id as "unitId", post_id as "leaderPost", title_vi as title, kind as "unitKind", name_vi as "unitVi",
      name_en as "unitEn", since as "from", until from (${owingSpans(from, to)}) owing
    order by name_vi, since`);
}

/** Sessions of a year with what compliance counts, by unit. */
export async function sessionsOfYear(
  db: Queries,
  year: number,
): Promise<
  (Pick<Session, 'unitId' | 'leaderPost' | 'leaderTitle' | 'onDay' | 'state' | 'inPerson' | 'kind'> & {
    unitKind: string;
    unitVi: string;
    unitEn: string;
  })[]
> {
  return db.rows(sql`
    select session.unit_id as "unitId", session.leader_post as "leaderPost",
      session.leader_title as "leaderTitle", session.on_day as "onDay", session.state,
      session.in_person as "inPerson", session.kind, unit.kind as "unitKind", unit.name_vi as "unitVi",
      unit.name_en as "unitEn"
    from reception_session session
    join lateral (select kind, name_vi, name_en from unit_version where unit_id = session.unit_id
      order by lower(valid) desc limit 1) unit on true
    where session.on_day between ${`${year}-01-01`} and ${`${year}-12-31`}
    order by unit.name_vi, session.on_day`);
}

export interface Booking {
  id: BookingId;
  sessionId: SessionId;
  ticket: number;
  name: string;
  phone: string | null;
  email: string | null;
  matter: string;
  people: number;
  channel: 'web' | 'phone' | 'desk';
  state: BookingState;
  madeAt: Date;
  calledAt: Date | null;
}

const bookingColumns = sql`
  booking.id, booking.session_id as "sessionId", booking.ticket, booking.name, booking.phone, booking.email,
  booking.matter, booking.people, booking.channel, booking.state, booking.made_at as "madeAt",
  booking.called_at as "calledAt"`;

/** Enters a booking with the next ticket of its session, which the caller holds. */
export async function insertBooking(
  tx: Queries,
  booking: Omit<Booking, 'ticket' | 'calledAt'> & { codeHash: Buffer },
): Promise<number> {
  const { ticket } = await tx.one<{ ticket: number }>(sql`
    insert into reception_booking (id, session_id, ticket, code_hash, name, phone, email, matter, people,
      channel, state, made_at)
    select ${booking.id}, ${booking.sessionId}, coalesce(max(ticket), 0) + 1, ${booking.codeHash},
      ${booking.name}, ${booking.phone}, ${booking.email}, ${booking.matter}, ${booking.people},
      ${booking.channel}, ${booking.state}, ${booking.madeAt}
    from reception_booking where session_id = ${booking.sessionId}
    returning ticket`);
  return ticket;
}

export async function bookingsOf(db: Queries, session: SessionId): Promise<Booking[]> {
  return db.rows<Booking>(sql`
    select ${bookingColumns} from reception_booking booking where session_id = ${session} order by ticket`);
}

export async function bookingByCode(db: Queries, codeHash: Buffer): Promise<Booking | undefined> {
  return db.first<Booking>(
    sql`select ${bookingColumns} from reception_booking booking where code_hash = ${codeHash}`,
  );
}

export async function readBooking(db: Queries, id: BookingId): Promise<Booking | undefined> {
  return db.first<Booking>(sql`select ${bookingColumns} from reception_booking booking where id = ${id}`);
}

export async function setBookingState(
  tx: Queries,
  id: BookingId,
  state: BookingState,
  calledAt: Date | null = null,
): Promise<void> {
  await tx.run(sql`
    update reception_booking set state = ${state}, called_at = coalesce(${calledAt}, called_at) where id = ${id}`);
}

/** Who waits longest for a seat of a session. */
export async function firstWaiting(tx: Queries, session: SessionId): Promise<Booking | undefined> {
  return tx.first<Booking>(sql`
    select ${bookingColumns} from reception_booking booking
    where session_id = ${session} and state = 'waiting' order by ticket limit 1`);
}

/** Bookings to be reminded of a session on a day, with how to reach them. */
export async function toRemind(
  db: Queries,
  day: PlainDate,
): Promise<(Booking & { onDay: PlainDate; fromTime: string; place: string })[]> {
  return db.rows(sql`
    select ${bookingColumns}, session.on_day as "onDay", session.from_time as "fromTime", session.place
    from reception_booking booking join reception_session session on session.id = booking.session_id
    where session.on_day = ${day} and session.state = 'planned' and booking.state = 'booked'
      and booking.email is not null and not booking.reminded limit 500`);
}

export interface Visit {
  id: VisitId;
  unitId: UnitId;
  year: number;
  number: number;
  sessionId: SessionId | null;
  bookingId: BookingId | null;
  onDay: PlainDate;
  at: Date;
  name: string | null;
  address: string | null;
  identityNote: string | null;
  people: number;
  representatives: string | null;
  kind: 'complaint' | 'denunciation' | 'recommendation' | 'reflection';
  matter: string;
  statement: string | null;
  signed: 'paper' | 'spoken';
  handledBefore: string | null;
  outcome: Outcome;
  outcomeText: string | null;
  refusalGround: RefusalGround | null;
  petitionId: string | null;
  petitionNumber: number | null;
  note: string | null;
  /** What was put right, the oldest first. */
  corrected: Corrected[];
}

/** What of a visit may be put right. */
export type VisitData = Pick<
  Visit,
  | 'name'
  | 'address'
  | 'identityNote'
  | 'representatives'
  | 'matter'
  | 'statement'
  | 'handledBefore'
  | 'outcomeText'
  | 'note'
>;

const visitColumns = sql`
  visit.id, visit.unit_id as "unitId", visit.year, visit.number, visit.session_id as "sessionId",
  visit.booking_id as "bookingId", visit.on_day as "onDay", visit.at, visit.name, visit.address,
  visit.identity_note as "identityNote", visit.people, visit.representatives, visit.kind, visit.matter,
  visit.statement, visit.signed, visit.handled_before as "handledBefore", visit.outcome,
  visit.outcome_text as "outcomeText", visit.refusal_ground as "refusalGround",
  visit.petition_id as "petitionId", visit.petition_number as "petitionNumber", visit.note,
  visit.corrected`;

/** Enters a visit with the unit's next number of the year: none is left out, however many enter at once. */
export async function insertVisit(
  tx: Queries,
  visit: Omit<Visit, 'number' | 'corrected'> & { receivedBy: string; words: string },
): Promise<number> {
  const { number } = await tx.one<{ number: number }>(sql`
    with taken as (
      insert into reception_number (unit_id, year, last) values (${visit.unitId}, ${visit.year}, 1)
      on conflict (unit_id, year) do update set last = reception_number.last + 1 returning last
    )
    insert into reception_visit (id, unit_id, unit_then, year, number, session_id, booking_id, on_day, at, name,
      address, identity_note, people, representatives, kind, matter, statement, signed, handled_before, outcome,
      outcome_text, refusal_ground, petition_id, petition_number, note, received_by, words)
    select ${visit.id}, ${visit.unitId}, ${visit.unitId}, ${visit.year}, last, ${visit.sessionId},
      ${visit.bookingId}, ${visit.onDay}, ${visit.at}, ${visit.name}, ${visit.address}, ${visit.identityNote},
      ${visit.people}, ${visit.representatives}, ${visit.kind}, ${visit.matter}, ${visit.statement},
      ${visit.signed}, ${visit.handledBefore}, ${visit.outcome}, ${visit.outcomeText}, ${visit.refusalGround},
      ${visit.petitionId}, ${visit.petitionNumber}, ${visit.note}, ${visit.receivedBy}, ${visit.words}::tsvector
    from taken returning number`);
  return number;
}

/** One line of the log, held. */
export async function lockVisit(tx: Queries, id: VisitId): Promise<Visit | undefined> {
  return tx.first<Visit>(sql`select ${visitColumns} from reception_visit visit where id = ${id} for update`);
}

/** One line of the log. */
export async function readVisit(db: Queries, id: VisitId): Promise<Visit | undefined> {
  return db.first<Visit>(sql`select ${visitColumns} from reception_visit visit where id = ${id}`);
}

/** Puts right what was taken down of a visit, with what stood there before. */
export async function correctVisitRow(
  tx: Queries,
  id: VisitId,
  right: VisitData,
  at: { corrected: Corrected; words: string },
): Promise<void> {
  await tx.run(sql`
    update reception_visit set name = ${right.name}, address = ${right.address}, identity_note = ${right.identityNote},
      representatives = ${right.representatives}, matter = ${right.matter}, statement = ${right.statement},
      handled_before = ${right.handledBefore}, outcome_text = ${right.outcomeText}, note = ${right.note},
      words = ${at.words}::tsvector, corrected = corrected || ${JSON.stringify([at.corrected])}::jsonb
    where id = ${id}`);
}

/** The log of some units, newest first; words are looked for without diacritics. */
export async function listVisits(
  db: Queries,
  filter: {
    units: 'all' | readonly UnitId[];
    from?: PlainDate | undefined;
    to?: PlainDate | undefined;
    session?: SessionId | undefined;
    query?: string | undefined;
    before?: { onDay: string; id: string } | undefined;
    limit: number;
  },
): Promise<(Visit & WhoseDay)[]> {
  const conditions: Sql[] = [sql`true`];
  if (filter.units !== 'all') conditions.push(sql`visit.unit_id = any(${filter.units}::uuid[])`);
  if (filter.from) conditions.push(sql`visit.on_day >= ${filter.from}`);
  if (filter.to) conditions.push(sql`visit.on_day <= ${filter.to}`);
  if (filter.session) conditions.push(sql`visit.session_id = ${filter.session}`);
  if (filter.query) conditions.push(sql`visit.words @@ ${filter.query}::tsquery`);
  if (filter.before)
    conditions.push(sql`(visit.on_day, visit.id) < (${filter.before.onDay}, ${filter.before.id}::uuid)`);
  const where = conditions.reduce((all, one) => sql`${all} and ${one}`);
  return db.rows(sql`
    select ${visitColumns}, ${whoseDay}
    from reception_visit visit join ${unitOfItsDay(sql`visit`, sql`visit.on_day`)} on true
    where ${where} order by visit.on_day desc, visit.id desc limit ${filter.limit}`);
}

/** A promise with the duty it became. */
export interface PromiseLine {
  dutyId: string;
  visitId: VisitId;
  text: string;
  keptText: string | null;
  dueOn: PlainDate;
  ended: 'done' | 'lapsed' | null;
  endedOn: PlainDate | null;
  suspendedFrom: PlainDate | null;
  unitId: UnitId;
  unitVi: string;
  unitEn: string;
}

const promiseColumns = sql`
  promise.duty_id as "dutyId", promise.visit_id as "visitId", promise.text, promise.kept_text as "keptText",
  duty.due_on as "dueOn", duty.ended, duty.ended_on as "endedOn", duty.suspended_from as "suspendedFrom", duty.owner_unit as "unitId",
  unit.name_vi as "unitVi", unit.name_en as "unitEn"`;
const promiseSource = sql`
  reception_promise promise join duty on duty.id = promise.duty_id
  join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true`;

export async function insertPromise(
  tx: Queries,
  dutyId: string,
  visit: VisitId,
  text: string,
): Promise<void> {
  await tx.run(sql`
    insert into reception_promise (duty_id, visit_id, text) values (${dutyId}, ${visit}, ${text})`);
}

export async function keepPromise(tx: Queries, dutyId: string, text: string): Promise<void> {
  await tx.run(sql`update reception_promise set kept_text = ${text} where duty_id = ${dutyId}`);
}

/** Promises of some units: open ones first, due soonest first. */
export async function listPromises(
  db: Queries,
  units: 'all' | readonly UnitId[],
  limit: number,
): Promise<PromiseLine[]> {
  const of = units === 'all' ? sql`true` : sql`duty.owner_unit = any(${units}::uuid[])`;
  return db.rows<PromiseLine>(sql`
    select ${promiseColumns} from ${promiseSource} where ${of}
    order by duty.ended is not null, duty.due_on limit ${limit}`);
}

/** Kept, late, broken and still open promises, for the public; by unit. */
export async function countPromises(
  db: Queries,
  today: PlainDate,
): Promise<
  { unitVi: string; unitEn: string; onTime: number; late: number; inTime: number; overdue: number }[]
> {
  return db.rows(sql`
    select unit.name_vi as "unitVi", unit.name_en as "unitEn",
      count(*) filter (where duty.ended = 'done' and duty.ended_on <= duty.due_on)::int as "onTime",
      count(*) filter (where duty.ended = 'done' and duty.ended_on > duty.due_on)::int as late,
      count(*) filter (where duty.ended is null and duty.due_on >= ${today})::int as "inTime",
      count(*) filter (where duty.ended is null and duty.due_on < ${today})::int as overdue
    from ${promiseSource} group by 1, 2 order by 1`);
}
