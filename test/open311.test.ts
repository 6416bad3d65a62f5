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
    const done = await officer.post(`/can-bo/ho-so/${stored.id}/${step}`, { key: newKey(), ...values });
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

test.each([
  ['no service', { service_code: 'kiosk' }, 'service_code'],
  ['nothing said', { description: '' }, 'description'],
  ['no place', { lat: '', long: '', address_string: '' }, 'address_string'],
  ['a place in another country', { lat: '48.2' }, 'lat'],
  ['no telephone number', { phone: '12' }, 'phone'],
])('%s is an error by the standard, in both formats', async (_name, fields, field) => {
  const json = await report({ ...flooded, ...fields });
  expect(json.statusCode).toBe(400);
  expect(json.json()[0].code).toBe(400);
  expect(json.json()[0].description).toContain(field);
  const xml = await report({ ...flooded, ...fields }, {}, 'xml');
  expect(xml.body).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<errors><error><code>400<\/code>/);
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
