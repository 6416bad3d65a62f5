import { worksIn } from '../../ground/access/decision.ts';
import type { SignedIn } from '../../ground/access/session.ts';
import { insertDuty } from '../../ground/duty/duty.store.ts';
import type { Duty } from '../../ground/duty/duty.ts';
import { dutyBefore, dutyOf } from '../../ground/duty/single.ts';
import type { PostId, UnitId } from '../../ground/organization/organization.ts';
import type { Fact } from '../../ground/record/entry.ts';
import { Refused } from '../../ground/refused.ts';
import type { Services } from '../../ground/services.ts';
import { takeStep } from '../../ground/step/take.ts';
import { sql, type Transaction } from '../../platform/database/database.ts';
import { HttpError, notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import { dayInVietnam, type PlainDate } from '../../platform/time.ts';
import { knownSteps } from './known.ts';
import { receptionPaths as to } from './paths.ts';
import { insertSessions, lockSession, updateSession } from './reception.store.ts';
import { type Pattern, planDays, type Session, type SessionId, type SessionKind } from './reception.ts';
import { texts } from './texts.ts';

/** Why a session cannot be changed so. */
export type SessionFault = keyof (typeof texts)['vi']['sessionFaults'];

/** Thrown when nothing was changed. */
export class SessionRefused extends Refused {
  /** @param field of the form that it is about, where it is about one */
  constructor(
    readonly fault: SessionFault,
    field?: string,
  ) {
    super({ vi: texts.vi.sessionFaults[fault], en: texts.en.sessionFaults[fault] }, field);
  }
}

/** Who keeps the schedule of a unit: those who work there, and its leaders. */
export function mayKeep(officer: SignedIn, unit: UnitId): boolean {
  return worksIn(officer, unit);
}

async function enter(
  services: Services,
  tx: Transaction,
  officer: SignedIn,
  session: Session,
  step: string,
  facts: Record<string, Fact> = {},
): Promise<void> {
  await services.record.append(tx, {
    type: `reception.${step}`,
    subject: session.id,
    seq: session.version,
    role: officer.role,
    unit: officer.unitCode,
    facts: {
      kind: session.kind,
      // Of the post, as two leaders of a unit can receive on one day.
      leader: session.leaderPost,
      on_day: session.onDay,
      from_time: session.fromTime,
      state: session.state,
      ...facts,
    },
    sealed: { post: officer.post },
  });
}

/**
 * The duty of posting a session ahead: due five working days before it, counted backwards. One duty for the
 * earliest session of a plan: posting the plan fulfils it.
 */
export function postingDuty(
  services: Pick<Services, 'calendar'>,
  session: Pick<Session, 'id' | 'unitId' | 'onDay'>,
  today: PlainDate,
): Duty {
  return dutyBefore(
    {
      subjectType: 'reception',
      subjectId: session.id,
      unit: session.unitId,
      rule: 'TCD-POST',
      begunOn: today,
      owedTo: 'public',
      eventOn: session.onDay,
    },
    services.calendar,
  );
}

/** Plans a leader's sessions of a span, with the duty to post them in time. @returns how many are new */
export async function plan(
  services: Services,
  officer: SignedIn,
  given: {
    post: PostId;
    title: string;
    pattern: Pattern;
    from: PlainDate;
    to: PlainDate;
    fromTime: string;
    place: string;
    seats: number;
    kind: SessionKind;
  },
  key: string,
): Promise<number> {
  const { calendar, clock } = services;
  const days = planDays(given.pattern, given.from, given.to, calendar);
  if (days.length === 0) throw new SessionRefused('nothing', 'from');
  const taking = { step: knownSteps.plan, page: to.plan, key, request: given };
  const result = await takeStep(services, officer, taking, async (tx) => {
    const sessions = days.map(
      ({ meantFor, onDay }): Session => ({
        id: newId(),
        unitId: officer.unit,
        leaderPost: given.post,
        leaderTitle: given.title,
        kind: given.kind,
        onDay,
        meantFor,
        fromTime: given.fromTime,
        place: given.place,
        seats: given.seats,
        state: 'planned',
        postedAt: null,
        why: null,
        inPerson: null,
        receivedBy: null,
        version: 1,
      }),
    );
    const made = await insertSessions(tx, sessions);
    const first = sessions[0] as Session;
    const kept = await tx.first(sql`select from reception_session where id = ${first.id}`);
    if (kept) {
      const duty = postingDuty(services, first, dayInVietnam(clock()));
      await insertDuty(tx, duty);
      await enter(services, tx, officer, first, 'planned', {
        sessions: made,
        until: sessions.at(-1)?.onDay ?? first.onDay,
        duties: `open ${duty.ruleCode} ${duty.dueOn}`,
      });
    }
    return { made };
  });
  return result.made;
}

/** Posts every planned session of the unit that is not posted yet; fulfils the duties to do so. */
export async function postAll(services: Services, officer: SignedIn, key: string): Promise<void> {
  const { clock } = services;
  const taking = { step: knownSteps.post, page: to.plan, key, request: 'postAll' };
  await takeStep(services, officer, taking, async (tx) => {
    const now = clock();
    const today = dayInVietnam(now);
    const posted = await tx.rows<{ id: SessionId; version: number }>(sql`
      update reception_session set posted_at = ${now}, version = version + 1
      where unit_id = ${officer.unit} and state = 'planned' and posted_at is null returning id, version`);
    const ids = posted.map((row) => row.id);
    const done = await tx.rows<{ subject: SessionId; due: PlainDate }>(sql`
      update duty set ended = 'done', ended_on = ${today}, ended_seq = 2
      where subject_type = 'reception' and subject_id = any(${ids}::uuid[]) and rule_code = 'TCD-POST'
        and ended is null returning subject_id as subject, due_on as due`);
    for (const { subject, due } of done) {
      const version = posted.find((row) => row.id === subject)?.version ?? 2;
      await services.record.append(tx, {
        type: 'reception.posted',
        subject,
        seq: version,
        role: officer.role,
        unit: officer.unitCode,
        facts: { sessions: posted.length, duties: `done TCD-POST ${today}`, due_on: due },
        sealed: { post: officer.post },
      });
    }
    return { posted: posted.length };
  });
}

export const sessionSteps = ['hold', 'postpone', 'cancel'] as const;
export type SessionStep = (typeof sessionSteps)[number];

/** Takes a session one step on: held (by whom), postponed to another day, or cancelled; with why. */
export async function takeSessionStep(
  services: Services,
  officer: SignedIn,
  id: SessionId,
  step: SessionStep,
  given: { inPerson?: boolean; receivedBy?: string; why?: string; to?: PlainDate | undefined },
  request: { key: string; version: number | undefined },
): Promise<void> {
  const { clock } = services;
  const asked = { id, step, given };
  const taking = { step: knownSteps[step], page: to.session(id), key: request.key, request: asked };
  await takeStep(services, officer, taking, async (tx) => {
    const before = await lockSession(tx, id);
    if (!before) throw notFound();
    if (!mayKeep(officer, before.unitId)) throw notFound();
    if (request.version !== undefined && before.version !== request.version)
      throw new HttpError(409, 'conflict');
    if (before.state !== 'planned') throw new SessionRefused('wrongState');
    const today = dayInVietnam(clock());
    const after: Session = { ...before, version: before.version + 1 };
    if (step === 'hold') {
      if (before.onDay > today) throw new SessionRefused('notYet');
      after.state = 'held';
      after.inPerson = given.inPerson ?? false;
      after.receivedBy = given.inPerson ? null : (given.receivedBy ?? null);
    } else if (step === 'postpone') {
      if (!given.to || given.to <= today) throw new SessionRefused('past', 'to');
      after.onDay = given.to;
      after.why = given.why ?? null;
    } else {
      after.state = 'cancelled';
      after.why = given.why ?? null;
    }
    await updateSession(tx, after, today);
    await enter(services, tx, officer, after, step, {
      ...(step === 'hold' && { in_person: after.inPerson ?? false }),
      ...(given.why && { why: given.why }),
    });
    return { version: after.version };
  });
}

/** What a promise is as a duty: due on the day that was named, on the ground of the law. */
export function promiseDuty(
  services: Pick<Services, 'calendar'>,
  promise: { subject: string; unit: UnitId; today: PlainDate; due: PlainDate },
): Duty {
  return dutyOf(
    {
      subjectType: 'receptionPromise',
      subjectId: promise.subject,
      unit: promise.unit,
      rule: 'TCD-PROMISE',
      begunOn: promise.today,
      owedTo: 'citizen',
      agreedFor: promise.due,
    },
    services.calendar,
  );
}
