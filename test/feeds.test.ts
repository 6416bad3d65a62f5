import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../src/platform/http/app.ts';
import { dayInVietnam, newestMonthOver } from '../src/platform/time.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: App;
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

describe('for search engines', () => {
  test('robots.txt names addresses that there are', async () => {
    const { body } = await reader.get('/robots.txt');
    expect(body).toContain('Disallow: /can-bo/\n');
    expect(body).not.toMatch(/[^:]\/\//);
    expect(body).toContain('Sitemap: http://localhost:3000/sitemap.xml');
  });

  test('the sitemap is an index of parts, with every published case and when it changed', async () => {
    const index = await reader.get('/sitemap.xml');
    const files = [...index.body.matchAll(/<sitemap><loc>http:\/\/localhost:3000([^<]+)<\/loc>/g)].map(
      ([, path]) => path,
    );
    expect(files).toContain('/sitemap/vu-viec-1.xml');
    const all: string[] = [];
    for (const path of files) {
      const file = await reader.get(path ?? '');
      expect([path, file.statusCode]).toEqual([path, 200]);
      all.push(
        ...[...file.body.matchAll(/<loc>http:\/\/localhost:3000([^<]+)<\/loc>/g)].map(([, one]) => one ?? ''),
      );
    }
    expect(new Set(all).size).toBe(all.length);
    const cases = all.filter((one) => one.startsWith('/ho-so/'));
    expect(cases.length).toBeGreaterThan(10);
    expect((await reader.get(cases[0] ?? '')).statusCode).toBe(200);
    const first = await reader.get('/sitemap/vu-viec-1.xml');
    expect(first.body.match(/<lastmod>/g)).toHaveLength(cases.length);
    for (const none of ['vu-viec-99', 'vu-viec-0', 'khong-co', '..%2f'])
      expect((await reader.get(`/sitemap/${none}.xml`)).statusCode).toBe(404);
  });
});

describe('the calendar of receptions', () => {
  const feed = '/tiep-cong-dan.ics';

  test('has a name, a method, stamps that stay, and an ETag', async () => {
    const found = app.routeList.find(({ url }) => url.endsWith('.ics'))?.url ?? feed;
    const one = await reader.get(found);
    const calendar = new ICAL.Component(ICAL.parse(one.body));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(String(calendar.getFirstPropertyValue('name'))).toContain('Tiếp công dân');
    expect(calendar.getAllSubcomponents('vevent').length).toBeGreaterThan(0);
    world.later(3_600_000);
    const later = await reader.get(found);
    expect(later.body).toBe(one.body);
    const again = await app.inject({ url: found, headers: { 'if-none-match': String(one.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test('of a unit that is none is not found; of one that ended leads to its heir, never to everybody', async () => {
    const found = app.routeList.find(({ url }) => url.endsWith('.ics'))?.url ?? feed;
    expect((await reader.get(`${found}?donvi=khong-co`)).statusCode).toBe(404);
    const { units, ended } = await world.services.site.read();
    const answers = await Promise.all(
      ended.map(async (one) => ({ one, answer: await reader.get(`${found}?donvi=${one.code}`) })),
    );
    expect(answers.length).toBeGreaterThan(0);
    for (const { answer } of answers) {
      expect([302, 404]).toContain(answer.statusCode);
      if (answer.statusCode !== 302) continue;
      const heir = new URL(String(answer.headers.location), 'http://x').searchParams.get('donvi');
      expect(units.map((unit) => unit.code)).toContain(heir);
    }
    expect(answers.some(({ answer }) => answer.statusCode === 302)).toBe(true);
  });
});

describe('figures and tables as files', () => {
  test('CSV and JSON of a figure are of one moment, and an empty file still says its columns', async () => {
    const month = newestMonthOver(dayInVietnam(world.services.clock()));
    const query = `?tu=${month.slice(0, 7)}&den=${month.slice(0, 7)}`;
    const csv = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime.csv${query}`)).body;
    world.later(600_000);
    const json = (await reader.get(`/so-lieu/danh-muc/petitions-answeredOnTime.json${query}`)).json();
    const [head = '', ...rows] = csv.replace('\ufeff', '').trim().split('\n');
    expect(head).toBe('month,unit,numerator,denominator,as_of,record_size');
    for (const row of rows) expect(row.split(',')[4]).toBe(json.as_of);
    expect(rows).toHaveLength(json.rows.length);
    const empty = await reader.get('/so-lieu/danh-muc/petitions-answeredOnTime.csv?tu=2001-01&den=2001-02');
    expect(empty.body.replace('\ufeff', '').trim()).toBe(head);
  });

  test('a schema knows every column of its table, and its key tells the rows apart', async () => {
    for (const table of world.services.openTables) {
      const csv = (await reader.get(`/du-lieu-mo/${table.code}.csv`)).body.replace('\ufeff', '');
      const schema = (await reader.get(`/du-lieu-mo/${table.code}/schema.json`)).json();
      const [head = ''] = csv.split('\n', 1);
      expect([table.code, schema.fields.map((one: { name: string }) => one.name).join(',')]).toEqual([
        table.code,
        head.trim(),
      ]);
      const key: string[] = schema.primaryKey ?? schema.uniqueKeys[0];
      const { rows } = (await reader.get(`/du-lieu-mo/${table.code}.json`)).json() as {
        rows: Record<string, unknown>[];
      };
      const keys = rows.map((row) => JSON.stringify(key.map((name) => row[name])));
      expect([table.code, new Set(keys).size]).toEqual([table.code, rows.length]);
      if (schema.primaryKey)
        for (const row of rows)
          for (const name of key) expect([table.code, name, row[name]]).not.toEqual([table.code, name, null]);
    }
  });

  test('the catalogue has what DCAT-AP wants', async () => {
    const catalog = (await reader.get('/du-lieu-mo/catalog.jsonld')).json();
    for (const name of ['dct:title', 'dct:description', 'dct:publisher', 'dcat:dataset'])
      expect(catalog[name]).toBeDefined();
    for (const dataset of catalog['dcat:dataset']) {
      for (const name of ['dct:title', 'dct:description', 'dct:publisher'])
        expect(dataset[name]).toBeDefined();
      for (const file of dataset['dcat:distribution']) expect(file['dcat:accessURL']['@id']).toMatch(/^http/);
    }
  });
});
