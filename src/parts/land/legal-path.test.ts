import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../ground/law/calendar.ts';
import { type LandStep, landStepRuleOn, landStepRules, landSteps } from '../../ground/law/land-law.ts';
import { addDays, daysBetween, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import {
  competenceRefusal,
  type DoneStep,
  datingRefusal,
  enforcementRefusal,
  type ParcelCase,
  pathOf,
  refusalOf,
} from './legal-path.ts';

const day = parsePlainDate;
const parcel: ParcelCase = {
  farmland: true,
  resettles: false,
  agreedEarly: false,
  objects: false,
  urgent: false,
  owed: true,
  paid: true,
  done: [],
};
const done = (...steps: [LandStep, string][]): DoneStep[] =>
  steps.map(([step, on]) => ({ step, day: day(on) }));

const toPlan = done(
  ['meeting', '2025-09-01'],
  ['notice', '2025-09-10'],
  ['posting', '2025-09-12'],
  ['survey', '2025-10-20'],
  ['planPosted', '2025-11-10'],
);
const toApproval = [
  ...toPlan,
  ...done(['opinionMeeting', '2025-12-11'], ['appraisal', '2025-12-20'], ['approval', '2025-12-25']),
];

describe('each step with its article', () => {
  const cases: [
    name: string,
    step: LandStep,
    on: string,
    parcel: Partial<ParcelCase>,
    why: string | undefined,
    basis?: string,
  ][] = [
    ['no notice without a meeting now', 'notice', '2025-09-10', {}, 'missing', '87'],
    ['no meeting was asked for before August 2024', 'notice', '2024-07-31', {}, undefined],
    ['and there was no such step', 'meeting', '2024-07-31', {}, 'noSuchStep'],
    [
      'a notice after the meeting',
      'notice',
      '2025-09-02',
      { done: done(['meeting', '2025-09-01']) },
      undefined,
    ],
    ['not before it', 'notice', '2025-08-31', { done: done(['meeting', '2025-09-01']) }, 'dated'],
    ['twenty-nine days of posting', 'opinionMeeting', '2025-12-09', { done: toPlan }, 'tooEarly', '87.3'],
    ['the thirtieth day is still posted', 'opinionMeeting', '2025-12-10', { done: toPlan }, 'tooEarly'],
    ['thirty whole days', 'opinionMeeting', '2025-12-11', { done: toPlan }, undefined],
    [
      'twenty under the law of 2013, also where the meeting comes later',
      'opinionMeeting',
      '2024-08-05',
      {
        done: done(
          ['notice', '2024-01-01'],
          ['posting', '2024-01-02'],
          ['survey', '2024-03-01'],
          ['planPosted', '2024-07-15'],
        ),
      },
      undefined,
    ],
    [
      'a household that disagrees is talked with before the appraisal',
      'appraisal',
      '2025-12-20',
      { done: [...toPlan, ...done(['opinionMeeting', '2025-12-11'])], objects: true },
      'missing',
    ],
    ['farmland: ninety days after the notice', 'recovery', '2025-12-26', { done: toApproval }, undefined],
    ['other land: not yet', 'recovery', '2025-12-26', { done: toApproval, farmland: false }, 'tooEarly'],
    ['other land after 180 days', 'recovery', '2026-03-10', { done: toApproval, farmland: false }, undefined],
    [
      'sooner where it was agreed in writing',
      'recovery',
      '2025-12-26',
      { done: toApproval, farmland: false, agreedEarly: true },
      undefined,
    ],
    ['a notice is valid for twelve months', 'recovery', '2026-09-11', { done: toApproval }, 'expired'],
    ['its last day', 'recovery', '2026-09-10', { done: toApproval }, undefined],
    ['no recovery without an approved plan', 'recovery', '2026-02-01', { done: toPlan }, 'missing'],
    ['but in urgent cases from 2026 on', 'recovery', '2026-02-01', { done: toPlan, urgent: true }, undefined],
    ['not before', 'recovery', '2025-12-31', { done: toPlan, urgent: true }, 'missing'],
    ['resettled first', 'recovery', '2025-12-26', { done: toApproval, resettles: true }, 'missing', '83'],
    ['nothing twice', 'survey', '2025-12-01', { done: toPlan }, 'done'],
    [
      'no handover before the money',
      'handover',
      '2026-01-10',
      { done: [...toApproval, ...done(['recovery', '2025-12-26'])] },
      'missing',
    ],
    [
      'compulsory count: fifteen days and ten more',
      'compulsoryCountDecision',
      '2025-10-25',
      { done: [...toPlan.slice(0, 3), ...done(['surveyPersuasion', '2025-10-01'])] },
      'tooEarly',
    ],
    [
      'and then it may be decided',
      'compulsoryCountDecision',
      '2025-10-27',
      { done: [...toPlan.slice(0, 3), ...done(['surveyPersuasion', '2025-10-01'])] },
      undefined,
    ],
    [
      'no enforcement without what comes before',
      'enforcement',
      '2026-03-10',
      { done: toApproval },
      'missing',
      '89',
    ],
    [
      'over is over',
      'survey',
      '2026-03-10',
      { done: [...toApproval, ...done(['handover', '2026-03-01'])] },
      'over',
    ],
    [
      'a posting put in before the survey that followed',
      'posting',
      '2025-09-11',
      { done: toPlan.filter((one) => one.step !== 'posting') },
      'dated',
    ],
  ];
  test.each(cases)('%s', (_name, step, on, given, why, basis) => {
    const refusal = refusalOf(step, day(on), { ...parcel, ...given });
    expect(refusal?.why).toBe(why);
    if (basis) expect(refusal?.basis?.vi).toContain(basis);
  });

  test('a notice that lapsed is given again, and its days count anew', () => {
    const lapsed = { ...parcel, done: toApproval };
    expect(refusalOf('notice', day('2026-08-01'), lapsed)?.why).toBe('done');
    expect(refusalOf('notice', day('2026-09-20'), lapsed)).toBeUndefined();
    const renewed = { ...parcel, done: [...toApproval, ...done(['notice', '2026-09-20'])] };
    // Posted once for the notice that lapsed is not posted.
    expect(refusalOf('recovery', day('2026-12-20'), renewed)?.words.vi).toContain('chưa được niêm yết');
    const again = { ...renewed, done: [...renewed.done, ...done(['posting', '2026-09-21'])] };
    expect(refusalOf('recovery', day('2026-12-19'), again)?.why).toBe('tooEarly');
    expect(refusalOf('recovery', day('2026-12-20'), again)).toBeUndefined();
  });
});

describe('how somebody is put off their land', () => {
  const due = [...toApproval, ...done(['recovery', '2025-12-26'], ['payment', '2026-01-05'])];
  const persuaded = [...due, ...done(['handoverPersuasion', '2026-01-10'])];
  const decided = [
    ...persuaded,
    ...done(['enforcementDecision', '2026-01-21'], ['enforcementPosted', '2026-01-21']),
  ];
  test.each([
    ['enforcementDecision', '2026-01-20', persuaded, 'tooEarly'],
    ['enforcementDecision', '2026-01-21', persuaded, undefined],
    ['enforcement', '2026-01-31', decided, 'tooEarly'],
    ['enforcement', '2026-02-01', decided, undefined],
    ['enforcement', '2026-02-01', persuaded, 'missing'],
  ] as const)('%s on %s', (step, on, history, why) =>
    expect(refusalOf(step, day(on), { ...parcel, done: history })?.why).toBe(why),
  );

  test('and nobody hands over while money is owed; who is owed nothing waits for none', () => {
    const open = { ...parcel, done: due, owed: true, paid: false };
    expect(refusalOf('handover', day('2026-01-10'), open)?.why).toBe('unpaid');
    expect(refusalOf('handoverPersuasion', day('2026-01-10'), open)?.why).toBe('unpaid');
    const nothing = { ...parcel, done: due.slice(0, -1), owed: false, paid: true };
    expect(refusalOf('handover', day('2026-01-10'), nothing)).toBeUndefined();
  });
});

describe('when nobody is put off their land', () => {
  test.each([
    ['2026-11-26', '08:30', undefined],
    ['2026-11-26', '06:30', 'giờ hành chính'],
    ['2026-11-26', '22:30', 'giờ hành chính'],
    ['2026-11-28', '08:30', 'cuối tuần'],
    ['2026-09-02', '08:30', 'Quốc khánh'],
    ['2026-02-02', '08:30', 'trước hoặc sau Tết'],
    ['2026-03-04', '08:30', 'trước hoặc sau Tết'],
    ['2026-03-05', '08:30', undefined],
    ['2026-04-14', '08:30', 'Chôl Chnăm Thmây'],
    ['2026-10-12', '08:30', 'Sene Đôlta'],
    ['2029-11-26', '08:30', 'Chưa nạp'],
    ['2031-11-26', '08:30', 'Chưa nạp'],
  ])('%s at %s', (on, time, words) => {
    const refusal = enforcementRefusal(day(on), time, calendar);
    if (words) expect(refusal?.words.vi).toContain(words);
    else expect(refusal).toBeUndefined();
  });
});

describe('who decides', () => {
  const rule = (on: string) => landStepRuleOn('notice', day(on));
  test.each([
    ['2025-06-30', 'committee', undefined, true],
    ['2025-06-30', 'ward', undefined, false],
    ['2025-07-01', 'ward', undefined, true],
    ['2025-07-01', 'committee', undefined, false],
    ['2025-07-01', 'department', undefined, false],
  ] as const)('on %s a %s', (on, kind, province, may) => {
    const found = rule(on);
    expect(found).toBeDefined();
    if (found) expect(competenceRefusal(found, day(on), kind, province) === undefined).toBe(may);
  });
});

describe('entered when it happened', () => {
  const registered = day('2026-01-01');
  test.each([
    ['2026-11-20', undefined],
    ['2026-11-24', 'dated'],
    ['2026-11-01', 'dated'],
    ['2025-03-01', 'dated'],
  ])('%s on 23 November', (on, why) =>
    expect(datingRefusal(day(on), day('2026-11-23'), registered)?.why).toBe(why),
  );
  test('what happened before is copied while the project is new', () => {
    expect(datingRefusal(day('2025-03-01'), day('2026-03-01'), registered)).toBeUndefined();
    expect(datingRefusal(day('2025-03-01'), day('2026-03-03'), registered)?.why).toBe('dated');
  });
});

describe('whatever is tried', () => {
  const from = day('2024-01-01');
  const attempt = fc.record({ step: fc.constantFrom(...landSteps), on: fc.nat({ max: 900 }) });
  const kind = fc.record({
    farmland: fc.boolean(),
    resettles: fc.boolean(),
    agreedEarly: fc.boolean(),
    objects: fc.boolean(),
    urgent: fc.boolean(),
    owed: fc.boolean(),
    paid: fc.boolean(),
  });
  /** Takes steps in the order of the path, on days that go up: so that histories get far. */
  const orderly = fc
    .array(fc.nat({ max: 80 }), { minLength: landSteps.length, maxLength: landSteps.length })
    .map((gaps) => {
      let on = 0;
      return landSteps.map((step, at) => {
        on += gaps[at] ?? 0;
        return { step, on };
      });
    });

  test('no step is skipped, taken too early or dated back', () => {
    const reachedSteps = new Set<LandStep>();
    fc.assert(
      fc.property(kind, fc.oneof(orderly, fc.array(attempt, { maxLength: 40 })), (given, attempts) => {
        const history: DoneStep[] = [];
        for (const { step, on } of attempts) {
          const at = addDays(from, on);
          if (refusalOf(step, at, { ...parcel, ...given, done: history })) continue;
          history.push({ step, day: at });
          reachedSteps.add(step);
        }
        const dayOf = (step: LandStep) => history.findLast((one) => one.step === step)?.day;
        const first = (step: LandStep) => history.find((one) => one.step === step)?.day;
        const precedes = (one: PlainDate | undefined, other: PlainDate | undefined) => {
          if (other !== undefined) expect(one !== undefined && one <= other).toBe(true);
        };
        const counted = [dayOf('survey'), dayOf('compulsoryCount')]
          .filter((one) => one !== undefined)
          .sort()[0];
        precedes(counted, dayOf('planPosted'));
        precedes(dayOf('planPosted'), dayOf('opinionMeeting'));
        precedes(dayOf('opinionMeeting'), dayOf('appraisal'));
        if (given.objects) precedes(dayOf('objectorDialogue'), dayOf('appraisal'));
        precedes(dayOf('appraisal'), dayOf('approval'));
        precedes(dayOf('notice'), dayOf('recovery'));
        precedes(dayOf('recovery'), dayOf('handover'));
        if (given.owed) {
          precedes(dayOf('payment'), dayOf('handover'));
          if (!given.paid) expect(dayOf('handover')).toBeUndefined();
        }
        precedes(dayOf('approval'), dayOf('payment'));
        precedes(dayOf('enforcementDecision'), dayOf('enforcement'));
        precedes(dayOf('enforcementPosted'), dayOf('enforcement'));
        precedes(dayOf('handoverPersuasion'), dayOf('enforcementDecision'));
        const [posted, met] = [first('planPosted'), first('opinionMeeting')];
        if (posted && met)
          expect(daysBetween(posted, met)).toBeGreaterThan(posted < day('2024-08-01') ? 20 : 30);
        const [noticed, recovered] = [dayOf('notice'), dayOf('recovery')];
        if (noticed && recovered && !given.agreedEarly)
          expect(daysBetween(noticed, recovered)).toBeGreaterThan(given.farmland ? 90 : 180);
        if (recovered && recovered < day('2026-01-01')) precedes(dayOf('approval'), recovered);
        for (const one of landSteps)
          if (one !== 'notice' && one !== 'posting')
            expect(history.filter((each) => each.step === one).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
    // The histories are no empty ones: they come as far as the handover.
    expect([...reachedSteps]).toEqual(
      expect.arrayContaining(['handover', 'recovery', 'payment', 'approval']),
    );
  });

  test('a path never offers a step that would be refused', () => {
    fc.assert(
      fc.property(kind, orderly, fc.nat({ max: 20 }), (given, attempts, take) => {
        const history: DoneStep[] = [];
        for (const { step, on } of attempts.slice(0, take)) {
          const at = addDays(from, on);
          if (!refusalOf(step, at, { ...parcel, ...given, done: history })) history.push({ step, day: at });
        }
        const now = { ...parcel, ...given, done: history };
        const today = day('2026-11-23');
        for (const one of pathOf(now, today))
          if (one.state === 'next') {
            const on = one.from ?? today;
            const refusal = refusalOf(one.step, on, now);
            expect(refusal === undefined || refusal.from !== undefined).toBe(true);
          }
      }),
    );
  });
});

test('of each step there is one rule a day, and every step has one', () => {
  for (const step of landSteps) {
    const rows = landStepRules.filter((row) => row.step === step);
    expect(rows.length).toBeGreaterThan(0);
    for (const [at, row] of rows.entries())
      for (const other of rows.slice(at + 1))
        expect(row.until !== undefined && row.until < other.from).toBe(true);
  }
});
