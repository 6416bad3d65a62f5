import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { belowLastYear, readTarget, stateOf } from './target.ts';

const share = { better: 'more', denominator: { vi: 'x', en: 'x' } } as const;
const less = { better: 'less', denominator: { vi: 'x', en: 'x' } } as const;
const count = { better: 'less' } as const;

describe('targets', () => {
  test.each([
    [9375, share, { numerator: 15, denominator: 16 }, true, 'reached'],
    [9376, share, { numerator: 15, denominator: 16 }, true, 'missed'],
    [9000, share, { numerator: 15, denominator: 16 }, false, 'onCourse'],
    [500, less, { numerator: 1, denominator: 20 }, true, 'reached'],
    [499, less, { numerator: 1, denominator: 20 }, false, 'behind'],
    [0, count, { numerator: 0, denominator: undefined }, true, 'reached'],
    [0, count, { numerator: 1, denominator: undefined }, true, 'missed'],
    [9000, share, { numerator: 0, denominator: 0 }, true, 'nothing'],
  ] as const)('%i against %j', (value, figure, counted, over, state) => {
    expect(stateOf({ value }, figure, counted, over)).toBe(state);
  });

  test.each([
    ['95', true, 9500],
    ['95,5', true, 9550],
    ['95.55 %', true, 9555],
    ['110', true, 11000],
    ['2000', true, undefined],
    ['12', false, 12],
    ['12,5', false, undefined],
    ['12%', false, undefined],
    ['-1', true, undefined],
    ['chín mươi', true, undefined],
  ])('%s is read', (typed, of, value) => {
    expect(readTarget(typed, of)).toBe(value);
  });

  test('set below last year’s result is told, and the same as last year is not', () => {
    const last = { numerator: 96, denominator: 100 };
    expect(belowLastYear({ value: 9500 }, share, last)).toBe(true);
    expect(belowLastYear({ value: 9600 }, share, last)).toBe(false);
    expect(belowLastYear({ value: 9700 }, share, last)).toBe(false);
    expect(belowLastYear({ value: 500 }, less, { numerator: 3, denominator: 100 })).toBe(true);
  });

  test('one more on time never turns a target from reached to missed', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(10_000),
        (numerator, denominator, value) => {
          fc.pre(numerator < denominator);
          const before = stateOf({ value }, share, { numerator, denominator }, true);
          const after = stateOf({ value }, share, { numerator: numerator + 1, denominator }, true);
          expect(before === 'reached' && after === 'missed').toBe(false);
        },
      ),
    );
  });
});
