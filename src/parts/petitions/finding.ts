import { type Duty, schedule } from '../../ground/duty/duty.ts';
import type { WorkCalendar } from '../../ground/law/calendar.ts';
import type { Language } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import { isSealed, type PetitionKind } from './petition.ts';

/** What a complaint or a denunciation was found to be (Law on Complaints 2011, Art. 31(2)(g)). */
export const findings = ['right', 'partly', 'wrong'] as const;
export type Finding = (typeof findings)[number];

/** What becomes of the decision or act that was complained about (Law on Complaints 2011, Art. 31(2)(h)). */
export const rulings = ['keep', 'amend', 'annulPart', 'annul', 'stop'] as const;
export type Ruling = (typeof rulings)[number];

/** What a decision on a complaint holds; a denunciation has the finding only. */
export interface Decided {
  finding: Finding | null;
  ruling: Ruling | null;
  /** What is compensated, in words. */
  damages: string | null;
}

export const findingNames: Record<Language, Record<Finding, string>> = {
  vi: { right: 'Đúng', partly: 'Đúng một phần', wrong: 'Sai toàn bộ' },
  en: { right: 'Right', partly: 'Partly right', wrong: 'Wrong' },
};

export const rulingNames: Record<Language, Record<Ruling, string>> = {
  vi: {
    keep: 'Giữ nguyên quyết định, hành vi bị khiếu nại',
    amend: 'Sửa đổi quyết định bị khiếu nại',
    annulPart: 'Hủy bỏ một phần quyết định bị khiếu nại',
    annul: 'Hủy bỏ toàn bộ quyết định bị khiếu nại',
    stop: 'Chấm dứt hành vi bị khiếu nại',
  },
  en: {
    keep: 'Keep what was complained about',
    amend: 'Change the decision',
    annulPart: 'Annul a part of the decision',
    annul: 'Annul the whole decision',
    stop: 'Stop the act',
  },
};

/** Rules whose term ends with the signing of a decision on a complaint. */
const decisionRules: readonly string[] = ['KN-L1', 'KN-L2', 'KN-DISC'];

/**
 * The last day on which a decision on a complaint has no effect yet: thirty days from its signing (Law on Complaints
 * 2011, Art. 44; its text to be confirmed).
 *
 * @returns undefined where nothing was decided
 */
export function effectAfter(duties: readonly Duty[], calendar: WorkCalendar): PlainDate | undefined {
  const decided = duties.find((duty) => duty.ended === 'done' && decisionRules.includes(duty.ruleCode));
  return decided?.endedOn ? schedule('KN-EFFECT', decided.endedOn, calendar).dueOn : undefined;
}

export type FindingFault = 'needsFinding' | 'needsRuling' | 'rulingAgainstFinding';

/** Whether a case of a kind ends with a finding. */
export function isFound(kind: PetitionKind): boolean {
  return kind === 'complaint' || isSealed(kind);
}

/**
 * What is missing or contradicts itself before a matter is decided: a complaint found right does not keep what it was
 * about, and one found wrong changes nothing of it.
 */
export function findingFault(
  kind: PetitionKind,
  { finding, ruling }: Pick<Decided, 'finding' | 'ruling'>,
): { field: 'finding' | 'ruling'; fault: FindingFault } | undefined {
  if (!isFound(kind)) return undefined;
  if (!finding) return { field: 'finding', fault: 'needsFinding' };
  if (kind !== 'complaint') return undefined;
  if (!ruling) return { field: 'ruling', fault: 'needsRuling' };
  const against = finding === 'right' ? ruling === 'keep' : finding === 'wrong' && ruling !== 'keep';
  return against ? { field: 'ruling', fault: 'rulingAgainstFinding' } : undefined;
}
