import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../src/ground/access/decision.ts';
import { createToken, readSession } from '../src/ground/access/session.ts';
import { sql } from '../src/platform/database/database.ts';
import type { App } from '../src/platform/http/app.ts';
import type { FieldSpec } from '../src/platform/page/form-spec.ts';
import { crawl, type FoundForm, plausible } from './support/crawl.ts';
import { multipart } from './support/forms.ts';
import { type Right, rights } from './support/rights.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

// Every role, in units above each other and beside each other.
const accounts = [
  'quantri',
  'thanhtra',
  'chutich',
  'bantiepdan',
  'giaiquyet',
  'vanthu',
  'thutruong',
  'chuyenvien',
  'chutichphuong',
  'phuong-hiep-thanh-chair-4',
  'phuong-hiep-thanh-head-3',
  'phuong-hiep-thanh-officer-1',
  'phuong-hiep-thanh-clerk-0',
];

let world: World;
let app: App;
const who: Record<string, Visitor> = {};
const roleOf = new Map<string, Role>();
let forms: FoundForm[];
let opened: Map<string, string[]>;

beforeAll(async () => {
  world = await openWorld({ template: 'sample', env: { GANDAN_DEVELOPMENT: 'true' } });
  app = await world.app();
  for (const name of accounts) {
    const one = await visitor(world, app, name);
    const officer = await readSession(
      world.services.db,
      one.cookies['__Host-session'] ?? '',
      world.services.clock(),
    );
    if (!officer) throw new Error(`cannot sign in as ${name}`);
    who[name] = one;
    roleOf.set(name, officer.role);
  }
  who.nobody = await visitor(world, app);
  ({ forms, opened } = await crawl(app, who, 2));
}, 300_000);
afterAll(async () => {
  await app.close();
  await world.close();
});

const all = () => app.routeList.filter(({ method }) => method === 'POST').map(({ url }) => url);
const desk = '/api/v1/desk/';
const routes = () => all().filter((url) => !url.startsWith(desk));
/** What programs may send with a token, and the form that people send for it. */
const forPrograms = () =>
  all().flatMap((url) => (url.startsWith(desk) ? [[url, url.replace(desk, '/can-bo/')] as const] : []));
const rightOf = (url: string) => rights.find((one) => one.routes.includes(url));
const mayBeSentBy = (right: Right, name: string) => {
  const role = roleOf.get(name);
  if (right.who === 'all' || right.who === 'secret') return true;
  return role !== undefined && (right.who === 'account' || right.who.includes(role));
};

/** What a program would send for a form: something plausible in every field. */
function givenFor(form: string): Record<string, unknown> {
  const { spec = {} } = world.services.steps.get(form) ?? {};
  const filled = ({ kind, options }: FieldSpec): unknown => {
    if (kind === 'number' || kind === 'decimal') return 1;
    if (kind === 'day') return '2027-01-01';
    if (kind === 'pick') return '0190a000-0000-7000-8000-000000000000';
    if (kind === 'tick') return true;
    return options?.[0]?.value ?? 'Thử';
  };
  return Object.fromEntries(
    Object.entries(spec)
      .filter(([, { kind }]) => kind !== 'files')
      .map(([name, field]) => [name, filled(field)]),
  );
}

let senders = 0;
/** As from an address of its own, so that no limit of an address answers for the right. */
async function send(form: Pick<FoundForm, 'action' | 'multipart' | 'fields'>, by: Visitor) {
  const given = Object.fromEntries(
    form.fields.map((field) => [field.name, field.name === 'key' ? newKey() : plausible(field)]),
  );
  senders += 1;
  const answer = await app.inject({
    method: 'POST',
    url: form.action,
    cookies: by.cookies,
    remoteAddress: `10.${senders >> 16}.${(senders >> 8) & 255}.${senders & 255}`,
    ...(form.multipart
      ? multipart(given, [])
      : {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(given).toString(),
        }),
  });
  return {
    status: answer.statusCode,
    to: String(answer.headers.location ?? ''),
  };
}
const turnedAway = ({ status, to }: { status: number; to: string }) =>
  [401, 403, 404].includes(status) || (status === 303 && to.startsWith('/dang-nhap'));

/** A form of a route on which the crawl found none: on something that is there, if there is any. */
function bareForm(url: string): Pick<FoundForm, 'action' | 'multipart' | 'fields'> {
  const [, found] =
    [...opened]
      .map(([place, addresses]) => [place.split(' ')[1] ?? '', addresses[0] ?? ''] as const)
      .filter(([pattern]) => pattern.includes(':') && url.startsWith(pattern))
      .toSorted(([a], [b]) => b.length - a.length)[0] ?? [];
  const parts = (found ?? '').split('?', 1)[0]?.split('/') ?? [];
  const action = url
    .split('/')
    .map((part, at) => (part.startsWith(':') ? (parts[at] ?? '0190a000-0000-7000-8000-000000000000') : part))
    .join('/')
    .replace(':format', 'json');
  return {
    action,
    multipart: false,
    fields: [{ name: 'key', kind: 'hidden', value: '', options: [] }],
  };
}

describe('who may send what', () => {
  test('every form that the program takes is in the table, once, and nothing else is', () => {
    const listed = rights.flatMap((one) => one.routes);
    expect(listed.toSorted()).toEqual(routes().toSorted());
    expect(new Set(listed).size).toBe(listed.length);
    expect(new Set(roleOf.values())).toEqual(new Set(roles));
  });

  test('whoever has another role is turned away, whatever was typed', async () => {
    const wrong: unknown[] = [];
    let tried = 0;
    for (const url of routes()) {
      const right = rightOf(url);
      if (!right) throw new Error(url);
      const found = forms.filter((one) => one.pattern === url);
      for (const form of found.length > 0 ? found : [bareForm(url)])
        for (const [name, by] of Object.entries(who)) {
          if (mayBeSentBy(right, name)) continue;
          tried += 1;
          const answer = await send(form, by);
          if (!turnedAway(answer)) wrong.push([url, name, answer.status, answer.to]);
        }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(800);
  });

  test('a program may what the post of its token may', async () => {
    const { db, clock } = world.services;
    const tokens = new Map<string, string>();
    for (const name of roleOf.keys())
      tokens.set(name, await createToken(db, (await world.officer(name)).post, 'may', clock(), 1));
    const wrong: unknown[] = [];
    for (const [url, form] of forPrograms()) {
      const right = rightOf(form);
      if (!right) throw new Error(url);
      for (const name of ['nobody', ...roleOf.keys()]) {
        if (mayBeSentBy(right, name)) continue;
        const answer = await app.inject({
          method: 'POST',
          url: bareForm(form).action.replace('/can-bo/', desk),
          headers: { 'idempotency-key': newKey(), authorization: `Bearer ${tokens.get(name) ?? 'gd_no'}` },
          payload: { given: givenFor(form) },
        });
        if (![401, 403, 404].includes(answer.statusCode)) wrong.push([url, name, answer.statusCode]);
      }
    }
    expect(wrong).toEqual([]);
    expect(forPrograms().length).toBeGreaterThan(55);
  });

  test('a form that is not on the page of somebody is not done for them', async () => {
    const wrong: unknown[] = [];
    let tried = 0;
    const entries = () => world.services.db.one(sql`select count(*)::int as count from record_entry`);
    for (const form of forms) {
      const right = rightOf(form.pattern);
      if (!right || right.who === 'all' || right.who === 'secret' || right.who === 'account') continue;
      const shows = async (by: Visitor) => {
        const page = await by.get(form.page);
        return page.statusCode === 200 && page.body.includes(`action="${form.action}"`);
      };
      // One that makes something new has another address each time it is shown.
      if (!(await shows(form.by))) continue;
      for (const [name, by] of Object.entries(who)) {
        if (name === form.who || !mayBeSentBy(right, name) || (await shows(by))) continue;
        tried += 1;
        const before = await entries();
        const answer = await send(form, by);
        // What their own unit has acknowledged already is answered the same, and changes nothing.
        const again = form.pattern.endsWith('/xac-nhan') && isDeepStrictEqual(before, await entries());
        if (!turnedAway(answer) && answer.status !== 422 && !again)
          wrong.push([form.pattern, name, answer.status, answer.to]);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });

  test('a code or key that nobody was given opens nothing', async () => {
    const wrong: unknown[] = [];
    for (const { who: right, routes: secret } of rights) {
      if (right !== 'secret') continue;
      for (const url of secret)
        for (const name of ['nobody', 'chutich', 'quantri']) {
          const answer = await send(bareForm(url), who[name] as Visitor);
          const asksForIt = answer.status === 303 && !answer.to.includes('xong');
          if (answer.status < 400 && !asksForIt) wrong.push([url, name, answer.status, answer.to]);
        }
    }
    expect(wrong).toEqual([]);
  });
});
