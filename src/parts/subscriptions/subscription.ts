import { createHmac, timingSafeEqual } from 'node:crypto';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { PublicNews } from '../../ground/public-news.ts';
import type { Id } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { dayInVietnam, dayOfWeek } from '../../platform/time.ts';

export type SubscriptionId = Id<'subscription'>;

/** Where a browser takes what is pushed to it (RFC 8030), and the keys it is encrypted for (RFC 8291). */
export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What somebody asked to be told of, by mail or on a device. */
export interface Subscription {
  id: SubscriptionId;
  to: { email: string } | PushAddress;
  language: Language;
  every: 'day' | 'week';
  topics: string[];
  /** Of one unit; of all without. */
  unitId: UnitId | null;
  /** Pages followed by themselves, whatever their topic. */
  pages: string[];
  confirmedAt: Date | null;
  /** Told of everything up to here. */
  toldUntil: Date;
}

// Nobody is woken by a newsletter: mail goes out between these hours in Việt Nam.
const firstHour = 7;
const lastHour = 20;
const monday = 1;

/**
 * The key in the links of a subscription's mails: made from its id, so that nothing of it is stored, and
 * nobody else can leave or look in its name.
 */
export function keyOf(secret: Buffer, id: SubscriptionId): string {
  return createHmac('sha256', secret).update(`gandan/subscription/1\n${id}`).digest('base64url').slice(0, 32);
}

/** Whether a key is that of a subscription; takes the same time whatever is wrong. */
export function isKey(secret: Buffer, id: SubscriptionId, key: string): boolean {
  const [right, given] = [Buffer.from(keyOf(secret, id)), Buffer.from(key)];
  return right.length === given.length && timingSafeEqual(right, given);
}

/**
 * Whether a digest is due: once a day, or once a week from Monday on, at a decent hour; late when the
 * machine was down on its day.
 */
export function isDue(subscription: Pick<Subscription, 'every' | 'toldUntil'>, now: Date): boolean {
  const hour = (now.getUTCHours() + 7) % 24;
  if (hour < firstHour || hour >= lastHour) return false;
  const today = dayInVietnam(now);
  const told = dayInVietnam(subscription.toldUntil);
  if (told >= today) return false;
  if (subscription.every === 'day') return true;
  // The Monday of this week has come since.
  const sinceMonday = dayOfWeek(today) - monday;
  return told < dayInVietnam(new Date(now.getTime() - sinceMonday * 86_400_000));
}

/** What of the news concerns a subscription, each page once, in its newest form. */
export function concerning(
  news: readonly PublicNews[],
  subscription: Pick<Subscription, 'topics' | 'unitId' | 'pages' | 'toldUntil'>,
): PublicNews[] {
  const { topics, unitId, pages, toldUntil } = subscription;
  const all = news.filter(
    (one) =>
      one.at > toldUntil &&
      (pages.includes(one.href) || (topics.includes(one.topic) && (unitId === null || one.unit === unitId))),
  );
  return [...new Map(all.map((one) => [one.href, one])).values()];
}
