import type { Bilingual } from '../../platform/language.ts';
import { isHead, leads, worksIn } from '../access/decision.ts';
import type { SignedIn } from '../access/session.ts';
import type { UnitId } from '../organization/organization.ts';
import { type Followers, isKept, type TakenStep } from './journal.ts';
import type { StepRequest } from './request.ts';

export const strikeWords = {
  struck: { vi: 'Việc này đã được hủy ghi rồi.', en: 'This was taken back already.' },
  never: { vi: 'Việc này không hủy ghi được.', en: 'This is not taken back.' },
  stands: {
    vi: 'Đã có việc khác dựa trên việc này mà không hủy ghi được, nên không hủy được nữa.',
    en: 'Something that cannot be taken back stands on this, so it stays.',
  },
  twoFirst: {
    vi: 'Đã có việc khác dựa trên việc này mà phải hai người mới hủy được; xin hủy việc đó trước.',
    en: 'Something stands on this that only two together can take back; please have that taken back first.',
  },
  old: {
    vi: 'Việc này đã quá lâu, dữ liệu trước đó không còn được giữ; xin ghi một việc mới cho đúng.',
    en: 'This was done too long ago, and what was before it is no longer kept; please enter a new step that puts it right.',
  },
  changed: {
    vi: 'Những gì việc này đã ghi nay đã thay đổi theo cách khác; không hủy ghi được nữa. Xin ghi một việc mới cho đúng.',
    en: 'What this entered has changed in another way since; it can no longer be taken back. Please enter a new step that puts it right.',
  },
  asked: {
    vi: 'Đã có người đề nghị hủy ghi việc này.',
    en: 'Somebody has asked for this to be taken back already.',
  },
  notAsked: { vi: 'Không còn đề nghị nào đang chờ.', en: 'No request is waiting any more.' },
  samePerson: {
    vi: 'Người đề nghị không tự đồng ý được; cần một người khác.',
    en: 'Whoever asked does not agree to it; another person does.',
  },
  notLead: {
    vi: 'Một trong hai người phải là thủ trưởng của đơn vị hoặc cấp trên.',
    en: 'One of the two has to lead the unit or one above it.',
  },
} satisfies Record<string, Bilingual>;

type Step = Pick<TakenStep, 'post' | 'unit' | 'role' | 'undo'>;

/**
 * Whether an officer may take a step back alone: whoever took it, and those who do the work of the same unit. What a
 * head did only a head takes back.
 */
export function mayStrike(officer: SignedIn, step: Step): boolean {
  if (step.undo === 'never' || step.undo === 'two' || step.unit === null) return false;
  if (step.post === officer.post) return officer.role !== 'auditor';
  if (step.role !== null && isHead(step.role) && !isHead(officer.role)) return false;
  return step.undo === 'strike' && worksIn(officer, step.unit);
}

/** Whether what two take back in a unit is an officer's matter: they work in it or lead it. */
export function concerns(officer: SignedIn, unit: UnitId): boolean {
  return worksIn(officer, unit) || leads(officer, unit);
}

/** Whether an officer may ask for a step to be taken back that two take back together. */
export function mayAskBack(officer: SignedIn, step: Step): boolean {
  if (step.undo !== 'two' || step.unit === null) return false;
  if (step.post === officer.post) return officer.role !== 'auditor';
  return concerns(officer, step.unit);
}

/** Why an officer may not agree to what somebody asked for; undefined where they may. */
export function agreeRefusal(
  officer: SignedIn,
  step: Pick<TakenStep, 'unit' | 'sealed'>,
  request: Pick<StepRequest, 'person' | 'leads'>,
): Bilingual | undefined {
  if (request.person === officer.person) return strikeWords.samePerson;
  // A sealed matter has its named handlers and nobody above them: any two of them agree.
  if (step.sealed) return undefined;
  return request.leads || (step.unit !== null && leads(officer, step.unit)) ? undefined : strikeWords.notLead;
}

/** Whether an officer sees the page on which a step is taken back. */
export function seesStrike(officer: SignedIn, step: Step): boolean {
  return mayStrike(officer, step) || mayAskBack(officer, step);
}

/**
 * Why a step cannot be taken back although it is of a kind that can; undefined where it can.
 *
 * @param together whether two take it back: what two take back, and stands on it, goes along then
 */
export function barred(
  officer: SignedIn,
  step: Pick<TakenStep, 'at'>,
  followers: Followers,
  now: Date,
  together: boolean,
): Bilingual | undefined {
  if (!isKept(step, now)) return strikeWords.old;
  if (followers.blocked.length > 0) return strikeWords.stands;
  const alone = followers.steps.filter((one) => !mayStrike(officer, one));
  if (alone.some((one) => !mayAskBack(officer, one) && !(together && goesAlong(officer, one))))
    return strikeWords.stands;
  return alone.length > 0 && !together ? strikeWords.twoFirst : undefined;
}

/** What a head of the same unit did stands in nobody's way where two take back what it rests on. */
const goesAlong = (officer: SignedIn, step: Step) =>
  step.undo === 'strike' && step.unit !== null && worksIn(officer, step.unit);
