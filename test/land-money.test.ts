import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../src/ground/access/session.ts';
import { Refused } from '../src/ground/refused.ts';
import { addLine, replaceLine } from '../src/parts/land/compensation.service.ts';
import { measuresOf } from '../src/parts/land/land.store.ts';
import { amountOf, type HouseholdId, type ProjectId } from '../src/parts/land/land.ts';
import { balances, batchesOf, batchLines, linesOf, ratesOf } from '../src/parts/land/money.store.ts';
import { digestOf, makeBatch, payBatch } from '../src/parts/land/payment.service.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let officer: SignedIn;
let payer: SignedIn;
let project: ProjectId;
let holders: HouseholdId[];

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  officer = await world.officer('thutruong');
  payer = await world.officer('chuyenvien');
  // The sample's project that runs: its plan is approved and its land recovered.
  project = (
    await world.services.db.one<{ id: ProjectId }>(sql`
      select project_id as id from land_act where step = 'recovery' limit 1`)
  ).id;
  holders = (
    await world.services.db.rows<{ id: HouseholdId }>(
      sql`select id from land_household where project_id = ${project} order by key limit 4`,
    )
  ).map((row) => row.id);
});
afterAll(() => world.close());

type Move =
  | { do: 'add'; holder: number; rate: number; quantity: number }
  | { do: 'replace'; holder: number; line: number; rate: number; quantity: number }
  | { do: 'batch' }
  | { do: 'pay' }
  | { do: 'payOne'; at: number };

const index = fc.nat({ max: 9 });
const quantity = fc.nat({ max: 2_000_000 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), holder: index, rate: index, quantity }),
  fc.record({ do: fc.constant('replace' as const), holder: index, line: index, rate: index, quantity }),
  fc.constant({ do: 'batch' as const }),
  fc.constant({ do: 'pay' as const }),
  fc.record({ do: fc.constant('payOne' as const), at: index }),
);

async function make(one: Move): Promise<void> {
  const { services } = world;
  const rates = await ratesOf(services.db, project);
  const of = <Item>(items: readonly Item[], at: number) => items[at % items.length] as Item;
  const paid = { onDay: parsePlainDate('2026-11-23'), how: 'transfer' as const, files: [] };
  await services.db.transaction(async (tx) => {
    if (one.do === 'batch')
      await makeBatch(services, tx, officer, project, { onDay: null, lateWhy: null }, newId());
    else if (one.do === 'pay' || one.do === 'payOne') {
      const batch = (await batchesOf(tx, project)).find((each) => each.open > 0);
      if (!batch) return;
      const open = (await batchLines(tx, batch.id)).filter((each) => each.paidOn === null && !each.droppedOn);
      const target = one.do === 'pay' ? { batch: batch.id } : { payment: of(open, one.at).id };
      await payBatch(services, tx, payer, project, target, paid);
    } else {
      const holder = of(holders, one.holder);
      const given = {
        rate: of(rates, one.rate).id,
        quantity: one.quantity,
        note: null,
        addedWhy: 'Đo bổ sung, QĐ 9',
      };
      if (one.do === 'add') await addLine(services, tx, officer, holder, given);
      else {
        const lines = (await linesOf(tx, holder)).filter((each) => !each.replacedBy);
        if (lines.length === 0) return;
        await replaceLine(services, tx, officer, holder, of(lines, one.line).id, { ...given, why: 'Đo lại' });
      }
    }
  });
}

test('whatever is added, replaced and paid: every sum is the sum of what it is made of', async () => {
  const { db } = world.services;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 8 }), async (moves) => {
      for (const one of moves)
        try {
          await make(one);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
        }
      const all = await balances(db, { project });
      for (const { paid, batched, owed } of all) {
        expect(paid <= batched).toBe(true);
        expect(batched <= owed).toBe(true);
      }
      let owed = 0n;
      for (const one of all)
        for (const line of await linesOf(db, one.household)) {
          expect(line.amount).toBe(amountOf(line.quantity, line.price));
          if (!line.replacedBy) owed += line.amount;
        }
      const measures = await measuresOf(db, project);
      expect(measures.money.all).toBe(owed);
      expect(measures.money.done).toBe(all.reduce((sum, one) => sum + one.paid, 0n));
      for (const batch of await batchesOf(db, project)) {
        const lines = await batchLines(db, batch.id);
        expect(lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(batch.total);
        expect(lines).toHaveLength(batch.payments);
        // Those made here carry a check of their lines; the sample's says that it is one.
        if (batch.number > 1) expect(digestOf(lines)).toBe(batch.digest);
      }
    }),
    { numRuns: 15 },
  );
});
