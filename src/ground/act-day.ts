import type { Bilingual } from '../platform/language.ts';
import { formSpec } from '../platform/page/form-spec.ts';
import { addDays, type PlainDate } from '../platform/time.ts';
import { enteredWithin } from './law/late-entry.ts';
import { Refused } from './refused.ts';

/** Asked of what may have happened on paper, on a day before it is entered. */
export const actDayFields = formSpec({
  onDay: {
    kind: 'day',
    label: { vi: 'Ngày đã làm trên giấy', en: 'Day on which it was done on paper' },
    hint: {
      vi: `Để trống nếu là hôm nay. Chậm nhất ${enteredWithin.days} ngày sau khi làm phải ghi vào đây.`,
      en: `Leave empty for today. It has to be entered within ${enteredWithin.days} days.`,
    },
    optional: true,
    under: { vi: 'Đã làm trên giấy trước hôm nay', en: 'Done on paper before today' },
  },
  lateWhy: {
    kind: 'text',
    label: { vi: 'Vì sao ghi muộn', en: 'Why it is entered late' },
    optional: true,
    under: { vi: 'Đã làm trên giấy trước hôm nay', en: 'Done on paper before today' },
  },
});

/** Why something cannot have been done on a day. */
export type ActDayFault = 'notYet' | 'beforeIt' | 'tooLongAgo' | 'whyLate';

export const actDayWords: Readonly<Record<ActDayFault, Bilingual>> = {
  notYet: { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' },
  beforeIt: {
    vi: 'Ngày này trước việc mà nó dựa vào.',
    en: 'This day is before what it rests on.',
  },
  tooLongAgo: {
    vi: `Đã quá ${enteredWithin.days} ngày: việc ghi lùi xa như vậy không được nhận.`,
    en: `More than ${enteredWithin.days} days ago: nothing is dated back so far.`,
  },
  whyLate: { vi: 'Hãy cho biết vì sao ghi muộn.', en: 'Please say why it is entered late.' },
};

/**
 * The day on which something was done: today, or the day on paper where that can be.
 *
 * @throws Refused at its field where it cannot
 */
export function actDay(
  given: { onDay: PlainDate | null; lateWhy: string | null },
  at: { today: PlainDate; notBefore: PlainDate },
): PlainDate {
  const wrong = actDayFault(given, at);
  if (wrong) throw new Refused(actDayWords[wrong.fault], wrong.field);
  return given.onDay ?? at.today;
}

/**
 * Looks at the day on which something is said to have been done.
 *
 * @param notBefore the day of what it rests on
 * @returns what is wrong, by field; undefined where nothing is
 */
export function actDayFault(
  given: { onDay: PlainDate | null | undefined; lateWhy: string | null | undefined },
  at: { today: PlainDate; notBefore: PlainDate },
): { field: 'onDay' | 'lateWhy'; fault: ActDayFault } | undefined {
  const { onDay } = given;
  if (!onDay || onDay === at.today) return undefined;
  if (onDay > at.today) return { field: 'onDay', fault: 'notYet' };
  if (onDay < at.notBefore) return { field: 'onDay', fault: 'beforeIt' };
  if (onDay < addDays(at.today, -enteredWithin.days)) return { field: 'onDay', fault: 'tooLongAgo' };
  return given.lateWhy ? undefined : { field: 'lateWhy', fault: 'whyLate' };
}
