import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Duty } from '../../ground/duty/duty.ts';
import type { PersonId, PostId, UnitId } from '../../ground/organization/organization.ts';
import { addDays, parsePlainDate } from '../../platform/time.ts';
import type { DocumentId } from './document.ts';
import {
  cellOf,
  climbed,
  dateFault,
  mayTakeStep,
  type Standing,
  sharesOf,
  type Task,
  type TaskId,
  takeTaskStep,
  taskSteps,
} from './task.ts';

const day = parsePlainDate;
const due = day('2026-06-30');
const task: Task = {
  id: 't' as TaskId,
  documentId: 'd' as DocumentId,
  clauseId: null,
  parentId: null,
  path: ['t' as TaskId],
  originId: 'd' as DocumentId,
  title: 'Rà soát',
  giverUnit: 'g' as UnitId,
  unitId: 'u' as UnitId,
  withUnits: [],
  postId: null,
  askedFor: due,
  laterWhy: null,
  state: 'open',
  extensions: 0,
  wantedDate: null,
  wantedWhy: null,
  declinedWhy: null,
  reportedBy: null,
  explained: false,
  children: 0,
  version: 2,
};
const duty = {
  dueOn: due,
  ended: null,
  endedOn: null,
  suspendedFrom: null,
  explanation: [],
  begunOn: day('2026-01-20'),
} as unknown as Duty;
const doer: Standing = { person: 'p' as PersonId, works: true, leads: true, assigned: false, orders: false };
const orderer: Standing = {
  person: 'o' as PersonId,
  works: false,
  leads: false,
  assigned: false,
  orders: true,
};
const words = { text: 'Lý do.', date: undefined, post: undefined };
const on = (today: string, of: Partial<Parameters<typeof takeTaskStep>[4]> = {}) => ({
  today: day(today),
  duty,
  openBelow: 0,
  dueAbove: undefined,
  mostExtensions: 1,
  ...of,
});

describe('steps of a task', () => {
  test('done is not done until accepted, and then on the day it was reported', () => {
    const reported = takeTaskStep(task, 'report', doer, words, on('2026-06-30'));
    if (typeof reported === 'string') throw new Error(reported);
    // Waiting for the acceptance, it does not fall overdue.
    expect(cellOf(reported.task, reported.duty, day('2026-08-01'))).toBe('openInTime');
    const done = takeTaskStep(
      reported.task,
      'accept',
      orderer,
      { ...words, text: undefined },
      on('2026-08-01', { duty: reported.duty }),
    );
    if (typeof done === 'string') throw new Error(done);
    expect(done.duty).toMatchObject({ ended: 'done', endedOn: '2026-06-30' });
    expect(cellOf(done.task, done.duty, day('2026-08-01'))).toBe('doneOnTime');
  });

  test('given back, its clock goes on as if it had never stopped', () => {
    const reported = takeTaskStep(task, 'report', doer, words, on('2026-06-30'));
    if (typeof reported === 'string') throw new Error(reported);
    const back = takeTaskStep(
      reported.task,
      'giveBack',
      orderer,
      words,
      on('2026-07-10', { duty: reported.duty }),
    );
    if (typeof back === 'string') throw new Error(back);
    expect(cellOf(back.task, back.duty, day('2026-07-10'))).toBe('openOverdue');
    expect(back.duty?.dueOn).toBe(due);
  });

  test.each([
    ['report', doer, words, on('2026-07-01'), 'needsExplanation'],
    ['report', doer, words, on('2026-06-01', { openBelow: 2 }), 'openBelow'],
    ['report', doer, { ...words, text: undefined }, on('2026-06-01'), 'needsText'],
    ['report', orderer, words, on('2026-06-01'), 'notAllowed'],
    ['accept', orderer, words, on('2026-06-01'), 'wrongState'],
    ['askLater', doer, words, on('2026-06-01'), 'needsDate'],
    ['askLater', doer, { ...words, date: due }, on('2026-06-01'), 'notLater'],
    [
      'askLater',
      doer,
      { ...words, date: day('2026-07-31') },
      on('2026-06-01', { mostExtensions: 0 }),
      'tooOften',
    ],
    ['grantLater', orderer, words, on('2026-06-01'), 'wrongState'],
    ['cancel', doer, words, on('2026-06-01'), 'notAllowed'],
  ] as const)('%s is refused: %s', (step, who, given, context, fault) => {
    expect(takeTaskStep(task, step, who, given, context)).toBe(fault);
  });

  test('nobody accepts what they handed in, whatever else they are', () => {
    const both = { ...doer, orders: true };
    const reported = takeTaskStep(task, 'report', both, words, on('2026-06-30'));
    if (typeof reported === 'string') throw new Error(reported);
    expect(mayTakeStep(reported.task, 'accept', both)).toBe('samePerson');
  });

  test('a date after that of the task above needs a reason, given or put off', () => {
    expect(dateFault({ askedFor: day('2026-07-01'), laterWhy: null }, due, day('2026-01-01'))).toBe(
      'laterThanAbove',
    );
    expect(
      dateFault({ askedFor: day('2026-07-01'), laterWhy: 'chờ số liệu' }, due, day('2026-01-01')),
    ).toBeUndefined();
    expect(dateFault({ askedFor: day('2025-12-31'), laterWhy: null }, due, day('2026-01-01'))).toBe('past');
    expect(dateFault({ askedFor: null, laterWhy: null }, due, day('2026-01-01'))).toBeUndefined();
    const asked = { ...task, wantedDate: day('2026-07-31'), wantedWhy: 'x' };
    const context = on('2026-06-20', { dueAbove: due });
    expect(takeTaskStep(asked, 'grantLater', orderer, { ...words, text: undefined }, context)).toBe(
      'laterThanAbove',
    );
    const granted = takeTaskStep(asked, 'grantLater', orderer, words, context);
    expect(granted).toMatchObject({
      task: { extensions: 1, laterWhy: 'Lý do.' },
      duty: { dueOn: '2026-07-31' },
    });
  });

  test('whatever is tried in whatever order, the date moves by a grant or a change alone and an end is an end', () => {
    const step = fc.record({
      step: fc.constantFrom(...taskSteps),
      who: fc.constantFrom(doer, orderer),
      after: fc.integer({ min: 0, max: 20 }),
      words: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (history) => {
        let now: { task: Task; duty: Duty | undefined } = { task, duty };
        let today = day('2026-06-10');
        let grants = 0;
        for (const one of history) {
          today = addDays(today, one.after);
          const given = { text: one.words ? 'x' : undefined, date: addDays(today, 30), post: 'p' as PostId };
          const next = takeTaskStep(now.task, one.step, one.who, given, on(today, { duty: now.duty }));
          if (typeof next === 'string') continue;
          expect(['done', 'cancelled']).not.toContain(now.task.state);
          expect(next.task.version).toBe(now.task.version + 1);
          if (one.step === 'grantLater') grants += 1;
          else if (one.step !== 'change') expect(next.duty?.dueOn).toBe(now.duty?.dueOn);
          now = next;
        }
        expect(grants).toBeLessThanOrEqual(1);
        expect(now.task.state === 'done').toBe(now.duty?.ended === 'done');
      }),
    );
  });
});

test('shares say of how many: open ones too', () => {
  const counts = {
    openInTime: 3,
    openOverdue: 2,
    doneOnTime: 4,
    doneLate: 1,
    openNoDate: 5,
    doneNoDate: 0,
    cancelled: 9,
  };
  expect(sharesOf(counts)).toEqual({ done: 5, all: 15, onTime: 4, due: 7 });
});

test.each([
  [0, 0],
  [1, 1],
  [3, 1],
  [4, 2],
  [7, 3],
])('%i working days late, it has climbed %i levels', (late, levels) => {
  expect(climbed(late)).toBe(levels);
});
