// A locality over three months, day by day: what the sums say is what the cases say, and what was known on
// any day is told again as it was told then.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashCode } from '../src/ground/code.ts';
import { places, type Unit, type UnitId } from '../src/ground/organization/organization.ts';
import { allCells, type CellCounts, closeMonths, foldTotals } from '../src/parts/petitions/cells.ts';
import { cellRule, sumCounts } from '../src/parts/petitions/figures.ts';
import type { PetitionId, PetitionKind } from '../src/parts/petitions/petition.ts';
import { petitionOpenings } from '../src/parts/petitions/proof.ts';
import { checkStep } from '../src/parts/petitions/step.input.ts';
import { StepError, take, takeAsCitizen } from '../src/parts/petitions/step.service.ts';
import type { OfficerStep } from '../src/parts/petitions/steps.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { Random } from '../src/platform/random.ts';
import { addDays, dayInVietnam, monthEnd, type PlainDate, parsePlainDate } from '../src/platform/time.ts';
import { confirmClock, intake, newKey, openWorld, type World } from './support/world.ts';

let world: World;
const first = parsePlainDate('2026-09-01');
const days = 80;
const today = () => dayInVietnam(world.services.clock());
const sorted = (cells: readonly CellCounts[]) =>
  cells.map((one) => JSON.stringify(one, Object.keys(one).toSorted())).toSorted();
const whole = [parsePlainDate('2026-01-01'), parsePlainDate('2026-12-01')] as const;

const slow = (asOf: PlainDate) => allCells(world.services.db, ...whole, today(), asOf);
const fast = () => allCells(world.services.db, ...whole, today());

/** Cases whose entries were open at the end of each day. */
const open = new Map<PlainDate, Set<string>>();

/** What the sums said at the end of each day. */
const told = new Map<PlainDate, CellCounts[]>();

beforeAll(async () => {
  world = await openWorld();
  const { services } = world;
  const random = new Random(5);
  const { units } = await services.site.read();
  const wards = places(units).slice(0, 3);
  world.at(`${first}T02:00:00Z`);
  await confirmClock(world);
  const actor = await world.officer('chuyenvien');
  const head = await world.officer('thutruong');
  const own = units.find((unit) => unit.id === actor.unit) as Unit;
  const cases: { id: PetitionId; codeHash: Buffer; kind: PetitionKind; unit: UnitId }[] = [];
  const step = async (id: PetitionId, name: OfficerStep, given: Record<string, string>) => {
    const checked = checkStep(name, given);
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    await take(
      services,
      { by: 'officer', actor: name === 'reopen' ? head : actor },
      id,
      name,
      checked.values,
      { key: newKey() },
    );
  };
  for (let at = 0; at < days; at++) {
    const date = addDays(first, at);
    world.at(`${date}T03:00:00Z`);
    for (let turn = random.whole(1, 3); turn > 0; turn--) {
      const kind = random.weighted<PetitionKind>([
        ['reflection', 6],
        ['recommendation', 3],
        ['complaint', 3],
        ['denunciation', 1],
      ]);
      const unit = random.chance(0.8) ? own : random.pick(wards);
      const made = await submit(services, intake(world, { kind, placeUnit: unit.id }), {
        key: newKey(),
        source: 'web',
        language: 'vi',
        fileIds: [],
        // Some come on paper and are entered when their month is closed.
        ...(random.chance(0.15) && {
          paper: { arrivedOn: addDays(date, -random.whole(1, 40)), people: 1 },
        }),
      });
      if ('faults' in made) throw new Error('nobody to open it');
      cases.push({ id: made.submitted.id, codeHash: hashCode(made.code), kind, unit: unit.id });
    }
    for (const one of cases) {
      if (one.kind === 'denunciation' || one.unit !== own.id || !random.chance(0.25)) continue;
      const tried: [OfficerStep, Record<string, string>][] = [
        ['accept', {}],
        ['draft', { text: 'Dự thảo trả lời.' }],
        ['send', { text: 'Đã xem xét và xử lý xong theo quy định.' }],
        ['classify', { kind: random.pick(['complaint', 'reflection', 'recommendation']) }],
        ['reopen', { reason: 'Chưa xong.' }],
        ['refuse', { ground: 'I1', text: 'Không thuộc thẩm quyền.' }],
      ];
      const mayReopen = random.chance(0.15);
      for (const [name, given] of tried.slice(random.whole(0, tried.length + 3) % tried.length))
        try {
          if (name === 'reopen' && !mayReopen) continue;
          await step(one.id, name, given);
          break;
        } catch (error) {
          if (!(error instanceof StepError)) throw error;
        }
      if (random.chance(0.3))
        await takeAsCitizen(services, one, 'rate', { satisfied: random.chance(0.6) }, newKey()).catch(
          () => {},
        );
    }
    await closeMonths(services);
    if (random.chance(0.2)) await foldTotals(services.db);
    told.set(date, await fast());
    const subjects = new Set<string>();
    for await (const page of petitionOpenings.read(services, whole[0], whole[1]))
      for (const { event } of page) subjects.add(event.subject);
    open.set(date, subjects);
  }
});
afterAll(() => world.close());

describe('sums and history', () => {
  test('something of every sort happened', async () => {
    const all = sumCounts(await fast());
    // Whether an answer falls on the very last day is chance; the sample and its recomputing have that.
    for (const [name, count] of Object.entries(all))
      if (!['onLastDay', 'atMonthEnd', 'extended'].includes(name)) expect(count, name).toBeGreaterThan(0);
    const late = await world.services.db.one<{ count: number }>(sql`
      select count(*)::int as count from petition_count
      where date_trunc('month', known_from) > date_trunc('month', received_on) and cell is not null`);
    expect(late.count).toBeGreaterThan(0);
  });

  test('the sums are what counting every case gives, folded or not', async () => {
    const counted = sorted(await slow(today()));
    expect(sorted(await fast())).toEqual(counted);
    await foldTotals(world.services.db);
    expect(sorted(await fast())).toEqual(counted);
    const { folded } = await world.services.db.one<{ folded: boolean }>(
      sql`select bool_and(folded) as folded from petition_total`,
    );
    expect(folded).toBe(true);
  });

  test('as of any day, what is counted now is what was told then', async () => {
    for (const [date, then] of told) {
      // A month is closed on the day after it; what is told of it on that day had its cells by then.
      const closed = then.filter((one) => monthEnd(one.month) < date);
      const again = (await slow(date)).filter((one) => monthEnd(one.month) < date);
      expect(sorted(again), date).toEqual(sorted(closed));
    }
  });

  test('a cell keeps its cases for ever, and is large enough where it must be', async () => {
    const groups = Map.groupBy(await fast(), (one) =>
      one.cell === 'unit' ? `${one.kind} ${one.month} ${one.cellUnit}` : `${one.kind} ${one.month}`,
    );
    let guarded = 0;
    for (const of of groups.values()) {
      const [one] = of as [CellCounts];
      if (one.cell === 'year') continue;
      expect(sumCounts(of).received).toBeGreaterThanOrEqual(cellRule(one.kind).fewest);
      if (cellRule(one.kind).fewest > 1) guarded += 1;
    }
    expect(guarded).toBeGreaterThan(0);
    // Day after day no cell of a closed month ever lost a case, and none of a guarded kind gained one.
    let before: CellCounts[] = [];
    for (const [, cells] of told) {
      for (const group of Map.groupBy(before, keyOf).entries()) {
        const now = cells.filter((one) => keyOf(one) === group[0]);
        const [one] = group[1] as [CellCounts];
        const [were, are] = [sumCounts(group[1]).received, sumCounts(now).received];
        if (cellRule(one.kind).fewest > 1 && (one.cell === 'unit' || one.cell === 'month'))
          expect(are).toBe(were);
        else expect(are).toBeGreaterThanOrEqual(were);
      }
      before = cells;
    }
  });

  test('entries once opened stay open, and none is of what became something else', async () => {
    let before = new Set<string>();
    for (const [date, now] of open) {
      for (const subject of before) expect(now.has(subject), date).toBe(true);
      before = now;
    }
    expect(before.size).toBeGreaterThan(3);
    const { others } = await world.services.db.one<{ others: number }>(sql`
      select count(*)::int as others from petition_count
      where petition_id = any(${[...before]}::uuid[]) and (kind <> 'reflection' or cell_kind <> 'reflection')`);
    expect(others).toBe(0);
    // What could still be classified is not open.
    const { early } = await world.services.db.one<{ early: number }>(sql`
      select count(*)::int as early from petition where id = any(${[...before]}::uuid[]) and state = 'received'`);
    expect(early).toBe(0);
  });

  test('the public counts a case under the kind it was entered as, whatever it turns out to be', async () => {
    const { changed } = await world.services.db.one<{ changed: number }>(sql`
      select count(*)::int as changed from petition_count where kind <> cell_kind`);
    expect(changed).toBeGreaterThan(0);
  });
});

const keyOf = (one: CellCounts) => `${one.kind} ${one.month} ${one.cell} ${one.cellUnit}`;
