import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import type { InboxLine } from '../../ground/petition-desk.ts';
import type { Services } from '../../ground/services.ts';
import { paths } from '../../platform/page/frame.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { mayPublish } from './article.service.ts';
import { articlesOf } from './article.store.ts';
import { articleTexts } from './article.texts.ts';

/** Articles that wait for somebody who may publish them, since the day they were handed in. */
export async function articlesToReview(
  { db, site }: Services,
  officer: SignedIn,
  limit: number,
): Promise<InboxLine[]> {
  const units = unitsSeen(officer);
  const waiting = (await articlesOf(db, units)).filter(
    (one) => one.state === 'inReview' && !one.publishAt && mayPublish(officer, one),
  );
  const { units: all } = await site.read();
  return waiting.slice(0, limit).map((one) => ({
    dueOn: dayInVietnam(one.changedAt),
    title: one.title,
    duty: articleTexts.vi.waitsForYou,
    unit: all.find((unit) => unit.id === one.unitId)?.name.vi ?? '',
    href: `${paths.deskNews}/${one.id}`,
  }));
}
