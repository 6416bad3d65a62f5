// What anyone takes away: the three formats say the same, and no two public tables lead to a protected cell.
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellRule, protectedKinds } from '../src/parts/petitions/figures.ts';
import type { PetitionKind } from '../src/parts/petitions/petition.ts';
import { sql } from '../src/platform/database/database.ts';
import { formatDate, monthEnd, monthsBetween, parsePlainDate } from '../src/platform/time.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let reader: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  reader = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

describe('every open table', () => {
  test('is the same as CSV, JSON and Parquet, with a schema that names each column', async () => {
    const { openTables } = world.services;
    expect(openTables.length).toBeGreaterThanOrEqual(5);
    expect(new Set(openTables.map((one) => one.code)).size).toBe(openTables.length);
    for (const { code, columns } of openTables) {
      const names = columns.map((one) => one.name);
      const json = (await reader.get(`/du-lieu-mo/${code}.json`)).json();
      expect(json.rows.length, code).toBeGreaterThan(0);
      expect(json.as_of).toBe('2026-11-23T02:00:00.000Z');
      const { rawPayload } = await reader.get(`/du-lieu-mo/${code}.parquet`);
      const bytes = new Uint8Array(rawPayload).buffer;
      expect(await parquetReadObjects({ file: bytes }), code).toEqual(json.rows);
      const csv = (await reader.get(`/du-lieu-mo/${code}.csv`)).body
        .replace(/^\uFEFF/, '')
        .trim()
        .split('\n');
      expect(csv[0]?.split(',')).toEqual([...names, 'as_of', 'record_size']);
      expect(csv.length - 1).toBe(json.rows.length);
      const schema = (await reader.get(`/du-lieu-mo/${code}/schema.json`)).json();
      expect(schema.fields.map((one: { name: string }) => one.name)).toEqual([
        ...names,
        'as_of',
        'record_size',
      ]);
      for (const row of json.rows)
        for (const { name, type } of columns) {
          const value = row[name];
          if (value === null) continue;
          if (type === 'integer') expect(Number.isInteger(value)).toBe(true);
          if (type === 'month') expect(value).toMatch(/^\d{4}-\d{2}$/);
          if (type === 'date') expect(value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
    }
  });

  test('stands in the catalogue for machines, which names only addresses that answer', async () => {
    const answer = await reader.get('/du-lieu-mo/catalog.jsonld');
    expect(answer.headers['content-type']).toContain('application/ld+json');
    const catalog = JSON.parse(answer.body);
    const sets = catalog['dcat:dataset'];
    expect(sets).toHaveLength(world.services.openTables.length);
    for (const set of sets)
      for (const one of set['dcat:distribution']) {
        const { pathname } = new URL(one['dcat:downloadURL']['@id']);
        expect((await reader.get(pathname)).statusCode).toBe(200);
      }
    expect((await reader.get('/du-lieu-mo/nothing.csv')).statusCode).toBe(404);
  });
});

describe('no two tables lead to a protected cell', () => {
  /** Cases received, by everything the public can ask of the tables. */
  const asked = async (query: Record<string, string>): Promise<Map<string, number>> => {
    const { body } = await reader.get(`/so-lieu.csv?${new URLSearchParams(query)}`);
    const [head = '', ...lines] = body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n');
    const at = head.split(',').indexOf('received');
    return new Map(lines.map((line) => [line.split(',')[0] ?? '', Number(line.split(',')[at])]));
  };

  test('periods, units, kinds and ways of organising taken from each other leave nothing or enough', async () => {
    const months = monthsBetween(parsePlainDate('2026-01-01'), parsePlainDate('2026-11-01'));
    let compared = 0;
    let hidden = 0;
    for (const kind of protectedKinds) {
      const { fewest } = cellRule(kind);
      const enough = (difference: number, what: string) => {
        compared += 1;
        expect(difference === 0 || difference >= fewest, `${kind}: ${what} leaves ${difference}`).toBe(true);
      };
      const { all } = await world.services.db.one<{ all: number }>(sql`
        select count(*)::int as all from petition_count where kind = ${kind} and received_on >= '2026-01-01'`);
      for (const theo of ['hien-nay', 'khi-do']) {
        const tables: { from: number; to: number; rows: Map<string, number> }[] = [];
        for (const [from, first] of months.entries())
          for (const [to, last] of months.entries()) {
            if (to < from) continue;
            const query = { loai: kind, theo, tu: formatDate(first), den: formatDate(monthEnd(last)) };
            tables.push({ from, to, rows: await asked(query) });
          }
        hidden += all - (tables.at(months.length - 1)?.rows.get('total') ?? 0);
        for (const wide of tables) {
          const total = wide.rows.get('total') ?? 0;
          enough(total, 'a whole table');
          for (const [unit, count] of wide.rows)
            if (unit !== 'total') enough(total - count, `without ${unit}`);
          for (const narrow of tables) {
            if (narrow.from < wide.from || narrow.to > wide.to) continue;
            for (const [unit, count] of narrow.rows)
              enough(
                (wide.rows.get(unit) ?? 0) - count,
                `${unit}, ${wide.from}–${wide.to} less ${narrow.from}–${narrow.to}`,
              );
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(5000);
    expect(hidden).toBeGreaterThan(0);
  });

  test('all kinds together less each kind, and the days of a month, say no more', async () => {
    const period = { tu: '01/01/2026', den: '31/10/2026' };
    const total = (await asked(period)).get('total') ?? 0;
    const byKind = await Promise.all(
      (['reflection', ...protectedKinds] as PetitionKind[]).map(
        async (loai) => (await asked({ ...period, loai })).get('total') ?? 0,
      ),
    );
    expect(byKind.reduce((sum, one) => sum + one, 0)).toBe(total);
    for (const loai of protectedKinds) {
      const whole = (await asked({ ...period, loai })).get('total') ?? 0;
      for (const den of ['30/10/2026', '15/10/2026', '01/10/2026']) {
        const less = (await asked({ ...period, den, loai })).get('total') ?? 0;
        expect(whole - less === 0 || whole - less >= cellRule(loai).fewest).toBe(true);
      }
    }
  });

  test('open data, catalogue and tables count the same cells', async () => {
    const { rows } = (await reader.get('/du-lieu-mo/don-thu.json')).json();
    const of2026 = rows.filter((one: { month: string }) => one.month >= '2026-01');
    for (const kind of protectedKinds) {
      const open = of2026
        .filter((one: { kind: string }) => one.kind === kind)
        .reduce((sum: number, one: { received: number }) => sum + one.received, 0);
      const table = await asked({ tu: '01/01/2026', den: '31/10/2026', loai: kind });
      expect(open).toBe(table.get('total'));
    }
    for (const row of of2026) {
      if (!protectedKinds.includes(row.kind)) continue;
      expect(row.received).toBeGreaterThanOrEqual(cellRule(row.kind).fewest);
    }
  });
});
