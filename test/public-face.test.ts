// What a reader meets first: the home page, one search over everything public, and what was withheld and why.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database/database.ts';
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
afterAll(async () => {
  await app.close();
  await world.close();
});

const published = async (title: string, body: string) => {
  const { id, slug } = await publishedArticle(world, app, title, body);
  return { id, address: `/tin/${slug}` };
};

test('the home page says when leaders receive, what was promised, and the newest figures with the month before', async () => {
  const page = (await reader.get('/')).body;
  expect(page).toContain('Lãnh đạo tiếp dân, và việc đã hứa');
  expect(page).toMatch(/Đã hứa \d+ việc: \d+ xong đúng hẹn/);
  expect(page).toContain('Số liệu tháng 10/2026');
  const { rows } = (
    await reader.get('/so-lieu/danh-muc/petitions-answeredOnTime.json?tu=10/2026&den=10/2026')
  ).json();
  const sum = (name: 'numerator' | 'denominator') =>
    rows.reduce((all: number, row: Record<string, number>) => all + (row[name] ?? 0), 0);
  expect(page).toContain(`(${sum('numerator')}/${sum('denominator')})`);
});

describe('search', () => {
  test('finds news, cases and figures, with or without marks, and only what is public', async () => {
    const { address, id } = await published('Khánh thành cầu Kim Sơn', 'Cầu bê tông dài 40 mét.');
    for (const typed of ['cầu Kim Sơn', 'cau kim son', 'CAU be tong', 'khanh tha'])
      expect((await reader.get(`/tim?${new URLSearchParams({ tim: typed })}`)).body, typed).toContain(
        address,
      );
    const figure = await reader.get('/tim?tim=tra+loi+dung+han');
    expect(figure.body).toContain('/so-lieu/danh-muc/petitions-answeredOnTime');
    const [one] = await world.services.db.rows<{ title: string; publicId: string }>(sql`
      select public_title as title, public_id as "publicId" from petition where published_at is not null
      order by published_at desc limit 1`);
    const cases = await reader.get(`/tim?${new URLSearchParams({ tim: one?.title ?? '' })}`);
    expect(cases.body).toContain('Vụ việc công khai');
    // Withdrawn, it is found no more.
    const head = await visitor(world, app, 'bantiepdan');
    await sendForm(head, `/can-bo/tin/${id}`, 'go', { why: 'Đăng nhầm.' });
    expect((await reader.get('/tim?tim=cau+kim+son')).body).not.toContain(address);
  });

  // What people ask, in their words, and where they are to be led: among the first three.
  test.each([
    ['đất đai', '/du-an-dat'],
    ['giải tỏa', '/du-an-dat'],
    ['giá đền bù', '/du-an-dat'],
    ['tái định cư', '/du-an-dat'],
    ['tố cáo cán bộ', '/nop-don'],
    ['làm sao gửi đơn', '/nop-don'],
    ['sổ đỏ', '/nop-don'],
    ['đèn đường hỏng báo ở đâu', '/nop-don'],
    ['mẫu đơn khiếu nại', '/nop-don'],
    ['số điện thoại', '/bo-may'],
    ['đường dây nóng', '/bo-may'],
    ['ai tiếp dân', '/tiep-cong-dan'],
    ['gặp chủ tịch', '/tiep-cong-dan'],
    ['tiếp công dân ở đâu', '/tiep-cong-dan'],
    ['đặt lịch hẹn', '/tiep-cong-dan'],
    ['đơn của tôi đến đâu rồi', '/theo-doi'],
    ['tra cuu ho so', '/theo-doi'],
    ['bao lâu có trả lời', '/quy-trinh'],
    ['thời hạn giải quyết', '/quy-trinh'],
    ['lời hứa', '/doi-thoai'],
    ['góp ý dự thảo', '/lay-y-kien'],
    ['công khai ngân sách', '/cong-khai'],
    ['hộ nghèo', '/cong-khai'],
    ['xếp hạng phường xã', '/danh-gia'],
    ['thống kê', '/so-lieu'],
    ['biên nhận thật hay giả', '/kiem-tra'],
    ['hủy nhận tin', '/nhan-tin'],
    ['vỉa hè', '/tuyen-duong'],
    ['đóng góp tiền làm đường', '/cong-trinh'],
  ])('“%s” leads to %s', async (typed, href) => {
    const { body } = await reader.get(`/tim?${new URLSearchParams({ tim: typed })}`);
    const links = [...body.slice(body.indexOf('role="status"')).matchAll(/<li[^>]*>\s*<a href="([^"]+)"/g)];
    expect(links.slice(0, 3).map(([, link]) => link)).toContain(href);
  });

  test('a unit is found by its name, and its page is there', async () => {
    const { body } = await reader.get(`/tim?${new URLSearchParams({ tim: 'phường Hiệp Thành' })}`);
    const [, href] = /<a href="(\/so-lieu\/phieu\/[^"]+)"/.exec(body) ?? [];
    expect(href).toBeDefined();
    expect((await reader.get(href ?? '')).statusCode).toBe(200);
    // A question that only shares a word or two with a page is no way to it.
    expect((await reader.get('/tim?tim=khongcogihet')).body).toContain('Không tìm thấy gì');
  });

  test('nothing typed asks nothing, signs that are no words find nothing, and what was typed stays', async () => {
    expect((await reader.get('/tim')).body).not.toContain('kết quả');
    const odd = await reader.get(`/tim?${new URLSearchParams({ tim: `<script>'); drop & | !` })}`);
    expect(odd.statusCode).toBe(200);
    expect(odd.body).toContain('&lt;script>');
    expect(odd.body).toContain('Không tìm thấy gì');
  });
});

test('what was withdrawn, put right or withheld stands there with its reason', async () => {
  const { id, address } = await published('Bài đăng nhầm', 'Chữ.');
  const head = await visitor(world, app, 'bantiepdan');
  await sendForm(head, `/can-bo/tin/${id}`, 'go', { why: 'Nhầm tên đường.' });
  await world.services.db.run(sql`
    update petition set public_withheld = 'Tên và số nhà của người thứ ba.'
    where id = (select id from petition where published_at is not null limit 1)`);
  const page = (await reader.get('/minh-bach')).body;
  for (const part of [address, 'Nhầm tên đường.', 'Tên và số nhà của người thứ ba.', 'gandan recompute'])
    expect(page).toContain(part);
});
