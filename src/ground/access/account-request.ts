import { type Database, type Queries, sql } from '../../platform/database/database.ts';
import type { Id } from '../../platform/id.ts';
import { newId } from '../../platform/id.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import type { PersonId } from '../organization/organization.ts';
import type { Services } from '../services.ts';
import { invite } from './invitation.ts';
import { noticeTexts, selfTexts } from './self.texts.ts';
import type { SignedIn } from './session.ts';

export type AccountRequestId = Id<'accountRequest'>;

/** What is lost: the password alone, or the second factor as well. */
export type Lost = 'password' | 'factors';

/** Somebody's wish that another person's account be set up anew. */
export interface AccountRequest {
  id: AccountRequestId;
  person: PersonId;
  name: string;
  kind: Lost;
  reason: string;
  asker: string;
  askedBy: PersonId;
  askedAt: Date;
}

/** Who may agree: an administrator or a chair who neither asked nor is whom it is about. */
export function mayAgree(officer: SignedIn, request: Pick<AccountRequest, 'askedBy' | 'person'>): boolean {
  const second = officer.role === 'administrator' || officer.role === 'chair';
  return second && officer.person !== request.askedBy && officer.person !== request.person;
}

/** Requests that wait, oldest first. */
export function openRequests(db: Queries): Promise<AccountRequest[]> {
  return db.rows<AccountRequest>(sql`
    select request.id, request.person_id as person, whose.name, kind, reason, asker.name as asker,
      asked_by as "askedBy", asked_at as "askedAt"
    from account_request request join person whose on whose.id = request.person_id
    join person asker on asker.id = asked_by where decided_by is null order by asked_at`);
}

/** Whether somebody has set their account up before: then nobody sets it up anew alone. */
export async function isSetUp(db: Queries, person: PersonId): Promise<boolean> {
  const row = await db.first<{ there: boolean }>(sql`
    select password_hash is not null or exists (select from passkey where passkey.person_id = account.person_id)
      or exists (select from outside_identity where outside_identity.person_id = account.person_id) as there
    from account where person_id = ${person}`);
  return row?.there ?? false;
}

/**
 * Asks for a new set-up link for an account. A forgotten password whose owner left an address is answered there at
 * once; everything else waits for a second person. The owner is told, and so are those who handle sealed matters
 * with them and those who may agree.
 *
 * @returns whether the link went to the owner's own address
 */
export async function askAnew(
  services: Services,
  officer: SignedIn,
  person: PersonId,
  asked: { kind: Lost; reason: string },
): Promise<'sent' | 'waiting'> {
  const { db, clock, config } = services;
  const now = clock();
  const { email } = await db.one<{ email: string | null }>(
    sql`select email from account where person_id = ${person}`,
  );
  if (asked.kind === 'password' && email) {
    const { token } = await invite(db, person, officer.person, now, 'password');
    await db.transaction(async (tx) => {
      await putMail(
        tx,
        {
          once: `account/${token.slice(0, 8)}/${now.getTime()}`,
          to: email,
          subject: selfTexts.vi.linkSubject,
          body: selfTexts.vi.linkBody(`${config.publicUrl}/loi-moi/${token}`),
        },
        config.publicHost,
        now,
      );
      await tell(services, tx, [person], 'linkSent', officer.personName);
    });
    return 'sent';
  }
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into account_request (id, person_id, kind, reason, asked_by, asked_at)
      values (${newId()}, ${person}, ${asked.kind}, ${asked.reason}, ${officer.person}, ${now})
      on conflict (person_id) where decided_by is null do nothing`);
    const whose = await nameOf(tx, person);
    await tell(services, tx, [person], 'ownRequest', officer.personName);
    await tell(services, tx, await colleagues(tx, person), 'handlerRequest', whose);
    await tell(services, tx, await seconds(tx, [person, officer.person]), 'toAgree', whose);
  });
  return 'waiting';
}

/**
 * Agrees to a request, or does not.
 *
 * @returns the link's token, for whoever agreed to hand over in person; undefined when it was declined or is answered
 */
export async function decideRequest(
  services: Services,
  officer: SignedIn,
  request: AccountRequest,
  agreed: boolean,
): Promise<string | undefined> {
  const { db, clock } = services;
  const now = clock();
  const done = await db.run(sql`
    update account_request set decided_by = ${officer.person}, agreed = ${agreed}, decided_at = ${now}
    where id = ${request.id} and decided_by is null and asked_by <> ${officer.person}
      and person_id <> ${officer.person}`);
  if (done !== 1) return undefined;
  await tell(services, db, [request.person], agreed ? 'ownAgreed' : 'ownDeclined', officer.personName);
  if (!agreed) return undefined;
  return (await invite(db, request.person, officer.person, now, request.kind)).token;
}

type NoticeCode =
  | 'linkSent'
  | 'ownRequest'
  | 'handlerRequest'
  | 'toAgree'
  | 'ownAgreed'
  | 'ownDeclined'
  | 'keyTaken';

/** What somebody is told about accounts. */
export interface Notice {
  code: NoticeCode;
  about: string;
  at: Date;
}

/** Tells people about an account when they come in next, and at once by mail where they left an address. */
export async function tell(
  services: Pick<Services, 'clock' | 'config'>,
  tx: Queries,
  people: readonly PersonId[],
  code: NoticeCode,
  about: string,
): Promise<void> {
  const now = services.clock();
  for (const person of people) {
    const id = newId();
    await tx.run(sql`
      insert into account_notice (id, person_id, code, about, at)
      values (${id}, ${person}, ${code}, ${about}, ${now})`);
    const row = await tx.first<{ email: string | null }>(
      sql`select email from account where person_id = ${person}`,
    );
    const t = selfTexts.vi;
    if (row?.email)
      await putMail(
        tx,
        { once: `notice/${id}`, to: row.email, subject: t.noticeSubject, body: noticeTexts.vi[code](about) },
        services.config.publicHost,
        now,
      );
  }
}

/** What somebody has not been told yet. */
export function unseenNotices(db: Queries, person: PersonId): Promise<Notice[]> {
  return db.rows<Notice>(sql`
    select code, about, at from account_notice where person_id = ${person} and seen_at is null order by at`);
}

export async function noticesSeen(db: Database, person: PersonId, now: Date): Promise<void> {
  await db.run(
    sql`update account_notice set seen_at = ${now} where person_id = ${person} and seen_at is null`,
  );
}

async function nameOf(tx: Queries, person: PersonId): Promise<string> {
  return (await tx.one<{ name: string }>(sql`select name from person where id = ${person}`)).name;
}

/** Those who handle denunciations in the same unit. */
export async function colleagues(tx: Queries, person: PersonId): Promise<PersonId[]> {
  const rows = await tx.rows<{ id: PersonId }>(sql`
    select distinct other.person_id as id
    from holding mine join post_version post on post.post_id = mine.post_id and upper_inf(post.valid)
    join post_version near on near.unit_id = post.unit_id and near.handles_denunciations and upper_inf(near.valid)
    join holding other on other.post_id = near.post_id and upper_inf(other.valid)
    where mine.person_id = ${person} and upper_inf(mine.valid) and post.handles_denunciations
      and other.person_id <> ${person}`);
  return rows.map((row) => row.id);
}

/** Administrators and chairs who could agree. */
async function seconds(tx: Queries, except: readonly PersonId[]): Promise<PersonId[]> {
  const rows = await tx.rows<{ id: PersonId }>(sql`
    select distinct holding.person_id as id from holding
    join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
    join account on account.person_id = holding.person_id and disabled_at is null
    where upper_inf(holding.valid) and post.role in ('administrator', 'chair')
      and holding.person_id <> all(${except}::uuid[])`);
  return rows.map((row) => row.id);
}
