import { ruleOn } from '../../ground/law/catalogue.ts';
import { type RuleCode, type Variant, variantsOf } from '../../ground/law/rule.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';

export type PetitionId = Id<'petition'>;

export const kinds = ['complaint', 'denunciation', 'recommendation', 'reflection'] as const;
export type PetitionKind = (typeof kinds)[number];

/** Recommendations and reflections about rules and legal documents have procedures of their own. */
export const routes = ['general', 'rules', 'legalDocuments'] as const;
export type Route = (typeof routes)[number];

/**
 * A complaint's course: at its first stage, at its second (against the first decision, or where none came
 * in time), or against a decision on discipline, which has terms of its own.
 */
export const varieties = ['ordinary', 'second', 'discipline'] as const;
export type Variety = (typeof varieties)[number];

export const topics = [
  'land',
  'roads',
  'environment',
  'order',
  'procedures',
  'welfare',
  'officials',
  'other',
] as const;
export type Topic = (typeof topics)[number];

/**
 * `received`: entered, its acceptance is owed. `accepted`: taken on for resolution. `awaitingApproval`:
 * a draft lies with the head. `approved`: decided and not yet sent. `suspended`: the clock stands still
 * by law. The others end the case; `information`: an unsigned denunciation, which is no case and used only
 * as the law says.
 */
export const states = [
  'received',
  'accepted',
  'awaitingApproval',
  'approved',
  'suspended',
  'answered',
  'refused',
  'transferred',
  'guided',
  'filed',
  'withdrawn',
  'returned',
  'terminated',
  'inCourt',
  'information',
] as const;
export type PetitionState = (typeof states)[number];

export const endStates: readonly PetitionState[] = [
  'answered',
  'refused',
  'transferred',
  'guided',
  'filed',
  'withdrawn',
  'returned',
  'terminated',
  'inCourt',
  'information',
];

/** A case as the rules see it. */
export interface PetitionFacts {
  kind: PetitionKind;
  route: Route;
  variety: Variety;
  state: PetitionState;
  unit: UnitId;
  receivedOn: PlainDate;
  hasDraft: boolean;
  published: boolean;
  /** The words to be published lie ready for a second pair of eyes. */
  proposed: boolean;
  /** A dialogue with the complainant has been held. */
  dialogueHeld: boolean;
  /** What it says has been verified, and reported. */
  verified: boolean;
  /** The sender asked to look again and has had no answer to that. */
  reopeningAsked: boolean;
  /** Others are handled together with this one, and wait for its answer. */
  othersRely: boolean;
  /** The sender asked to put kept data right and has had no answer to that. */
  correctionAsked: boolean;
  /** The body that passed the petition on still waits for the result. */
  reportOwed: boolean;
  /** By when the matter itself is owed, while that term is open. */
  answerDue: PlainDate | null;
  /** How far the report of a denunciation's delay has come. */
  delay: 'none' | 'reported' | 'asked';
  /** The longer form that the answer's term has now. */
  variant: Variant | null;
}

/** Sealed matters: only their handlers see them. */
export function isSealed(kind: PetitionKind): boolean {
  return kind === 'denunciation';
}

/** What is owed first, from the day a petition is received. */
export function intakeRule(kind: PetitionKind, route: Route): RuleCode {
  if (kind === 'complaint') return 'KN-ACCEPT';
  if (kind === 'denunciation') return 'TC-CLASSIFY';
  if (route === 'rules') return 'PAQD-FWD';
  return route === 'legalDocuments' ? 'PAPL-ANS' : 'XLD-PROC';
}

const complaintRules: Record<Variety, RuleCode> = {
  ordinary: 'KN-L1',
  second: 'KN-L2',
  discipline: 'KN-DISC',
};

/** By when somebody who asks to look again hears whether the case is reopened: what they ask is processed anew. */
export const reopeningRule: RuleCode = 'XLD-PROC';

/** The term by which the matter itself is owed an answer, once accepted. */
export function answerRule(kind: PetitionKind, route: Route, variety: Variety = 'ordinary'): RuleCode {
  if (kind === 'complaint') return complaintRules[variety];
  if (kind === 'denunciation') return 'TC-SETTLE';
  return route === 'legalDocuments' ? 'PAPL-ANS' : 'DP-ANS';
}

/** Terms that begin with acceptance beside the answer itself. */
export function rulesOnAcceptance(kind: PetitionKind): RuleCode[] {
  return kind === 'denunciation' ? ['TC-NOTICE'] : [];
}

/** Terms that begin when the answer is decided. */
export function rulesOnDecision(kind: PetitionKind, variety: Variety = 'ordinary'): RuleCode[] {
  if (kind === 'complaint') return [sendRule(kind, 'general', variety), 'KN-PUB'];
  return kind === 'denunciation' ? ['TC-SEND', 'TC-HANDLE', 'TC-PUB'] : [];
}

/** The term that the decision itself fulfils; other answers fulfil theirs when they are sent. */
export function decisionRule(kind: PetitionKind, variety: Variety = 'ordinary'): RuleCode | undefined {
  return kind === 'complaint' || kind === 'denunciation' ? answerRule(kind, 'general', variety) : undefined;
}

/** The term that sending the answer fulfils. */
export function sendRule(kind: PetitionKind, route: Route, variety: Variety = 'ordinary'): RuleCode {
  if (kind === 'complaint') return variety === 'second' ? 'KN-L2-SEND' : 'KN-L1-SEND';
  return kind === 'denunciation' ? 'TC-SEND' : answerRule(kind, route);
}

/** The term that publishing fulfils. */
export function publishRule(kind: PetitionKind): RuleCode | undefined {
  if (kind === 'complaint') return 'KN-PUB';
  return kind === 'denunciation' ? 'TC-PUB' : undefined;
}

/** Longer forms of the answer's term: those of its rule, so none where the rule has none. */
export function extensions(
  kind: PetitionKind,
  route: Route,
  on: PlainDate,
  variety: Variety = 'ordinary',
): Variant[] {
  return variantsOf(ruleOn(answerRule(kind, route, variety), on));
}

/** Reflections are answered by the officer; what decides on rights is signed by a head. */
export function needsApproval(kind: PetitionKind): boolean {
  return kind !== 'reflection';
}

/** Grounds for not accepting, by kind, with the article each stands in. */
export const refusalGrounds: Record<PetitionKind, readonly string[]> = {
  complaint: ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10', 'N11'],
  denunciation: ['T1', 'T2', 'T3', 'T4'],
  recommendation: ['I1', 'I2', 'I3', 'I4', 'I5'],
  reflection: ['I1', 'I2', 'I3', 'I4', 'I5'],
};

/** What makes a denunciation complex; two or more make it specially complex (Decree 31/2019). */
export const complexityCriteria = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;

/** How many criteria a longer form of a denunciation's term needs; 0 where the law counts none. */
export function criteriaFor(kind: PetitionKind, variant: Variant): number {
  if (kind !== 'denunciation') return 0;
  return variant === 'speciallyComplex' ? 2 : 1;
}

/** Days that a complaint may be lodged after the decision became known: the rule is KN-LIMIT. */
export const limitRule: RuleCode = 'KN-LIMIT';
