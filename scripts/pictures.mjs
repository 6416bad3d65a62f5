// Takes the pictures of README and handbooks from a running, fresh sample locality (npm start in another window).
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

const open = async () =>
  (await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 800 } })).newPage();
const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
};
const fill = async (page, values) => {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
};
const signedIn = async (username) => {
  const page = await open();
  await page.goto('/dang-nhap');
  await fill(page, { 'Tên đăng nhập': username, 'Mật khẩu': 'gan-dan-thu-nghiem' });
  await press(page, 'Đăng nhập');
  return page;
};

/** To the n-th of the links that match, at once: pictures show what is there, not the way. */
const follow = async (page, selector, at = 0) =>
  page.goto(await page.locator(selector).nth(at).getAttribute('href'));

// Brings what is written about to the top of the picture.
const scrollTo = (page, text) =>
  page
    .getByText(text, { exact: true })
    .first()
    .evaluate((element) => element.scrollIntoView());

const sendReflection = async (page) => {
  await page.goto('/nop-don?loai=reflection');
  await press(page, 'Tiếp tục');
  await fill(page, {
    'Tóm tắt trong một câu': 'Đường Cao Văn Lầu ngập sâu sau mưa',
    'Nội dung': 'Mỗi lần mưa lớn đường ngập 40 cm, học sinh phải lội nước.',
  });
  await press(page, 'Tiếp tục');
  await press(page, 'Tiếp tục');
  await press(page, 'Gửi đơn');
  await page.waitForURL('**/bien-nhan');
};

const draftMerger = async (page) => {
  await page.goto('/can-bo/sap-xep/moi');
  await fill(page, {
    'Tên đợt sắp xếp': 'Nhập hai phường (thử)',
    'Số, ký hiệu': '02/QĐ-UBND (thử)',
    'Cơ quan ban hành': 'UBND tỉnh',
    'Người ký': 'Chủ tịch',
    'Ngày ký': '20/11/2026',
    'Hiệu lực từ': '01/12/2027',
  });
  await press(page, 'Lưu');
  await page.getByText('Giải thể, sáp nhập vào đơn vị khác', { exact: true }).click();
  const form = page.locator('form[action$="/them/close"]');
  await form.locator('[name=unit]').selectOption({ label: 'UBND Phường Vĩnh Trạch' });
  await form.locator('[name=to]').selectOption({ label: 'UBND Phường Hiệp Thành' });
  await form.getByRole('button').click();
  await page.waitForLoadState();
  await scrollTo(page, 'Xem trước: điều gì sẽ chuyển');
};

const writeArticle = async (page) => {
  await page.goto('/can-bo/tin/moi');
  await fill(page, {
    'Tên bài': 'Mười tháng trả lời kiến nghị của người dân',
    'Tóm tắt': 'Kết quả từ tháng 1 đến tháng 10 năm 2026.',
  });
  // Its hint belongs to the label's name.
  await page
    .locator('[name=body]')
    .fill(
      'Trả lời đúng hạn {{petitions-answeredOnTime 01/2026-10/2026}}. Có 22/32 dự án hoàn thành, đạt trên 70%.',
    );
  await press(page, 'Lưu');
  await scrollTo(page, 'Xem trước');
};

const makeReport = async (page) => {
  await page.goto('/can-bo/tin/bao-cao');
  await page.getByLabel('Báo cáo của').selectOption('');
  await press(page, 'Soạn bản nháp');
  await scrollTo(page, 'Xem trước');
};

/** Who (nobody: a citizen), then pictures in order: name, address or what to do first. */
const pictures = [
  [
    undefined,
    {
      portal: '/',
      figures: '/so-lieu',
      figure: '/so-lieu/danh-muc/petitions-answeredOnTime?tinh-den=05/11/2026',
      scorecard: '/so-lieu/phieu/phuong-bac-lieu?nam=2026',
      receptions: '/tiep-cong-dan?donvi=phuong-bac-lieu',
      compliance: '/tiep-cong-dan/ket-qua',
      process: async (page) => {
        await page.goto('/quy-trinh');
        await scrollTo(page, 'Sơ đồ');
      },
      commitment: (page) => page.goto('/cam-ket').then(() => follow(page, 'main table a')),
      land: async (page) => {
        await page.goto('/du-an-dat');
        await page.getByRole('link', { name: 'Mở rộng đường liên khóm' }).click();
        await scrollTo(page, 'Đã bàn giao bao nhiêu, theo ba cách đo');
      },
      work: async (page) => {
        await page.goto('/cong-trinh');
        await page.getByRole('link', { name: 'Đường liên ấp xã Vĩnh Trạch' }).click();
        await scrollTo(page, 'Quyết định của các hộ');
      },
      receipt: sendReflection,
      follow: '/theo-doi/ho-so',
    },
  ],
  [
    'chuyenvien',
    {
      inbox: '/can-bo/viec',
      case: (page) => follow(page, 'table a[href^="/can-bo/ho-so/"]', 1),
      reception: '/can-bo/tiep-dan/luot',
    },
  ],
  [
    'thutruong',
    {
      'land-household': async (page) => {
        await page.goto('/can-bo/du-an-dat');
        await page.getByRole('link', { name: 'Mở rộng đường liên khóm' }).click();
        await page.getByRole('link', { name: 'Các hộ, tổ chức' }).click();
        await page.getByRole('link', { name: '(H011)' }).click();
        await page.waitForLoadState();
      },
    },
  ],
  ['giaiquyet', { article: writeArticle, report: makeReport }],
  [
    'chutich',
    {
      organisation: '/can-bo/bo-may',
      tasks: '/can-bo/nhiem-vu',
      directive: async (page) => {
        await page.goto('/can-bo/van-ban?tim=dan+van+chinh+quyen');
        await follow(page, 'main table a', 1);
        await page.getByRole('heading', { name: 'Nhiệm vụ' }).evaluate((element) => element.scrollIntoView());
      },
    },
  ],
  [
    'chutichphuong',
    {
      rating: async (page) => {
        await page.goto('/can-bo/danh-gia');
        await follow(page, 'main table a[href*="/dot/"]');
        // Whose file has work in it: the office that was given the most.
        const row = page.locator('main tr', { hasText: 'Kinh tế, Hạ tầng' });
        await page.goto(await row.first().locator('a').getAttribute('href'));
        await scrollTo(page, 'Điểm, từ đâu ra');
      },
    },
  ],
  ['quantri', { plan: draftMerger, calendar: '/can-bo/quan-tri/lich' }],
];

for (const [who, shots] of pictures) {
  const page = who ? await signedIn(who) : await open();
  for (const [name, way] of Object.entries(shots)) {
    if (typeof way === 'string') await page.goto(way);
    else await way(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
await browser.close();
