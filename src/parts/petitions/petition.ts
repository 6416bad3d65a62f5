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
 * by law. The others end the case.
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
] as const;
export type PetitionState = (typeof states)[number];

export const endStates: readonly PetitionState[] = [
  'answered',
  'refused',
  'transferred',
  'guided',
  'filed',
  'withdrawn',
];

/** A case as the rules see it. */
export interface PetitionFacts {
  kind: PetitionKind;
  route: Route;
  state: PetitionState;
  unit: UnitId;
  receivedOn: PlainDate;
  hasDraft: boolean;
  published: boolean;
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

/** The term by which the matter itself is owed an answer, once accepted. */
export function answerRule(kind: PetitionKind, route: Route): RuleCode {
  if (kind === 'complaint') return 'KN-L1';
  if (kind === 'denunciation') return 'TC-SETTLE';
  return route === 'legalDocuments' ? 'PAPL-ANS' : 'DP-ANS';
}

/** Terms that begin with acceptance beside the answer itself. */
export function rulesOnAcceptance(kind: PetitionKind): RuleCode[] {
  return kind === 'denunciation' ? ['TC-NOTICE'] : [];
}

/** Terms that begin when the answer is decided. */
export function rulesOnDecision(kind: PetitionKind): RuleCode[] {
  if (kind === 'complaint') return ['KN-L1-SEND', 'KN-PUB'];
  return kind === 'denunciation' ? ['TC-SEND', 'TC-HANDLE', 'TC-PUB'] : [];
}

/** The term that the decision itself fulfils; other answers fulfil theirs when they are sent. */
export function decisionRule(kind: PetitionKind): RuleCode | undefined {
  if (kind === 'complaint') return 'KN-L1';
  return kind === 'denunciation' ? 'TC-SETTLE' : undefined;
}

/** The term that sending the answer fulfils. */
export function sendRule(kind: PetitionKind, route: Route): RuleCode {
  if (kind === 'complaint') return 'KN-L1-SEND';
  return kind === 'denunciation' ? 'TC-SEND' : answerRule(kind, route);
}

/** The term that publishing fulfils. */
export function publishRule(kind: PetitionKind): RuleCode | undefined {
  if (kind === 'complaint') return 'KN-PUB';
  return kind === 'denunciation' ? 'TC-PUB' : undefined;
}

/** Longer forms of the answer's term: those of its rule, so none where the rule has none. */
export function extensions(kind: PetitionKind, route: Route, on: PlainDate): Variant[] {
  return variantsOf(ruleOn(answerRule(kind, route), on));
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

/** Days that a complaint may be lodged after the decision became known: the rule is KN-LIMIT. */
export const limitRule: RuleCode = 'KN-LIMIT';
