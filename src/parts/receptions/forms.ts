import { named } from '../../platform/language.ts';
import { choicesOf, formSpec } from '../../platform/page/form-spec.ts';
import { matterKinds, outcomes, refusalGrounds, sessionKinds, weekdays } from './reception.ts';
import { kindNames, texts } from './texts.ts';

const name = named(texts);
const grouped = <Key extends 'outcomes' | 'refusalGrounds' | 'kinds' | 'weekdays' | 'signedOptions'>(
  key: Key,
) => ({
  vi: texts.vi[key],
  en: texts.en[key],
});

/** Somebody who asks for a seat, or stands at the desk without one. */
export const bookingForm = formSpec({
  name: { kind: 'text', label: name('name'), most: 100, autocomplete: 'name' },
  phone: { kind: 'phone', label: name('phone'), width: 'medium' },
  email: { kind: 'email', label: name('email'), hint: name('emailHint'), optional: true },
  matter: { kind: 'area', label: name('matter'), hint: name('matterHint'), most: 1000, rows: 3 },
  people: {
    kind: 'number',
    label: name('people'),
    hint: name('groupRule'),
    atLeast: 1,
    atMost: 1000,
    initial: '1',
  },
});

const { email: _, ...atTheDesk } = bookingForm;
export const walkInForm = formSpec(atTheDesk);

export const holdForm = formSpec({
  who: {
    kind: 'choice',
    label: name('closeQuestion'),
    initial: 'leader',
    options: [
      { value: 'leader', label: name('byLeader') },
      { value: 'deputy', label: name('byDeputy') },
    ],
  },
  receivedBy: {
    kind: 'text',
    label: name('receivedBy'),
    optional: true,
    neededIf: { field: 'who', among: ['deputy'] },
  },
});

export const cancelForm = formSpec({ why: { kind: 'area', label: name('why'), most: 1000, rows: 2 } });

export const postponeForm = formSpec({ to: { kind: 'day', label: name('to') }, ...cancelForm });

/** A leader's sessions of a span. */
export const planForm = formSpec({
  leader: { kind: 'pick', label: name('whose') },
  days: {
    kind: 'text',
    label: name('days'),
    hint: name('daysHint'),
    optional: true,
    most: 100,
    width: 'medium',
  },
  weekday: {
    kind: 'select',
    label: name('weekday'),
    optional: true,
    options: choicesOf(weekdays, grouped('weekdays')),
  },
  from: { kind: 'day', label: name('planFrom') },
  to: { kind: 'day', label: name('planTo') },
  fromTime: { kind: 'time', label: name('time'), initial: '07:30' },
  place: { kind: 'text', label: name('place'), most: 200 },
  seats: { kind: 'number', label: name('seats'), atLeast: 1, atMost: 500, initial: '8' },
  kind: {
    kind: 'select',
    label: name('sessionKind'),
    initial: 'regular',
    options: choicesOf(sessionKinds, grouped('kinds')),
  },
});

export const keptForm = formSpec({ words: { kind: 'area', label: name('keptHow'), most: 2000, rows: 2 } });

/** A visit as it goes into the log; not everything is asked of every visit. */
export const visitForm = formSpec({
  session: { kind: 'pick', label: name('session'), optional: true, hidden: true },
  booking: { kind: 'pick', label: name('booking'), optional: true, hidden: true },
  name: { kind: 'text', label: name('name'), most: 100 },
  address: { kind: 'text', label: name('address'), optional: true },
  phone: {
    kind: 'text',
    label: name('phone'),
    optional: true,
    most: 20,
    width: 'medium',
    autocomplete: 'off',
  },
  identityNote: {
    kind: 'text',
    label: name('identityNote'),
    hint: name('identityHint'),
    optional: true,
    most: 100,
  },
  people: { kind: 'number', label: name('people'), atLeast: 1, atMost: 10_000, initial: '1' },
  representatives: {
    kind: 'area',
    label: name('representatives'),
    hint: name('groupRule'),
    optional: true,
    most: 500,
    rows: 2,
  },
  kind: { kind: 'select', label: name('kind'), options: choicesOf(matterKinds, kindNames) },
  matter: { kind: 'area', label: name('matter'), most: 500, rows: 2 },
  statement: {
    kind: 'area',
    label: name('statement'),
    hint: name('statementHint'),
    optional: true,
    most: 20_000,
    rows: 6,
  },
  against: { kind: 'text', label: name('against'), optional: true, most: 500 },
  signed: {
    kind: 'choice',
    label: name('signed'),
    initial: 'spoken',
    options: choicesOf(['paper', 'spoken'], grouped('signedOptions')),
  },
  handledBefore: { kind: 'text', label: name('handledBefore'), optional: true },
  outcome: { kind: 'choice', label: name('outcome'), options: choicesOf(outcomes, grouped('outcomes')) },
  outcomeText: {
    kind: 'area',
    label: name('outcomeText'),
    optional: true,
    neededIf: { field: 'outcome', among: ['guide', 'transfer'] },
    most: 2000,
    rows: 2,
  },
  refusalGround: {
    kind: 'select',
    label: name('refusalGround'),
    optional: true,
    neededIf: { field: 'outcome', among: ['refuse'] },
    options: choicesOf(refusalGrounds, grouped('refusalGrounds')),
  },
  promise: {
    kind: 'area',
    label: name('promiseText'),
    hint: name('promiseHint'),
    optional: true,
    neededIf: { field: 'promiseDue' },
    most: 1000,
    rows: 2,
  },
  promiseDue: { kind: 'day', label: name('promiseDue'), optional: true, neededIf: { field: 'promise' } },
  note: { kind: 'text', label: name('note'), optional: true, most: 1000 },
});

/** What may be put right of a line in the log; what is counted of it is taken back and entered anew. */
export const visitDataForm = formSpec({
  name: visitForm.name,
  address: visitForm.address,
  identityNote: visitForm.identityNote,
  representatives: visitForm.representatives,
  matter: visitForm.matter,
  statement: visitForm.statement,
  handledBefore: visitForm.handledBefore,
  outcomeText: { kind: 'area', label: name('outcomeText'), optional: true, most: 2000, rows: 2 },
  note: visitForm.note,
  why: { kind: 'area', label: name('correctWhy'), most: 500, rows: 2 },
});
