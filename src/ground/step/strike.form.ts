import { formSpec } from '../../platform/page/form-spec.ts';
import { texts } from './texts.ts';

/** Why a step is taken back. */
export const strikeForm = formSpec({
  why: {
    kind: 'area',
    label: { vi: texts.vi.why, en: texts.en.why },
    hint: { vi: texts.vi.whyHint, en: texts.en.whyHint },
    rows: 2,
    most: 1000,
  },
});

/** Why a request is not followed, by whoever asked or another. */
export const declineForm = formSpec({
  why: { kind: 'area', label: { vi: texts.vi.declineWhy, en: texts.en.declineWhy }, rows: 2, most: 1000 },
});
