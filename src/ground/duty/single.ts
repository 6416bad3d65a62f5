import { type Queries, sql } from '../../platform/database/database.ts';
import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import { formatDate, type PlainDate } from '../../platform/time.ts';
import type { WorkCalendar } from '../law/calendar.ts';
import { ruleOn } from '../law/catalogue.ts';
import { type ClockLine, dueBefore } from '../law/clock.ts';
import type { RuleCode } from '../law/rule.ts';
import type { UnitId } from '../organization/organization.ts';
import { Refused, refusals } from '../refused.ts';
import { applyChanges } from './changes.ts';
import { insertDuty } from './duty.store.ts';
import type { Duty } from './duty.ts';

/** A duty of its own: what is owed, by whom, since when. */
export interface Owed {
  subjectType: string;
  subjectId: string;
  unit: UnitId;
  rule: RuleCode;
  begunOn: PlainDate;
  owedTo: Duty['owedTo'];
  /** The day that was promised or set, where the rule counts none. */
  agreedFor?: PlainDate;
  /** The event, where it is not the rule's usual one. */
  event?: Bilingual;
  seq?: number;
}

/** The duty that follows from what is owed: counted by its rule, or due on the day that was set. */
export function dutyOf(owed: Owed, calendar: WorkCalendar): Duty {
  const { subjectType, subjectId, unit, rule, begunOn, owedTo, agreedFor, event, seq = 1 } = owed;
  const { opened } = applyChanges(
    [],
    [{ do: 'open', rule, begunOn, owedTo, ...(agreedFor && { agreedFor }), ...(event && { event }) }],
    { subjectType, subjectId, unit, today: begunOn, seq, calendar },
  );
  return opened[0] as Duty;
}

/** A duty due some days before an event, counted backwards from it (a posting, an announcement). */
export function dutyBefore(owed: Owed & { eventOn: PlainDate }, calendar: WorkCalendar): Duty {
  const { subjectType, subjectId, unit, rule: code, begunOn, owedTo, eventOn, seq = 1 } = owed;
  const rule = ruleOn(code, eventOn);
  return {
    id: newId(),
    subjectType,
    subjectId,
    ownerUnit: unit,
    responsiblePost: null,
    owedTo,
    ruleCode: code,
    variant: null,
    begunOn,
    dueOn: dueBefore(rule.amount, rule.unit, eventOn, calendar),
    provisional: !calendar.announced(eventOn),
    toConfirm: rule.standing === 'toConfirm',
    explanation: [
      {
        line: 'before',
        event: eventOn,
        amount: rule.amount,
        unit: rule.unit,
        code: rule.code,
        basis: rule.basis,
      },
    ],
    suspensions: [],
    suspendedFrom: null,
    ended: null,
    endedOn: null,
    openedSeq: seq,
    endedSeq: null,
    extended: 0,
    returned: 0,
    wholeId: null,
  };
}

/** Opens a duty. @returns it, and the words for the record */
export async function openDuty(
  tx: Queries,
  calendar: WorkCalendar,
  owed: Owed,
): Promise<{ duty: Duty; fact: string }> {
  const duty = dutyOf(owed, calendar);
  await insertDuty(tx, duty);
  return { duty, fact: `open ${duty.ruleCode} ${duty.dueOn}` };
}

/** Ends the open duty of a rule on a subject. @returns the words for the record; undefined where none was open */
export async function endDuty(
  tx: Queries,
  subjectId: string,
  rule: RuleCode,
  how: 'done' | 'lapsed',
  on: PlainDate,
  seq = 2,
): Promise<string | undefined> {
  const ended = await tx.run(sql`
    update duty set ended = ${how}, ended_on = ${on}, ended_seq = ${seq}
    where subject_id = ${subjectId} and rule_code = ${rule} and ended is null`);
  return ended > 0 ? `${how} ${rule} ${on}` : undefined;
}

/** Hands the open duty of a rule on a subject to another unit. @returns the words for the record */
export async function handOverDuty(
  tx: Queries,
  subjectId: string,
  rule: RuleCode,
  unit: UnitId,
): Promise<string> {
  const moved = await tx.run(sql`
    update duty set owner_unit = ${unit}, responsible_post = null
    where subject_id = ${subjectId} and rule_code = ${rule} and ended is null`);
  if (moved === 0) throw new Refused(refusals.wrongState);
  return `handOver ${rule}`;
}

const notLater: Bilingual = { vi: 'Hạn mới phải sau hạn cũ.', en: 'The new date must be after the old one.' };

/**
 * Puts an open duty off, with the reason in its reasoning for all to read.
 *
 * @returns the words for the record
 * @throws Refused at `due` where the new date is not after the old one
 */
export async function putOffDuty(
  tx: Queries,
  subjectId: string,
  rule: RuleCode,
  given: { due: PlainDate; why: string },
  today: PlainDate,
): Promise<string> {
  const open = await tx.first<{ due: PlainDate }>(sql`
    select due_on as due from duty where subject_id = ${subjectId} and rule_code = ${rule} and ended is null for update`);
  if (!open) throw new Refused(refusals.wrongState);
  if (given.due <= open.due) throw new Refused(notLater, 'due');
  const line: ClockLine = {
    line: 'promised',
    date: given.due,
    basis: {
      vi: `lùi hạn ngày ${formatDate(today)}: ${given.why}`,
      en: `put off on ${formatDate(today)}: ${given.why}`,
    },
  };
  await tx.run(sql`
    update duty set due_on = ${given.due}, extended = extended + 1,
      explanation = explanation || ${JSON.stringify([line])}::jsonb
    where subject_id = ${subjectId} and rule_code = ${rule} and ended is null`);
  return `extend ${rule} ${given.due}`;
}
