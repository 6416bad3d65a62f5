import { declared } from '../../ground/step/take.ts';
import { type KnownStep, strike } from '../../ground/step/undo.ts';

/** What an administrator enters, and how each is taken back. */
export const knownSteps = {
  calendar: declared('law.calendar', 'Nhập ngày nghỉ của năm', 'Enter a year of days off', strike),
  rule: declared('law.rule', 'Xác nhận quy định', 'Confirm a rule', strike),
  words: declared('portal.words', 'Nhập lời của cơ quan', 'Enter words of the office', strike),
} satisfies Record<string, KnownStep>;
