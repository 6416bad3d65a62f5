/** Vietnamese comes first; English is complete. */
export type Language = 'vi' | 'en';

/** One text in both languages, for data such as names of units and articles of law. */
export type Bilingual = { vi: string; en: string };

type Entry = string | ((...args: never[]) => string) | { readonly [key: string]: string };
type SameKeys<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: never[]) => string
      ? T[K]
      : SameKeys<T[K]>;
};

/**
 * A catalogue of texts, or of names by key. The English half must have exactly the keys of the Vietnamese
 * one, and functions of the same arguments; anything else does not compile.
 *
 * @example
 * const texts = catalogue(
 *   { greeting: 'Chào', left: (days: number) => `còn ${days} ngày` },
 *   { greeting: 'Hello', left: (days: number) => `${days} days left` },
 * );
 * texts.vi.left(3)
 */
export function catalogue<T extends Record<string, Entry>>(vi: T, en: SameKeys<T>): Record<Language, T> {
  return { vi, en: en as T };
}

/** Names out of a catalogue, as data in both languages. */
export function named<T extends Record<string, Entry>>(
  words: Record<Language, T>,
): (key: { [K in keyof T]: T[K] extends string ? K : never }[keyof T]) => Bilingual {
  return (key) => ({ vi: words.vi[key] as string, en: words.en[key] as string });
}
