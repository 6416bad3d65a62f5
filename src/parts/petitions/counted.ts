import type { Duty } from '../../ground/duty/duty.ts';
import type { RecordEvent } from '../../ground/record/entry.ts';
import { struckSeqs } from '../../ground/record/next.ts';
import { dayInVietnam, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  answerRule,
  endStates,
  type PetitionKind,
  type PetitionState,
  type Route,
  type Variety,
} from './petition.ts';

/** What the figures count of a case. */
export interface CountedCase {
  receivedOn: PlainDate;
  /** Undefined while the clock stands still. */
  dueOn: PlainDate | undefined;
  answeredOn: PlainDate | undefined;
  closedOn: PlainDate | undefined;
  reopened: boolean;
  satisfied: boolean | undefined;
  extended: boolean;
}

/**
 * By when a case counts as due: while it is open, the term that runs; `infinity` while the clock stands
 * still. Undefined once it is decided: then the date stays.
 */
export function countedDue(
  petition: { state: PetitionState; kind: PetitionKind; route: Route; variety: Variety },
  open: readonly Pick<Duty, 'ruleCode' | 'owedTo' | 'dueOn'>[],
): PlainDate | 'infinity' | undefined {
  const { state, kind, route, variety } = petition;
  if (state === 'suspended') return 'infinity';
  if (state !== 'received' && state !== 'accepted' && state !== 'awaitingApproval') return undefined;
  const answer = answerRule(kind, route, variety);
  return (open.find((duty) => duty.ruleCode === answer) ?? open.find((duty) => duty.owedTo !== 'unit'))
    ?.dueOn;
}

const fact = (event: RecordEvent, name: string): PlainDate | undefined => {
  const value = event.facts[name];
  return typeof value === 'string' ? parsePlainDate(value) : undefined;
};

/**
 * Arrives from the entries of a case at what the figures count of it, as the database does step by step.
 *
 * @param events all entries of one case up to a time, in order, its receipt first
 * @throws RangeError when an entry is missing or holds a day that is none
 */
export function countedFrom(events: readonly RecordEvent[]): CountedCase {
  const [first] = events;
  const receivedOn = first && fact(first, 'received_on');
  if (!receivedOn) throw new RangeError('the entries do not begin with a receipt');
  const counted: CountedCase = {
    receivedOn,
    dueOn: fact(first, 'due_on'),
    answeredOn: undefined,
    closedOn: undefined,
    reopened: false,
    satisfied: undefined,
    extended: false,
  };
  // What was taken back counts as if it had not been.
  const struck = struckSeqs(events);
  for (const [at, event] of events.entries()) {
    if (event.seq !== at + 1) throw new RangeError(`entry ${at + 1} of ${event.subject} is missing`);
    if (at === 0 || event.type === 'step.struck' || struck.has(event.seq)) continue;
    // What was done on paper counts on its own day, from the entry on.
    const day = fact(event, 'on_day') ?? dayInVietnam(new Date(event.at));
    counted.receivedOn = fact(event, 'received_on') ?? counted.receivedOn;
    const state = event.facts.state as PetitionState;
    if ('due_on' in event.facts) counted.dueOn = fact(event, 'due_on');
    if (event.type === 'petition.send') counted.answeredOn ??= day;
    if (event.type === 'petition.reopen') {
      counted.answeredOn = undefined;
      counted.reopened = true;
    }
    if (event.type === 'petition.extend') counted.extended = true;
    if (event.type === 'petition.rate') counted.satisfied = event.facts.satisfied === true;
    counted.closedOn =
      state !== 'answered' && endStates.includes(state) ? (counted.closedOn ?? day) : undefined;
  }
  return counted;
}
