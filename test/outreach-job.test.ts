import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeFor, formatCode, hashCode } from '../src/ground/code.ts';
import { campaignPaths } from '../src/parts/campaigns/paths.ts';
import { dialoguePaths } from '../src/parts/dialogues/paths.ts';
import { landPaths } from '../src/parts/land/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { formatDate, type PlainDate } from '../src/platform/time.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { openWorld, type World } from './support/world.ts';

// The main jobs of going out to people, done with the keyboard and eyes of those who do them.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  { width: 360, scripts: false },
  { width: 1280, scripts: true },
])('at $width px, scripts: $scripts', ({ width, scripts }) => {
  let world: World;
  let server: { base: string; close(): Promise<void> };
  beforeAll(async () => {
    world = await openWorld({ template: 'sample' });
    server = await listen(world);
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  const row = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
  async function as(user: string | undefined): Promise<{ page: Page; window: BrowserContext }> {
    const window = await openWindow(browser, server.base, { width, scripts });
    if (user) await come(world, window, user);
    return { page: await window.newPage(), window };
  }
  /** Unfolds a form by its name, fills it and sends it. */
  async function fill(
    page: Page,
    title: string,
    given: Record<string, string>,
    more: {
      check?: string[];
      pick?: Record<string, string>;
      within?: string;
      file?: string;
    } = {},
  ): Promise<void> {
    const scope = more.within ? page.locator(more.within) : page.locator('main');
    const folded = scope.locator('details', { has: page.getByText(title, { exact: true }) }).first();
    if ((await folded.count()) > 0 && (await folded.getAttribute('open')) === null)
      await folded.locator('summary').first().click();
    const form = (await folded.count()) > 0 ? folded.locator('form').first() : scope.locator('form').first();
    for (const label of more.check ?? []) await form.getByLabel(label, { exact: true }).check();
    for (const [label, value] of Object.entries(more.pick ?? {}))
      await form.getByLabel(label).selectOption({ label: value });
    for (const [label, value] of Object.entries(given)) await form.getByLabel(label).first().fill(value);
    if (more.file)
      await form.getByLabel(more.file).setInputFiles({
        name: 'uy-nhiem-chi.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
      });
    await send(page, form.locator('button[type=submit]').last());
  }
  /** Sends a form and waits until the server has answered: what stood there before is no answer. */
  async function send(page: Page, button: Locator): Promise<void> {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await button.click();
    await answered;
    await page.waitForLoadState();
  }
  const saved = (page: Page) => page.getByText('Đã ghi.').or(page.getByText('Đã lưu.')).first().waitFor();

  test('a dialogue, from a question to a kept promise', async () => {
    const { id, day } = await row<{ id: string; day: PlainDate }>(
      sql`select id, on_day as day from dialogue where state = 'announced' limit 1`,
    );
    const citizen = await as(undefined);
    await citizen.page.goto(dialoguePaths.one(id));
    await citizen.page.getByRole('link', { name: 'Gửi câu hỏi' }).first().click();
    await citizen.page.getByLabel('Câu hỏi').fill('Bao giờ sửa vỉa hè trước chợ?');
    await citizen.page.locator('main button[type=submit]').click();
    await citizen.page.getByRole('heading', { level: 1 }).waitFor();

    world.at(`${day}T03:00:00Z`);
    const head = await as('thutruong');
    await head.page.goto(dialoguePaths.deskOne(id));
    await fill(head.page, 'Ghi nhận đã diễn ra', { 'Số người dự': '64', 'Cán bộ': 'Chủ tịch UBND' });
    await saved(head.page);
    for (const question of await world.services.db.rows<{ id: string }>(
      sql`select id from dialogue_question where dialogue_id = ${id} order by number`,
    )) {
      await head.page.goto(dialoguePaths.run(id));
      const form = head.page.locator(`form[action$="/tra-loi"]:has(input[value="${question.id}"])`);
      const folded = head.page.locator('details', { has: form }).last();
      if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
      await form.locator('textarea').fill('Sửa trong tháng.');
      await send(head.page, form.locator('button[type=submit]'));
      await saved(head.page);
    }
    const { asked } = await row<{ asked: string }>(
      sql`select id as asked from dialogue_question where dialogue_id = ${id} and text like 'Bao giờ sửa vỉa hè%'`,
    );
    const promised = head.page.locator(`form[action$="/hua"]:has(input[value="${asked}"])`);
    const folded = head.page.locator('details', { has: promised }).last();
    if ((await folded.getAttribute('open')) === null) await folded.locator('summary').click();
    await promised.locator('textarea').fill('Lát lại vỉa hè trước chợ');
    await promised.getByLabel('Đơn vị thực hiện').selectOption({ label: 'UBND Phường Bạc Liêu' });
    await promised.getByLabel('Chậm nhất ngày').fill('31/12/2026');
    await send(head.page, promised.locator('button[type=submit]'));
    await saved(head.page);
    await head.page.goto(dialoguePaths.deskOne(id));
    await fill(head.page, 'Công khai kết quả', {}, { check: ['Tôi đã xem lại và chắc chắn.'] });
    await saved(head.page);
    // One does it and says so; another looks and confirms.
    const worker = await as('chuyenvien');
    await worker.page.goto(dialoguePaths.deskOne(id));
    await fill(worker.page, 'Đã làm xong', {
      'Đã làm được gì': 'Lát xong 80 m',
      'Hoặc xem được ở đâu': 'Trước chợ',
    });
    await saved(worker.page);
    await head.page.goto(dialoguePaths.deskOne(id));
    await head.page.getByRole('link', { name: 'Xem, xác nhận' }).click();
    await head.page.getByLabel('Tôi đã xem lại và chắc chắn.').check();
    await send(head.page, head.page.getByRole('button', { name: 'Xác nhận đã giữ lời' }));
    await head.page.getByText('Đã ghi nhận.').waitFor();
    await worker.window.close();
    // A public page may be kept by the browser for some seconds: this one is a new reader.
    const reader = await as(undefined);
    await reader.page.goto(dialoguePaths.one(id));
    for (const words of ['Lát lại vỉa hè trước chợ', 'Đã làm, đúng hẹn', 'Lát xong 80 m'])
      await reader.page.getByText(words).first().waitFor();
    await head.window.close();
    await reader.window.close();
    await citizen.window.close();
  });

  test('a household reads its notes, corrects them and objects; the project goes on to the handover', async () => {
    const { db, secrets } = world.services;
    const { household, project } = await row<{ household: string; project: string }>(sql`
      select holder.id as household, project_id as project from land_correction correction
      join land_visit visit on visit.id = correction.visit_id join land_household holder on holder.id = visit.household_id limit 1`);
    const code = codeFor(secrets.codes, `land/${household}`);
    await db.run(sql`update land_household set code_hash = ${hashCode(code)} where id = ${household}`);
    const own = await as(undefined);
    await own.page.goto(landPaths.public);
    await own.page.getByRole('link', { name: 'Hộ tôi có đất' }).click();
    await own.page.getByLabel('Mã của hộ').fill(formatCode(code).toLowerCase());
    await own.page.getByRole('button', { name: 'Xem' }).click();
    await own.page.getByText('Bao giờ được trả tiền?').waitFor();
    await fill(own.page, 'Đề nghị đính chính', { 'Điều cần đính chính': 'Tôi hỏi về lối đi.' });
    await own.page.getByText('Tôi hỏi về lối đi.').waitFor();
    await fill(
      own.page,
      'Khiếu nại, kiến nghị',
      {
        'Quyết định hoặc việc làm nào': 'Quyết định 845/QĐ-UBND của UBND phường',
        'Tóm tắt': 'Thiếu diện tích sân',
        'Nội dung': 'Biên bản kiểm đếm ghi thiếu mười mét vuông sân trước.',
      },
      { check: ['Khiếu nại một quyết định, việc làm'] },
    );
    const petition = await own.page.locator('[role=status] .code').textContent();
    await own.page.goto('/theo-doi');
    await own.page.getByLabel('Mã theo dõi').fill(petition ?? '');
    await own.page.getByRole('button', { name: 'Mở hồ sơ' }).click();
    await own.page.getByText('Thiếu diện tích sân').first().waitFor();

    const head = await as('thutruong');
    await head.page.goto(landPaths.deskOne(project));
    await head.page.getByText('1 đơn đang mở').waitFor();
    await head.page.goto(landPaths.payments(project));
    await fill(head.page, 'Lập đợt chi trả', {});
    await saved(head.page);
    const onDay = formatDate(world.services.clock().toISOString().slice(0, 10) as PlainDate);
    // Who draws a payment up does not pay it, and it is paid with what shows it.
    const payer = await as('chuyenvien');
    const pay = async () => {
      await payer.page.goto(landPaths.payments(project));
      await fill(
        payer.page,
        'Ghi đã chi',
        { 'Ngày chi trả': onDay },
        { check: ['Chuyển khoản', 'Tôi đã xem lại và chắc chắn.'], file: 'Chứng từ chi' },
      );
      await saved(payer.page);
    };
    await pay();
    // They were paid late: what is owed for that is a payment of its own.
    await head.page.goto(landPaths.payments(project));
    await fill(head.page, 'Lập đợt chi trả', {});
    await saved(head.page);
    await pay();
    await payer.window.close();
    await head.page.goto(landPaths.deskOne(project));
    await fill(head.page, 'Ghi một bước', { Ngày: onDay }, { check: ['Bàn giao đất'] });
    await saved(head.page);
    await own.page.goto(landPaths.one(project));
    await own.page.getByText(`đã bàn giao ngày ${onDay}`).first().waitFor();
    // A step that comes too late now is refused with its article, and what was typed stays.
    await head.page.goto(landPaths.desk);
    await fill(head.page, 'Thêm dự án', {
      'Tên dự án': 'Bến thử',
      'Mục đích': 'Bến',
      'Căn cứ': 'NQ 1',
      'Chủ đầu tư': 'Ban',
      'Địa điểm': 'Khóm 1',
      'Hạn bàn giao': '01/10/2027',
    });
    await head.page.getByRole('link', { name: 'Nhập thửa đất' }).click();
    await head.page.getByLabel('Tệp thửa đất').setInputFiles({
      name: 'thua.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung\n7,1,CLN,100,H1,Hộ Một\n'),
    });
    await head.page.getByRole('button', { name: 'Đọc thử' }).click();
    await head.page.getByRole('button', { name: 'Ghi 1 thửa của 1 hộ' }).click();
    await saved(head.page);
    await fill(
      head.page,
      'Ghi một bước',
      { Ngày: onDay, 'Số văn bản': '7/TB' },
      { check: ['Thông báo thu hồi đất'] },
    );
    await head.page.getByText('Chưa có bước “Họp dân trước khi thông báo”').first().waitFor();
    expect(await head.page.getByLabel('Số văn bản').inputValue()).toBe('7/TB');
    await head.window.close();
    await own.window.close();
  });

  test('a road, from the ballot to the account', async () => {
    const today = formatDate(world.services.clock().toISOString().slice(0, 10) as PlainDate);
    const head = await as('thutruong');
    const { page } = head;
    await page.goto(campaignPaths.deskWorks);
    await fill(
      page,
      'Đưa công trình ra bàn',
      { Tên: 'Đường thử', 'Ấp, khóm': 'Khóm 8', 'Đề xuất': '100 m bê tông', 'Tổng số hộ': '2' },
      { check: ['Đường'] },
    );
    await page.getByRole('heading', { name: 'Đường thử' }).waitFor();
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? '';
    await fill(page, 'Ghi phiếu của hộ', { 'Đại diện hộ': 'Hộ A', 'Số nhà': '1' }, { check: ['Đồng ý'] });
    await saved(page);
    await fill(page, 'Kết thúc lấy ý kiến', {}, { check: ['Họp', 'Tôi đã xem lại và chắc chắn.'] });
    await page.getByText('Các hộ đã đồng ý').first().waitFor();
    await fill(
      page,
      'Ghi khoản góp',
      { 'Bao nhiêu': '2.000.000', 'Người, hộ góp': 'Hộ A', 'Ngày nhận': today },
      { check: ['Tiền (đồng)', 'Không nêu tên khi công khai'] },
    );
    await saved(page);
    await fill(page, 'Ghi kế hoạch', { 'Kế hoạch': 'Hai tuần', 'Khởi công': today, Xong: '31/01/2027' });
    await saved(page);
    await fill(page, 'Ghi khoản chi', {
      'Số tiền': '1500000',
      'Chi cho việc gì': 'Xi măng',
      'Nơi nhận': 'Cửa hàng',
      'Ngày chi': today,
    });
    await saved(page);
    await fill(page, 'Ghi nghiệm thu', {
      'Ngày nghiệm thu': today,
      'Ban Giám sát': 'Trưởng ban',
      'Kết luận': 'Đạt',
      'Khối lượng': '100',
      'Tính bằng': 'm',
    });
    await saved(page);
    await fill(
      page,
      'Công bố quyết toán',
      { 'Thuyết minh': 'Còn lại vào quỹ duy tu.' },
      { check: ['Tôi đã xem lại và chắc chắn.'] },
    );
    await saved(page);
    const citizen = await as(undefined);
    await citizen.page.goto(campaignPaths.work(id));
    for (const words of ['Đã quyết toán', '1 trong 2 hộ (50,0%) đồng ý', '2.000.000 đồng', '500.000 đ'])
      await citizen.page.getByText(words).first().waitFor();
    expect(await citizen.page.content()).not.toContain('Hộ A');
    await head.window.close();
    await citizen.window.close();
  });
});
