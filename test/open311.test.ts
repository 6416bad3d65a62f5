import { afterAll, beforeAll, expect, test } from 'vitest';
import { seenBy } from '../src/ground/access/floor.ts';
import { hashCode } from '../src/ground/code.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { intake, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const base = '/open311/v2';
const read = (path: string) => app.inject({ method: 'GET', url: `${base}/${path}` });
const report = (fields: Record<string, string>, headers: Record<string, string> = {}, format = 'json') =>
  app.inject({
    method: 'POST',
    url: `${base}/requests.${format}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
const flooded = {
  service_code: 'roads',
  lat: '9.2941',
  long: '105.7278',
  address_string: 'Hẻm 5, đường Cao Văn Lầu',
  description: 'Hẻm 5 ngập 40 cm sau mưa. Học sinh phải lội nước <bẩn> & xe không qua được.',
  media_url: 'https://example.org/anh.jpg',
};
const reports = () =>
  world.services.db.one<{ count: number }>(
    sql`select count(*)::int as count from petition where source = 'open311'`,
  );

test('an app finds the services, hands in a report and reads back what became of it', async () => {
  const services = (await read('services.json')).json();
  expect(services.map((one: { service_code: string }) => one.service_code)).toContain('roads');
  expect(services.map((one: { service_code: string }) => one.service_code)).not.toContain('officials');

  const sent = await report(flooded);
  expect(sent.statusCode).toBe(201);
  const [{ service_request_id: id, service_notice: notice }] = sent.json();
  expect(notice).toMatch(/Mã theo dõi: [0-9A-Z-]{10,}/);
  const stored = await world.services.db.one<{ id: string; body: string; title: string; kind: string }>(
    sql`select id, body, title, kind from petition where public_id = ${id}`,
  );
  expect(stored).toMatchObject({ kind: 'reflection', title: 'Hẻm 5 ngập 40 cm sau mưa.' });
  expect(stored.body).toContain('https://example.org/anh.jpg');

  // Its words are nobody's before an officer has looked at them; how it stands is its sender's at once.
  const [before] = (await read(`requests/${id}.json`)).json();
  expect(before).toMatchObject({ status: 'open', description: null, address: null, service_code: 'roads' });
  expect((await read('requests.json')).body).not.toContain(id);

  const officer = await visitor(world, app, 'bantiepdan');
  for (const [step, values] of [
    ['accept', {}],
    ['note', { text: 'Chỉ trong nội bộ.' }],
    ['send', { text: 'Đã nạo vét cống.' }],
  ] as const) {
    const sent = { key: newKey(), [`${step}-sure`]: '1', ...values };
    const done = await officer.post(`/can-bo/ho-so/${stored.id}/${step}`, sent);
    expect([step, done.statusCode]).toEqual([step, 303]);
  }
  expect((await read(`requests/${id}.json`)).json()[0].description).toBeNull();
  const words = { publicTitle: 'Hẻm 5 hết ngập', publicText: 'Cống <mới> & rộng hơn.' };
  for (const [who, step, values] of [
    ['giaiquyet', 'propose', words],
    ['bantiepdan', 'publish', {}],
  ] as const) {
    const one = await visitor(world, app, who);
    const done = await one.post(`/can-bo/ho-so/${stored.id}/${step}`, { key: newKey(), ...values });
    expect([step, done.statusCode]).toEqual([step, 303]);
  }
  const [after] = (await read(`requests/${id}.json`)).json();
  expect(after).toMatchObject({ status: 'closed', status_notes: 'Đã trả lời' });
  expect(after.description).toContain('Hẻm 5 hết ngập');
  const xml = await read('requests.xml?status=closed');
  expect(xml.headers['content-type']).toContain('text/xml');
  expect(xml.body).toContain('Cống &lt;mới&gt; &amp; rộng hơn.');
  const updates = (await read(`servicerequestupdates.json?service_request_id=${id}`)).json();
  expect(updates.map((one: { status: string }) => one.status)).toEqual(['open', 'open', 'closed', 'closed']);
  expect(JSON.stringify(updates)).not.toContain('nội bộ');
});

test('a report repeated by the same device is one, and two people’s same words are two', async () => {
  const before = (await reports()).count;
  const own = {
    ...flooded,
    description: 'Đèn đường trước trường học tắt ba đêm nay.',
    device_id: 'thiet-bi-01',
  };
  const first = await report(own);
  const second = await report(own);
  expect(second.body).toBe(first.body);
  expect((await reports()).count).toBe(before + 1);
  await report({ ...own, device_id: 'thiet-bi-02' });
  const key = { 'idempotency-key': newKey() };
  await report(flooded, key);
  await report(flooded, key);
  await report(flooded);
  await report(flooded);
  expect((await reports()).count).toBe(before + 5);
  const reused = await report({ ...flooded, description: `${flooded.description} Thêm.` }, key);
  expect(reused.statusCode).toBe(400);
});

test('a service that is none is not found, and a report without a place is an error, in both formats', async () => {
  const json = await report({ ...flooded, service_code: 'kiosk' });
  expect([json.statusCode, json.json()[0].code]).toEqual([404, 404]);
  const nowhere = { ...flooded, lat: '', long: '', address_string: '' };
  const xml = await report(nowhere, {}, 'xml');
  expect(xml.statusCode).toBe(400);
  expect(xml.body).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<errors><error><code>400<\/code>/);
  expect((await report(nowhere)).json()[0].description).toContain('address_string');
});

test.each([
  ['no words', { description: '' }, []],
  ['few words', { description: 'Ngập' }, ['Ngập']],
  ['a telephone that is none', { phone: '12' }, ['phone: 12']],
  ['a mail that is none', { email: 'khong' }, ['email: khong']],
  ['a place in another country', { lat: '48.2' }, ['lat: 48.2']],
  [
    'a unit that is not here',
    { address_id: '0190a000-0000-7000-8000-000000000000' },
    ['address_id: 0190a000'],
  ],
  ['a unit that is no id', { address_id: 'phuong-1' }, ['address_id: phuong-1']],
] as [string, Record<string, string>, string[]][])(
  '%s sinks no report, and is kept in its words',
  async (_name, fields, kept) => {
    const sent = await report({ ...flooded, ...fields });
    expect(sent.statusCode).toBe(201);
    const { body, title } = await world.services.db.one<{ body: string; title: string }>(
      sql`select body, title from petition where public_id = ${sent.json()[0].service_request_id}`,
    );
    for (const words of kept) expect(body).toContain(words);
    expect(body.length).toBeGreaterThanOrEqual(20);
    expect(title.length).toBeGreaterThanOrEqual(5);
  },
);

test('a report that the sending system repeats under its own number is one, corrected or not', async () => {
  const before = (await reports()).count;
  const own = { ...flooded, 'attribute[external_id]': '4711' };
  const [first] = (await report(own)).json();
  const [same] = (await report(own)).json();
  const corrected = await report({ ...own, description: `${flooded.description} Nay ngập sâu hơn.` });
  expect([corrected.statusCode, corrected.json()[0].service_request_id]).toEqual([
    200,
    first.service_request_id,
  ]);
  expect(same.service_request_id).toBe(first.service_request_id);
  expect((await reports()).count).toBe(before + 1);
});

test('clients that draw pins find places, coarsened; an id asked for overrides all else', async () => {
  const { units } = await world.services.site.read();
  const ward = units.find((unit) => unit.kind === 'ward')?.id ?? '';
  const [{ service_request_id: id }] = (
    await report({ ...flooded, address_id: ward, lat: '9.294187', long: '105.727849' })
  ).json();
  const [one] = (await read(`requests/${id}.json`)).json();
  expect(one).toMatchObject({ lat: 9.294, long: 105.728, address_id: ward, zipcode: null });
  const url = `requests.json?service_request_id=${id}&status=closed&service_code=land&start_date=2001-01-01`;
  expect(
    (await read(url)).json().map((each: { service_request_id: string }) => each.service_request_id),
  ).toEqual([id]);
});

test.each([
  ['start_date=hom-qua', 400],
  ['end_date=2026-13-40', 400],
  ['start_date=2026-11-01T00:00:00', 400],
  ['start_date=2026-11-01T00:00:00Z', 200],
  ['start_date=2026-11-01T00:00:00%2B07:00', 200],
  ['end_date=2020-01-01', 200],
  ['page=0', 400],
  ['page_size=abc', 400],
  ['status=half', 400],
  ['status=open,closed', 200],
  ['service_code=kiosk', 404],
])('%s answers %s', async (query, status) => {
  const answer = await read(`requests.json?${query}`);
  expect(answer.statusCode).toBe(status);
  if (status !== 200) expect(answer.json()[0].code).toBe(status);
});

test('an end alone asks for the ninety days before it; updates are paged, the newest among them', async () => {
  const all = (await read('servicerequestupdates.json')).json() as {
    update_id: string;
    updated_datetime: string;
  }[];
  const [newest] = (await read('servicerequestupdates.json?page_size=1')).json();
  expect(newest.update_id).toBe(all.at(-1)?.update_id);
  const [before] = (await read('servicerequestupdates.json?page_size=1&page=2')).json();
  expect(before.update_id).toBe(all.at(-2)?.update_id);
  expect((await read('servicerequestupdates.json?end_date=2001-01-01')).json()).toEqual([]);
});

test('every error has the standard’s form, tokens and failures too', async () => {
  const missing = await read('tokens/abc.json');
  expect([missing.statusCode, missing.json()[0].code]).toEqual([404, 404]);
  const broken = world.services.db.rows;
  world.services.db.rows = () => Promise.reject(new Error('no'));
  const failed = await read('requests.xml');
  world.services.db.rows = broken;
  expect(failed.statusCode).toBe(500);
  expect(failed.body).toContain('<errors><error><code>500</code>');
  const discovery = (await app.inject({ url: '/open311/discovery.json' })).json();
  expect(discovery.key_service).toBe('Không cần khóa API.');
  const services = (await read('services.json')).json();
  for (const one of services) {
    expect(one.description).not.toBe(one.service_name);
    expect(one.keywords.length * one.group.length).toBeGreaterThan(0);
  }
});

test('what does not exist is not found, and a denunciation is none of an app’s reports', async () => {
  expect((await read('requests/khong-co.xml')).statusCode).toBe(404);
  expect((await read('services/roads.json')).statusCode).toBe(404);
  const done = await submit(world.services, intake(world, { kind: 'denunciation' }), {
    key: newKey(),
    source: 'open311',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error('nobody');
  const seen = seenBy(world.services.db, { codeHash: hashCode(done.code) });
  const { public_id: id } = await seen.one<{ public_id: string }>(
    sql`select public_id from petition where id = ${done.submitted.id}`,
  );
  expect((await read(`requests/${id}.json`)).statusCode).toBe(404);
  expect((await read(`servicerequestupdates.json?service_request_id=${id}`)).json()).toEqual([]);
  const discovery = (await app.inject({ method: 'GET', url: '/open311/discovery.json' })).json();
  expect(discovery.endpoints[0].url).toMatch(/\/open311\/v2$/);
});
