import { z } from 'zod';
import { dayInVietnam, type PlainDate, parsePlainDate, readTypedDate } from '../../platform/time.ts';
import { isSealed, kinds, type PetitionKind, routes, topics } from './petition.ts';

/** What is wrong with a field; texts.ts says it in words. */
export type FieldFault =
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'choice'
  | 'date'
  | 'future'
  | 'email'
  | 'phone'
  | 'place'
  | 'contact'
  | 'files'
  | 'noHandlers'
  | 'criteria'
  | 'number'
  | 'beforeArrival'
  | 'onlyComplaint'
  | 'unknownFirst'
  | 'tooOld'
  | 'groupPeople'
  | 'notPassedOn'
  | 'onPaper';

const fault = (code: FieldFault) => ({ error: code });

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, fault('tooLong'))
    .transform((text) => text.normalize('NFC') || undefined)
    .optional();

const typedDate = z
  .string()
  .trim()
  .transform((text, context): PlainDate | undefined => {
    if (text === '') return undefined;
    const date = readTypedDate(text);
    if (!date) context.addIssue({ code: 'custom', message: 'date' satisfies FieldFault });
    return date;
  })
  .optional();

// Corners of Việt Nam with its islands; a point elsewhere is a slip.
const latitude = z.coerce.number().min(6, fault('place')).max(24, fault('place'));
const longitude = z.coerce.number().min(101, fault('place')).max(118, fault('place'));
const blankToUndefined = (value: unknown) => (value === '' ? undefined : value);

/** An address of a page here; the table's check is the same. */
export const pageAddress = /^\/[a-z0-9/-]{1,200}$/;

/** Everything a citizen hands in, as the form and the API take it. */
export const intakeFields = z.object({
  kind: z.enum(kinds, fault('choice')),
  route: z.enum(routes, fault('choice')).default('general'),
  topic: z.preprocess(blankToUndefined, z.enum(topics, fault('choice')).default('other')),
  title: z
    .string(fault('required'))
    .trim()
    .min(1, fault('required'))
    .min(5, fault('tooShort'))
    .max(150, fault('tooLong'))
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ')),
  body: z
    .string(fault('required'))
    .trim()
    .min(1, fault('required'))
    .min(20, fault('tooShort'))
    .max(20_000, fault('tooLong'))
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n')),
  against: line(500),
  knownOn: typedDate,
  happenedOn: typedDate,
  placeUnit: z.preprocess(blankToUndefined, z.uuid(fault('choice')).optional()),
  hamlet: line(100),
  latitude: z.preprocess(blankToUndefined, latitude.optional()),
  longitude: z.preprocess(blankToUndefined, longitude.optional()),
  name: line(100),
  phone: z
    .string()
    .trim()
    .transform((text) => text.replace(/[\s.-]/g, ''))
    .pipe(z.union([z.literal(''), z.string().regex(/^(\+84|0)\d{8,10}$/, fault('phone'))], fault('phone')))
    .transform((text) => text || undefined)
    .optional(),
  email: z
    .string()
    .trim()
    .pipe(z.union([z.literal(''), z.email(fault('email')).max(200, fault('tooLong'))], fault('email')))
    .transform((text) => text || undefined)
    .optional(),
  address: line(300),
  // Set by the link under a page, not typed: what is no page here is left out, and is no fault of the sender's.
  aboutPage: z.string().regex(pageAddress).optional().catch(undefined),
  aboutShown: z.enum(['yes', 'no']).optional().catch(undefined),
});

export type Intake = z.output<typeof intakeFields>;
export type IntakeField = keyof Intake | 'files';
export type IntakeFaults = Partial<Record<IntakeField, FieldFault>>;

/** What tells who sent a petition. */
export const identityFields: readonly IntakeField[] = ['name', 'phone', 'email', 'address'];

/** Fields that the law wants in a petition of a kind (Law on Complaints Art. 8; Law on Denunciations Art. 23). */
export function requiredFields(kind: PetitionKind): IntakeField[] {
  if (kind === 'complaint' || kind === 'denunciation') return ['against', 'name', 'address'];
  return kind === 'recommendation' ? ['name', 'address'] : [];
}

/**
 * Checks what was handed in; the form, its single steps and the API all come here.
 *
 * @param how `only`: the fields of one step of the form, all of them without; `offPaper`: a letter is
 *   registered as it is, and what it lacks is a ground for what follows, not a fault; `onPaper`: who is
 *   behind a denunciation is kept on paper, and nothing of it is taken here
 */
export function checkIntake(
  given: Record<string, unknown>,
  now: Date,
  how: { only?: readonly IntakeField[]; offPaper?: boolean; onPaper?: boolean } = {},
): { ok: true; intake: Intake } | { ok: false; faults: IntakeFaults } {
  const faults: IntakeFaults = {};
  const read = intakeFields.safeParse(given);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const field = issue.path[0] as IntakeField;
      faults[field] ??= deepest(issue) as FieldFault;
    }
  }
  const kind = kinds.find((one) => one === given.kind);
  const apart = Boolean(how.onPaper && kind && isSealed(kind));
  for (const field of kind && !how.offPaper ? requiredFields(kind) : []) {
    if (apart && identityFields.includes(field)) continue;
    if (!faults[field] && String(given[field] ?? '').trim() === '') faults[field] = 'required';
  }
  for (const field of apart ? identityFields : []) {
    if (String(given[field] ?? '').trim() !== '') faults[field] = 'onPaper';
  }
  const today = dayInVietnam(now);
  for (const field of ['knownOn', 'happenedOn'] as const) {
    const date = typeof given[field] === 'string' ? readTypedDate(given[field]) : undefined;
    if (date && date > today) faults[field] ??= 'future';
  }
  const { only } = how;
  const shown = only
    ? Object.fromEntries(Object.entries(faults).filter(([field]) => only.includes(field as IntakeField)))
    : faults;
  if (Object.keys(shown).length > 0) return { ok: false, faults: shown };
  // Only a whole petition is ever taken further than its own step.
  return { ok: true, intake: (read.success ? read.data : given) as Intake };
}

/** Faults in words, each at its field. */
export function inWords<Fault extends string>(
  faults: Readonly<Record<string, Fault | undefined>>,
  words: Readonly<Record<Fault, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(faults).flatMap(([field, fault]) => (fault ? [[field, words[fault]]] : [])),
  );
}

/** Faults inside a union are one level down. */
function deepest(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((one) => !['invalid_value', 'invalid_type'].includes(one.code));
    if (inner) return inner.message;
  }
  return issue.message;
}

/** The words that a petition's entry in the record is bound to; what the citizen's receipt opens. */
export function recordedContent(row: {
  title: string;
  body: string;
  against: string | null;
  happenedOn: string | null;
  hamlet: string | null;
  files: readonly string[];
}): Record<string, string | string[] | null> {
  return {
    title: row.title,
    body: row.body,
    against: row.against,
    happened_on: row.happenedOn && parsePlainDate(row.happenedOn),
    hamlet: row.hamlet,
    files_sha256: [...row.files].sort(),
  };
}
