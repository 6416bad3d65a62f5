import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';

/** Calendar days (ngày) or working days (ngày làm việc). The law means them; never convert. */
export type TermUnit = 'day' | 'workingDay';

/** A term's longer forms. Only those that the law names for a rule exist. */
export type Variant = 'remote' | 'complex' | 'remoteComplex' | 'speciallyComplex' | 'severalPlaces';

/** `confirmed`: read in the law's text. `toConfirm`: ships with a notice until the office confirms it. */
export type Standing = 'confirmed' | 'toConfirm';

/** One row of law: how long, from what, on what ground, and from when to when it holds. */
export interface Rule {
  code: RuleCode;
  /** What must happen by the date. */
  duty: Bilingual;
  /** The event that starts the term. */
  trigger: Bilingual;
  amount: number;
  unit: TermUnit;
  variants?: Partial<Record<Variant, number>>;
  /** The article of law, as one would quote it. */
  basis: Bilingual;
  /** First day on which a term that begins is of this rule. */
  from: PlainDate;
  /** Last such day; absent while in force. */
  until?: PlainDate;
  standing: Standing;
}

/** The longer forms that a rule has. */
export function variantsOf(rule: Rule): Variant[] {
  return Object.keys(rule.variants ?? {}) as Variant[];
}

export type RuleCode =
  | 'KN-LIMIT'
  | 'KN-ACCEPT'
  | 'KN-L1'
  | 'KN-L1-SEND'
  | 'KN-2ND'
  | 'KN-L2'
  | 'KN-L2-SEND'
  | 'KN-PUB'
  | 'KN-EFFECT'
  | 'KN-EXECUTE'
  | 'KN-DISC'
  | 'KN-RESUME'
  | 'TC-CLASSIFY'
  | 'TC-TRANSFER'
  | 'TC-NOTICE'
  | 'TC-SETTLE'
  | 'TC-LATE-1'
  | 'TC-LATE-2'
  | 'TC-SEND'
  | 'TC-HANDLE'
  | 'TC-PUB'
  | 'XLD-PROC'
  | 'XLD-REPORT'
  | 'PAQD-FWD'
  | 'PAPL-ANS'
  | 'DP-ANS'
  | 'TCD-POST'
  | 'TCD-PROMISE'
  | 'VB-REGISTER'
  | 'VB-TASK'
  | 'VB-ACKNOWLEDGE'
  | 'VB-DISSEMINATE'
  | 'CK-ITEM'
  | 'DG-NOTICE'
  | 'DG-APPEAL-WITHIN'
  | 'DG-APPEAL'
  | 'DT-YEARLY'
  | 'DT-ASKED'
  | 'DT-ANNOUNCE'
  | 'DT-RESULT'
  | 'DT-PROMISE'
  | 'LYK-ANSWER'
  | 'DAT-HANDOVER'
  | 'DAT-PAY'
  | 'DAT-VISIT'
  | 'DAT-PROMISE'
  | 'DAT-CORRECTION'
  | 'CD-ACCOUNT'
  | 'CD-LAUNCH';

/** A right that the law gives from some day on, e.g. to suspend a complaint. */
export interface Power {
  code: PowerCode;
  basis: Bilingual;
  from: PlainDate;
  until?: PlainDate;
  standing: Standing;
}

export type PowerCode = 'KN-SUSPEND' | 'KN-WITHDRAW-PART' | 'TC-SUSPEND';
