import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reached, votingRuleOn } from '../../ground/law/grassroots.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { Refused } from '../../ground/refused.ts';
import { parsePlainDate } from '../../platform/time.ts';
import { daysPosted, earliestClose } from './consultation.ts';
import { readSites } from './dialogue.service.ts';
import {
  joinedInto,
  type Question,
  type QuestionId,
  questionsFor,
  runningOrder,
  stillNeeded,
  takesQuestions,
} from './dialogue.ts';

const day = parsePlainDate;
const question = (number: number, more: Partial<Question> = {}): Question => ({
  id: `q${number}` as QuestionId,
  dialogueId: 'd' as Question['dialogueId'],
  number,
  text: `Câu ${number}`,
  source: 'web',
  joinedTo: null,
  withheldWhy: null,
  unitId: null,
  unitVi: null,
  unitEn: null,
  prepared: null,
  answer: null,
  answeredOn: null,
  votes: 0,
  askers: 1,
  version: 1,
  ...more,
});

describe('the running order', () => {
  test('what is withheld or prepared is read where the question is worked on', () => {
    const [here, there, elsewhere] = ['here', 'there', 'elsewhere'] as unknown as [UnitId, UnitId, UnitId];
    const all = [
      question(1, { prepared: 'Nháp', unitId: there }),
      question(2, { withheldWhy: 'Nêu đời tư người khác' }),
    ];
    const read = (unit: UnitId) =>
      questionsFor(all, here, (one) => one === unit).map((one) => [one.number, one.prepared]);
    expect(read(here)).toEqual([
      [1, 'Nháp'],
      [2, null],
    ]);
    expect(read(there)).toEqual([[1, 'Nháp']]);
    expect(read(elsewhere)).toEqual([[1, null]]);
  });

  test('more askers first, then who asked first; joined and withheld ones are not called up', () => {
    const order = runningOrder([
      question(1),
      question(2, { votes: 3 }),
      question(3, { joinedTo: 'q2' as QuestionId }),
      question(4, { withheldWhy: 'Nêu đời tư người khác' }),
      question(5),
    ]);
    expect(order.map((one) => one.number)).toEqual([2, 1, 5]);
  });

  test('nobody waits behind one with less support', () => {
    const counts = fc.record({ votes: fc.nat(50), askers: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 40 }), (given) => {
        const order = runningOrder(given.map((one, at) => question(at + 1, one)));
        for (let at = 1; at < order.length; at += 1) {
          const [before, now] = [order[at - 1], order[at]];
          if (!before || !now) throw new Error('a gap');
          expect(before.votes + before.askers).toBeGreaterThanOrEqual(now.votes + now.askers);
        }
      }),
    );
  });

  test('a question joined twice stands with the one asked in the end', () => {
    const all = [
      question(1),
      question(2, { joinedTo: 'q1' as QuestionId }),
      question(3, { joinedTo: 'q2' as QuestionId }),
    ];
    expect(joinedInto(all, 'q3' as QuestionId)).toBe('q1');
    expect(joinedInto(all, 'q1' as QuestionId)).toBe('q1');
  });
});

describe('voters who ask', () => {
  const rule = votingRuleOn('dialogueAsked', day('2026-03-01'));
  test.each([
    [841, 8_412, false, 1],
    [842, 8_412, true, 0],
    [1, 10, true, 0],
    [0, 10, false, 1],
  ])('%i of %i', (asked, voters, enough, left) => {
    expect(reached(rule, asked, voters)).toBe(enough);
    expect(stillNeeded(rule, asked, voters)).toBe(left);
  });

  test('as many as are still needed are enough, and one fewer is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom('atLeast', 'above'),
        (voters, reach) => {
          const asked = { ...rule, reach: reach as 'atLeast' | 'above' };
          const least = stillNeeded(asked, 0, voters);
          expect(reached(asked, least, voters)).toBe(true);
          expect(reached(asked, least - 1, voters)).toBe(false);
        },
      ),
    );
  });
});

test('households decide by more than half until mid-2023, and by half since', () => {
  expect(reached(votingRuleOn('householdDecision', day('2019-04-01')), 50, 100)).toBe(false);
  expect(reached(votingRuleOn('householdDecision', day('2024-04-01')), 50, 100)).toBe(true);
});

test('questions are taken until the day itself, and not once it is called off', () => {
  const planned = { state: 'announced' as const, onDay: day('2026-12-10') };
  expect(takesQuestions(planned, day('2026-12-10'))).toBe(true);
  expect(takesQuestions(planned, day('2026-12-11'))).toBe(false);
  expect(takesQuestions({ ...planned, state: 'cancelled' }, day('2026-12-01'))).toBe(false);
});

test('places are read one a line', () => {
  expect(readSites('Hội trường | 120\n Nhà văn hóa Khóm 3|60 \n')).toEqual([
    { name: 'Hội trường', seats: 120 },
    { name: 'Nhà văn hóa Khóm 3', seats: 60 },
  ]);
  for (const wrong of ['', 'Hội trường', 'A | 0', 'A | 5\nA | 6'])
    expect(() => readSites(wrong)).toThrow(Refused);
});

test('a draft stands for its days, the first of which is not counted', () => {
  const closesOn = earliestClose(day('2026-11-01'), 30);
  expect(closesOn).toBe('2026-12-01');
  expect(daysPosted({ postedOn: day('2026-11-01'), closesOn }, day('2026-11-11'))).toEqual({
    posted: 10,
    of: 30,
  });
  expect(daysPosted({ postedOn: day('2026-11-01'), closesOn }, day('2027-01-01'))).toEqual({
    posted: 30,
    of: 30,
  });
});
