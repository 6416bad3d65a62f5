import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import { once } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { addDays, dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { askAnew, isSetUp, type Lost } from '../access/account-request.ts';
import type { Role } from '../access/decision.ts';
import { invite } from '../access/invitation.ts';
import type { SignedIn } from '../access/session.ts';
import { endSessions } from '../access/session.ts';
import { roleTitle } from '../access/titles.ts';
import type { Services } from '../services.ts';
import type { PersonId, PostId, UnitId } from './organization.ts';
import { endHolding, insertHolding, insertPost } from './post.store.ts';

/** Where somebody begins: a vacant post, or a new one in a unit. */
export type Placement =
  | { post: PostId; from: PlainDate }
  | { unit: UnitId; role: Role; title: string; handlesDenunciations: boolean; from: PlainDate };

/** Why staff cannot be changed so; each is a key of the texts. */
export type StaffFault =
  | 'usernameTaken'
  | 'postTaken'
  | 'unitUnknown'
  | 'lastAdministrator'
  | 'span'
  | 'noPost'
  | 'lastHandler'
  | 'future';

/** Thrown when nothing was changed. */
export class StaffRefused extends Error {
  constructor(readonly fault: StaffFault) {
    super(fault);
  }
}

const exclusion = '23P01';
const uniqueness = '23505';
const foreign = '23503';

/** Turns what the database refuses into why, for the person at the form. */
async function refusing<Result>(
  faults: Record<string, StaffFault>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const fault = faults[(error as { code?: string }).code ?? ''];
    if (fault) throw new StaffRefused(fault);
    throw error;
  }
}

/** Enters what was done to a post; the record names posts, never people. */
async function enter(
  services: Services,
  tx: Transaction,
  actor: SignedIn,
  type: string,
  post: PostId,
  facts: Record<string, string>,
  sealed: Record<string, string> = {},
): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${post}))`);
  const { seq } = await tx.one<{ seq: number }>(
    sql`select coalesce(max(seq), 0) + 1 as seq from record_opening where subject = ${post}`,
  );
  await services.record.append(tx, {
    type,
    subject: post,
    seq,
    role: actor.role,
    unit: actor.unitCode,
    facts,
    sealed: { post: actor.post, ...sealed },
  });
}

async function place(tx: Queries, person: PersonId, where: Placement): Promise<PostId> {
  if ('post' in where) {
    await insertHolding(tx, { post: where.post, person, from: where.from });
    return where.post;
  }
  const id: PostId = newId();
  const unit = await tx.first<{ code: string }>(
    sql`select code from unit where id = ${where.unit} and life @> ${where.from}::date`,
  );
  if (!unit) throw new StaffRefused('unitUnknown');
  const title = where.title.trim()
    ? { vi: where.title.trim(), en: where.title.trim() }
    : roleTitle(where.role);
  await insertPost(tx, {
    id,
    code: `${unit.code}.${id.slice(-8)}`,
    unitId: where.unit,
    role: where.role,
    title,
    handlesDenunciations: where.handlesDenunciations,
    from: where.from,
  });
  await insertHolding(tx, { post: id, person, from: where.from });
  return id;
}

/** Tells the parts that somebody has taken a post on. */
async function taken(
  services: Services,
  tx: Queries,
  person: PersonId,
  post: PostId,
  day: PlainDate,
): Promise<void> {
  const version = await tx.first<{ unit: UnitId; handles: boolean }>(sql`
    select unit_id as unit, handles_denunciations as handles from post_version
    where post_id = ${post} and valid @> ${day}::date`);
  if (!version) throw new StaffRefused('noPost');
  for (const one of services.work)
    await one.postTaken?.(tx, person, { unit: version.unit, handlesDenunciations: version.handles });
}

/** Tells the parts that somebody leaves. @throws StaffRefused when something would be left to nobody */
export async function left(
  services: Services,
  tx: Queries,
  person: PersonId,
  unit: UnitId | null,
): Promise<void> {
  for (const one of services.work) {
    if (await one.needs?.(tx, person)) throw new StaffRefused('lastHandler');
    await one.postLeft?.(tx, person, unit);
  }
}

/**
 * Adds a person with an account and a first post. They set it up by a one-time link.
 *
 * @returns the link's token, shown once; undefined when the same key was used before
 * @throws StaffRefused when the user name is taken, the post is held, or the unit is not there
 */
export async function addPerson(
  services: Services,
  actor: SignedIn,
  given: { name: string; username: string; placement: Placement },
  key: string,
): Promise<{ person: PersonId; token: string | undefined }> {
  const { db, clock } = services;
  const { result, replayed } = await refusing(
    { [uniqueness]: 'usernameTaken', [exclusion]: 'postTaken', [foreign]: 'unitUnknown' },
    () =>
      once(db, `post:${actor.post}`, key, given, async (tx) => {
        const person: PersonId = newId();
        await tx.run(sql`insert into person (id, name) values (${person}, ${given.name})`);
        await tx.run(sql`
          insert into account (person_id, username) values (${person}, ${given.username.toLowerCase()})`);
        const post = await place(tx, person, given.placement);
        await taken(services, tx, person, post, given.placement.from);
        await enter(services, tx, actor, 'post.taken', post, { from: given.placement.from }, { person });
        return { person };
      }),
  );
  const made = replayed ? undefined : await invite(db, result.person, actor.person, clock());
  return { person: result.person, token: made?.token };
}

/** Gives a person one more post. @throws StaffRefused when it is held or not there */
export async function takePost(
  services: Services,
  actor: SignedIn,
  person: PersonId,
  where: Placement,
  key: string,
): Promise<void> {
  await refusing({ [exclusion]: 'postTaken', [foreign]: 'noPost' }, () =>
    once(services.db, `post:${actor.post}`, key, { person, where }, async (tx) => {
      const post = await place(tx, person, where);
      await taken(services, tx, person, post, where.from);
      await enter(services, tx, actor, 'post.taken', post, { from: where.from }, { person });
      return {};
    }),
  );
}

/**
 * Ends a person's hold of a post. Its open duties are the head's from then on, until they are assigned
 * anew; what they handed on is handed on no more.
 *
 * @param lastDay the last day on which they hold it
 * @throws StaffRefused when they do not hold it until then, or nobody else could go on with a sealed matter
 */
export async function leavePost(
  services: Services,
  actor: SignedIn,
  person: PersonId,
  post: PostId,
  lastDay: PlainDate,
  key: string,
): Promise<void> {
  const { db, clock } = services;
  await once(db, `post:${actor.post}`, key, { person, post, lastDay }, async (tx) => {
    await guardAdministrator(tx, person, post, addDays(lastDay, 1));
    const today = dayInVietnam(clock());
    const version = await tx.first<{ unit: UnitId; handles: boolean }>(sql`
      select unit_id as unit, handles_denunciations as handles from post_version
      where post_id = ${post} and valid @> ${today}::date`);
    if (version?.handles) await left(services, tx, person, version.unit);
    if (!(await endHolding(tx, post, person, addDays(lastDay, 1), today))) throw new StaffRefused('span');
    await enter(services, tx, actor, 'post.left', post, { last_day: lastDay }, { person });
    if (addDays(lastDay, 1) <= today) await endSessionsIn(tx, person, post);
    return {};
  });
}

async function endSessionsIn(tx: Queries, person: PersonId, post: PostId): Promise<void> {
  await tx.run(sql`delete from session where person_id = ${person} and post_id = ${post}`);
}

/** Without an administrator nobody could ever make one again. */
async function guardAdministrator(
  tx: Queries,
  person: PersonId,
  post: PostId | undefined,
  from: PlainDate,
): Promise<void> {
  const which = post ? sql`and holding.post_id = ${post}` : sql``;
  const row = await tx.one<{ ends: boolean; others: number }>(sql`
    select exists (
        select from holding join post_version version on version.post_id = holding.post_id and version.valid @> ${from}::date
        where holding.person_id = ${person} ${which} and version.role = 'administrator') as ends,
      (select count(distinct holding.person_id)::int from holding
        join post_version version on version.post_id = holding.post_id and version.valid @> ${from}::date
        join account on account.person_id = holding.person_id and account.disabled_at is null
        where version.role = 'administrator' and holding.valid @> ${from}::date
          and holding.person_id <> ${person}) as others`);
  if (row.ends && row.others === 0) throw new StaffRefused('lastAdministrator');
}

/**
 * A person leaves the service: all posts end, the account is closed, sessions end at once, delegations
 * to them end. What they did stays, under the posts they held.
 */
export async function leaveService(
  services: Services,
  actor: SignedIn,
  person: PersonId,
  lastDay: PlainDate,
  key: string,
): Promise<void> {
  const { db, clock } = services;
  const from = addDays(lastDay, 1);
  const today = dayInVietnam(clock());
  if (from > today) throw new StaffRefused('future');
  await once(db, `post:${actor.post}`, key, { person, lastDay }, async (tx) => {
    await guardAdministrator(tx, person, undefined, from);
    const held = await tx.rows<{ post: PostId }>(sql`
      select post_id as post from holding where person_id = ${person} and (upper_inf(valid) or upper(valid) > ${from}::date)`);
    await left(services, tx, person, null);
    for (const { post } of held) {
      if (!(await endHolding(tx, post, person, from, today))) throw new StaffRefused('span');
      await enter(services, tx, actor, 'post.left', post, { last_day: lastDay }, { person });
    }
    await tx.run(sql`update account set disabled_at = ${clock()} where person_id = ${person}`);
    await tx.run(
      sql`update delegation set ended_at = ${clock()} where to_person = ${person} and ended_at is null`,
    );
    await endSessions(tx, person, { allBut: null });
    return {};
  });
}

/**
 * Sends somebody a fresh one-time link. Whoever has set the account up before gets one by their own address or by
 * a second person's agreement: no administrator alone becomes somebody else.
 *
 * @returns the link's token for an account that nobody has set up yet; else where the link went, or that it waits
 */
export async function inviteAgain(
  services: Services,
  actor: SignedIn,
  person: PersonId,
  asked: { kind: Lost; reason: string },
): Promise<{ token: string } | 'sent' | 'waiting'> {
  const { db, clock } = services;
  await db.transaction(async (tx) => {
    const account = await tx.first<{ closed: boolean }>(
      sql`select disabled_at is not null as closed from account where person_id = ${person} for update`,
    );
    if (!account) throw notFound();
    // Whoever left comes back by taking a post on; until then the account stays closed.
    const holds = await tx.first(sql`
      select from holding where person_id = ${person} and (upper_inf(valid) or upper(valid) > ${dayInVietnam(clock())}::date)`);
    if (account.closed && !holds) throw new StaffRefused('noPost');
    await tx.run(sql`update account set disabled_at = null where person_id = ${person}`);
    await enter(
      services,
      tx,
      actor,
      'account.invitedAgain',
      actor.post,
      { reopened: String(account.closed) },
      { person },
    );
  });
  if (await isSetUp(db, person)) return askAnew(services, actor, person, asked);
  return { token: (await invite(db, person, actor.person, clock())).token };
}
