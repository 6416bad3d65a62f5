import { reached, type VotingRule } from '../../ground/law/grassroots.ts';
import type { UnitId, WhoseDay } from '../../ground/organization/organization.ts';
import type { KeptFile } from '../../platform/files/evidence.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';

export type DialogueId = Id<'dialogue'>;
export type QuestionId = Id<'dialogueQuestion'>;
export type PromiseId = Id<'dialoguePromise'>;
export type SiteId = Id<'dialogueSite'>;
export type CallId = Id<'dialogueCall'>;

/** The commune's conference with its people, a dialogue on a subject, a head's contact with members of a union. */
export const dialogueKinds = ['conference', 'thematic', 'contact'] as const;
export type DialogueKind = (typeof dialogueKinds)[number];
export const dialogueModes = ['inPerson', 'online', 'both'] as const;
export type DialogueMode = (typeof dialogueModes)[number];
export const dialogueGrounds = ['yearly', 'asked', 'needed'] as const;
export type DialogueGround = (typeof dialogueGrounds)[number];
export type DialogueState = 'draft' | 'announced' | 'held' | 'published' | 'cancelled';

export interface Dialogue {
  id: DialogueId;
  unitId: UnitId;
  kind: DialogueKind;
  mode: DialogueMode;
  ground: DialogueGround;
  title: string;
  topics: string;
  audience: string;
  chairs: string;
  onDay: PlainDate;
  fromTime: string;
  link: string | null;
  state: DialogueState;
  announcedOn: PlainDate | null;
  publishedOn: PlainDate | null;
  attended: number | null;
  officials: string | null;
  why: string | null;
  /** Why it was announced late, or entered after it was held. */
  lateWhy: string | null;
  /** Why more came than there are seats. */
  overWhy: string | null;
  version: number;
}

/** How a question came: sent in ahead, on paper, told at a desk, or asked in the room. */
export const questionSources = ['web', 'paper', 'desk', 'floor'] as const;
export type QuestionSource = (typeof questionSources)[number];

export interface Question {
  id: QuestionId;
  dialogueId: DialogueId;
  number: number;
  text: string;
  source: QuestionSource;
  joinedTo: QuestionId | null;
  withheldWhy: string | null;
  unitId: UnitId | null;
  unitVi: string | null;
  unitEn: string | null;
  prepared: string | null;
  answer: string | null;
  answeredOn: PlainDate | null;
  votes: number;
  askers: number;
  version: number;
}

/** A promise with how its duty stands. */
export interface DialoguePromise extends WhoseDay {
  id: PromiseId;
  dutyId: string;
  dialogueId: DialogueId;
  questionId: QuestionId | null;
  text: string;
  unitId: UnitId;
  /** The unit in whose name it was promised and that has not said yet whether it takes it. */
  askedUnit: UnitId | null;
  askedVi: string | null;
  askedEn: string | null;
  /** Why that unit did not take it. */
  declinedWhy: string | null;
  promisedFor: PlainDate;
  dueOn: PlainDate;
  ended: 'done' | 'lapsed' | null;
  endedOn: PlainDate | null;
  suspendedFrom: PlainDate | null;
  extended: number;
  keptWords: string | null;
  files: KeptFile[];
  version: number;
}

export type SeatState = 'booked' | 'waiting' | 'arrived' | 'cancelled';

/** Whether questions are still taken in ahead: until the day itself. */
export function takesQuestions(dialogue: Pick<Dialogue, 'state' | 'onDay'>, today: PlainDate): boolean {
  return dialogue.state === 'announced' && today <= dialogue.onDay;
}

/**
 * Questions in the order in which they come up: those joined to others go with them, what more people ask comes
 * first, and among equals what was asked first. Whoever has the most votes never waits behind one with fewer.
 */
export function runningOrder(questions: readonly Question[]): Question[] {
  const support = ({ votes, askers }: Question) => votes + askers;
  return questions
    .filter((one) => one.joinedTo === null && one.withheldWhy === null)
    .toSorted((a, b) => support(b) - support(a) || a.number - b.number);
}

/**
 * Questions as one officer may read them: one that is withheld from the public, and the words prepared for
 * an answer that was not given yet, are for the dialogue's unit, the unit that the question was given to,
 * and those who see either.
 */
export function questionsFor(
  questions: readonly Question[],
  unit: UnitId,
  sees: (unit: UnitId) => boolean,
): Question[] {
  const within = (one: Question) => sees(unit) || (one.unitId !== null && sees(one.unitId));
  return questions.flatMap((one) => {
    if (within(one)) return [one];
    return one.withheldWhy === null ? [{ ...one, prepared: null }] : [];
  });
}

/** Where a question stands that was joined, however often: with the one that is asked in the end. */
export function joinedInto(questions: readonly Question[], id: QuestionId): QuestionId {
  const byId = new Map(questions.map((one) => [one.id, one]));
  let at = id;
  // No circle is let in; the bound is for a table that somebody changed by hand.
  for (let steps = 0; steps <= questions.length; steps += 1) {
    const next = byId.get(at)?.joinedTo;
    if (!next) return at;
    at = next;
  }
  return id;
}

/** What a unit owed and did in a year, for all to see. */
export interface Compliance {
  conferences: number;
  held: number;
  announcedInTime: number;
  published: number;
  publishedInTime: number;
  keptInTime: number;
  keptLate: number;
  open: number;
  broken: number;
}

/** How many more voters have to ask before a dialogue is owed; nought once it is. */
export function stillNeeded(
  rule: Pick<VotingRule, 'share' | 'reach'>,
  asked: number,
  voters: number,
): number {
  if (reached(rule, asked, voters)) return 0;
  const exact = (voters * rule.share) / 10_000;
  const least = rule.reach === 'atLeast' ? Math.ceil(exact) : Math.floor(exact) + 1;
  return least - asked;
}
