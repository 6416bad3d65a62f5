import { createHash, randomBytes } from 'node:crypto';
import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import type { PersonId, PostId, UnitId } from '../organization/organization.ts';
import type { Actor, Role } from './decision.ts';
import { checkPassword } from './password.ts';

// OWASP ASVS 5.0, 7.3: an officer's session ends after half an hour of rest, and after a working day.
const idleMs = 30 * 60_000;
const absoluteMs = 12 * 3600_000;
// The time of last use is written at most this often: reading a page is not a write.
const touchEveryMs = 60_000;

/** A signed-in person acting in a post, with the names that pages show. */
export interface SignedIn extends Actor {
  personName: string;
  title: Bilingual;
  unitName: Bilingual;
  unitCode: string;
  handlesDenunciations: boolean;
}

interface Row {
  person_id: PersonId;
  post_id: PostId;
  unit_id: UnitId;
  role: Role;
  name: string;
  title_vi: string;
  title_en: string;
  unit_vi: string;
  unit_en: string;
  unit_code: string;
  handles_denunciations: boolean;
  seen_at?: Date;
}

const columns = sql`
  post.person_id, post.id as post_id, post.unit_id, post.role, person.name, post.title_vi, post.title_en,
  unit.name_vi as unit_vi, unit.name_en as unit_en, unit.code as unit_code, post.handles_denunciations`;

function signedIn(row: Row): SignedIn {
  return {
    person: row.person_id,
    post: row.post_id,
    unit: row.unit_id,
    role: row.role,
    personName: row.name,
    title: { vi: row.title_vi, en: row.title_en },
    unitName: { vi: row.unit_vi, en: row.unit_en },
    unitCode: row.unit_code,
    handlesDenunciations: row.handles_denunciations,
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Signs in with name and password.
 *
 * @returns the token for the cookie, never stored; undefined when name or password is wrong, the
 *   account is disabled or holds no post today: the caller cannot tell which
 */
export async function signIn(
  db: Database,
  username: string,
  password: string,
  now: Date,
): Promise<string | undefined> {
  const account = await db.first<{ person_id: PersonId; password_hash: string; post_id: PostId | null }>(sql`
    select account.person_id, account.password_hash,
      (select post.id from post where post.person_id = account.person_id and post.valid_from <= ${dayInVietnam(now)}
        and (post.valid_to is null or post.valid_to > ${dayInVietnam(now)}) order by post.valid_from limit 1) as post_id
    from account where username = ${username.trim().toLowerCase()} and disabled_at is null`);
  const good = await checkPassword(account?.password_hash, password);
  if (!good || !account?.post_id) return undefined;
  const token = randomBytes(32).toString('base64url');
  await db.run(sql`
    insert into session (token_hash, person_id, post_id, created_at, seen_at, ends_at)
    values (${hashOf(token)}, ${account.person_id}, ${account.post_id}, ${now}, ${now},
      ${new Date(now.getTime() + absoluteMs)})`);
  return token;
}

/** Who a session cookie belongs to; undefined when it is unknown, rested too long, or the post has ended. */
export async function readSession(db: Queries, token: string, now: Date): Promise<SignedIn | undefined> {
  const day = dayInVietnam(now);
  const row = await db.first<Row>(sql`
    select ${columns}, session.seen_at
    from session
    join post on post.id = session.post_id
    join person on person.id = post.person_id
    join unit on unit.id = post.unit_id
    join account on account.person_id = post.person_id
    where session.token_hash = ${hashOf(token)} and session.ends_at > ${now}
      and session.seen_at > ${new Date(now.getTime() - idleMs)} and account.disabled_at is null
      and post.valid_from <= ${day} and (post.valid_to is null or post.valid_to > ${day})`);
  if (!row) return undefined;
  if (row.seen_at && now.getTime() - row.seen_at.getTime() > touchEveryMs) {
    await db.run(sql`update session set seen_at = ${now} where token_hash = ${hashOf(token)}`);
  }
  return signedIn(row);
}

/** Ends a session. */
export async function signOut(db: Queries, token: string): Promise<void> {
  await db.run(sql`delete from session where token_hash = ${hashOf(token)}`);
}

/** Forgets sessions that have ended. */
export async function sweepSessions(db: Queries, now: Date): Promise<void> {
  await db.run(sql`
    delete from session where ends_at <= ${now} or seen_at <= ${new Date(now.getTime() - idleMs)}`);
}

/** Makes a token for a program; it acts with the rights of the post until it ends. Shown once. */
export async function createToken(
  db: Queries,
  post: PostId,
  name: string,
  now: Date,
  days: number,
): Promise<string> {
  const token = `gd_${randomBytes(32).toString('base64url')}`;
  await db.run(sql`
    insert into api_token (token_hash, post_id, name, created_at, ends_at)
    values (${hashOf(token)}, ${post}, ${name}, ${now}, ${new Date(now.getTime() + days * 86_400_000)})`);
  return token;
}

/** Who a program's token acts as. */
export async function readToken(db: Queries, token: string, now: Date): Promise<SignedIn | undefined> {
  const day = dayInVietnam(now);
  const row = await db.first<Row>(sql`
    select ${columns}
    from api_token
    join post on post.id = api_token.post_id
    join person on person.id = post.person_id
    join unit on unit.id = post.unit_id
    left join account on account.person_id = post.person_id
    where api_token.token_hash = ${hashOf(token)} and api_token.ends_at > ${now}
      and account.disabled_at is null
      and post.valid_from <= ${day} and (post.valid_to is null or post.valid_to > ${day})`);
  return row && signedIn(row);
}
