import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../ground/law/calendar.ts';
import { representatives } from '../../ground/law/group.ts';
import { dutyDays, frequencyOn } from '../../ground/law/reception-frequency.ts';
import { readGiven } from '../../platform/page/form-spec.ts';
import { addDays, dayOfWeek, parsePlainDate } from '../../platform/time.ts';
import { visitForm } from './forms.ts';
import { countMonths, planDays } from './reception.ts';
import { visitOf } from './visit.ts';

const day = parsePlainDate;

describe('how often the law asks', () => {
  test.each([
    ['a city, until the districts ended', 'committee', '2025-06-30', 'TCD-FREQ-D', 2],
    ['a ward, every week: November 2025 has four Mondays', 'ward', '2025-11-01', 'TCD-FREQ-C1', 4],
    ['June 2026 has five', 'ward', '2026-06-01', 'TCD-FREQ-C1', 5],
    ['a ward, since Law 136/2025', 'ward', '2026-07-01', 'TCD-FREQ-C2', 2],
    ['a commune on the last day of the old rule', 'commune', '2026-06-30', 'TCD-FREQ-C1', 5],
    ['a province', 'province', '2026-03-01', 'TCD-FREQ-P', 1],
  ] as const)('%s', (_name, kind, on, code, required) => {
    const rule = frequencyOn(kind, day(on));
    const owed = dutyDays(kind, day(on)).reduce((sum, one) => sum + one.least, 0);
    expect([rule?.code, owed]).toEqual([code, required]);
  });

  test('none for a city after the districts ended, nor for a department', () => {
    expect(frequencyOn('committee', day('2025-07-01'))).toBeUndefined();
    expect(frequencyOn('department', day('2026-01-01'))).toBeUndefined();
  });
});

describe('the schedule of a year', () => {
  test('a day off moves to the next working day; Tết moves it past all of Tết', () => {
    const days = planDays({ days: [10, 25] }, day('2026-01-01'), day('2026-03-31'), calendar);
    expect(days).toEqual([
      // Saturday 10 January 2026 is worked in exchange.
      { meantFor: '2026-01-10', onDay: '2026-01-10' },
      { meantFor: '2026-01-25', onDay: '2026-01-26' },
      { meantFor: '2026-02-10', onDay: '2026-02-10' },
      { meantFor: '2026-02-25', onDay: '2026-02-25' },
      { meantFor: '2026-03-10', onDay: '2026-03-10' },
      { meantFor: '2026-03-25', onDay: '2026-03-25' },
    ]);
    const tet = planDays({ days: [16] }, day('2026-02-01'), day('2026-02-28'), calendar);
    expect(tet).toEqual([{ meantFor: '2026-02-16', onDay: '2026-02-23' }]);
  });

  test('no session is on a day off, none is before the day it was meant for, none twice on a day', () => {
    const pattern = fc.oneof(
      fc.record({ weekday: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 6 }) }),
    );
    fc.assert(
      fc.property(
        pattern,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 300 }),
        (of, start, length) => {
          const from = addDays(day('2024-01-01'), start);
          const planned = planDays(of, from, addDays(from, length), calendar);
          for (const one of planned) {
            expect(calendar.dayOff(one.onDay)).toBeUndefined();
            expect(one.onDay >= one.meantFor).toBe(true);
            if ('weekday' in of) expect(dayOfWeek(one.meantFor)).toBe(of.weekday);
          }
          expect(new Set(planned.map((one) => one.onDay)).size).toBe(planned.length);
        },
      ),
    );
  });
});

describe('compliance', () => {
  const held = (onDay: string, inPerson: boolean, kind: 'regular' | 'unscheduled' = 'regular') => ({
    onDay: day(onDay),
    state: 'held' as const,
    inPerson,
    kind,
  });

  test('each way of holding counts by itself, days and not sessions, and more than asked stays more', () => {
    const [month] = countMonths(
      [
        held('2026-07-10', true),
        held('2026-07-10', true, 'unscheduled'),
        held('2026-07-14', true, 'unscheduled'),
        held('2026-07-20', true),
        held('2026-07-25', false),
        { onDay: day('2026-07-28'), state: 'cancelled', inPerson: null, kind: 'regular' },
      ],
      [{ unitKind: 'ward', from: day('2025-07-01'), until: null }],
      2026,
      day('2026-11-25'),
    ).filter((one) => one.month === '2026-07-01');
    expect(month).toMatchObject({
      required: 2,
      held: 4,
      inPerson: 3,
      delegated: 1,
      cancelled: 1,
      unscheduled: 2,
    });
  });

  test('a year is measured by the rule of each of its months', () => {
    const span = { unitKind: 'ward', from: day('2025-07-01'), until: null } as const;
    const months = countMonths([], [span], 2026, day('2026-12-31'));
    expect(months.map((one) => one.required)).toEqual([4, 4, 5, 4, 4, 5, 2, 2, 2, 2, 2, 2]);
  });

  test.each([
    // A ward founded on 1 July 2025 owes the 26 weeks from then, not the 52 of the year.
    ['2025-07-01', null, 2025, 26],
    ['2020-01-01', null, 2025, 52],
    ['2025-07-01', '2025-07-15', 2025, 2],
    // Whoever came after the first of a month owes from the next.
    ['2026-07-02', null, 2026, 10],
    ['2026-07-01', null, 2026, 12],
  ] as const)('from %s to %s, of %i: %i days', (from, until, year, days) => {
    const span = { unitKind: 'ward', from: day(from), until: until && day(until) } as const;
    const months = countMonths([], [span], year, day(`${year}-12-31`));
    expect(months.reduce((sum, one) => sum + one.required, 0)).toBe(days);
  });
});

describe('a visit as it is taken down', () => {
  const good = {
    name: 'Trần Văn Mẫu',
    kind: 'recommendation',
    matter: 'Xin nâng đường',
    people: '1',
    signed: 'spoken',
    outcome: 'guide',
    outcomeText: 'Đến bộ phận một cửa',
  };
  const today = day('2026-11-25');
  const read = async (fields: Record<string, string>) => {
    const form = { values: { ...good, ...fields }, lists: {}, files: [], tooManyFiles: false, cutOff: [] };
    const typed = await readGiven(visitForm, form, {
      prefix: '',
      key: '',
      language: 'vi',
      store: {} as never,
    });
    return typed.ok ? visitOf(typed.given, today) : { ok: false as const, faults: Object.keys(typed.errors) };
  };

  test.each<[string, Record<string, string>, string]>([
    ['no outcome', { outcome: '' }, 'outcome'],
    ['guided nowhere', { outcomeText: '' }, 'outcomeText'],
    ['refused without ground', { outcome: 'refuse' }, 'refusalGround'],
    ['a promise without a day', { promise: 'Nạo vét cống' }, 'promiseDue'],
    ['a day without a promise', { promiseDue: '30/11/2026' }, 'promise'],
    ['nobody', { people: '0' }, 'people'],
  ])('%s: said at the field', async (_name, fields, field) => {
    expect(await read(fields)).toEqual({ ok: false, faults: [field] });
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    [
      'a promise for yesterday',
      { promise: 'Nạo vét', promiseDue: '24/11/2026' },
      { promiseDue: 'promiseDate' },
    ],
    ['seven people without representatives', { people: '7' }, { representatives: 'groupPeople' }],
    [
      'seven people with three',
      { people: '7', representatives: 'A; B; C' },
      { representatives: 'groupPeople' },
    ],
  ])('%s', async (_name, fields, faults) => {
    expect(await read(fields)).toEqual({ ok: false, faults });
  });

  test('what is good is taken, and a ground only where somebody is refused', async () => {
    const taken = await read({ refusalGround: 'R1', people: '12', representatives: 'A; B; C; D; E' });
    expect(taken).toMatchObject({ ok: true, visit: { refusalGround: null, people: 12 } });
    expect(representatives(4)).toBeUndefined();
  });
});
