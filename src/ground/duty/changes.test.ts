import { describe, expect, test } from 'vitest';
import { parsePlainDate } from '../../platform/time.ts';
import { calendar } from '../law/calendar.ts';
import type { UnitId } from '../organization/organization.ts';
import { applyChanges, type DutyChange } from './changes.ts';
import { type Duty, dutyState } from './duty.ts';

const day = parsePlainDate;
const unit = 'u1' as UnitId;
const context = (today: string, seq = 1) => ({
  subjectType: 'petition',
  subjectId: 's',
  unit,
  today: day(today),
  seq,
  calendar,
});
const opened = (rule: 'KN-L1' | 'XLD-PROC', on: string): Duty[] =>
  applyChanges([], [{ do: 'open', rule, begunOn: day(on), owedTo: 'citizen' }], context(on)).opened;

describe('changes of duties', () => {
  test('opening computes the date and says it in the fact', () => {
    const { opened: duties, fact } = applyChanges(
      [],
      [{ do: 'open', rule: 'XLD-PROC', begunOn: day('2026-11-23'), owedTo: 'citizen' }],
      context('2026-11-23'),
    );
    expect(duties[0]).toMatchObject({ dueOn: '2026-12-03', ended: null, openedSeq: 1 });
    expect(fact).toBe('open XLD-PROC 2026-12-03');
  });

  test('a suspension moves the date by the days stood still, and only when it ends', () => {
    const [duty] = opened('KN-L1', '2026-07-06');
    const stood = applyChanges([duty as Duty], [{ do: 'suspendAll' }], context('2026-07-10', 2))
      .updated[0] as Duty;
    expect(stood).toMatchObject({ suspendedFrom: '2026-07-10', dueOn: '2026-08-05' });
    const again = applyChanges([stood], [{ do: 'resumeAll' }], context('2026-07-20', 3)).updated[0] as Duty;
    expect(again).toMatchObject({ suspendedFrom: null, dueOn: '2026-08-17' });
    expect(again.explanation).toContainEqual(expect.objectContaining({ line: 'suspended', days: 10 }));
  });

  test('handing over changes the owner and no date', () => {
    const [duty] = opened('KN-L1', '2026-11-02');
    const moved = applyChanges(
      [duty as Duty],
      [{ do: 'handOver', to: 'u2' as UnitId }],
      context('2026-11-10', 2),
    ).updated[0];
    expect(moved).toMatchObject({ ownerUnit: 'u2', dueOn: duty?.dueOn });
  });

  test('a duty opened and done in one step is written once, as done', () => {
    const changes: DutyChange[] = [
      { do: 'open', rule: 'KN-L1', begunOn: day('2026-11-02'), owedTo: 'citizen' },
      { do: 'done', rule: 'KN-L1' },
    ];
    const { opened: duties, updated, open } = applyChanges([], changes, context('2026-11-02'));
    expect(duties).toHaveLength(1);
    expect(duties[0]?.ended).toBe('done');
    expect([updated, open]).toEqual([[], []]);
  });
});

describe('the cell a duty stands in', () => {
  const base = { dueOn: day('2026-12-03'), ended: null, endedOn: null, suspendedFrom: null } as const;
  test.each([
    [base, '2026-12-03', 'openInTime'],
    [base, '2026-12-04', 'openOverdue'],
    [{ ...base, suspendedFrom: day('2026-12-01') }, '2027-01-04', 'openInTime'],
    [{ ...base, suspendedFrom: day('2026-12-10') }, '2027-01-04', 'openOverdue'],
    [{ ...base, ended: 'done', endedOn: day('2026-12-03') }, '2027-01-04', 'doneOnTime'],
    [{ ...base, ended: 'done', endedOn: day('2026-12-04') }, '2027-01-04', 'doneLate'],
    [{ ...base, ended: 'lapsed', endedOn: day('2026-12-20') }, '2027-01-04', 'lapsed'],
  ] as const)('%o on %s is %s', (duty, on, state) => {
    expect(dutyState(duty, day(on))).toBe(state);
  });
});
