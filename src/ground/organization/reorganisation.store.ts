import { plannedAnew, type Queries, sql } from '../../platform/database/database.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { Role } from '../access/decision.ts';
import type { PersonId, PostId, Unit, UnitId } from './organization.ts';
import type { Operation, ReorganisationId, SuccessionLine } from './reorganisation.ts';
import type { Moving } from './work.ts';

export type ReorganisationState = 'draft' | 'submitted' | 'approved' | 'carriedOut' | 'withdrawn';

/** The decision a reorganisation stands on. */
export interface Ground {
  title: string;
  number: string;
  issuer: string;
  signer: string;
  on: PlainDate;
  effectiveOn: PlainDate;
}

/** What moved, counted. */
export interface Moved {
  /** Open work by type, e.g. `{ petition: 12 }`. */
  work: Record<string, number>;
  duties: number;
  posts: number;
  unitsFounded: number;
  unitsClosed: number;
  /** SHA-256 over the sorted lines `subject from to`: what moved can be compared later. */
  digest: string;
}

export interface Reorganisation extends Ground {
  id: ReorganisationId;
  version: number;
  operations: Operation[];
  state: ReorganisationState;
  draftedBy: PersonId;
  draftedName: string;
  draftedAt: Date;
  /** Others who had a hand in the draft. */
  editedBy: PersonId[];
  approvedBy: PersonId | null;
  approvedName: string | null;
  approvedAt: Date | null;
  carriedOutAt: Date | null;
  outcome: Moved | null;
}

const columns = sql`
  reorganisation.id, reorganisation.version, title, ground_number as number, ground_issuer as issuer,
  ground_signer as signer, ground_on as "on", effective_on as "effectiveOn", operations, state,
  drafted_by as "draftedBy", drafter.name as "draftedName", drafted_at as "draftedAt", edited_by as "editedBy",
  approved_by as "approvedBy", approver.name as "approvedName", approved_at as "approvedAt",
  carried_out_at as "carriedOutAt", outcome`;
const source = sql`
  reorganisation join person drafter on drafter.id = drafted_by
  left join person approver on approver.id = approved_by`;

export async function readReorganisation(
  db: Queries,
  id: ReorganisationId,
): Promise<Reorganisation | undefined> {
  return db.first<Reorganisation>(sql`select ${columns} from ${source} where reorganisation.id = ${id}`);
}

/** Reads one and holds it until the transaction ends. */
export async function lockReorganisation(
  tx: Queries,
  id: ReorganisationId,
): Promise<Reorganisation | undefined> {
  return tx.first<Reorganisation>(
    sql`select ${columns} from ${source} where reorganisation.id = ${id} for update of reorganisation`,
  );
}

/** All of them, the newest effective day first. */
export async function listReorganisations(
  db: Queries,
  filter: { carriedOutOnly: boolean },
): Promise<Reorganisation[]> {
  const only = filter.carriedOutOnly ? sql`where state = 'carriedOut'` : sql``;
  return db.rows<Reorganisation>(sql`
    select ${columns} from ${source} ${only} order by effective_on desc, reorganisation.id desc limit 200`);
}

/** Those approved whose day has come, in the order of their days. */
export async function dueReorganisations(db: Queries, today: PlainDate): Promise<ReorganisationId[]> {
  const rows = await db.rows<{ id: ReorganisationId }>(sql`
    select id from reorganisation where state = 'approved' and effective_on <= ${today}
    order by effective_on, approved_at`);
  return rows.map((row) => row.id);
}

export async function insertReorganisation(
  tx: Queries,
  row: Ground & { id: ReorganisationId; draftedBy: PersonId; draftedAt: Date; operations: Operation[] },
): Promise<void> {
  await tx.run(sql`
    insert into reorganisation (id, title, ground_number, ground_issuer, ground_signer, ground_on,
      effective_on, operations, state, drafted_by, drafted_at)
    values (${row.id}, ${row.title}, ${row.number}, ${row.issuer}, ${row.signer}, ${row.on},
      ${row.effectiveOn}, ${JSON.stringify(row.operations)}::jsonb, 'draft', ${row.draftedBy}, ${row.draftedAt})`);
}

export async function updateReorganisation(tx: Queries, row: Reorganisation): Promise<void> {
  await tx.run(sql`
    update reorganisation set version = ${row.version}, title = ${row.title}, ground_number = ${row.number},
      ground_issuer = ${row.issuer}, ground_signer = ${row.signer}, ground_on = ${row.on},
      effective_on = ${row.effectiveOn}, operations = ${JSON.stringify(row.operations)}::jsonb,
      state = ${row.state}, edited_by = ${row.editedBy}::uuid[], approved_by = ${row.approvedBy}, approved_at = ${row.approvedAt},
      carried_out_at = ${row.carriedOutAt},
      outcome = ${row.outcome === null ? null : JSON.stringify(row.outcome)}::jsonb
    where id = ${row.id}`);
}

/** One reorganisation at a time: two at once could each close what the other needs. */
export async function lockOrganization(tx: Queries): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('organization'))`);
}

/** Units whose newest span begins after a day. */
export async function unitsChangedAfter(db: Queries, day: PlainDate): Promise<Set<UnitId>> {
  const rows = await db.rows<{ id: UnitId }>(sql`
    select distinct unit_id as id from unit_version where lower(valid) > ${day}::date
    union select id from unit where upper(life) > ${day}::date`);
  return new Set(rows.map((row) => row.id));
}

/** Units whose life begins on a day. */
export async function unitsBegunOn(db: Queries, day: PlainDate): Promise<Set<UnitId>> {
  const rows = await db.rows<{ id: UnitId }>(sql`select id from unit where lower(life) = ${day}::date`);
  return new Set(rows.map((row) => row.id));
}

/** What has already been settled for days after a day: an earlier change would erase it. */
export async function postsChangedAfter(
  db: Queries,
  day: PlainDate,
): Promise<{ units: Set<UnitId>; posts: Set<PostId> }> {
  const rows = await db.rows<{ unit: UnitId; post: PostId }>(sql`
    select version.unit_id as unit, version.post_id as post from post_version version
    where lower(version.valid) > ${day}::date
    union
    select version.unit_id, version.post_id from holding
    join post_version version on version.post_id = holding.post_id and version.valid @> lower(holding.valid)
    where lower(holding.valid) > ${day}::date`);
  return { units: new Set(rows.map((row) => row.unit)), posts: new Set(rows.map((row) => row.post)) };
}

/** Other plans that are approved and wait for their day. */
export async function approvedPlans(
  db: Queries,
  except: ReorganisationId | undefined,
): Promise<{ operations: Operation[] }[]> {
  return db.rows(sql`
    select operations from reorganisation where state = 'approved' and id is distinct from ${except ?? null}::uuid`);
}

/** Duties that would go with a unit's work: how many, and from when to when they are due. */
export async function openDutiesOf(
  db: Queries,
  units: readonly UnitId[],
): Promise<{ count: number; first: PlainDate | null; last: PlainDate | null }> {
  return db.one(sql`
    select count(*)::int as count, min(due_on) as first, max(due_on) as last from duty
    where owner_unit = any(${units}::uuid[]) and ended is null`);
}

/** Delegations in force after a day that end with their posts. */
export async function delegationsOfPosts(
  db: Queries,
  posts: readonly PostId[],
  day: PlainDate,
): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select count(*)::int as count from delegation
    where from_post = any(${posts}::uuid[]) and upper(valid) > ${day}::date and ended_at is null`);
  return row.count;
}

/** Which of these codes are or were in use. */
export async function codesTaken(db: Queries, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ code: string }>(sql`select code from unit where code = any(${codes}::text[])`);
  return new Set(rows.map((row) => row.code));
}

export async function insertUnits(tx: Queries, units: readonly Unit[], from: PlainDate): Promise<void> {
  if (units.length === 0) return;
  await tx.run(sql`
    insert into unit (id, code, life)
    select id, code, daterange(${from}, null)
    from unnest(${units.map((unit) => unit.id)}::uuid[], ${units.map((unit) => unit.code)}::text[]) as row (id, code)`);
  await insertVersions(tx, units, from);
}

async function insertVersions(tx: Queries, units: readonly Unit[], from: PlainDate): Promise<void> {
  await tx.run(sql`
    insert into unit_version (unit_id, valid, kind, name_vi, name_en, parent_id, hamlets)
    select id, daterange(${from}, null), kind, vi, en, parent,
      array(select jsonb_array_elements_text(hamlets))
    from unnest(${units.map((unit) => unit.id)}::uuid[], ${units.map((unit) => unit.kind)}::text[],
      ${units.map((unit) => unit.name.vi)}::text[], ${units.map((unit) => unit.name.en)}::text[],
      ${units.map((unit) => unit.parentId)}::uuid[],
      ${units.map((unit) => JSON.stringify(unit.hamlets))}::jsonb[])
      as row (id, kind, vi, en, parent, hamlets)`);
}

/** Begins a new span for units that go on with other names, parents or hamlets. */
export async function changeUnits(tx: Queries, units: readonly Unit[], from: PlainDate): Promise<void> {
  if (units.length === 0) return;
  await endVersions(
    tx,
    units.map((unit) => unit.id),
    from,
  );
  await insertVersions(tx, units, from);
}

/** Ends spans the day before `from`; one that would only begin then has never been in force. */
async function endVersions(tx: Queries, units: readonly UnitId[], from: PlainDate): Promise<void> {
  await tx.run(sql`
    delete from unit_version where unit_id = any(${units}::uuid[]) and lower(valid) >= ${from}::date`);
  await tx.run(sql`
    update unit_version set valid = daterange(lower(valid), ${from})
    where unit_id = any(${units}::uuid[]) and valid @> ${from}::date`);
}

/** Ends the life of units. Waits for whoever is writing about them, and they wait for this. */
export async function closeUnits(tx: Queries, units: readonly UnitId[], from: PlainDate): Promise<void> {
  if (units.length === 0) return;
  await endVersions(tx, units, from);
  await tx.run(sql`
    update unit set life = daterange(lower(life), ${from}) where id = any(${units}::uuid[])`);
}

/** Moves posts to other units from a day on; returns how many moved. */
export async function movePosts(
  tx: Queries,
  moves: readonly { post: PostId; to: UnitId }[],
  from: PlainDate,
): Promise<number> {
  if (moves.length === 0) return 0;
  const posts = moves.map((move) => move.post);
  const rows = await tx.rows<{ post_id: PostId; role: string; vi: string; en: string; handles: boolean }>(sql`
    select post_id, role, title_vi as vi, title_en as en, handles_denunciations as handles
    from post_version where post_id = any(${posts}::uuid[]) and valid @> ${from}::date`);
  await endPostVersions(tx, posts, from);
  const target = new Map(moves.map((move) => [move.post, move.to]));
  await tx.run(sql`
    insert into post_version (post_id, valid, unit_id, role, title_vi, title_en, handles_denunciations)
    select post, daterange(${from}, null), unit, role, vi, en, handles
    from unnest(${rows.map((row) => row.post_id)}::uuid[], ${rows.map((row) => target.get(row.post_id) ?? null)}::uuid[],
      ${rows.map((row) => row.role)}::text[], ${rows.map((row) => row.vi)}::text[],
      ${rows.map((row) => row.en)}::text[], ${rows.map((row) => row.handles)}::boolean[])
      as row (post, unit, role, vi, en, handles)`);
  return rows.length;
}

/** Ends spans of posts the day before `from`. */
export async function endPostVersions(tx: Queries, posts: readonly PostId[], from: PlainDate): Promise<void> {
  await tx.run(sql`
    delete from post_version where post_id = any(${posts}::uuid[]) and lower(valid) >= ${from}::date`);
  await tx.run(sql`
    update post_version set valid = daterange(lower(valid), ${from})
    where post_id = any(${posts}::uuid[]) and valid @> ${from}::date`);
}

/** Ends posts for good, and with them who holds them. */
export async function abolishPosts(tx: Queries, posts: readonly PostId[], from: PlainDate): Promise<void> {
  if (posts.length === 0) return;
  await endPostVersions(tx, posts, from);
  await tx.run(
    sql`delete from holding where post_id = any(${posts}::uuid[]) and lower(valid) >= ${from}::date`,
  );
  await tx.run(sql`
    update holding set valid = daterange(lower(valid), ${from})
    where post_id = any(${posts}::uuid[]) and valid @> ${from}::date`);
  await tx.run(sql`update post set life = daterange(lower(life), ${from}) where id = any(${posts}::uuid[])`);
}

/** A post of a unit on a day, with who holds it. */
export interface UnitPost {
  id: PostId;
  code: string;
  unitId: UnitId;
  role: Role;
  titleVi: string;
  titleEn: string;
  handlesDenunciations: boolean;
  personId: PersonId | null;
  personName: string | null;
}

/** Posts of some units on a day, heads first; vacant ones too. */
export async function postsOf(db: Queries, units: readonly UnitId[], day: PlainDate): Promise<UnitPost[]> {
  return db.rows<UnitPost>(sql`
    select post.id, post.code, version.unit_id as "unitId", version.role, version.title_vi as "titleVi",
      version.title_en as "titleEn", version.handles_denunciations as "handlesDenunciations",
      person.id as "personId", person.name as "personName"
    from post_version version join post on post.id = version.post_id
    left join holding on holding.post_id = version.post_id and holding.valid @> ${day}::date
    left join person on person.id = holding.person_id
    where version.unit_id = any(${units}::uuid[]) and version.valid @> ${day}::date
    order by array_position(array['chair','head','officer','clerk','auditor','administrator'], version.role),
      version.title_vi, post.code`);
}

export async function insertSuccessions(
  tx: Queries,
  id: ReorganisationId,
  on: PlainDate,
  all: ReadonlyMap<UnitId, readonly SuccessionLine[]>,
): Promise<void> {
  const rows = [...all].flatMap(([from, lines]) => lines.map((line) => ({ from, ...line })));
  await tx.run(sql`
    insert into succession (reorganisation_id, from_unit, to_unit, part, items, on_day)
    select ${id}, from_unit, to_unit, part, array(select jsonb_array_elements_text(items)), ${on}
    from unnest(${rows.map((row) => row.from)}::uuid[], ${rows.map((row) => row.to)}::uuid[],
      ${rows.map((row) => row.part)}::text[], ${rows.map((row) => JSON.stringify(row.items))}::jsonb[])
      as row (from_unit, to_unit, part, items)`);
}

/** Open duties follow their subjects; what belongs to no part's subject goes with the rest. */
export async function moveDuties(tx: Queries, moving: Moving): Promise<number> {
  const followed = await tx.run(
    plannedAnew(sql`
      update duty set owner_unit = move.to_unit from unit_move move
      where move.reorganisation_id = ${moving.reorganisation} and duty.subject_id = move.subject_id
        and duty.ended is null and duty.owner_unit = any(${moving.from}::uuid[])`),
  );
  const others = await tx.run(
    plannedAnew(sql`
      update duty set owner_unit = move.heir from ${moving.heirs}
      where duty.owner_unit = move.old and duty.ended is null`),
  );
  return followed + others;
}

/** Duties that came to another unit than the post they are assigned to are its head's, until assigned anew. */
export async function freeAssignments(tx: Queries, units: readonly UnitId[], day: PlainDate): Promise<void> {
  await tx.run(sql`
    update duty set responsible_post = null
    where owner_unit = any(${units}::uuid[]) and ended is null and responsible_post is not null
      and not exists (select from post_version where post_id = duty.responsible_post
        and unit_id = duty.owner_unit and valid @> ${day}::date)`);
}

/** SHA-256 over the sorted lines of what a reorganisation moved. */
export async function digestOfMoves(tx: Queries, id: ReorganisationId): Promise<string> {
  const row = await tx.one<{ digest: string }>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(
      subject_id || ' ' || from_unit || ' ' || to_unit, E'\n' order by subject_id), ''), 'UTF8')), 'hex') as digest
    from unit_move where reorganisation_id = ${id}`);
  return row.digest;
}

/** A stop of a case on its way through reorganisations. */
export interface MoveStop {
  reorganisationId: ReorganisationId;
  title: string;
  number: string;
  effectiveOn: PlainDate;
  fromVi: string;
  fromEn: string;
  toVi: string;
  toEn: string;
}

/** Whence a case came: the reorganisations that moved it, oldest first. */
export async function movesOf(db: Queries, subject: string): Promise<MoveStop[]> {
  return db.rows<MoveStop>(sql`
    select move.reorganisation_id as "reorganisationId", title, ground_number as number,
      effective_on as "effectiveOn", old.name_vi as "fromVi", old.name_en as "fromEn",
      new.name_vi as "toVi", new.name_en as "toEn"
    from unit_move move join reorganisation on reorganisation.id = move.reorganisation_id
    join lateral (select name_vi, name_en from unit_version where unit_id = move.from_unit
      and lower(valid) < effective_on order by lower(valid) desc limit 1) old on true
    join lateral (select name_vi, name_en from unit_version where unit_id = move.to_unit
      and valid @> effective_on limit 1) new on true
    where move.subject_id = ${subject} order by effective_on`);
}

/** Where a closed unit's work went, or a living one's in part: its successions, oldest first. */
export async function successionsFrom(
  db: Queries,
  unit: UnitId,
): Promise<(SuccessionLine & { on: PlainDate; reorganisationId: ReorganisationId })[]> {
  return db.rows(sql`
    select to_unit as "to", part, items, on_day as "on", reorganisation_id as "reorganisationId"
    from succession where from_unit = ${unit} order by on_day`);
}
