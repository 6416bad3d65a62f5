import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken } from '../src/ground/access/session.ts';
import { landPaths } from '../src/parts/land/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { dayInVietnam } from '../src/platform/time.ts';
import { newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let token: string;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  const { post } = await world.officer('thutruong');
  token = await createToken(world.services.db, post, 'test', world.services.clock(), 1);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const send = (url: string, body: unknown, with_: { key?: string; token?: string } = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      authorization: `Bearer ${with_.token ?? token}`,
      'idempotency-key': with_.key ?? newKey(),
      'accept-language': 'vi',
    },
    payload: body as object,
  });

const project = {
  name: 'Đường nối do chương trình ghi',
  purpose: 'Giao thông',
  basis: 'Nghị quyết 12/NQ-HĐND',
  investor: 'Ban QLDA',
  place: 'Phường Bạc Liêu',
  due: '2027-09-30',
  area: 1250.5,
};

describe('a province’s own program', () => {
  test('takes a step as a page does: the same checks, once, and it can be taken back', async () => {
    const key = newKey();
    const made = await send('/api/v1/desk/du-an-dat/them', { given: project }, { key });
    expect(made.statusCode, made.body).toBe(200);
    const { page } = made.json() as { page: string };
    // The same key again is the same project.
    expect((await send('/api/v1/desk/du-an-dat/them', { given: project }, { key })).json()).toEqual({ page });
    const id = page.split('/').at(-1) as string;
    const row = await world.services.db.one(
      sql`select name, area::float8 as area from land_project where id = ${id}`,
    );
    expect(row).toEqual({ name: project.name, area: 1_250_500 });
    const later = { given: { due: '2027-12-31', why: 'Chờ kinh phí' } };
    expect((await send(`/api/v1/desk/du-an-dat/${id}/lui`, later)).statusCode).toBe(200);

    const head = await visitor(world, app, 'thutruong');
    expect((await head.get(landPaths.deskOne(id))).body).toContain('Hủy ghi nhầm');
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where page = ${page} order by taken_at desc limit 1`,
    );
    const struck = await send(`/api/v1/desk/buoc/${step}/huy`, { given: { why: 'Nhầm' } });
    expect(struck.statusCode, struck.body).toBe(200);
  });

  test('is told what is wrong at each field, in words', async () => {
    const wrong = await send('/api/v1/desk/du-an-dat/them', {
      given: { ...project, due: '2027-13-01', name: '' },
    });
    expect(wrong.statusCode).toBe(400);
    const body = wrong.json() as { errors: { field: string }[] };
    expect(body.errors.map((one) => one.field)).toContain('given/due');
    const empty = await send('/api/v1/desk/du-an-dat/them', { given: { ...project, name: ' ' } });
    expect(empty.statusCode).toBe(422);
    expect(empty.json()).toMatchObject({ errors: [{ field: 'name', detail: 'Cần điền.' }] });
  });

  test('enters a visit at the desk: what one field asks of another is asked of it too, and the code is told', async () => {
    const visit = {
      name: 'Người do chương trình ghi',
      address: 'Khóm 2',
      phone: '0912345678',
      people: 1,
      kind: 'recommendation',
      matter: 'Xin nâng đường hẻm 5',
      statement: 'Đường hẻm 5 ngập mỗi khi triều cường.',
      signed: 'spoken',
      outcome: 'accept',
    };
    const url = '/api/v1/desk/tiep-dan/luot';
    const key = newKey();
    const entered = await send(url, { given: visit }, { key });
    expect(entered.json()).toMatchObject({
      page: null,
      told: { number: expect.any(Number), petition: expect.any(Number), code: expect.any(String) },
    });
    expect((await send(url, { given: visit }, { key })).json()).toEqual(entered.json());
    const unguided = await send(url, { given: { ...visit, outcome: 'guide' } });
    expect(unguided.json()).toMatchObject({ errors: [{ field: 'outcomeText', detail: 'Cần điền.' }] });
    const yesterday = { ...visit, promise: 'Nạo vét cống', promiseDue: '2020-01-01', people: 7 };
    expect((await send(url, { given: yesterday })).json()).toMatchObject({
      errors: [{ field: 'representatives' }, { field: 'promiseDue' }],
    });
  });

  test('registers a document, sends it to units, and takes a task on as people do', async () => {
    const { db } = world.services;
    const document = {
      direction: 'out',
      type: 'KH',
      issuedOn: dayInVietnam(world.services.clock()),
      abstract: 'Kế hoạch do chương trình ghi',
      signer: 'Người ký',
      signerTitle: 'Chủ tịch',
      body: '1. Tiếp tục thực hiện Nghị quyết.',
    };
    const registered = await send('/api/v1/desk/van-ban/vao-so', { given: document });
    const page = registered.json().page as string;
    expect(page).toMatch(/^\/can-bo\/van-ban\/[0-9a-f-]{36}$/);
    const nobody = await send(page.replace('/can-bo/', '/api/v1/desk/').concat('/gui'), {
      given: { units: [], acknowledgeBy: '2030-01-01' },
    });
    expect(nobody.json()).toMatchObject({ errors: [{ field: 'units', detail: 'Cần điền.' }] });
    const secret = { ...document, secrecy: 'secret', abstract: 'Chuyện kín', body: 'Chuyện kín' };
    const kept = (await send('/api/v1/desk/van-ban/vao-so', { given: secret })).json().page as string;
    const row = await db.one(sql`select abstract, body from document where id = ${kept.split('/').at(-1)}`);
    expect(row).toEqual({ abstract: '', body: '' });

    const { unit } = await world.officer('thutruong');
    const task = await db.one<{ id: string; version: number }>(
      sql`select id, version from task where unit_id = ${unit} and state = 'open' limit 1`,
    );
    const url = `/api/v1/desk/nhiem-vu/${task.id}/note`;
    const note = { version: task.version, given: { text: 'Đang làm, do chương trình ghi' } };
    expect((await send(url, note)).statusCode).toBe(200);
    expect((await send(url, note)).statusCode).toBe(409);
  });

  test('has the rights of its post, and none without a token', async () => {
    const { id } = await world.services.db.one<{ id: string }>(sql`
      select id from land_project where unit_id <> ${(await world.officer('thutruong')).unit} limit 1`);
    const given = { due: '2029-12-31', why: 'Thử' };
    expect((await send(`/api/v1/desk/du-an-dat/${id}/lui`, { given })).statusCode).toBe(404);
    const nobody = await send(`/api/v1/desk/du-an-dat/${id}/lui`, { given }, { token: 'gd_x' });
    expect(nobody.statusCode).toBe(401);
    const { post } = await world.officer('thanhtra');
    const looking = await createToken(world.services.db, post, 'looks', world.services.clock(), 1);
    expect(
      (await send('/api/v1/desk/du-an-dat/them', { given: project }, { token: looking })).statusCode,
    ).toBe(404);
  });

  test('finds every step without a file in the document, by its part, with the words of each field', async () => {
    const { paths } = app.swagger() as unknown as {
      paths: Record<string, { post?: { tags: string[]; summary: string } }>;
    };
    const steps = Object.entries(paths).filter(([path]) => path.startsWith('/api/v1/desk/'));
    expect(steps.length).toBeGreaterThan(55);
    const tags = new Set(steps.flatMap(([, { post }]) => post?.tags ?? []));
    for (const part of ['land', 'dialogues', 'campaigns']) expect(tags).toContain(part);
    expect(JSON.stringify(paths['/api/v1/desk/du-an-dat/{id}/lui'])).toContain('Everybody can read it.');
  });
});
