import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConditionRules,
  evaluationRulesOf,
  evaluationRulesOn,
  levels,
  type PointRules,
} from '../../ground/law/evaluation-rules.ts';
import { parsePlainDate } from '../../platform/time.ts';
import {
  capLines,
  excellentCap,
  levelByConditions,
  type Product,
  resultsShare,
  scoreByPoints,
  sumProducts,
} from './score.ts';

const day = parsePlainDate;
const decree335 = evaluationRulesOf('ND335-2025') as PointRules;
const decree90 = evaluationRulesOf('ND90-2020') as ConditionRules;
const party366 = evaluationRulesOf('QD366-2025') as PointRules;

const one = (given: Partial<Product> = {}): Product => ({
  weight: 100,
  done: true,
  late: 0,
  faults: 0,
  beyond: false,
  ...given,
});
const many = (count: number, given: Partial<Product> = {}) => Array.from({ length: count }, () => one(given));
const total = (score: ReturnType<typeof scoreByPoints>) =>
  score ? score.total.numerator / score.total.denominator : undefined;

describe('which rules a period is rated by', () => {
  test.each([
    ['2025-12-31', 'year', ['ND90-2020']],
    ['2026-12-31', 'year', ['ND335-2025']],
    ['2020-06-30', 'year', []],
    ['2026-03-31', 'quarter', ['QD366-2025']],
    ['2025-06-30', 'quarter', []],
  ] as const)('a %s ending %s', (last, period, codes) => {
    expect(evaluationRulesOn(day(last), period).map((rules) => rules.code)).toEqual(codes);
  });
});

describe('Decree 335/2025, worked by hand', () => {
  test.each([
    // Ten of ten, faultless: 30 + 70.
    ['all on time', many(10), 30, undefined, 100, 'excellent'],
    // 8 of 10 done: a = b = c = 0.8, 0.8 × 70 = 56; 28 + 56 = 84.
    ['eight of ten done', [...many(8), ...many(2, { done: false })], 28, undefined, 84, 'good'],
    // One of four late once: a = b = 1, c = (3 + 0.75) / 4 = 0.9375; mean 0.979166…, × 70 = 68.541666…; + 25.
    ['one of four late', [...many(3), one({ late: 1 })], 25, undefined, 93.541_666_7, 'excellent'],
    // Late twice and faulty once: b = (1 + 0.75) / 2, c = (1 + 0.5) / 2; mean (1 + .875 + .75) / 3 = .875; 61.25 + 28 = 89.25.
    ['late twice and faulty', [one(), one({ late: 2, faults: 1 })], 28, undefined, 89.25, 'good'],
    // Five delays lose all of the progress points and no more.
    ['late five times', [one({ late: 5 })], 30, undefined, 30 + (70 * 2) / 3, 'good'],
    // Weighted: 3 units done, 1 not: 0.75 × 70 = 52.5; 20 + 52.5.
    ['by weight', [one({ weight: 300 }), one({ weight: 100, done: false })], 20, undefined, 72.5, 'good'],
    // A leader: (1 + 1 + 1 + 0.5 + 0.8 + 0.9) / 6 × 70 = 60.666…; + 30.
    ['a leader', many(5), 30, { results: 50, organising: 80, uniting: 90 }, 90.666_666_7, 'excellent'],
    ['nothing done', many(2, { done: false }), 20, undefined, 20, 'notCompleted'],
  ] as const)('%s', (_, products, common, leader, points, level) => {
    const score = scoreByPoints(decree335, sumProducts(products, decree335.lostEach), common, leader);
    expect(total(score)).toBeCloseTo(points, 5);
    expect(score?.level).toBe(level);
  });

  test('the bands are of the exact number: 89.99… is not 90', () => {
    // 20 + 70 × 0.99… stays below 90 by any rounding.
    const products = [...many(299), one({ done: false })];
    const score = scoreByPoints(decree335, sumProducts(products, 25), 20, undefined);
    expect(total(score)).toBeCloseTo(89.766_67, 4);
    expect(score?.level).toBe('good');
    expect(scoreByPoints(decree335, sumProducts(many(3), 25), 20, undefined)?.level).toBe('excellent');
  });

  test('nothing assigned is no score', () => {
    expect(scoreByPoints(decree335, sumProducts([], 25), 30, undefined)).toBeUndefined();
  });

  test('a leader’s item on results: all completed, or half', () => {
    expect(resultsShare({ units: 4, completed: 4 })).toBe(100);
    expect(resultsShare({ units: 4, completed: 3 })).toBe(50);
    // While nobody is rated it is not said that all are completed.
    expect(resultsShare({ units: 0, completed: 0 })).toBe(50);
  });
});

describe('Decree 90/2020, by its conditions', () => {
  const led = (given: Partial<NonNullable<Parameters<typeof levelByConditions>[2]>> = {}) => ({
    units: 4,
    completed: 4,
    good: 3,
    own: undefined,
    ...given,
  });
  test.each([
    ['all on time, half beyond', [...many(5), ...many(5, { beyond: true })], undefined, 'excellent'],
    ['all on time, fewer beyond', [...many(6), ...many(4, { beyond: true })], undefined, 'good'],
    ['one of ten late', [...many(9), one({ late: 1 })], undefined, 'completed'],
    ['two of ten late', [...many(8), ...many(2, { late: 1 })], undefined, 'completed'],
    ['three of ten: the decree leaves it open', [...many(7), ...many(3, { late: 1 })], undefined, undefined],
    ['six of ten not good', [...many(4), ...many(6, { faults: 1 })], undefined, 'notCompleted'],
    ['a leader whose units are', many(4, { beyond: true }), led(), 'excellent'],
    ['a leader, too few units good', many(4, { beyond: true }), led({ good: 2 }), 'good'],
    ['a leader, one unit not completed', many(4, { beyond: true }), led({ completed: 3 }), 'completed'],
    ['a leader is not above the own unit', many(4, { beyond: true }), led({ own: 'completed' }), 'completed'],
  ] as const)('%s: %s', (_, products, of, level) => {
    expect(levelByConditions(decree90, sumProducts(products, 0), of)?.level).toBe(level);
  });
});

describe('Regulation 366 asks more than points', () => {
  test.each([
    ['on time, a third beyond', [...many(6), ...many(3, { beyond: true })], 30, 'excellent'],
    ['on time, few beyond', many(9), 30, 'good'],
    ['one late', [...many(9), one({ late: 1 })], 30, 'completed'],
    ['a third late', [...many(6), ...many(3, { late: 1 })], 30, 'notCompleted'],
  ] as const)('%s', (_, products, common, level) => {
    expect(scoreByPoints(party366, sumProducts(products, 25), common, undefined)?.level).toBe(level);
  });
});

describe('the cap', () => {
  test.each([
    [0, 20, 0],
    [4, 20, 0],
    [5, 20, 1],
    [9, 20, 1],
    [10, 20, 2],
    [10, 25, 2],
    [12, 25, 3],
  ])('%i rated good at %i%%: %i excellent at most', (good, share, most) => {
    expect(excellentCap(good, share)).toBe(most);
  });

  test('it is asked of the agency and of each group: one can hold where the other does not', () => {
    const rated = [
      ...Array.from({ length: 2 }, () => ({ group: 'lead', level: 'excellent' as const })),
      { group: 'lead', level: 'good' as const },
      ...Array.from({ length: 10 }, () => ({ group: 'officer', level: 'good' as const })),
    ];
    expect(capLines(rated, 20)).toEqual([
      { group: '', excellent: 2, good: 11, most: 2, broken: false },
      { group: 'lead', excellent: 2, good: 1, most: 0, broken: true },
      { group: 'officer', excellent: 0, good: 10, most: 2, broken: false },
    ]);
  });
});

describe('whatever somebody did', () => {
  const product = fc.record({
    weight: fc.integer({ min: 1, max: 500 }),
    done: fc.boolean(),
    late: fc.integer({ min: 0, max: 6 }),
    faults: fc.integer({ min: 0, max: 6 }),
    beyond: fc.boolean(),
  });
  const products = fc.array(product, { minLength: 1, maxLength: 30 });
  const common = fc.integer({ min: 0, max: 30 });
  const leader = fc.option(
    fc.record({
      results: fc.constantFrom(50, 100),
      organising: fc.integer({ min: 0, max: 100 }),
      uniting: fc.integer({ min: 0, max: 100 }),
    }),
    { nil: undefined },
  );

  test('points lie from 0 to 100, and one more product on time never lowers them', () => {
    fc.assert(
      fc.property(products, common, leader, fc.integer({ min: 1, max: 500 }), (all, given, led, weight) => {
        for (const rules of [decree335, party366]) {
          const of = (list: readonly Product[]) =>
            scoreByPoints(
              rules,
              sumProducts(list, rules.lostEach),
              given,
              rules.leaderItems.length > 0 ? led : undefined,
            );
          const [before, after] = [of(all), of([...all, one({ weight })])];
          if (!before || !after) throw new Error('no score');
          const points = total(before) ?? -1;
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(100);
          expect((total(after) ?? 0) + 1e-9).toBeGreaterThanOrEqual(points);
        }
        const level = levelByConditions(decree90, sumProducts(all, 0), undefined)?.level;
        if (level) expect(levels).toContain(level);
      }),
    );
  });

  test('the lines are the score: anybody adds them up again', () => {
    fc.assert(
      fc.property(products, common, (all, given) => {
        const score = scoreByPoints(decree335, sumProducts(all, 25), given, undefined);
        const sum = (score?.lines ?? []).reduce(
          (points, line) => points + (70 / 3) * (line.share.numerator / line.share.denominator),
          given,
        );
        expect(sum).toBeCloseTo(total(score) ?? -1, 6);
      }),
    );
  });
});
