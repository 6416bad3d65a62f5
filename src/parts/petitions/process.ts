import type { DutyChange } from '../../ground/duty/changes.ts';
import { powerOn, ruleOn } from '../../ground/law/catalogue.ts';
import type { Rule } from '../../ground/law/rule.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { addDays, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  complexityCriteria,
  type PetitionFacts,
  type PetitionKind,
  type PetitionState,
  states,
  type Variety,
} from './petition.ts';
import { actionFor, citizenSteps, officerSteps, type Step, takeStep } from './steps.ts';

/** One line of a process: what can be done in a state, by whom, and what follows. */
export interface Transition {
  step: Step;
  from: PetitionState;
  to: PetitionState;
  /** The citizen, an officer, or a head. */
  by: 'citizen' | 'work' | 'approve';
  /** Terms that begin, end or lapse by it. */
  opens: Rule[];
  ends: Rule[];
  lapsesAll: boolean;
}

const somewhere = '-' as UnitId;

/**
 * The whole process of a kind of petition on a day, read off the machine itself: every step is tried in
 * every state that a case of the kind can reach, so the page that shows this can say nothing that the program does not do.
 */
export function transitionsOf(kind: PetitionKind, variety: Variety, on: PlainDate): Transition[] {
  const transitions: Transition[] = [];
  for (const from of states) {
    for (const step of [...officerSteps, ...citizenSteps]) {
      const facts: PetitionFacts = {
        kind,
        route: 'general',
        variety,
        state: from,
        unit: somewhere,
        receivedOn: on,
        hasDraft: true,
        published: step === 'unpublish',
        proposed: true,
        correctionAsked: true,
        othersRely: false,
        dialogueHeld: true,
        verified: true,
        reopeningAsked: false,
        reportOwed: true,
        variant: null,
        answerDue: addDays(on, -1),
        delay: step === 'askForReport' ? 'reported' : step === 'answerReport' ? 'asked' : 'none',
      };
      const outcome = takeStep(facts, step, on, {
        kind,
        variety,
        unit: 'elsewhere' as UnitId,
        variant: 'complex',
        criteria: complexityCriteria,
        heldOn: on,
        text: 'x',
      });
      if (typeof outcome === 'string') continue;
      const action = actionFor(step, kind);
      const rulesOf = (what: DutyChange['do']) =>
        outcome.duties.flatMap((change) =>
          change.do === what && 'rule' in change ? [ruleOn(change.rule, on)] : [],
        );
      transitions.push({
        step,
        from,
        to: outcome.state,
        by: action === undefined ? 'citizen' : action === 'approve' ? 'approve' : 'work',
        opens: rulesOf('open'),
        ends: rulesOf('done'),
        lapsesAll: outcome.duties.some((change) => change.do === 'lapseAll'),
      });
    }
  }
  const reached = new Set<PetitionState>(['received']);
  // A set that grows while it is walked is walked to its end.
  for (const state of reached) for (const one of transitions) if (one.from === state) reached.add(one.to);
  return transitions.filter((one) => reached.has(one.from));
}

/** What the law gave from some day on, as it stands on a day. */
export function powersOn(on: PlainDate) {
  return (['KN-SUSPEND', 'KN-WITHDRAW-PART', 'TC-SUSPEND'] as const).map((code) => ({
    code,
    power: powerOn(code, on),
  }));
}

/** The earliest day for which all rules of the processes are loaded. */
export const processSince: PlainDate = parsePlainDate('2021-11-15');
