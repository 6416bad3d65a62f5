import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totalsOf } from '../src/parts/campaigns/campaign.ts';
import { campaignPaths as to } from '../src/parts/campaigns/paths.ts';
import { contributionsOf, expensesOf } from '../src/parts/campaigns/work.store.ts';
import { sql } from '../src/platform/database/database.ts';
import { multipart, sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let ward: Visitor;
let chair: Visitor;
let other: Visitor;
let citizen: Visitor;

async function on(moment: string): Promise<void> {
  world.at(`${moment}T03:00:00Z`);
  ward = await visitor(world, app, 'thutruong');
  chair = await visitor(world, app, 'chutich');
  other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
}
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  await on('2026-11-23');
  citizen = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const one = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
const last = (answer: { headers: { location?: unknown } }) =>
  String(answer.headers.location ?? '')
    .split('/')
    .at(-1) ?? '';
const duty = (subject: string, rule: string) =>
  world.services.db.first<{ due: string; ended: string | null; on: string | null }>(
    sql`select due_on as due, ended, ended_on as on from duty where subject_id = ${subject} and rule_code = ${rule}`,
  );
const picture = (background: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .jpeg()
    .toBuffer();
async function sendPicture(
  by: Visitor,
  base: string,
  action: string,
  given: Record<string, string>,
  bytes: Buffer,
) {
  const fields = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`${action}-${name}`, value]),
  );
  return app.inject({
    method: 'POST',
    url: `${base}/${action}`,
    cookies: by.cookies,
    ...multipart({ key: newKey(), ...fields }, [{ field: `${action}-files`, name: 'anh.jpg', bytes }]),
  });
}

describe('a model of Dân vận khéo', () => {
  const model = {
    year: '2026',
    field: 'society',
    subject: 'collective',
    title: 'Ngõ hoa thử nghiệm',
    place: 'Khóm 2',
    content: 'Mỗi nhà một chậu hoa',
    forces: 'Hội Phụ nữ',
    expected: 'Ngõ đẹp',
  };
  let id: string;

  test('its own unit neither appraises nor recognises it, and nothing is recognised unseen', async () => {
    const wrong = await sendForm(ward, to.desk, 'dang-ky', { ...model, year: '1990', title: '' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Mỗi nhà một chậu hoa');
    const made = await sendForm(ward, to.desk, 'dang-ky', model);
    expect(made.statusCode).toBe(303);
    id = last(made);
    const desk = to.deskModel(id);
    const go = { verdict: 'running', why: 'Thiết thực' };
    expect((await sendForm(ward, desk, 'tham-dinh', go)).body).toContain('do cấp trên của đơn vị');
    expect((await sendForm(other, desk, 'tham-dinh', go)).statusCode).toBe(404);
    expect((await sendForm(chair, desk, 'tham-dinh', go)).statusCode).toBe(303);
    const yes = { verdict: 'recognised', why: 'Tốt', decision: '5/QĐ' };
    expect((await sendForm(chair, desk, 'cong-nhan', yes)).body).toContain('không công nhận trên giấy');
    const check = {
      onDay: '20/11/2026',
      who: 'MTTQ phường',
      finding: 'asRegistered',
      words: 'Đã xem 30 nhà.',
    };
    const bare = await sendPicture(ward, desk, 'kiem-tra', check, await picture('#373'));
    expect(bare.statusCode).toBe(422);
    expect(bare.body).toContain('cho người không nhìn thấy ảnh');
    const seen = await sendPicture(
      ward,
      desk,
      'kiem-tra',
      { ...check, caption: 'Ngõ có hoa hai bên' },
      await picture('#373'),
    );
    expect(seen.statusCode).toBe(303);
    expect((await sendForm(chair, desk, 'cong-nhan', yes)).statusCode).toBe(303);
    expect((await sendForm(chair, desk, 'khen', { commended: 'Giấy khen 9/QĐ' })).statusCode).toBe(303);
    await sendForm(ward, desk, 'can-gi', {
      cost: '12000000',
      people: '9',
      months: '3',
      lessons: 'Làm từng ngõ',
    });
    const page = (await citizen.get(to.model(id))).body;
    for (const words of [
      'Được công nhận',
      'Đã xem 30 nhà.',
      'Giấy khen 9/QĐ',
      '12.000.000 đ',
      'alt="Ngõ có hoa hai bên"',
    ])
      expect(page).toContain(words);
    const src = /src="(\/dan-van-kheo\/anh\/[^"]+)"/.exec(page)?.[1] ?? '';
    const image = await citizen.get(src);
    expect(image.headers['content-type']).toBe('image/jpeg');
    expect((await citizen.get(src.replace('-360', '-3600'))).statusCode).toBe(404);
  });

  test('a copy names its model, and tells the next one what it took', async () => {
    const form = await other.get(`${to.desk}?mau=${id}`);
    expect(form.body).toContain('value="Ngõ hoa thử nghiệm"');
    const copy = last(
      await sendForm(other, to.desk, 'dang-ky', { ...model, title: 'Ngõ hoa Hiệp Thành' }, { target: id }),
    );
    await sendForm(chair, to.deskModel(copy), 'tham-dinh', { verdict: 'running', why: 'Được' });
    await sendForm(other, to.deskModel(copy), 'can-gi', {
      cost: '8000000',
      people: '7',
      months: '2',
      lessons: 'Xin giống hoa',
    });
    const page = (await citizen.get(to.model(id))).body;
    expect(page).toContain('Ngõ hoa Hiệp Thành');
    expect(page).toContain('1 nơi làm theo đã kể lại, trung bình 8.000.000 đ');
    expect((await citizen.get(to.model(copy))).body).toContain('Làm theo mô hình');
    expect((await citizen.get(`${to.models}?tim=ngo hoa`)).body).toContain('Ngõ hoa Hiệp Thành');
    expect((await citizen.get(`${to.models}?tim=khong co`)).body).not.toContain('Ngõ hoa Hiệp Thành');
  });
});

describe('a road from the ballot to the account', () => {
  let id: string;
  const desk = () => to.deskWork(id);
  const gift = (given: Record<string, string>) =>
    sendForm(ward, desk(), 'gop', {
      kind: 'money',
      quantity: '500000',
      giver: 'Ông Út Thử',
      onDay: '25/11/2026',
      ...given,
    });

  test('households decide, one vote a house, by the share that the law asks for', async () => {
    const made = await sendForm(ward, to.deskWorks, 'de-xuat', {
      kind: 'road',
      title: 'Đường hẻm thử',
      place: 'Khóm 9',
      proposal: 'Bê tông 200 m',
      households: '5',
    });
    id = last(made);
    expect((await gift({ onDay: '23/11/2026' })).statusCode).toBe(422);
    const vote = (place: string, view: string) =>
      sendForm(ward, desk(), 'phieu', { view, name: 'Đại diện', place });
    expect((await vote('Số 1', 'agree')).statusCode).toBe(303);
    expect((await vote('số  1', 'disagree')).body).toContain('Hộ này đã có phiếu');
    await vote('Số 2', 'agree');
    await vote('Số 3', 'disagree');
    const page = (await citizen.get(to.work(id))).body;
    expect(page).toContain('2 trong 5 hộ (40,0%) đồng ý; cần từ 50,0% trở lên');
    expect(page).not.toContain('Đại diện');
    await vote('Số 4', 'agree');
    await vote('Số 5', 'other');
    expect((await vote('Số 6', 'agree')).body).toContain('đã bằng tổng số hộ');
    expect((await sendForm(other, desk(), 'ket-thuc', { form: 'ballot', sure: '1' })).statusCode).toBe(404);
    await on('2026-11-25');
    expect((await sendForm(ward, desk(), 'ket-thuc', { form: 'ballot' })).body).toContain('đánh dấu ở đây');
    expect((await sendForm(ward, desk(), 'ket-thuc', { form: 'ballot', sure: '1' })).statusCode).toBe(303);
    expect((await citizen.get(to.work(id))).body).toContain('Các hộ đã đồng ý');
  });

  test('every receipt has its number, without gaps, however many are written at once', async () => {
    const answers = await Promise.all(['1000000', '250000', '300000'].map((quantity) => gift({ quantity })));
    expect(answers.map((answer) => answer.statusCode)).toEqual([303, 303, 303]);
    expect((await gift({ quantity: '0,5' })).body).toContain('số nguyên đồng');
    await gift({ kind: 'labour', quantity: '2,5', giver: 'Bà Kim Thử', anonymous: '1' });
    await gift({ kind: 'land', quantity: '12' });
    expect((await gift({ kind: 'material', quantity: '3', what: 'đá' })).statusCode).toBe(422);
    await gift({ kind: 'material', quantity: '3', what: 'đá 1x2 | m³' });
    expect((await gift({ onDay: '24/11/2026' })).body).toContain('Không trước ngày các hộ quyết định');
    const receipts = await contributionsOf(world.services.db, id as never);
    expect(receipts.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6]);
    const page = (await citizen.get(to.work(id))).body;
    for (const words of [
      '1.550.000 đồng',
      '2,5 ngày công',
      '12 m²',
      '3 m³ đá 1x2',
      'Ông Út Thử',
      'Người góp không nêu tên',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('Bà Kim Thử');
    const pdf = await ward.get(to.receipt(id, receipts[0]?.id ?? ''));
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await other.get(to.receipt(id, receipts[0]?.id ?? ''))).statusCode).toBe(404);
  });

  test('a wrong one is struck out for all to see; sums follow', async () => {
    const [first] = await contributionsOf(world.services.db, id as never);
    await sendForm(ward, desk(), 'huy-gop', { why: 'Ghi nhầm công trình' }, { target: first?.id ?? '' });
    expect(
      (await sendForm(ward, desk(), 'huy-gop', { why: 'Lần nữa' }, { target: first?.id ?? '' })).statusCode,
    ).toBe(422);
    const page = (await citizen.get(to.work(id))).body;
    expect(page).toContain('Ghi nhầm công trình');
    const totals = totalsOf(
      await contributionsOf(world.services.db, id as never),
      await expensesOf(world.services.db, id as never),
    );
    expect(page).toContain(`${new Intl.NumberFormat('vi-VN').format(totals.money)} đồng`);
    expect(totals.money).toBe(1_550_000 - (first?.quantity ?? 0) / 1000);
  });

  test('before and after at the same spot, accepted by the board, accounted to the last đồng', async () => {
    await sendForm(ward, desk(), 'ke-hoach', {
      plan: 'Ba tuần',
      startsOn: '26/11/2026',
      endsOn: '20/12/2026',
    });
    const milestone = (onDay: string, words: string, background: string) =>
      picture(background).then((bytes) =>
        sendPicture(
          ward,
          desk(),
          'tien-do',
          { onDay, words, spot: 'Đầu hẻm', caption: `Hẻm, ${words}` },
          bytes,
        ),
      );
    expect((await milestone('25/11/2026', 'đường đất', '#653')).statusCode).toBe(303);
    await on('2026-12-18');
    expect((await milestone('18/12/2026', 'đã đổ bê tông', '#999')).statusCode).toBe(303);
    const page = (await citizen.get(to.work(id))).body;
    expect(page).toContain('Trước và sau');
    expect(page).toContain('alt="Hẻm, đường đất"');
    const spend = (amount: string) =>
      sendForm(ward, desk(), 'chi', { amount, what: 'Xi măng', payee: 'Cửa hàng', onDay: '10/12/2026' });
    await spend('900000');
    await sendForm(ward, desk(), 'nghiem-thu', {
      onDay: '18/12/2026',
      board: 'Trưởng ban và hai thành viên',
      acceptance: 'Đạt',
      result: '200',
      resultUnit: 'm',
    });
    expect(await duty(id, 'CD-ACCOUNT')).toMatchObject({ due: '2027-01-18', ended: null });
    await spend('900000');
    const over = await sendForm(ward, desk(), 'quyet-toan', { account: 'Xong', sure: '1' });
    expect(over.body).toContain('Chi nhiều hơn thu');
    const expenses = await expensesOf(world.services.db, id as never);
    await sendForm(ward, desk(), 'huy-chi', { why: 'Ghi hai lần' }, { target: expenses[1]?.id ?? '' });
    const struck = totalsOf(
      await contributionsOf(world.services.db, id as never),
      await expensesOf(world.services.db, id as never),
    );
    if (struck.rest < 0) await gift({ quantity: String(-struck.rest), onDay: '18/12/2026' });
    expect(
      (await sendForm(ward, desk(), 'quyet-toan', { account: 'Tiền còn lại vào quỹ duy tu.', sure: '1' }))
        .statusCode,
    ).toBe(303);
    // Published with a slip in it: two take it back, it is published anew, and both stay to be seen.
    const { step: published } = await one<{ step: string }>(
      sql`select id as step from step where page = ${desk()} and name like '%/quyet-toan' order by taken_at desc limit 1`,
    );
    const worker = await visitor(world, app, 'chuyenvien');
    const back = (by: Visitor, form: string, given: Record<string, string>) =>
      sendForm(by, `/can-bo/buoc/${published}`, form, given);
    expect((await back(worker, 'de-nghi', { why: 'Thiếu một khoản' })).statusCode).toBe(303);
    expect((await back(ward, 'dong-y', { sure: '1' })).statusCode).toBe(303);
    expect((await ward.get(desk())).body).toContain('Thiếu một khoản');
    expect(
      (await sendForm(ward, desk(), 'quyet-toan', { account: 'Tiền còn lại vào quỹ duy tu.', sure: '1' }))
        .statusCode,
    ).toBe(303);
    expect(await duty(id, 'CD-ACCOUNT')).toMatchObject({ ended: 'done', on: '2026-12-18' });
    expect((await gift({ onDay: '18/12/2026' })).statusCode).toBe(422);
    const done = (await citizen.get(to.work(id))).body;
    for (const words of ['Đã quyết toán', '200 m', 'Tiền còn lại vào quỹ duy tu.', '900.000 đ'])
      expect(done).toContain(words);
  });

  test('when too few agree nothing is collected', async () => {
    const made = await sendForm(ward, to.deskWorks, 'de-xuat', {
      kind: 'other',
      title: 'Cổng chào thử',
      place: 'Khóm 9',
      proposal: 'Cổng',
      households: '3',
    });
    const refused = last(made);
    for (const [place, view] of [
      ['1', 'agree'],
      ['2', 'disagree'],
      ['3', 'disagree'],
    ] as const)
      await sendForm(ward, to.deskWork(refused), 'phieu', { view, name: 'A', place });
    await sendForm(ward, to.deskWork(refused), 'ket-thuc', { form: 'meeting', sure: '1' });
    expect((await citizen.get(to.work(refused))).body).toContain('Các hộ không đồng ý');
    const gave = await sendForm(ward, to.deskWork(refused), 'gop', {
      kind: 'money',
      quantity: '1000',
      giver: 'A',
      onDay: '18/12/2026',
    });
    expect(gave.statusCode).toBe(422);
  });
});

describe('a launch day', () => {
  test('results of every task are published the same evening, with what they come to', async () => {
    const made = await sendForm(ward, to.deskLaunches, 'thong-bao', {
      title: 'Dọn kênh thử',
      onDay: '20/12/2026',
      meets: '7 giờ, cầu',
      call: 'Vớt rác',
    });
    const id = last(made);
    const desk = to.deskLaunch(id);
    for (const what of ['Vớt rác', 'Trồng cây'])
      await sendForm(ward, desk, 'viec', { what, place: 'Kênh', squad: 'Đoàn', planned: '10' });
    const tasks = await world.services.db.rows<{ id: string }>(
      sql`select id from launch_task where launch_id = ${id} order by id`,
    );
    const result = (at: number, given: Record<string, string>) =>
      sendForm(ward, desk, 'ket-qua', given, { target: tasks[at]?.id ?? '' });
    const rubbish = { attended: '12', result: '1,5', resultUnit: 'tấn rác' };
    expect((await result(0, rubbish)).body).toContain('Ngày này chưa đến');
    await on('2026-12-20');
    expect((await result(0, rubbish)).statusCode).toBe(303);
    expect((await sendForm(ward, desk, 'cong-bo', { sure: '1' })).body).toContain(
      'Còn 1 việc chưa ghi kết quả',
    );
    await result(1, { attended: '8', result: '0,25', resultUnit: 'tấn rác' });
    expect((await sendForm(ward, desk, 'cong-bo', { sure: '1' })).statusCode).toBe(303);
    expect(await duty(id, 'CD-LAUNCH')).toMatchObject({ due: '2026-12-20', ended: 'done', on: '2026-12-20' });
    const page = (await citizen.get(to.launch(id))).body;
    expect(page).toContain('20 người');
    expect(page).toContain('1,75 tấn rác');
  });
});

describe('a model street', () => {
  test('it is one while its newest round meets all of its criteria', async () => {
    const none = await sendForm(ward, to.deskStreets, 'them', {
      name: 'Đường Thử',
      stretch: 'A đến B',
      plan: 'KH 55',
    });
    expect(none.body).toContain('ít nhất một tiêu chí');
    const made = await sendForm(ward, to.deskStreets, 'them', {
      name: 'Đường Thử',
      stretch: 'A đến B',
      plan: 'KH 55',
      pavement: '1',
      rubbish: '1',
    });
    const id = last(made);
    await on('2026-12-22');
    const round = (onDay: string, met: Record<string, string>) =>
      sendForm(ward, to.deskStreet(id), 'kiem-tra', { onDay, who: 'Tổ trật tự', ...met });
    await round('20/12/2026', { pavement: '1' });
    expect((await round('19/12/2026', {})).body).toContain('Không trước ngày tuyến');
    expect((await round('20/12/2026', {})).body).toContain('Đã có lần kiểm tra ngày này');
    expect((await citizen.get(to.street(id))).body).toContain('1 trong 2 tiêu chí');
    await round('22/12/2026', { pavement: '1', rubbish: '1' });
    const page = (await citizen.get(to.street(id))).body;
    expect(page).toContain('Đạt kiểu mẫu');
    const report = /href="(\/nop-don\?loai=reflection[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await citizen.get(report)).body).toContain('Đường Thử</a>');
    expect(
      (await sendForm(other, to.deskStreet(id), 'kiem-tra', { onDay: '20/12/2026', who: 'X' })).statusCode,
    ).toBe(404);
  });
});

test('the sample’s road adds up to what its receipts say', async () => {
  const road = await one<{ id: string }>(
    sql`select id from community_work where state = 'accounted' and title like '%Vĩnh Trạch%'`,
  );
  const page = (await citizen.get(to.work(road.id))).body;
  for (const words of [
    '11.500.000 đồng',
    '27 ngày công',
    '60 m²',
    '1.550.000 đ',
    '74 trong 86 hộ',
    'cần trên 50,0%',
  ])
    expect(page).toContain(words);
});

describe('a vote of households that went wrong', () => {
  const proposal = {
    kind: 'road',
    title: 'Đường bỏ phiếu thử',
    place: 'Khóm 7',
    proposal: 'Bê tông',
    households: '30',
  };
  const propose = async () => last(await sendForm(ward, to.deskWorks, 'de-xuat', proposal));
  const vote = (id: string, place: string, view: string) =>
    sendForm(ward, to.deskWork(id), 'phieu', { view, name: 'Đại diện', place });
  const close = (id: string, given: Record<string, string> = {}) =>
    sendForm(ward, to.deskWork(id), 'ket-thuc', { form: 'ballot', sure: '1', ...given });
  const state = async (id: string) =>
    (await one<{ state: string }>(sql`select state from community_work where id = ${id}`)).state;

  test('one of thirty is no refusal: it stays open, or is closed with why and says that too few took part', async () => {
    const id = await propose();
    await vote(id, 'Tổ 3, số 12', 'disagree');
    const early = await close(id);
    expect([early.statusCode, early.body]).toEqual([422, expect.stringContaining('Mới 1 trong 30 hộ')]);
    expect(await state(id)).toBe('proposed');
    expect((await close(id, { shortWhy: 'Mưa bão, hoãn sang năm sau.' })).statusCode).toBe(303);
    const page = (await citizen.get(to.work(id))).body;
    expect(page).toContain('Chưa đủ hộ tham gia');
    expect(page).not.toContain('Các hộ không đồng ý');
    await sendForm(ward, to.deskWork(id), 'mo-lai', { why: 'Trời đã tạnh.' });
    expect(await state(id)).toBe('proposed');
    expect((await citizen.get(to.work(id))).body).toContain('Các hộ đang quyết định');
  });

  test('one house is one house, the roll is seen by its keepers, and a vote is put right while it is open', async () => {
    const id = await propose();
    await vote(id, 'Tổ 3, số 12A', 'disagree');
    expect((await vote(id, '012 a tổ 03', 'agree')).body).toContain('Hộ này đã có phiếu');
    expect((await vote(id, 'Tổ 12, số 3A', 'agree')).statusCode).toBe(303);
    const desk = (await ward.get(to.deskWork(id))).body;
    expect(desk).toContain('Tổ 3, số 12A');
    expect((await citizen.get(to.work(id))).body).not.toContain('số 12A');
    const { target } = await one<{ target: string }>(
      sql`select id as target from work_vote where work_id = ${id} and view = 'disagree'`,
    );
    const right = { view: 'agree', name: 'Đại diện', why: 'Ghi nhầm ô.' };
    expect((await sendForm(ward, to.deskWork(id), 'sua-phieu', right, { target })).statusCode).toBe(303);
    expect((await citizen.get(to.work(id))).body).toContain('2 trong 30 hộ');
  });

  test('a vote is not taken back under what was concluded from it, and the closing falls by two', async () => {
    const id = await propose();
    for (let at = 1; at <= 16; at++) await vote(id, `Số ${at}`, 'agree');
    await close(id);
    const steps = await world.services.db.rows<{ id: string; name: string }>(
      sql`select id, name from step where page = ${to.deskWork(id)} order by taken_at`,
    );
    const first = steps[0]?.id ?? '';
    const closing = steps.at(-1)?.id ?? '';
    const strike = (by: Visitor, step: string, form: string, given: Record<string, string>) =>
      sendForm(by, `/can-bo/buoc/${step}`, form, given);
    expect((await strike(ward, first, 'huy', { why: 'Nhầm' })).body).toContain('phải hai người mới hủy');
    const worker = await visitor(world, app, 'chuyenvien');
    await strike(worker, closing, 'de-nghi', { why: 'Đếm nhầm' });
    expect((await strike(ward, closing, 'dong-y', { sure: '1' })).statusCode).toBe(303);
    expect(await state(id)).toBe('proposed');
    expect((await strike(ward, first, 'huy', { why: 'Nhầm' })).statusCode).toBe(303);
  });

  test('what is put up is put right while it is open, never below the votes that are there', async () => {
    const id = await propose();
    await vote(id, 'Số 1', 'agree');
    await vote(id, 'Số 2', 'agree');
    const data = { title: proposal.title, place: proposal.place, proposal: proposal.proposal };
    const correct = (households: string) =>
      sendForm(ward, to.deskWork(id), 'sua', { ...data, households, why: 'Đếm lại hộ.' });
    expect((await correct('1')).body).toContain('Đã có 2 phiếu');
    expect((await correct('30')).body).toContain('Chưa có gì được sửa');
    expect((await correct('3')).statusCode).toBe(303);
    // Held on paper some days ago, entered today with why.
    expect((await close(id, { onDay: '01/11/2026' })).statusCode).toBe(422);
    expect((await close(id)).statusCode).toBe(303);
    expect(await state(id)).toBe('decided');
  });

  test('what was decided on paper has its own day, and what was given since then counts', async () => {
    const id = last(
      await sendForm(ward, to.deskWorks, 'de-xuat', {
        ...proposal,
        households: '2',
        onDay: '10/12/2026',
        lateWhy: 'Ghi từ sổ của khóm.',
      }),
    );
    await vote(id, 'Số 1', 'agree');
    expect((await close(id, { onDay: '12/12/2026' })).body).toContain('vì sao ghi muộn');
    expect((await close(id, { onDay: '12/12/2026', lateWhy: 'Họp tối, ghi sau.' })).statusCode).toBe(303);
    const gave = await sendForm(ward, to.deskWork(id), 'gop', {
      kind: 'money',
      quantity: '100000',
      giver: 'Hộ A',
      onDay: '13/12/2026',
    });
    expect(gave.statusCode).toBe(303);
    const plan = (startsOn: string) =>
      sendForm(ward, to.deskWork(id), 'ke-hoach', { plan: 'Hai tuần', startsOn, endsOn: '31/01/2027' });
    expect((await plan('11/12/2026')).body).toContain('Khởi công không trước ngày các hộ quyết định');
    expect((await plan('20/12/2026')).statusCode).toBe(303);
  });
});
