import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, openWorld, type World } from '../../../test/support/world.ts';
import { reductionGroundOn, reductionGrounds } from '../../ground/law/staff-reduction.ts';
import { addDays, dayInVietnam, parsePlainDate } from '../../platform/time.ts';
import { formatPercent } from '../../platform/vietnamese.ts';
import { groundFor, takeReductionStep } from './reduction.ts';
import { sumReductions } from './staffing.pages.tsx';
import { propose, takeStep } from './staffing.service.ts';
import { countReductions, listPlans, listReductions } from './staffing.store.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const day = parsePlainDate;

describe('the decree of the day', () => {
  test.each([
    ['2015-01-09', undefined],
    ['2015-01-10', 'ND108-2014'],
    ['2020-04-08', 'ND113-2018'],
    ['2021-01-01', 'ND143-2020'],
    ['2023-07-19', 'ND143-2020'],
    ['2023-07-20', 'ND29-2023'],
    ['2025-06-15', 'ND29-2023'],
    ['2025-06-16', 'ND154-2025'],
    ['2030-12-31', 'ND154-2025'],
    ['2031-01-01', undefined],
  ])('%s: %s', (on, code) => {
    expect(reductionGroundOn(day(on))?.code).toBe(code);
    if (!code) expect(groundFor(day(on))).toBe('notInForce');
  });

  test('the versions follow each other without a gap', () => {
    for (const [at, row] of reductionGrounds.entries()) {
      const next = reductionGrounds[at + 1];
      if (next) expect(next.from).toBe(addDays(row.until as typeof next.from, 1));
    }
  });
});

test('steps of a reduction', () => {
  const on = { today: day('2026-11-23'), leftOn: day('2026-11-01') };
  const one = (state: 'proposed' | 'approved' | 'left', by = 'a') => ({
    state,
    proposedBy: by as never,
    effectiveOn: day('2026-11-02'),
  });
  expect(takeReductionStep(one('proposed'), 'approve', 'b' as never, on)).toBe('approved');
  expect(takeReductionStep(one('proposed'), 'approve', 'a' as never, on)).toBe('ownProposal');
  expect(takeReductionStep(one('proposed'), 'leave', 'b' as never, on)).toBe('wrongState');
  expect(takeReductionStep(one('approved'), 'leave', 'b' as never, on)).toBe('left');
  expect(
    takeReductionStep(one('approved'), 'leave', 'b' as never, { ...on, leftOn: day('2026-11-24') }),
  ).toBe('future');
  expect(
    takeReductionStep(one('approved'), 'leave', 'b' as never, { ...on, leftOn: day('2026-10-31') }),
  ).toBe('beforeEffective');
  expect(takeReductionStep(one('left'), 'withdraw', 'a' as never, on)).toBe('wrongState');
});

test('the article: 111 of 207 posts, 53,62%', async () => {
  const { db } = world.services;
  const plan = (await listPlans(db)).find((one) => one.fromYear === 2015);
  if (!plan) throw new Error('no plan');
  for (const organised of ['then', 'now'] as const) {
    const total = sumReductions(await countReductions(db, plan.id, day('2020-04-08'), organised));
    expect(total).toEqual({ target: 207, achieved: 111 });
    expect(formatPercent(total.achieved, total.target)).toBe('53,62%');
  }
  // A year earlier it was less, and no unit or year is counted twice.
  const before = sumReductions(await countReductions(db, plan.id, day('2019-04-08'), 'then'));
  expect(before.achieved).toBeLessThan(111);
});

test('a reduction from proposal to leaving: two people, the post is vacant, the figure moves', async () => {
  const { db } = world.services;
  const head = await world.officer('thutruong');
  const chair = await world.officer('chutich');
  const today = dayInVietnam(world.services.clock());
  const plan = (await listPlans(db)).find((one) => one.fromYear === 2025);
  if (!plan) throw new Error('no plan');
  const officer = await world.officer('chuyenvien');
  const key = newKey();
  const proposal = {
    planId: plan.id,
    unitId: head.unit,
    postTitle: 'Chuyên viên văn hóa',
    postId: officer.post,
    personId: officer.person,
    personName: officer.personName,
    route: 'earlyRetirement' as const,
    effectiveOn: today,
    cost: 120_000_000,
    ratings: 'Hai năm: hoàn thành nhiệm vụ',
  };
  // Sent twice, it is one.
  await propose(world.services, head, proposal, key);
  await propose(world.services, head, proposal, key);
  const mine = async () =>
    (await listReductions(db, plan.id, [head.unit], 50)).filter(
      (row) => row.postTitle === proposal.postTitle,
    );
  expect(await mine()).toHaveLength(1);
  const [row] = await mine();
  if (!row) throw new Error('no reduction');
  expect(row.groundCode).toBe('ND154-2025');
  const step = (who: typeof head, name: 'approve' | 'leave', version: number) =>
    takeStep(world.services, who, row.id, name, { key: newKey(), version, leftOn: today });
  await expect(step(head, 'approve', 1)).rejects.toMatchObject({ fault: 'notAllowed' });
  await expect(step(head, 'leave', 1)).rejects.toMatchObject({ fault: 'wrongState' });
  await expect(step(officer, 'leave', 1)).rejects.toMatchObject({ code: 'notFound' });
  await step(chair, 'approve', 1);
  const before = sumReductions(await countReductions(db, plan.id, today, 'now'));
  await step(head, 'leave', 2);
  const after = sumReductions(await countReductions(db, plan.id, today, 'now'));
  expect(after).toEqual({ target: before.target, achieved: before.achieved + 1 });
  world.later(86_400_000);
  await expect(world.officer('chuyenvien')).rejects.toThrow('cannot sign in');
});
