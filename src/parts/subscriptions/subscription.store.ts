import { type Queries, sql } from '../../platform/database/database.ts';
import type { Subscription, SubscriptionId } from './subscription.ts';

const columns = sql`
  id, email, endpoint, p256dh, auth, language, every, topics, unit_id as "unitId", pages, confirmed_at as "confirmedAt",
  told_until as "toldUntil"`;

interface Row extends Omit<Subscription, 'to'> {
  email: string | null;
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
}

function subscriptionOf({ email, endpoint, p256dh, auth, ...row }: Row): Subscription {
  return {
    ...row,
    to: email !== null ? { email } : { endpoint: endpoint ?? '', p256dh: p256dh ?? '', auth: auth ?? '' },
  };
}

/** Enters what somebody asked for; the same again is the one there is. @returns the one that counts */
export async function putSubscription(tx: Queries, one: Subscription, now: Date): Promise<SubscriptionId> {
  const email = 'email' in one.to ? one.to.email : null;
  const push = 'email' in one.to ? { endpoint: null, p256dh: null, auth: null } : one.to;
  const { id } = await tx.one<{ id: SubscriptionId }>(sql`
    insert into subscription (id, email, endpoint, p256dh, auth, language, every, topics, unit_id, pages, made_at, told_until)
    values (${one.id}, ${email}, ${push.endpoint}, ${push.p256dh}, ${push.auth}, ${one.language}, ${one.every}, ${one.topics}, ${one.unitId}, ${one.pages},
      ${now}, ${one.toldUntil})
    on conflict (email, endpoint, topics, unit_id, pages) do update set every = excluded.every,
      language = excluded.language, p256dh = excluded.p256dh, auth = excluded.auth
    returning id`);
  return id;
}

export async function readSubscription(db: Queries, id: SubscriptionId): Promise<Subscription | undefined> {
  const row = await db.first<Row>(sql`select ${columns} from subscription where id = ${id}`);
  return row && subscriptionOf(row);
}

/** From now on it is told; what came before it was confirmed is not. */
export async function confirmSubscription(tx: Queries, id: SubscriptionId, now: Date): Promise<void> {
  await tx.run(sql`
    update subscription set confirmed_at = ${now}, told_until = ${now} where id = ${id} and confirmed_at is null`);
}

/** Nothing of it stays. */
export async function dropSubscription(tx: Queries, id: SubscriptionId): Promise<void> {
  await tx.run(sql`delete from subscription where id = ${id}`);
}

/** Confirmed ones that were told of nothing for some hours, those waiting longest first. */
export async function waitingSubscriptions(
  db: Queries,
  before: Date,
  limit: number,
): Promise<Subscription[]> {
  const rows = await db.rows<Row>(sql`
    select ${columns} from subscription where confirmed_at is not null and told_until < ${before}
    order by told_until limit ${limit}`);
  return rows.map(subscriptionOf);
}

/** Notes up to when it is told, if nobody else did meanwhile. @returns whether it was noted */
export async function noteTold(tx: Queries, one: Subscription, until: Date): Promise<boolean> {
  const changed = await tx.run(sql`
    update subscription set told_until = ${until} where id = ${one.id} and told_until = ${one.toldUntil}`);
  return changed === 1;
}

/** Forgets those that were never confirmed. */
export async function sweepUnconfirmed(db: Queries, before: Date): Promise<void> {
  await db.run(sql`delete from subscription where confirmed_at is null and made_at < ${before}`);
}
