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
  future: { vi: 'Ngày này chưa đến.', en: 'This day has not come yet.' },
  past: { vi: 'Ngày này đã qua.', en: 'This day is over.' },
} satisfies Record<string, Bilingual>;
