import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database/database.ts';
import { filterSpec, readFilter } from '../src/platform/page/list-spec.ts';
import { readSheets } from '../src/platform/sheet/sheet.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let clerk: Visitor;
let handler: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  clerk = await visitor(world, app, 'vanthu');
  handler = await visitor(world, app, 'giaiquyet');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const lists = () => [...world.services.lists.keys()];

describe('what a list is asked for', () => {
  const spec = filterSpec({
    tim: { kind: 'search', label: { vi: 'Tìm', en: 'Search' } },
    loai: {
      kind: 'select',
      label: { vi: 'Loại', en: 'Kind' },
      options: [{ value: 'a', label: { vi: 'A', en: 'A' } }],
    },
    tu: { kind: 'day', label: { vi: 'Từ', en: 'From' } },
    nam: { kind: 'year', label: { vi: 'Năm', en: 'Year' } },
  });
  test.each<[Record<string, unknown>, Record<string, unknown>, string[]]>([
    [{}, {}, []],
    [
      { tim: ' đường ', loai: 'a', tu: '1/2/2026', nam: '2026' },
      { tim: 'đường', loai: 'a', tu: '2026-02-01', nam: 2026 },
      [],
    ],
    [{ loai: 'b' }, {}, []],
    [{ tu: '31/2/2026', nam: '26' }, {}, ['nam', 'tu']],
    [{ tim: 'x'.repeat(201) }, {}, ['tim']],
    [{ tim: ['a', 'b'] }, {}, []],
  ])('%j', (query, filter, wrong) => {
    const read = readFilter(spec, query, 'vi');
    expect(JSON.parse(JSON.stringify(read.filter))).toEqual(filter);
    expect(Object.keys(read.errors).toSorted()).toEqual(wrong);
  });
});

describe('every list of the desk', () => {
  test('is there with its filters, its rows, and a bad date said at its field with what was typed', async () => {
    expect(lists().length).toBeGreaterThan(2);
    for (const list of lists()) {
      expect((await clerk.get(list)).statusCode, list).toBe(200);
      const [day] =
        Object.entries(world.services.lists.get(list) ?? {}).find(([, one]) => one.kind === 'day') ?? [];
      if (!day) continue;
      const bad = await clerk.get(`${list}?${day}=31/2/2026`);
      expect(bad.statusCode, list).toBe(422);
      expect(bad.body).toContain(`id="${day}-error"`);
      expect(bad.body).toContain('value="31/2/2026"');
      expect(bad.body).toContain('<title>Lỗi: ');
    }
  });

  test('says where it is empty', async () => {
    for (const list of lists())
      expect((await clerk.get(`${list}?tim=khongcogi`)).body, list).toMatch(/Không có|Chưa có/);
  });

  test('goes on page by page, and every row comes once', async () => {
    const numbers: string[] = [];
    const chair = await visitor(world, app, 'chutich');
    let next: string | undefined = '/can-bo/ho-so';
    while (next) {
      const { body } = await chair.get(next);
      numbers.push(...[...body.matchAll(/№ (\d+) ·/g)].map((one) => one[1] as string));
      next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(100);
    const csv = (await chair.get('/can-bo/ho-so.csv')).body.trim().split('\n');
    expect(csv).toHaveLength(numbers.length + 1);
  });

  test('is taken away as it is filtered, with numbers and dates as such', async () => {
    for (const list of lists()) {
      const csv = await clerk.get(`${list}.csv`);
      expect(csv.statusCode, list).toBe(200);
      expect(csv.body.startsWith('\uFEFF'), list).toBe(true);
    }
    const [row] = await world.services.db.rows<{ day: string; date: string; number: number }>(sql`
      select to_char(received_on, 'DD/MM/YYYY') as day, received_on as date, number from petition
      where unit_id = ${(await world.officer('vanthu')).unit} and kind = 'recommendation' order by received_at desc limit 1`);
    const asked = `?loai=recommendation&tu=${row?.day}&den=${row?.day}`;
    const { rawPayload } = await clerk.get(`/can-bo/ho-so.xlsx${asked}`);
    const [sheet] = await readSheets('ho-so.xlsx', rawPayload);
    const [header, ...rows] = sheet?.rows.map(({ cells }) => cells) ?? [];
    expect(header?.slice(0, 2)).toEqual(['Số', 'Nhận ngày']);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((cells) => cells[0])).toContain(String(row?.number));
    for (const cells of rows) expect(cells[1]).toBe(row?.date);
  });

  test('takes nothing away that is sealed, not even for who handles it', async () => {
    const { body } = await handler.get('/can-bo/ho-so?loai=denunciation');
    expect(body).toMatch(/№ \d+ · Tố cáo/);
    expect((await handler.get('/can-bo/ho-so.csv')).body).not.toContain('Tố cáo');
  });
});

describe('a filter that somebody keeps', () => {
  const keep = (by: Visitor, given: Record<string, string>) => by.post('/can-bo/bo-loc', given);

  test('is theirs, under its name, once; another of the name takes its place; it can be dropped', async () => {
    const list = '/can-bo/ho-so';
    const kept = await keep(clerk, { list, name: 'Kiến nghị', query: 'loai=recommendation&la=1' });
    // Only what the list can be asked for is kept.
    expect(kept.headers.location).toBe(`${list}?loai=recommendation`);
    await keep(clerk, { list, name: 'Kiến nghị', query: 'loai=reflection' });
    const page = (await clerk.get(list)).body;
    expect(page.match(/>Kiến nghị<\/a>/g)).toHaveLength(1);
    expect(page).toContain(`${list}?loai=reflection`);
    expect((await handler.get(list)).body).not.toContain('>Kiến nghị</a>');
    const { id } = await world.services.db.one<{ id: string }>(sql`select id from saved_filter`);
    expect((await handler.post('/can-bo/bo-loc/bo', { id })).statusCode).toBe(404);
    expect((await clerk.post('/can-bo/bo-loc/bo', { id })).statusCode).toBe(303);
    expect((await clerk.get(list)).body).not.toContain('>Kiến nghị</a>');
  });

  test('is of a list that there is, leads nowhere else, and is not endless', async () => {
    expect((await keep(clerk, { list: 'https://example.vn', name: 'x', query: 'tim=a' })).statusCode).toBe(
      404,
    );
    expect(
      (await keep(clerk, { list: '/can-bo/ho-so', name: 'x'.repeat(61), query: 'tim=a' })).statusCode,
    ).toBe(422);
    for (let one = 0; one < 22; one += 1)
      await keep(clerk, { list: '/can-bo/ho-so', name: `Lọc ${one}`, query: 'tim=a' });
    const { count } = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from saved_filter`,
    );
    expect(count).toBe(20);
  });
});
