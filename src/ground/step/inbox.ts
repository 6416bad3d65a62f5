import { dayInVietnam } from '../../platform/time.ts';
import { unitsSeen } from '../access/decision.ts';
import { floorOf, seenBy } from '../access/floor.ts';
import type { SignedIn } from '../access/session.ts';
import { asAsked, type InboxAsked, type InboxLine, type InboxSource } from '../hall/inbox.ts';
import type { Services } from '../services.ts';
import { stepPaths } from './paths.ts';
import { openRequestsOf } from './request.ts';
import { agreeRefusal, concerns } from './strike.rule.ts';
import { texts } from './texts.ts';

/** Requests to take back what two take back, for whoever may agree to them. */
export const strikeInbox: InboxSource = {
  name: { vi: texts.vi.inboxName, en: texts.en.inboxName },
  lines,
};

async function lines({ db, steps }: Services, officer: SignedIn, asked: InboxAsked): Promise<InboxLine[]> {
  const found = await openRequestsOf(seenBy(db, floorOf(officer)), unitsSeen(officer), asked.limit);
  const theirs = found.filter((one) => concerns(officer, one.unit) && !agreeRefusal(officer, one, one));
  const lines = theirs.map(
    (one): InboxLine => ({
      key: one.id,
      dueOn: dayInVietnam(one.at),
      title: one.why,
      about: steps.get(one.name)?.label ?? { vi: one.name, en: one.name },
      duty: { vi: texts.vi.inboxDuty, en: texts.en.inboxDuty },
      unit: { vi: one.unitVi, en: one.unitEn },
      href: stepPaths.strike(one.step),
    }),
  );
  return asAsked(lines, asked);
}
