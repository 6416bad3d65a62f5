import { type KeptFile, keepFiles, keptOf, type TakenFile, takeFiles } from '../files/evidence.ts';
import type { FileStore } from '../files/store.ts';
import { fieldReader, greatestNumber, greatestSum } from '../http/fields.ts';
import { allValues, type Form } from '../http/form.ts';
import { parseId } from '../id.ts';
import type { Bilingual, Language } from '../language.ts';
import type { PlainDate } from '../time.ts';
import { formatInteger } from '../vietnamese.ts';
import { formWords } from './form-words.ts';
import type { FieldErrors } from './kit.tsx';

/** One choice of a field, with the word for it. */
export interface Choices {
  readonly value: string;
  readonly label: Bilingual;
}

/** What another field holds: one of these, or anything. */
interface If {
  readonly field: string;
  readonly among?: readonly string[];
}

/**
 * One field of a form: what it is called, how it is shown and how it is read. `pick` is one of several things by
 * id, told when the form is shown; `choice` is one of a few, all to be seen, and `select` one of many; `decimal` has up to
 * three digits after the comma and is read in thousandths. `several` are boxes of which any number is ticked.
 */
export interface FieldSpec {
  readonly kind:
    | 'text'
    | 'area'
    | 'number'
    | 'decimal'
    | 'day'
    | 'time'
    | 'email'
    | 'phone'
    | 'choice'
    | 'select'
    | 'pick'
    | 'several'
    | 'tick'
    | 'files';
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  readonly optional?: true;
  /** Of what is optional: needed all the same where another field holds one of these, or anything. */
  readonly neededIf?: If;
  /** Where another field holds one of these, what is sent in it is not even looked at. */
  readonly leftOutIf?: If;
  /** Characters at most. */
  readonly most?: number;
  /** Of numbers: the least and the greatest that is taken, in their own unit. */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly rows?: number;
  /** What stands in the field before anything is typed. */
  readonly initial?: string;
  readonly width?: 'narrow' | 'medium';
  readonly autocomplete?: string;
  /** Set by the page, and not by who fills the form in. */
  readonly hidden?: true;
  /** Folded to its name until something is in it: what is seldom needed and long. */
  readonly folded?: true;
  /** Fields of one thing among many, one after the other, are folded to its name. */
  readonly under?: Bilingual;
  readonly options?: readonly Choices[];
}

export type FormSpec = Readonly<Record<string, FieldSpec>>;

type Plain<F extends FieldSpec> = F['kind'] extends 'number' | 'decimal'
  ? number
  : F['kind'] extends 'day'
    ? PlainDate
    : F['kind'] extends 'choice' | 'select'
      ? F['options'] extends readonly (infer One extends Choices)[]
        ? One['value']
        : string
      : string;
type Read<F extends FieldSpec> = F['kind'] extends 'tick'
  ? boolean
  : F['kind'] extends 'several'
    ? string[]
    : F['kind'] extends 'files'
      ? TakenFile[]
      : F extends { optional: true }
        ? Plain<F> | null
        : Plain<F>;

/** What a form gives once it is read. */
export type Given<Spec extends FormSpec> = { -readonly [Name in keyof Spec]: Read<Spec[Name]> };

/** A field that may be left out elsewhere, as one that is needed. */
export function needed({ optional: _, neededIf: __, ...field }: FieldSpec): FieldSpec {
  return field;
}

/** The choices of a field out of a catalogue of names. */
export function choicesOf<const Value extends string>(
  values: readonly Value[],
  names: Record<Language, Readonly<Record<Value, string>>>,
): readonly { value: Value; label: Bilingual }[] {
  return values.map((value) => ({ value, label: { vi: names.vi[value], en: names.en[value] } }));
}

/** A year that somebody alive plans or reports for. */
export const yearField = (label: Bilingual) =>
  ({ kind: 'number', label, atLeast: 2000, atMost: 2100 }) as const;

const asDigits = { 1: '1', 2: '2', 3: '3', 4: '4' } as const;
/** The quarters of a year, to choose from. */
export const quarterChoices = choicesOf(['1', '2', '3', '4'], { vi: asDigits, en: asDigits });

/** Keeps the literal types of a form's fields, from which the types of what it gives follow. */
export function formSpec<const Spec extends FormSpec>(spec: Spec): Spec {
  return spec;
}

const phonePattern = /^(\+84|0)\d{8,10}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const timePattern = /^([01]?\d|2[0-3]):[0-5]\d$/;
const longText = 5000;
const thousand = 1000;

/** A number as it is typed here (1.234,5), in thousandths; undefined where it is none. */
export function readDecimal(typed: string): number | undefined {
  const match = /^(\d{1,3}(?:[.\s]\d{3}){1,3}|\d{1,10})(?:,(\d{1,3}))?$/.exec(typed.trim());
  if (!match) return undefined;
  return Number(match[1]?.replace(/[.\s]/g, '')) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
}

/** The name of a field in a page that has several forms. */
export function fieldName(prefix: string, name: string): string {
  return prefix ? `${prefix}-${name}` : name;
}

/** What fields of a form are called, by their names in the page: for the list of errors. */
export function labelsOf(spec: FormSpec, prefix: string, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(spec).map(([name, field]) => [fieldName(prefix, name), field.label[language]]),
  );
}

function holds(asked: If | undefined, values: Record<string, string>, prefix: string): boolean {
  if (!asked) return false;
  const other = (values[fieldName(prefix, asked.field)] ?? '').trim();
  return asked.among ? asked.among.includes(other) : other !== '';
}

/**
 * Reads a form by its fields. What is wrong is said at each field, under its name in the page. Files that were good
 * stay with the form in either case.
 *
 * @param options `prefix` of the form's fields in the page; `key` of the submission and `store` where it has files
 */
export async function readGiven<Spec extends FormSpec>(
  spec: Spec,
  form: Form,
  options: { prefix: string; key: string; language: Language; store: FileStore },
): Promise<
  | { ok: true; given: Given<Spec>; files: Record<string, KeptFile[]> }
  | { ok: false; errors: FieldErrors; files: Record<string, KeptFile[]> }
> {
  const { prefix, language } = options;
  const words = formWords[language];
  const read = fieldReader(form.values, language);
  const given: Record<string, unknown> = {};
  const taken: Record<string, TakenFile[]> = {};
  for (const [plain, field] of Object.entries(spec)) {
    const name = fieldName(prefix, plain);
    const typed = (form.values[name] ?? '').trim();
    if (holds(field.leftOutIf, form.values, prefix)) {
      given[plain] = field.kind === 'files' || field.kind === 'several' ? [] : null;
      continue;
    }
    if (field.kind === 'tick') {
      given[plain] = typed !== '';
      continue;
    }
    if (field.kind === 'several') {
      const ticked = allValues(form, name);
      const offered = field.options?.map((one) => one.value);
      if (ticked.length === 0 && !field.optional) read.errors[name] = words.required;
      else if (!ticked.every((one) => (offered ? offered.includes(one) : parseId(one))))
        read.errors[name] = words.required;
      given[plain] = ticked;
      continue;
    }
    if (field.kind === 'files') {
      const { files, message } = await takeFiles(options.store, form, name, options.key, language);
      if (message) read.errors[name] = message;
      else if (!field.optional && files.length === 0) read.errors[name] = words.required;
      given[plain] = files;
      taken[name] = files;
      continue;
    }
    if (!typed) {
      if (!field.optional || holds(field.neededIf, form.values, prefix)) read.errors[name] = words.required;
      given[plain] = null;
      continue;
    }
    const matching = (text: string, pattern: RegExp, fault: string) => {
      if (!pattern.test(text)) read.errors[name] = fault;
      return text;
    };
    const bounded = (
      at: string,
      { atLeast = 0, atMost = greatestNumber }: FieldSpec,
      value: number,
      per: number,
    ) => {
      if (value < atLeast * per) read.errors[at] = words.tooSmall(formatInteger(atLeast));
      else if (value > atMost * per) read.errors[at] = words.tooGreat(formatInteger(atMost));
    };
    switch (field.kind) {
      case 'text':
        given[plain] = read.text(name, field.most);
        break;
      case 'area':
        given[plain] = read.text(name, field.most ?? longText);
        break;
      case 'number': {
        const value = read.number(name, greatestSum);
        if (!read.errors[name]) bounded(name, field, Number(value), 1);
        given[plain] = value;
        break;
      }
      case 'decimal': {
        const value = readDecimal(typed);
        if (value === undefined) read.errors[name] = words.badDecimal;
        else bounded(name, field, value, thousand);
        given[plain] = value;
        break;
      }
      case 'day':
        given[plain] = read.day(name);
        break;
      case 'time':
        given[plain] = matching(typed, timePattern, words.badTime).padStart(5, '0');
        break;
      case 'email':
        given[plain] = matching(read.text(name, field.most ?? 200), emailPattern, words.badEmail);
        break;
      case 'phone':
        given[plain] = matching(typed.replace(/[\s.-]/g, ''), phonePattern, words.badPhone);
        break;
      case 'choice':
      case 'select':
        given[plain] = read.choice(name, field.options?.map((one) => one.value) ?? []);
        break;
      case 'pick':
        if (!parseId(typed)) read.errors[name] = words.required;
        given[plain] = typed;
        break;
    }
  }
  const files = Object.fromEntries(Object.entries(taken).map(([name, of]) => [name, keptOf(of)]));
  if (read.failed) return { ok: false, errors: read.errors, files };
  await keepFiles(options.store, Object.values(taken).flat());
  return { ok: true, given: given as Given<Spec>, files };
}
