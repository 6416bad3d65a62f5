import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../ground/duty/changes.ts';
import { type Duty, schedule } from '../../ground/duty/duty.ts';
import { calendar } from '../../ground/law/calendar.ts';
import type { UnitId } from '../../ground/organization/organization.ts';
import { addDays, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  answerRule,
  endStates,
  intakeRule,
  kinds,
  type PetitionFacts,
  type PetitionKind,
  type Route,
  routes,
  states,
} from './petition.ts';
import { citizenSteps, officerSteps, possibleSteps, type Step, stepRules, takeStep } from './steps.ts';

const day = parsePlainDate;
const unit = 'u1' as UnitId;
const other = 'u2' as UnitId;
const facts = (fields: Partial<PetitionFacts> = {}): PetitionFacts => ({
  kind: 'reflection',
  route: 'general',
  state: 'received',
  unit,
  receivedOn: day('2026-11-23'),
  hasDraft: false,
  published: false,
  proposed: true,
  correctionAsked: true,
  othersRely: false,
  variety: 'ordinary',
  dialogueHeld: false,
  verified: false,
  reopeningAsked: false,
  reportOwed: false,
  variant: null,
  answerDue: null,
  delay: 'none',
  ...fields,
});

describe('which terms run', () => {
  test.each([
    ['complaint', 'general', 'KN-ACCEPT', 'KN-L1'],
    ['denunciation', 'general', 'TC-CLASSIFY', 'TC-SETTLE'],
    ['recommendation', 'general', 'XLD-PROC', 'DP-ANS'],
    ['reflection', 'rules', 'PAQD-FWD', 'DP-ANS'],
    ['reflection', 'legalDocuments', 'PAPL-ANS', 'PAPL-ANS'],
  ] as const)('%s (%s): %s from receipt, %s for the answer', (kind, route, intake, answer) => {
    expect([intakeRule(kind, route), answerRule(kind, route)]).toEqual([intake, answer]);
  });
});

describe('steps', () => {
  const today = day('2026-11-24');

  test('accepting a denunciation starts the notice and the settlement', () => {
    expect(takeStep(facts({ kind: 'denunciation' }), 'accept', today)).toMatchObject({
      state: 'accepted',
      duties: [
        { do: 'done', rule: 'TC-CLASSIFY' },
        { do: 'open', rule: 'TC-SETTLE', begunOn: today },
        { do: 'open', rule: 'TC-NOTICE', begunOn: today },
      ],
    });
  });

  test('the decision on a complaint starts sending and publishing', () => {
    expect(
      takeStep(facts({ kind: 'complaint', state: 'awaitingApproval', hasDraft: true }), 'approve', today),
    ).toMatchObject({
      state: 'approved',
      duties: [
        { do: 'done', rule: 'KN-L1' },
        { do: 'open', rule: 'KN-L1-SEND' },
        { do: 'open', rule: 'KN-PUB', owedTo: 'public' },
      ],
    });
  });

  test.each([
    [
      'a recommendation may not be sent without approval',
      facts({ kind: 'recommendation', state: 'accepted', hasDraft: true }),
      'send',
      'needsApproval',
    ],
    ['nothing is sent without words', facts({ state: 'accepted' }), 'send', 'needsDraft'],
    ['a reflection cannot be suspended', facts({ state: 'accepted' }), 'suspend', 'wrongKind'],
    ['an answered case is not accepted again', facts({ state: 'answered' }), 'accept', 'wrongState'],
    [
      'a complaint is not reopened: the law gives a second stage',
      facts({ kind: 'complaint', state: 'answered' }),
      'reopen',
      'wrongKind',
    ],
    [
      'a term without a longer form is not extended',
      facts({ kind: 'reflection', route: 'legalDocuments', state: 'accepted' }),
      'extend',
      'notExtendable',
    ],
  ] as const)('%s', (_name, petition, step, refusal) => {
    expect(takeStep(petition, step, today)).toBe(refusal);
  });

  test('a complaint could not be suspended before 1 July 2026', () => {
    const petition = facts({ kind: 'complaint', state: 'accepted' });
    expect(takeStep(petition, 'suspend', day('2026-06-30'))).toBe('notYetLaw');
    expect(takeStep(petition, 'suspend', day('2026-07-01'))).toMatchObject({ state: 'suspended' });
  });

  test('reclassifying counts the right term from the day of receipt', () => {
    const petition = facts({ kind: 'reflection', receivedOn: day('2026-11-02') });
    expect(takeStep(petition, 'classify', today, { kind: 'complaint' })).toMatchObject({
      kind: 'complaint',
      duties: [
        { do: 'lapse', rule: 'XLD-PROC' },
        { do: 'open', rule: 'KN-ACCEPT', begunOn: '2026-11-02' },
      ],
    });
  });

  test('a second complaint has its own terms, and is not decided without a dialogue', () => {
    const second = facts({ kind: 'complaint', variety: 'second' });
    expect(takeStep(second, 'accept', today)).toMatchObject({
      duties: [
        { do: 'done', rule: 'KN-ACCEPT' },
        { do: 'open', rule: 'KN-L2' },
      ],
    });
    const ready = { ...second, state: 'awaitingApproval' as const, hasDraft: true };
    expect(takeStep(ready, 'approve', today)).toBe('needsDialogue');
    expect(takeStep({ ...ready, dialogueHeld: true }, 'approve', today)).toMatchObject({
      state: 'approved',
      duties: [
        { do: 'done', rule: 'KN-L2' },
        { do: 'open', rule: 'KN-L2-SEND' },
        { do: 'open', rule: 'KN-PUB' },
      ],
    });
  });

  test('a complaint against discipline runs under its own rule', () => {
    const discipline = facts({ kind: 'complaint', variety: 'discipline' });
    expect(takeStep(discipline, 'accept', today)).toMatchObject({
      duties: [{ do: 'done' }, { do: 'open', rule: 'KN-DISC' }],
    });
  });

  test.each([
    ['without a criterion', null, 'complex', [], 'needsCriteria'],
    ['with one', null, 'complex', ['a'], 'accepted'],
    ['specially complex with one', 'complex', 'speciallyComplex', ['a'], 'needsCriteria'],
    ['specially complex at once', null, 'speciallyComplex', ['a', 'c'], 'oneStepAtATime'],
    ['specially complex after complex', 'complex', 'speciallyComplex', ['a', 'c'], 'accepted'],
    ['a third time', 'speciallyComplex', 'speciallyComplex', ['a', 'c'], 'notExtendable'],
  ] as const)(
    'a denunciation is extended by counted criteria: %s',
    (_name, variant, asked, criteria, expected) => {
      const petition = facts({ kind: 'denunciation', state: 'accepted', variant });
      const outcome = takeStep(petition, 'extend', today, { variant: asked, criteria });
      expect(typeof outcome === 'string' ? outcome : outcome.state).toBe(expected);
    },
  );

  test.each([
    ['terminated', 'terminate', { kind: 'complaint', state: 'accepted' }, '2026-07-01', 'terminated'],
    [
      'terminated too early',
      'terminate',
      { kind: 'complaint', state: 'accepted' },
      '2026-06-30',
      'notYetLaw',
    ],
    ['a part withdrawn', 'withdrawPart', { kind: 'complaint', state: 'accepted' }, '2026-07-01', 'accepted'],
    [
      'a part withdrawn too early',
      'withdrawPart',
      { kind: 'complaint', state: 'accepted' },
      '2026-06-30',
      'notYetLaw',
    ],
    ['in court', 'noteCourt', { kind: 'complaint', state: 'accepted' }, '2026-11-24', 'inCourt'],
    ['unsigned', 'toInformation', { kind: 'denunciation' }, '2026-11-24', 'information'],
    ['papers returned', 'returnPapers', { kind: 'recommendation' }, '2026-11-24', 'returned'],
    [
      'a dialogue of tomorrow',
      'holdDialogue',
      { kind: 'complaint', state: 'accepted' },
      '2026-11-24',
      'noDialogueYet',
    ],
  ] as const)('%s', (_name, step, fields, on, expected) => {
    const outcome = takeStep(facts(fields as Partial<PetitionFacts>), step, day(on), {
      heldOn: day('2026-11-25'),
    });
    expect(typeof outcome === 'string' ? outcome : outcome.state).toBe(expected);
  });

  test('a denunciation goes on although it is withdrawn', () => {
    expect(takeStep(facts({ kind: 'denunciation', state: 'accepted' }), 'withdraw', today)).toMatchObject({
      state: 'accepted',
      duties: [],
    });
  });
});

describe('random histories', () => {
  interface Model {
    petition: PetitionFacts;
    duties: Duty[];
    today: PlainDate;
    seq: number;
  }

  const moves = fc.array(
    fc.record({
      step: fc.constantFrom<Step>(...officerSteps, ...citizenSteps),
      wait: fc.integer({ min: 0, max: 12 }),
      kind: fc.constantFrom<PetitionKind>(...kinds),
      route: fc.constantFrom<Route>(...routes),
      extend: fc.constantFrom('complex', 'remote', 'speciallyComplex', 'remoteComplex'),
    }),
    { maxLength: 40 },
  );

  function begin(kind: PetitionKind, route: Route): Model {
    const plain = kind === 'complaint' || kind === 'denunciation';
    const petition = facts({ kind, route: plain ? 'general' : route, receivedOn: day('2026-07-06') });
    const context = {
      subjectType: 'petition',
      subjectId: 's',
      unit,
      today: petition.receivedOn,
      seq: 1,
      calendar,
    };
    const rule = intakeRule(petition.kind, petition.route);
    const { opened } = applyChanges(
      [],
      [{ do: 'open', rule, begunOn: petition.receivedOn, owedTo: 'citizen' }],
      context,
    );
    return { petition, duties: opened, today: petition.receivedOn, seq: 1 };
  }

  function play(
    model: Model,
    move: { step: Step; wait: number; kind: PetitionKind; route: Route; extend: string },
  ): { changed: boolean; fact: string } {
    model.today = addDays(model.today, move.wait);
    const input = {
      kind: move.kind,
      route: move.route,
      unit: model.seq % 2 ? other : unit,
      variant: move.extend as 'complex',
    };
    const outcome = takeStep(model.petition, move.step, model.today, input);
    if (typeof outcome === 'string') return { changed: false, fact: '' };
    model.seq += 1;
    const { opened, updated, fact } = applyChanges(model.duties, outcome.duties, {
      subjectType: 'petition',
      subjectId: 's',
      unit: outcome.unit,
      today: model.today,
      seq: model.seq,
      calendar,
      suspensionBasis: { vi: 'x', en: 'x' },
    });
    const changed = new Map(updated.map((duty) => [duty.id, duty]));
    model.duties = [...model.duties.map((duty) => changed.get(duty.id) ?? duty), ...opened];
    model.petition = {
      ...model.petition,
      state: outcome.state,
      kind: outcome.kind,
      route: outcome.route,
      unit: outcome.unit,
      hasDraft: move.step === 'draft' || (model.petition.hasDraft && move.step !== 'send'),
      published: move.step === 'publish' || (model.petition.published && move.step !== 'unpublish'),
    };
    return { changed: true, fact };
  }

  test('no history breaks the machine, leaves an open case without a duty, or moves a date unsaid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.constantFrom(...routes), moves, (kind, route, steps) => {
        const model = begin(kind, route);
        for (const move of steps) {
          const before = new Map(model.duties.map((duty) => [duty.id, duty.dueOn]));
          const { fact } = play(model, move);
          for (const duty of model.duties) {
            const was = before.get(duty.id);
            // Every date that is new or moved stands in the fact that goes into the record.
            if (was !== duty.dueOn) expect(fact).toContain(`${duty.ruleCode} ${duty.dueOn}`);
            // And it is the date that the rules give.
            const { dueOn } = schedule(duty.ruleCode, duty.begunOn, calendar, {
              variant: duty.variant,
              suspensions: duty.suspensions,
            });
            expect(duty.dueOn).toBe(dueOn);
          }
          const open = model.duties.filter((duty) => duty.ended === null);
          expect(states).toContain(model.petition.state);
          const running = ['received', 'accepted', 'awaitingApproval', 'suspended'].includes(
            model.petition.state,
          );
          if (running) expect(open.length).toBeGreaterThan(0);
          if (endStates.includes(model.petition.state) && !['answered'].includes(model.petition.state))
            expect(open).toEqual([]);
          expect(new Set(open.map((duty) => duty.ruleCode)).size).toBe(open.length);
          expect(open.every((duty) => duty.ownerUnit === model.petition.unit)).toBe(true);
          expect(
            open.every((duty) => (duty.suspendedFrom !== null) === (model.petition.state === 'suspended')),
          ).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('what is offered can be taken, and what is not offered is refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...states),
        fc.boolean(),
        fc.boolean(),
        (kind, state, hasDraft, published) => {
          const petition = facts({ kind, state, hasDraft, published });
          const today = day('2026-11-24');
          const offered = possibleSteps(petition, today);
          for (const step of officerSteps) {
            const input = { unit: other, variant: 'complex', criteria: ['a'], text: 'x' } as const;
            const outcome = takeStep(petition, step, today, input);
            expect(typeof outcome !== 'string').toBe(offered.includes(step));
          }
        },
      ),
    );
  });

  test('every step names the states it can be taken in, and every officer’s step who may take it', () => {
    for (const step of [...officerSteps, ...citizenSteps])
      expect(stepRules[step].from.length).toBeGreaterThan(0);
    for (const step of officerSteps) expect(stepRules[step].action).toBeDefined();
  });
});
