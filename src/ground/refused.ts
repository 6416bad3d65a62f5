import type { Bilingual } from '../platform/language.ts';

/** Thrown when something is not done, with the reason in words; nothing was changed. */
export class Refused extends Error {
  /** Every reason at its field; `*` for what is about the whole. */
  readonly faults: Readonly<Record<string, Bilingual>>;

  /** @param field the form's field that the reason belongs to; none where it is about the whole */
  constructor(
    readonly words: Bilingual,
    readonly field?: string,
  ) {
    super(words.en);
    this.faults = { [field ?? '*']: words };
  }
}

/** Thrown with several reasons at once, each at its field. */
export class RefusedFields extends Refused {
  override readonly faults: Readonly<Record<string, Bilingual>>;

  constructor(faults: Record<string, Bilingual>) {
    const [[field, words] = ['*', refusals.wrongState]] = Object.entries(faults);
    super(words, field === '*' ? undefined : field);
    this.faults = faults;
  }
}

/** Gathers reasons of one form, and refuses it with all of them. */
export class Faults {
  private readonly found: Record<string, Bilingual> = {};

  add(field: string, words: Bilingual): void {
    this.found[field] ??= words;
  }

  /** @throws RefusedFields when anything was found */
  refuse(): void {
    if (Object.keys(this.found).length > 0) throw new RefusedFields(this.found);
  }
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
