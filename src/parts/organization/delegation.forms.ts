import { standingIn } from '../../ground/law/standing-in.ts';
import type { Language } from '../../platform/language.ts';
import { named } from '../../platform/language.ts';
import { formSpec } from '../../platform/page/form-spec.ts';
import { peopleTexts } from './people.texts.ts';

const word = named(peopleTexts);
const most = (language: Language) =>
  language === 'vi'
    ? `Nhiều nhất ${standingIn.mostDays} ngày (${standingIn.basis.vi}; cần xác nhận).`
    : `${standingIn.mostDays} days at most (${standingIn.basis.en}; to be confirmed).`;

/** Somebody stands in for a post, or for one matter of it. */
export const delegationForm = formSpec({
  post: { kind: 'pick', label: word('whosePost') },
  to: { kind: 'pick', label: word('to') },
  kind: {
    kind: 'choice',
    label: word('kind'),
    options: [
      { value: 'delegation', label: word('kindDelegation') },
      { value: 'absence', label: word('kindAbsence') },
    ],
  },
  matter: {
    kind: 'text',
    label: word('matter'),
    hint: word('matterHint'),
    optional: true,
    most: 20,
    width: 'narrow',
  },
  from: { kind: 'day', label: word('from') },
  lastDay: { kind: 'day', label: word('until'), hint: { vi: most('vi'), en: most('en') } },
  ground: { kind: 'text', label: word('ground'), most: 500 },
});
