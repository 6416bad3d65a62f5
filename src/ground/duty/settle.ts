import type { PlainDate } from '../../platform/time.ts';
import type { WorkCalendar } from '../law/calendar.ts';
import { ruleOn } from '../law/catalogue.ts';
import { type ClockLine, dueBefore, nextWorkingDay, rollBasis } from '../law/clock.ts';
import { type Duty, schedule } from './duty.ts';

type Dates = Pick<Duty, 'dueOn' | 'provisional' | 'explanation'>;

/**
 * An open duty whose date is another under a calendar than it was under the one before: a year's days off were announced,
 * or days off were added (Civil Code 2015, Art. 148(5)). What was counted by a rule is counted anew; a day that was agreed
 * on stays, unless it is not worked any more. A date that can no longer be kept is not brought forward into the past.
 *
 * @param before the calendar it was counted by; undefined where that is not known any more, and then only what was
 *   provisional is settled
 * @param on the day on which it is settled
 * @returns undefined where nothing changes, or where the date did not come from the calendar alone
 */
export function settledDuty(
  duty: Duty,
  after: WorkCalendar,
  before: WorkCalendar | undefined,
  on: PlainDate,
): Duty | undefined {
  if (duty.ended !== null || (!before && !duty.provisional)) return undefined;
  if (before && datesUnder(duty, before)?.dueOn !== duty.dueOn) return undefined;
  const now = datesUnder(duty, after);
  if (!now || (now.dueOn === duty.dueOn && now.provisional === duty.provisional)) return undefined;
  // Whoever was told a later day relied on it.
  const dueOn = now.dueOn < duty.dueOn && now.dueOn < on ? duty.dueOn : now.dueOn;
  const settled: ClockLine = { line: 'settled', on, from: duty.dueOn, to: dueOn };
  return { ...duty, ...now, dueOn, explanation: [...now.explanation, settled] };
}

/** The dates of a duty under a calendar; undefined where they do not follow from what is kept of it. */
function datesUnder(duty: Duty, calendar: WorkCalendar): Dates | undefined {
  const { explanation, begunOn, ruleCode } = duty;
  const rest = explanation.filter((line) => line.line !== 'settled');
  const event = rest.find((line) => line.line === 'before');
  if (event?.line === 'before') {
    const dueOn = dueBefore(event.amount, event.unit, event.event, calendar);
    return { dueOn, provisional: !calendar.announced(event.event), explanation: rest };
  }
  const agreed = rest.findLast((line) => line.line === 'promised');
  if (agreed?.line === 'promised') {
    const { date } = agreed;
    const words = rest.filter((line) => line.line !== 'rolled');
    const dueOn = nextWorkingDay(date, calendar);
    // A day that was agreed on although it is not worked was meant so.
    if (dueOn === date) return { dueOn: date, provisional: false, explanation: words };
    return {
      dueOn,
      provisional: false,
      explanation: [...words, { line: 'rolled', from: date, to: dueOn, basis: rollBasis }],
    };
  }
  const term = rest.find((line) => line.line === 'term');
  const { amount, code } = ruleOn(ruleCode, begunOn);
  if (term?.line !== 'term' || term.code !== code) return undefined;
  if (duty.variant === null && term.amount !== amount) return undefined;
  const { variant, suspensions } = duty;
  const counted = schedule(ruleCode, begunOn, calendar, { variant, suspensions });
  // The event stays as it was named then.
  const trigger = rest.find((line) => line.line === 'trigger');
  const lines = counted.explanation.map((line) => (line.line === 'trigger' && trigger ? trigger : line));
  return { dueOn: counted.dueOn, provisional: counted.provisional, explanation: lines };
}
