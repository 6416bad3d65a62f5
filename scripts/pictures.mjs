// Takes the pictures of README and handbook from a running sample locality (npm start in another window).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { root } from './prepare.mjs';

const base = process.argv[2] ?? 'http://localhost:3000';
const folder = join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: await sparticuz.executablePath(),
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ baseURL: base, viewport: { width: 1280, height: 800 } });
const take = (name) => page.screenshot({ path: join(folder, `${name}.png`) });

await page.goto('/');
await take('portal');
await page.goto('/so-lieu');
await take('figures');
await page.goto('/nop-don?loai=reflection');
await page.getByRole('button', { name: 'Tiếp tục' }).click();
await page.getByLabel('Tóm tắt trong một câu').fill('Đường Cao Văn Lầu ngập sâu sau mưa');
await page
  .getByLabel('Nội dung', { exact: true })
  .fill('Mỗi lần mưa lớn đường ngập 40 cm, học sinh phải lội nước.');
await page.getByRole('button', { name: 'Tiếp tục' }).click();
await page.getByRole('button', { name: 'Tiếp tục' }).click();
await page.getByRole('button', { name: 'Gửi đơn' }).click();
await page.waitForURL('**/bien-nhan');
await take('receipt');
await page.goto('/can-bo/viec');
await page.getByLabel('Tên đăng nhập').fill('chuyenvien');
await page.getByLabel('Mật khẩu').fill('gan-dan-thu-nghiem');
await page.getByRole('button', { name: 'Đăng nhập' }).click();
await page.waitForURL('**/can-bo/viec');
await take('inbox');
await page.locator('table a').nth(3).click();
await page.waitForLoadState();
await take('case');
await browser.close();
