import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../src/ground/access/session.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import { sql } from '../src/platform/database/database.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
const own = 'một câu dài mà chỉ mình biết';

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

async function enter(page: Page, username: string, password = samplePassword): Promise<void> {
  await page.goto('/dang-nhap');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(password);
  await button(page, 'Đăng nhập').click();
}

async function window_(scripts = false): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openWindow(browser, server.base, { width: 360, scripts });
  return { context, page: await context.newPage() };
}

describe('second factors', () => {
  test('an authenticator app is switched on, asked for, and each code and recovery code is good once', async () => {
    const { context, page } = await window_();
    await enter(page, 'vanthu');
    await page.waitForURL('**/can-bo/viec');
    await page.goto('/can-bo/toi?ma=1');
    const secret = (await page.locator('#totp .mono').textContent()) ?? '';
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => app.generate({ timestamp: world.services.clock().getTime() });
    await page.locator('#code').fill('000000');
    await button(page, 'Bật').click();
    await page.getByText('Mã không đúng. Hãy xem giờ của điện thoại và thử lại.').first().waitFor();
    expect(await page.locator('#totp .mono').textContent()).toBe(secret);
    await page.locator('#code').fill(code());
    await button(page, 'Bật').click();
    const codes = await page.locator('section.note ul li').allTextContents();
    expect(new Set(codes).size).toBe(10);
    await button(page, 'Đăng xuất').first().click();

    world.later(60_000);
    await enter(page, 'vanthu');
    await page.waitForURL('**/dang-nhap/ma');
    // Half a sign-in opens nothing.
    await page.goto('/can-bo/viec');
    expect(page.url()).toContain('/dang-nhap');
    await page.goto('/dang-nhap/ma');
    const used = code();
    await page.locator('#code').fill(used);
    await button(page, 'Đăng nhập').click();
    await page.waitForURL('**/can-bo/viec');
    await context.clearCookies();
    for (const [given, good] of [
      [used, false],
      [codes[0] ?? '', true],
      [codes[0] ?? '', false],
    ] as const) {
      await context.clearCookies();
      await enter(page, 'vanthu');
      await page.locator('#code').fill(given);
      await button(page, 'Đăng nhập').click();
      if (good) await page.waitForURL('**/can-bo/viec');
      else await page.getByText('Mã không đúng hoặc đã dùng.').first().waitFor();
    }
    await context.close();
  });

  test('a passkey is made and signs in by itself', async () => {
    const { context, page } = await window_(true);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await enter(page, 'thutruong');
    await page.waitForURL('**/can-bo/viec');
    await page.goto('/can-bo/toi');
    await page.locator('#passkey-name').fill('Máy ở cơ quan');
    await button(page, 'Thêm khóa truy cập').click();
    await page.waitForURL('**/can-bo/toi?xong');
    await page.getByText('Máy ở cơ quan').waitFor();
    await button(page, 'Đăng xuất').first().click();
    await page.goto('/dang-nhap');
    await button(page, 'Đăng nhập bằng khóa truy cập (passkey)').click();
    await page.waitForURL('**/can-bo/viec');
    await page.goto('/can-bo/toi');
    expect(await page.locator('table').textContent()).toContain('khóa truy cập');
    // From now on the password alone is not enough.
    await button(page, 'Đăng xuất').first().click();
    await enter(page, 'thutruong');
    await page.waitForURL('**/dang-nhap/ma');
    await context.close();
  });

  test('before a sealed matter the person proves again who they are', async () => {
    const { context, page } = await window_();
    await enter(page, 'giaiquyet');
    await page.waitForURL('**/can-bo/viec');
    const { id } = await world.services.db.one<{ id: string }>(sql`
      select petition_id as id from petition_count where kind = 'denunciation' limit 1`);
    world.later(16 * 60_000);
    await page.goto(`/can-bo/ho-so/${id}`);
    await page.waitForURL('**/can-bo/xac-nhan?**');
    await page.getByLabel('Mật khẩu').fill('không phải mật khẩu');
    await button(page, 'Xác nhận').click();
    await page.getByText('Mật khẩu không đúng.').first().waitFor();
    await page.getByLabel('Mật khẩu').fill(samplePassword);
    await button(page, 'Xác nhận').click();
    await page.waitForURL(`**/can-bo/ho-so/${id}`);
    await context.close();
  });
});

describe('an outside issuer', () => {
  test('is linked once, and then signs in; a stranger there is nobody here', async () => {
    const issuerServer = createServer();
    issuerServer.listen(0, '127.0.0.1');
    await once(issuerServer, 'listening');
    const { port } = issuerServer.address() as AddressInfo;
    const issuer = `http://localhost:${port}`;
    const other = await openWorld({
      template: 'sample',
      env: {
        GANDAN_OIDC_ISSUER: issuer,
        GANDAN_OIDC_CLIENT_ID: 'gandan',
        GANDAN_OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only-32-chars',
        GANDAN_OIDC_NAME: 'Tài khoản tỉnh',
      },
    });
    other.at(new Date());
    const { base, close } = await listen(other);
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'gandan',
          client_secret: 'a-secret-of-the-test-only-32-chars',
          redirect_uris: [`${base}/dang-nhap/ben-ngoai/ve`],
        },
      ],
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      cookies: { keys: ['test'] },
    });
    issuerServer.on('request', provider.callback());
    const context = await openWindow(browser, base, { width: 1280, scripts: false });
    const page = await context.newPage();
    const atIssuer = async (name: string) => {
      await page.locator('input[name="login"]').fill(name);
      await page.locator('input[name="password"]').fill('x');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
    };
    await page.goto('/dang-nhap');
    await page.getByRole('button', { name: 'Đăng nhập bằng Tài khoản tỉnh' }).click();
    await atIssuer('người lạ');
    await page.getByText('chưa được liên kết với cán bộ nào ở đây').first().waitFor();

    await context.clearCookies();
    await enter(page, 'chuyenvien');
    await page.waitForURL('**/can-bo/viec');
    await page.goto('/can-bo/toi');
    await page.getByRole('button', { name: 'Liên kết với Tài khoản tỉnh' }).click();
    await atIssuer('can-bo-7');
    await page.getByText(`Đã liên kết với ${issuer}.`).waitFor();

    await context.clearCookies();
    await page.goto('/dang-nhap');
    await page.getByRole('button', { name: 'Đăng nhập bằng Tài khoản tỉnh' }).click();
    await atIssuer('can-bo-7');
    await page.waitForURL('**/can-bo/viec');
    // An answer that was begun elsewhere is refused.
    await context.clearCookies();
    await page.goto('/dang-nhap/ben-ngoai/ve?code=x&state=y');
    await page.getByText('Phiên đăng nhập đã quá lâu').first().waitFor();
    await context.close();
    await close();
    await other.close();
    issuerServer.close();
    issuerServer.closeAllConnections();
  });
});

describe('people come, stand in and leave', () => {
  test('invited, set up by a one-time link, and gone at once when they leave', async () => {
    world.at('2026-11-24T02:00:00Z');
    const admin = await window_();
    await come(world, admin.context, 'quantri');
    await admin.page.goto('/can-bo/nhan-su');
    await admin.page.getByLabel('Họ và tên').fill('Lê Thị Mẫu');
    await admin.page.getByLabel('Tên đăng nhập', { exact: true }).fill('Mau Le');
    await admin.page.getByLabel('Đơn vị (khi là vị trí mới)').selectOption({ label: 'UBND Phường Bạc Liêu' });
    await button(admin.page, 'Thêm').click();
    await admin.page.getByText('Tên đăng nhập chỉ gồm').first().waitFor();
    expect(await admin.page.getByLabel('Họ và tên').inputValue()).toBe('Lê Thị Mẫu');
    await admin.page.getByLabel('Tên đăng nhập', { exact: true }).fill('mau.le');
    await button(admin.page, 'Thêm').click();
    const link = new URL((await admin.page.locator('.code').textContent()) ?? '').pathname;

    const person = await window_();
    await person.page.goto(link);
    await person.page.getByLabel('Mật khẩu mới').fill('ngắn');
    await person.page.getByLabel('Nhập lại mật khẩu').fill('ngắn');
    await button(person.page, 'Đặt mật khẩu và đăng nhập').click();
    await person.page.getByText('Mật khẩu cần ít nhất 12 ký tự.').first().waitFor();
    await person.page.getByLabel('Mật khẩu mới').fill(own);
    await person.page.getByLabel('Nhập lại mật khẩu').fill(own);
    await button(person.page, 'Đặt mật khẩu và đăng nhập').click();
    await person.page.waitForURL('**/can-bo/toi');
    await person.page.getByText('UBND Phường Bạc Liêu').first().waitFor();
    const again = await window_();
    expect((await again.page.goto(link))?.status()).toBe(410);

    // The head assigns a case to the newcomer, who then leaves.
    const head = await world.officer('bantiepdan');
    const rows = await world.services.db.rows<{ id: string }>(sql`
      select petition.id from petition join unit on unit.id = unit_id
      where unit.code = 'phuong-bac-lieu' and state = 'accepted' and kind <> 'denunciation' limit 1`);
    expect(head.role).toBe('head');
    const post = await world.services.db.one<{ id: string }>(sql`
      select post_id as id from holding join account on account.person_id = holding.person_id where username = 'mau.le'`);
    await world.services.db.run(
      sql`update duty set responsible_post = ${post.id} where subject_id = ${rows[0]?.id}`,
    );
    await person.page.goto('/can-bo/viec?cua=toi');
    expect(await person.page.locator('tbody tr').count()).toBeGreaterThan(0);

    await admin.page.goto('/can-bo/nhan-su?tim=mau.le');
    await admin.page.getByRole('link', { name: 'Lê Thị Mẫu' }).click();
    await admin.page.getByText('Nghỉ việc, chuyển đi').click();
    await button(admin.page, 'Ghi nhận nghỉ việc').click();
    await admin.page.getByText('Đã ghi nhận.').waitFor();
    await person.page.goto('/can-bo/viec');
    expect(person.page.url()).toContain('/dang-nhap');
    await enter(person.page, 'mau.le', own);
    await person.page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').first().waitFor();
    // Its duty is the head's until it is assigned anew.
    const ofHead = await world.services.db.rows<{ subject_id: string }>(sql`
      select subject_id from duty where responsible_post = ${post.id} and ended is null and not exists (
        select from holding where post_id = duty.responsible_post and valid @> '2026-11-24'::date)`);
    expect(ofHead.map((row) => row.subject_id)).toContain(rows[0]?.id);
    for (const one of [admin, person, again]) await one.context.close();
  });

  test('a stand-in acts in the post while the delegation lasts, and the record names the post', async () => {
    world.at('2026-11-25T02:00:00Z');
    const giver = await window_();
    await come(world, giver.context, 'thutruong');
    await giver.page.goto('/can-bo/uy-quyen');
    // A person is chosen from a list, never guessed by a user name.
    const { name } = await world.services.db.one<{ name: string }>(sql`
      select person.name from person join account on account.person_id = person.id where username = 'chuyenvien'`);
    const receivers = giver.page.getByLabel('Người nhận');
    const offered = await receivers.locator('option').allTextContents();
    await receivers.selectOption({ label: offered.find((one) => one.startsWith(name)) ?? '' });
    await giver.page.getByLabel('Đến hết ngày').fill('26/11/2026');
    await giver.page.getByLabel('Căn cứ, lý do').fill('Đi công tác, Quyết định 12/QĐ');
    await button(giver.page, 'Giao').click();
    await giver.page.getByText('Đã ghi nhận.').waitFor();

    const receiver = await window_();
    await come(world, receiver.context, 'chuyenvien');
    await receiver.page.goto('/can-bo/toi');
    await button(
      receiver.page,
      /Làm việc ở vị trí này: (Chủ tịch|Phó Chủ tịch|Thủ trưởng).*Phường Bạc Liêu/,
    ).click();
    await receiver.page.getByText('Đã ghi nhận.').waitFor();
    const cookie =
      (await receiver.context.cookies()).find((one) => one.name.endsWith('session'))?.value ?? '';
    const { db, clock } = world.services;
    const acting = await readSession(db, cookie, clock());
    expect(acting).toMatchObject({ unitCode: 'phuong-bac-lieu', handlesDenunciations: false });
    expect(['head', 'chair']).toContain(acting?.role);
    // A named handler is a person: the stand-in sees no denunciation.
    await receiver.page.goto('/can-bo/ho-so?loai=denunciation');
    expect(await receiver.page.locator('tbody tr').count()).toBe(0);
    await receiver.page.goto('/can-bo/uy-quyen');
    expect(await button(receiver.page, 'Giao').count()).toBe(0);

    // Midnight in Bạc Liêu on 26 November: from then on the own post again, without being asked.
    world.at('2026-11-26T16:55:00Z');
    await come(world, receiver.context, 'chuyenvien');
    await receiver.page.goto('/can-bo/toi');
    await button(receiver.page, /Làm việc ở vị trí này: (Chủ tịch|Phó Chủ tịch|Thủ trưởng)/).click();
    await receiver.page.getByText('Đã ghi nhận.').waitFor();
    world.at('2026-11-26T17:05:00Z');
    await receiver.page.goto('/can-bo/toi');
    expect(await receiver.page.locator('header').textContent()).toContain('Chuyên viên');
    expect(await button(receiver.page, /Làm việc ở vị trí này/).count()).toBe(0);
    for (const one of [giver, receiver]) await one.context.close();
  });
});
