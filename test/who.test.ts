import { afterAll, beforeAll, expect, test } from 'vitest';
import { floorOf, seenBy } from '../src/ground/access/floor.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { intake, newKey, openCase, openWorld, visitor, type World } from './support/world.ts';

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

async function handIn(fields: Record<string, string> = {}) {
  const done = await submit(world.services, intake(world, fields), {
    key: newKey(),
    source: 'web',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error('nobody');
  return done;
}

/** The people a page of who may see a case names, each with why. */
function named(body: string): string[] {
  return [...body.matchAll(/<th scope="row"[^>]*>([^<]+)<\/th>/g)].map((match) => match[1] ?? '').sort();
}

test('who may see a case: those whom the same decision lets in, and nobody else', async () => {
  const { submitted } = await handIn();
  const officer = await visitor(world, app, 'vanthu');
  const page = await officer.get(`/can-bo/ho-so/${submitted.id}/ai-xem`);
  expect(page.statusCode).toBe(200);
  // The truth by another way: each account asks for the case itself.
  const accounts = await world.services.db.rows<{ username: string; name: string }>(sql`
    select username, name from account join person on person.id = person_id
    where exists (select from holding where holding.person_id = person.id and upper_inf(valid))`);
  const let_in: string[] = [];
  for (const account of accounts) {
    const one = await visitor(world, app, account.username);
    if ((await one.get(`/can-bo/ho-so/${submitted.id}`)).statusCode === 200) let_in.push(account.name);
  }
  expect(let_in.length).toBeGreaterThan(3);
  expect(named(page.body)).toEqual(let_in.sort());
  expect(
    (await (await visitor(world, app, 'chuyenvien')).get(`/can-bo/ho-so/${submitted.id}/ai-xem`)).statusCode,
  ).toBe(404);
});

test('why may I not: the rule is told, and a sealed matter looks like none', async () => {
  const { submitted } = await handIn();
  const sealed = await handIn({ kind: 'denunciation' });
  const stranger = await visitor(world, app, 'chuyenvien');
  const ask = async (number: string | number) => (await stranger.get(`/can-bo/vi-sao?so=${number}`)).body;
  expect(await ask(submitted.number)).toContain('hồ sơ thuộc đơn vị khác');
  const strip = (body: string, number: string | number) =>
    body.replaceAll(`so=${number}`, '').replaceAll(`value="${number}"`, '');
  expect(strip(await ask(sealed.submitted.number), sealed.submitted.number)).toBe(
    strip(await ask(99_999_999), 99_999_999),
  );
  expect((await stranger.get('/can-bo/vi-sao?so=abc')).statusCode).toBe(422);
});

test('the citizen reads all that is kept, and has it corrected', async () => {
  const { submitted, code } = await handIn({ phone: '0912 345 678' });
  const citizen = await visitor(world, app);
  await openCase(citizen, String(code));
  const kept = await citizen.get('/theo-doi/du-lieu');
  expect(kept.body).toContain('0912345678');
  expect((await citizen.get('/theo-doi/du-lieu.json')).json()).toMatchObject({
    petition: { number: submitted.number },
    contact: { name: 'Trần Văn Mẫu', phone: '0912345678' },
  });
  await citizen.post('/theo-doi/ho-so/askCorrection', { key: newKey(), reason: 'Tên tôi là Trần Văn Mâu.' });
  const officer = await visitor(world, app, 'vanthu');
  expect((await officer.get(`/can-bo/ho-so/${submitted.id}`)).body).toContain('Tên tôi là Trần Văn Mâu.');
  const done = await officer.post(`/can-bo/ho-so/${submitted.id}/answerCorrection`, {
    'answerCorrection-sure': '1',
    key: newKey(),
    text: 'Đã sửa.',
    name: 'Trần Văn Mâu',
    phone: '',
  });
  expect(done.statusCode).toBe(303);
  expect((await citizen.get('/theo-doi/du-lieu.json')).json().contact).toMatchObject({
    name: 'Trần Văn Mâu',
    phone: '0912345678',
  });
});

test('of a sealed matter the page says that the identity is sealed, and does not have it', async () => {
  const { code, submitted } = await handIn({
    kind: 'denunciation',
    name: 'Lâm Thị Kín',
    phone: '0911222333',
  });
  const citizen = await visitor(world, app);
  await openCase(citizen, String(code));
  const kept = (await citizen.get('/theo-doi/du-lieu.json')).body;
  expect(JSON.parse(kept).contact).toBe('sealed');
  expect(kept).not.toMatch(/Lâm Thị Kín|0911222333/);
  const handler = await world.officer('giaiquyet');
  const seen = seenBy(world.services.db, floorOf(handler));
  expect(await seen.first(sql`select id from petition where id = ${submitted.id}`)).toBeDefined();
});
