import { createHash } from 'node:crypto';
import { paths } from '../../ground/places.ts';
import type { PublicNews } from '../../ground/public-news.ts';
import type { Services } from '../../ground/services.ts';
import type { Language } from '../../platform/language.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import { dayInVietnam, formatDate } from '../../platform/time.ts';
import { push } from './push.ts';
import {
  dropSubscription,
  noteTold,
  putSubscription,
  sweepUnconfirmed,
  waitingSubscriptions,
} from './subscription.store.ts';
import { subscriptionTexts } from './subscription.texts.ts';
import { concerning, isDue, keyOf, type Subscription, type SubscriptionId } from './subscription.ts';

const unconfirmedMs = 2 * 86_400_000;
const atOnce = 200;
// Nobody reads more; the rest is on the site.
const mostTold = 50;
// Who was told today is not looked at again before tomorrow.
const restMs = 4 * 3_600_000;

/** The address of a subscription's own page, which only its mails name. */
export function subscriptionAddress(services: Services, id: SubscriptionId): string {
  return `${services.config.publicUrl}${paths.subscriptions}/${id}.${keyOf(services.secrets.codes, id)}`;
}

/** Keeps what somebody asks for and asks the address whether it is theirs: one mail a day, however often asked. */
export async function subscribe(
  services: Services,
  one: Subscription & { to: { email: string } },
): Promise<void> {
  const { db, clock } = services;
  const now = clock();
  await db.transaction(async (tx) => {
    const id = await putSubscription(tx, one, now);
    const t = subscriptionTexts[one.language];
    const who = createHash('sha256').update(`${one.to.email}\n${id}`).digest('base64url');
    const address = subscriptionAddress(services, id);
    await putMail(
      tx,
      {
        once: `subscription/${who}/${dayInVietnam(now)}`,
        to: one.to.email,
        subject: t.confirmSubject,
        body: t.confirmBody(address),
        leaveAt: `${address}/thoi`,
      },
      services.config.publicHost,
      now,
    );
  });
}

/** Sends the digests that are due. A crash between two, or two machines at once, tell nobody twice. */
export async function sendDigests(services: Services): Promise<void> {
  const { db, clock, newsSources, config, site } = services;
  const now = clock();
  await sweepUnconfirmed(db, new Date(now.getTime() - unconfirmedMs));
  const waiting = await waitingSubscriptions(db, new Date(now.getTime() - restMs), atOnce);
  const due = waiting.filter((one) => isDue(one, now));
  const [longest] = due;
  if (!longest) return;
  const since = due.reduce(
    (least, one) => (one.toldUntil < least ? one.toldUntil : least),
    longest.toldUntil,
  );
  const news = (await Promise.all(newsSources.map((source) => source.between(services, since, now)))).flat();
  const { locality } = await site.read();
  const place = (language: Language) => locality?.name[language] ?? 'Gần Dân';
  for (const one of due) {
    const t = subscriptionTexts[one.language];
    const found = concerning(news, one).toSorted((a, b) => b.at.getTime() - a.at.getTime());
    const [newest] = found;
    const address = subscriptionAddress(services, one.id);
    const noted = await db.transaction(async (tx) => {
      if (!(await noteTold(tx, one, now))) return false;
      if (newest && 'email' in one.to)
        await putMail(
          tx,
          {
            once: `digest/${one.id}/${dayInVietnam(now)}`,
            to: one.to.email,
            subject: t.digestSubject(place(one.language), String(found.length)),
            body: t.digestBody(told(found, services, t.more), address),
            leaveAt: `${address}/thoi`,
          },
          services.config.publicHost,
          now,
        );
      return true;
    });
    if (!noted || !newest || 'email' in one.to) continue;
    // After it is noted: a device is told once or, after a crash, not at all, and never twice.
    const gone = await push(services, one.to, {
      title: place(one.language),
      body: found.length === 1 ? newest.title : t.pushed(newest.title, String(found.length - 1)),
      url: found.length === 1 ? `${config.publicUrl}${newest.href}` : config.publicUrl,
    });
    if (gone) await dropSubscription(db, one.id);
  }
}

/** News in lines, the newest first; the rest is on the site. */
function told(
  found: readonly PublicNews[],
  { config }: Services,
  more: (count: string, address: string) => string,
): string {
  const lines = found
    .slice(0, mostTold)
    .map((item) => `${formatDate(dayInVietnam(item.at))}. ${item.title}\n${config.publicUrl}${item.href}`);
  if (found.length > mostTold) lines.push(more(String(found.length - mostTold), `${config.publicUrl}/`));
  return lines.join('\n\n');
}
