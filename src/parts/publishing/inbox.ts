import { unitsSeen } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { asAsked, type InboxAsked, type InboxLine, type InboxSource } from '../../ground/hall/inbox.ts';
import { paths } from '../../ground/places.ts';
import type { Services } from '../../ground/services.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { mayPublish } from './article.service.ts';
import { articlesOf } from './article.store.ts';
import { articleTexts } from './article.texts.ts';

/** Articles that wait for somebody who may publish them, since the day they were handed in. */
export const articleInbox: InboxSource = {
  name: { vi: 'Tin, báo cáo chờ duyệt', en: 'Articles to review' },
  lines,
};

async function lines({ db, site }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const units = unitsSeen(officer);
  const waiting = (await articlesOf(db, units)).filter(
    (one) => one.state === 'inReview' && !one.publishAt && mayPublish(officer, one),
  );
  const { units: all } = await site.read();
  const { vi, en } = articleTexts;
  return asAsked(
    waiting.map((one) => ({
      key: one.id,
      dueOn: dayInVietnam(one.changedAt),
      title: one.title,
      duty: { vi: vi.waitsForYou, en: en.waitsForYou },
      unit: all.find((unit) => unit.id === one.unitId)?.name ?? { vi: '', en: '' },
      href: `${paths.deskNews}/${one.id}`,
    })),
    asked,
  );
}
