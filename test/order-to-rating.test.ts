import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database/database.ts';
import { come, listen, openBrowser, openWindow, scratch } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
let photo: string;

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
  photo = join(scratch(), 'biên bản.png');
  const picture = sharp({ create: { width: 30, height: 30, channels: 3, background: '#888' } });
  writeFileSync(photo, await picture.png().toBuffer());
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

/** Unfolds a form, fills it, sends it. */
async function fold(
  page: Page,
  name: string,
  fields: Record<string, string> = {},
  file?: string,
): Promise<void> {
  const details = page.locator('main details', { has: page.getByText(name, { exact: true }) }).first();
  if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open)))
    await details.locator('> summary').click();
  for (const [field, value] of Object.entries(fields)) {
    const input = details.locator(`[name="${field}"]`);
    if ((await input.getAttribute('type')) === 'checkbox') await input.check();
    else if ((await input.evaluate((element) => element.tagName)) === 'SELECT')
      await input.selectOption(value);
    else await input.fill(value);
  }
  if (file) await details.locator('input[type=file]').setInputFiles(file);
  await details.getByRole('button', { name, exact: true }).click();
  await page.getByText('Đã lưu.').waitFor();
}

const shareOf = async (page: Page, commitment: string): Promise<string> => {
  await page.goto(commitment);
  const text = await page.locator('main section', { hasText: 'Hoàn thành đúng hạn nhiệm vụ' }).innerText();
  return /\((\d+\/\d+)\)/.exec(text)?.[1] ?? '';
};

describe.each([
  { width: 360, scripts: false, due: '29/11/2026', day: '2026-11-29' },
  { width: 1280, scripts: true, due: '30/12/2026', day: '2026-12-30' },
])('from an order to a rating at $width px, scripts: $scripts', ({ width, scripts, due, day }) => {
  test('order → plan → task → unit → person → evidence → acceptance → commitment → rating → appeal', async () => {
    const window = await openWindow(browser, server.base, { width, scripts });
    const page = await window.newPage();
    const as = async (username: string) => {
      await window.clearCookies();
      await come(world, window, username);
    };
    const { id: commitment } = await world.services.db.one<{ id: string }>(sql`
      select commitment.id from commitment join unit on unit.id = unit_id join commitment_campaign campaign on campaign.id = campaign_id
      where unit.code = 'phuong-bac-lieu' and campaign.year = 2026`);
    const before = await shareOf(page, `/cam-ket/${commitment}`);

    // The order: registered, split, looked at, given.
    await as('chutich');
    await page.goto('/can-bo/van-ban/vao-so?so=out');
    await page.getByLabel('Loại văn bản').selectOption('KH');
    await page.getByLabel('Trích yếu').fill(`Lập danh mục kiến nghị tồn đọng ${width}`);
    await page.getByLabel('Người ký', { exact: true }).fill('Người ký');
    await page.getByLabel('Chức vụ người ký').fill('Chủ tịch');
    await page
      .locator('[name=body]')
      .fill(
        `1. Lấy người dân làm trung tâm.\n2. UBND Phường Bạc Liêu lập danh mục kiến nghị tồn đọng, hoàn thành chậm nhất ngày ${due}.`,
      );
    await page.getByRole('button', { name: 'Vào sổ' }).click();
    await page.getByText('Đã lưu.').waitFor();
    const document = page.url().replace(/\?.*/, '');
    await page.getByRole('link', { name: 'Xét từng điều, giao việc' }).click();
    await page.locator('a', { hasText: 'Dùng gợi ý này' }).last().click();
    // What was read out of the clause is filled in, for a person to confirm.
    expect(await page.locator('[name=askedFor]').inputValue()).toBe(due);
    expect(await page.locator('[name=units]:checked').count()).toBe(1);
    await page.getByRole('button', { name: 'Giao', exact: true }).click();
    await page.getByText('Đã lưu.').waitFor();
    // It reads like an order: a person says of it by itself that it is none.
    await page.locator('select[name^="orders-"]').first().selectOption('0');
    await page.getByRole('button', { name: 'Những điều chưa xét đều không giao việc' }).click();
    await page.getByText('Đủ điều kiện triển khai').waitFor();
    await page.goto(document);
    await page.getByRole('button', { name: 'Triển khai: giao mọi nhiệm vụ' }).click();
    await page.getByText('Đã lưu.').waitFor();

    // The ward gives it on to an office, the office to a person.
    await as('chutichphuong');
    await page.goto('/can-bo/nhiem-vu');
    await page
      .getByRole('link', { name: /lập danh mục kiến nghị tồn đọng/ })
      .first()
      .click();
    const task = page.url();
    await page.getByRole('link', { name: 'Giao tiếp xuống dưới' }).click();
    await page.getByLabel('Phòng Văn hóa - Xã hội, Phường Bạc Liêu').first().check();
    await page.locator('[name=title]').fill(`Tổng hợp danh mục ${width}`);
    await page.getByRole('button', { name: 'Giao', exact: true }).click();
    await page.getByText('Đã lưu.').waitFor();
    await page.getByRole('link', { name: `Tổng hợp danh mục ${width}` }).click();
    const below = page.url();
    await as('vh-xh-bac-lieu-head-3');
    await page.goto(below);
    const person = await page.locator('[name="assign-post"] option').nth(2).getAttribute('value');
    await fold(page, 'Phân công người làm', { 'assign-post': person ?? '' });

    // Done with evidence, accepted by who ordered it, all the way up.
    const { username } = await world.services.db.one<{ username: string }>(sql`
      select username from holding join account on account.person_id = holding.person_id where post_id = ${person} and upper_inf(valid)`);
    await as(username);
    await page.goto(below);
    await fold(page, 'Báo cáo hoàn thành', { 'report-text': 'Đã tổng hợp, có biên bản.' }, photo);
    await as('chutichphuong');
    await page.goto(below);
    await page.getByRole('link', { name: 'biên bản.jpg' }).waitFor();
    await fold(page, 'Nghiệm thu', { 'accept-sure': '1' });
    await page.goto(task);
    await page.getByText('100,0% (1/1)').first().waitFor();
    await fold(page, 'Báo cáo hoàn thành', { 'report-text': 'Đã lập danh mục.' });
    await as('chutich');
    await page.goto(task);
    await fold(page, 'Nghiệm thu', { 'accept-sure': '1' });

    // The month over, the ward's commitment has moved, by what the record shows.
    world.at(new Date(`${addMonth(day)}T03:00:00Z`));
    const [numerator = 0, denominator = 0] = before.split('/').map(Number);
    const [then = 0, of = 0] = (await shareOf(page, `/cam-ket/${commitment}?${width}`))
      .split('/')
      .map(Number);
    // The task and what it was given on as are one piece of work: counted where it was done.
    expect(then).toBe(numerator + 1);
    expect(of).toBeGreaterThanOrEqual(denominator + 1);

    // And the person's file has it, with a way to the evidence.
    await as('chutichphuong');
    await page.goto('/can-bo/danh-gia');
    await page.getByRole('link', { name: 'Đánh giá cán bộ, công chức năm 2026 (2026)' }).click();
    await page.getByRole('button', { name: 'Đọc lại sổ, thêm việc mới' }).click();
    await page.getByText('Đã lưu.').waitFor();
    const { name, file } = await world.services.db.one<{ name: string; file: string }>(sql`
      select name, file.id as file from evaluation_file file join account on account.person_id = file.person_id
      join person on person.id = file.person_id join evaluation_round round on round.id = round_id
      where username = ${username} and round.year = 2026`);
    await page.goto(`/can-bo/danh-gia/phieu/${file}`);
    await page.getByRole('heading', { name }).waitFor();
    await page.getByRole('link', { name: `Tổng hợp danh mục ${width}` }).waitFor();
    if (!scripts) {
      await as(username);
      await page.goto(`/can-bo/danh-gia/phieu/${file}`);
      const common = (by: string) =>
        Object.fromEntries(['politics', 'ethics', 'discipline'].map((code) => [`${by}-points-${code}`, '9']));
      await fold(page, 'Tự đánh giá', { ...common('assess'), 'assess-text': 'Đã làm đủ.' });
      await as('chutichphuong');
      await page.goto(`/can-bo/danh-gia/phieu/${file}`);
      await fold(page, 'Ghi ý kiến của tập thể', { 'comment-text': 'Nhất trí.' });
      await fold(page, 'Chấm và đề xuất', common('propose'));
      await fold(page, 'Quyết định mức xếp loại', { 'decide-level': 'completed', 'decide-text': 'Việc ít.' });
      await fold(page, 'Thông báo kết quả', { 'notify-sure': '1' });
      await as(username);
      await page.goto(`/can-bo/danh-gia/phieu/${file}`);
      await fold(page, 'Kiến nghị về kết quả', {
        'appeal-text': 'Tôi làm đúng hạn mọi việc.',
        'appeal-sure': '1',
      });
      // Who decided does not answer: the appeal waits with the level above.
      await as('chutich');
      await page.goto('/can-bo/viec?loai=evaluation');
      await page.getByText('Giải quyết kiến nghị về kết quả đánh giá').first().waitFor();
    }
    await window.close();
  });
});

/** The third day of the month after a day's. */
function addMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-03` : `${year}-${String(month + 1).padStart(2, '0')}-03`;
}
