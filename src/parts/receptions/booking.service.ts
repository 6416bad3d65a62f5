import type { SignedIn } from '../../ground/access/session.ts';
import { type CitizenCode, codeFor, hashCode } from '../../ground/code.ts';
import type { Services } from '../../ground/services.ts';
import { beginAs, takeOnPage } from '../../ground/step/take.ts';
import { type Queries, sql } from '../../platform/database/database.ts';
import { once } from '../../platform/http/idempotency.ts';
import { notFound } from '../../platform/http/problem.ts';
import { newId } from '../../platform/id.ts';
import type { Language } from '../../platform/language.ts';
import { putMail } from '../../platform/mail/outbox.ts';
import { addDays, dayInVietnam, formatDate, type PlainDate } from '../../platform/time.ts';
import { knownSteps } from './known.ts';
import { receptionPaths, receptionPaths as to } from './paths.ts';
import {
  type Booking,
  bookingByCode,
  firstWaiting,
  insertBooking,
  lockSession,
  readBooking,
  setBookingState,
  toRemind,
} from './reception.store.ts';
import type { BookingId, BookingState, SessionId } from './reception.ts';
import { SessionRefused } from './schedule.service.ts';
import { texts } from './texts.ts';

/** What somebody says who wants to be received. */
export interface BookingGiven {
  name: string;
  phone: string | null;
  email: string | null;
  matter: string;
  people: number;
}

/** A seat that was given, or a place among those who wait for one. */
export interface Booked {
  id: BookingId;
  ticket: number;
  state: BookingState;
}

async function seatsTaken(tx: Queries, session: SessionId): Promise<number> {
  const row = await tx.one<{ taken: number }>(sql`
    select count(*)::int as taken from reception_booking
    where session_id = ${session} and state in ('booked', 'arrived', 'called', 'done')`);
  return row.taken;
}

/**
 * Books a seat of a session, or a place on its waiting list where all are taken. The session is held while
 * it is counted, so that no seat is given twice; the same key again gives the same ticket and code.
 *
 * @throws SessionRefused when the session is over, not posted, or no more
 */
export async function book(
  services: Services,
  session: SessionId,
  given: BookingGiven,
  how: { channel: Booking['channel']; key: string; language: Language; officer?: SignedIn },
): Promise<{ booked: Booked; code: CitizenCode }> {
  const { db, clock, secrets, config } = services;
  const code = codeFor(secrets.codes, how.key);
  const { result } = await once(db, 'booking', how.key, { session, given }, async (tx): Promise<Booked> => {
    if (how.officer) await beginAs(services, tx, how.officer, knownSteps.walkIn, to.session(session));
    const held = await lockSession(tx, session);
    if (!held) throw notFound();
    const now = clock();
    if (held.state !== 'planned' || held.onDay < dayInVietnam(now) || !held.postedAt)
      throw new SessionRefused('wrongState');
    const free = (await seatsTaken(tx, session)) < held.seats;
    // Who stands at the desk on the day is there already, and is seen whatever was booked.
    const there = how.channel === 'desk' && held.onDay === dayInVietnam(now);
    const state: BookingState = there ? 'arrived' : free ? 'booked' : 'waiting';
    const id: BookingId = newId();
    const ticket = await insertBooking(tx, {
      ...given,
      id,
      sessionId: session,
      channel: how.channel,
      state,
      madeAt: now,
      codeHash: hashCode(code),
    });
    if (given.email) {
      const t = texts[how.language];
      await putMail(
        tx,
        {
          once: `${id}/booked`,
          to: given.email,
          subject: t.mailBookedSubject(formatDate(held.onDay)),
          body: t.mailBookedBody(
            ticket,
            formatDate(held.onDay),
            held.fromTime,
            held.place,
            state === 'waiting',
            `${config.publicUrl}${to.mine}`,
          ),
        },
        config.publicHost,
        now,
      );
    }
    return { id, ticket, state };
  });
  return { booked: result, code };
}

/** Calls a booking off, by the citizen's code; the seat goes to who has waited longest. */
export async function cancelByCode(services: Services, codeHash: Buffer): Promise<void> {
  await services.db.transaction(async (tx) => {
    const booking = await bookingByCode(tx, codeHash);
    if (!booking) throw notFound();
    await lockSession(tx, booking.sessionId);
    const now = await readBooking(tx, booking.id);
    if (!now || !['booked', 'waiting'].includes(now.state)) return;
    await setBookingState(tx, booking.id, 'cancelled');
    if (now.state === 'booked') await giveSeat(services, tx, booking.sessionId);
  });
}

/** Gives a seat that has become free to who has waited longest, and tells them. */
async function giveSeat(services: Services, tx: Queries, session: SessionId): Promise<void> {
  const next = await firstWaiting(tx, session);
  if (!next) return;
  await setBookingState(tx, next.id, 'booked');
  if (!next.email) return;
  const { config, clock } = services;
  await putMail(
    tx,
    {
      once: `${next.id}/seat`,
      to: next.email,
      subject: texts.vi.mailSeatSubject,
      body: texts.vi.mailSeatBody(next.ticket, `${config.publicUrl}${to.mine}`),
    },
    config.publicHost,
    clock(),
  );
}

/** From which states somebody comes to another one; a click repeated, or from an old page, changes nothing. */
const comesFrom: Record<'arrived' | 'called' | 'done' | 'absent', readonly BookingState[]> = {
  arrived: ['booked', 'waiting'],
  called: ['arrived'],
  done: ['booked', 'arrived', 'called'],
  absent: ['booked', 'arrived', 'called'],
};

/** Moves somebody through the queue at the desk. Where nobody came, the seat goes to who has waited longest. */
export async function moveInQueue(
  services: Services,
  officer: SignedIn,
  id: BookingId,
  to: 'arrived' | 'called' | 'done' | 'absent',
): Promise<void> {
  const { db, clock } = services;
  const at = (await readBooking(db, id))?.sessionId;
  if (!at) throw notFound();
  await takeOnPage(services, officer, knownSteps.queue, receptionPaths.session(at), async (tx) => {
    const booking = await readBooking(tx, id);
    if (!booking) throw notFound();
    const session = await lockSession(tx, booking.sessionId);
    const now = await readBooking(tx, id);
    if (!session || !now || !comesFrom[to].includes(now.state)) return;
    await setBookingState(tx, id, to, to === 'called' ? clock() : null);
    const free = to === 'absent' && session.onDay >= dayInVietnam(clock());
    if (free && (await seatsTaken(tx, session.id)) < session.seats)
      await giveSeat(services, tx, booking.sessionId);
  });
}

/** Reminds tomorrow's visitors once. Safe to run twice, and late. */
export async function remind(services: Services): Promise<void> {
  const { db, clock, config } = services;
  const tomorrow: PlainDate = addDays(dayInVietnam(clock()), 1);
  for (const one of await toRemind(db, tomorrow)) {
    await db.transaction(async (tx) => {
      await putMail(
        tx,
        {
          once: `${one.id}/reminder/${one.onDay}`,
          to: one.email as string,
          subject: texts.vi.mailReminderSubject(formatDate(one.onDay)),
          body: texts.vi.mailReminderBody(one.ticket, formatDate(one.onDay), one.fromTime, one.place),
        },
        config.publicHost,
        clock(),
      );
      await tx.run(sql`update reception_booking set reminded = true where id = ${one.id}`);
    });
  }
}
