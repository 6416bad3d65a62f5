import { named } from '../../platform/language.ts';
import { formSpec } from '../../platform/page/form-spec.ts';
import { articleTexts } from './article.texts.ts';

const name = named(articleTexts);
const reason = (label: 'returnWhy' | 'failingWhy' | 'why' | 'withdrawWhy') =>
  ({ kind: 'area', label: name(label), most: 1000, rows: 2 }) as const;

/** An article goes back to its writer; an approved one is only taken off its schedule, without a word. */
export const returnForm = formSpec({ returnWhy: { ...reason('returnWhy'), optional: true } });

/** Publishing: at once or at an hour, with why it is published though something in it does not hold. */
export const publishForm = formSpec({
  failingWhy: { ...reason('failingWhy'), optional: true },
  at: { kind: 'text', label: name('schedule'), hint: name('scheduleHint'), optional: true, width: 'medium' },
  why: { ...reason('why'), optional: true },
});

export const withdrawForm = formSpec({ why: reason('withdrawWhy') });
