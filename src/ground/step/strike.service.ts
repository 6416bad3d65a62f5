import { sql, type Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/problem.ts';
import type { Bilingual } from '../../platform/language.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { worksIn } from '../access/decision.ts';
import type { SignedIn } from '../access/session.ts';
import { enterNext } from '../record/next.ts';
import { Refused } from '../refused.ts';
import type { Services } from '../services.ts';
import { type Followers, followersOf, isKept, lockStep, type StepId, type TakenStep } from './journal.ts';

const words = {
  struck: { vi: 'Việc này đã được hủy ghi rồi.', en: 'This was taken back already.' },
  never: { vi: 'Việc này không hủy ghi được.', en: 'This is not taken back.' },
  stands: {
    vi: 'Đã có việc khác dựa trên việc này mà không hủy ghi được, nên không hủy được nữa.',
    en: 'Something that cannot be taken back stands on this, so it stays.',
  },
  old: {
    vi: 'Việc này đã quá lâu, dữ liệu trước đó không còn được giữ; xin ghi một việc mới cho đúng.',
    en: 'This was done too long ago, and what was before it is no longer kept; please enter a new step that puts it right.',
  },
  changed: {
    vi: 'Những gì việc này đã ghi nay đã thay đổi theo cách khác; không hủy ghi được nữa. Xin ghi một việc mới cho đúng.',
    en: 'What this entered has changed in another way since; it can no longer be taken back. Please enter a new step that puts it right.',
  },
} satisfies Record<string, Bilingual>;

// What the database says where a change cannot be undone: a row is gone or another stands on it, or a rule of its own.
const forbidding = /^(GD001|23...|P0001)$/;

/** Whether an officer may take a step back: whoever took it, and those who do the work of the same unit. */
export function mayStrike(officer: SignedIn, step: Pick<TakenStep, 'post' | 'unit' | 'undo'>): boolean {
  if (step.undo === 'never' || step.unit === null) return false;
  if (step.post === officer.post) return officer.role !== 'auditor';
  return step.undo === 'strike' && worksIn(officer, step.unit);
}

/** Why a step cannot be taken back although it is of a kind that can; undefined where it can. */
export function barred(
  officer: SignedIn,
  step: Pick<TakenStep, 'at'>,
  followers: Followers,
  now: Date,
): Bilingual | undefined {
  if (!isKept(step, now)) return words.old;
  if (followers.blocked.length > 0 || followers.steps.some((one) => !mayStrike(officer, one)))
    return words.stands;
  return undefined;
}

/**
 * Takes a step back with all that stands on it, newest first: what they changed is as it was, each of their entries
 * is followed in the record by one that strikes it out, and both stay to be seen.
 *
 * @throws HttpError 404, Refused where something forbids it
 */
export async function strikeStep(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  id: StepId,
  why: string,
): Promise<void> {
  const step = await lockStep(tx, id);
  if (!step) throw notFound();
  if (step.struckAt) throw new Refused(words.struck);
  if (!mayStrike(officer, step)) throw step.undo === 'never' ? new Refused(words.never) : notFound();
  const followers = await followersOf(tx, id);
  const reason = barred(officer, step, followers, services.clock());
  if (reason) throw new Refused(reason);
  for (const one of [...followers.steps, step]) await strikeOne(services, tx, officer, one, why);
  // What is kept ready of the organisation and the law is read anew.
  tx.afterCommit(() => {
    services.site.forget();
    services.law.load().catch(() => {});
  });
}

async function strikeOne(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  step: TakenStep,
  why: string,
): Promise<void> {
  try {
    await tx.run(sql`select step_undo(${step.id}, ${dayInVietnam(services.clock())}::date)`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code && forbidding.test(code)) throw new Refused(words.changed);
    throw error;
  }
  const now = services.clock();
  await tx.run(sql`
    update step set struck_at = ${now}, struck_post = ${officer.post}, struck_why = ${why} where id = ${step.id}`);
  const entries = await tx.rows<{ subject: string; seq: number; type: string }>(sql`
    select subject, seq, event ->> 'type' as type from step_entry join record_opening using (entry_id)
    where step_id = ${step.id} order by entry_id desc`);
  for (const entry of entries)
    await enterNext(services, tx, officer, {
      type: 'step.struck',
      subject: entry.subject,
      facts: { seq: entry.seq, entry: entry.type },
      sealed: { why },
    });
  const subjects = [...new Set(entries.map((entry) => entry.subject))];
  await services.steps.get(step.name)?.struck?.(services, tx, subjects);
}
