import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createToken } from '../src/ground/access/session.ts';
import { type UnitId, unitsOn } from '../src/ground/organization/organization.ts';
import { decideOn, draft } from '../src/ground/organization/reorganisation.service.ts';
import { paths } from '../src/ground/places.ts';
import { parts } from '../src/parts/index.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { dayInVietnam } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { wellPaths, wellsPart } from './support/wells/index.tsx';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

// A part is a folder and a line: one that the program has never heard of is found in every room of it.

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
const anybody = (url: string) => app.inject({ url });
beforeAll(async () => {
  world = await openWorld({
    template: 'sample',
    parts: [...parts, wellsPart],
    tables: readFileSync(new URL('support/wells/wells.sql', import.meta.url), 'utf8'),
  });
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
  const sent = await sendForm(head, wellPaths.desk, 'them', {
    name: 'Giếng khoan Cống Đôi',
    deep: '8200',
    checkOn: '01/12/2026',
  });
  expect(sent.statusCode).toBe(303);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

test('in the menus, of the public and of the desk', async () => {
  expect((await anybody('/')).body).toContain(`href="${wellPaths.list}"`);
  expect((await head.get(paths.inbox)).body).toContain(`href="${wellPaths.desk}"`);
});

test('in the inbox, with a filter of its own', async () => {
  const administrator = await visitor(world, app, 'thanhtra');
  expect((await head.get(`${paths.inbox}?loai=wells`)).body).toContain('Giếng khoan Cống Đôi');
  expect((await administrator.get(`${paths.inbox}?loai=wells`)).body).not.toContain('Cống Đôi');
});

test('in the search, with and without diacritics', async () => {
  for (const words of ['Cống Đôi', 'cong doi'])
    expect((await anybody(`${paths.search}?${new URLSearchParams({ tim: words })}`)).body).toContain(
      'Giếng khoan Cống Đôi',
    );
});

test('in the API and its document', async () => {
  const { db, clock } = world.services;
  const token = await createToken(db, (await world.officer('thutruong')).post, 'wells', clock(), 1);
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/desk/gieng/them',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': newKey() },
    payload: { given: { name: 'Giếng thứ hai', deep: 9000, checkOn: '2026-10-20' } },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  const document = (await anybody('/api/openapi.json')).json() as {
    paths: Record<string, { post?: { tags: string[]; summary: string } }>;
  };
  expect(document.paths['/api/v1/desk/gieng/them']?.post).toMatchObject({
    tags: ['wells'],
    summary: 'Enter a well',
  });
});

test('among the figures', async () => {
  expect((await anybody(paths.figure)).body).toContain('Giếng đã kiểm nước');
  const page = await anybody(`${paths.figure}/wells-checked?tu=2026-10&den=2026-10`);
  expect(page.statusCode).toBe(200);
});

test('with what was entered by mistake to be taken back on its page', async () => {
  const sent = await sendForm(head, wellPaths.desk, 'them', {
    name: 'Giếng ghi nhầm',
    deep: '1',
    checkOn: '01/12/2026',
  });
  expect(sent.statusCode).toBe(303);
  const { id } = await world.services.db.one<{ id: string }>(
    sql`select id from step where page = ${wellPaths.desk} order by taken_at desc limit 1`,
  );
  expect((await head.get(wellPaths.desk)).body).toContain(`/can-bo/buoc/${id}`);
  expect((await sendForm(head, `/can-bo/buoc/${id}`, 'huy', { why: 'Nhầm' })).statusCode).toBe(303);
  expect((await anybody(wellPaths.list)).body).not.toContain('Giếng ghi nhầm');
});

test('in a reorganisation: what is open goes to the successor', async () => {
  const { services } = world;
  const { db, clock } = services;
  const today = dayInVietnam(clock());
  const { unit } = await world.officer('thutruong');
  const old = (await unitsOn(db, today)).find((one) => one.id === unit);
  const made: UnitId = newId();
  const [first, second] = await Promise.all([world.officer('quantri'), world.officer('quantri2')]);
  const ground = {
    title: 'Sắp xếp thử',
    number: '1/QĐ-UBND',
    issuer: 'UBND tỉnh',
    signer: 'Chủ tịch',
    on: today,
    effectiveOn: today,
  };
  const found = {
    do: 'found' as const,
    unit: made,
    code: 'phong-moi',
    kind: old?.kind ?? 'ward',
    name: { vi: 'Đơn vị mới', en: 'New unit' },
    parent: old?.parentId ?? null,
  };
  const id = await draft(services, first, ground, newKey(), [found, { do: 'close', unit, to: made }]);
  await decideOn(services, first, id, 'submit', { key: newKey(), version: 1 });
  await decideOn(services, second, id, 'approve', { key: newKey(), version: 2 });
  expect(await db.rows(sql`select distinct unit_id from well`)).toEqual([{ unit_id: made }]);
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from unit_move where subject_type = 'well'`,
  );
  expect(count).toBe(2);
});
