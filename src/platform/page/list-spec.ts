import type { ComponentChildren } from 'preact';
import type { Bilingual, Language } from '../language.ts';
import type { Cell } from '../sheet/sheet.ts';
import { type PlainDate, parsePlainDate, readTypedDate } from '../time.ts';
import { formatInteger } from '../vietnamese.ts';
import type { Choices } from './form-spec.ts';
import { formWords } from './form-words.ts';
import type { FieldErrors } from './kit.tsx';

/** A column of a list: what it is called, how it is shown, and what of it is taken away in a sheet. */
export interface ListColumn<Row> {
  label: Bilingual;
  /** `number` and `day` are numbers and dates in a sheet too. */
  kind?: 'text' | 'number' | 'day';
  /** What it says: in a sheet, and on the page where nothing else is shown. */
  value(row: Row, language: Language): string | number | PlainDate | null;
  show?(row: Row, language: Language): ComponentChildren;
}

/** What a list can be asked for: words, one of a few, a day, a year. The name is that in the address. */
export interface FilterField {
  kind: 'search' | 'select' | 'day' | 'year';
  label: Bilingual;
  /** What stands first where nothing is chosen. */
  any?: Bilingual;
  placeholder?: Bilingual;
  options?: readonly Choices[];
}
export type FilterSpec = Readonly<Record<string, FilterField>>;

/** Keeps the literal names of filters. */
export function filterSpec<const Spec extends FilterSpec>(spec: Spec): Spec {
  return spec;
}

type Asked<F extends FilterField> = F['kind'] extends 'day'
  ? PlainDate
  : F['kind'] extends 'year'
    ? number
    : F['options'] extends readonly (infer One extends Choices)[]
      ? One['value']
      : string;

/** What is asked for, once it is read; undefined where it is not. */
export type Filter<Spec extends FilterSpec> = {
  -readonly [Name in keyof Spec]: Asked<Spec[Name]> | undefined;
};

const longestSearch = 200;

/**
 * Reads what a list is asked for. What cannot be read is said at its field, and filters nothing.
 *
 * @param query of the address
 * @returns `typed`: what stood in the address, for the form
 */
export function readFilter<Spec extends FilterSpec>(
  spec: Spec,
  query: Readonly<Record<string, unknown>>,
  language: Language,
): { filter: Filter<Spec>; typed: Record<string, string>; errors: FieldErrors } {
  const words = formWords[language];
  const filter: Record<string, unknown> = {};
  const typed: Record<string, string> = {};
  const errors: FieldErrors = {};
  for (const [name, field] of Object.entries(spec)) {
    const given = query[name];
    const text = (typeof given === 'string' ? given : '').trim();
    typed[name] = text;
    filter[name] = undefined;
    if (!text) continue;
    if (field.kind === 'search') {
      const { length } = [...text];
      if (length > longestSearch)
        errors[name] = words.tooLong(formatInteger(length), formatInteger(longestSearch));
      else filter[name] = text;
    } else if (field.kind === 'select')
      filter[name] = field.options?.find((one) => one.value === text)?.value;
    else if (field.kind === 'year') {
      if (/^(19|20|21)\d{2}$/.test(text)) filter[name] = Number(text);
      else errors[name] = words.badYear;
    } else {
      const day = readTypedDate(text);
      if (day) filter[name] = day;
      else errors[name] = words.badDate;
    }
  }
  return { filter: filter as Filter<Spec>, typed, errors };
}

/** A cell of a sheet: text, a number, or a day as a date. */
export function sheetCell<Row>(column: ListColumn<Row>, row: Row, language: Language): Cell {
  const value = column.value(row, language);
  if (value === null) return '';
  if (column.kind === 'day') return new Date(`${parsePlainDate(String(value))}T00:00:00Z`);
  return column.kind === 'number' ? Number(value) : String(value);
}
