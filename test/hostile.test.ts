import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken } from '../src/ground/access/session.ts';
import type { App } from '../src/platform/http/app.ts';
import { projectRoot } from '../src/platform/root.ts';
import { crawl, type FoundForm, plausible } from './support/crawl.ts';
import { multipart } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: App;
const who: Record<string, Visitor> = {};
let forms: FoundForm[];
let opened: Map<string, string[]>;
let failed: [string, number][];

beforeAll(async () => {
  world = await openWorld({ template: 'sample', env: { GANDAN_DEVELOPMENT: 'true' } });
  app = await world.app();
  who.nobody = await visitor(world, app);
  for (const name of ['quantri', 'chutich', 'thutruong', 'bantiepdan', 'vanthu', 'giaiquyet', 'chuyenvien'])
    who[name] = await visitor(world, app, name);
  ({ forms, opened, failed } = await crawl(app, who, 2));
}, 300_000);
afterAll(async () => {
  await app.close();
  await world.close();
});

// A run meets each field with some of the values; GANDAN_HOSTILE_EVERY=1 with all of them (three minutes).
const every = Number(process.env.GANDAN_HOSTILE_EVERY ?? 9);

const unknownId = '0190a000-0000-7000-8000-000000000000';
const unholdable = ['%00', '%ED%A0%80', 'a%00b', '%EF%BF%BF'];
const strange = [
  ...unholdable,
  unknownId,
  '9999999999999',
  '-1',
  '5',
  '%',
  `${'x'.repeat(3000)}`,
  "'--",
  '..%2f',
];

/** What a browser or a program may be answered: never that we failed, never that the database had to refuse. */
const bad = (answer: { statusCode: number; body: string }) =>
  answer.statusCode >= 500 || /urn:gandan:problem:badData|Có giá trị không ghi được/.test(answer.body);

describe('nothing that comes in by an address fails', () => {
  test('every page that can be come to by links opens', () => {
    expect(failed).toEqual([]);
    expect(opened.size).toBeGreaterThan(200);
  });

  test('places in addresses, filled with what nobody expects', async () => {
    const wrong: unknown[] = [];
    for (const { method, url } of app.routeList) {
      if (method !== 'GET' || !/[:*]/.test(url)) continue;
      for (const by of [who.nobody, who.chutich, who.quantri] as Visitor[])
        for (const value of strange) {
          const address = url.replace(/:[A-Za-z_]+|\*/g, value);
          const answer = await by.get(address);
          if (bad(answer)) wrong.push([address.slice(0, 120), answer.statusCode]);
        }
    }
    expect(wrong).toEqual([]);
  });

  test('questions in addresses, filled with what nobody expects', async () => {
    const names = new Set<string>(['tim', 'tu', 'den', 'sau', 'trang', 'nam', 'donvi']);
    for (const file of globSync('src/**/*.{ts,tsx}', { cwd: projectRoot }))
      for (const [, inner = ''] of readFileSync(join(projectRoot, file), 'utf8').matchAll(
        /query as \{([^}]*)\}/g,
      ))
        for (const [, name = ''] of inner.matchAll(/(\w+)\??:/g)) names.add(name);
    const wrong: unknown[] = [];
    for (const [turn, [place, addresses]] of [...opened].entries()) {
      const by = who[place.split(' ', 1)[0] as string] as Visitor;
      const [path = ''] = (addresses[0] ?? '').split('?', 1);
      for (const [at, value] of strange.entries()) {
        // As with the fields of forms: each page meets some of the values in one run, every value many pages.
        if (every > 1 && (turn + at) % 3 !== 0) continue;
        const query = [...names].map((name) => `${name}=${value}`).join('&');
        const answer = await by.get(`${path}?${query}`);
        if (bad(answer)) wrong.push([place, value.slice(0, 40), answer.statusCode]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const values = [
  'x'.repeat(3000),
  'a\u0000b\u0001',
  '9999999999999',
  '99999999999999999999',
  '5',
  '-1',
  '0',
  '31/12/9999',
  '01/01/1900',
  unknownId,
  '1e999',
  'Ộ'.repeat(4000),
];

describe('nothing that comes in by a form fails', () => {
  const send = (form: FoundForm, given: Record<string, string>) =>
    form.multipart
      ? app.inject({ method: 'POST', url: form.action, cookies: form.by.cookies, ...multipart(given, []) })
      : form.by.post(form.action, given);

  test('each field of each form, filled with what nobody expects', async () => {
    const wrong: unknown[] = [];
    for (const form of forms) {
      if (form.pattern === '/dang-xuat' || form.pattern === '/dang-nhap') continue;
      const honest = Object.fromEntries(form.fields.map((field) => [field.name, plausible(field)]));
      for (const [at, value] of values.entries()) {
        const key = newKey();
        const typed = form.fields.filter((field) => field.kind !== 'hidden' && field.kind !== 'file');
        const all = Object.fromEntries(typed.map(({ name }) => [name, value]));
        const answer =
          at % 3 === 0 || every === 1
            ? await send(form, { ...honest, ...all, ...('key' in honest && { key }) })
            : undefined;
        if (answer && bad(answer))
          wrong.push([form.who, form.action, 'all', value.slice(0, 20), answer.statusCode]);
        for (const [turn, field] of form.fields.entries()) {
          // Each field meets some of the values in one run, every field all of them in a few.
          if (field.kind === 'file' || field.name === 'key' || (every > 1 && (turn + at) % every !== 0))
            continue;
          const one = await send(form, {
            ...honest,
            [field.name]: value,
            ...('key' in honest && { key: newKey() }),
          });
          if (bad(one)) wrong.push([form.who, form.action, field.name, value.slice(0, 20), one.statusCode]);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

describe('nothing that comes in by the API fails', () => {
  test('bodies with what cannot be held are refused at their field', async () => {
    const { post } = await world.officer('chuyenvien');
    const token = await createToken(world.services.db, post, 'test', world.services.clock(), 1);
    const wrong: unknown[] = [];
    for (const { method, url } of app.routeList) {
      if (method !== 'POST' || !/^\/(api|open311)\//.test(url)) continue;
      for (const value of ['a\u0000b', 'a\ud800b', '\u0001', unknownId, 'x'.repeat(5000)]) {
        const body = {
          kind: 'reflection',
          title: `Đèn đường hỏng ${value}`.slice(0, 140),
          body: `Ba bóng đèn hỏng từ tuần trước. ${value}`,
          placeUnit: value,
          text: value,
          service_code: 'roads',
          description: value,
          address_id: value,
        };
        const address = url
          .replace(':format', 'json')
          .replace(/:step/, 'reply')
          .replace(/:[A-Za-z_]+/g, unknownId);
        const answer = await app.inject({
          method: 'POST',
          url: address,
          payload: body,
          headers: { authorization: `Bearer ${token}`, 'idempotency-key': newKey(), 'case-code': 'x' },
        });
        if (bad(answer)) wrong.push([address, value.slice(0, 20), answer.statusCode]);
      }
    }
    expect(wrong).toEqual([]);
  });
});
