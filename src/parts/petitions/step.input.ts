import { z } from 'zod';
import type { Variant } from '../../ground/law/rule.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import type { StagedFile } from '../../platform/files/store.ts';
import { type PlainDate, readTypedDate } from '../../platform/time.ts';
import { type Finding, findings, type Ruling, rulings } from './finding.ts';
import { intakeFields } from './intake.ts';
import type { paperSources } from './paper.ts';
import {
  complexityCriteria,
  kinds,
  type PetitionKind,
  type Route,
  refusalGrounds,
  routes,
  type Topic,
  topics,
  type Variety,
} from './petition.ts';
import { citizenSteps, officerSteps, type Step } from './steps.ts';

/** Sources between which a slip is put right: those that name nobody who passed it on. */
export const correctableSources = [
  'desk',
  'post',
  'box',
  'hotline',
] as const satisfies (typeof paperSources)[number][];

/** What a step may carry, checked. */
export interface StepValues {
  text?: string | undefined;
  reason?: string | undefined;
  ground?: string | undefined;
  kind?: PetitionKind | undefined;
  route?: Route | undefined;
  variety?: Variety | undefined;
  criteria?: string[] | undefined;
  /** Number of another case. */
  sameAs?: number | undefined;
  /** The one who publishes has looked at what may tell who somebody is. */
  checked?: boolean | undefined;
  heldOn?: PlainDate | undefined;
  /** The day on which it was done on paper, where that was not today, and why it comes late. */
  onDay?: PlainDate | undefined;
  lateWhy?: string | undefined;
  /** The day on which a petition came, put right. */
  receivedOn?: PlainDate | undefined;
  /** Number of a paper of another body. */
  paperNumber?: string | undefined;
  /** How an answer was sent, and under which number of the post. */
  sentBy?: 'online' | 'post' | 'hand' | undefined;
  sentNumber?: string | undefined;
  /** What a matter was found to be, and what becomes of what it was about. */
  finding?: Finding | undefined;
  ruling?: Ruling | undefined;
  damages?: string | undefined;
  /** By when a decision is carried out, and whether it has been, wholly. */
  executeBy?: PlainDate | undefined;
  executed?: boolean | undefined;
  /** The decision that a second complaint is against, where its case is not here. */
  firstDecision?: string | undefined;
  /** How it came, put right. */
  source?: (typeof paperSources)[number] | undefined;
  topic?: Topic | undefined;
  unit?: UnitId | undefined;
  assignee?: PostId | undefined;
  variant?: Variant | undefined;
  receiver?: string | undefined;
  publicTitle?: string | undefined;
  publicText?: string | undefined;
  /** What is withheld from the public, and why. */
  withheld?: string | undefined;
  satisfied?: boolean | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  address?: string | undefined;
  files?: StagedFile[] | undefined;
  /** The key under which the files were staged. */
  draftKey?: string | undefined;
}

export type StepField = Exclude<keyof StepValues, 'files' | 'draftKey'>;

const long = z
  .string({ error: 'required' })
  .trim()
  .min(1, { error: 'required' })
  .max(20_000, { error: 'tooLong' })
  .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n'));
const short = (most: number) =>
  z
    .string({ error: 'required' })
    .trim()
    .min(1, { error: 'required' })
    .max(most, { error: 'tooLong' })
    .transform((text) => text.normalize('NFC'));
const grounds = [...new Set(Object.values(refusalGrounds).flat())] as [string, ...string[]];

const day = z.string({ error: 'required' }).transform((text, context) => {
  const date = readTypedDate(text.trim());
  if (!date) context.addIssue({ code: 'custom', message: 'date' });
  return date as PlainDate;
});

const fields = {
  text: long,
  reason: long,
  ground: z.enum(grounds, { error: 'choice' }),
  kind: z.enum(kinds, { error: 'choice' }),
  route: z.enum(routes, { error: 'choice' }),
  variety: z.enum(['ordinary', 'discipline', 'second'], { error: 'choice' }),
  sameAs: z.coerce.number({ error: 'number' }).int({ error: 'number' }).positive({ error: 'number' }),
  checked: z
    .union([z.boolean(), z.enum(['yes', 'on'])], { error: 'choice' })
    .transform((value) => value !== false),
  criteria: z.string({ error: 'required' }).transform((text, context) => {
    const letters = [
      ...new Set(
        text
          .toLowerCase()
          .split(/[^a-z]+/)
          .filter(Boolean),
      ),
    ];
    if (letters.some((letter) => !(complexityCriteria as readonly string[]).includes(letter)))
      context.addIssue({ code: 'custom', message: 'criteria' });
    return letters;
  }),
  heldOn: day,
  onDay: day,
  lateWhy: short(500),
  receivedOn: day,
  paperNumber: short(100),
  sentBy: z.enum(['online', 'post', 'hand'], { error: 'choice' }),
  sentNumber: short(100),
  finding: z.enum(findings, { error: 'choice' }),
  ruling: z.enum(rulings, { error: 'choice' }),
  damages: long,
  executeBy: day,
  executed: z
    .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'choice' })
    .transform((value) => value === true || value === 'yes'),
  firstDecision: short(500),
  source: z.enum(correctableSources, { error: 'choice' }),
  topic: z.enum(topics, { error: 'choice' }),
  unit: z.uuid({ error: 'choice' }),
  assignee: z.uuid({ error: 'choice' }),
  variant: z.enum(['complex', 'remote', 'remoteComplex', 'speciallyComplex'], { error: 'choice' }),
  receiver: short(200),
  publicTitle: short(150),
  publicText: long,
  withheld: short(1000),
  satisfied: z
    .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'choice' })
    .transform((value) => value === true || value === 'yes'),
  name: intakeFields.shape.name,
  phone: intakeFields.shape.phone,
  email: intakeFields.shape.email,
  address: intakeFields.shape.address,
} satisfies Record<StepField, z.ZodType>;

/** Of what may have been done on paper: the day, and why it is entered late. */
const onPaper = [
  { field: 'onDay', optional: true },
  { field: 'lateWhy', optional: true },
] satisfies { field: StepField; optional: boolean }[];

/** What is decided: proposed with the draft, and put right in place by who approves. */
const decided = [
  { field: 'finding', optional: true },
  { field: 'ruling', optional: true },
  { field: 'damages', optional: true },
] satisfies { field: StepField; optional: boolean }[];

/** The fields of each step, in the order in which its form asks them. The API takes the same. */
export const stepFields: Record<Step, { field: StepField; optional?: boolean }[]> = {
  classify: [
    { field: 'kind' },
    { field: 'route', optional: true },
    { field: 'variety', optional: true },
    { field: 'sameAs', optional: true },
    { field: 'firstDecision', optional: true },
    { field: 'topic', optional: true },
  ],
  accept: [...onPaper],
  refuse: [{ field: 'ground' }, { field: 'text' }, ...onPaper],
  guide: [{ field: 'text' }, ...onPaper],
  file: [{ field: 'ground' }, { field: 'reason' }, ...onPaper],
  transferUnit: [{ field: 'unit' }, { field: 'reason' }],
  transferOut: [{ field: 'receiver' }, { field: 'text' }, ...onPaper],
  assign: [{ field: 'assignee', optional: true }],
  ask: [{ field: 'text' }],
  note: [{ field: 'text' }],
  linkSame: [{ field: 'sameAs' }, { field: 'reason' }],
  merge: [{ field: 'sameAs' }, { field: 'text' }],
  askForReport: [{ field: 'reason', optional: true }],
  answerReport: [{ field: 'text' }],
  reportDelay: [{ field: 'reason' }],
  draft: [{ field: 'text' }],
  submit: [...decided],
  returnDraft: [{ field: 'reason' }],
  // The approver may put the words right in place.
  approve: [
    { field: 'text', optional: true },
    ...decided,
    { field: 'executeBy', optional: true },
    ...onPaper,
  ],
  verify: [{ field: 'receiver' }, { field: 'text' }, ...onPaper],
  reportVerification: [{ field: 'text' }, ...onPaper],
  recordExecution: [{ field: 'text' }, { field: 'executed', optional: true }, ...onPaper],
  send: [
    { field: 'text', optional: true },
    { field: 'sentBy', optional: true },
    { field: 'sentNumber', optional: true },
    ...onPaper,
  ],
  recall: [{ field: 'reason' }],
  correctAnswer: [{ field: 'text' }, { field: 'reason' }],
  correctEntry: [
    { field: 'name', optional: true },
    { field: 'address', optional: true },
    { field: 'phone', optional: true },
    { field: 'email', optional: true },
    { field: 'receivedOn', optional: true },
    { field: 'source', optional: true },
    { field: 'reason' },
  ],
  extend: [{ field: 'variant' }, { field: 'criteria', optional: true }, { field: 'reason' }],
  returnPapers: [{ field: 'ground' }, { field: 'text' }, ...onPaper],
  urge: [{ field: 'receiver' }, { field: 'text' }],
  reportBack: [{ field: 'text' }],
  toInformation: [{ field: 'reason' }],
  holdDialogue: [{ field: 'heldOn' }, { field: 'text' }],
  interimMeasure: [{ field: 'text' }, ...onPaper],
  terminate: [{ field: 'reason' }, ...onPaper],
  noteCourt: [{ field: 'receiver' }, { field: 'paperNumber' }, { field: 'reason' }, ...onPaper],
  withdrawPart: [{ field: 'reason' }],
  suspend: [{ field: 'reason' }, ...onPaper],
  resume: [{ field: 'reason' }],
  notifyParties: [{ field: 'reason', optional: true }],
  recordHandling: [{ field: 'reason' }],
  propose: [
    { field: 'publicTitle' },
    { field: 'publicText' },
    { field: 'withheld', optional: true },
    { field: 'checked', optional: true },
  ],
  returnProposal: [{ field: 'reason' }],
  publish: [{ field: 'checked', optional: true }],
  unpublish: [{ field: 'reason' }],
  reopen: [{ field: 'reason' }],
  declineReopening: [{ field: 'text' }],
  answerCorrection: [
    { field: 'text' },
    { field: 'name', optional: true },
    { field: 'phone', optional: true },
    { field: 'email', optional: true },
    { field: 'address', optional: true },
  ],
  reply: [{ field: 'text' }],
  rate: [{ field: 'satisfied' }, { field: 'reason', optional: true }],
  askReopening: [{ field: 'reason' }],
  askCorrection: [{ field: 'reason' }],
  withdraw: [{ field: 'reason' }],
};

/** What somebody may turn out not to have: put right, it may be given empty, and is taken out then. */
const emptied: readonly StepField[] = ['name', 'phone', 'email', 'address'];

/** The schema of a step's fields, for the form and the API alike. */
export function stepSchema(step: Step): z.ZodType<StepValues> {
  const shape: Record<string, z.ZodType> = {};
  for (const { field, optional } of stepFields[step]) {
    if (step === 'correctEntry' && emptied.includes(field)) {
      shape[field] = z.union([z.literal(''), fields[field]]).optional();
      continue;
    }
    shape[field] = optional
      ? z.preprocess((value) => (value === '' ? undefined : value), fields[field].optional())
      : fields[field];
  }
  return z.object(shape) as z.ZodType<StepValues>;
}

/** Checks a step's fields. */
export function checkStep(
  step: Step,
  given: Record<string, unknown>,
): { ok: true; values: StepValues } | { ok: false; faults: Partial<Record<StepField, string>> } {
  const read = stepSchema(step).safeParse(given);
  if (read.success) return { ok: true, values: read.data };
  const faults: Partial<Record<StepField, string>> = {};
  for (const issue of read.error.issues) faults[issue.path[0] as StepField] ??= issue.message;
  return { ok: false, faults };
}

/** Reads the name of a step from an address. */
export function parseStep<Steps extends readonly Step[]>(
  steps: Steps,
  name: string,
): Steps[number] | undefined {
  return steps.find((step) => step === name);
}

export { citizenSteps, officerSteps };
