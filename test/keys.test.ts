import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNameAndPassword } from '../src/ground/access/account.ts';
import { isSetUp, openRequests } from '../src/ground/access/account-request.ts';
import { newRecoveryCodes, newTotp, setTotp } from '../src/ground/access/factors.ts';
import { takeUp } from '../src/ground/access/invitation.ts';
import { createToken, readSession, renewProof, SecondFactorFirst } from '../src/ground/access/session.ts';
import type { PersonId } from '../src/ground/organization/organization.ts';
import { decideOn, draft } from '../src/ground/organization/reorganisation.service.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import {
  answerOpening,
  askOpening,
  handOver,
  openingState,
} from '../src/parts/petitions/identity.service.ts';
import { sql } from '../src/platform/database/database.ts';
import type { App } from '../src/platform/http/app.ts';
import { dayInVietnam } from '../src/platform/time.ts';
import { dayMs, handIn, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

const own = 'hoa sen vang 9 bong';
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

const personIn = async ({ services }: World, username: string) =>
  (
    await services.db.one<{ id: PersonId }>(
      sql`select person_id as id from account where username = ${username}`,
    )
  ).id;
const personOf = (username: string) => personIn(world, username);
const tokenIn = (body: string) => /loi-moi\/([\w-]+)/.exec(body)?.[1];

describe('no administrator alone becomes somebody else', () => {
  test('a new link waits for a second person; owner and fellow handlers are told; the second factor stays', async () => {
    const { db } = world.services;
    const handler = await personOf('giaiquyet');
    await setTotp(db, handler, newTotp('giaiquyet').secret, null);
    const admin = await visitor(world, app, 'quantri');
    expect(await isSetUp(db, handler)).toBe(true);
    const asked = await admin.post(`/can-bo/nhan-su/${handler}/moi`, { lost: 'password', reason: 'Quên' });
    expect([asked.statusCode, asked.headers.location]).toEqual([303, `/can-bo/nhan-su/${handler}?cho`]);
    expect(tokenIn(asked.body)).toBeUndefined();
    const [request] = await openRequests(db);
    // Who asked cannot agree, nor the owner, nor anybody else who is no second person.
    const answer = (by: Visitor) => by.post(`/can-bo/cap-lai/${request?.id}`, { answer: 'yes' });
    expect((await answer(admin)).statusCode).toBe(404);
    for (const name of ['giaiquyet', 'vanthu', 'thutruong'])
      expect([name, (await answer(await visitor(world, app, name))).statusCode]).toEqual([name, 404]);
    const agreed = await answer(await visitor(world, app, 'quantri2'));
    const token = tokenIn(agreed.body);
    expect(token).toBeDefined();
    // The next time they come in, those concerned read of it.
    for (const [name, words] of [
      ['giaiquyet', 'đề nghị cấp lại đường dẫn đăng nhập cho tài khoản của bạn'],
      ['bantiepdan', 'người cùng xử lý tố cáo với bạn'],
    ] as const)
      expect((await (await visitor(world, app, name)).get('/can-bo/toi')).body).toContain(words);
    expect(await takeUp(db, token ?? '', own, world.services.clock())).toBe(true);
    const { totp } = await db.one<{ totp: boolean }>(
      sql`select totp_secret is not null as totp from account where person_id = ${handler}`,
    );
    expect(totp).toBe(true);
    await setTotp(db, handler, null, null);
  });

  test('a key younger than seven days takes no sealed matter over and agrees to no opening', async () => {
    const done = await handIn(world, { kind: 'denunciation' });
    const { id } = done.submitted;
    const { db } = world.services;
    await db.run(sql`
      update account set key_made_at = ${world.services.clock()} where username = 'giaiquyet'`);
    const other = await world.officer('bantiepdan');
    expect(await askOpening(world.services, other, id, 'mời làm việc')).toBeUndefined();
    const { good, known } = await checkNameAndPassword(db, 'giaiquyet', own);
    expect([good, known?.username]).toEqual([true, 'giaiquyet']);
    const young = await visitor(world, app, 'giaiquyet');
    const officer = await readSession(db, young.cookies['__Host-session'] ?? '', world.services.clock());
    if (!officer) throw new Error('not in');
    const [wish] = (await openingState(world.services, officer, id)).toDecide;
    if (!wish) throw new Error('no wish');
    expect(await answerOpening(world.services, officer, id, wish.id, true)).toBe('youngKey');
    // Handed over by another handler, it is still not sealed to the young key.
    expect(await handOver(world.services, other, id, samplePassword)).toBeUndefined();
    expect(await handOver(world.services, officer, id, own)).toBe('notSealedToYou');
    world.later(8 * dayMs);
    const again = await world.officer('bantiepdan');
    expect(await handOver(world.services, again, id, samplePassword)).toBeUndefined();
    expect(await handOver(world.services, officer, id, own)).toBeUndefined();
  });

  test('who left an own address gets the link there, and nobody sees it', async () => {
    const { db } = world.services;
    const person = await personOf('chuyenvien');
    await db.run(sql`update account set email = 'chuyenvien@example.vn' where person_id = ${person}`);
    const admin = await visitor(world, app, 'quantri');
    const asked = await admin.post(`/can-bo/nhan-su/${person}/moi`, { lost: 'password', reason: 'Quên' });
    expect(asked.headers.location).toBe(`/can-bo/nhan-su/${person}?gui`);
    const mails = await db.rows<{ recipient: string; body: string }>(
      sql`select recipient, body from mail where recipient = 'chuyenvien@example.vn'`,
    );
    expect(mails.some((mail) => tokenIn(mail.body))).toBe(true);
    // A lost second factor is another matter.
    await admin.post(`/can-bo/nhan-su/${person}/moi`, { lost: 'factors', reason: 'Mất điện thoại' });
    expect((await openRequests(db)).map((one) => [one.person, one.kind])).toEqual([[person, 'factors']]);
  });
});

describe('proofs', () => {
  test('a handler’s API token opens nothing sealed', async () => {
    const { db } = world.services;
    const { post } = await world.officer('bantiepdan');
    const token = await createToken(db, post, 'test', world.services.clock(), 1);
    const done = await handIn(world, { kind: 'denunciation' });
    const headers = { authorization: `Bearer ${token}` };
    const one = await app.inject({ url: `/api/v1/petitions/${done.submitted.id}`, headers });
    expect(one.statusCode).toBe(404);
    const list = await app.inject({ url: '/api/v1/petitions?kind=denunciation', headers });
    expect(list.json().items).toEqual([]);
  });

  test('proving again renews the token: the old one is worth nothing', async () => {
    const { db, clock } = world.services;
    const by = await visitor(world, app, 'thutruong');
    const old = by.cookies['__Host-session'] ?? '';
    const officer = await readSession(db, old, clock());
    const fresh = await renewProof(db, officer?.session ?? '', clock());
    expect(await readSession(db, old, clock())).toBeUndefined();
    expect((await readSession(db, fresh, clock()))?.person).toBe(officer?.person);
  });

  test('recovery codes carry 112 bits and more', async () => {
    const codes = await newRecoveryCodes(world.services.db, await personOf('vanthu'));
    for (const code of codes) {
      const letters = code.replaceAll('-', '');
      expect(letters.length * Math.log2(31)).toBeGreaterThan(112);
    }
  });
});

describe('a second factor before the first sealed or signing act', () => {
  test('in a real locality those whose posts reach far are sent to switch one on', async () => {
    const real = await openWorld({ template: 'sample' });
    const site = await real.app();
    const owner = await import('pg').then(({ default: pg }) => new pg.Client({ connectionString: real.url }));
    await owner.connect();
    await owner.query('update locality set sample = false');
    await owner.end();
    for (const [name, path] of [
      ['quantri', `/can-bo/nhan-su/${await personOf('vanthu')}/moi`],
      ['chutich', '/can-bo/cap-lai/0190a000-0000-7000-8000-000000000000'],
    ] as const) {
      const by = await visitor(real, site, name);
      const sent = await by.post(path, { reason: 'x', answer: 'yes' });
      expect([name, sent.headers.location]).toEqual([name, '/can-bo/toi?ma=1&can=1#totp']);
      const page = await by.get('/can-bo/toi?ma=1&can=1');
      expect(page.body).toContain('trước hết hãy bật bước xác thực thứ hai');
      const { db: own } = real.services;
      await setTotp(own, await personIn(real, name), newTotp(name).secret, null);
      expect((await by.post(path, { reason: 'x', answer: 'yes' })).headers.location).not.toBe(
        '/can-bo/toi?ma=1&can=1#totp',
      );
    }
    // What is signed by deciding it: a reorganisation, a rating, an answer that only a head gives.
    const { services } = real;
    const ground = {
      title: 'Sắp xếp thử',
      number: '1/QĐ-UBND',
      issuer: 'UBND tỉnh',
      signer: 'Chủ tịch',
      on: dayInVietnam(services.clock()),
      effectiveOn: dayInVietnam(services.clock()),
    };
    const plan = await draft(services, await real.officer('quantri'), ground, newKey());
    await services.db.run(sql`update reorganisation set state = 'submitted' where id = ${plan}`);
    const { version } = await services.db.one<{ version: number }>(
      sql`select version from reorganisation where id = ${plan}`,
    );
    const approve = async () =>
      decideOn(services, await real.officer('quantri2'), plan, 'approve', { key: newKey(), version });
    await expect(approve()).rejects.toBeInstanceOf(SecondFactorFirst);
    await setTotp(services.db, await personIn(real, 'quantri2'), newTotp('quantri2').secret, null);
    await expect(approve()).rejects.not.toBeInstanceOf(SecondFactorFirst);
    await site.close();
    await real.close();
  });
});

describe('wrong passwords', () => {
  test('slow a name down and lock it never; a device that came in before does not wait for others', async () => {
    const by = await visitor(world, app);
    const sign = (password: string, cookies: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: '/dang-nhap',
        cookies,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ username: 'chutich', password }).toString(),
      });
    const first = await sign(samplePassword);
    const device = first.cookies.find((one) => one.name === '__Host-device')?.value ?? '';
    expect([first.statusCode, device.length > 20]).toEqual([303, true]);
    await Promise.all(Array.from({ length: 8 }, () => sign('sai mật khẩu này')));
    expect((await sign(samplePassword, { '__Host-device': device })).statusCode).toBe(303);
    expect((await sign(samplePassword)).statusCode).toBe(303);
    expect(by).toBeDefined();
  });

  test('an outside identity is not begun by a link', async () => {
    const by = await visitor(world, app, 'vanthu');
    expect((await by.get('/dang-nhap/ben-ngoai?lienket=1')).statusCode).toBe(405);
  });
});
