import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyReceipt } from '../src/ground/record/receipt.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import { sql } from '../src/platform/database/database.ts';
import { listen, openBrowser, openWindow, scratch } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
let photo: string;

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
  photo = join(scratch(), 'ảnh hiện trường.png');
  writeFileSync(
    photo,
    await sharp({ create: { width: 30, height: 30, channels: 3, background: '#888' } })
      .png()
      .toBuffer(),
  );
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const next = (page: Page) => button(page, 'Tiếp tục').click();

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto('/can-bo/viec');
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(samplePassword);
  await button(page, 'Đăng nhập').click();
  await page.waitForURL('**/can-bo/viec');
}

/** Opens a step's form on the case page, fills it, sends it. */
async function take(
  page: Page,
  step: string,
  name: string,
  fields: Record<string, string> = {},
): Promise<void> {
  const form = page.locator(`#step-${step}`);
  await form.locator('> summary').click();
  for (const [field, value] of Object.entries(fields)) {
    const input = form.locator(`[name="${field}"]`);
    if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
  // What the sender is told stays: it is asked about first.
  const sure = form.locator(`[name="${step}-sure"]`);
  if ((await sure.count()) > 0) {
    await form.getByRole('button', { name }).click();
    await page.getByRole('alert').getByText('đánh dấu ở đây nếu đã chắc chắn').waitFor();
    await sure.check();
  }
  await form.getByRole('button', { name }).click();
  await page.getByText('Đã ghi nhận.').waitFor();
}

/** No sideways scrolling: everything fits the window. */
async function fits(page: Page): Promise<void> {
  await page.waitForLoadState();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

describe.each([
  { width: 360, scripts: false },
  { width: 1280, scripts: true },
])('the main job at $width px, scripts: $scripts', ({ width, scripts }) => {
  const title = `Cầu khỉ gãy ở Ấp Công Điền ${width}`;

  test('a petition is handed in, answered, rated, published and counted', async () => {
    const citizen = await openWindow(browser, server.base, { width, scripts });
    const page = await citizen.newPage();
    await page.goto('/');
    await page.getByRole('link', { name: 'Nộp đơn, phản ánh' }).click();
    await next(page);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /Hãy chọn một trong các mục/ })
      .waitFor();
    await page.getByLabel('Phản ánh', { exact: true }).check();
    await next(page);
    await page.getByLabel('Tóm tắt trong một câu').fill(title);
    await page.getByLabel('Xảy ra ngày nào?').fill('31/02/2026');
    await page.locator('#files').setInputFiles(photo);
    await next(page);
    // Wrong and missing fields come back with everything typed, and the photo is already taken.
    await fits(page);
    expect(await page.getByRole('alert').getByRole('listitem').allTextContents()).toEqual([
      'Nội dung: Hãy điền mục này.',
      'Xảy ra ngày nào?: Ngày không đúng. Viết như 23/11/2026.',
    ]);
    expect(await page.getByLabel('Tóm tắt trong một câu').inputValue()).toBe(title);
    await page.getByText('ảnh hiện trường.jpg').waitFor();
    await page
      .getByLabel('Nội dung', { exact: true })
      .fill('Cầu gãy từ hôm qua, học sinh phải đi vòng ba cây số.');
    await page.getByLabel('Xảy ra ngày nào?').fill('22/11/2026');
    await page.locator('#placeUnit').selectOption({ label: 'UBND Phường Bạc Liêu' });
    await next(page);
    await page.getByLabel('E-mail').fill('dan@example.com');
    await next(page);
    await page.getByRole('heading', { name: 'Kiểm tra lại trước khi gửi' }).waitFor();
    await button(page, 'Sửa Xảy ra ở đâu?').click();
    await page.getByLabel('Ấp, khóm').fill('Khóm 5');
    await next(page);
    await next(page);
    await fits(page);
    if (scripts)
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('[name=solution]')?.value !== '',
      );
    await button(page, 'Gửi đơn').click();
    await page.waitForURL('**/bien-nhan');
    await fits(page);
    // A button that needs a script is there only with scripts.
    expect(await page.locator('[data-print]').isVisible()).toBe(scripts);

    const code = (await page.locator('.code').textContent())?.trim() ?? '';
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await page.locator('main').textContent()).toContain('03/12/2026');
    const receipt = await (await citizen.request.get('/theo-doi/bien-nhan.json')).json();
    expect(verifyReceipt(receipt, world.services.record.verifyingKey)).toMatchObject({ ok: true });
    // Back and sending again is the same petition, with the same code.
    await page.goBack();
    await button(page, 'Gửi đơn').click();
    await page.waitForURL('**/bien-nhan');
    expect(await page.locator('.code').textContent()).toContain(code);
    const { count } = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from petition where title = ${title}`,
    );
    expect(count).toBe(1);

    if (scripts) {
      const file = join(scratch(), 'bien-nhan.json');
      writeFileSync(file, JSON.stringify(receipt));
      await page.goto('/kiem-tra');
      // The check must not ask the server: it runs with the line cut.
      await citizen.setOffline(true);
      await page.locator('#receipt').setInputFiles(file);
      await button(page, 'Kiểm tra').click();
      await page.getByText('Đúng. Đơn này có trong sổ').waitFor();
      writeFileSync(
        file,
        JSON.stringify({ ...receipt, event: { ...receipt.event, at: '2026-01-01T00:00:00.000Z' } }),
      );
      await page.locator('#receipt').setInputFiles(file);
      await button(page, 'Kiểm tra').click();
      await page.getByText('Mục này không có trong sổ đã ký.').waitFor();
      await citizen.setOffline(false);
    }

    const desk = await openWindow(browser, server.base, { width, scripts });
    const work = await desk.newPage();
    await signIn(work, 'chuyenvien');
    await fits(work);
    await work.getByLabel('Tìm hồ sơ theo từ').fill('cau khi gay cong dien');
    await button(work, 'Lọc').click();
    await work.getByRole('link', { name: title }).click();
    await fits(work);
    await take(work, 'classify', 'Phân loại lại', { kind: 'reflection', topic: 'roads' });
    await take(work, 'accept', 'Thụ lý');
    await take(work, 'ask', 'Hỏi người gửi', { text: 'Cầu còn đi bộ được không?' });

    await page.goto('/theo-doi');
    await page.getByLabel('Mã theo dõi').fill(code.toLowerCase().replaceAll('-', ' '));
    await button(page, 'Mở hồ sơ').click();
    await page.getByText('Cầu còn đi bộ được không?').waitFor();
    await page.locator('summary', { hasText: 'Trả lời câu hỏi' }).click();
    await page.locator('#reply-text').fill('Đi bộ cũng nguy hiểm.');
    await button(page, 'Trả lời câu hỏi').click();
    await page.getByText('Đi bộ cũng nguy hiểm.').waitFor();
    await fits(page);

    await work.reload();
    await work.getByText('Đi bộ cũng nguy hiểm.').waitFor();
    await take(work, 'draft', 'Soạn dự thảo trả lời', { text: 'Đã bắc cầu tạm trong hai ngày.' });
    await take(work, 'send', 'Gửi trả lời');
    await take(work, 'propose', 'Đề xuất công khai', {
      publicTitle: `${title} (công khai)`,
      publicText: 'Cầu đã được bắc tạm sau hai ngày.',
    });
    await signOutAndIn(work, 'thutruong');
    await work.goto('/can-bo/ho-so?tim=cau+khi+gay');
    await work.getByRole('link', { name: title }).click();
    await take(work, 'publish', 'Duyệt công khai');

    await page.reload();
    await page.getByText('Đã bắc cầu tạm trong hai ngày.').waitFor();
    await page.getByLabel('Có', { exact: true }).check();
    await button(page, 'Đánh giá').click();
    await page.getByText('Quý vị đã cho biết: hài lòng.').waitFor();

    await page.goto(`/ho-so?tim=${encodeURIComponent('cau khi gay')}`);
    await page.getByRole('link', { name: `${title} (công khai)` }).click();
    await fits(page);
    const shown = (await page.locator('main').textContent()) ?? '';
    expect(shown).toContain('Cầu đã được bắc tạm');
    expect(shown).not.toContain('dan@example.com');
    await page.goto('/so-lieu');
    await page.locator('table').waitFor();
    await fits(page);
    await page.locator('tbody a').first().click();
    await page.getByRole('heading', { name: /Các vụ việc đứng sau/ }).waitFor();

    await citizen.close();
    await desk.close();
  });
});

async function signOutAndIn(page: Page, username: string): Promise<void> {
  await button(page, 'Đăng xuất').click();
  await page.waitForURL('**/');
  await signIn(page, username);
}

test('a denunciation: its handler sees it, opens the identity with a reason, nobody else finds it', async () => {
  const window = await openWindow(browser, server.base, { width: 1280, scripts: false });
  const page = await window.newPage();
  await page.goto('/nop-don?loai=denunciation');
  await next(page);
  await page.getByLabel('Tóm tắt trong một câu').fill('Tố cáo nhận tiền khi cấp giấy phép');
  await page
    .getByLabel('Nội dung', { exact: true })
    .fill('Một cán bộ nhận tiền để cấp giấy phép nhanh, có người chứng kiến.');
  await page.getByLabel('Người bị tố cáo là ai?').fill('Ông X, cán bộ phường');
  await next(page);
  await next(page);
  expect(await page.getByRole('alert').getByRole('listitem').allTextContents()).toEqual([
    'Họ và tên: Hãy điền mục này.',
    'Địa chỉ: Hãy điền mục này.',
  ]);
  await page.getByLabel('Họ và tên').fill('Lê Thị Kín');
  await page.getByLabel('Địa chỉ').fill('Khóm 1, Phường 2');
  await next(page);
  await button(page, 'Gửi đơn').click();
  await page.waitForURL('**/bien-nhan');

  await signIn(page, 'chutich');
  await page.goto('/can-bo/ho-so?loai=denunciation');
  await page.getByText('Không có hồ sơ nào khớp.').waitFor();
  await signOutAndIn(page, 'giaiquyet');
  await page.goto('/can-bo/ho-so?loai=denunciation');
  await page.getByRole('link', { name: 'Tố cáo nhận tiền khi cấp giấy phép' }).click();
  expect(await page.locator('main').textContent()).not.toContain('Lê Thị Kín');
  const address = page.url();
  await page.locator('summary', { hasText: 'Xin mở danh tính' }).click();
  await button(page, 'Xin mở danh tính').click();
  await page.getByRole('alert').getByText('Hãy ghi lý do.').waitFor();
  await page.locator('#reason').fill('Mời làm việc để xác minh');
  await button(page, 'Xin mở danh tính').click();
  await page.getByText('Bạn đã xin mở.').waitFor();

  await signOutAndIn(page, 'bantiepdan');
  await page.goto(address);
  await page.getByText('Mời làm việc để xác minh').first().waitFor();
  await button(page, 'Đồng ý mở').click();

  await signOutAndIn(page, 'giaiquyet');
  await page.goto(address);
  await page.locator('#open-password').fill('sai mật khẩu');
  await button(page, 'Mở danh tính').click();
  await page.getByRole('alert').getByText('Mật khẩu không đúng').waitFor();
  await page.locator('#open-password').fill(samplePassword);
  await button(page, 'Mở danh tính').click();
  await page.getByText('Lê Thị Kín').waitFor();
  await page.goto(address);
  await page.getByText('Đã được đồng ý.').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('Lê Thị Kín');
  await window.close();
});
