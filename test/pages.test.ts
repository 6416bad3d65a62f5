import type { Browser, BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatCode } from '../src/ground/code.ts';
import { samplePassword } from '../src/ground/sample/locality.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { sendForm } from './support/forms.ts';
import { java, pageCheck, unfold } from './support/page-check.ts';
import { intake, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let browser: Browser;
let server: { base: string; close(): Promise<void> };
let window: BrowserContext;
const checked = pageCheck();
const { check } = checked;

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  server = await listen(world);
  browser = await openBrowser();
  window = await openWindow(browser, server.base, { width: 360, scripts: true });
  await checked.arm(window);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await world.close();
});

describe('every page is accessible and fits', () => {
  test.each([
    ['home', '/'],
    ['home-en', '/?lang=en'],
    ['intake', '/nop-don?lang=vi'],
    ['follow', '/theo-doi'],
    ['cases', '/ho-so'],
    ['cases-empty', '/ho-so?tim=khongcogihet'],
    ['figures', '/so-lieu'],
    ['figures-denunciations', '/so-lieu?loai=denunciation'],
    ['behind', '/so-lieu/answeredOnTime'],
    ['receptions', '/tiep-cong-dan'],
    ['reception-compliance', '/tiep-cong-dan/ket-qua'],
    ['reception-notice', '/tiep-cong-dan/thong-bao?donvi=phuong-bac-lieu'],
    ['reception-mine', '/tiep-cong-dan/lich-hen'],
    ['process', '/quy-trinh'],
    ['process-denunciation', '/quy-trinh?loai=denunciation&ngay=30/06/2026'],
    ['process-bad-day', '/quy-trinh?ngay=32/13/2026'],
    ['structure', '/bo-may'],
    ['structure-then', '/bo-may?ngay=2024-01-01'],
    ['unit', '/bo-may/phuong-bac-lieu'],
    ['unit-ended', '/bo-may/phuong-1'],
    ['reorganisations', '/sap-xep'],
    ['staffing', '/bien-che'],
    ['record', '/so-ghi'],
    ['verify', '/kiem-tra'],
    ['claims', '/kiem-con-so'],
    ['news', '/tin'],
    ['figure-catalogue', '/so-lieu/danh-muc'],
    ['figure-share', '/so-lieu/danh-muc/petitions-answeredOnTime'],
    ['figure-bad-month', '/so-lieu/danh-muc/receptions-held?tu=13/2026'],
    ['subscribe', '/nhan-tin'],
    ['search', '/tim'],
    ['search-found', '/tim?tim=duong'],
    ['search-nothing', '/tim?tim=khongcogihet'],
    ['open-data', '/du-lieu-mo'],
    ['scorecard', '/so-lieu/phieu'],
    ['scorecard-unit', '/so-lieu/phieu/phuong-bac-lieu?nam=2026'],
    ['transparency', '/minh-bach'],
    ['figure-then', '/so-lieu/danh-muc/petitions-answeredOnTime?tinh-den=05/11/2026'],
    ['documents-public', '/van-ban'],
    ['commitments-public', '/cam-ket'],
    ['evaluation-public', '/danh-gia'],
    ['api', '/api'],
    ['sign-in', '/dang-nhap'],
    ['kit', '/kit'],
    ['mail', '/dev/mail'],
    ['not-found', '/khong-co'],
  ])('%s', async (name, path) => {
    const page = await window.newPage();
    await page.goto(path);
    await check(page, name);
    await page.close();
  });

  test('a published case', async () => {
    const { id } = await world.services.db.one<{ id: string }>(
      sql`select public_id as id from petition where published_at is not null limit 1`,
    );
    const page = await window.newPage();
    await page.goto(`/ho-so/${id}`);
    await check(page, 'public-case');
    await page.close();
  });

  test('the form with its errors, step by step', async () => {
    const page = await window.newPage();
    await page.goto('/nop-don?loai=complaint');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
    await check(page, 'intake-errors', 'sent');
    await page.close();
  });

  test('the citizen’s pages', async () => {
    const done = await submit(world.services, intake(world, { kind: 'complaint' }), {
      key: newKey(),
      source: 'web',
      language: 'vi',
      fileIds: [],
    });
    if ('faults' in done) throw new Error('no handlers');
    const page = await window.newPage();
    await page.goto(`/theo-doi#${done.code}`);
    expect(await page.getByLabel('Mã theo dõi').inputValue()).toBe(done.code);
    await page.getByRole('button', { name: 'Mở hồ sơ' }).click();
    await check(page, 'citizen-case');
    await page.goto('/theo-doi/bien-nhan');
    await page.getByText(formatCode(done.code)).waitFor();
    await check(page, 'receipt');
    await page.goto('/theo-doi/du-lieu');
    await check(page, 'kept');
    await page.close();
  });

  test('an article while it is written, with what does not hold, and as the public reads it', async () => {
    const app = await world.app();
    const writer = await visitor(world, app, 'giaiquyet');
    const head = await visitor(world, app, 'bantiepdan');
    const at = `/can-bo/tin/${newId()}`;
    const body =
      '# Tiến độ\n\nCó 22/32 dự án, đạt trên 70%. Trả lời {{petitions-answeredOnTime 01/2026-10/2026}}.\n\n{{chart petitions-answeredOnTime 01/2026-10/2026}}\n\n{{table petitions-received 10/2026-10/2026}}';
    await writer.post(at, { title: 'Kết quả mười tháng', lead: 'Từ tháng 1 đến tháng 10.', body });
    await writer.post(`${at}/trinh`, {});
    const own = await openWindow(browser, server.base, { width: 360, scripts: true });
    await come(world, own, 'bantiepdan');
    const page = await own.newPage();
    await page.goto(at);
    await check(page, 'news-review');
    await page.goto('/can-bo/tin/bao-cao');
    await check(page, 'report-form');
    await page.goto('/can-bo/tin/moi');
    await check(page, 'news-new');
    // The toolbar puts marks around what is selected; arrows move along it, the tab key passes it in one step.
    const area = page.locator('#body');
    await area.fill('xin chào');
    await area.selectText();
    await page.getByRole('button', { name: 'Đậm' }).click();
    expect(await area.inputValue()).toBe('**xin chào**');
    await page.getByRole('button', { name: 'Đậm' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Nghiêng');
    await area.fill('một\nhai');
    await area.selectText();
    await page.getByRole('button', { name: 'Danh sách' }).click();
    expect(await area.inputValue()).toBe('- một\n- hai');
    await sendForm(
      head,
      at,
      'dang',
      { sure: '1', failingWhy: 'Trích nguyên văn báo cáo.' },
      { version: '2' },
    );
    await writer.post(at, { title: 'Kết quả mười tháng', lead: 'Đến tháng 10.', body, version: '3' });
    const again = { sure: '1', failingWhy: 'Trích nguyên văn.', why: 'Rút gọn.' };
    await sendForm(head, at, 'dang', again, { version: '4' });
    await app.close();
    await page.goto('/tin');
    await check(page, 'news-some');
    await page.getByRole('link', { name: 'Kết quả mười tháng' }).click();
    await page.getByRole('heading', { name: 'Các lần sửa' }).waitFor();
    await check(page, 'article');
    await own.close();
  });

  test('where targets are set, and what a subscriber sees', async () => {
    const own = await openWindow(browser, server.base, { width: 360, scripts: true });
    await come(world, own, 'chutich');
    const page = await own.newPage();
    await page.goto('/can-bo/so-lieu/chi-tieu');
    await check(page, 'targets');
    await page.getByRole('button', { name: 'Đặt chỉ tiêu' }).click();
    await page.getByRole('alert').waitFor();
    await check(page, 'targets-wrong');
    const { slug } = await world.services.db.one<{ slug: string }>(
      sql`select slug from article where state = 'published' limit 1`,
    );
    await page.goto(`/nhan-tin?ve=/tin/${slug}`);
    await check(page, 'subscribe-page');
    await page.goto('/nhan-tin');
    await page.locator('#email').fill('dan@example.vn');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.waitForURL('**/da-gui');
    await check(page, 'subscribe-asked');
    const { body } = await world.services.db.one<{ body: string }>(
      sql`select body from mail where recipient = 'dan@example.vn'`,
    );
    await page.goto(/\/nhan-tin\/[\w.-]+/.exec(body)?.[0] ?? '');
    await check(page, 'subscription');
    await page.getByRole('button', { name: 'Xác nhận, bắt đầu nhận tin' }).click();
    await page.getByText('Đang nhận tin.').waitFor();
    await page.getByRole('button', { name: 'Thôi nhận tin và xóa địa chỉ' }).click();
    await page.getByRole('heading', { name: 'Đã thôi nhận tin' }).waitFor();
    await own.close();
  });

  /** A case with a picture that could be published, and a sealed one with one that could not. */
  async function withPictures() {
    const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#8aa' } })
      .jpeg()
      .toBuffer();
    const taken = async (fields: Record<string, string>) => {
      const key = newKey();
      const { files } = world.services;
      const file = await files.stage(key, 'anh.jpg', { bytes, mediaType: 'image/jpeg', extension: 'jpg' });
      const done = await submit(world.services, intake(world, fields), {
        key,
        source: 'web',
        language: 'vi',
        fileIds: [file.id],
      });
      if ('faults' in done) throw new Error('nobody');
      return { id: done.submitted.id, file: file.id };
    };
    const open = await taken({});
    await world.services.db.run(sql`update petition set state = 'answered' where id = ${open.id}`);
    const sealed = await taken({ kind: 'denunciation' });
    return { id: open.id, file: open.file, sealed: sealed.id, sealedFile: sealed.file };
  }

  test('the officers’ pages', async () => {
    const page = await window.newPage();
    await page.goto('/dang-nhap');
    await page.getByLabel('Tên đăng nhập').fill('bantiepdan');
    await page.getByLabel('Mật khẩu').fill(samplePassword);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.waitForURL('**/can-bo/viec');
    await check(page, 'inbox');
    await page.goto('/can-bo/ho-so');
    await check(page, 'case-list');
    const states = ['received', 'accepted', 'answered'];
    for (const state of states) {
      const found = await world.services.db.first<{ id: string }>(sql`
        select petition.id from petition join unit on unit.id = unit_id
        where unit.code = 'ban-tcd' and state = ${state} and petition.kind <> 'denunciation' limit 1`);
      if (!found) continue;
      await page.goto(`/can-bo/ho-so/${found.id}`);
      await check(page, `desk-${state}`);
      await page.goto(`/can-bo/ho-so/${found.id}/van-ban`);
      await check(page, `documents-${state}`);
    }
    // Looked up as its handler sees it: to anybody else it does not exist.
    await page.goto('/can-bo/ho-so?loai=denunciation');
    await page.locator('main table a').first().click();
    await page.waitForURL('**/can-bo/ho-so/*');
    await check(page, 'desk-sealed');
    await page.goto(`${page.url()}/ai-xem`);
    await check(page, 'who');
    for (const [name, path] of [
      ['news-desk', '/can-bo/tin'],
      ['news-new', '/can-bo/tin/moi'],
      ['templates', '/can-bo/mau-tra-loi'],
      ['template', '/can-bo/mau-tra-loi/shipped-answer'],
      ['signs', '/can-bo/dau-hieu?tu=01/01/2025'],
      ['statistics', '/can-bo/thong-ke?tu=01/01/2025'],
      ['word-templates', '/can-bo/mau-van-ban'],
    ] as const) {
      await page.goto(path);
      await check(page, name);
    }
    const { id, file, sealed, sealedFile } = await withPictures();
    await page.goto(`/can-bo/ho-so/${id}/anh-cong-khai`);
    await check(page, 'pictures');
    await page.goto(`/can-bo/ho-so/${id}/anh-cong-khai/${file}?o=100,100,300,300;500,500`);
    await check(page, 'cover');
    // Clicks are told in pixels of the picture as it stands: it stands as wide as the program believes.
    const picture = await page.locator('input[type=image]').boundingBox();
    expect(picture).toMatchObject({ width: 320, height: 240 });
    await page.goto(`/can-bo/ho-so/${sealed}/tep/${sealedFile}/mo`);
    await check(page, 'sealed-file');
    await page.goto('/can-bo/vi-sao?so=12');
    await check(page, 'why-not');
    await page.goto('/can-bo/so-lieu');
    await check(page, 'desk-figures');
    await page.goto('/can-bo/ho-so-da-chuyen');
    await check(page, 'forwarded');
    await page.goto('/can-bo/uy-quyen');
    await check(page, 'delegations');
    await page.goto('/can-bo/bien-che');
    await check(page, 'desk-staffing');
    await page.goto('/can-bo/toi');
    await check(page, 'self');
    await page.close();
  });

  test('documents, tasks, commitments and ratings', async () => {
    const { db } = world.services;
    const one = async (query: ReturnType<typeof sql>) => (await db.one<{ id: string }>(query)).id;
    const plan = await one(sql`select id from document where book = 'KH' and entry_number = 15`);
    const task = await one(sql`select id from task where document_id = ${plan} and children > 0`);
    const draft = await one(sql`select id from document_draft where state = 'submitted'`);
    const [commitment, item] = [
      await one(sql`select commitment.id from commitment join unit on unit.id = unit_id
        join commitment_campaign campaign on campaign.id = campaign_id where unit.code = 'phuong-bac-lieu' and year = 2026`),
      await one(sql`select item.id from commitment_item item join commitment on commitment.id = commitment_id
        join unit on unit.id = unit_id join commitment_campaign campaign on campaign.id = campaign_id
        where unit.code = 'phuong-bac-lieu' and year = 2026 and position = 1`),
    ];
    const round = (year: number) =>
      one(sql`select id from evaluation_round where subject = 'people' and year = ${year}`);
    const file = await one(sql`
      select file.id from evaluation_file file where exists (select from evaluation_product where file_id = file.id)
      and file.leads limit 1`);
    const unitFile = await one(sql`
      select file.id from evaluation_file file where person_id is null limit 1`);
    const page = await window.newPage();
    const as = async (username: string, pages: [name: string, path: string][]) => {
      await window.clearCookies();
      await page.goto('/dang-nhap');
      await page.getByLabel('Tên đăng nhập').fill(username);
      await page.getByLabel('Mật khẩu').fill(samplePassword);
      await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
      await page.waitForURL('**/can-bo/viec');
      for (const [name, path] of pages) {
        await page.goto(path);
        await unfold(page);
        await check(page, name);
      }
    };
    await as('chutich', [
      ['directives', '/can-bo/van-ban'],
      ['directive', `/can-bo/van-ban/${plan}`],
      ['directive-clauses', `/can-bo/van-ban/${plan}/dieu`],
      ['directive-drafts', '/can-bo/du-thao'],
      ['directive-draft-new', '/can-bo/du-thao/moi'],
      ['directive-draft', `/can-bo/du-thao/${draft}`],
      ['directive-register-in', '/can-bo/van-ban/vao-so?so=in'],
      ['directive-register-out', '/can-bo/van-ban/vao-so?so=out'],
      ['directive-book', '/can-bo/van-ban/so?so=out'],
      ['tasks', '/can-bo/nhiem-vu'],
      ['tasks-report', '/can-bo/nhiem-vu/bao-cao'],
      ['tasks-report-bad', '/can-bo/nhiem-vu/bao-cao?tu=x'],
      ['task', `/can-bo/nhiem-vu/${task}`],
      ['commitments', '/can-bo/cam-ket'],
      ['commitment-campaign', '/can-bo/cam-ket/dot'],
      ['commitment', `/can-bo/cam-ket/${commitment}`],
      ['evaluation-rubrics', '/can-bo/danh-gia/bang-diem'],
      ['evaluation-unit', `/can-bo/danh-gia/phieu/${unitFile}`],
    ]);
    await as('chutichphuong', [
      ['task-of-ward', `/can-bo/nhiem-vu/${task}`],
      ['task-give', `/can-bo/nhiem-vu/${task}/giao`],
      ['evaluation', '/can-bo/danh-gia'],
      ['evaluation-new', '/can-bo/danh-gia/dot-moi'],
      ['evaluation-closed', `/can-bo/danh-gia/dot/${await round(2025)}`],
      ['evaluation-open', `/can-bo/danh-gia/dot/${await round(2026)}`],
      ['evaluation-file', `/can-bo/danh-gia/phieu/${file}`],
    ]);
    await window.clearCookies();
    for (const [name, path] of [
      ['directive-public', `/van-ban/${plan}`],
      ['commitment-public', `/cam-ket/${commitment}`],
      ['commitment-item', `/cam-ket/${commitment}/${item}`],
    ] as const) {
      await page.goto(path);
      await check(page, name);
    }
    await page.close();
  });

  test.each([
    ['reception-desk', '/can-bo/tiep-dan'],
    ['reception-visit', '/can-bo/tiep-dan/luot?tim=duong'],
    ['reception-log', '/can-bo/tiep-dan/so'],
    ['reception-promises', '/can-bo/tiep-dan/loi-hua'],
    ['reception-plan', '/can-bo/tiep-dan/lich'],
    ['paper', '/can-bo/nhan-don'],
  ])('%s, at the desk', async (name, path) => {
    const own = await openWindow(browser, server.base, { width: 360, scripts: true });
    await come(world, own, 'thutruong');
    const page = await own.newPage();
    expect((await page.goto(path))?.status()).toBe(200);
    await check(page, name);
    await own.close();
  });

  test('a session of the desk, its booking form and its display', async () => {
    const { id } = await world.services.db.one<{ id: string }>(sql`
      select session.id from reception_session session join unit on unit.id = unit_id
      where unit.code = 'phuong-bac-lieu' and state = 'planned' and posted_at is not null order by on_day limit 1`);
    const own = await openWindow(browser, server.base, { width: 360, scripts: true });
    await come(world, own, 'thutruong');
    const page = await own.newPage();
    for (const [name, path] of [
      ['reception-session', `/can-bo/tiep-dan/buoi/${id}`],
      ['reception-book', `/tiep-cong-dan/dat-lich/${id}`],
      ['reception-display', `/tiep-cong-dan/man-hinh/${id}`],
    ] as const) {
      await page.goto(path);
      await check(page, name);
    }
    await own.close();
  });

  test.each([
    ['desk-structure', '/can-bo/bo-may'],
    ['desk-unit', '/can-bo/bo-may/phuong-bac-lieu'],
    ['drafts', '/can-bo/sap-xep'],
    ['draft-new', '/can-bo/sap-xep/moi'],
    ['people', '/can-bo/nhan-su'],
    ['requests for accounts', '/can-bo/cap-lai'],
    ['exchange', '/can-bo/bo-may-tep'],
    ['administration', '/can-bo/quan-tri'],
    ['calendar', '/can-bo/quan-tri/lich?nam=2026'],
    ['law', '/can-bo/quan-tri/quy-dinh'],
    ['words', '/can-bo/quan-tri/loi'],
  ])('%s, for the administrator', async (name, path) => {
    const own = await openWindow(browser, server.base, { width: 360, scripts: true });
    await come(world, own, 'quantri');
    const page = await own.newPage();
    expect((await page.goto(path))?.status()).toBe(200);
    await check(page, name);
    await own.close();
  });
});

test('what a first visit weighs: 100 kB at most, 15 kB after', async () => {
  const fresh = await openWindow(browser, server.base, { width: 360, scripts: true });
  const page = await fresh.newPage();
  const weigh = async (path: string) => {
    const session = await fresh.newCDPSession(page);
    let bytes = 0;
    await session.send('Network.enable');
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    await session.detach();
    return bytes;
  };
  await weigh('/so-lieu');
  await fresh.clearCookies();
  const first = await weigh('/');
  const again = await weigh('/so-lieu');
  expect(first).toBeLessThanOrEqual(100_000);
  expect(again).toBeLessThanOrEqual(15_000);
  await fresh.close();
});

test.runIf(java)('every page is valid HTML by the Nu checker', () => {
  expect(checked.visited.length).toBeGreaterThan(20);
  expect(checked.invalid()).toEqual([]);
});
