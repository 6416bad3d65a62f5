import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeFor, formatCode } from '../src/ground/code.ts';
import { measuresOf, parcelCases } from '../src/parts/land/land.store.ts';
import type { ProjectId } from '../src/parts/land/land.ts';
import { refusalOf } from '../src/parts/land/legal-path.ts';
import { batchesOf, batchLines } from '../src/parts/land/money.store.ts';
import { landPaths as to } from '../src/parts/land/paths.ts';
import { digestOf } from '../src/parts/land/payment.service.ts';
import { sql } from '../src/platform/database/database.ts';
import { type Cell, readSheets, writeWorkbook } from '../src/platform/sheet/sheet.ts';
import { formatDate, type PlainDate } from '../src/platform/time.ts';
import { multipart, sendForm } from './support/forms.ts';
import { inbox } from './support/inbox.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
/** Of the same unit: who draws a payment up does not pay it. */
let payer: Visitor;
let front: Visitor;
let citizen: Visitor;

/** Some weeks later: sessions have ended, so everybody signs in again. */
async function on(day: string): Promise<void> {
  world.at(`${day}T03:00:00Z`);
  head = await visitor(world, app, 'thutruong');
  payer = await visitor(world, app, 'chuyenvien');
  front = await visitor(world, app, frontOfficer);
}
let frontOfficer: string;

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  const { username } = await world.services.db.one<{ username: string }>(sql`
    select username from account join holding on holding.person_id = account.person_id and upper(holding.valid) is null
    join post_version post on post.post_id = holding.post_id join unit on unit.id = post.unit_id
    where unit.code = 'mttq' and post.role = 'officer' order by username limit 1`);
  frontOfficer = username;
  await on('2026-11-23');
  citizen = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const one = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
const unitId = async (code: string) =>
  (await one<{ id: string }>(sql`select id from unit where code = ${code}`)).id;
const duty = (subject: string, rule: string) =>
  world.services.db.first<{ due: string; ended: string | null; on: string | null }>(
    sql`select due_on as due, ended, ended_on as on from duty where subject_id = ${subject} and rule_code = ${rule}`,
  );

const project = {
  name: 'Đường nối thử',
  purpose: 'Giao thông',
  basis: 'Nghị quyết 12/NQ-HĐND',
  investor: 'Ban QLDA',
  place: 'Phường Bạc Liêu',
  due: '30/09/2027',
};
const parcelsCsv = [
  'to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung,dia_chi,toa_do',
  '12,45,CLN,"120,5",H1,Trần Thị Kín,Khóm 3,"580000 1027000; 580010 1027000; 580010 1027012"',
  '12,46,CLN,200,H1,Trần Thị Kín,Khóm 3,',
  '12,47,LUC,"1.000,25",H2,Danh Sóc Kín,Khóm 4,',
].join('\n');

let id: ProjectId;
const households: Record<string, string> = {};
const step = (name: string, onDay: string, more: Record<string, string> = {}) =>
  sendForm(head, to.deskOne(id), 'buoc', { step: name, onDay, ...more });
const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF';
/** Notes a payment as paid, with its proof and after being asked. */
const pay = (
  by: Visitor,
  of: string,
  action: 'tra' | 'tra-mot',
  given: Record<string, string>,
  target: string,
  more: { proof?: boolean; sure?: boolean } = {},
) => {
  const prefix = `${action}-${target}`;
  const named = Object.fromEntries(
    Object.entries({ ...given, ...(more.sure !== false && { sure: '1' }) }).map(([field, value]) => [
      `${prefix}-${field}`,
      value,
    ]),
  );
  return app.inject({
    method: 'POST',
    url: `${to.payments(of)}/${action}`,
    cookies: by.cookies,
    ...multipart(
      { key: newKey(), target, ...named },
      more.proof === false ? [] : [{ field: `${prefix}-files`, name: 'uy-nhiem-chi.pdf', bytes: pdf }],
    ),
  });
};
const own = async (key: string) => {
  const visitor_ = await visitor(world, app);
  const code = formatCode(codeFor(world.services.secrets.codes, `land/${households[key]}`));
  const answer = await visitor_.post(to.own, { code });
  expect(answer.statusCode).toBe(303);
  for (const cookie of answer.cookies) visitor_.cookies[cookie.name] = cookie.value;
  return visitor_;
};

describe('a project from its notice to the handover', () => {
  test('it is registered by its unit, and its handover is owed', async () => {
    const bad = await sendForm(head, to.desk, 'them', { ...project, due: 'mai' });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('Nghị quyết 12/NQ-HĐND');
    const made = await sendForm(head, to.desk, 'them', project);
    expect(made.statusCode).toBe(303);
    id = made.headers.location?.split('/').at(-1) as ProjectId;
    expect(await duty(id, 'DAT-HANDOVER')).toMatchObject({ due: '2027-09-30', ended: null });
    // Shown to everybody by its head, who was asked; two take it back.
    expect((await citizen.get(to.one(id))).statusCode).toBe(404);
    expect((await citizen.get(to.public)).body).not.toContain('Đường nối thử');
    const officer = await visitor(world, app, 'chuyenvien');
    const publish = (by: Visitor, sure: Record<string, string>) =>
      sendForm(by, to.deskOne(id), 'cong-bo', {}, sure);
    expect((await publish(officer, { 'cong-bo-sure': '1' })).statusCode).toBe(422);
    expect((await publish(head, {})).statusCode).toBe(422);
    expect((await publish(head, { 'cong-bo-sure': '1' })).statusCode).toBe(303);
    expect((await citizen.get(to.one(id))).body).toContain('Đường nối thử');
    expect((await front.get(to.deskOne(id))).statusCode).toBe(404);
  });

  test('parcels come from a file: faults by line first, then entered once', async () => {
    const send = (name: string, bytes: string | Buffer, system = 'vn2000-10500') =>
      app.inject({
        method: 'POST',
        url: to.parcels(id),
        cookies: head.cookies,
        ...multipart({ system }, [{ field: 'file', name, bytes }]),
      });
    const wrong = await send('thua.csv', parcelsCsv.replace('200', 'nhiều').replace('12,47', '12,45'));
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Dòng 3');
    expect(wrong.body).toContain('Thửa 12-45 có hai lần');
    expect((await send('thua.csv', parcelsCsv, 'wgs84')).body).toContain('ngoài Việt Nam');
    expect((await send('thua.geojson', '{')).body).toContain('Không đọc được');
    expect(await world.services.db.rows(sql`select from land_parcel where project_id = ${id}`)).toHaveLength(
      0,
    );
    // Text that can be read both ways is asked about; a number of the spreadsheet is that number.
    const both = await send('thua.csv', parcelsCsv.replace('200', '"245.678"'));
    expect(both.statusCode).toBe(422);
    expect(both.body).toContain('Diện tích “245.678” có thể đọc theo hai cách');
    const shape = '586000 1026000; 586020 1026000; 586020 1026020; 586000 1026020';
    const sheet = (rows: Cell[][]) =>
      writeWorkbook([
        {
          name: 'Thửa',
          header: ['Số tờ', 'Thửa số', 'Diện tích (m2)', 'Loại đất', 'Mã hộ', 'Họ và tên', 'Tọa độ'],
          rows,
        },
      ]);
    const workbook = await sheet([
      ['9', '1', 245.678, 'ODT', 'H8', 'Hộ Thử Tám', ''],
      ['9', '2', 400.2, 'ODT', 'H9', 'Hộ Thử Chín', shape],
      ['9', '3', 900, 'ODT', 'H9', 'Hộ Thử Chín', shape],
    ]);
    const numbers = await send('thua.xlsx', workbook);
    expect(numbers.statusCode).toBe(200);
    expect(numbers.body).toContain('Đã đọc bảng “Thửa”');
    expect(numbers.body).toContain('245,678');
    expect(numbers.body).not.toContain('245.678');
    // Held against their shapes: 900 m² on 400, and one over the other; shown, with the map, before anything is entered.
    expect(numbers.body).toMatch(/diện tích ghi 900 m², tính theo tọa độ là (?:399|400|401)/);
    expect(numbers.body).toMatch(/chồng lên thửa 9-[23]: (?:399|400|401)/);
    expect(numbers.body).not.toContain('diện tích ghi 400,2');
    expect(numbers.body).toContain('data:image/svg+xml;base64,');
    expect(numbers.body).toContain('đã xem 2 điều trên');
    const crossed = await sheet([
      ['9', '1', 400, 'ODT', 'H8', 'A', '586000 1026000; 586020 1026020; 586020 1026000; 586000 1026020'],
      ['9', '2', 400, 'ODT', 'H8', 'A', '586000 1026000; 586010 1026010; 586020 1026020'],
    ]);
    const broken = await send('thua.xlsx', crossed);
    expect(broken.body).toContain('Ranh thửa tự cắt');
    expect(broken.body).toContain('Các đỉnh nằm trên một đường');
    const sample = await head.get(`${to.parcels(id)}/mau.xlsx`);
    expect((await send('mau.xlsx', sample.rawPayload)).body).toContain('Đọc được 2 thửa của 2 hộ');
    const read = await send('thua.csv', parcelsCsv);
    expect(read.body).toContain('Đọc được 3 thửa của 2 hộ');
    const draft = /name="target" value="([^"]+)"/.exec(read.body)?.[1] ?? '';
    const enter = () => sendForm(head, to.parcels(id), 'ghi', {}, { target: draft });
    expect((await enter()).statusCode).toBe(303);
    expect((await enter()).statusCode).toBe(422);
    const rows = await world.services.db.rows<{
      id: string;
      key: string;
      area: string;
      rings: number[][][];
    }>(sql`
      select holder.id, key, sum(area)::text as area, jsonb_agg(rings) -> 0 as rings from land_household holder
      join land_parcel parcel on parcel.household_id = holder.id where holder.project_id = ${id} group by 1, 2 order by 2`);
    expect(rows.map(({ key, area }) => [key, area])).toEqual([
      ['H1', '320500'],
      ['H2', '1000250'],
    ]);
    // VN-2000 near Bạc Liêu: the same point that a surveyor's program gives, to a metre.
    const [[longitude, latitude] = []] = rows[0]?.rings?.[0] ?? [];
    expect(longitude).toBeCloseTo(105.7283, 2);
    expect(latitude).toBeCloseTo(9.287, 2);
    for (const row of rows) households[row.key] = row.id;
    expect((await citizen.get(to.one(id))).body).not.toContain('Kín');
  });

  test('steps out of order are refused with the article, and nothing is dated back', async () => {
    const early = await step('notice', '23/11/2026', { number: '1/TB' });
    expect(early.statusCode).toBe(422);
    expect(early.body).toContain('Họp dân trước khi thông báo');
    expect(early.body).toContain('Luật Đất đai 2024, Điều 85, 87');
    expect((await step('meeting', '24/11/2026')).body).toContain('Ngày này chưa đến');
    expect((await step('meeting', '23/11/2026', { present: '25' })).statusCode).toBe(303);
    const department = await unitId('ban-tcd');
    const incompetent = await step('notice', '23/11/2026', { number: '1/TB', decider: department });
    expect(incompetent.body).toContain('không có thẩm quyền với đất của dự án');
    expect((await step('notice', '23/11/2026')).body).toContain('Quyết định cần có số');
    expect((await step('notice', '23/11/2026', { number: '1/TB', parcels: '99-1' })).body).toContain(
      'Không có thửa: 99-1',
    );
    expect((await step('notice', '23/11/2026', { number: '1/TB-UBND' })).statusCode).toBe(303);
    expect((await step('posting', '23/11/2026')).statusCode).toBe(303);
    await on('2026-12-28');
    expect((await step('survey', '01/12/2026')).body).toContain('không ghi lùi');
    expect((await step('survey', '22/12/2026', { parcels: '12-45, 12-46' })).statusCode).toBe(303);
    expect(
      (await step('compulsoryCountDecision', '28/12/2026', { number: '2/QĐ', parcels: '12-47' })).body,
    ).toContain('Vận động phối hợp kiểm đếm');
    expect((await step('surveyPersuasion', '28/12/2026')).body).toContain('ghi rõ từng thửa');
    expect((await step('survey', '28/12/2026', { parcels: '12-47' })).statusCode).toBe(303);
  });

  test('what puts pressure on people, and what is copied from before, is shown by its paper', async () => {
    const bare = await step('surveyPersuasion', '28/12/2026', { parcels: '12-47' });
    // Its count was taken meanwhile; the paper would be asked for next.
    expect(bare.statusCode).toBe(422);
    const old = await sendForm(head, to.desk, 'them', { ...project, name: 'Dự án cũ' });
    const oldId = old.headers.location?.split('/').at(-1) ?? '';
    const read = await app.inject({
      method: 'POST',
      url: to.parcels(oldId),
      cookies: head.cookies,
      ...multipart({ system: 'wgs84' }, [
        {
          field: 'file',
          name: 'a.csv',
          bytes: 'to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung\n1,1,ODT,100,A1,Hộ Cũ',
        },
      ]),
    });
    const draft = /name="target" value="([^"]+)"/.exec(read.body)?.[1] ?? '';
    await sendForm(head, to.parcels(oldId), 'ghi', {}, { target: draft });
    const meeting = { step: 'meeting', onDay: '01/06/2026' };
    expect((await sendForm(head, to.deskOne(oldId), 'buoc', meeting)).body).toContain(
      'cần văn bản, biên bản',
    );
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
    const filed = await app.inject({
      method: 'POST',
      url: `${to.deskOne(oldId)}/buoc`,
      cookies: head.cookies,
      ...multipart({ key: newKey(), 'buoc-step': 'meeting', 'buoc-onDay': '01/06/2026' }, [
        { field: 'buoc-files', name: 'bien-ban.pdf', bytes: pdf },
      ]),
    });
    expect(filed.statusCode, filed.body.slice(0, 3000)).toBe(303);
    await sendForm(head, to.deskOne(oldId), 'cong-bo', {}, { 'cong-bo-sure': '1' });
    expect((await citizen.get(to.one(oldId))).body).toContain('ghi lại từ hồ sơ');
    // A number that was copied wrong stays struck out beside the right one.
    const act = await one<{ id: string; number: string | null }>(
      sql`select id, number from land_act where project_id = ${oldId} order by entered_at limit 1`,
    );
    const right = (given: Record<string, string>) =>
      sendForm(head, to.deskOne(oldId), 'sua-buoc', given, { target: act.id });
    expect((await right({ number: '77/TB-UBND', why: '' })).statusCode).toBe(422);
    expect(
      (await right({ number: '77/TB-UBND', words: 'Họp tại nhà văn hóa', why: 'Chép nhầm số' })).statusCode,
    ).toBe(303);
    const shown = (await citizen.get(to.one(oldId))).body;
    expect(shown).toContain('77/TB-UBND');
    expect(shown).toContain('Chép nhầm số');
    expect(shown).toContain('<del>');
    // A key of the count that is there under another name is no household to add to.
    const other = await app.inject({
      method: 'POST',
      url: to.parcels(oldId),
      cookies: head.cookies,
      ...multipart({ system: 'wgs84' }, [
        {
          field: 'file',
          name: 'b.csv',
          bytes: 'to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung\n1,2,ODT,100,A1,Hộ Khác',
        },
      ]),
    });
    const second = /name="target" value="([^"]+)"/.exec(other.body)?.[1] ?? '';
    expect((await sendForm(head, to.parcels(oldId), 'ghi', {}, { target: second })).body).toContain(
      'Mã hộ đã có với tên khác: A1',
    );
  });

  test('the Front goes out to households; what it notes is what the household reads', async () => {
    const household = to.household(households.H1 ?? '');
    expect((await front.get(household)).statusCode).toBe(404);
    const mttq = await unitId('mttq');
    await sendForm(head, to.deskOne(id), 'cung-di', { unit: mttq });
    const page = await front.get(household);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Trần Thị Kín');
    // Neither the code nor the money is theirs to see.
    expect(page.body).not.toContain('Mã của hộ');
    expect(page.body).not.toContain('Thêm dòng bồi thường');
    await sendForm(front, household, 'hen', { plannedOn: '04/01/2027' });
    const { visit } = await one<{ visit: string }>(
      sql`select id as visit from land_visit where household_id = ${households.H1} and held_on is null`,
    );
    expect(await duty(visit, 'DAT-VISIT')).toMatchObject({ due: '2027-01-04', ended: null });
    await on('2027-01-04');
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#456' } })
      .jpeg()
      .toBuffer();
    const fields = {
      key: newKey(),
      target: visit,
      [`gap-${visit}-heldOn`]: '04/01/2027',
      [`gap-${visit}-who`]: 'MTTQ, Hội Phụ nữ',
      [`gap-${visit}-asked`]: 'Bao giờ trả tiền?',
      [`gap-${visit}-told`]: 'Trong 30 ngày từ khi phê duyệt.',
      [`gap-${visit}-promise`]: 'Đo lại sân trước',
      [`gap-${visit}-promiseUnit`]: await unitId('phuong-bac-lieu'),
      [`gap-${visit}-promiseDue`]: '20/01/2027',
      [`gap-${visit}-nextOn`]: '25/01/2027',
    };
    const send = () =>
      app.inject({
        method: 'POST',
        url: `${household}/gap`,
        cookies: front.cookies,
        ...multipart(fields, [{ field: `gap-${visit}-files`, name: 'san.jpg', bytes: picture }]),
      });
    const elsewhere = {
      ...fields,
      key: newKey(),
      [`gap-${visit}-promiseUnit`]: await unitId('phuong-hiep-thanh'),
    };
    const refusedUnit = await app.inject({
      method: 'POST',
      url: `${household}/gap`,
      cookies: front.cookies,
      ...multipart(elsewhere, []),
    });
    expect(refusedUnit.body).toContain('Chỉ hứa thay đơn vị thực hiện dự án');
    expect((await send()).statusCode).toBe(303);
    // Sent again by a telephone that did not hear the answer: the same visit.
    expect((await send()).statusCode).toBe(303);
    const visits = await world.services.db.rows<{ held: string | null }>(
      sql`select held_on as held from land_visit where household_id = ${households.H1} order by planned_on`,
    );
    expect(visits).toEqual([{ held: '2027-01-04' }, { held: null }]);
    expect(await duty(visit, 'DAT-VISIT')).toMatchObject({ ended: 'done', on: '2027-01-04' });
    const { promise } = await one<{ promise: string }>(
      sql`select id as promise from land_promise where household_id = ${households.H1}`,
    );
    expect(await duty(promise, 'DAT-PROMISE')).toMatchObject({ due: '2027-01-20', ended: null });

    const reader = await own('H1');
    const read = (await reader.get(to.own)).body;
    for (const words of [
      'Bao giờ trả tiền?',
      'Trong 30 ngày từ khi phê duyệt.',
      'Đo lại sân trước',
      'san.jpg',
    ])
      expect(read).toContain(words);
    expect(read).not.toContain('Danh Sóc Kín');
    const file = /\/du-an-dat\/ho\/tep\/[^"]+/.exec(read)?.[0] ?? '';
    expect((await reader.get(file)).statusCode).toBe(200);
    expect((await (await own('H2')).get(file)).statusCode).toBe(404);
    expect((await citizen.get(file)).statusCode).toBe(404);

    const asked = await sendForm(
      reader,
      to.own,
      'dinh-chinh',
      { text: 'Tôi hỏi về ranh đất.' },
      { target: visit },
    );
    expect(asked.statusCode).toBe(303);
    expect(
      (await sendForm(await own('H2'), to.own, 'dinh-chinh', { text: 'X' }, { target: visit })).statusCode,
    ).toBe(404);
    const { correction } = await one<{ correction: string }>(
      sql`select id as correction from land_correction where visit_id = ${visit}`,
    );
    expect(await duty(correction, 'DAT-CORRECTION')).toMatchObject({ ended: null });
    // The answer is of those whose notes they are.
    expect(
      (await sendForm(head, household, 'tra-loi', { answer: 'X' }, { target: correction })).statusCode,
    ).toBe(404);
    await sendForm(
      front,
      household,
      'tra-loi',
      { answer: 'Đã ghi thêm: hỏi về ranh đất.' },
      { target: correction },
    );
    expect(await duty(correction, 'DAT-CORRECTION')).toMatchObject({ ended: 'done' });
    const after = (await reader.get(to.own)).body;
    for (const words of ['Bao giờ trả tiền?', 'Tôi hỏi về ranh đất.', 'Đã ghi thêm'])
      expect(after).toContain(words);
    // What the unit itself wrote down wrong it puts right; the household reads both.
    const noted = await one<{ held: PlainDate; who: string; asked: string; told: string }>(
      sql`select held_on as held, who, asked, told from land_visit where id = ${visit}`,
    );
    const { held, ...said } = noted;
    const right = { heldOn: formatDate(held), ...said, told: 'Trả vào tháng Ba.', why: 'Nghe nhầm tháng' };
    const correct = (by: Visitor, given: Record<string, string>) =>
      sendForm(by, household, 'sua-gap', given, { target: visit });
    expect((await correct(front, { ...right, told: noted.told })).body).toContain('Chưa có gì được sửa');
    expect((await correct(front, { ...right, heldOn: '01/01/2030' })).statusCode).toBe(422);
    expect((await correct(head, right)).statusCode).toBe(404);
    expect((await correct(front, right)).statusCode).toBe(303);
    const both = (await reader.get(to.own)).body;
    for (const words of ['Trả vào tháng Ba.', 'Nghe nhầm tháng', '<del>']) expect(both).toContain(words);
    expect((await sendForm(front, household, 'da-lam', { words: 'X' }, { target: promise })).statusCode).toBe(
      404,
    );
    await sendForm(payer, household, 'da-lam', { words: 'Đã đo lại: 121 m²' }, { target: promise });
    expect(await duty(promise, 'DAT-PROMISE')).toMatchObject({ ended: null });
    const { owed } = await one<{ owed: string }>(
      sql`select id as owed from duty where subject_id = ${promise} and rule_code = 'DAT-PROMISE'`,
    );
    const kept = (by: Visitor) => sendForm(by, `/can-bo/loi-hua/${owed}`, 'xac-nhan', { sure: '1' });
    expect((await kept(payer)).statusCode).toBe(422);
    expect((await kept(head)).statusCode).toBe(303);
    expect(await duty(promise, 'DAT-PROMISE')).toMatchObject({ ended: 'done' });
  });

  test('money is counted from what was measured; a line is replaced, never written over', async () => {
    const rate = (kind: string, name: string, price: string, per = 'm²') =>
      sendForm(head, to.deskOne(id), 'don-gia', {
        kind,
        name,
        per,
        price,
        decision: 'Quyết định 9/QĐ-UBND',
        fromOn: '01/01/2026',
      });
    await rate('land', 'Đất trồng cây', '333333');
    await rate('support', 'Di chuyển', '5000000', 'hộ');
    const rates = await world.services.db.rows<{ id: string; name: string }>(
      sql`select id, name from land_rate where project_id = ${id} order by name desc`,
    );
    const [soil, moving] = rates.map((row) => row.id) as [string, string];
    const line = (key: string, given: Record<string, string>) =>
      sendForm(head, to.household(households[key] ?? ''), 'dong', given);
    expect((await line('H1', { rate: soil, quantity: '320,5555' })).body).toContain('ba chữ số sau dấu phẩy');
    expect((await line('H1', { rate: soil, quantity: '320,5' })).statusCode).toBe(303);
    expect((await step('planPosted', '04/01/2027')).body).toContain('Còn 1 hộ chưa có dòng bồi thường');
    await line('H2', { rate: soil, quantity: '1.000,25' });
    await line('H2', { rate: moving, quantity: '1' });
    const { target } = await one<{ target: string }>(
      sql`select id as target from land_line where household_id = ${households.H1}`,
    );
    const more = { rate: soil, quantity: '321', why: 'Đo lại sân trước' };
    const replaced = (given: Record<string, string>) =>
      sendForm(head, to.household(households.H1 ?? ''), 'thay', given, { target });
    // More land than the parcels have is asked about, and never goes through without a word.
    expect((await replaced(more)).body).toContain('(321 m²) lớn hơn diện tích các thửa của hộ (320,5 m²)');
    expect((await replaced({ ...more, note: 'Biên bản đo lại ngày 3/1.' })).statusCode).toBe(303);
    // 321 × 333.333 = 106.999.893; 1.000,25 × 333.333 = 333.416.333,25, rounded down; and 5.000.000.
    expect((await measuresOf(world.services.db, id)).money.all).toBe(
      106_999_893n + 333_416_333n + 5_000_000n,
    );
    const page = (await (await own('H1')).get(to.own)).body;
    expect(page).toContain('106.999.893');
    expect(page).toContain('Đo lại sân trước');
    expect((await step('planPosted', '04/01/2027')).statusCode).toBe(303);
  });

  test('formal opinions are taken only while the plan is posted, and counted, not typed', async () => {
    const first = await own('H1');
    expect((await sendForm(first, to.own, 'y-kien', { view: 'disagree', text: 'Giá thấp' })).statusCode).toBe(
      303,
    );
    await sendForm(head, to.household(households.H2 ?? ''), 'y-kien', { view: 'agree' });
    const over = await sendForm(head, to.household(households.H1 ?? ''), 'y-kien', { view: 'agree' });
    expect(over.body).toContain('không ghi đè từ giấy');
    const early = await step('opinionMeeting', '04/01/2027', { present: '2' });
    expect(early.body).toContain('sớm nhất ngày 04/02/2027');
    await on('2027-02-08');
    expect((await step('opinionMeeting', '04/02/2027', { present: '2' })).statusCode).toBe(303);
    const page = (await citizen.get(to.one(id))).body;
    expect(page).toContain('1 hộ đồng ý, 1 không đồng ý, 0 ý kiến khác');
    expect(page).toContain('đã niêm yết 31 ngày');
    expect((await sendForm(await own('H1'), to.own, 'y-kien', { view: 'agree' })).statusCode).toBe(422);
    expect((await step('appraisal', '08/02/2027', { parcels: '12-45' })).body).toContain(
      'Đối thoại với hộ chưa đồng ý',
    );
    expect((await step('objectorDialogue', '08/02/2027')).statusCode).toBe(303);
    const talked = await one<{ parcels: number }>(
      sql`select parcels from land_act where project_id = ${id} and step = 'objectorDialogue'`,
    );
    expect(talked.parcels).toBe(2);
    expect((await step('appraisal', '08/02/2027')).statusCode).toBe(303);
    expect((await step('approval', '08/02/2027', { number: '88/QĐ-UBND' })).statusCode).toBe(303);
    expect(await duty(households.H1 ?? '', 'DAT-PAY')).toMatchObject({ due: '2027-03-10', ended: null });
  });

  test('an objection becomes a petition with its number and its clock', async () => {
    const first = await own('H1');
    const short = await sendForm(first, to.own, 'don', {
      kind: 'complaint',
      against: 'Quyết định 88',
      title: 'Giá đất',
      body: 'Ngắn',
    });
    expect(short.statusCode).toBe(422);
    expect(short.body).toContain('Giá đất');
    const key = newKey();
    const given = {
      kind: 'complaint',
      against: 'Quyết định 88/QĐ-UBND của UBND phường',
      title: 'Giá đất ở thấp hơn bảng giá',
      body: 'Thửa 12-45 được áp giá thấp hơn tuyến đường bên cạnh.',
    };
    const sent = await sendForm(first, to.own, 'don', given, { key });
    expect(sent.statusCode).toBe(303);
    await sendForm(first, to.own, 'don', given, { key });
    const objections = await world.services.db.rows<{ id: string }>(
      sql`select petition_id as id from land_objection where household_id = ${households.H1}`,
    );
    expect(objections).toHaveLength(1);
    for (const cookie of sent.cookies) first.cookies[cookie.name] = cookie.value;
    const page = (await first.get(`${to.own}?xong`)).body;
    expect(page).toMatch(/class="code">[0-9A-Z-]{29}</);
    expect((await head.get(to.deskOne(id))).body).toContain('1 đơn đang mở, 0 quá hạn, 1 tất cả');
    expect((await citizen.get(to.one(id))).body).not.toContain('Giá đất ở thấp');
  });

  test('payments carry their own check, reconcile with the lines, and lead to the handover', async () => {
    expect((await step('recovery', '08/02/2027', { number: '90/QĐ-UBND' })).body).toContain(
      'Phải đủ 90 ngày',
    );
    await on('2027-02-23');
    expect((await step('recovery', '22/02/2027', { number: '90/QĐ-UBND' })).statusCode).toBe(303);
    expect((await step('handover', '23/02/2027')).body).toContain('Chi trả tiền');
    const soil = await one<{ id: string }>(
      sql`select id from land_rate where project_id = ${id} and name = 'Đất trồng cây'`,
    );
    const silent = await sendForm(head, to.household(households.H2 ?? ''), 'dong', {
      rate: soil.id,
      quantity: '1',
    });
    expect(silent.body).toContain('Phương án đã phê duyệt');
    const tooBig = await sendForm(head, to.household(households.H2 ?? ''), 'dong', {
      rate: soil.id,
      quantity: '9999999999',
      addedWhy: 'X',
    });
    expect(tooBig.statusCode).toBe(422);
    expect((await sendForm(head, to.payments(id), 'lap', {})).statusCode).toBe(303);
    expect((await sendForm(head, to.payments(id), 'lap', {})).body).toContain('Không có khoản nào');
    const [batch] = await batchesOf(world.services.db, id);
    const lines = await batchLines(world.services.db, batch?.id as never);
    expect(batch).toMatchObject({ payments: 2, total: 445_416_226n, open: 2 });
    expect(digestOf(lines)).toBe(batch?.digest);
    const sheet = await head.get(`${to.payments(id)}/${batch?.id}.xlsx`);
    const [read] = await readSheets('a.xlsx', sheet.rawPayload);
    expect(read?.rows.slice(1).map((row) => row.cells[2])).toEqual([
      '106999893',
      '338416333',
      '445416226',
      '',
    ]);
    // What was found wrong before it was paid comes out of its payment again; nothing is frozen.
    const { target } = await one<{ target: string }>(
      sql`select id as target from land_line where household_id = ${households.H1} and replaced_by is null`,
    );
    const { rate } = await one<{ rate: string }>(
      sql`select rate_id as rate from land_line where id = ${target}`,
    );
    const replace = (quantity: string, line: string, more: Record<string, string> = {}) =>
      sendForm(
        head,
        to.household(households.H1 ?? ''),
        'thay',
        { rate, quantity, why: 'Sai', note: 'Đo lại', ...more },
        { target: line },
      );
    const { quantity } = await one<{ quantity: number }>(
      sql`select quantity::float8 as quantity from land_line where id = ${target}`,
    );
    expect((await replace('1', target)).statusCode).toBe(303);
    const open = () =>
      one<{ open: number; dropped: number }>(sql`
        select count(*) filter (where dropped_on is null)::int as open, count(dropped_on)::int as dropped
        from land_payment where household_id = ${households.H1}`);
    expect(await open()).toEqual({ open: 0, dropped: 1 });
    const { now } = await one<{ now: string }>(sql`
      select id as now from land_line where household_id = ${households.H1} and replaced_by is null
      order by at desc limit 1`);
    expect((await replace(String(quantity / 1000).replace('.', ','), now)).statusCode).toBe(303);
    expect((await sendForm(head, to.payments(id), 'lap', {})).statusCode).toBe(303);
    expect(await open()).toEqual({ open: 1, dropped: 1 });
    const [second] = await batchesOf(world.services.db, id);
    expect(second).toMatchObject({ number: 2, payments: 1, total: 106_999_893n });
    const refused = lines.find((row) => row.key === 'H2')?.id ?? '';
    const paid = { onDay: '23/02/2027', how: 'treasury' };
    // Who drew it up does not pay it; nobody pays without proof, without the tick, or before it was drawn up.
    expect((await pay(head, id, 'tra-mot', paid, refused)).body).toContain('cần một người khác');
    expect((await pay(payer, id, 'tra-mot', paid, refused, { proof: false })).statusCode).toBe(422);
    expect((await pay(payer, id, 'tra-mot', paid, refused, { sure: false })).statusCode).toBe(422);
    expect((await pay(payer, id, 'tra-mot', { ...paid, onDay: '22/02/2027' }, refused)).body).toContain(
      'Không trước ngày lập đợt',
    );
    expect((await pay(payer, id, 'tra-mot', paid, refused)).statusCode).toBe(303);
    // Noted for the wrong household: two reverse it, it is owed again, and the record has both.
    const { wrongly } = await one<{ wrongly: string }>(sql`
      select id as wrongly from step where page = ${to.payments(id)} and name like '%/tra-mot' order by taken_at desc limit 1`);
    const asked = await sendForm(payer, `/can-bo/buoc/${wrongly}`, 'de-nghi', { why: 'Chi nhầm hộ' });
    expect(asked.statusCode).toBe(303);
    const agreed = await sendForm(head, `/can-bo/buoc/${wrongly}`, 'dong-y', { sure: '1' });
    expect(agreed.statusCode, agreed.body.slice(0, 500)).toBe(303);
    expect(await one(sql`select paid_on as paid from land_payment where id = ${refused}`)).toEqual({
      paid: null,
    });
    expect((await head.get(to.payments(id))).body).toContain('Chi nhầm hộ');
    expect((await pay(payer, id, 'tra-mot', paid, refused)).statusCode).toBe(303);
    expect((await step('handover', '23/02/2027', { parcels: '12-45' })).body).toContain('Chi trả tiền');
    await on('2027-03-15');
    // Five days late: what is owed besides stands on the household's page.
    const late = (await (await own('H1')).get(to.own)).body;
    // 106.999.893 × 5 × 0,03% = 160.499,8.
    expect(late).toContain('160.500');
    const then = { onDay: '15/03/2027', how: 'transfer' };
    await pay(payer, id, 'tra', then, second?.id ?? '');
    expect((await pay(payer, id, 'tra', then, second?.id ?? '')).body).toContain('đã chi xong');
    // What is owed for the five days is a line of its own, and nothing is handed over before it is paid.
    expect((await step('handover', '15/03/2027', { parcels: '12-45' })).statusCode).toBe(422);
    await sendForm(head, to.payments(id), 'lap', {});
    const [interest] = await batchesOf(world.services.db, id);
    expect(interest).toMatchObject({ payments: 1, total: 160_500n });
    await pay(payer, id, 'tra', then, interest?.id ?? '');
    expect(await duty(households.H1 ?? '', 'DAT-PAY')).toMatchObject({ ended: 'done', on: '2027-03-15' });
    const measures = await measuresOf(world.services.db, id);
    expect(measures.money.done).toBe(measures.money.all);
    expect((await step('handover', '15/03/2027', { parcels: '12-45, 12-46' })).statusCode).toBe(303);
    expect((await measuresOf(world.services.db, id)).households).toEqual({ done: 1, all: 2 });
    const enforcement = await step('enforcement', '15/03/2027', { parcels: '12-47', time: '8:00' });
    expect(enforcement.body).toContain('Niêm yết quyết định cưỡng chế');
    expect((await step('enforcement', '14/03/2027', { parcels: '12-47', time: '8:00' })).body).toContain(
      'cuối tuần',
    );
    expect((await step('handover', '15/03/2027')).statusCode).toBe(303);
    expect(await duty(id, 'DAT-HANDOVER')).toMatchObject({ ended: 'done', on: '2027-03-15' });
    const page = (await citizen.get(to.one(id))).body;
    expect(page).toContain('đã bàn giao ngày 15/03/2027');
    expect(page).toContain('100,0%');
    // Everything that was accepted stands up when it is judged again from its record, step by step.
    const parcels = await parcelCases(world.services.db, { id, urgent: false });
    for (const parcel of parcels)
      for (const [at, { step: name, day }] of parcel.done
        .toSorted((a, b) => (a.day < b.day ? -1 : 1))
        .entries()) {
        const before = parcel.done.filter((each, index) => index !== at && each.day < day);
        const refusal = refusalOf(name, day, { ...parcel, done: before });
        expect(['missing', undefined]).toContain(refusal?.why);
      }
  });
});

describe('what anybody reads', () => {
  test('questions are answered for all to read, and who asked is told', async () => {
    expect((await citizen.post(to.question(id), { key: newKey(), text: '' })).statusCode).toBe(422);
    await citizen.post(to.question(id), { key: newKey(), text: 'Bao giờ làm đường?', email: 'c@example.vn' });
    expect((await citizen.get(to.one(id))).body).not.toContain('Bao giờ làm đường');
    const question = await one<{ id: string }>(sql`select id from land_question where project_id = ${id}`);
    await sendForm(head, to.deskOne(id), 'tra-loi', { answer: 'Tháng Tư.' }, { target: question.id });
    const page = (await citizen.get(to.one(id))).body;
    expect(page).toContain('Bao giờ làm đường');
    expect(page).toContain('Tháng Tư.');
    expect(page).not.toContain('c@example.vn');
    expect(await inbox(world, 'Trả lời về dự án: Đường nối thử')).toHaveLength(1);
  });

  test('of 2018, 22 of 32 projects: 68,75%, counted', async () => {
    const page = (await citizen.get(to.public)).body;
    expect(page).toMatch(/2018<\/th><td[^>]*>22<\/td><td[^>]*>32<\/td><td[^>]*>68,75%/);
    const figure = await citizen.get('/so-lieu/danh-muc/land-handedOver?tu=01/2018&den=12/2018');
    expect(figure.body).toContain('68,75%');
  });

  test('thirty people at once: each is answered, and nobody takes the others’ place at the database', async () => {
    const ask = (number: number) =>
      app.inject({
        method: 'POST',
        url: to.question(id),
        remoteAddress: `10.0.0.${number}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ key: newKey(), text: `Câu hỏi số ${number}` }).toString(),
      });
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => ask(at + 1)));
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array(30).fill(303));
    const object = async (visitor_: Visitor, number: number) =>
      sendForm(visitor_, to.own, 'don', {
        kind: 'complaint',
        against: 'Quyết định 88/QĐ-UBND',
        title: `Khiếu nại lần ${number}`,
        body: 'Nội dung khiếu nại đủ dài để nhận.',
      });
    const household = await own('H2');
    const objected = await Promise.all(Array.from({ length: 14 }, (_, at) => object(household, at)));
    expect(objected.map((answer) => answer.statusCode)).toEqual(Array(14).fill(303));
  });

  test('odd addresses and numbers are told, not failed over', async () => {
    for (const url of [
      '/dan-van-kheo?nam=1.5',
      '/dan-van-kheo?nam=99999999999',
      '/doi-thoai/ket-qua?nam=2025.5',
    ])
      expect((await citizen.get(url)).statusCode, url).toBe(200);
    expect(
      (await sendForm(head, `${to.desk}/khong-co`, 'lui', { due: '01/01/2028', why: 'X' })).statusCode,
    ).toBe(404);
    expect(
      (await sendForm(head, to.deskOne(id), 'tra-loi', { answer: 'X' }, { target: 'khong-phai-ma' }))
        .statusCode,
    ).toBe(404);
    const many = await sendForm(head, to.deskOne(id), 'tai-dinh-cu', { name: 'X', count: '99999999999' });
    expect(many.statusCode).toBe(422);
    expect(many.body).toContain('Nhiều nhất 2.000.000.000');
    expect((await citizen.post(to.question(id), { key: newKey(), text: 'a\u0000b' })).statusCode).toBe(303);
  });

  test('a unit that goes out no more leaves nothing behind that nobody can do', async () => {
    const mttq = await unitId('mttq');
    await on('2027-03-16');
    await sendForm(front, to.household(households.H2 ?? ''), 'hen', { plannedOn: '20/03/2027' });
    const { visit } = await one<{ visit: string }>(
      sql`select id as visit from land_visit where household_id = ${households.H2} and held_on is null`,
    );
    expect(
      (await sendForm(head, to.deskOne(id), 'thoi', {}, { target: households.H2 ?? '' })).statusCode,
    ).toBe(404);
    await sendForm(head, to.deskOne(id), 'thoi', {}, { target: mttq });
    expect((await front.get(to.household(households.H2 ?? ''))).statusCode).toBe(404);
    const called = await sendForm(
      head,
      to.household(households.H2 ?? ''),
      'huy-hen',
      { why: 'Đã bàn giao' },
      { target: visit },
    );
    expect(called.statusCode).toBe(303);
    expect(await duty(visit, 'DAT-VISIT')).toMatchObject({ ended: 'lapsed' });
    expect((await (await own('H2')).get(to.own)).body).toContain('Đã bàn giao');
  });

  test('nobody else reads of households: no other unit, no wrong code, no search', async () => {
    const other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
    expect((await other.get(to.household(households.H1 ?? ''))).statusCode).toBe(404);
    expect((await other.get(to.households(id))).statusCode).toBe(404);
    const chair = await visitor(world, app, 'chutich');
    expect((await chair.get(to.deskOne(id))).statusCode).toBe(200);
    expect((await chair.get(to.household(households.H1 ?? ''))).statusCode).toBe(404);
    expect((await citizen.post(to.own, { code: '0000-0000-0000-0000-0000-0000' })).statusCode).toBe(422);
    expect((await citizen.get('/tim?q=Tran+Thi+Kin')).body).not.toContain('Trần Thị Kín');
    expect((await head.get(`${to.households(id)}?tim=Sóc`)).body).toContain('Danh Sóc Kín');
  });

  test('only so many are resettled in a way, however many choose at once', async () => {
    const third = (
      await sendForm(head, to.desk, 'them', { ...project, name: 'Khu tái định cư' })
    ).headers.location
      ?.split('/')
      .at(-1) as ProjectId;
    const csv = [
      'to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung,tai_dinh_cu',
      ...[1, 2, 3, 4].map((number) => `1,${number},ODT,100,T${number},Hộ ${number},có`),
    ].join('\n');
    const read = await app.inject({
      method: 'POST',
      url: to.parcels(third),
      cookies: head.cookies,
      ...multipart({ system: 'wgs84' }, [{ field: 'file', name: 'a.csv', bytes: csv }]),
    });
    const draft = /name="target" value="([^"]+)"/.exec(read.body)?.[1] ?? '';
    await sendForm(head, to.parcels(third), 'ghi', {}, { target: draft });
    await sendForm(head, to.deskOne(third), 'tai-dinh-cu', { name: 'Nền khu A', count: '2' });
    const option = await one<{ id: string }>(sql`select id from land_option where project_id = ${third}`);
    const rows = await world.services.db.rows<{ id: string; key: string }>(
      sql`select id, key from land_household where project_id = ${third}`,
    );
    for (const row of rows) households[row.key] = row.id;
    const visitors = await Promise.all(['T1', 'T2', 'T3', 'T4'].map(own));
    const answers = await Promise.all(
      visitors.map((one_) => sendForm(one_, to.own, 'chon', { option: option.id })),
    );
    expect(answers.filter((answer) => answer.statusCode === 303)).toHaveLength(2);
    expect(answers.filter((answer) => answer.body.includes('hết suất'))).toHaveLength(2);
  });

  test('a project that ran before is copied from its file, paid and handed over, step by step', async () => {
    await on('2027-03-17');
    const made = await sendForm(head, to.desk, 'them', {
      ...project,
      name: 'Dự án đã chạy',
      due: '01/10/2026',
    });
    const old = made.headers.location?.split('/').at(-1) as ProjectId;
    const csv = 'to,thua,loai_dat,dien_tich,ma_ho,chu_su_dung\n3,7,CLN,100,C1,Hộ Chép';
    const read = await app.inject({
      method: 'POST',
      url: to.parcels(old),
      cookies: head.cookies,
      ...multipart({ system: 'wgs84' }, [{ field: 'file', name: 'a.csv', bytes: csv }]),
    });
    const draft = /name="target" value="([^"]+)"/.exec(read.body)?.[1] ?? '';
    await sendForm(head, to.parcels(old), 'ghi', {}, { target: draft });
    await sendForm(head, to.deskOne(old), 'don-gia', {
      kind: 'land',
      name: 'Đất',
      per: 'm²',
      price: '1000',
      decision: 'QĐ 1',
      fromOn: '01/01/2026',
    });
    const row = await one<{ rate: string; household: string }>(sql`
      select rate.id as rate, holder.id as household from land_rate rate
      join land_household holder on holder.project_id = rate.project_id where rate.project_id = ${old}`);
    await sendForm(head, to.household(row.household), 'dong', { rate: row.rate, quantity: '100' });
    const copy = (name: string, onDay: string) =>
      app.inject({
        method: 'POST',
        url: `${to.deskOne(old)}/buoc`,
        cookies: head.cookies,
        ...multipart({ key: newKey(), 'buoc-step': name, 'buoc-onDay': onDay, 'buoc-number': '5/QĐ' }, [
          {
            field: 'buoc-files',
            name: 'van-ban.pdf',
            bytes: '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF',
          },
        ]),
      });
    const path: [string, string][] = [
      ['meeting', '01/05/2026'],
      ['notice', '05/05/2026'],
      ['posting', '06/05/2026'],
      ['survey', '01/06/2026'],
      ['planPosted', '10/06/2026'],
      ['opinionMeeting', '15/07/2026'],
      ['appraisal', '20/07/2026'],
      ['approval', '25/07/2026'],
      ['recovery', '10/08/2026'],
    ];
    for (const [name, onDay] of path) expect((await copy(name, onDay)).statusCode, name).toBe(303);
    expect((await sendForm(head, to.payments(old), 'lap', { onDay: '15/08/2026' })).body).toContain(
      'vì sao ghi muộn',
    );
    await sendForm(head, to.payments(old), 'lap', { onDay: '15/08/2026', lateWhy: 'Chép từ hồ sơ giấy.' });
    const [batch] = await batchesOf(world.services.db, old);
    const paid = { onDay: '20/08/2026', how: 'cash' };
    expect((await pay(payer, old, 'tra', paid, batch?.id ?? '')).statusCode).toBe(303);
    expect((await copy('handover', '01/09/2026')).statusCode).toBe(303);
    expect(await duty(old, 'DAT-HANDOVER')).toMatchObject({ ended: 'done', on: '2026-09-01' });
    expect(await duty(row.household, 'DAT-PAY')).toMatchObject({ ended: 'done', on: '2026-08-20' });
  });

  test('the sample walks the law’s path as well', async () => {
    const rows = await world.services.db.rows<{ id: ProjectId }>(sql`
      select id from land_project project where exists (select from land_act where project_id = project.id) and id <> ${id}`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      for (const parcel of await parcelCases(world.services.db, { id: row.id, urgent: false }))
        for (const { step: name, day } of parcel.done) {
          const before = parcel.done.filter((each) => each.day < day);
          expect(refusalOf(name, day, { ...parcel, done: before }), `${name} ${day}`).toBeUndefined();
        }
  });
});
