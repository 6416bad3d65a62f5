import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, visitor, type World } from '../../../test/support/world.ts';
import { sql } from '../../platform/database/database.ts';
import { addDays, parsePlainDate } from '../../platform/time.ts';
import { balances, statistics, total } from './statistics.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
});
afterAll(() => world.close());

const all = { units: 'all', sealed: 'byUnit' } as const;

test('whatever the period and the day it is asked as of, the table proves itself', async () => {
  const first = parsePlainDate('2024-10-01');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 780 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 400 }),
      async (start, length, later) => {
        const from = addDays(first, start);
        const to = addDays(from, length);
        const rows = await statistics(world.services.db, { ...all, from, to, asOf: addDays(to, later) });
        for (const row of rows) {
          expect(balances(row)).toBe(true);
          expect(row.answeredInTerm).toBeLessThanOrEqual(row.answered);
          expect(row.openLate).toBeLessThanOrEqual(row.open);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('one period ends with what the next begins with', async () => {
  const middle = parsePlainDate('2026-06-30');
  const asOf = parsePlainDate('2026-11-23');
  const { db } = world.services;
  const first = await statistics(db, { ...all, from: parsePlainDate('2026-01-01'), to: middle, asOf });
  const second = await statistics(db, { ...all, from: addDays(middle, 1), to: asOf, asOf });
  expect(total(second).carried).toBe(total(first).open);
  expect(total(first).received).toBeGreaterThan(0);
});

test('asked as of a day, what happened later is not in it', async () => {
  const { db } = world.services;
  const from = parsePlainDate('2026-01-01');
  const to = parsePlainDate('2026-03-31');
  const then = await statistics(db, { ...all, from, to, asOf: to });
  await db.run(sql`
    update petition_count set answered_on = '2026-05-05', known_from = '2026-12-01' where petition_id in (
      select petition_id from petition_count where received_on <= ${to} and answered_on is null and closed_on is null)`);
  // Reopened, moved to another unit, found to be of another kind: all of it later.
  await db.run(sql`
    update petition_count set answered_on = null, reopened = true, known_from = '2026-12-01'
    where petition_id in (select petition_id from petition_count where answered_on <= ${to} limit 5)`);
  await db.run(sql`
    update petition_count set kind = 'complaint', known_from = '2026-12-02',
      unit_now = (select unit_now from petition_count where unit_now <> one.unit_now limit 1)
    from petition_count one where petition_count.petition_id = one.petition_id and one.kind = 'recommendation'
      and one.received_on <= ${to}`);
  expect(await statistics(db, { ...all, from, to, asOf: to })).toEqual(then);
});

test('denunciations are a number for who reports, by unit for handlers, and the page says what is left out', async () => {
  const app = await world.app();
  const { db } = world.services;
  const told = async (name: string) => {
    const officer = await visitor(world, app, name);
    const page = await officer.get('/can-bo/thong-ke?tu=01/01/2026&den=31/10/2026');
    const csv = (await officer.get('/can-bo/thong-ke.csv?tu=01/01/2026&den=31/10/2026')).body;
    const lines = csv.split('\n').filter((line) => line.includes('Tố cáo,'));
    return { said: /<p class="note">(.*?)<\/p>/.exec(page.body)?.[1], lines };
  };
  const { all: inAll } = await db.one<{ all: number }>(sql`
    select count(*)::int as all from petition_count where kind = 'denunciation' and received_on between '2026-01-01' and '2026-10-31'`);
  const auditor = await told('thanhtra');
  expect(auditor.said).toContain('Tố cáo chỉ có số');
  expect(auditor.lines).toHaveLength(1);
  expect(auditor.lines[0]).toMatch(/^Mọi đơn vị cộng lại,/);
  expect(Number(auditor.lines[0]?.split(',')[7])).toBe(inAll);
  const officer = await told('chuyenvien');
  expect(officer.said).toContain('không gồm tố cáo');
  expect(officer.lines).toEqual([]);
  await app.close();
});

test('the page shows the sum, the CSV the same numbers with their day, and bad dates are said', async () => {
  const app = await world.app();
  const auditor = await visitor(world, app, 'thanhtra');
  const page = await auditor.get('/can-bo/thong-ke?tu=01/01/2026&den=30/06/2026&tinh-den=30/06/2026');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Kỳ 01/01/2026–30/06/2026, tính đến hết ngày 30/06/2026.');
  expect(page.body).not.toContain('không khớp');
  const csv = await auditor.get('/can-bo/thong-ke.csv?tu=01/01/2026&den=30/06/2026&tinh-den=30/06/2026');
  const rows = await statistics(world.services.db, {
    units: 'all',
    sealed: 'together',
    from: parsePlainDate('2026-01-01'),
    to: parsePlainDate('2026-06-30'),
    asOf: parsePlainDate('2026-06-30'),
  });
  const sum = total(rows);
  expect(csv.body.trim().split('\n').at(-1)).toContain(
    `,${[sum.carried, sum.received, sum.answered, sum.answeredInTerm, sum.endedOtherwise, sum.open, sum.openLate].join(',')}`,
  );
  const wrong = await auditor.get('/can-bo/thong-ke?tu=31/02/2026&den=01/01/2030');
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('Ngày không đúng.');
  expect(wrong.body).toContain('Ngày này chưa đến.');
  await app.close();
});
