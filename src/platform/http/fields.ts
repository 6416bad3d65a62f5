import type { Language } from '../language.ts';
import { formWords } from '../page/form-words.ts';
import type { FieldErrors } from '../page/kit.tsx';
import { type PlainDate, readTypedDate } from '../time.ts';
import { formatInteger } from '../vietnamese.ts';

const longest = 300;
// What the database keeps in four bytes, and the largest sum of đồng that 13 digits write.
export const greatestNumber = 2_000_000_000;
export const greatestSum = 9_999_999_999_999;

/** Reads the fields of a form one by one; what is missing or wrong is noted at its field. */
export class FieldReader {
  readonly errors: FieldErrors = {};
  private readonly words: (typeof formWords)[Language];

  constructor(
    private readonly values: Record<string, string>,
    language: Language,
  ) {
    this.words = formWords[language];
  }

  get failed(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  /** Words that may be missing. @param most characters at most; what is longer is refused whole, and nothing is cut */
  optional(name: string, most = longest): string | null {
    const value = wordsOf(this.values, name);
    const { length } = [...value];
    if (length > most) this.errors[name] = this.words.tooLong(formatInteger(length), formatInteger(most));
    return value || null;
  }

  text(name: string, most = longest): string {
    const value = this.optional(name, most);
    if (!value) this.errors[name] = this.words.required;
    return value ?? '';
  }

  /**
   * A whole number, not negative, with or without points between its thousands.
   *
   * @param most the greatest that is taken; by default what the database keeps in four bytes
   */
  number(name: string, most = greatestNumber, least = 0): number {
    const typed = (this.values[name] ?? '').trim();
    // A point stands between thousands and nowhere else: 1.5 is not fifteen.
    const good = /^\d{1,13}$/.test(typed) || /^\d{1,3}(?:[.\s]\d{3}){1,4}$/.test(typed);
    const value = Number(typed.replace(/[.\s]/g, ''));
    if (!good || value > most || value < least) this.errors[name] = this.words.badNumber;
    return value;
  }

  day(name: string): PlainDate | undefined {
    const value = readTypedDate(this.values[name] ?? '');
    if (!value) this.errors[name] = this.words.badDate;
    return value;
  }

  /** One of several values. */
  choice<Value extends string>(name: string, of: readonly Value[]): Value | undefined {
    const value = of.find((one) => one === this.values[name]);
    if (value === undefined) this.errors[name] = this.words.required;
    return value;
  }
}

/** @param language in which faults are told */
export function fieldReader(values: Record<string, string>, language: Language): FieldReader {
  return new FieldReader(values, language);
}

/** Words as they were typed in a field: without space around them, in one form of Unicode. */
export function wordsOf(values: Record<string, string | undefined>, name: string): string {
  return (values[name] ?? '').trim().normalize('NFC');
}

/**
 * What is longer than its field takes, with its length and the limit: nothing that was typed is ever cut.
 *
 * @param limits characters at most, by field
 */
export function tooLongIn(
  values: Record<string, string | undefined>,
  limits: Readonly<Record<string, number>>,
  language: Language,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([name, most]) => {
      const { length } = [...wordsOf(values, name)];
      return length > most
        ? [[name, formWords[language].tooLong(formatInteger(length), formatInteger(most))]]
        : [];
    }),
  );
}
