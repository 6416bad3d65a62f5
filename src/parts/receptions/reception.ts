import type { WorkCalendar } from '../../ground/law/calendar.ts';
import { dutyDays, type FrequencyRule, frequencyOn } from '../../ground/law/reception-frequency.ts';
import type { PostId, UnitId, UnitKind } from '../../ground/organization/organization.ts';
import type { Id } from '../../platform/id.ts';
import { addDays, dayOfWeek, type PlainDate, parsePlainDate } from '../../platform/time.ts';

export type SessionId = Id<'receptionSession'>;
export type BookingId = Id<'receptionBooking'>;
export type VisitId = Id<'receptionVisit'>;

/** `joint`: with the leader of the level above, as on the 15th in the article. */
export const sessionKinds = ['regular', 'unscheduled', 'joint'] as const;
export type SessionKind = (typeof sessionKinds)[number];
export type SessionState = 'planned' | 'held' | 'cancelled';

export interface Session {
  id: SessionId;
  unitId: UnitId;
  leaderPost: PostId;
  leaderTitle: string;
  kind: SessionKind;
  onDay: PlainDate;
  /** The day it was first meant for. */
  meantFor: PlainDate;
  fromTime: string;
  place: string;
  seats: number;
  state: SessionState;
  postedAt: Date | null;
  why: string | null;
  inPerson: boolean | null;
  receivedBy: string | null;
  version: number;
}

/**
 * `waiting`: no seat is free. `arrived`: is there. `called`: asked in. The others end it: received, called
 * off, or not come.
 */
export const bookingStates = [
  'booked',
  'waiting',
  'arrived',
  'called',
  'done',
  'cancelled',
  'absent',
] as const;
export type BookingState = (typeof bookingStates)[number];
/** States in which somebody takes a seat. */
export const seated: readonly BookingState[] = ['booked', 'arrived', 'called', 'done'];

/** What the log says was done: exactly one of columns 8 to 10 of Form 03, or that the visit was refused. */
export const outcomes = ['accept', 'guide', 'transfer', 'refuse'] as const;
export type Outcome = (typeof outcomes)[number];

/** What somebody comes with, as the log sorts it. */
export const matterKinds = ['reflection', 'recommendation', 'complaint', 'denunciation'] as const;
export type MatterKind = (typeof matterKinds)[number];

/** Days on which leaders receive every week, Monday first. */
export const weekdays = ['1', '2', '3', '4', '5'] as const;

/** Grounds for not receiving (Law on Citizen Reception 2013, Art. 9). */
export const refusalGrounds = ['R1', 'R2', 'R3', 'R4'] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/** A matter that was settled may be refused by the head alone, by written notice (Circular 04/2021). */
export function needsHead(ground: RefusalGround): boolean {
  return ground === 'R3';
}

/** How the days of a year are chosen: by days of the month, or every week on one day. */
export type Pattern = { days: readonly number[] } | { weekday: number };

/** A session as planned: the day meant, and the day it is on, which is the next working day where that is off. */
export interface PlannedDay {
  meantFor: PlainDate;
  onDay: PlainDate;
}

/**
 * The sessions of a span. A day off moves its session to the next working day, as all schedules of leaders
 * do; two that meet on one day so are one.
 */
export function planDays(
  pattern: Pattern,
  from: PlainDate,
  to: PlainDate,
  calendar: WorkCalendar,
): PlannedDay[] {
  const planned = new Map<PlainDate, PlannedDay>();
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const meant =
      'days' in pattern ? pattern.days.includes(Number(date.slice(8))) : dayOfWeek(date) === pattern.weekday;
    if (!meant) continue;
    let onDay = date;
    while (calendar.dayOff(onDay)) onDay = addDays(onDay, 1);
    if (!planned.has(onDay)) planned.set(onDay, { meantFor: date, onDay });
  }
  return [...planned.values()];
}

/** Sessions of one leader in a month, each way of holding counted by itself. */
export interface MonthCount {
  /** Any day of the month; the first. */
  month: PlainDate;
  rule: FrequencyRule | undefined;
  required: number;
  /** Days on which a session was held, in person or not. */
  held: number;
  inPerson: number;
  delegated: number;
  cancelled: number;
  unscheduled: number;
  planned: number;
}

/** A span in which a leader owed receptions, as the head of a unit of a kind; `until` is the first day after it. */
export interface DutySpan {
  unitKind: UnitKind;
  from: PlainDate;
  until: PlainDate | null;
}

/**
 * Compliance of a leader, month by month, against the rule of each month's first day. Days count, not
 * sessions: two on one day are one day. What is owed is owed from the first day of the post and of the unit, and to their
 * last. Never capped: more than asked is shown as it is.
 */
export function countMonths(
  sessions: readonly Pick<Session, 'onDay' | 'state' | 'inPerson' | 'kind'>[],
  spans: readonly DutySpan[],
  year: number,
  until: PlainDate,
): MonthCount[] {
  const months: MonthCount[] = [];
  for (let month = 1; month <= 12; month++) {
    const first = parsePlainDate(`${year}-${String(month).padStart(2, '0')}-01`);
    if (first > until) break;
    const of = sessions.filter((session) => session.onDay.slice(0, 7) === first.slice(0, 7));
    const days = (test: (session: (typeof of)[number]) => boolean) =>
      new Set(of.filter(test).map((session) => session.onDay)).size;
    const inPerson = days((one) => one.state === 'held' && one.inPerson === true);
    const held = days((one) => one.state === 'held');
    const owed = spans.flatMap(({ unitKind, from, until: end }) =>
      dutyDays(unitKind, first).filter(({ on }) => on >= from && (end === null || on < end)),
    );
    const [span] = spans.filter((one) => one.until === null || one.until > first);
    months.push({
      month: first,
      rule: span && frequencyOn(span.unitKind, first),
      required: owed.reduce((sum, one) => sum + one.least, 0),
      held,
      inPerson,
      // Nobody received in person that day, but somebody did.
      delegated: held - inPerson,
      cancelled: days((one) => one.state === 'cancelled'),
      unscheduled: days((one) => one.state === 'held' && one.kind === 'unscheduled'),
      planned: days((one) => one.state === 'planned'),
    });
  }
  return months;
}
