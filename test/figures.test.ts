import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byMonth, totalOf } from '../src/ground/figure/catalogue.ts';
import { runsOf, scaleTop } from '../src/ground/figure/chart.tsx';
import { closeMonths } from '../src/parts/petitions/cells.ts';
import { countReceptions, type ReceptionCounts } from '../src/parts/receptions/catalogue.ts';
import { owingIn, sessionsOfYear } from '../src/parts/receptions/reception.store.ts';
import { countMonths } from '../src/parts/receptions/reception.ts';
import { sql } from '../src/platform/database/database.ts';
import { addMonths, monthsBetween, parsePlainDate, readMonth } from '../src/platform/time.ts';
import { openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});
const day = parsePlainDate;

describe('every figure of the catalogue', () => {
  test('says what it is, who answers for it and how to arrive at it, in both languages', () => {
    const { figures } = world.services;
    expect(new Set(figures.map((one) => one.code)).size).toBe(figures.length);
    expect(figures.length).toBeGreaterThanOrEqual(10);
    for (const figure of figures) {
      expect(figure.code).toMatch(/^[a-z]+-[A-Za-z-]+$/);
      for (const words of [figure.name, figure.definition, figure.owner, figure.smallCells, figure.recipe])
        for (const said of [words.vi, words.en]) expect(said.length).toBeGreaterThan(3);
      expect(figure.counts.vi.length).toBeGreaterThan(1);
    }
  });

  test('opens on a year that has numbers, where nothing was counted of late', async () => {
    const reader = await visitor(world, app);
    for (const { code } of world.services.figures) {
      const bare = await reader.get(`/so-lieu/danh-muc/${code}`);
      if (bare.statusCode === 200) continue;
      expect([code, bare.statusCode]).toEqual([code, 302]);
      const { location = '' } = bare.headers as { location?: string };
      expect(location).toMatch(/\?tu=01%2F(\d{4})&den=12%2F\1$/);
      expect((await reader.get(location)).statusCode).toBe(200);
    }
    const handed = await reader.get('/so-lieu/danh-muc/land-handedOver');
    expect(handed.headers.location).toContain('2018');
  });

  test('has months that add up, shares that are shares, and nothing of a month that runs', async () => {
    const from = day('2025-12-01');
    const to = day('2026-11-01');
    for (const figure of world.services.figures) {
      const asked = { from, to, asOf: world.services.clock() };
      const { cells } = await figure.count(world.services, { ...asked, by: { month: true, unit: true } });
      for (const month of cells) {
        expect((month.month ?? '') < day('2026-11-01'), figure.code).toBe(true);
        expect(month.denominator !== undefined, figure.code).toBe(figure.denominator !== undefined);
      }
      const whole = totalOf(cells);
      const rows = byMonth(cells, monthsBetween(from, to));
      expect(rows.reduce((sum, row) => sum + row.total.numerator, 0)).toBe(whole.numerator);
      // Asked by month, by unit or by neither, the sum is the same.
      for (const by of [{ month: true }, { unit: true }, {}])
        expect(totalOf((await figure.count(world.services, { ...asked, by })).cells), figure.code).toEqual(
          whole,
        );
    }
  });

  test('over a whole year the months and what is not told by month are all that may be published', async () => {
    const received = world.services.figures.find((one) => one.code === 'petitions-received');
    if (!received) throw new Error('no such figure');
    world.at('2027-02-01T02:00:00Z');
    await closeMonths(world.services);
    const { cells, remainder } = await received.count(world.services, {
      from: day('2026-01-01'),
      to: day('2026-12-01'),
      asOf: world.services.clock(),
      by: { month: true },
    });
    const { count } = await world.services.db.one<{ count: number }>(sql`
      select count(*)::int as count from petition_count where received_on between '2026-01-01' and '2026-12-31'`);
    const told = totalOf(cells).numerator + (remainder?.numerator ?? 0);
    expect(told).toBeLessThanOrEqual(count);
    expect(told).toBeGreaterThan(count * 0.8);
    world.at('2026-11-23T02:00:00Z');
  });

  test('receptions counted by the database are those counted leader by leader', async () => {
    const { services } = world;
    const asked = { from: day('2025-03-01'), to: day('2026-10-01'), asOf: services.clock() };
    const counted = await countReceptions(services, { ...asked, by: { month: true, unit: true } });
    const slow = new Map<string, ReceptionCounts>();
    for (const year of [2025, 2026]) {
      const keyOf = (one: { unitId: string; leaderPost: string }) => `${one.unitId} ${one.leaderPost}`;
      const held = Map.groupBy(await sessionsOfYear(services.db, year), keyOf);
      const owed = Map.groupBy(await owingIn(services.db, year), keyOf);
      for (const key of new Set([...held.keys(), ...owed.keys()])) {
        const [had, spans] = [held.get(key) ?? [], owed.get(key) ?? []];
        const first = spans[0] ?? had[0];
        if (!first) continue;
        for (const month of countMonths(had, spans, year, day('2026-11-23'))) {
          if (month.month < asked.from || month.month > asked.to) continue;
          if (month.required + month.held === 0) continue;
          const cell = `${month.month} ${first.unitId}`;
          const before = slow.get(cell) ?? { required: 0, held: 0, inPerson: 0 };
          slow.set(cell, {
            required: before.required + month.required,
            held: before.held + month.held,
            inPerson: before.inPerson + month.inPerson,
          });
        }
      }
    }
    expect(slow.size).toBeGreaterThan(10);
    expect(
      Object.fromEntries(counted.map(({ month, unit, ...counts }) => [`${month} ${unit}`, counts])),
    ).toEqual(Object.fromEntries(slow));
  });

  test('a chair who never received is listed and owes; leaving them out would have made the share better', async () => {
    const { services } = world;
    const asked = { from: day('2026-03-01'), to: day('2026-05-01'), asOf: services.clock(), by: {} };
    const [before] = await countReceptions(services, asked);
    const idle = await openWorld({ template: 'sample' });
    const gone = await idle.services.db.one<{ unit: string; name: string }>(sql`
      select unit_id as unit, name_vi as name from unit_version
      where unit_id = (select id from unit where code = 'phuong-hiep-thanh') order by lower(valid) desc limit 1`);
    await idle.services.db.run(
      sql`update reception_session set state = 'planned', in_person = null, posted_at = null where unit_id = ${gone.unit}`,
    );
    const [after] = await countReceptions(idle.services, { ...asked, asOf: idle.services.clock() });
    expect(after?.required).toBe(before?.required);
    expect(after?.held).toBeLessThan(before?.held ?? 0);
    const app = await idle.app();
    const reader = await visitor(idle, app);
    const csv = (await reader.get('/tiep-cong-dan/ket-qua.csv?nam=2026')).body;
    const rows = csv
      .split('\n')
      .filter((line) => line.startsWith(`${gone.name},`) && line.includes(',2026-0'));
    expect(rows.length).toBeGreaterThan(5);
    await app.close();
    await idle.close();
  });

  test('a session that is planned and not posted changes nothing of a month that is over', async () => {
    const { services } = world;
    const asked = { from: day('2026-03-01'), to: day('2026-03-01'), asOf: services.clock(), by: {} };
    const before = await countReceptions(services, asked);
    await services.db.run(sql`
      insert into reception_session (id, unit_id, leader_post, leader_title, kind, on_day, meant_for, from_time, place, seats, state)
      select gen_random_uuid(), unit_id, (select post_id from post_version where role = 'officer' limit 1), 'Phó Chủ tịch',
        'regular', '2026-12-20', '2026-12-20', '07:30', 'Trụ sở', 10, 'planned'
      from reception_session limit 1`);
    expect(await countReceptions(services, asked)).toEqual(before);
  });

  test('what was loaded with its end was answered from that day on, whatever came later', async () => {
    const { wrong, rated } = await world.services.db.one<{ wrong: number; rated: number }>(sql`
      select count(*) filter (where past.answered_on is null and past.known_to > one.answered_on)::int as wrong,
        count(*) filter (where past.answered_on is not null)::int as rated
      from petition_count one join petition_count_past past on past.petition_id = one.petition_id
      where one.answered_on is not null`);
    expect(wrong).toBe(0);
    expect(rated).toBeGreaterThan(0);
  });

  test('no group that is told of denunciations names a unit', async () => {
    const received = world.services.figures.find((one) => one.code === 'petitions-received');
    const all = await received?.count(world.services, {
      from: day('2025-01-01'),
      to: day('2026-10-01'),
      asOf: world.services.clock(),
      by: { unit: true },
    });
    const [{ most } = { most: 0 }] = await world.services.db.rows<{ most: number }>(sql`
      select count(*)::int as most from petition_count where kind = 'denunciation'`);
    expect(most).toBeGreaterThan(0);
    for (const unit of new Set(all?.cells.map((one) => one.unit))) {
      if (unit === undefined) continue;
      const told = totalOf((all?.cells ?? []).filter((one) => one.unit === unit)).numerator;
      const { open } = await world.services.db.one<{ open: number }>(sql`
        select count(*)::int as open from petition_count
        where unit_now = ${unit} and kind <> 'denunciation' and received_on between '2025-01-01' and '2026-10-31'`);
      expect(told).toBeLessThanOrEqual(open);
    }
  });
});

describe('pages and files', () => {
  test('page, CSV and JSON give the same sum, with the time they speak of', async () => {
    const reader = await visitor(world, app);
    const query = '?tu=01/2026&den=06/2026';
    const json = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime.json${query}`)).json();
    const sum = (rows: { numerator: number; denominator: number }[]) =>
      rows.reduce((all, row) => [all[0] + row.numerator, all[1] + row.denominator] as const, [
        0, 0,
      ] as readonly [number, number]);
    const [numerator, denominator] = sum(json.rows);
    expect(denominator).toBeGreaterThan(0);
    expect(json).toMatchObject({
      from: '2026-01',
      to: '2026-06',
      // The end of the last day that is over, so that every file of a day says the same.
      as_of: '2026-11-22T16:59:59.999Z',
    });
    const page = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime${query}`)).body;
    const total = page.slice(page.indexOf('<strong>Cộng'));
    expect(total).toContain(`<strong>${numerator}</strong>`);
    expect(total).toContain(`<strong>${denominator}</strong>`);
    expect(page).toContain('<svg');
    const csv = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime.csv${query}`)).body
      .trim()
      .split('\n')
      .slice(1);
    const columns = csv.map((line) => line.split(','));
    expect(columns.reduce((all, row) => all + Number(row[2]), 0)).toBe(numerator);
  });

  test.each([
    ['13/2026', 'Tháng không đúng.'],
    ['12/2026&den=01/2026', 'Tháng này trước tháng bắt đầu.'],
    ['01/1990', 'Nhiều nhất 120 tháng một lần.'],
  ])('%s is said to be wrong, and the file refuses it', async (typed, message) => {
    const reader = await visitor(world, app);
    const page = await reader.get(`/so-lieu/danh-muc/receptions-held?tu=${typed}`);
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain(message);
    expect((await reader.get(`/so-lieu/danh-muc/receptions-held.json?tu=${typed}`)).statusCode).toBe(422);
  });

  test('as of an earlier day: what was known then, what has changed since, and the same in the file', async () => {
    const reader = await visitor(world, app);
    const query = '?tu=09/2026&den=10/2026&tinh-den=05/11/2026';
    const sum = async (address: string) =>
      ((await reader.get(address)).json().rows as { numerator: number }[]).reduce(
        (all, row) => all + row.numerator,
        0,
      );
    const [then, now] = [
      await sum(`/so-lieu/danh-muc/petitions-answeredOnTime.json${query}`),
      await sum('/so-lieu/danh-muc/petitions-answeredOnTime.json?tu=09/2026&den=10/2026'),
    ];
    // More was answered since.
    expect(then).toBeGreaterThan(0);
    expect(then).toBeLessThan(now);
    const page = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime${query}`)).body;
    expect(page).toContain('như đã biết vào cuối ngày 05/11/2026');
    expect(page).toContain('Thay đổi từ đó đến nay');
    const wrong = await reader.get('/so-lieu/danh-muc/petitions-received?tinh-den=31/02/2026');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Ngày không đúng');
    expect(wrong.body).toContain('value="31/02/2026"');
    expect((await reader.get('/so-lieu/danh-muc/petitions-received?tinh-den=01/01/2030')).statusCode).toBe(
      422,
    );
  });

  test('an unknown figure is not found', async () => {
    const reader = await visitor(world, app);
    expect((await reader.get('/so-lieu/danh-muc/nothing')).statusCode).toBe(404);
  });
});

describe('months and the scale of a chart', () => {
  test.each([
    ['3/2026', '2026-03-01'],
    ['12/2026', '2026-12-01'],
    ['2026-03', '2026-03-01'],
    ['0/2026', undefined],
    ['13/2026', undefined],
    ['tháng 3', undefined],
  ])('%s', (typed, month) => {
    expect(readMonth(typed)).toBe(month);
  });

  test('months go on over years, and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (by) => {
        const month = day('2026-11-01');
        expect(addMonths(addMonths(month, by), -by)).toBe(month);
      }),
    );
    expect(monthsBetween(day('2025-11-01'), day('2026-02-01'))).toEqual([
      '2025-11-01',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ]);
  });

  test('the scale holds every value; shares begin at a hundred and are never cut off above it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1 }), fc.boolean(), (values, share) => {
        expect(scaleTop(values, share)).toBeGreaterThanOrEqual(Math.max(...values));
      }),
    );
    expect(scaleTop([53], true)).toBe(100);
    expect(scaleTop([150], true)).toBe(200);
  });

  test('a month without anything to divide by breaks the line', () => {
    const at = (month: string, value: number | undefined) => ({ month: day(month), value });
    expect(runsOf([at('2026-01-01', 1), at('2026-02-01', undefined), at('2026-03-01', 3)])).toHaveLength(2);
  });
});
