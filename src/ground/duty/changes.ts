import { newId } from '../../platform/id.ts';
import type { Bilingual } from '../../platform/language.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { WorkCalendar } from '../law/calendar.ts';
import { ruleOn } from '../law/catalogue.ts';
import type { ClockLine } from '../law/clock.ts';
import type { RuleCode, Variant } from '../law/rule.ts';
import type { PostId, UnitId } from '../organization/organization.ts';
import { type Duty, extended, resumed, schedule } from './duty.ts';

/** What a step asks of the duties of its subject. */
export type DutyChange =
  | {
      do: 'open';
      rule: RuleCode;
      begunOn: PlainDate;
      owedTo: Duty['owedTo'];
      event?: Bilingual;
      /** The day that was promised or asked for, where the rule counts none. */
      agreedFor?: PlainDate;
    }
  | { do: 'done' | 'lapse'; rule: RuleCode }
  | { do: 'extend'; rule: RuleCode; variant: Variant }
  /** A term whose first day was entered wrong begins on another. */
  | { do: 'rebegin'; rule: RuleCode; on: PlainDate }
  | { do: 'lapseAll' | 'suspendAll' | 'resumeAll' }
  | { do: 'handOver'; to: UnitId }
  | { do: 'assign'; to: PostId | null };

/** Where and when the changes happen. */
export interface ChangeContext {
  subjectType: string;
  subjectId: string;
  unit: UnitId;
  today: PlainDate;
  /** The record's entry that carries the change. */
  seq: number;
  calendar: WorkCalendar;
  /** Why the clock stood still, for the explanation of the new date. */
  suspensionBasis?: Bilingual | undefined;
}

/** Duties after the changes: those to insert, those to update, and the words for the record. */
export interface Changed {
  opened: Duty[];
  updated: Duty[];
  /** All open duties afterwards. */
  open: Duty[];
  /** One line for the record: no date moves without it. */
  fact: string;
}

/** Applies changes in order. Pure: the caller writes what comes out, in the transaction of the step. */
export function applyChanges(
  duties: readonly Duty[],
  changes: readonly DutyChange[],
  context: ChangeContext,
): Changed {
  const { today, calendar, seq } = context;
  let open = duties.filter((duty) => duty.ended === null);
  const opened: Duty[] = [];
  const updated = new Map<string, Duty>();
  const words: string[] = [];

  const replace = (duty: Duty, word: string) => {
    words.push(word);
    const fresh = opened.findIndex((one) => one.id === duty.id);
    if (fresh >= 0) opened[fresh] = duty;
    else updated.set(duty.id, duty);
    open =
      duty.ended === null
        ? open.map((one) => (one.id === duty.id ? duty : one))
        : open.filter((one) => one.id !== duty.id);
  };
  const end = (duty: Duty, how: 'done' | 'lapsed') =>
    replace({ ...duty, ended: how, endedOn: today, endedSeq: seq }, `${how} ${duty.ruleCode} ${today}`);
  // Who had the matter has its next duty as well.
  const responsible = () =>
    [...open, ...duties].find((duty) => duty.ownerUnit === context.unit)?.responsiblePost ?? null;
  const withRule = (rule: RuleCode) => open.find((duty) => duty.ruleCode === rule);

  for (const change of changes) {
    switch (change.do) {
      case 'open': {
        const duty: Duty = {
          id: newId(),
          subjectType: context.subjectType,
          subjectId: context.subjectId,
          ownerUnit: context.unit,
          responsiblePost: responsible(),
          owedTo: change.owedTo,
          ruleCode: change.rule,
          variant: null,
          suspensions: [],
          suspendedFrom: null,
          ended: null,
          endedOn: null,
          openedSeq: seq,
          endedSeq: null,
          extended: 0,
          returned: 0,
          wholeId: null,
          ...begunBy(datesOf(change, calendar), change.event),
        };
        opened.push(duty);
        open = [...open, duty];
        words.push(`open ${duty.ruleCode} ${duty.dueOn}`);
        break;
      }
      case 'done':
      case 'lapse': {
        const duty = withRule(change.rule);
        if (duty) end(duty, change.do === 'done' ? 'done' : 'lapsed');
        break;
      }
      case 'rebegin': {
        const duty = withRule(change.rule);
        if (duty) {
          const { variant, suspensions } = duty;
          const anew = {
            ...duty,
            ...schedule(change.rule, change.on, calendar, { variant, suspensions }),
          };
          replace(anew, `rebegin ${duty.ruleCode} ${anew.dueOn}`);
        }
        break;
      }
      case 'lapseAll':
        for (const duty of open.filter(ofTheCase)) end(duty, 'lapsed');
        break;
      case 'extend': {
        const duty = withRule(change.rule);
        if (duty) {
          const longer = { ...extended(duty, change.variant, calendar), extended: duty.extended + 1 };
          replace(longer, `extend ${duty.ruleCode} ${longer.dueOn}`);
        }
        break;
      }
      case 'suspendAll':
        for (const duty of open.filter(ofTheCase)) {
          if (duty.suspendedFrom === null)
            replace({ ...duty, suspendedFrom: today }, `suspend ${duty.ruleCode} ${today}`);
        }
        break;
      case 'resumeAll':
        for (const duty of open) {
          if (duty.suspendedFrom === null) continue;
          const running = resumed(duty, today, context.suspensionBasis ?? { vi: '', en: '' }, calendar);
          replace(running, `resume ${duty.ruleCode} ${running.dueOn}`);
        }
        break;
      case 'handOver':
        // Whoever had it there has it no longer: the head of the new unit assigns it anew.
        for (const duty of open)
          replace(
            { ...duty, ownerUnit: change.to, responsiblePost: null },
            `hand over ${duty.ruleCode} ${duty.dueOn}`,
          );
        break;
      case 'assign':
        for (const duty of open)
          replace({ ...duty, responsiblePost: change.to }, `assign ${duty.ruleCode} ${duty.dueOn}`);
        break;
    }
  }
  return { opened, updated: [...updated.values()], open, fact: words.join('; ') };
}

/** What another body is owed beside a case goes on, however the case stands. */
const ofTheCase = (duty: Duty): boolean => duty.owedTo !== 'unit';

/** The dates of a term that opens: counted by its rule, or the day agreed on. */
function datesOf(change: DutyChange & { do: 'open' }, calendar: WorkCalendar): ReturnType<typeof schedule> {
  const dates = schedule(change.rule, change.begunOn, calendar);
  if (!change.agreedFor) return dates;
  const { basis, trigger } = ruleOn(change.rule, change.begunOn);
  return {
    ...dates,
    dueOn: change.agreedFor,
    provisional: false,
    explanation: [
      { line: 'trigger', date: change.begunOn, trigger },
      { line: 'promised', date: change.agreedFor, basis },
    ],
  };
}

/** The reasons of a date whose term began with another event than the rule's usual one. */
function begunBy<Dates extends { explanation: ClockLine[] }>(
  dates: Dates,
  event: Bilingual | undefined,
): Dates {
  if (!event) return dates;
  return {
    ...dates,
    explanation: dates.explanation.map((line) =>
      line.line === 'trigger' ? { ...line, trigger: event } : line,
    ),
  };
}
