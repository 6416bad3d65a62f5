// Being told of what is public: asked for, confirmed from the address itself, told once, left by one click.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UnitId } from '../src/ground/organization/organization.ts';
import { movingOf } from '../src/ground/organization/work.ts';
import { sendDigests } from '../src/parts/subscriptions/subscription.service.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { publishedArticle } from './support/articles.ts';
import { sendForm } from './support/forms.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let reader: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  reader = await visitor(world, app);
});
beforeEach(async () => {
  world.at('2026-11-23T02:00:00Z');
  await world.services.db.run(sql`delete from mail`);
  await world.services.db.run(sql`delete from subscription`);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const asked = { topics: 'news', unit: '', every: 'day', email: 'dan@example.vn' };
const mails = () =>
  world.services.db.rows<{ recipient: string; subject: string; body: string; leave: string }>(
    sql`select recipient, subject, body, leave_at as leave from mail order by id`,
  );
/** The own page's path, as the newest mail names it. */
async function link(): Promise<string> {
  const [, path] = /https?:\/\/[^/]+(\/nhan-tin\/[\w.-]+)/.exec((await mails()).at(-1)?.body ?? '') ?? [];
  return path ?? '';
}
const publish = async (title: string) => (await publishedArticle(world, app, title)).slug;
async function confirmed(given: Record<string, string> = {}): Promise<string> {
  await reader.post('/nhan-tin', { ...asked, ...given });
  const path = await link();
  await reader.post(`${path}/xac-nhan`, {});
  await world.services.db.run(sql`delete from mail`);
  return path;
}

describe('asking', () => {
  test('sends one mail to ask back, however often; opening its link begins nothing, its button does', async () => {
    for (let turn = 0; turn < 3; turn++)
      expect((await reader.post('/nhan-tin', asked)).headers.location).toBe('/nhan-tin/da-gui');
    const sent = await mails();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.leave).toContain('/thoi');
    const path = await link();
    expect((await reader.get(path)).body).toContain('Chưa xác nhận');
    await publish('Tin trước khi xác nhận');
    world.at('2026-11-24T02:00:00Z');
    await sendDigests(world.services);
    expect(await mails()).toHaveLength(1);
    await reader.post(`${path}/xac-nhan`, {});
    expect((await reader.get(path)).body).toContain('Đang nhận tin');
  });

  test.each([
    [{ email: 'không phải' }, 'Địa chỉ e-mail không đúng'],
    [{ topics: '' }, 'Hãy chọn ít nhất một việc'],
    [{ unit: 'khong-co' }, 'Hãy chọn một đơn vị'],
  ])('%j is said at its field, and what was typed stays', async (given, message) => {
    const answer = await reader.post('/nhan-tin', { ...asked, ...given });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain(`value="${{ ...asked, ...given }.email}"`);
    expect(await mails()).toEqual([]);
  });

  test('what is never confirmed is forgotten after two days', async () => {
    await reader.post('/nhan-tin', asked);
    world.at('2026-11-26T03:00:00Z');
    await sendDigests(world.services);
    expect(await world.services.db.rows(sql`select from subscription`)).toEqual([]);
  });
});

describe('digests', () => {
  test('tell of what came since, once, at a decent hour, though two machines send', async () => {
    const path = await confirmed();
    world.at('2026-11-23T15:00:00Z');
    const slug = await publish('Cầu mới thông xe');
    await sendDigests(world.services);
    expect(await mails()).toEqual([]);
    world.at('2026-11-24T00:30:00Z');
    await Promise.all([sendDigests(world.services), sendDigests(world.services)]);
    await sendDigests(world.services);
    const sent = await mails();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      recipient: 'dan@example.vn',
      subject: expect.stringContaining('1 tin mới'),
    });
    expect(sent[0]?.body).toContain(`/tin/${slug}`);
    expect(sent[0]?.body).toContain(path);
    // Nothing new: nothing sent.
    world.at('2026-11-25T02:00:00Z');
    await sendDigests(world.services);
    expect(await mails()).toHaveLength(1);
  });

  test('a page that is followed is told when it changes, and nothing else', async () => {
    const slug = await publish('Bài được theo dõi');
    expect((await reader.get(`/tin/${slug}`)).body).toContain(`ve=%2Ftin%2F${slug}`);
    expect((await reader.get(`/nhan-tin?ve=/tin/${slug}`)).body).toContain('Bài được theo dõi');
    for (const none of ['/tin/khong-co-bai-nay', '/ho-so/khongco'])
      expect((await reader.get(`/nhan-tin?ve=${none}`)).statusCode).toBe(404);
    await confirmed({ page: `/tin/${slug}` });
    world.at('2026-11-23T03:00:00Z');
    await publish('Bài khác');
    world.at('2026-11-24T02:00:00Z');
    await sendDigests(world.services);
    expect(await mails()).toEqual([]);
    world.at('2026-11-24T03:00:00Z');
    const { id, version } = await world.services.db.one<{ id: string; version: number }>(
      sql`select id, version from article where slug = ${slug}`,
    );
    const writer = await visitor(world, app, 'giaiquyet');
    const head = await visitor(world, app, 'bantiepdan');
    await writer.post(`/can-bo/tin/${id}`, {
      title: 'Bài được theo dõi',
      lead: 'Sửa.',
      body: 'Chữ mới.',
      category: 'news',
      version: String(version),
    });
    const again = { sure: '1', why: 'Sửa số nhà.' };
    await sendForm(head, `/can-bo/tin/${id}`, 'dang', again, { version: String(version + 1) });
    world.at('2026-11-25T02:00:00Z');
    await sendDigests(world.services);
    expect((await mails())[0]?.body).toContain(`/tin/${slug}`);
  });
});

describe('on a device', () => {
  const device = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
    keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    topics: ['news'],
    unit: '',
    page: '',
    every: 'day',
  };
  const ask = (given: object) =>
    app.inject({ method: 'POST', url: '/nhan-tin/may', payload: { ...device, ...given } });

  test('a browser that agreed is told from then on, once however often it asks, and leaves by its link', async () => {
    const [first, second] = [await ask({}), await ask({ every: 'week' })];
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json().address).toBe(first.json().address);
    const rows = () =>
      world.services.db.rows(
        sql`select every, email, confirmed_at is not null as confirmed from subscription`,
      );
    expect(await rows()).toEqual([{ every: 'week', email: null, confirmed: true }]);
    const { pathname } = new URL(first.json().address);
    expect((await reader.get(pathname)).body).toContain('Đang nhận tin');
    await reader.post(`${pathname}/thoi`, {});
    expect(await rows()).toEqual([]);
  });

  test.each([
    { endpoint: 'https://example.org/collect' },
    { endpoint: 'http://fcm.googleapis.com/x' },
    { endpoint: 'https://10.0.0.5/admin' },
    { keys: { p256dh: 'short', auth: 'a' } },
    { topics: ['nothing'] },
    { every: 'hour' },
  ])('%j is refused', async (given) => {
    expect((await ask(given)).statusCode).toBe(400);
    expect(await world.services.db.rows(sql`select from subscription`)).toEqual([]);
  });

  test('the worker answers for the whole site and is never kept', async () => {
    const worker = await reader.get('/thong-bao.js');
    expect(worker.headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'no-cache',
    });
    expect(worker.body).toContain('showNotification');
  });
});

describe('leaving', () => {
  test('by one click, as mail programs do it, deletes the address at once; again it changes nothing', async () => {
    const path = await confirmed();
    const click = () =>
      app.inject({
        method: 'POST',
        url: `${path}/thoi`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      });
    expect((await click()).statusCode).toBe(200);
    expect(await world.services.db.rows(sql`select from subscription`)).toEqual([]);
    expect((await click()).body).toContain('Đã thôi nhận tin');
    expect((await reader.get(path)).body).toContain('Đã thôi nhận tin');
  });

  test('needs the key of its own mail', async () => {
    const path = await confirmed();
    const other = path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await reader.get(other)).statusCode).toBe(404);
    expect((await reader.post(`${other}/thoi`, {})).statusCode).toBe(404);
    expect((await reader.get('/nhan-tin/abc')).statusCode).toBe(404);
    expect(await world.services.db.rows(sql`select from subscription`)).toHaveLength(1);
  });
});

describe('a page that offers to be followed', () => {
  // One of every kind that there is, found as a reader finds them: from the lists.
  const lists = [
    '/ho-so',
    '/tin',
    '/du-an-dat',
    '/doi-thoai',
    '/lay-y-kien',
    '/cam-ket',
    '/dan-van-kheo',
    '/cong-trinh',
    '/ra-quan',
    '/tuyen-duong',
    '/van-ban',
  ];
  const linksOf = (body: string) =>
    [...body.matchAll(/href="(\/[^"?#]+)"/g)].map((match) => match[1] as string);

  test('can be followed, whatever part it is of', async () => {
    const followed = new Map<string, string>();
    for (const list of lists) {
      const below = linksOf((await reader.get(list)).body).filter((one) => one.startsWith(`${list}/`));
      const pages = new Set(below.slice(0, 12));
      for (const page of below.slice(0, 3))
        for (const deeper of linksOf((await reader.get(page)).body))
          if (deeper.startsWith(`${page}/`)) pages.add(deeper);
      for (const page of pages) {
        const offer = /href="(\/nhan-tin\?ve=[^"]+)"/.exec((await reader.get(page)).body)?.[1];
        if (!offer) continue;
        followed.set(page.replace(/[0-9a-f-]{36}/g, ':id').replace(/\/tin\/.*|\/ho-so\/.*/, list), list);
        expect((await reader.get(offer)).statusCode, offer).toBe(200);
        const asking = await reader.post('/nhan-tin', {
          ...asked,
          page: decodeURIComponent(offer.split('ve=')[1] ?? ''),
        });
        expect(asking.headers.location, offer).toBe('/nhan-tin/da-gui');
      }
    }
    expect([...followed.keys()].toSorted()).toEqual([
      '/cam-ket/:id',
      '/cam-ket/:id/:id',
      '/cong-trinh/:id',
      '/dan-van-kheo/:id',
      '/doi-thoai/:id',
      '/du-an-dat/:id',
      '/ho-so',
      '/ra-quan/:id',
      '/tin',
      '/tuyen-duong/:id',
    ]);
  });

  test('whoever follows a unit that ends follows its successor', async () => {
    const path = await confirmed();
    const { from, to } = await world.services.db.one<{ from: string; to: string }>(sql`
      select old.id as from, heir.id as to from unit old, unit heir
      where old.code = 'phuong-bac-lieu' and heir.code = 'phuong-hiep-thanh'`);
    await world.services.db.run(sql`update subscription set unit_id = ${from}`);
    // Somebody else asked for both already.
    for (const unit of [from, to])
      await world.services.db.run(sql`
        insert into subscription (id, email, language, every, topics, unit_id, confirmed_at, made_at, told_until)
        values (${newId()}, 'ca-hai@example.vn', 'vi', 'day', '{news}', ${unit}, now(), now(), now())`);
    const moving = movingOf(
      newId(),
      parsePlainDate('2026-12-01'),
      new Map([[from as UnitId, [{ to: to as UnitId, part: 'rest', items: [] }]]]),
    );
    await world.services.db.transaction(async (tx) => {
      for (const one of world.services.work.filter((work) => work.type === 'subscription'))
        await one.move(tx, moving);
    });
    const { unit } = await world.services.db.one<{ unit: string }>(
      sql`select unit_id as unit from subscription`,
    );
    expect(unit).toBe(to);
    expect((await reader.get(path)).statusCode).toBe(200);
  });
});
