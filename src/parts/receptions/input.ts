import { rightlyRepresented } from '../../ground/law/group.ts';
import { tooLongIn } from '../../platform/http/fields.ts';
import type { Language } from '../../platform/language.ts';
import { type PlainDate, readTypedDate } from '../../platform/time.ts';
import type { BookingGiven } from './booking.service.ts';
import { outcomes, type Pattern, refusalGrounds, type SessionKind, sessionKinds } from './reception.ts';
import { texts } from './texts.ts';
import type { VisitGiven } from './visit.service.ts';

type Errors = Record<string, string>;

const phonePattern = /^(\+84|0)\d{8,10}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const timePattern = /^([01]?\d|2[0-3]):[0-5]\d$/;

const clean = (text: string | undefined) => (text ?? '').trim().normalize('NFC');
const orNull = (text: string) => text || null;

/** Reads what somebody says who books; faults by field. */
export function readBookingForm(
  values: Record<string, string>,
  language: Language,
): { ok: true; given: BookingGiven } | { ok: false; errors: Errors } {
  const t = texts[language];
  const errors: Errors = {};
  const name = clean(values.name);
  const matter = clean(values.matter);
  const phone = clean(values.phone).replace(/[\s.-]/g, '');
  const email = clean(values.email);
  const people = Number(values.people ?? '1');
  if (!name) errors.name = t.required;
  if (!phone) errors.phone = t.required;
  else if (!phonePattern.test(phone)) errors.phone = t.badPhone;
  if (email && !emailPattern.test(email)) errors.email = t.badEmail;
  if (!matter) errors.matter = t.required;
  if (!Number.isInteger(people) || people < 1 || people > 1000) errors.people = t.badPeople;
  Object.assign(errors, tooLongIn(values, { name: 100, matter: 1000, phone: 20, email: 200 }, language));
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, given: { name, phone, email: orNull(email), matter, people } };
}

/** Reads a plan of sessions; faults by field. */
export function readPlanForm(
  values: Record<string, string>,
  language: Language,
):
  | {
      ok: true;
      given: {
        pattern: Pattern;
        from: PlainDate;
        to: PlainDate;
        fromTime: string;
        place: string;
        seats: number;
        kind: SessionKind;
      };
    }
  | { ok: false; errors: Errors } {
  const t = texts[language];
  const errors: Errors = {};
  const days = clean(values.days)
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number);
  const weekday = Number(values.weekday ?? '');
  if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 31)) errors.days = t.badDays;
  else if (days.length === 0 && !(weekday >= 1 && weekday <= 5)) errors.days = t.required;
  const from = readTypedDate(values.from ?? '');
  const to = readTypedDate(values.to ?? '');
  if (!from) errors.from = t.badDate;
  if (!to || (from && to < from)) errors.to = t.badDate;
  const typed = clean(values.fromTime);
  if (!timePattern.test(typed)) errors.fromTime = t.badTime;
  const place = clean(values.place);
  if (!place) errors.place = t.required;
  const seats = Number(values.seats ?? '');
  if (!Number.isInteger(seats) || seats < 1 || seats > 500) errors.seats = t.badPeople;
  const kind = sessionKinds.find((one) => one === values.kind);
  if (!kind) errors.kind = t.choose;
  Object.assign(errors, tooLongIn(values, { days: 100, place: 200, fromTime: 5 }, language));
  if (!from || !to || !kind || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    given: {
      pattern: days.length > 0 ? { days } : { weekday },
      from,
      to,
      fromTime: typed.padStart(5, '0'),
      place,
      seats,
      kind,
    },
  };
}

// Characters of what a visit's form takes.
const visitLimits = {
  name: 100,
  address: 300,
  phone: 20,
  identityNote: 100,
  representatives: 500,
  matter: 500,
  statement: 20_000,
  against: 500,
  handledBefore: 300,
  outcomeText: 2000,
  promise: 1000,
  note: 1000,
};

/** Reads a visit as the desk took it down; faults by field, each a key of the texts. */
export function readVisitForm(
  values: Record<string, string>,
  today: PlainDate,
  language: Language = 'vi',
): { ok: true; given: Omit<VisitGiven, 'session' | 'booking'> } | { ok: false; faults: Errors } {
  const faults: Errors = {};
  const need = (field: string) => {
    const text = clean(values[field]);
    if (!text) faults[field] = 'required';
    return text;
  };
  const people = Number(values.people || '1');
  if (!Number.isInteger(people) || people < 1 || people > 10_000) faults.people = 'people';
  const speaking = clean(values.representatives);
  if (!rightlyRepresented(people, speaking)) faults.representatives = 'groupPeople';
  const kind = (['complaint', 'denunciation', 'recommendation', 'reflection'] as const).find(
    (one) => one === values.kind,
  );
  if (!kind) faults.kind = 'required';
  const outcome = outcomes.find((one) => one === values.outcome);
  if (!outcome) faults.outcome = 'required';
  const ground = refusalGrounds.find((one) => one === values.refusalGround) ?? null;
  if (outcome === 'refuse' && !ground) faults.refusalGround = 'required';
  const outcomeText = clean(values.outcomeText);
  if ((outcome === 'guide' || outcome === 'transfer') && !outcomeText) faults.outcomeText = 'required';
  const promised = clean(values.promise);
  const due = values.promiseDue ? readTypedDate(values.promiseDue) : undefined;
  if (promised && (!due || due < today)) faults.promiseDue = 'promiseDate';
  if (!promised && values.promiseDue) faults.promise = 'promiseWords';
  const name = need('name');
  const matter = need('matter');
  Object.assign(faults, tooLongIn(values, visitLimits, language));
  const signed = values.signed === 'paper' ? 'paper' : 'spoken';
  if (!kind || !outcome || Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    given: {
      name,
      address: clean(values.address),
      phone: clean(values.phone),
      identityNote: orNull(clean(values.identityNote)),
      people,
      representatives: orNull(speaking),
      kind,
      matter,
      statement: orNull(clean(values.statement)),
      signed,
      against: orNull(clean(values.against)),
      handledBefore: orNull(clean(values.handledBefore)),
      outcome,
      outcomeText: orNull(outcomeText),
      refusalGround: outcome === 'refuse' ? ground : null,
      note: orNull(clean(values.note)),
      promise: promised && due ? { text: promised, due } : null,
    },
  };
}
