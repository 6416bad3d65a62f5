import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFloor } from '../src/ground/access/floor.ts';
import type { PersonId } from '../src/ground/organization/organization.ts';
import { clearSubject, openingState, takeOut } from '../src/parts/petitions/identity.service.ts';
import type { PetitionId } from '../src/parts/petitions/petition.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { type Queries, sql } from '../src/platform/database/database.ts';
import type { App } from '../src/platform/http/app.ts';
import { multipart } from './support/forms.ts';
import { intake, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: App;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Who would handle denunciations at the reception office, by name. */
async function handlers(): Promise<{ id: PersonId; name: string; username: string; title: string }[]> {
  return world.services.db.rows(sql`
    select person.id, person.name, account.username, post.title_vi as title from post_version post
    join holding on holding.post_id = post.post_id and upper_inf(holding.valid)
    join person on person.id = holding.person_id join account on account.person_id = person.id
    where post.handles_denunciations and upper_inf(post.valid)`);
}

const denounce = (fields: Record<string, string>) =>
  submit(
    world.services,
    intake(world, { kind: 'denunciation', title: 'Tố cáo nhận tiền', against: 'một người', ...fields }),
    { key: newKey(), source: 'web', language: 'vi', fileIds: [] },
  );

/** Asks as the owner of the tables, who keeps them. */
async function handlersOf(id: PetitionId): Promise<string[]> {
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  await client.query("select set_config('gandan.keeping', 'on', false)");
  const { rows } = await client.query('select person_id as id from petition_handler where petition_id = $1', [
    id,
  ]);
  await client.end();
  return rows.map((one) => one.id);
}

describe('whoever may be accused handles nothing', () => {
  test('named in the text only, by the given name; a handler who has read it lets them in', async () => {
    const [accused, other] = (await handlers()).filter((one) => one.username !== 'thutruong');
    if (!accused || !other) throw new Error('two handlers are needed');
    const given = accused.name.split(' ').at(-1);
    const done = await denounce({ body: `Hôm qua anh ${given} ở cơ quan đó đòi tiền tôi.` });
    if ('faults' in done) throw new Error('nobody');
    const { id } = done.submitted;
    expect(await handlersOf(id)).not.toContain(accused.id);
    const reader = await world.officer(other.username);
    const { leftOut } = await openingState(world.services, reader, id);
    expect(leftOut.map((one) => one.id)).toContain(accused.id);
    // The page offers it; without a reason nothing happens.
    const page = await visitor(world, app, other.username);
    const { body } = await page.get(`/can-bo/ho-so/${id}`);
    expect(body).toContain('Có thể là người bị tố cáo');
    const bare = await page.post(`/can-bo/ho-so/${id}/danh-tinh/cho-vao`, { person: accused.id, reason: '' });
    expect([bare.statusCode, bare.body.includes('Hãy ghi lý do')]).toEqual([422, true]);
    const let_ = await page.post(`/can-bo/ho-so/${id}/danh-tinh/cho-vao`, {
      person: accused.id,
      reason: 'Đơn nói về một người trùng tên ở cơ quan khác.',
    });
    expect(let_.statusCode).toBe(303);
    expect(await handlersOf(id)).toContain(accused.id);
    const types = await world.services.db.rows<{ type: string }>(sql`
      select event ->> 'type' as type from record_opening where subject = ${id} order by entry_id desc limit 1`);
    expect(types[0]?.type).toBe('petition.handlerCleared');
    // Whom a handler takes out stays out.
    expect(await takeOut(world.services, reader, id, accused.id, 'có liên quan')).toBeUndefined();
    expect(await clearSubject(world.services, reader, id, accused.id, 'lại cho vào')).toBe('notLeftOut');
  });

  test('when all of an office are named, the next office up has it; when nobody is left, paper', async () => {
    const all = await handlers();
    const named = all.map((one) => one.name).join(', ');
    const done = await denounce({ body: `Những người này chia tiền: ${named}.` });
    expect(done).toEqual({ faults: { kind: 'noHandlers' } });
    const reader = await visitor(world, app);
    const page = await reader.post('/nop-don', {
      at: 'check',
      go: 'send',
      key: newKey(),
      kind: 'denunciation',
      title: 'Tố cáo nhận tiền',
      body: `Những người này chia tiền: ${named}.`,
      against: 'nhiều người',
      name: 'Trần Văn Mẫu',
      address: 'Khóm 3',
    });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('cơ quan cấp trên');
    // Whoever tries names to find out who handles learns no name.
    for (const one of all) expect(page.body.split(named).join('')).not.toContain(one.name);
  });
});

describe('a denunciation while it is written', () => {
  const fields = {
    kind: 'denunciation',
    title: 'Tố cáo nhận tiền của dân',
    body: 'Cán bộ nhận năm triệu đồng rồi mới ký giấy, CANARY-LỜI.',
    against: 'một cán bộ địa chính',
  };
  const cookieOf = (answer: { cookies: { name: string; value: string }[] }) =>
    answer.cookies.find((one) => one.name === '__Host-trang');
  const files = () =>
    readdirSync(join(world.dataDir, 'files'), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => `${one.name}\n${readFileSync(join(one.parentPath, one.name), 'latin1')}`)
      .join('\n');

  async function begin(): Promise<{ by: Visitor; key: string }> {
    const by = await visitor(world, app);
    const key = newKey();
    const turned = await by.post('/nop-don', { at: 'kind', go: 'next', kind: 'denunciation', key });
    expect([turned.statusCode, turned.headers.location]).toEqual([303, '/nop-don?buoc=2']);
    by.cookies['__Host-trang'] = cookieOf(turned)?.value ?? '';
    return { by, key };
  }

  test('advice stands before the first field, Back finds what was typed, and Leave removes it', async () => {
    const { by, key } = await begin();
    const details = await by.get('/nop-don?buoc=2');
    expect(details.body.indexOf('Xin đọc trước khi viết')).toBeGreaterThan(0);
    expect(details.body.indexOf('Xin đọc trước khi viết')).toBeLessThan(details.body.indexOf('name="title"'));
    expect(details.body).toContain('href="/roi-trang"');
    const turned = await by.post('/nop-don', { ...fields, at: 'details', go: 'next', key });
    expect(turned.headers.location).toBe('/nop-don?buoc=3');
    const back = await by.get('/nop-don?buoc=2');
    expect([back.headers['cache-control'], back.body.includes('CANARY-LỜI')]).toEqual(['no-store', true]);
    const left = await by.get('/roi-trang');
    expect([left.statusCode, left.headers.location]).toEqual([303, 'https://nchmf.gov.vn/']);
    expect(cookieOf(left)?.value).toBe('');
    expect((await by.get('/nop-don?buoc=2')).body).not.toContain('CANARY-LỜI');
  });

  test('files are locked from the first byte', async () => {
    const { by, key } = await begin();
    const pdf = Buffer.from('%PDF-1.4\nCANARY-TỆP\n%%EOF');
    const sent = await app.inject({
      method: 'POST',
      url: '/nop-don',
      cookies: by.cookies,
      ...multipart({ ...fields, at: 'details', go: 'next', key }, [
        { field: 'files', name: 'CANARY-TÊN.pdf', bytes: pdf },
      ]),
    });
    expect(sent.statusCode).toBe(303);
    expect((await by.get('/nop-don?buoc=4')).body).toContain('CANARY-TÊN.pdf');
    const disk = files();
    for (const word of ['CANARY', 'nhận năm triệu', '%PDF-1.4']) expect(disk.includes(word)).toBe(false);
  });

  test('a browser without cookies gets through as well', async () => {
    const by = await visitor(world, app);
    const first = await by.get('/nop-don?buoc=2');
    expect(first.body).toContain('name="plain" value="1"');
    const page = await by.post('/nop-don', {
      ...fields,
      at: 'details',
      go: 'next',
      key: newKey(),
      plain: '1',
    });
    expect([page.statusCode, page.body.includes('CANARY-LỜI')]).toEqual([200, true]);
  });
});

test('“already published” compares only what everybody may read', async () => {
  const key = newKey();
  const done = await submit(
    world.services,
    intake(world, {
      title: 'Nước thải chảy ra rạch sau chợ',
      body: 'Ông Lý Canarius ở nhà số 7 xả nước thải màu đen ra rạch sau chợ mỗi đêm.',
      name: 'Quách Thị Bímật',
    }),
    { key, source: 'web', language: 'vi', fileIds: [] },
  );
  if ('faults' in done) throw new Error('nobody');
  const { id } = done.submitted;
  const owner = async (tx: Queries) => {
    await tx.run(tellFloor(undefined));
    await tx.run(sql`
      update petition set published_at = ${world.services.clock()}, public_title = 'Nước thải ra rạch sau chợ',
        public_text = 'Có người xả nước thải màu đen ra rạch sau chợ ban đêm.' where id = ${id}`);
    await tx.run(sql`
      update petition_words set public_search = 'nuoc thai ra rach sau cho co nguoi xa mau den ban dem'::tsvector,
        public_plain = 'nuoc thai ra rach sau cho co nguoi xa nuoc thai mau den ra rach sau cho ban dem'
      where petition_id = ${id}`);
  };
  await world.services.db.transaction(owner);
  const reader = await visitor(world, app);
  const hint = async (title: string, body: string) => {
    const page = await reader.post('/nop-don', {
      at: 'contact',
      go: 'next',
      key: newKey(),
      kind: 'reflection',
      title,
      body,
    });
    return page.body.includes('Nước thải ra rạch sau chợ');
  };
  expect(await hint('Nước thải ra rạch', 'Nước thải màu đen ra rạch sau chợ ban đêm, có người xả.')).toBe(
    true,
  );
  expect(await hint('Quách Thị Bímật', 'Lý Canarius ở nhà số 7, Quách Thị Bímật, Lý Canarius số 7.')).toBe(
    false,
  );
});
