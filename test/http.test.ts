import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createToken } from '../src/ground/access/session.ts';
import { openServices } from '../src/open.ts';
import { openDatabase, sql } from '../src/platform/database/database.ts';
import { securityHeaders } from '../src/platform/http/security.ts';
import { createServer } from '../src/server.ts';
import { newKey, openWorld, type World } from './support/world.ts';

type App = Awaited<ReturnType<typeof createServer>>;

let world: World;
let app: App;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  for (const username of ['chuyenvien', 'thutruong', 'vanthu', 'chutich']) {
    const { post } = await world.officer(username);
    tokens[username] = await createToken(world.services.db, post, 'test', world.services.clock(), 1);
  }
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const as = (username: string) => ({ authorization: `Bearer ${tokens[username]}` });
const petition = {
  kind: 'reflection',
  title: 'Đèn đường hỏng ở Khóm 2',
  body: 'Ba bóng đèn trên đường Trần Phú hỏng từ tuần trước.',
  email: 'dan@example.com',
};

async function wardOne(): Promise<string> {
  return (await world.services.site.read()).units.find((unit) => unit.code === 'phuong-bac-lieu')?.id ?? '';
}

async function post(url: string, payload: object, headers: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': newKey(), ...headers } });
}

describe('the main job through the API', () => {
  test('hand in, find, accept, answer, rate; the same numbers everywhere', async () => {
    const sent = await post('/api/v1/petitions', { ...petition, placeUnit: await wardOne() });
    expect(sent.statusCode).toBe(201);
    const { id, code, due_on: due, receipt } = sent.json();
    expect(due).toBe('2026-12-03');
    expect(receipt.format).toBe('gandan-receipt/1');

    const duties = await app.inject({ url: '/api/v1/duties?limit=100', headers: as('chuyenvien') });
    expect(duties.json().items.map((item: { petition: string }) => item.petition)).toContain(id);
    const dates = duties.json().items.map((item: { due_on: string }) => item.due_on);
    expect(dates).toEqual([...dates].sort());
    const found = await app.inject({
      url: '/api/v1/petitions?query=den%20duong%20hong',
      headers: as('chuyenvien'),
    });
    expect(found.json().items.map((item: { id: string }) => item.id)).toContain(id);

    const go = (step: string, body: object = {}) =>
      post(`/api/v1/petitions/${id}/steps/${step}`, body, as('chuyenvien'));
    expect((await go('accept', { version: 1 })).json()).toEqual({ version: 2, state: 'accepted' });
    expect((await go('accept', { version: 1 })).statusCode).toBe(409);
    expect((await go('send')).json()).toMatchObject({ type: 'urn:gandan:problem:needsDraft', status: 422 });
    await go('draft', { text: 'Đã thay ba bóng đèn.' });
    expect((await go('send')).json().state).toBe('answered');

    const mine = await app.inject({ url: '/api/v1/case', headers: { 'case-code': code } });
    expect(mine.json()).toMatchObject({
      state: 'answered',
      messages: [{ kind: 'answer', body: 'Đã thay ba bóng đèn.' }],
    });
    expect(
      (await post('/api/v1/case/steps/rate', { satisfied: true }, { 'case-code': code })).statusCode,
    ).toBe(200);

    const query = 'tu=2024-11-01&den=2026-11-23';
    const json = (await app.inject({ url: `/api/v1/figures/petitions?${query}` })).json();
    const page = (await app.inject({ url: `/so-lieu?${query}` })).body;
    const csv = (await app.inject({ url: `/so-lieu.csv?${query}` })).body;
    const total = csv.trim().split('\n').at(-1)?.split(',') ?? [];
    expect(Number(total[6])).toBe(json.total.received);
    expect(page).toContain(`>${json.total.received}</a>`);
    const cells = ['answeredOnTime', 'answeredLate', 'openInTime', 'openOverdue', 'endedOtherwise'];
    expect(cells.reduce((sum, cell) => sum + json.total[cell], 0)).toBe(json.total.received);
    for (const bad of [
      'tu=31/31/2026',
      'tu=2026-11-01&den=2026-01-01',
      'donvi=khong-co',
      'loai=gi',
      'theo=sau',
      'from=2026-01-01',
    ]) {
      const refused = await app.inject({ url: `/api/v1/figures/petitions?${bad}` });
      expect([bad, refused.statusCode >= 400, refused.json().errors?.length]).toEqual([bad, true, 1]);
    }
    expect((await app.inject({ url: '/so-lieu?tu=abc' })).statusCode).toBe(422);
  });

  test('a file that is too large is named in its form, and what was typed stays', async () => {
    const boundary = 'gandan';
    const field = (name: string, value: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const payload = Buffer.concat([
      Buffer.from(
        field('page', 'details') +
          field('kind', 'reflection') +
          field('key', newKey()) +
          field('title', 'Đường Cao Văn Lầu ngập') +
          field('body', 'Mỗi lần mưa lớn đường ngập sâu, xe không qua được.') +
          field('go', 'next') +
          `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="to.mp4"\r\n\r\n`,
      ),
      Buffer.alloc(11 * 1024 * 1024),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const sent = await app.inject({
      method: 'POST',
      url: '/nop-don',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    });
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('tệp lớn hơn 10 MB');
    expect(sent.body).toContain('Mỗi lần mưa lớn đường ngập sâu');
  });

  test('the same key gives the same petition and the same code', async () => {
    const headers = { 'idempotency-key': newKey() };
    const first = (await post('/api/v1/petitions', petition, headers)).json();
    const again = (await post('/api/v1/petitions', petition, headers)).json();
    expect([again.id, again.code]).toEqual([first.id, first.code]);
    expect((await post('/api/v1/petitions', { ...petition, title: 'Khác hẳn' }, headers)).statusCode).toBe(
      422,
    );
  });

  test('bad fields are named one by one, in the reader’s language', async () => {
    const bad = {
      kind: 'complaint',
      title: 'x',
      body: '',
      email: 'khong',
      phone: 'abc',
      happenedOn: '31/02/2026',
      latitude: 1,
    };
    const answer = await post('/api/v1/petitions?lang=vi', bad);
    expect(answer.statusCode).toBe(422);
    const faults = Object.fromEntries(
      answer.json().errors.map((one: { field: string; code: string }) => [one.field, one.code]),
    );
    expect(faults).toEqual({
      title: 'tooShort',
      body: 'required',
      email: 'email',
      phone: 'phone',
      happenedOn: 'date',
      latitude: 'place',
      name: 'required',
      address: 'required',
      against: 'required',
    });
    expect(answer.json().errors[0].detail).toMatch(
      /[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]/i,
    );
  });

  test('pages follow each other by cursor without gap or repeat', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/api/v1/petitions?limit=7';
    type Page = { items: { id: string }[]; next: string | null };
    for (let turn = 0; url && turn < 100; turn++) {
      const answer: { json(): Page } = await app.inject({ url, headers: as('chutich') });
      const { items, next }: Page = answer.json();
      seen.push(...items.map((item) => item.id));
      url = next ? `/api/v1/petitions?limit=7&cursor=${next}` : undefined;
    }
    const { count } = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from petition where kind <> 'denunciation'`,
    );
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
  });

  test('the document is OpenAPI 3.1 and knows every route', async () => {
    const document = (await app.inject({ url: '/api/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/petitions',
        '/api/v1/petitions/{id}/steps/{step}',
        '/api/v1/case',
        '/api/v1/figures/petitions',
      ]),
    );
    expect((await app.inject({ url: '/api' })).body).toContain('/api/v1/petitions');
  });
});

describe('unknown and forbidden look alike', () => {
  test('a case of another unit, a sealed one, and one that is not there give the same answer', async () => {
    const { db } = world.services;
    const other = await db.one<{ id: string }>(
      sql`select petition.id from petition join unit on unit.id = petition.unit_id where unit.code = 'phuong-hiep-thanh' limit 1`,
    );
    const own = other.id;
    const sealed = (
      await db.one<{ id: string }>(
        sql`select petition_id as id from petition_count where kind = 'denunciation' limit 1`,
      )
    ).id;
    const none = '01920000-0000-7000-8000-000000000000';
    const answers = await Promise.all(
      [own, sealed, none].map((id) =>
        app.inject({ url: `/api/v1/petitions/${id}`, headers: as('chuyenvien') }),
      ),
    );
    const plain = answers.map((answer) => [
      answer.statusCode,
      answer.body.replace(/"requestId":"[^"]+"/, ''),
    ]);
    expect(plain[1]).toEqual(plain[0]);
    expect(plain[2]).toEqual(plain[0]);
    expect(plain[0]?.[0]).toBe(404);
  });

  test('a wrong token, none, and an ended one are refused', async () => {
    expect((await app.inject({ url: '/api/v1/duties' })).statusCode).toBe(401);
    expect(
      (await app.inject({ url: '/api/v1/duties', headers: { authorization: 'Bearer gd_x' } })).statusCode,
    ).toBe(401);
  });
});

describe('at the border', () => {
  test('public pages come packed from the first request on; what could hold a secret never does', async () => {
    world.services.cache.clear();
    const plain = await app.inject({ url: '/so-ghi' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    world.services.cache.clear();
    for (const time of ['first', 'again']) {
      const packed = await app.inject({ url: '/so-ghi', headers: { 'accept-encoding': 'gzip, br' } });
      expect(packed.headers['content-encoding'], time).toBe('br');
      expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    }
    for (const url of ['/theo-doi', '/nop-don', '/dang-nhap', '/api/v1/units']) {
      const answer = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
      expect(answer.headers['content-encoding'], url).toBeUndefined();
    }
  });

  test('every answer carries the security headers', async () => {
    for (const url of ['/', '/nop-don', '/khong-co', '/api/v1/units', '/healthz']) {
      const { headers } = await app.inject({ url });
      for (const [name, value] of Object.entries(securityHeaders)) expect(headers[name]).toBe(value);
    }
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 422],
    [{ origin: 'http://localhost:3000' }, 422],
    [{}, 422],
  ])('a form sent with %o is answered %i', async (headers, status) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/theo-doi',
      payload: 'code=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } as never,
    });
    expect(answer.statusCode).toBe(status);
  });

  test('a body beyond the limit and one that is not JSON are refused without a stack trace', async () => {
    const huge = await app.inject({
      method: 'POST',
      url: '/api/v1/petitions',
      payload: `{"body":"${'x'.repeat(2_000_000)}"}`,
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
    });
    const broken = await app.inject({
      method: 'POST',
      url: '/api/v1/petitions',
      payload: '{"a":',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
    });
    expect([huge.statusCode, broken.statusCode]).toEqual([413, 400]);
    expect(huge.body + broken.body).not.toMatch(/node_modules|at \w+ \(/);
  });

  test('pages for officers lead to the sign-in and back; sign-in leads nowhere else', async () => {
    const first = await app.inject({ url: '/can-bo/viec?han=qua' });
    expect([first.statusCode, first.headers.location]).toEqual([
      303,
      '/dang-nhap?tiep=%2Fcan-bo%2Fviec%3Fhan%3Dqua',
    ]);
    const sign = (back: string) =>
      app.inject({
        method: 'POST',
        url: '/dang-nhap',
        payload: new URLSearchParams({
          username: 'chuyenvien',
          password: 'gan-dan-thu-nghiem',
          back,
        }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await sign('https://evil.example/')).headers.location).toBe('/can-bo/');
    const good = await sign('/can-bo/viec?han=qua');
    expect(good.headers.location).toBe('/can-bo/viec?han=qua');
    expect([good.headers['set-cookie']].flat()[0]).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('what was typed is kept when a form comes back', async () => {
    const values = { at: 'details', key: newKey(), kind: 'reflection', title: 'x<"', body: '', go: 'next' };
    const answer = await app.inject({
      method: 'POST',
      url: '/nop-don',
      payload: new URLSearchParams(values).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('value="x&lt;&quot;"');
    expect(answer.body).toContain('Viết dài hơn một chút');
  });

  test('metrics and health answer; no address or name is in them', async () => {
    expect((await app.inject({ url: '/readyz' })).json()).toEqual({ database: true, record: 'signing' });
    const metrics = (await app.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('gandan_record_signing 1');
    expect(metrics).not.toContain('127.0.0.1');
  });
});

describe('when the database is away', () => {
  test('cached pages are served, the form keeps what was typed, health says so', async () => {
    const dead = openServices(
      { ...world.services.config, databasePool: 2 },
      'postgresql://gandan@127.0.0.1:1/none',
      { onError: () => {} },
    );
    // The same public face, its database gone.
    Object.assign(dead, { site: world.services.site, cache: world.services.cache });
    const lone = await createServer({ ...dead, db: openDatabase('postgresql://gandan@127.0.0.1:1/none') });
    try {
      await app.inject({ url: '/so-lieu' });
      world.later(60_000);
      expect((await lone.inject({ url: '/so-lieu' })).statusCode).toBe(200);
      expect((await lone.inject({ url: '/ho-so/chuacotrongbonho' })).statusCode).toBe(503);
      const values = { at: 'check', go: 'send', key: newKey(), ...petition };
      const answer = await lone.inject({
        method: 'POST',
        url: '/nop-don',
        payload: new URLSearchParams(values).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.body).toContain('Lúc này chưa nhận được đơn');
      expect(answer.body).toContain(petition.body);
      expect((await lone.inject({ url: '/readyz' })).statusCode).toBe(503);
      expect((await lone.inject({ url: '/healthz' })).statusCode).toBe(200);
    } finally {
      await lone.close();
      await dead.db.close();
    }
  });
});
