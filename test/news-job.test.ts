import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recompute } from '../src/cli/recompute.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import { listen, openBrowser, openWindow } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
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

const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};
const step = async (page: Page, name: string, fields: Record<string, string> = {}) => {
  const form = page.locator(`#step-${name}`);
  await form.locator('> summary').click();
  for (const [field, value] of Object.entries(fields)) await form.locator(`[name=${field}]`).fill(value);
  const sure = form.locator(`[name="${name}-sure"]`);
  if ((await sure.count()) > 0) await sure.check();
  await form.locator('button[type=submit]').last().click();
  await page.getByText('Đã ghi nhận.').waitFor();
};

test.each([
  { width: 360, scripts: false },
  { width: 1280, scripts: true },
])(
  'written, bound, checked, published, spoken of, answered, at $width px, scripts: $scripts',
  async (how) => {
    const title = `Mười tháng giữ lời với dân ${how.width}`;
    const asked = `Bài chưa nêu tên dự án ${how.width}`;
    const signedIn = async (username: string) => {
      const page = await (await openWindow(browser, server.base, how)).newPage();
      await page.goto('/can-bo/tin');
      await page.getByLabel('Tên đăng nhập').fill(username);
      await page.getByLabel('Mật khẩu').fill(samplePassword);
      await press(page, 'Đăng nhập');
      await page.goto('/can-bo/tin');
      return page;
    };

    const writer = await signedIn('giaiquyet');
    await writer.getByRole('link', { name: 'Viết bài' }).click();
    await writer.locator('#title').fill(title);
    await writer.locator('#lead').fill('Từ tháng 1 đến tháng 10.');
    await writer.locator('#body').fill('Có 22/32 dự án hoàn thành, đạt trên 70%. Trả lời đúng hạn');
    // While one writes, or, without scripts, when it is asked.
    if (!how.scripts) await press(writer, 'Kiểm con số trong bài');
    await writer.locator('#remarks').getByText('68,75%').waitFor();
    await writer.getByText('Chèn số liệu').click();
    await writer.locator('#figure').selectOption({ label: 'Trả lời đúng hạn, của đơn nhận trong kỳ' });
    await writer.locator('#from').fill('01/2026');
    await writer.locator('#to').fill('10/2026');
    await press(writer, 'Chèn vào cuối bài');
    await press(writer, 'Lưu');
    await writer.getByText('22/32 là 68,75%').waitFor();
    await press(writer, 'Trình người khác duyệt');

    const head = await signedIn('bantiepdan');
    await head.getByRole('link', { name: title }).click();
    await press(head, 'Đăng');
    await head.getByRole('alert').waitFor();
    await head.locator('#dang-sure').check();
    await press(head, 'Đăng');
    await head.getByRole('alert').waitFor();
    await head.locator('#dang-failingWhy').fill('Trích nguyên văn.');
    await press(head, 'Đăng');
    await head.getByText('đã đăng', { exact: true }).waitFor();

    const reader = await (await openWindow(browser, server.base, how)).newPage();
    await reader.goto('/');
    await reader.getByRole('link', { name: title }).click();
    const read = (await reader.locator('article').textContent()) ?? '';
    expect(read).toMatch(/Trả lời đúng hạn [\d,]+% \([\d.]+\/[\d.]+\)/);
    const article = new URL(reader.url()).pathname;
    // Anybody arrives at its numbers over the network, with nothing but what is public.
    await world.services.publication.flush();
    const said: string[] = [];
    await recompute(`${server.base}${article}.json`, {}, (line) => said.push(line));
    expect(said.join('\n')).toMatch(/petitions-answeredOnTime: agrees; recomputed [1-9]/);

    const mail = await reader.getByRole('link', { name: 'Gửi bằng e-mail' }).getAttribute('href');
    expect(decodeURIComponent(mail ?? '')).toContain(article);

    await reader.getByRole('link', { name: 'Phản hồi về bài này' }).click();
    await press(reader, 'Tiếp tục');
    await reader.locator('#title').fill(asked);
    await reader.locator('#body').fill('Xin cho biết tên 22 dự án đã hoàn thành.');
    await reader.getByLabel('Có', { exact: true }).check();
    await press(reader, 'Tiếp tục');
    await press(reader, 'Tiếp tục');
    await press(reader, 'Gửi đơn');
    await reader.waitForURL('**/bien-nhan');

    const open = async (page: Page) => {
      await page.goto(`/can-bo/ho-so?tim=${encodeURIComponent(asked)}`);
      await page.getByRole('link', { name: asked }).click();
    };
    await open(writer);
    await writer.getByRole('link', { name: article }).waitFor();
    await step(writer, 'accept');
    await step(writer, 'draft', { text: 'Danh sách 22 dự án đã niêm yết tại trụ sở.' });
    await step(writer, 'send');
    await step(writer, 'propose', { publicTitle: asked, publicText: 'Danh sách đã niêm yết.' });
    await open(head);
    await step(head, 'publish');

    world.services.cache.clear();
    await reader.goto(article);
    await reader.getByRole('link', { name: asked }).click();
    await reader.getByText('Danh sách đã niêm yết.').waitFor();
    for (const page of [writer, head, reader]) await page.context().close();
  },
);
