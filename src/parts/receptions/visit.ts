import { rightlyRepresented } from '../../ground/law/group.ts';
import type { Given } from '../../platform/page/form-spec.ts';
import type { PlainDate } from '../../platform/time.ts';
import type { visitForm } from './forms.ts';
import type { BookingId, MatterKind, Outcome, RefusalGround, SessionId } from './reception.ts';
import type { texts } from './texts.ts';

/** A visit as the desk took it down. */
export interface VisitGiven {
  session: SessionId | null;
  booking: BookingId | null;
  name: string;
  address: string;
  phone: string;
  identityNote: string | null;
  people: number;
  representatives: string | null;
  kind: MatterKind;
  matter: string;
  statement: string | null;
  signed: 'paper' | 'spoken';
  against: string | null;
  handledBefore: string | null;
  outcome: Outcome;
  outcomeText: string | null;
  refusalGround: RefusalGround | null;
  note: string | null;
  promise: { text: string; due: PlainDate } | null;
}

/** What is wrong with a visit beyond its single fields. */
export type VisitFault = keyof (typeof texts)['vi']['visitFaults'];

/**
 * A visit out of the form of the desk.
 *
 * @param today the day on which it is taken down
 * @returns the visit, or what is wrong by field
 */
export function visitOf(
  given: Given<typeof visitForm>,
  today: PlainDate,
): { ok: true; visit: VisitGiven } | { ok: false; faults: Partial<Record<string, VisitFault>> } {
  const { session, booking, promise, promiseDue, outcome, refusalGround, address, phone, ...told } = given;
  const faults: Partial<Record<string, VisitFault>> = {};
  if (!rightlyRepresented(given.people, given.representatives ?? '')) faults.representatives = 'groupPeople';
  if (promise && (!promiseDue || promiseDue < today)) faults.promiseDue = 'promiseDate';
  if (!promise && promiseDue) faults.promise = 'promiseWords';
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    visit: {
      ...told,
      session: session as SessionId | null,
      booking: booking as BookingId | null,
      address: address ?? '',
      phone: phone ?? '',
      outcome,
      refusalGround: outcome === 'refuse' ? refusalGround : null,
      promise: promise && promiseDue ? { text: promise, due: promiseDue } : null,
    },
  };
}
