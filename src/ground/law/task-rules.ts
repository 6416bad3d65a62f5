import type { Bilingual } from '../../platform/language.ts';
import { type PlainDate, parsePlainDate } from '../../platform/time.ts';
import type { Standing } from './rule.ts';

/** How tasks that a document gives may be handled, in some years. */
export interface TaskRule {
  /** How often the date of one task may be put off. */
  mostExtensions: number;
  basis: Bilingual;
  from: PlainDate;
  /** Last day; absent while in force. */
  until?: PlainDate;
  standing: Standing;
}

/**
 * Provinces make their own rules; Đồng Tháp's of 2021 allows one extension and is taken until the office
 * confirms its own.
 */
export const taskRules: readonly TaskRule[] = [
  {
    mostExtensions: 1,
    basis: {
      vi: 'Quy định của tỉnh về theo dõi nhiệm vụ; theo mẫu Đồng Tháp 2021: chỉ gia hạn một lần',
      en: 'The province’s rule on following tasks; after Đồng Tháp 2021: extended once at most',
    },
    from: parsePlainDate('2010-01-01'),
    standing: 'toConfirm',
  },
];

/** The rule for a task that is given on a day. @throws RangeError when there is none */
export function taskRuleOn(on: PlainDate): TaskRule {
  const rule = taskRules.find((one) => one.from <= on && (one.until === undefined || on <= one.until));
  if (!rule) throw new RangeError(`no rule on tasks was in force on ${on}`);
  return rule;
}
