import type { Id } from '../../platform/id.ts';
import type { PlainDate } from '../../platform/time.ts';
import { addDays } from '../../platform/time.ts';
import type { WorkCalendar } from '../law/calendar.ts';
import { ruleOn } from '../law/catalogue.ts';
import { type ClockLine, dueDate, type Suspension } from '../law/clock.ts';
import type { RuleCode, Variant } from '../law/rule.ts';
import type { PostId, UnitId } from '../organization/organization.ts';

export type DutyId = Id<'duty'>;

/** What a unit owes. */
export interface Duty {
  id: DutyId;
  subjectType: string;
  subjectId: string;
  ownerUnit: UnitId;
  /** The post it is assigned to; the head of the unit without, and while that post is vacant. */
  responsiblePost: PostId | null;
  owedTo: 'citizen' | 'unit' | 'public';
  ruleCode: RuleCode;
  variant: Variant | null;
  begunOn: PlainDate;
  dueOn: PlainDate;
  provisional: boolean;
  toConfirm: boolean;
  explanation: ClockLine[];
  suspensions: Suspension[];
  /** The clock stands still since this day. */
  suspendedFrom: PlainDate | null;
  ended: 'done' | 'lapsed' | null;
  endedOn: PlainDate | null;
  openedSeq: number;
  endedSeq: number | null;
  /** How often its date was put off, and what was handed in was given back: signs of how it was done. */
  extended: number;
  returned: number;
  /** What it is part of and counted with; null where it stands by itself. */
  wholeId: string | null;
}

/** The four cells in which every duty stands, and the fifth for what a lawful decision ended. */
export type DutyState = 'openInTime' | 'openOverdue' | 'doneOnTime' | 'doneLate' | 'lapsed';

/** The cell of a duty on a day. A suspended duty does not fall overdue while its clock stands still. */
export function dutyState(
  duty: Pick<Duty, 'dueOn' | 'ended' | 'endedOn' | 'suspendedFrom'>,
  on: PlainDate,
): DutyState {
  if (duty.ended === 'lapsed') return 'lapsed';
  if (duty.endedOn !== null) return duty.endedOn <= duty.dueOn ? 'doneOnTime' : 'doneLate';
  const measured = duty.suspendedFrom !== null && duty.suspendedFrom < on ? duty.suspendedFrom : on;
  return measured <= duty.dueOn ? 'openInTime' : 'openOverdue';
}

/** The dates of a term under the rule in force when it began. */
export function schedule(
  ruleCode: RuleCode,
  begunOn: PlainDate,
  calendar: WorkCalendar,
  options: { variant?: Variant | null; suspensions?: readonly Suspension[] } = {},
): Pick<Duty, 'begunOn' | 'dueOn' | 'provisional' | 'toConfirm' | 'explanation'> {
  const counted = dueDate(ruleOn(ruleCode, begunOn), begunOn, calendar, options);
  return {
    begunOn,
    dueOn: counted.due,
    provisional: counted.provisional,
    toConfirm: counted.toConfirm,
    explanation: counted.lines,
  };
}

/** The same duty under a longer form of its rule, counted from the same day. */
export function extended(duty: Duty, variant: Variant, calendar: WorkCalendar): Duty {
  const { suspensions } = duty;
  return { ...duty, variant, ...schedule(duty.ruleCode, duty.begunOn, calendar, { variant, suspensions }) };
}

/** The same duty with its clock running again from `on`; the days stood still are left out. */
export function resumed(duty: Duty, on: PlainDate, basis: Suspension['basis'], calendar: WorkCalendar): Duty {
  if (duty.suspendedFrom === null) return duty;
  const last = addDays(on, -1);
  const span = { from: duty.suspendedFrom, until: last, basis };
  // Resumed on the day it was suspended: no day was lost.
  const suspensions = last < span.from ? duty.suspensions : [...duty.suspensions, span];
  return {
    ...duty,
    suspendedFrom: null,
    suspensions,
    ...schedule(duty.ruleCode, duty.begunOn, calendar, { variant: duty.variant, suspensions }),
  };
}
