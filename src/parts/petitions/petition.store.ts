import { isLate } from '../../ground/duty/late.ts';
import {
  type PersonId,
  type PostId,
  type UnitId,
  unitNamed,
  unitOfItsDay,
  type WhoseDay,
  whoseDay,
} from '../../ground/organization/organization.ts';
import type { PetitionSource } from '../../ground/petition-desk.ts';
import { empty, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import type { Finding, Ruling } from './finding.ts';
import {
  endStates,
  type PetitionId,
  type PetitionKind,
  type PetitionState,
  type Route,
  type Topic,
  type Variety,
} from './petition.ts';

/** A case as stored. */
export interface PetitionRow {
  id: PetitionId;
  number: number;
  publicId: string;
  kind: PetitionKind;
  route: Route;
  variety: Variety;
  previousId: PetitionId | null;
  /** The first decision, where the first complaint is no case here. */
  firstDecision: string | null;
  dialogueOn: PlainDate | null;
  /** What it was found to be, what becomes of what it was about, and what is compensated. */
  /** When what was verified was reported. */
  verifiedOn: PlainDate | null;
  finding: Finding | null;
  ruling: Ruling | null;
  damages: string | null;
  topic: Topic;
  state: PetitionState;
  version: number;
  unitId: UnitId;
  source: PetitionSource;
  language: Language;
  title: string;
  body: string;
  against: string | null;
  knownOn: PlainDate | null;
  happenedOn: PlainDate | null;
  placeUnit: UnitId | null;
  hamlet: string | null;
  latitude: number | null;
  longitude: number | null;
  receivedAt: Date;
  receivedOn: PlainDate;
  /** The body that passed it on, and the number of its letter. */
  passedOnBy: string | null;
  passedOnReference: string | null;
  /** How many people stand behind it. */
  people: number;
  /** Where who is behind it lies on paper, when a deployment keeps that off the network. */
  paperReference: string | null;
  contentSalt: Buffer;
  draft: string | null;
  answeredOn: PlainDate | null;
  publishedAt: Date | null;
  publicTitle: string | null;
  publicText: string | null;
  /** What the public is told was withheld, and why. */
  publicWithheld: string | null;
  /** Words that wait for a second pair of eyes, and who wrote them. */
  proposedTitle: string | null;
  proposedText: string | null;
  proposedWithheld: string | null;
  proposedBy: PersonId | null;
  /** The sender asked to put kept data right and waits for the answer. */
  correctionAsked: boolean;
  /** Others are handled together with it. */
  othersRely: boolean;
}

export interface Contact {
  name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  /** Who speaks for a group. */
  representatives?: string | null;
  /** Who speaks for the sender, and by what authority. */
  authority?: string | null;
  /** The language it was written in, and who put it into Vietnamese. */
  translated?: string | null;
}

export type MessageKind =
  | 'question'
  | 'reply'
  | 'note'
  | 'answer'
  | 'reopenRequest'
  | 'withdrawal'
  | 'correctionRequest'
  | 'correctionAnswer'
  | 'dialogue'
  | 'partialWithdrawal'
  | 'decision'
  | 'correctedAnswer';

export interface Message {
  id: string;
  kind: MessageKind;
  body: string;
  authorPost: PostId | null;
  /** Title of the author's post; null for the citizen. */
  author: { vi: string; en: string } | null;
  at: Date;
  /** The words as written are sealed; the body is the copy without what tells who wrote them. */
  sealed: boolean;
  /** How it was sent, where it is an answer, and under which number of the post. */
  sentBy: 'online' | 'post' | 'hand' | null;
  sentNumber: string | null;
}

export interface FileRow {
  id: string;
  messageId: string | null;
  name: string;
  mediaType: string;
  /** Of the file as it was sent, in bytes. */
  size: number;
  sha256: string;
  /** Encrypted on disk to the handlers of a sealed matter. */
  sealed: boolean;
}

const columns = sql`
  petition.id, petition.number, petition.public_id as "publicId", petition.kind, petition.route,
  petition.variety, petition.previous_id as "previousId", petition.first_decision as "firstDecision", petition.dialogue_on as "dialogueOn",
  petition.verified_on as "verifiedOn",
  petition.finding, petition.ruling, petition.damages,
  petition.topic, petition.state, petition.version, petition.unit_id as "unitId", petition.source,
  petition.language, petition.title, petition.body, petition.against, petition.known_on as "knownOn",
  petition.happened_on as "happenedOn", petition.place_unit as "placeUnit", petition.hamlet,
  petition.latitude, petition.longitude, petition.received_at as "receivedAt",
  petition.received_on as "receivedOn", petition.passed_on_by as "passedOnBy",
  petition.passed_on_reference as "passedOnReference", petition.people,
  petition.paper_reference as "paperReference", petition.content_salt as "contentSalt",
  petition.draft, petition.answered_on as "answeredOn",
  petition.published_at as "publishedAt", petition.public_title as "publicTitle",
  petition.public_text as "publicText", petition.public_withheld as "publicWithheld",
  petition.proposed_title as "proposedTitle", petition.proposed_text as "proposedText",
  petition.proposed_withheld as "proposedWithheld", petition.proposed_by as "proposedBy",
  petition.correction_asked as "correctionAsked",
  exists (select from petition_link where same_as = petition.id and merged) as "othersRely"`;

export interface NewPetition
  extends Omit<
    PetitionRow,
    | 'number'
    | 'version'
    | 'dialogueOn'
    | 'verifiedOn'
    | 'finding'
    | 'ruling'
    | 'damages'
    | 'draft'
    | 'answeredOn'
    | 'publishedAt'
    | 'publicTitle'
    | 'publicText'
    | 'publicWithheld'
    | 'proposedTitle'
    | 'proposedText'
    | 'proposedWithheld'
    | 'proposedBy'
    | 'correctionAsked'
    | 'othersRely'
  > {
  codeHash: Buffer;
  /** Folded words to be found by; empty for sealed matters. */
  words: string;
  contact: Contact | undefined;
  dueOn: PlainDate;
}

// As much of a text as is compared: what a matter is about is said at its beginning.
const compared = 400;

/** What of a petition's folded words is kept for comparing. */
export function comparable(words: string): string {
  return words.slice(0, compared);
}

/** Writes a case with its contact and its row in the counts, in one statement. */
export async function insertPetition(tx: Queries, row: NewPetition): Promise<number> {
  const { contact } = row;
  const { number } = await tx.one<{ number: number }>(sql`
    with made as (
      insert into petition (id, public_id, kind, route, topic, state, version, unit_id, source, language,
        title, body, against, known_on, happened_on, place_unit, hamlet, latitude, longitude, received_at,
        received_on, code_hash, content_salt, variety, previous_id, first_decision, passed_on_by, passed_on_reference, people,
        paper_reference)
      values (${row.id}, ${row.publicId}, ${row.kind}, ${row.route}, ${row.topic}, ${row.state}, 1,
        ${row.unitId}, ${row.source}, ${row.language}, ${row.title}, ${row.body}, ${row.against},
        ${row.knownOn}, ${row.happenedOn}, ${row.placeUnit}, ${row.hamlet}, ${row.latitude},
        ${row.longitude}, ${row.receivedAt}, ${row.receivedOn}, ${row.codeHash}, ${row.contentSalt},
        ${row.variety}, ${row.previousId}, ${row.firstDecision}, ${row.passedOnBy}, ${row.passedOnReference}, ${row.people},
        ${row.paperReference})
      returning id, number
    ), worded as (
      insert into petition_words (petition_id, search, plain)
      values (${row.id}, ${row.words}::tsvector, ${comparable(row.words)})
    ), counted as (
      insert into petition_count (petition_id, unit_id, unit_now, kind, cell_kind, received_on, due_on, known_from)
      values (${row.id}, ${row.unitId}, ${row.unitId}, ${row.kind}, ${row.kind}, ${row.receivedOn}, ${row.dueOn},
        ${dayInVietnam(row.receivedAt)})
    ), contacted as (
      insert into petition_contact (petition_id, name, phone, email, address, representatives, authority, translated)
      select ${row.id}::uuid, ${contact?.name ?? null}::text, ${contact?.phone ?? null}::text,
        ${contact?.email ?? null}::text, ${contact?.address ?? null}::text,
        ${contact?.representatives ?? null}::text, ${contact?.authority ?? null}::text,
        ${contact?.translated ?? null}::text
      where ${contact !== undefined}
    )
    select number from made`);
  return number;
}

/** Who handles a sealed matter, and who never may. */
export async function insertHandlers(
  tx: Queries,
  id: PetitionId,
  handlers: readonly PersonId[],
  recused: readonly PersonId[] = [],
): Promise<void> {
  await tx.run(sql`
    insert into petition_handler (petition_id, person_id) select ${id}::uuid, unnest(${handlers}::uuid[])`);
  if (recused.length > 0)
    await tx.run(sql`
      insert into petition_recused (petition_id, person_id) select ${id}::uuid, unnest(${recused}::uuid[])`);
}

export async function insertSealed(tx: Queries, id: PetitionId, sealed: Buffer): Promise<void> {
  await tx.run(sql`insert into petition_sealed (petition_id, sealed) values (${id}, ${sealed})`);
}

export async function readSealed(db: Queries, id: PetitionId): Promise<Buffer | undefined> {
  const row = await db.first<{ sealed: Buffer }>(
    sql`select sealed from petition_sealed where petition_id = ${id}`,
  );
  return row?.sealed;
}

/** Seals who is behind a matter anew. */
export async function replaceSealed(tx: Queries, id: PetitionId, sealed: Buffer): Promise<void> {
  await tx.run(sql`update petition_sealed set sealed = ${sealed} where petition_id = ${id}`);
}

export async function handlersOf(db: Queries, id: PetitionId): Promise<PersonId[]> {
  const rows = await db.rows<{ person_id: PersonId }>(
    sql`select person_id from petition_handler where petition_id = ${id}`,
  );
  return rows.map((row) => row.person_id);
}

export async function readPetition(db: Queries, id: PetitionId): Promise<PetitionRow | undefined> {
  return db.first<PetitionRow>(sql`select ${columns} from petition where id = ${id}`);
}

/** Reads a case and holds it until the transaction ends: one step at a time. */
export async function lockPetition(tx: Queries, id: PetitionId): Promise<PetitionRow | undefined> {
  return tx.first<PetitionRow>(sql`select ${columns} from petition where id = ${id} for update`);
}

export async function idByCode(db: Queries, codeHash: Buffer): Promise<PetitionId | undefined> {
  const row = await db.first<{ id: PetitionId }>(sql`select id from petition where code_hash = ${codeHash}`);
  return row?.id;
}

export interface PublicCase extends PetitionRow, WhoseDay {
  placeVi: string | null;
  placeEn: string | null;
}

// The day a closed case keeps its unit's name of.
const finishedOn = sql`
  case when petition.state = any(${[...endStates]}::text[]) then coalesce(petition.answered_on, petition.received_on) end`;

const publicColumns = sql`
  ${columns}, ${whoseDay}, place.name_vi as "placeVi",
  place.name_en as "placeEn"`;
const publicFrom = sql`
  petition join ${unitOfItsDay(sql`petition`, finishedOn)} on true
  left join ${unitNamed(sql`petition.place_unit`, sql`place`)} on true`;

export async function readPublished(db: Queries, publicId: string): Promise<PublicCase | undefined> {
  return db.first<PublicCase>(sql`
    select ${publicColumns} from ${publicFrom}
    where petition.public_id = ${publicId} and petition.published_at is not null`);
}

/** Published cases, newest first. `before` is the cursor: publication time and id of the last one shown. */
export async function listPublished(
  db: Queries,
  filter: { query: string | undefined; before: { at: Date; id: string } | undefined; limit: number },
): Promise<PublicCase[]> {
  const search = filter.query
    ? sql`and petition.id in (select petition_id from petition_words where public_search @@ ${filter.query}::tsquery)`
    : empty;
  const before = filter.before
    ? sql`and (petition.published_at, petition.id) < (${filter.before.at}, ${filter.before.id}::uuid)`
    : empty;
  return db.rows<PublicCase>(sql`
    select ${publicColumns} from ${publicFrom}
    where petition.published_at is not null ${search} ${before}
    order by petition.published_at desc, petition.id desc limit ${filter.limit}`);
}

/** Changes what a step changes; the version proves that nobody else did meanwhile. */
export async function updatePetition(
  tx: Queries,
  row: Pick<
    PetitionRow,
    | 'id'
    | 'kind'
    | 'route'
    | 'variety'
    | 'dialogueOn'
    | 'verifiedOn'
    | 'previousId'
    | 'firstDecision'
    | 'finding'
    | 'ruling'
    | 'damages'
    | 'topic'
    | 'state'
    | 'version'
    | 'unitId'
    | 'draft'
    | 'answeredOn'
    | 'publishedAt'
    | 'publicTitle'
    | 'publicText'
    | 'publicWithheld'
    | 'proposedTitle'
    | 'proposedText'
    | 'proposedWithheld'
    | 'proposedBy'
    | 'correctionAsked'
  >,
  publicWords: string | undefined,
): Promise<void> {
  const words = sql`
    update petition_words set public_search = ${publicWords ?? ''}::tsvector,
      public_plain = ${comparable(publicWords ?? '')} where petition_id = ${row.id}`;
  const change = sql`
    update petition set kind = ${row.kind}, route = ${row.route}, variety = ${row.variety}, dialogue_on = ${row.dialogueOn}, verified_on = ${row.verifiedOn},
      previous_id = ${row.previousId}, first_decision = ${row.firstDecision},
      finding = ${row.finding}, ruling = ${row.ruling}, damages = ${row.damages},
      topic = ${row.topic}, state = ${row.state},
      version = ${row.version}, unit_id = ${row.unitId}, draft = ${row.draft}, answered_on = ${row.answeredOn},
      published_at = ${row.publishedAt}, public_title = ${row.publicTitle}, public_text = ${row.publicText},
      public_withheld = ${row.publicWithheld}, proposed_title = ${row.proposedTitle},
      proposed_text = ${row.proposedText}, proposed_withheld = ${row.proposedWithheld},
      proposed_by = ${row.proposedBy}, correction_asked = ${row.correctionAsked}
    where id = ${row.id}`;
  const [changed] = await Promise.all([tx.run(change), publicWords !== undefined && tx.run(words)]);
  // The floor under sealed matters hides rows without a word; a step must not be lost in it.
  if (changed !== 1) throw new Error(`petition ${row.id} is out of sight`);
}

/**
 * Turns a case into a sealed one: from here on only its handlers see it, its words are the copy without
 * what tells who wrote them, and its files count as encrypted.
 */
export async function sealPetition(
  tx: Queries,
  id: PetitionId,
  copy: { title: string; body: string; against: string | null },
  recused: readonly PersonId[],
  said: readonly { id: string; body: string; sealed: Buffer }[],
): Promise<void> {
  await tx.run(sql`
    select floor_seal(${id}::uuid, ${copy.title}, ${copy.body}, ${copy.against}, ${recused}::uuid[],
      ${said.map((one) => one.id)}::uuid[], ${said.map((one) => one.body)}::text[],
      ${said.map((one) => one.sealed)}::bytea[])`);
}

/** The sealed words of messages, by message. */
export async function sealedMessagesOf(
  db: Queries,
  id: PetitionId,
): Promise<{ id: string; sealed: Buffer }[]> {
  return db.rows(sql`
    select id, sealed from petition_message where petition_id = ${id} and sealed is not null`);
}

export async function updateCount(
  tx: Queries,
  row: {
    id: PetitionId;
    unitId: UnitId;
    kind: PetitionKind;
    /** Undefined keeps it; `infinity` while the clock stands still. */
    dueOn: PlainDate | 'infinity' | undefined;
    receivedOn: PlainDate;
    answeredOn: PlainDate | null;
    closedOn: PlainDate | null;
    reopened: boolean;
    extended: boolean;
    /** As decided; null as long as it is not. */
    finding: Finding | null;
    /** The day on which this became known. */
    today: PlainDate;
  },
): Promise<void> {
  await tx.run(sql`
    update petition_count set known_from = ${row.today}, kind = ${row.kind}, received_on = ${row.receivedOn},
      due_on = coalesce(${row.dueOn ?? null}::date, due_on), answered_on = ${row.answeredOn},
      closed_on = case when ${row.closedOn}::date is not null then coalesce(closed_on, ${row.closedOn}) end, reopened = reopened or ${row.reopened}, extended = extended or ${row.extended},
      finding = ${row.finding},
      -- Handed from one unit to another it counts there, then and now; a reorganisation changes only now.
      unit_id = case when unit_now = ${row.unitId} then unit_id else ${row.unitId} end, unit_now = ${row.unitId}
    where petition_id = ${row.id}`);
}

/** By when the figures count a case as due, where nothing else of it changes. */
export async function setCountedDue(
  tx: Queries,
  id: PetitionId,
  dueOn: PlainDate | 'infinity',
  today: PlainDate,
): Promise<void> {
  await tx.run(sql`
    update petition_count set known_from = ${today}, due_on = ${dueOn}::date where petition_id = ${id}`);
}

export async function insertMessage(
  tx: Queries,
  message: {
    id: string;
    petitionId: PetitionId;
    kind: MessageKind;
    body: string;
    authorPost: PostId | null;
    at: Date;
    /** The words as written, sealed, where the body is a copy. */
    sealed?: Buffer | undefined;
    sentBy?: 'online' | 'post' | 'hand' | undefined;
    sentNumber?: string | undefined;
  },
): Promise<void> {
  await tx.run(sql`
    insert into petition_message (id, petition_id, kind, body, author_post, at, sealed, sent_by, sent_number)
    values (${message.id}, ${message.petitionId}, ${message.kind}, ${message.body}, ${message.authorPost},
      ${message.at}, ${message.sealed ?? null}, ${message.sentBy ?? null}, ${message.sentNumber ?? null})`);
}

export async function messagesOf(db: Queries, id: PetitionId): Promise<Message[]> {
  const rows = await db.rows<Omit<Message, 'author'> & { vi: string | null; en: string | null }>(sql`
    select message.id, message.kind, message.body, message.author_post as "authorPost", message.at,
      message.sealed is not null as sealed, message.sent_by as "sentBy", message.sent_number as "sentNumber",
      post.title_vi as vi, post.title_en as en
    from petition_message message left join lateral (
      select title_vi, title_en from post_version where post_id = message.author_post
      order by lower(valid) desc limit 1) post on true
    where message.petition_id = ${id} order by message.at, message.id`);
  return rows.map(({ vi, en, ...row }) => ({ ...row, author: vi === null ? null : { vi, en: en ?? vi } }));
}

export async function insertFile(
  tx: Queries,
  id: PetitionId,
  messageId: string | null,
  file: Omit<FileRow, 'messageId'>,
): Promise<void> {
  await tx.run(sql`
    insert into petition_file (id, petition_id, message_id, name, media_type, size, sha256, sealed)
    values (${file.id}, ${id}, ${messageId}, ${file.name}, ${file.mediaType}, ${file.size}, ${file.sha256},
      ${file.sealed})`);
}

export async function filesOf(db: Queries, id: PetitionId): Promise<FileRow[]> {
  return db.rows<FileRow>(sql`
    select id, message_id as "messageId", name, media_type as "mediaType", size, sha256, sealed
    from petition_file where petition_id = ${id} order by id`);
}

export async function contactOf(db: Queries, id: PetitionId): Promise<Contact | undefined> {
  return db.first<Contact>(
    sql`select name, phone, email, address, representatives, authority, translated from petition_contact where petition_id = ${id}`,
  );
}

/** Puts right what is kept of the sender; what is not given stays. */
/** Puts right who sent it: what is not given stays, what is given empty is taken out. */
export async function correctContact(
  tx: Queries,
  id: PetitionId,
  given: { [Field in keyof Contact]?: string | null | undefined },
): Promise<void> {
  await tx.run(sql`
    update petition_contact set name = nullif(coalesce(${given.name ?? null}, name), ''),
      phone = nullif(coalesce(${given.phone ?? null}, phone), ''),
      email = nullif(coalesce(${given.email ?? null}, email), ''),
      address = nullif(coalesce(${given.address ?? null}, address), '')
    where petition_id = ${id}`);
}

/** Puts right when and how a petition came. */
export async function correctArrival(
  tx: Queries,
  { id, receivedOn, source }: Pick<PetitionRow, 'id' | 'receivedOn' | 'source'>,
): Promise<void> {
  await tx.run(sql`update petition set received_on = ${receivedOn}, source = ${source} where id = ${id}`);
}

/** Whether the figures of one of some days' months are closed. */
export async function monthsClosed(db: Queries, days: readonly PlainDate[]): Promise<boolean> {
  const row = await db.one<{ closed: boolean }>(sql`
    select exists (select from petition_month where month = any(
      select date_trunc('month', day::timestamp)::date from unnest(${days}::date[]) day)) as closed`);
  return row.closed;
}

/** Links a case to another as the same matter. */
export async function insertLink(
  tx: Queries,
  link: { petition: PetitionId; sameAs: PetitionId; why: string; merged: boolean; by: PostId; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into petition_link (petition_id, same_as, why, merged, made_by, made_at)
    values (${link.petition}, ${link.sameAs}, ${link.why}, ${link.merged}, ${link.by}, ${link.at})
    on conflict do nothing`);
}

/** Answers of the case that another is handled with, for the sender of the other. */
export async function mergedAnswers(
  db: Queries,
  id: PetitionId,
): Promise<{ id: PetitionId; number: number; answers: string[] } | undefined> {
  return db.first(sql`
    select petition.id, petition.number, array(
      select body from petition_message where petition_message.petition_id = petition.id and kind = 'answer'
      order by at) as answers
    from petition_link link join petition on petition.id = same_as
    where link.petition_id = ${id} and merged limit 1`);
}

/** A case by its number, as far as the one who asks sees it. */
export async function readByNumber(db: Queries, number: number): Promise<PetitionRow | undefined> {
  return db.first<PetitionRow>(sql`select ${columns} from petition where number = ${number}`);
}

export interface Rating {
  satisfied: boolean;
  reason: string | null;
}

export async function ratingOf(db: Queries, id: PetitionId): Promise<Rating | undefined> {
  return db.first<Rating>(sql`select satisfied, reason from petition_rating where petition_id = ${id}`);
}

export async function putRating(tx: Queries, id: PetitionId, rating: Rating, at: Date): Promise<void> {
  await tx.run(sql`
    insert into petition_rating (petition_id, satisfied, reason, rated_at)
    values (${id}, ${rating.satisfied}, ${rating.reason}, ${at})
    on conflict (petition_id) do update set satisfied = excluded.satisfied, reason = excluded.reason,
      rated_at = excluded.rated_at`);
  await tx.run(sql`
    update petition_count set satisfied = ${rating.satisfied}, known_from = ${dayInVietnam(at)}
    where petition_id = ${id}`);
}

/** One line of the inbox: a duty and the case it belongs to. */
export interface InboxRow {
  dutyId: string;
  ruleCode: string;
  dueOn: PlainDate;
  suspendedFrom: PlainDate | null;
  provisional: boolean;
  petitionId: PetitionId;
  number: number;
  kind: PetitionKind;
  topic: Topic;
  state: PetitionState;
  title: string;
  receivedOn: PlainDate;
  unitVi: string;
  unitEn: string;
  /** Who has it; null while it lies with the head. */
  responsible: string | null;
}

const inboxColumns = sql`
  duty.id as "dutyId", duty.rule_code as "ruleCode", duty.due_on as "dueOn",
  duty.suspended_from as "suspendedFrom", duty.provisional, petition.id as "petitionId", petition.number,
  petition.kind, petition.topic, petition.state, petition.title, petition.received_on as "receivedOn",
  unit.name_vi as "unitVi", unit.name_en as "unitEn", responsible.name as responsible`;

/** Which cases a list may show: those of a unit (or of all), sealed ones only to their handlers. */
export interface Sight {
  units: 'all' | readonly UnitId[];
  /** Single matters delegated to the person. */
  matters: readonly string[];
  person: PersonId;
  seesSealed: boolean;
}

export interface InboxFilter {
  sight: Sight;
  kind: PetitionKind | undefined;
  /** The rules whose duties a kind has: narrows the index before the cases are looked at. */
  rules: readonly string[] | undefined;
  today: PlainDate;
  /** More conditions on the duties. */
  asked: Sql;
  limit: number;
}

/** Open duties, due soonest first. The index on open duties gives them in this order. */
export async function inbox(db: Queries, filter: InboxFilter): Promise<InboxRow[]> {
  const { sight } = filter;
  const unit = within(sight, sql`duty.owner_unit`, sql`duty.subject_id`);
  const rules = filter.rules ? sql`and duty.rule_code = any(${filter.rules})` : empty;
  const kind = filter.kind ? sql`and petition.kind = ${filter.kind}` : empty;
  return db.rows<InboxRow>(sql`
    select ${inboxColumns}
    from duty join petition on petition.id = duty.subject_id
    left join lateral (
      select person.name from holding join person on person.id = holding.person_id
      where holding.post_id = duty.responsible_post and holding.valid @> ${filter.today}::date) responsible on true
    join ${unitNamed(sql`duty.owner_unit`, sql`unit`)} on true
    where duty.ended is null ${unit} ${rules} ${kind} ${filter.asked} and ${visible(sight)}
    order by duty.due_on, duty.id limit ${filter.limit}`);
}

/** A condition on what an officer's sight reaches; begins with `and` where there is one. */
export function within(sight: Sight, unit: Sql, id: Sql): Sql {
  if (sight.units === 'all') return empty;
  // One unit is the usual case, and the index gives its rows in order.
  const [only] = sight.units;
  const own = sight.units.length === 1 ? sql`${unit} = ${only}` : sql`${unit} = any(${sight.units}::uuid[])`;
  return sight.matters.length === 0
    ? sql`and ${own}`
    : sql`and (${own} or ${id} = any(${sight.matters}::uuid[]))`;
}

function visible(sight: Sight): Sql {
  const open = sql`petition.kind <> 'denunciation'`;
  if (!sight.seesSealed) return open;
  return sql`(${open} or exists (
    select from petition_handler handler
    where handler.petition_id = petition.id and handler.person_id = ${sight.person}))`;
}

/** One line of the case list and of search. */
export interface CaseRow extends WhoseDay {
  petitionId: PetitionId;
  number: number;
  kind: PetitionKind;
  topic: Topic;
  state: PetitionState;
  title: string;
  receivedOn: PlainDate;
  receivedAt: Date;
  dueOn: PlainDate | null;
  suspendedFrom: PlainDate | null;
}

export interface CaseFilter {
  sight: Sight;
  query: string | undefined;
  number: number | undefined;
  kind: PetitionKind | undefined;
  state: PetitionState | undefined;
  unit: UnitId | undefined;
  /** Only those with a duty that is past its day on this one. */
  lateOn?: PlainDate | undefined;
  /** Days on which they came, where that is asked. */
  received?: { from: PlainDate | undefined; to: PlainDate | undefined };
  before: { at: Date; id: string } | undefined;
  limit: number;
}

// Common words fill a page from the newest cases; rare ones have few hits in the text index. Walking
// this many newest cases first keeps both fast, whatever the planner believes about a word.
const walkedFirst = 2000;

/** Cases by words, newest first. */
export async function findCases(db: Queries, filter: CaseFilter): Promise<CaseRow[]> {
  const { sight, query, limit } = filter;
  const where = caseConditions(filter);
  if (!query)
    return withDuties(db, sql`select ${caseColumns} from petition where ${where} ${newestFirst(limit)}`);
  const unit = sight.units === 'all' ? empty : sql`where unit_id = any(${sight.units}::uuid[])`;
  const newest = await withDuties(
    db,
    sql`
      select ${caseColumns}
      from (select * from petition ${unit} order by received_at desc, id desc limit ${walkedFirst}) petition
      join petition_words words on words.petition_id = petition.id
      where ${where} and words.search @@ ${query}::tsquery ${newestFirst(limit)}`,
  );
  if (newest.length >= limit) return newest;
  return withDuties(
    db,
    sql`
      select * from (
        select ${caseColumns} from petition_words words join petition on petition.id = words.petition_id
        where words.search @@ ${query}::tsquery and ${where} offset 0
      ) petition order by "receivedAt" desc, "petitionId" desc limit ${limit}`,
  );
}

const caseColumns = sql`
  petition.id as "petitionId", petition.number, petition.kind, petition.topic, petition.state, petition.title,
  petition.received_on as "receivedOn", petition.received_at as "receivedAt", petition.unit_id,
  petition.unit_done, ${finishedOn} as "finishedOn"`;

function newestFirst(limit: number): Sql {
  return sql`order by petition.received_at desc, petition.id desc limit ${limit}`;
}

function caseConditions(filter: CaseFilter): Sql {
  const { sight } = filter;
  const unit = within(sight, sql`petition.unit_id`, sql`petition.id`);
  const number = filter.number === undefined ? empty : sql`and petition.number = ${filter.number}`;
  const kind = filter.kind ? sql`and petition.kind = ${filter.kind}` : empty;
  const state = filter.state ? sql`and petition.state = ${filter.state}` : empty;
  const only = filter.unit ? sql`and petition.unit_id = ${filter.unit}` : empty;
  const before = filter.before
    ? sql`and (petition.received_at, petition.id) < (${filter.before.at}, ${filter.before.id}::uuid)`
    : empty;
  const { from, to } = filter.received ?? {};
  const since = from ? sql`and petition.received_on >= ${from}` : empty;
  const until = to ? sql`and petition.received_on <= ${to}` : empty;
  const late = filter.lateOn
    ? sql`and exists (
        select from duty where duty.subject_id = petition.id and ${isLate(filter.lateOn)})`
    : empty;
  return sql`${visible(sight)} ${late} ${unit} ${number} ${kind} ${state} ${only} ${since} ${until} ${before}`;
}

/** The rows found, each with its unit and the open duty that is due first. */
function withDuties(db: Queries, found: Sql): Promise<CaseRow[]> {
  return db.rows<CaseRow>(sql`
    select found.*, ${whoseDay}, due."dueOn", due."suspendedFrom"
    from (${found}) found
    join ${unitOfItsDay(sql`found`, sql`found."finishedOn"`)} on true
    left join lateral (
      select duty.due_on as "dueOn", duty.suspended_from as "suspendedFrom" from duty
      where duty.subject_id = found."petitionId" and duty.ended is null order by duty.due_on limit 1
    ) due on true
    order by found."receivedAt" desc, found."petitionId" desc`);
}

/** Removes the readable contact once it is sealed. */
export async function dropContact(tx: Queries, id: PetitionId): Promise<void> {
  await tx.run(sql`delete from petition_contact where petition_id = ${id}`);
}

export async function replaceWords(tx: Queries, id: PetitionId, words: string): Promise<void> {
  await tx.run(sql`
    update petition_words set search = ${words}::tsvector, plain = ${comparable(words)} where petition_id = ${id}`);
}

/** Counts an entry of the record that changes nothing else of the case. */
export async function bumpVersion(tx: Queries, id: PetitionId, version: number): Promise<void> {
  await tx.run(sql`update petition set version = ${version} where id = ${id}`);
}
