import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levels } from '../../ground/law/evaluation-rules.ts';
import type { PersonId } from '../../ground/organization/organization.ts';
import { parsePlainDate } from '../../platform/time.ts';
import {
  type FileProduct,
  fileStates,
  fileSteps,
  levelFault,
  mayStep,
  periodOf,
  type Rater,
  rubricLevel,
  rubricPoints,
  signsOf,
} from './round.ts';

const rater = (given: Partial<Rater>): Rater => ({
  person: 'p' as PersonId,
  own: false,
  leads: false,
  decides: false,
  answers: false,
  ...given,
});

test.each([
  [{ year: 2026, quarter: null }, '2026-01-01', '2026-12-31'],
  [{ year: 2026, quarter: 1 }, '2026-01-01', '2026-03-31'],
  [{ year: 2024, quarter: 4 }, '2024-10-01', '2024-12-31'],
])('the period of %j', (round, from, to) => {
  expect(periodOf(round)).toEqual({ from, to });
});

test('nobody rates or decides their own file, whatever they lead', () => {
  fc.assert(
    fc.property(fc.constantFrom(...fileStates), fc.constantFrom(...fileSteps), (state, step) => {
      const result = mayStep({ state }, step, rater({ own: true, leads: true, decides: true }));
      if (step !== 'assess' && step !== 'appeal') expect(result).toBe('ownFile');
    }),
  );
});

test('an appeal is answered by who may, and by nobody because they decided', () => {
  const appealed = { state: 'appealed' } as const;
  expect(mayStep(appealed, 'answerAppeal', rater({ decides: true, leads: true }))).toBe('notAllowed');
  expect(mayStep(appealed, 'answerAppeal', rater({ answers: true }))).toBe('final');
});

test.each([
  ['good', 'excellent', undefined, 'above'],
  ['good', 'excellent', 'vì xứng đáng', 'above'],
  ['good', 'good', undefined, undefined],
  ['good', 'completed', undefined, 'lowerNeedsWhy'],
  ['good', 'completed', 'có kết luận kiểm tra', undefined],
  [undefined, 'good', undefined, 'noLevel'],
  [undefined, 'good', 'căn cứ ý kiến tập thể', undefined],
  [undefined, 'excellent', 'căn cứ ý kiến tập thể', 'above'],
] as const)('the rules give %s, somebody decides %s saying %s: %s', (computed, level, why, fault) => {
  expect(
    levelFault({ level: computed, possible: computed ? [computed] : ['good', 'completed'] }, level, why),
  ).toBe(fault);
});

describe('a unit by a table of criteria', () => {
  const criteria = [
    { code: 'a', name: { vi: 'A', en: 'A' }, most: 25, figure: 'f' },
    { code: 'b', name: { vi: 'B', en: 'B' }, most: 75 },
  ];
  test('points of a figure are computed, the others are given; none is more than its most', () => {
    const figures = new Map([['f', { numerator: 19, denominator: 20 }]]);
    const { lines, total, most } = rubricPoints(criteria, { a: { given: 25 }, b: { given: 90 } }, figures);
    expect(lines.map((line) => [line.points, line.from])).toEqual([
      [23.8, 'figure'],
      [75, 'given'],
    ]);
    expect([total, most]).toEqual([98.8, 100]);
    expect(rubricPoints(criteria, {}, new Map()).lines.map((line) => line.from)).toEqual(['none', 'none']);
  });

  test.each([
    [90, 'excellent'],
    [89.9, 'good'],
    [70, 'good'],
    [50, 'completed'],
    [49.9, 'notCompleted'],
  ])('%d of 100: %s', (total, level) => {
    expect(rubricLevel(total, 100)).toBe(level);
    expect(levels).toContain(level);
  });
});

test('signs are counted beside the score, of how many were done', () => {
  const product = (given: Partial<FileProduct>): FileProduct => ({
    position: 1,
    sourceType: 'task',
    sourceId: 's',
    ruleCode: 'VB-TASK',
    title: null,
    dueOn: null,
    doneOn: null,
    weight: 100,
    done: true,
    late: 0,
    faults: 0,
    beyond: false,
    lastDay: false,
    extended: 0,
    returned: 0,
    objective: null,
    evidence: null,
    ...given,
  });
  const products = [
    product({ lastDay: true, doneOn: parsePlainDate('2026-12-30') }),
    product({ extended: 1, doneOn: parsePlainDate('2026-12-28') }),
    product({ sourceType: 'own', sourceId: null }),
    product({ done: false, returned: 3 }),
  ];
  expect(signsOf(products, parsePlainDate('2026-12-31'))).toEqual([
    { sign: 'lastDay', count: 1, of: 3 },
    { sign: 'bulk', count: 1, of: 3 },
    { sign: 'extended', count: 1, of: 3 },
    { sign: 'noEvidence', count: 1, of: 3 },
  ]);
});
