import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayOfWeek, daysBetween, parsePlainDate } from '../../platform/time.ts';
import { calendar } from './calendar.ts';
import { powerOn, ruleOn, rules } from './catalogue.ts';
import { dueBefore, dueDate } from './clock.ts';
import type { RuleCode, Variant } from './rule.ts';

const day = parsePlainDate;
const weekend = { vi: 'x', en: 'x' };

describe('due dates of the catalogue', () => {
  // Counted by hand with a calendar: the first day is not counted, an end on a day off rolls on.
  const cases: [RuleCode, Variant | null, string, string, string][] = [
    ['DT-ASKED', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['DT-RESULT', null, '2026-12-10', '2026-12-21', 'the tenth day, 20 December, is a Sunday'],
    ['DT-RESULT', null, '2024-11-04', '2024-11-14', 'ten days, under the law of 2015'],
    ['LYK-ANSWER', null, '2026-11-02', '2026-11-12', 'ten days'],
    ['DAT-PAY', null, '2018-11-05', '2018-12-05', 'thirty days, Land Law 2013'],
    ['DAT-PAY', null, '2026-11-02', '2026-12-02', 'thirty days, Land Law 2024'],
    ['DAT-CORRECTION', null, '2026-11-02', '2026-11-09', 'five working days'],
    ['CD-ACCOUNT', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['KN-ACCEPT', null, '2026-11-02', '2026-11-12', 'ten days, on a Thursday'],
    ['KN-ACCEPT', null, '2026-11-04', '2026-11-16', 'the tenth day is Saturday 14 November'],
    ['KN-ACCEPT', null, '2026-02-05', '2026-02-23', 'the tenth day, Sunday, runs into Tết: Monday after it'],
    ['KN-ACCEPT', null, '2025-06-25', '2025-07-07', 'across 1 July 2025, the tenth day is a Saturday'],
    ['KN-ACCEPT', null, '2026-06-25', '2026-07-06', 'across 1 July 2026, the tenth day is a Sunday'],
    ['KN-L1', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['KN-L1', 'complex', '2026-11-02', '2026-12-17', 'forty-five days'],
    ['KN-L1', 'remoteComplex', '2026-10-01', '2026-11-30', 'sixty days'],
    ['KN-L1-SEND', null, '2026-04-28', '2026-05-05', 'three working days over 30 April and 1 May'],
    ['KN-2ND', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['KN-2ND', 'remote', '2026-11-02', '2026-12-17', 'forty-five days'],
    ['KN-L2', null, '2026-08-03', '2026-09-17', 'forty-five days'],
    ['KN-L2', 'remoteComplex', '2026-08-03', '2026-10-12', 'seventy days'],
    ['KN-L2-SEND', null, '2026-08-03', '2026-08-10', 'seven days'],
    [
      'KN-PUB',
      null,
      '2026-08-17',
      '2026-09-03',
      'the fifteenth day is 1 September, National Day holidays follow',
    ],
    ['KN-EFFECT', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['KN-DISC', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['KN-LIMIT', null, '2026-08-03', '2026-11-02', 'ninety days end on Sunday 1 November'],
    ['KN-RESUME', null, '2026-07-01', '2026-07-31', 'thirty days'],
    ['TC-CLASSIFY', null, '2026-11-02', '2026-11-11', 'seven working days'],
    ['TC-CLASSIFY', null, '2026-02-10', '2026-02-26', 'seven working days around Tết'],
    ['TC-CLASSIFY', 'severalPlaces', '2026-11-02', '2026-11-16', 'ten working days'],
    ['TC-CLASSIFY', null, '2026-08-17', '2026-08-25', 'Saturday 22 August is worked in exchange'],
    [
      'TC-CLASSIFY',
      null,
      '2025-04-22',
      '2025-05-05',
      'Saturday 26 April 2025 is worked; 30 April to 2 May are off',
    ],
    ['TC-TRANSFER', null, '2026-11-05', '2026-11-12', 'five working days'],
    ['TC-NOTICE', null, '2026-12-28', '2027-01-05', 'across the New Year'],
    ['TC-SETTLE', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['TC-SETTLE', 'complex', '2026-09-01', '2026-11-02', 'sixty days end on Saturday 31 October'],
    ['TC-SETTLE', 'speciallyComplex', '2026-08-03', '2026-11-02', 'ninety days end on Sunday 1 November'],
    ['TC-LATE-1', null, '2026-11-02', '2026-11-09', 'five working days'],
    ['TC-LATE-2', null, '2026-11-02', '2026-11-09', 'five working days'],
    ['TC-SEND', null, '2026-11-02', '2026-11-09', 'five working days'],
    ['TC-HANDLE', null, '2026-11-02', '2026-11-11', 'seven working days'],
    ['TC-PUB', null, '2026-11-02', '2026-11-11', 'seven working days'],
    ['XLD-PROC', null, '2026-11-23', '2026-12-03', 'ten days'],
    ['XLD-PROC', null, '2024-12-22', '2025-01-02', 'the tenth day is New Year’s Day'],
    ['PAQD-FWD', null, '2026-11-20', '2026-11-27', 'five working days from a Friday'],
    ['PAPL-ANS', null, '2025-06-16', '2025-07-01', 'fifteen days, the first day of the rule'],
    ['VB-REGISTER', null, '2026-11-20', '2026-11-23', 'the next working day after a Friday'],
    ['DG-NOTICE', null, '2026-11-02', '2026-11-09', 'five working days'],
    ['DG-APPEAL-WITHIN', null, '2026-12-28', '2027-01-05', 'five working days across the New Year'],
    ['DG-APPEAL', null, '2026-11-02', '2026-12-02', 'thirty days'],
    ['DP-ANS', null, '2026-11-23', '2026-12-08', 'fifteen days'],
    ['DP-ANS', 'complex', '2026-11-23', '2026-12-23', 'thirty days'],
  ];
  test.each(cases)('%s %s from %s is due %s: %s', (code, variant, from, due) => {
    expect(dueDate(ruleOn(code, day(from)), day(from), calendar, { variant }).due).toBe(due);
  });

  test('every rule of the catalogue that counts forward is in the table', () => {
    // TCD-POST and DT-ANNOUNCE count backwards (test/receptions.test.ts, test/dialogues.test.ts); an amount of 0 is a day that was agreed on.
    const counted = rules.filter(
      (rule) => rule.amount > 0 && !['TCD-POST', 'DT-ANNOUNCE'].includes(rule.code),
    );
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(counted.map((rule) => rule.code)));
  });
});

describe('rules in time', () => {
  test('a rule that was not yet in force is not found', () => {
    expect(() => ruleOn('PAPL-ANS', day('2025-06-15'))).toThrow(RangeError);
  });

  test('complaints can be suspended from 1 July 2026, not before', () => {
    expect(powerOn('KN-SUSPEND', day('2026-06-30'))).toBeUndefined();
    expect(powerOn('KN-SUSPEND', day('2026-07-01'))).toBeDefined();
  });

  test('no two versions of a rule hold on one day', () => {
    for (const rule of rules) {
      expect(
        rules.filter(
          (other) =>
            other.code === rule.code && other.from <= rule.from && (other.until ?? '9999') >= rule.from,
        ),
      ).toEqual([rule]);
    }
  });
});

describe('the explanation', () => {
  const explain = (code: RuleCode, from: string) => dueDate(ruleOn(code, day(from)), day(from), calendar);

  test('names trigger, rule, first day, days skipped with their reasons, and the end', () => {
    const { lines } = explain('TC-CLASSIFY', '2026-08-26');
    expect(lines.map((line) => line.line)).toEqual([
      'trigger',
      'term',
      'firstDay',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'counted',
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        from: '2026-08-31',
        until: '2026-08-31',
        why: expect.objectContaining({ vi: 'nghỉ hoán đổi' }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ from: '2026-09-01', until: '2026-09-02', days: 2 }),
    );
  });

  test('says that a date is provisional when a year is not announced', () => {
    expect(explain('KN-L1', '2026-12-10').provisional).toBe(true);
    expect(explain('KN-L1', '2026-11-10').provisional).toBe(false);
  });

  test('says that a rule waits for confirmation', () => {
    expect(explain('XLD-PROC', '2026-11-23').lines.at(-1)?.line).toBe('toConfirm');
  });
});

describe('properties', () => {
  const dates = fc.integer({ min: 0, max: 900 }).map((offset) => addDays(day('2024-06-01'), offset));
  const anyRule = fc.constantFrom(...rules);
  const suspensions = fc
    .tuple(dates, fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => ({ from, until: addDays(from, length), basis: weekend }));

  test('a due date is a working day, after its trigger by at least the term', () => {
    fc.assert(
      fc.property(anyRule, dates, (rule, from) => {
        const { due } = dueDate(rule, from, calendar);
        expect(calendar.dayOff(due)).toBeUndefined();
        expect(daysBetween(from, due)).toBeGreaterThanOrEqual(rule.amount);
      }),
    );
  });

  test('a later trigger never makes an earlier due date', () => {
    fc.assert(
      fc.property(anyRule, dates, fc.integer({ min: 0, max: 60 }), (rule, from, later) => {
        expect(dueDate(rule, addDays(from, later), calendar).due >= dueDate(rule, from, calendar).due).toBe(
          true,
        );
      }),
    );
  });

  test('a suspension never makes a due date earlier, and a longer term never either', () => {
    fc.assert(
      fc.property(anyRule, dates, suspensions, (rule, from, span) => {
        const plain = dueDate(rule, from, calendar).due;
        expect(dueDate(rule, from, calendar, { suspensions: [span] }).due >= plain).toBe(true);
        for (const variant of Object.keys(rule.variants ?? {}) as Variant[]) {
          expect(dueDate(rule, from, calendar, { variant }).due >= plain).toBe(true);
        }
      }),
    );
  });

  test('a suspension inside a term of calendar days moves it by its length, then to a working day', () => {
    const rule = ruleOn('KN-L1', day('2026-07-06'));
    const span = { from: day('2026-07-10'), until: day('2026-07-19'), basis: weekend };
    expect(dueDate(rule, day('2026-07-06'), calendar).due).toBe('2026-08-05');
    // Ten days later is Saturday 15 August.
    expect(dueDate(rule, day('2026-07-06'), calendar, { suspensions: [span] }).due).toBe('2026-08-17');
  });

  test('the explanation adds up: counted days, skipped days and suspended days fill the term', () => {
    fc.assert(
      fc.property(anyRule, dates, suspensions, (rule, from, span) => {
        const { lines } = dueDate(rule, from, calendar, { suspensions: [span] });
        const counted = lines.find((line) => line.line === 'counted');
        const before = lines.slice(0, lines.indexOf(counted as never));
        const left = before.reduce((sum, line) => sum + ('days' in line ? line.days : 0), 0);
        expect(daysBetween(from, (counted as { date: typeof from }).date)).toBe(rule.amount + left);
      }),
    );
  });

  test('a date before an event leaves the whole term and is a working day', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 20 }), (event, amount) => {
        const last = dueBefore(amount, 'workingDay', event, calendar);
        let between = 0;
        for (let date = last; date < event; date = addDays(date, 1)) if (!calendar.dayOff(date)) between += 1;
        expect(between).toBe(amount);
        expect(dayOfWeek(last) <= 6).toBe(true);
      }),
    );
  });
});
