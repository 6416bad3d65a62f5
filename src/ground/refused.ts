import { HttpError } from '../platform/http/problem.ts';
import type { Bilingual } from '../platform/language.ts';

/** Thrown when something is not done, with the reason in words; nothing was changed. */
export class Refused extends Error {
  /** @param field the form's field that the reason belongs to; none where it is about the whole */
  constructor(
    readonly words: Bilingual,
    readonly field?: string,
  ) {
    super(words.en);
  }

  /** What is wrong, by field; under `*` what is about the whole. */
  get reasons(): Readonly<Record<string, Bilingual>> {
    return { [this.field ?? '*']: this.words };
  }
}

/** Thrown when several things are wrong at once. */
export class RefusedFields extends Refused {
  readonly #reasons: Readonly<Record<string, Bilingual>>;

  /** @param reasons by field; under `*` what is about the whole. At least one. */
  constructor(reasons: Readonly<Record<string, Bilingual>>) {
    const [[field, words] = ['*', refusals.wrongState]] = Object.entries(reasons);
    super(words, field);
    this.#reasons = reasons;
  }

  override get reasons(): Readonly<Record<string, Bilingual>> {
    return this.#reasons;
  }
}

/** The words of an error that somebody can do something about; undefined where it is another. */
export function wordsOfRefusal(error: unknown): Bilingual | undefined {
  if (error instanceof Refused) return error.words;
  return error instanceof HttpError && error.code === 'conflict' ? refusals.changed : undefined;
}

/** Reasons that every part gives. */
export const refusals = {
  notAllowed: {
    vi: 'Vị trí của anh/chị không làm được việc này.',
    en: 'Your post may not do this.',
  },
  wrongState: {
    vi: 'Ở tình trạng hiện nay không làm được việc này.',
    en: 'This cannot be done in the present state.',
  },
  changed: {
    vi: 'Có người vừa thay đổi; xin xem lại bản mới nhất bên dưới.',
    en: 'Somebody changed it meanwhile; please look at the newest below.',
  },
  noChange: { vi: 'Chưa có gì được sửa.', en: 'Nothing has been changed.' },
  future: { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' },
  past: { vi: 'Ngày này đã qua.', en: 'This day is over.' },
  samePerson: {
    vi: 'Việc này cần một người khác với người đã làm việc trước đó.',
    en: 'This needs another person than the one who did what came before.',
  },
  backByStrike: {
    vi: 'Nếu ghi nhầm, việc này được hủy ghi kèm lý do; cả hai còn được thấy.',
    en: 'A mistake is taken back with its reason; both stay to be seen.',
  },
  backByTwo: {
    vi: 'Nếu ghi nhầm, chỉ hủy ghi được khi một người đề nghị và một người khác đồng ý.',
    en: 'A mistake is taken back only when one person asks for it and another agrees.',
  },
} satisfies Record<string, Bilingual>;
