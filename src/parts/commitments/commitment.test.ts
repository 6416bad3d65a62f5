import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersonId } from '../../ground/organization/organization.ts';
import { parsePlainDate } from '../../platform/time.ts';
import {
  bindingFault,
  commitmentSteps,
  contradicts,
  type ItemTerms,
  isOwnName,
  markOf,
  type Side,
  takeCommitmentStep,
} from './commitment.ts';

const head: Side = { person: 'h' as PersonId, works: true, leads: true, superior: false };
const superior: Side = { person: 's' as PersonId, works: false, leads: false, superior: true };
const items = [{ people: true, state: 'active' as const }];

describe('steps of a commitment', () => {
  test('proposed, agreed, signed by both, published: each by its own side', () => {
    const at = (
      state: Parameters<typeof takeCommitmentStep>[0]['state'],
      publishedAt: Date | null = null,
    ) => ({ state, publishedAt });
    expect(takeCommitmentStep(at('draft'), 'propose', head, { items })).toBe('proposed');
    expect(takeCommitmentStep(at('proposed'), 'agree', superior, { items })).toBe('agreed');
    expect(takeCommitmentStep(at('agreed'), 'signHead', head, { items })).toBe('headSigned');
    expect(
      takeCommitmentStep(at('headSigned'), 'signSuperior', superior, { items, signedBy: head.person }),
    ).toBe('signed');
    expect(takeCommitmentStep(at('signed'), 'publish', superior, { items })).toBe('signed');
    expect(takeCommitmentStep(at('signed', new Date(0)), 'publish', superior, { items })).toBe('wrongState');
    expect(
      takeCommitmentStep(at('headSigned'), 'signSuperior', superior, { items, signedBy: superior.person }),
    ).toBe('samePerson');
    expect(takeCommitmentStep(at('proposed'), 'agree', head, { items })).toBe('notAllowed');
    expect(takeCommitmentStep(at('proposed'), 'giveBack', superior, { items })).toBe('needsText');
  });

  test('one without an item on people’s requests is not proposed', () => {
    const draft = { state: 'draft', publishedAt: null } as const;
    expect(takeCommitmentStep(draft, 'propose', head, { items: [] })).toBe('noItems');
    expect(takeCommitmentStep(draft, 'propose', head, { items: [{ people: false, state: 'active' }] })).toBe(
      'noPeopleItem',
    );
  });

  test('no order of steps gets to signed without both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...commitmentSteps), fc.boolean()), { maxLength: 20 }),
        (steps) => {
          let state = 'draft' as Parameters<typeof takeCommitmentStep>[0]['state'];
          const signers = new Set<string>();
          for (const [step, asHead] of steps) {
            const side = asHead ? head : superior;
            const next = takeCommitmentStep({ state, publishedAt: null }, step, side, {
              items,
              text: 'x',
              signedBy: head.person,
            });
            if (!['draft', 'proposed', 'agreed', 'headSigned', 'signed'].includes(next)) continue;
            state = next as typeof state;
            if (step.startsWith('sign')) signers.add(side.person);
          }
          if (state === 'signed') expect(signers.size).toBe(2);
        },
      ),
    );
  });
});

test.each([
  ['Huỳnh Ngọc Hạnh', 'Huỳnh Ngọc Hạnh', true],
  ['huynh ngoc  hanh', 'Huỳnh Ngọc Hạnh', true],
  ['Ngọc Hạnh', 'Huỳnh Ngọc Hạnh', false],
  ['', '', false],
])('signing as %j of %j: %s', (typed, name, own) => {
  expect(isOwnName(typed, name)).toBe(own);
});

const day = parsePlainDate;
const terms: ItemTerms = {
  text: 'x',
  figureCode: 'f',
  target: 9_500,
  deliverable: null,
  dueOn: day('2026-12-31'),
  people: true,
};

test.each([
  [{ target: 9_600 }, 'more', undefined],
  [{ target: 9_400 }, 'more', 'bindingLowered'],
  [{ target: 9_600 }, 'less', 'bindingLowered'],
  [{ people: false }, 'more', 'bindingStays'],
  [{ figureCode: 'g' }, 'more', 'bindingStays'],
] as const)('an item asked for from above, changed by %j where %s is better: %s', (change, better, fault) => {
  expect(bindingFault(terms, { ...terms, ...change }, better)).toBe(fault);
});

test.each([
  ['active', { numerator: 19, denominator: 20 }, '2026-12-31', 'onCourse'],
  ['active', { numerator: 18, denominator: 20 }, '2026-12-31', 'behind'],
  ['active', { numerator: 0, denominator: 0 }, '2026-12-31', 'nothing'],
  ['active', { numerator: 19, denominator: 20 }, '2027-01-01', 'reached'],
  ['active', { numerator: 18, denominator: 20 }, '2027-01-01', 'overdue'],
  ['missed', { numerator: 20, denominator: 20 }, '2027-01-01', 'missed'],
] as const)('%s with %j on %s is %s', (state, counted, on, mark) => {
  const figure = { better: 'more' as const, denominator: { vi: '', en: '' } };
  expect(markOf({ ...terms, state }, figure, counted, day(on))).toBe(mark);
});

test.each([
  [10_000, { numerator: 19, denominator: 20 }, 'more', true],
  [9_500, { numerator: 19, denominator: 20 }, 'more', false],
  // 93.9128…% written as 93.91%: rounding is no claim, the next hundredth is.
  [9_391, { numerator: 1_249, denominator: 1_330 }, 'more', false],
  [9_392, { numerator: 1_249, denominator: 1_330 }, 'more', true],
  [null, { numerator: 0, denominator: 20 }, 'more', false],
  [100, { numerator: 3, denominator: 20 }, 'less', true],
] as const)(
  'a report of %s against %j where %s is better contradicts: %s',
  (claimed, counted, better, contradicted) => {
    expect(contradicts(claimed, { better, denominator: { vi: '', en: '' } }, counted)).toBe(contradicted);
  },
);
