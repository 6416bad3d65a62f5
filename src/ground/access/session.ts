import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { delegationInForce } from '../organization/delegation.ts';
import { type PersonId, type PostId, type UnitId, unitsUnder } from '../organization/organization.ts';
import type { Actor, Role } from './decision.ts';
import { keepSecret } from './floor.ts';
import { newToken, tokenHash } from './token.ts';

// OWASP ASVS 5.0, 7.3: an officer's session ends after half an hour of rest, and after a working day.
const idleMs = 30 * 60_000;
const absoluteMs = 12 * 3600_000;
// The time of last use is written at most this often: reading a page is not a write.
const touchEveryMs = 60_000;
// ASVS 7.5.1: before sealed matters and before changes of the own sign-in, the proof must be this fresh.
const freshProofMs = 15 * 60_000;
const keepSignInsMs = 365 * 86_400_000;

export type SignInMethod = 'password' | 'totp' | 'recovery' | 'passkey' | 'oidc';

/** A signed-in person acting in a post, with the names that pages show. */
export interface SignedIn extends Actor {
  personName: string;
  title: Bilingual;
  unitName: Bilingual;
  unitCode: string;
  handlesDenunciations: boolean;
  /** Acting in a post of somebody else, by this delegation. */
  delegation: string | null;
  /** The session's own id, for listing; null for programs. */
  session: string | null;
  /** When the person last proved who they are. */
  provedAt: Date;
  /** Whether they need more than a password to come in; people of a sample have a password that is published. */
  secondFactor: boolean;
}

interface Row {
  session_id: string | null;
  person_id: PersonId;
  post_id: PostId;
  delegation_id: string | null;
  unit_id: UnitId;
  role: Role;
  name: string;
  title_vi: string;
  title_en: string;
  unit_vi: string;
  unit_en: string;
  unit_code: string;
  handles_denunciations: boolean;
  matters: string[];
  proved_at: Date;
  second_factor: boolean;
  seen_at: Date;
}

/** A post somebody can act in: an own one or one delegated whole. */
export interface ActingPost {
  post: PostId;
  delegation: string | null;
  title: Bilingual;
  unit: Bilingual;
}

/** Posts that a person can act in on a day, own ones first. */
export async function actingPosts(db: Queries, person: PersonId, day: PlainDate): Promise<ActingPost[]> {
  const rows = await db.rows<{
    post: PostId;
    delegation: string | null;
    title_vi: string;
    title_en: string;
    unit_vi: string;
    unit_en: string;
  }>(sql`
    select post.post_id as post, acting.delegation, post.title_vi, post.title_en,
      unit.name_vi as unit_vi, unit.name_en as unit_en
    from (
      select post_id, null::uuid as delegation, lower(valid) as since from holding
      where person_id = ${person} and valid @> ${day}::date
      union all
      select from_post, id, lower(valid) from delegation
      where to_person = ${person} and subject_id is null and ${delegationInForce(day)}
    ) acting
    join post_version post on post.post_id = acting.post_id and post.valid @> ${day}::date
    join unit_version unit on unit.unit_id = post.unit_id and unit.valid @> ${day}::date
    order by acting.delegation is not null, acting.since, post.post_id`);
  return rows.map((row) => ({
    post: row.post,
    delegation: row.delegation,
    title: { vi: row.title_vi, en: row.title_en },
    unit: { vi: row.unit_vi, en: row.unit_en },
  }));
}

/**
 * Begins a session in the person's first post of the day.
 *
 * @returns the token for the cookie, never stored; undefined when the account is disabled or the person
 *   holds no post today
 */
export async function beginSession(
  db: Database,
  person: PersonId,
  how: { method: SignInMethod; device: string; now: Date },
): Promise<string | undefined> {
  const { method, device, now } = how;
  const [posts, account] = await Promise.all([
    actingPosts(db, person, dayInVietnam(now)),
    db.first(sql`select from account where person_id = ${person} and disabled_at is null`),
  ]);
  const [first] = posts;
  if (!first || !account) return undefined;
  const token = newToken();
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into session (id, token_hash, person_id, post_id, delegation_id, method, proved_at, device,
        created_at, seen_at, ends_at)
      values (${newId()}, ${tokenHash(token)}, ${person}, ${first.post}, ${first.delegation}, ${method}, ${now},
        ${device}, ${now}, ${now}, ${new Date(now.getTime() + absoluteMs)})`);
    await noteSignIn(tx, person, { ...how, succeeded: true });
  });
  return token;
}

/** Notes a sign-in that worked or did not, for the person to look through. */
export async function noteSignIn(
  db: Queries,
  person: PersonId,
  what: { method: SignInMethod; device: string; now: Date; succeeded: boolean },
): Promise<void> {
  await db.run(sql`
    insert into sign_in (person_id, at, method, succeeded, device)
    values (${person}, ${what.now}, ${what.method}, ${what.succeeded}, ${what.device})`);
}

// Who acts: the post on the day, held by the person or delegated to them.
const acting = (day: PlainDate) => sql`
  join person on person.id = acting.person_id
  join account on account.person_id = acting.person_id and account.disabled_at is null
  join post_version post on post.post_id = acting.post_id and post.valid @> ${day}::date
  join unit on unit.id = post.unit_id
  join unit_version on unit_version.unit_id = post.unit_id and unit_version.valid @> ${day}::date`;
const columns = (day: PlainDate) => sql`
  acting.person_id, acting.post_id, post.unit_id, post.role, person.name, post.title_vi, post.title_en,
  unit_version.name_vi as unit_vi, unit_version.name_en as unit_en, unit.code as unit_code,
  post.handles_denunciations,
  account.totp_secret is not null or exists (select from passkey where passkey.person_id = acting.person_id)
    or exists (select from locality where sample) as second_factor,
  array(select subject_id from delegation where to_person = acting.person_id and subject_id is not null
    and ${delegationInForce(day)}) as matters`;
const held = (day: PlainDate) => sql`exists (
  select from holding where post_id = acting.post_id and person_id = acting.person_id and valid @> ${day}::date)`;
const delegated = (day: PlainDate) => sql`exists (
  select from delegation where id = acting.delegation_id and from_post = acting.post_id
    and to_person = acting.person_id and subject_id is null and ${delegationInForce(day)})`;

/** Units whose matters a post sees on a day: an auditor's all, a chair's own and those below it. */
export async function reachOf(
  db: Queries,
  role: Role,
  unit: UnitId,
  day: PlainDate,
): Promise<Actor['reach']> {
  if (role === 'auditor') return 'all';
  return role === 'chair' ? unitsUnder(db, unit, day) : [unit];
}

async function signedIn(db: Queries, row: Row, day: PlainDate): Promise<SignedIn> {
  const reach = await reachOf(db, row.role, row.unit_id, day);
  return {
    person: row.person_id,
    post: row.post_id,
    unit: row.unit_id,
    role: row.role,
    reach,
    matters: row.matters,
    personName: row.name,
    title: { vi: row.title_vi, en: row.title_en },
    unitName: { vi: row.unit_vi, en: row.unit_en },
    unitCode: row.unit_code,
    // A named handler is a person; a stand-in in the post is not.
    handlesDenunciations: row.handles_denunciations && row.delegation_id === null,
    delegation: row.delegation_id,
    session: row.session_id,
    provedAt: row.proved_at,
    secondFactor: row.second_factor,
  };
}

/**
 * Who a session cookie belongs to; undefined when it is unknown or rested too long, the account is
 * disabled or the person holds no post any more. A post that has ended, or a delegation that has run
 * out, leads back to the first own post.
 */
export async function readSession(db: Queries, token: string, now: Date): Promise<SignedIn | undefined> {
  const day = dayInVietnam(now);
  const hash = tokenHash(token);
  const alive = sql`
    acting.token_hash = ${hash} and acting.ends_at > ${now} and acting.seen_at > ${new Date(now.getTime() - idleMs)}`;
  const read = () =>
    db.first<Row>(sql`
      select ${columns(day)}, acting.id as session_id, acting.delegation_id, acting.proved_at, acting.seen_at
      from session acting ${acting(day)}
      where ${alive} and ((acting.delegation_id is null and ${held(day)}) or ${delegated(day)})`);
  let row = await read();
  if (!row) {
    const session = await db.first<{ person_id: PersonId }>(
      sql`select person_id from session acting where ${alive}`,
    );
    const own = session && (await actingPosts(db, session.person_id, day)).find((one) => !one.delegation);
    if (!own) return undefined;
    await db.run(
      sql`update session set post_id = ${own.post}, delegation_id = null where token_hash = ${hash}`,
    );
    row = await read();
    if (!row) return undefined;
  }
  if (now.getTime() - row.seen_at.getTime() > touchEveryMs) {
    await db.run(sql`update session set seen_at = ${now} where token_hash = ${hash}`);
  }
  return keepSecret(await signedIn(db, row, day), token);
}

/**
 * True while the person's last proof is fresh enough for sealed matters and for signing.
 *
 * @throws SecondFactorFirst where the post wants a second factor and there is none
 */
export function freshlyProved(officer: SignedIn, now: Date): boolean {
  requireSecondFactor(officer);
  return provedLately(officer, now);
}

/** The same for changes of the own sign-in, where a second factor is what one comes for. */
export function provedLately(officer: SignedIn, now: Date): boolean {
  return now.getTime() - officer.provedAt.getTime() <= freshProofMs;
}

/**
 * Notes that the person has just proved again who they are. The session goes on under another token (OWASP ASVS
 * 5.0, 7.2.4): whoever copied the old one before is out.
 *
 * @returns the token for the cookie
 */
export async function renewProof(db: Queries, session: string, now: Date): Promise<string> {
  const token = newToken();
  await db.run(sql`
    update session set proved_at = ${now}, token_hash = ${tokenHash(token)} where id = ${session}`);
  return token;
}

/** Whose posts reach so far that a password alone may not sign or open anything in them. */
export function needsSecondFactor(officer: Pick<SignedIn, 'role' | 'handlesDenunciations'>): boolean {
  return officer.handlesDenunciations || ['administrator', 'head', 'chair', 'auditor'].includes(officer.role);
}

/** Thrown where somebody has to switch on a second factor before going on. */
export class SecondFactorFirst extends Error {}

/** Thrown where somebody has to prove anew who they are before they see something sealed. */
export class ProofFirst extends Error {}

/** Before a signing act, or anything sealed. @throws SecondFactorFirst */
export function requireSecondFactor(officer: SignedIn): void {
  if (needsSecondFactor(officer) && !officer.secondFactor) throw new SecondFactorFirst();
}

/** Acts in another of the person's posts from now on; false when it is none of theirs. */
export async function switchPost(
  db: Queries,
  officer: SignedIn,
  to: { post: string; delegation: string | null },
  day: PlainDate,
): Promise<boolean> {
  const posts = await actingPosts(db, officer.person, day);
  if (!posts.some((one) => one.post === to.post && one.delegation === to.delegation)) return false;
  await db.run(sql`
    update session set post_id = ${to.post}, delegation_id = ${to.delegation} where id = ${officer.session}`);
  return true;
}

/** Ends a session by its cookie. */
export async function signOut(db: Queries, token: string): Promise<void> {
  await db.run(sql`delete from session where token_hash = ${tokenHash(token)}`);
}

export interface SessionLine {
  id: string;
  method: SignInMethod;
  device: string;
  createdAt: Date;
  seenAt: Date;
}

/** A person's sessions that still run, newest first. */
export async function sessionsOf(db: Queries, person: PersonId, now: Date): Promise<SessionLine[]> {
  return db.rows<SessionLine>(sql`
    select id, method, device, created_at as "createdAt", seen_at as "seenAt" from session
    where person_id = ${person} and ends_at > ${now} and seen_at > ${new Date(now.getTime() - idleMs)}
    order by created_at desc`);
}

/** Ends one of a person's sessions, or all but one. */
export async function endSessions(
  db: Queries,
  person: PersonId,
  which: { id: string } | { allBut: string | null },
): Promise<void> {
  await ('id' in which
    ? db.run(sql`delete from session where person_id = ${person} and id = ${which.id}`)
    : db.run(sql`delete from session where person_id = ${person} and id is distinct from ${which.allBut}`));
}

export interface SignInLine {
  at: Date;
  method: SignInMethod;
  succeeded: boolean;
  device: string;
}

/** A person's latest sign-ins. */
export async function signInsOf(db: Queries, person: PersonId, limit: number): Promise<SignInLine[]> {
  return db.rows<SignInLine>(sql`
    select at, method, succeeded, device from sign_in where person_id = ${person} order by at desc limit ${limit}`);
}

/** Forgets sessions that have ended, and sign-ins after a year. */
export async function sweepSessions(db: Queries, now: Date): Promise<void> {
  await db.run(sql`
    delete from session where ends_at <= ${now} or seen_at <= ${new Date(now.getTime() - idleMs)}`);
  await db.run(sql`delete from sign_in where at <= ${new Date(now.getTime() - keepSignInsMs)}`);
}

/** Makes a token for a program; it acts with the rights of the post until it ends. Shown once. */
export async function createToken(
  db: Queries,
  post: PostId,
  name: string,
  now: Date,
  days: number,
): Promise<string> {
  const token = `gd_${newToken()}`;
  await db.run(sql`
    insert into api_token (token_hash, post_id, name, created_at, ends_at)
    values (${tokenHash(token)}, ${post}, ${name}, ${now}, ${new Date(now.getTime() + days * 86_400_000)})`);
  return token;
}

/** Who a program's token acts as: whoever holds the post today. */
export async function readToken(db: Queries, token: string, now: Date): Promise<SignedIn | undefined> {
  const day = dayInVietnam(now);
  const row = await db.first<Row>(sql`
    select ${columns(day)}, null as session_id, null as delegation_id, acting.created_at as proved_at,
      acting.created_at as seen_at
    from (
      select api_token.*, holding.person_id from api_token
      join holding on holding.post_id = api_token.post_id and holding.valid @> ${day}::date
      where token_hash = ${tokenHash(token)} and ends_at > ${now}
    ) acting ${acting(day)}`);
  return row && keepSecret(await signedIn(db, row, day), token);
}

/** What device a browser says it is, coarsely: enough to recognise the own one, no more. */
export function deviceOf(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /CocCoc|coc_coc/i.test(agent)
      ? 'Cốc Cốc'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Chrome\//.test(agent)
          ? 'Chrome'
          : /Safari\//.test(agent)
            ? 'Safari'
            : '?';
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : '?';
  return `${browser}, ${system}`;
}
