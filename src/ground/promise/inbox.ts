import { unitsSeen } from '../access/decision.ts';
import type { SignedIn } from '../access/session.ts';
import { asAsked, type InboxAsked, type InboxLine, type InboxSource } from '../hall/inbox.ts';
import type { Services } from '../services.ts';
import { promisePaths } from './paths.ts';
import { openReports } from './promise.service.ts';
import { mayConfirm } from './promise.ts';
import { texts } from './texts.ts';

/** Promises that are reported as kept, for whoever may say so. */
export const promiseInbox: InboxSource = { name: { vi: texts.vi.inbox, en: texts.en.inbox }, lines };

async function lines(
  { db, dutySubjects, site }: Services,
  officer: SignedIn,
  asked: InboxAsked,
): Promise<InboxLine[]> {
  const found = await openReports(db, { units: unitsSeen(officer), limit: asked.limit });
  const theirs = found.filter((one) => mayConfirm(officer, one));
  const looks = new Map<string, string>();
  for (const subject of dutySubjects) {
    const ids = theirs.filter((one) => one.subjectType === subject.type).map((one) => one.subject);
    if (ids.length > 0) for (const [id, look] of await subject.look(db, ids)) looks.set(id, look.title);
  }
  const made = await Promise.all(
    theirs.map(
      async (one): Promise<InboxLine> => ({
        key: one.id,
        dueOn: one.dueOn,
        suspended: true,
        title: looks.get(one.subject) ?? one.words,
        duty: { vi: texts.vi.inboxDuty, en: texts.en.inboxDuty },
        unit: (await site.unit(one.owner))?.name ?? { vi: '', en: '' },
        href: promisePaths.report(one.duty),
      }),
    ),
  );
  // What waits for a word is nobody's delay.
  return asked.overdueBefore ? [] : asAsked(made, asked);
}
