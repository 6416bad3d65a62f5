import type { Language } from '../../platform/language.ts';
import type { Claim, Doubt, Rule, Verdict } from './claim.ts';

/** What each verdict is called. */
export const verdictNames: Record<Language, Record<Verdict, string>> = {
  vi: {
    holds: 'khớp',
    fails: 'không khớp',
    unchecked: 'không kiểm được từ bài',
    noNumber: 'không có con số',
  },
  en: {
    holds: 'holds',
    fails: 'does not hold',
    unchecked: 'cannot be checked from the text',
    noNumber: 'no number',
  },
};

const gives: Record<Language, Record<Exclude<Rule, 'none'>, (from: string, truth: string) => string>> = {
  vi: {
    share: (from, truth) => `${from} là ${truth}`,
    plan: (from, truth) => `tính từ ${from} là ${truth}`,
    sum: (from, truth) => `cộng ${from} được ${truth}`,
    product: (from, truth) => `nhân ${from} được ${truth}`,
    changePercent: (from, truth) => `từ ${from} là thay đổi ${truth}`,
    changePoints: (from, truth) => `từ ${from} là thay đổi ${truth} điểm phần trăm`,
    changeAmount: (from, truth) => `từ ${from} là thay đổi ${truth}`,
    direction: (from) => `chữ nói một chiều, số ${from} đi chiều kia`,
    times: (from, truth) => `từ ${from} là gấp ${truth} lần`,
    average: (from, truth) => `chia ${from} được ${truth}`,
    remainder: (from, truth) => `từ ${from} còn ${truth}`,
    sharesOfWhole: (from, truth) => `các phần ${from} cộng được ${truth}`,
  },
  en: {
    share: (from, truth) => `${from} is ${truth}`,
    plan: (from, truth) => `${from} give ${truth}`,
    sum: (from, truth) => `${from} sum to ${truth}`,
    product: (from, truth) => `${from} multiply to ${truth}`,
    changePercent: (from, truth) => `${from} is a change of ${truth}`,
    changePoints: (from, truth) => `${from} is a change of ${truth} percentage points`,
    changeAmount: (from, truth) => `${from} is a change of ${truth}`,
    direction: (from) => `the words say one way, ${from} go the other`,
    times: (from, truth) => `${from} is ${truth} times`,
    average: (from, truth) => `${from} make ${truth}`,
    remainder: (from, truth) => `${from} leave ${truth}`,
    sharesOfWhole: (from, truth) => `${from} sum to ${truth}`,
  },
};

const doubts: Record<Language, Record<Doubt, string>> = {
  vi: {
    alone: 'trong câu không có số nào để tính lại',
    several: 'câu có nhiều số, không chắc số nào đi với số nào',
  },
  en: {
    alone: 'the sentence has no number to compute it from',
    several: 'the sentence has several numbers, and which belong together is not certain',
  },
};

/** Why a claim holds, does not, or could not be checked, in one line; empty where there is no number. */
export function explained(claim: Claim, language: Language): string {
  if (claim.rule === 'none') return claim.doubt ? doubts[language][claim.doubt] : '';
  const line = gives[language][claim.rule](claim.from.join(', '), claim.truth ?? '');
  if (!claim.wording) return line;
  return language === 'vi' ? `${line}; nên viết: ${claim.wording}` : `${line}; would hold: ${claim.wording}`;
}
