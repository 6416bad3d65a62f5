import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, parsePlainDate } from '../../platform/time.ts';
import { type CalendarYear, calendarYears, workCalendar } from '../law/calendar.ts';
import { settledDuty } from './settle.ts';
import { dutyBefore, dutyOf } from './single.ts';

const day = (text: string) => parsePlainDate(text);
const withYear = (year: CalendarYear) =>
  workCalendar([...calendarYears.filter((one) => one.year !== year.year), year]);
const announced = (daysOff: string[], year = 2027): CalendarYear => ({
  year,
  standing: 'announced',
  daysOff: daysOff.map((date) => ({ date: day(date), name: { vi: 'Nghỉ', en: 'Off' } })),
  workingSaturdays: [],
});
const before = workCalendar(calendarYears);
const owed = (rule: 'KN-L1' | 'DT-PROMISE', begunOn: string, agreedFor?: string) =>
  dutyOf(
    {
      subjectType: 'petition',
      subjectId: '0190a000-0000-7000-8000-000000000001',
      unit: '0190a000-0000-7000-8000-000000000002' as never,
      rule,
      begunOn: day(begunOn),
      owedTo: 'citizen',
      ...(agreedFor && { agreedFor: day(agreedFor) }),
    },
    before,
  );
const on = day('2026-12-01');

describe('a date that rests on days off that were not announced', () => {
  test('is settled with its reason: the same day stays, a day off moves it, an earlier day holds while it can be kept', () => {
    const provisional = owed('KN-L1', '2026-12-18');
    expect(provisional).toMatchObject({ provisional: true });
    const due = provisional.dueOn;
    const same = settledDuty(provisional, withYear(announced([])), before, on);
    expect(same).toMatchObject({ dueOn: due, provisional: false });
    expect(same?.explanation.at(-1)).toEqual({ line: 'settled', on, from: due, to: due });
    const off = settledDuty(provisional, withYear(announced([due])), before, on);
    expect(off?.dueOn && off.dueOn > due).toBe(true);
    expect(off?.explanation.map((line) => line.line)).toContain('rolled');
    expect(off?.explanation.map((line) => line.line)).not.toContain('provisional');
  });

  test('is settled where the calendar before is not known any more, and nothing else is touched then', () => {
    const after = withYear(announced([]));
    expect(settledDuty(owed('KN-L1', '2026-12-18'), after, undefined, on)).toMatchObject({
      provisional: false,
    });
    expect(settledDuty(owed('KN-L1', '2026-09-01'), after, undefined, on)).toBeUndefined();
  });

  test('that lies in the past by the new calendar stays as it was told', () => {
    // Days off were expected that are worked after all.
    const expected = workCalendar([
      ...calendarYears.filter((one) => one.year !== 2026),
      { ...announced(['2026-11-30', '2026-12-01', '2026-12-02'], 2026), standing: 'expected' as const },
    ]);
    const duty = dutyOf(
      {
        subjectType: 'petition',
        subjectId: 'x',
        unit: 'y' as never,
        rule: 'KN-L1',
        begunOn: day('2026-11-01'),
        owedTo: 'citizen',
      },
      expected,
    );
    const later = day('2026-12-20');
    const after = settledDuty(duty, workCalendar([...calendarYears]), expected, later);
    expect(after?.dueOn).toBe(duty.dueOn);
    expect(after?.provisional).toBe(false);
  });
});

test('a day off that is added later moves a running term, and a day that was agreed on (Civil Code, Art. 148(5))', () => {
  const promise = owed('DT-PROMISE', '2026-11-02', '2026-12-24');
  const year = calendarYears.find((one) => one.year === 2026) as CalendarYear;
  const after = withYear({
    ...year,
    daysOff: [...year.daysOff, { date: day('2026-12-24'), name: { vi: 'Nghỉ thêm', en: 'One more' } }],
  });
  expect(settledDuty(promise, after, before, on)).toMatchObject({ dueOn: '2026-12-25', provisional: false });
  expect(settledDuty(promise, before, before, on)).toBeUndefined();
  expect(settledDuty({ ...promise, ended: 'done', endedOn: on }, after, before, on)).toBeUndefined();
});

test('what is counted back from an event is counted back anew', () => {
  const notice = dutyBefore(
    {
      subjectType: 'dialogue',
      subjectId: 'x',
      unit: 'y' as never,
      rule: 'DT-ANNOUNCE',
      begunOn: day('2026-11-02'),
      owedTo: 'public',
      eventOn: day('2027-01-20'),
    },
    before,
  );
  const after = settledDuty(notice, withYear(announced([notice.dueOn])), before, on);
  expect(after?.dueOn && after.dueOn < notice.dueOn).toBe(true);
});

test('a date that did not come from the calendar alone is left alone', () => {
  const moved = { ...owed('KN-L1', '2026-12-18'), dueOn: day('2027-06-01') };
  expect(settledDuty(moved, withYear(announced([])), before, on)).toBeUndefined();
});

test('settled twice is settled once, and never falls on a day off, whatever is announced', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 120 }),
      fc.array(fc.integer({ min: 0, max: 120 })),
      (start, offs) => {
        const duty = owed('KN-L1', addDays(day('2026-10-01'), start));
        const days = [...new Set(offs)].map((at): PlainDate => addDays(day('2027-01-01'), at));
        const after = withYear(announced(days));
        const once = settledDuty(duty, after, before, on);
        if (!once) return;
        expect(after.dayOff(once.dueOn)).toBeUndefined();
        expect(settledDuty(once, after, after, on)).toBeUndefined();
      },
    ),
  );
});
