import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { campaignPaths as to } from '../src/parts/campaigns/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

// Forms entered in the field, where the line comes and goes: what systems of this kind are known to get wrong.

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
let device: BrowserContext;
let work: string;
let photo: Buffer;

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
  work = (
    await world.services.db.one<{ id: string }>(
      sql`select id from community_work where state = 'building' limit 1`,
    )
  ).id;
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#486' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});
beforeEach(async () => {
  device = await openWindow(browser, server.base, { width: 360, scripts: true });
  await come(world, device, 'thutruong');
});
afterEach(() => device.close());

const desk = () => to.deskWork(work);
const gifts = async (prefix: string) =>
  (
    await world.services.db.rows<{ giver: string }>(sql`
      select giver from work_contribution where work_id = ${work} and giver like ${`${prefix}%`} order by number`)
  ).map((row) => row.giver);
const waiting = (page: Page) => page.locator('[data-queue-note]');

async function open(): Promise<Page> {
  const page = await device.newPage();
  await page.goto(desk());
  return page;
}

/** Enters a contribution as somebody does with a telephone at a door. */
async function give(page: Page, giver: string, onDay = '23/11/2026'): Promise<void> {
  const form = page.locator('form[action$="/gop"]');
  if (!(await form.isVisible())) await page.getByText('Ghi khoản góp', { exact: true }).first().click();
  await form.getByLabel('Tiền (đồng)').check();
  await form.getByLabel('Bao nhiêu').fill('50000');
  await form.getByLabel('Người, hộ góp').fill(giver);
  await form.getByLabel('Ngày nhận').fill(onDay);
  await form.getByRole('button').click();
}
const offline = async (page: Page, giver: string) => {
  await give(page, giver);
  await page.locator('[data-queue-kept]:not([hidden])').waitFor();
  // The form is free for the next: nobody types faster than that.
  await expect
    .poll(() => page.locator('form[action$="/gop"]').getByLabel('Người, hộ góp').inputValue())
    .toBe('');
};

test('the answer was lost, the entry was not: sent again, it is one', async () => {
  const page = await open();
  let lost = 0;
  await page.route('**/gop', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    // The server hears it; the telephone does not hear the server.
    await route.fetch({ maxRedirects: 0 });
    return route.abort('connectionreset');
  });
  await offline(page, 'Mất trả lời');
  await waiting(page).waitFor({ state: 'hidden', timeout: 15_000 });
  expect(lost).toBe(1);
  expect(await gifts('Mất trả lời')).toHaveLength(1);
});

test('the page is loaded again, the telephone goes off: what waits still waits, and goes', async () => {
  const page = await open();
  await device.setOffline(true);
  await offline(page, 'Tắt máy');
  await page.close();
  await device.setOffline(false);
  const next = await open();
  await waiting(next).waitFor({ state: 'hidden' });
  await expect.poll(() => gifts('Tắt máy')).toHaveLength(1);
});

test('more than ten wait: all go, each once, in the order in which they were entered', async () => {
  const page = await open();
  await device.setOffline(true);
  const names = Array.from({ length: 12 }, (_, at) => `Nhiều ${String(at).padStart(2, '0')}`);
  for (const name of names) await offline(page, name);
  await page.getByText('12 mục đang lưu').waitFor();
  await device.setOffline(false);
  await waiting(page).waitFor({ state: 'hidden', timeout: 15_000 });
  expect(await gifts('Nhiều')).toEqual(names);
});

test('something new is entered while the others are on their way: it lines up behind them', async () => {
  const page = await open();
  await device.setOffline(true);
  await offline(page, 'Hàng 1');
  await offline(page, 'Hàng 2');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let first = true;
  await page.route('**/gop', async (route) => {
    if (first) {
      first = false;
      await held;
    }
    return route.continue();
  });
  await device.setOffline(false);
  await offline(page, 'Hàng 3');
  expect(await gifts('Hàng')).toEqual([]);
  release();
  await waiting(page).waitFor({ state: 'hidden', timeout: 15_000 });
  expect(await gifts('Hàng')).toEqual(['Hàng 1', 'Hàng 2', 'Hàng 3']);
});

test('one that the server refuses holds nobody up, and comes back to be put right', async () => {
  const page = await open();
  await device.setOffline(true);
  await give(page, 'Sai ngày', '01/01/2030');
  await page.locator('[data-queue-kept]:not([hidden])').waitFor();
  await offline(page, 'Đúng ngày');
  await device.setOffline(false);
  await expect.poll(() => gifts('Đúng ngày'), { timeout: 15_000 }).toHaveLength(1);
  const form = page.locator('form[action$="/gop"]');
  await expect.poll(() => form.getByLabel('Người, hộ góp').inputValue()).toBe('Sai ngày');
  await form.getByLabel('Ngày nhận').fill('23/11/2026');
  await form.getByRole('button').click();
  await expect.poll(() => gifts('Sai ngày'), { timeout: 15_000 }).toHaveLength(1);
});

test('what comes back is put where it was typed: of several forms into its own, with its ticks', async () => {
  const page = await open();
  await device.setOffline(true);
  const form = page.locator('form[action$="/gop"]');
  await page.getByText('Ghi khoản góp', { exact: true }).first().click();
  await form.getByLabel('Không nêu tên khi công khai').check();
  await give(page, 'Giấu tên', '01/01/2030');
  await page.locator('[data-queue-kept]:not([hidden])').waitFor();
  await device.setOffline(false);
  await expect
    .poll(() => form.getByLabel('Người, hộ góp').inputValue(), { timeout: 15_000 })
    .toBe('Giấu tên');
  expect(await form.getByLabel('Không nêu tên khi công khai').isChecked()).toBe(true);

  // A launch has the same form for each of its tasks.
  const { launch, first, second } = await world.services.db.one<
    Record<'launch' | 'first' | 'second', string>
  >(sql`
    with added as (
      insert into launch_task (id, launch_id, what, place, squad, planned)
      select gen_random_uuid(), id, 'Việc thử ' || number, 'Khóm 1', 'Đoàn', 5 from launch, generate_series(1, 2) number
      where state = 'announced' returning id, launch_id, what)
    select min(launch_id::text) as launch, min(id::text) filter (where what = 'Việc thử 1') as first,
      min(id::text) filter (where what = 'Việc thử 2') as second from added`);
  await world.services.db.run(sql`update launch set on_day = '2026-11-23' where id = ${launch}`);
  await page.goto(to.deskLaunch(launch));
  await device.setOffline(true);
  await page.locator('summary', { hasText: 'Ghi kết quả: Việc thử 2' }).click();
  const result = (id: string) => page.locator(`form:has(input[name="target"][value="${id}"])`);
  await result(second).getByLabel('Số người đã đến').fill('sáu');
  await result(second).getByLabel('Tính bằng').fill('tấn rác');
  await result(second).getByLabel('Làm được bao nhiêu').fill('1');
  await result(second).getByRole('button', { name: 'Ghi kết quả' }).click();
  await page.locator('[data-queue-kept]:not([hidden])').waitFor();
  await device.setOffline(false);
  await expect
    .poll(() => result(second).getByLabel('Số người đã đến').inputValue(), { timeout: 15_000 })
    .toBe('sáu');
  expect(await result(second).getByLabel('Tính bằng').inputValue()).toBe('tấn rác');
  expect(await result(first).getByLabel('Số người đã đến').inputValue()).toBe('');
});

test('a request that hangs for ever is not lost with its page', async () => {
  const page = await open();
  await page.route('**/gop', () => new Promise(() => {}));
  await give(page, 'Treo');
  await expect
    .poll(() => page.evaluate(() => navigator.locks.query().then((all) => all.held?.length)))
    .toBe(1);
  await page.close();
  const next = await open();
  await expect.poll(() => gifts('Treo'), { timeout: 15_000 }).toHaveLength(1);
  await waiting(next).waitFor({ state: 'hidden' });
});

test('the next is typed while the first hangs: both arrive', async () => {
  const page = await open();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/gop', async (route) => {
    await held;
    // Its page may have let go of it.
    await route.abort('timedout').catch(() => {});
  });
  await give(page, 'Treo trước');
  await give(page, 'Treo trước');
  await give(page, 'Treo sau');
  await waiting(page).waitFor({ state: 'visible' });
  await page.unroute('**/gop');
  release();
  await expect.poll(() => gifts('Treo'), { timeout: 20_000 }).toContain('Treo sau');
  expect((await gifts('Treo trước')).length).toBe(1);
});

test('the server is away for a while: kept, and sent when it is back', async () => {
  const page = await open();
  let away = true;
  await page.route('**/gop', (route) =>
    away ? route.fulfill({ status: 503, body: 'away' }) : route.continue(),
  );
  await offline(page, 'Máy chủ nghỉ');
  away = false;
  await waiting(page).waitFor({ state: 'hidden', timeout: 15_000 });
  expect(await gifts('Máy chủ nghỉ')).toHaveLength(1);
});

test('pictures wait with what they show', async () => {
  const page = await open();
  await device.setOffline(true);
  await page.getByText('Ghi tiến độ, ảnh', { exact: true }).first().click();
  const form = page.locator('form[action$="/tien-do"]');
  await form.getByLabel('Ngày', { exact: true }).fill('23/11/2026');
  await form.getByLabel('Đã làm đến đâu').fill('Đã dựng trụ đèn');
  await form.getByLabel('Chụp tại điểm').fill('Đầu hẻm 12');
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: 'tru.jpg', mimeType: 'image/jpeg', buffer: photo });
  await form.getByLabel('Ảnh cho thấy gì').fill('Trụ đèn mới');
  await form.getByRole('button', { name: 'Ghi tiến độ' }).click();
  await page.locator('[data-queue-kept]:not([hidden])').waitFor();
  await page.reload().catch(() => {});
  await device.setOffline(false);
  const next = await open();
  await waiting(next).waitFor({ state: 'hidden', timeout: 15_000 });
  const rows = () =>
    world.services.db.rows(
      sql`select from campaign_photo where subject_id = ${work} and spot = 'Đầu hẻm 12'`,
    );
  await expect.poll(rows, { timeout: 15_000 }).toHaveLength(1);
});

test('two pages of one device come back together: nothing goes twice', async () => {
  const [one, two] = [await open(), await open()];
  await device.setOffline(true);
  await offline(one, 'Hai trang 1');
  await offline(two, 'Hai trang 2');
  await device.setOffline(false);
  await expect.poll(() => gifts('Hai trang'), { timeout: 15_000 }).toHaveLength(2);
  await waiting(one).waitFor({ state: 'hidden', timeout: 15_000 });
  expect(await gifts('Hai trang')).toEqual(['Hai trang 1', 'Hai trang 2']);
});

test('signed out meanwhile: it waits for its person, and goes under nobody else’s name', async () => {
  const page = await open();
  await device.setOffline(true);
  await offline(page, 'Đổi người');
  await device.clearCookies();
  await device.setOffline(false);
  // Signed out: the try leads to the sign-in page, and the entry stays.
  await page.waitForResponse((answer) => answer.url().includes('/dang-nhap'));
  expect(await gifts('Đổi người')).toEqual([]);
  await page.close();
  // Somebody else of the same unit signs in on this device.
  await come(world, device, 'chuyenvien');
  const other = await open();
  await other.waitForLoadState('networkidle');
  expect(await waiting(other).isHidden()).toBe(true);
  expect(await gifts('Đổi người')).toEqual([]);
  await other.close();
  await device.clearCookies();
  await come(world, device, 'thutruong');
  const again = await open();
  await expect.poll(() => gifts('Đổi người'), { timeout: 15_000 }).toHaveLength(1);
  await waiting(again).waitFor({ state: 'hidden' });
});

test('where nothing can be stored, the form is sent as any form is', async () => {
  const page = await device.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      value: {
        open() {
          const request = {} as IDBOpenDBRequest;
          setTimeout(() => request.onerror?.(new Event('error')), 0);
          return request;
        },
      },
    });
  });
  await page.goto(desk());
  await give(page, 'Không kho');
  await expect.poll(() => gifts('Không kho'), { timeout: 15_000 }).toHaveLength(1);
});
