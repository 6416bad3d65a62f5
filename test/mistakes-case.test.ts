// Ordinary mistakes with a case, each made, seen, put right; and what the record, the duties, the figures, the papers and
// the sender's page say afterwards.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesOf } from '../src/ground/record/record.store.ts';
import { countedFrom } from '../src/parts/petitions/counted.ts';
import { sql } from '../src/platform/database/database.ts';
import { sendForm } from './support/forms.ts';
import { newKey, openCase, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let clerk: Visitor;
let officer: Visitor;
let head: Visitor;
let placeUnit: string;
/** Goes to a moment, at which everybody signs in. */
async function goTo(moment: string) {
  world.at(moment);
  clerk = await visitor(world, app, 'vanthu');
  officer = await visitor(world, app, 'chuyenvien');
  head = await visitor(world, app, 'thutruong');
}
const monday = '2026-11-23T02:00:00Z';
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
  await goTo(monday);
  const { units } = await world.services.site.read();
  placeUnit = units.find((unit) => unit.code === 'phuong-bac-lieu')?.id ?? '';
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const unitOf = async (code: string) =>
  (await world.services.db.one<{ id: string }>(sql`select id from unit where code = ${code}`)).id;
const rows = <Row>(query: ReturnType<typeof sql>) => world.services.db.rows<Row>(query);
const entries = async (id: string) => (await entriesOf(world.services.db, id)).map((one) => one.event);
const last = async (id: string) => (await entries(id)).at(-1);
const duties = (id: string) =>
  rows<{ rule: string; begun: string; due: string; ended: string | null; on: string | null }>(sql`
    select rule_code as rule, begun_on as begun, due_on as due, ended, ended_on as on from duty
    where subject_id = ${id} and owed_to <> 'unit' order by opened_seq, rule_code`);
const counted = (id: string) =>
  world.services.db.one<{ received: string; answered: string | null; closed: string | null }>(sql`
    select received_on as received, answered_on as answered, closed_on as closed from petition_count
    where petition_id = ${id}`);
/** What the figures count, and what anybody arrives at from the record, are the same. */
async function agrees(id: string) {
  const one = countedFrom(await entries(id));
  expect(await counted(id)).toEqual({
    received: one.receivedOn,
    answered: one.answeredOn ?? null,
    closed: one.closedOn ?? null,
  });
}

async function enter(fields: Record<string, string> = {}): Promise<{ id: string; code: string }> {
  const done = await officer.post('/can-bo/nhan-don', {
    key: newKey(),
    source: 'post',
    arrivedOn: '23/11/2026',
    people: '1',
    kind: 'complaint',
    route: 'general',
    title: 'Khiếu nại mức bồi thường',
    body: 'Quyết định tính thiếu cây trồng trên đất của tôi.',
    against: 'Quyết định số 12/QĐ-UBND',
    name: 'Trần Văn Mẫu',
    address: 'Khóm 3, Phường 1',
    phone: '0912345678',
    placeUnit,
    ...fields,
  });
  const code = /<p class="code"[^>]*>([^<]+)</.exec(done.body)?.[1] ?? '';
  const { id } = await world.services.db.one<{ id: string }>(
    sql`select id from petition where kind <> 'denunciation' order by number desc limit 1`,
  );
  return { id, code };
}
const go = (by: Visitor, id: string, step: string, values: Record<string, string> = {}) =>
  by.post(`/can-bo/ho-so/${id}/${step}`, { key: newKey(), [`${step}-sure`]: '1', ...values });
async function goes(by: Visitor, id: string, step: string, values: Record<string, string> = {}) {
  const done = await go(by, id, step, values);
  expect([step, done.statusCode, done.headers.location]).toEqual([step, 303, `/can-bo/ho-so/${id}?xong`]);
}
const stepOf = async (id: string, name: string) =>
  (
    await world.services.db.one<{ id: string }>(sql`
      select id from step where page = ${`/can-bo/ho-so/${id}`} and name = ${`petition.${name}`}
      order by taken_at desc limit 1`)
  ).id;
const strike = (by: Visitor, step: string, form: string, given: Record<string, string> = {}) =>
  sendForm(by, `/can-bo/buoc/${step}`, form, given);
/** Asked for by one, agreed to by another. */
async function strikeByTwo(id: string, name: string, why = 'Bấm nhầm hồ sơ') {
  const step = await stepOf(id, name);
  expect((await strike(officer, step, 'huy', { why })).statusCode).toBe(404);
  expect((await strike(officer, step, 'de-nghi', { why })).statusCode).toBe(303);
  expect((await strike(officer, step, 'dong-y', { sure: '1' })).statusCode).toBe(422);
  expect((await strike(head, step, 'dong-y', {})).statusCode).toBe(422);
  expect((await strike(head, step, 'dong-y', { sure: '1' })).statusCode).toBe(303);
}
async function sendersPage(code: string): Promise<string> {
  const sender = await visitor(world, app);
  await openCase(sender, code);
  return (await sender.get('/theo-doi/ho-so')).body;
}

describe('what a clerk took down wrong', () => {
  test('name, address and telephone are put right, the words of neither are in the record', async () => {
    const { id } = await enter();
    await goes(officer, id, 'correctEntry', {
      name: 'Trần Văn Đúng',
      address: 'Khóm 4, Phường 1',
      phone: '0912345678',
      reason: 'Nghe nhầm tên.',
    });
    const page = (await head.get(`/can-bo/ho-so/${id}`)).body;
    expect(page).toContain('Trần Văn Đúng');
    expect(page).not.toContain('Trần Văn Mẫu');
    const entry = await last(id);
    expect([entry?.type, entry?.facts.corrected]).toEqual(['petition.correctEntry', 'name address']);
    expect(JSON.stringify(await entriesOf(world.services.db, id))).not.toContain('Trần Văn Đúng');
  });

  test('the day on which it came moves the term, the count and the register with it', async () => {
    const { id, code } = await enter({ arrivedOn: '23/11/2026' });
    const [before] = await duties(id);
    await goes(officer, id, 'correctEntry', { receivedOn: '20/11/2026', reason: 'Dấu bưu điện ngày 20.' });
    const [after] = await duties(id);
    expect([before?.begun, after?.begun]).toEqual(['2026-11-23', '2026-11-20']);
    expect(after?.due && before?.due && after.due < before.due).toBe(true);
    expect((await last(id))?.facts).toMatchObject({ received_on: '2026-11-20', due_on: after?.due });
    await agrees(id);
    expect(await counted(id)).toMatchObject({ received: '2026-11-20' });
    expect(await sendersPage(code)).toMatch(/20\/11\/2026 \(ghi vào lúc \d\d:\d\d 23\/11\/2026\)/);
  });

  test('what the letter has not is emptied, and how it came put right; what is not sent stays', async () => {
    const { id } = await enter();
    await goes(officer, id, 'correctEntry', {
      phone: '',
      source: 'desk',
      reason: 'Đơn không ghi số điện thoại.',
    });
    const { phone, name, source } = await world.services.db.one<Record<string, string | null>>(sql`
      select phone, name, source from petition join petition_contact on petition_id = id where id = ${id}`);
    expect({ phone, name, source }).toEqual({ phone: null, name: 'Trần Văn Mẫu', source: 'desk' });
    expect((await last(id))?.facts).toMatchObject({ corrected: 'phone source', source: 'desk' });
    const step = await stepOf(id, 'correctEntry');
    expect((await strike(officer, step, 'huy', { why: 'Vốn đúng.' })).statusCode).toBe(303);
    expect((await head.get(`/can-bo/ho-so/${id}`)).body).toContain('0912345678');
  });

  test('what changes nothing, is to come, or lies in a month whose figures are closed is refused at its field', async () => {
    const { id } = await enter();
    const same = { name: 'Trần Văn Mẫu', address: 'Khóm 3, Phường 1', receivedOn: '23/11/2026' };
    expect((await go(officer, id, 'correctEntry', { ...same, reason: 'x' })).body).toContain(
      'Chưa có gì được sửa',
    );
    const toCome = await go(officer, id, 'correctEntry', { receivedOn: '24/11/2026', reason: 'x' });
    expect([toCome.statusCode, toCome.body]).toEqual([422, expect.stringContaining('Ngày này chưa đến')]);
    expect(toCome.body).toContain('value="24/11/2026"');
    await world.services.db.run(
      sql`insert into petition_month (month, closed_at) values ('2026-10-01', now()) on conflict do nothing`,
    );
    const closed = await go(officer, id, 'correctEntry', { receivedOn: '30/10/2026', reason: 'x' });
    expect([closed.statusCode, closed.body]).toEqual([422, expect.stringContaining('đã chốt')]);
  });
});

describe('what was done on paper', () => {
  test('counts on its own day, with why it is entered late, and no further back than an office may', async () => {
    const { id } = await enter({ kind: 'recommendation', against: '' });
    await goTo('2026-11-30T03:00:00Z');
    const late = (onDay: string, lateWhy = '') => go(officer, id, 'accept', { onDay, lateWhy });
    expect((await late('27/11/2026')).body).toContain('vì sao ghi muộn');
    expect((await late('01/12/2026', 'x')).body).toContain('Ngày này chưa đến');
    expect((await late('20/11/2026', 'x')).body).toContain('trước việc mà nó dựa vào');
    await goes(officer, id, 'accept', { onDay: '27/11/2026', lateWhy: 'Mất điện cả ngày.' });
    const all = await duties(id);
    expect(all[0]).toMatchObject({ ended: 'done', on: '2026-11-27' });
    expect(all[1]).toMatchObject({ begun: '2026-11-27' });
    expect((await last(id))?.facts).toMatchObject({ on_day: '2026-11-27' });
    await goes(officer, id, 'draft', { text: 'Đã thông cống hẻm 5.' });
    await goes(officer, id, 'submit');
    await goes(head, id, 'approve', { text: 'Đã thông cống hẻm 5 ngày 28/11.' });
    await goes(officer, id, 'send', { onDay: '27/11/2026', lateWhy: 'Gửi bằng giấy.' });
    await agrees(id);
    expect(await counted(id)).toMatchObject({ answered: '2026-11-27' });
    await goTo(monday);
  });

  test('is not too long ago', async () => {
    const { id } = await enter({ kind: 'recommendation', against: '' });
    await goTo('2026-12-15T03:00:00Z');
    const done = await go(officer, id, 'accept', { onDay: '25/11/2026', lateWhy: 'Quên.' });
    expect([done.statusCode, done.body]).toEqual([422, expect.stringContaining('Đã quá 15 ngày')]);
    await goTo(monday);
  });

  test('minutes of a dialogue from before the case came are refused', async () => {
    const { id } = await enter();
    await goes(officer, id, 'accept');
    const done = await go(officer, id, 'holdDialogue', { heldOn: '20/11/2026', text: 'Hai bên đối thoại.' });
    expect([done.statusCode, done.body]).toEqual([422, expect.stringContaining('trước ngày nhận đơn')]);
  });
});

describe('a complaint as the law has it', () => {
  test('is verified, talked over, found and ruled on; the paper and the table say so until two take it back', async () => {
    const { id } = await enter();
    await goes(officer, id, 'accept');
    const sent = {
      receiver: 'Bà Nguyễn Thị Kiểm Tra, thanh tra viên',
      text: 'Đo lại ranh; xong trước 05/12.',
    };
    expect((await go(officer, id, 'verify', sent)).statusCode).toBe(422);
    await goes(head, id, 'verify', sent);
    await goes(officer, id, 'reportVerification', { text: 'Ranh thực tế lệch 0,4 m so với bản đồ.' });
    await goes(officer, id, 'holdDialogue', { heldOn: '23/11/2026', text: 'Hai bên thống nhất đo lại.' });
    await goes(officer, id, 'draft', { text: 'Quyết định thu hồi ghi sai diện tích.' });
    expect((await go(officer, id, 'submit')).body).toContain('Chọn kết luận');
    expect((await go(officer, id, 'submit', { finding: 'right' })).body).toContain('Chọn cách xử lý');
    const against = await go(officer, id, 'submit', { finding: 'right', ruling: 'keep' });
    expect([against.statusCode, against.body]).toEqual([
      422,
      expect.stringContaining('khiếu nại đúng thì không giữ nguyên'),
    ]);
    await goes(officer, id, 'submit', { finding: 'right', ruling: 'annul' });
    // Proposed is not decided: beside the draft, and who is sent with what was said.
    const asked = (await head.get(`/can-bo/ho-so/${id}`)).body;
    expect(asked).toContain('Hủy bỏ toàn bộ quyết định bị khiếu nại');
    expect(asked).toContain('Bà Nguyễn Thị Kiểm Tra');
    // The head finds otherwise than was proposed, in place.
    const found = { finding: 'partly', ruling: 'amend', damages: 'Bồi hoàn phần chênh lệch 0,4 m.' };
    const open = await go(head, id, 'approve', found);
    expect([open.statusCode, open.body]).toEqual([
      422,
      expect.stringContaining('thi hành xong trước ngày nào'),
    ]);
    const before = await go(head, id, 'approve', { ...found, executeBy: '20/11/2026' });
    expect([before.statusCode, before.body.includes('value="20/11/2026"')]).toEqual([422, true]);
    await goes(head, id, 'approve', {
      text: 'Quyết định thu hồi ghi sai một phần.',
      ...found,
      executeBy: '15/01/2027',
    });
    // What it binds to is owed to the sender until it is done, and everybody reads from when.
    expect((await duties(id)).find((one) => one.rule === 'KN-EXECUTE')).toMatchObject({
      due: '2027-01-15',
      ended: null,
    });
    expect((await head.get(`/can-bo/ho-so/${id}`)).body).toContain('sau ngày 23/12/2026');
    expect((await last(id))?.facts).toMatchObject({ finding: 'partly', ruling: 'amend' });
    const table = async () => {
      const csv = (await head.get('/can-bo/thong-ke.csv?tu=01/11/2026&den=23/11/2026')).body;
      return csv.trim().split(/\r?\n/).at(-1)?.split(',').slice(-3).map(Number);
    };
    const [right, partly, wrong] = (await table()) ?? [];
    expect(partly).toBeGreaterThan(0);

    await head.post(`/can-bo/ho-so/${id}/van-ban`, { key: newKey(), kind: 'decision' });
    const [paper] = await rows<{ content: { paragraphs: string[] } }>(
      sql`select content from petition_document where petition_id = ${id} and kind = 'decision'`,
    );
    expect(paper?.content.paragraphs.slice(1)).toEqual([
      expect.stringContaining('nhận được đơn khiếu nại'),
      '2. Kết quả xác minh',
      'Ranh thực tế lệch 0,4 m so với bản đồ.',
      '3. Kết quả đối thoại',
      'Đối thoại ngày 23/11/2026.',
      'Hai bên thống nhất đo lại.',
      '4. Kết luận',
      'Nội dung khiếu nại: đúng một phần.',
      'Quyết định thu hồi ghi sai một phần.',
      'QUYẾT ĐỊNH:',
      'Điều 1. Sửa đổi quyết định bị khiếu nại.',
      'Điều 2. Bồi thường thiệt hại: Bồi hoàn phần chênh lệch 0,4 m.',
      expect.stringContaining('Điều 3. Người khiếu nại không đồng ý'),
      expect.stringContaining('Điều 4.'),
    ]);

    await goes(officer, id, 'recordExecution', { text: 'Đã cắm lại mốc.' });
    expect((await duties(id)).find((one) => one.rule === 'KN-EXECUTE')?.ended).toBeNull();
    await goes(officer, id, 'recordExecution', { text: 'Đã chi trả.', executed: 'yes' });
    expect((await duties(id)).find((one) => one.rule === 'KN-EXECUTE')?.ended).toBe('done');
    await strikeByTwo(id, 'paper', 'Sai số thửa.');
    await strikeByTwo(id, 'approve', 'Chưa xem bản đồ 1998.');
    expect(await table()).toEqual([right, (partly ?? 0) - 1, wrong]);
    const [back] = await rows<{ finding: string; damages: string | null }>(
      sql`select finding, damages from petition where id = ${id}`,
    );
    expect(back).toEqual({ finding: 'right', damages: null });
    await agrees(id);
  });

  test('what came as a first one turns out to be a second: joined to it, at the body above, with its own clock', async () => {
    const first = await enter();
    await goes(officer, first.id, 'accept');
    await goes(officer, first.id, 'draft', { text: 'Quyết định.' });
    await goes(officer, first.id, 'submit', { finding: 'right', ruling: 'annul' });
    await goes(head, first.id, 'approve', { executeBy: '15/01/2027' });
    await goes(officer, first.id, 'send');
    const { number } = await world.services.db.one<{ number: number }>(
      sql`select number from petition where id = ${first.id}`,
    );
    const { id } = await enter({ title: 'Không đồng ý quyết định lần đầu' });
    const second = { kind: 'complaint', variety: 'second' };
    expect((await go(officer, id, 'classify', second)).body).toContain('ghi số hồ sơ lần đầu');
    expect((await go(officer, id, 'classify', { ...second, sameAs: '999999' })).body).toContain(
      'Không có hồ sơ khiếu nại lần đầu',
    );
    // It lies with the body above from then on; here is seen how far it is, and no more.
    const away = await go(officer, id, 'classify', { ...second, sameAs: String(number) });
    expect([away.statusCode, away.headers.location]).toEqual([303, '/can-bo/viec']);
    const joined = () =>
      world.services.db.one<{ previous: string | null; unit: string; variety: string }>(sql`
        select previous_id as previous, unit.code as unit, variety from petition
        join unit on unit.id = petition.unit_id where petition.id = ${id}`);
    expect(await joined()).toEqual({ previous: first.id, unit: 'tinh-ca-mau', variety: 'second' });
    const seen = (await officer.get(`/can-bo/ho-so/${id}`)).body;
    expect(seen).toContain('UBND tỉnh Cà Mau');
    for (const hidden of ['Trần Văn Mẫu', 'cây trồng', 'step-'])
      expect(seen.includes(hidden), hidden).toBe(false);
    expect((await officer.get('/can-bo/ho-so-da-chuyen')).body).toContain(`/can-bo/ho-so/${id}`);
    expect((await go(officer, id, 'note', { text: 'x' })).statusCode).toBe(404);
    expect((await clerk.get(`/can-bo/ho-so/${id}`)).statusCode).toBe(404);
    // The first decision takes no effect, so nothing of it is carried out meanwhile.
    expect((await last(first.id))?.type).toBe('petition.appealed');
    expect((await duties(first.id)).find((one) => one.rule === 'KN-EXECUTE')?.ended).toBe('lapsed');
    expect((await duties(id)).at(0)).toMatchObject({ rule: 'KN-ACCEPT', ended: null });
    // Joined to the wrong case: taken back, the one is here again and the other is carried out again.
    const step = await stepOf(id, 'classify');
    expect((await strike(officer, step, 'huy', { why: 'Nhầm hồ sơ lần đầu' })).statusCode).toBe(303);
    expect(await joined()).toEqual({ previous: null, unit: 'phuong-bac-lieu', variety: 'ordinary' });
    expect((await officer.get('/can-bo/ho-so-da-chuyen')).body).not.toContain(`/can-bo/ho-so/${id}`);
    expect((await duties(first.id)).find((one) => one.rule === 'KN-EXECUTE')?.ended).toBeNull();
    await goes(officer, id, 'classify', { ...second, firstDecision: 'Quyết định 12/QĐ-UBND năm 2019' });
    expect(await joined()).toEqual({ previous: null, unit: 'phuong-bac-lieu', variety: 'second' });
  });

  test('who approves sees the new draft beside the one that was given back', async () => {
    const { id } = await enter({ kind: 'recommendation' });
    await goes(officer, id, 'accept');
    await goes(officer, id, 'draft', { text: 'Sẽ nạo vét cống trong tháng 12.' });
    await goes(officer, id, 'submit');
    await goes(head, id, 'returnDraft', { reason: 'Ghi ngày cụ thể.' });
    await goes(officer, id, 'draft', { text: 'Sẽ nạo vét cống trước ngày 10/12.' });
    await goes(officer, id, 'submit');
    const all = (await head.get(`/can-bo/ho-so/${id}`)).body;
    const page = all.slice(all.indexOf('So với bản trình trước')).slice(0, 1500);
    expect(page).toMatch(/<del>.*trong.*<\/del>/s);
    expect(page).toMatch(/<ins>.*trước.*<\/ins>/s);
  });
});

describe('what a clerk took down for another unit', () => {
  test('is followed to its answer, and is out of sight once it is sealed', async () => {
    const done = await clerk.post('/can-bo/nhan-don', {
      key: newKey(),
      ...{ source: 'post', arrivedOn: '23/11/2026', people: '1', kind: 'reflection', route: 'general' },
      ...{ title: 'Cống hẻm 9 nghẹt', body: 'Nước ngập nửa bánh xe.', name: 'Lê Thị Mẫu', placeUnit },
    });
    expect(done.body).toContain('UBND Phường Bạc Liêu');
    const { id } = await world.services.db.one<{ id: string }>(
      sql`select id from petition where title = 'Cống hẻm 9 nghẹt'`,
    );
    const page = async () => clerk.get(`/can-bo/ho-so/${id}`);
    expect((await page()).body).not.toContain('Lê Thị Mẫu');
    await goes(officer, id, 'accept');
    await goes(officer, id, 'send', { text: 'Đã thông cống ngày 23/11.' });
    expect((await page()).body).toContain('Đã thông cống ngày 23/11.');
    const sheet = (await clerk.get('/can-bo/ho-so-da-chuyen?dang=csv')).body;
    expect(sheet).toContain('Cống hẻm 9 nghẹt');

    const other = await enter({ title: 'Sẽ là đơn tố cáo' });
    const moved = { unit: await unitOf('phuong-hiep-thanh'), reason: 'Nhầm nơi' };
    expect((await go(officer, other.id, 'transferUnit', moved)).headers.location).toBe('/can-bo/viec');
    expect((await officer.get(`/can-bo/ho-so/${other.id}`)).statusCode).toBe(200);
    const there = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
    await go(there, other.id, 'classify', { kind: 'denunciation' });
    expect((await officer.get(`/can-bo/ho-so/${other.id}`)).statusCode).toBe(404);
    expect((await officer.get('/can-bo/ho-so-da-chuyen')).body).not.toContain('Sẽ là đơn tố cáo');
  });
});

describe('a draft on its way', () => {
  test('is recalled by who submitted it, the approver puts words right in place, and a head’s approval falls by two', async () => {
    const { id } = await enter();
    await goes(officer, id, 'accept');
    await goes(officer, id, 'draft', { text: 'Dự thảo có lỗi.' });
    await goes(officer, id, 'submit', { finding: 'wrong', ruling: 'keep' });
    await goes(officer, id, 'recall', { reason: 'Còn lỗi.' });
    await goes(officer, id, 'draft', { text: 'Dự thảo đã sửa.' });
    await goes(officer, id, 'submit', { finding: 'wrong', ruling: 'keep' });
    // Two presses, one of them not meant: nothing happens without the tick.
    const unsure = await head.post(`/can-bo/ho-so/${id}/approve`, { key: newKey(), text: 'Quyết định.' });
    expect([unsure.statusCode, unsure.body]).toEqual([422, expect.stringContaining('Quyết định.')]);
    await goes(head, id, 'approve', { text: 'Quyết định của chủ tịch.' });
    expect((await last(id))?.facts).toMatchObject({ edited: true });
    await strikeByTwo(id, 'approve', 'Chưa đối thoại.');
    const { state } = await world.services.db.one<{ state: string }>(
      sql`select state from petition where id = ${id}`,
    );
    expect(state).toBe('awaitingApproval');
    expect(await duties(id)).toMatchObject([{ ended: 'done' }, { ended: null }]);
    await agrees(id);
  });
});

describe('what ends a case', () => {
  test('“the court has it” is for a head, from the court’s notice, and falls by two with its duties', async () => {
    const { id, code } = await enter();
    await goes(officer, id, 'accept');
    const before = await duties(id);
    const court = {
      receiver: 'Tòa án nhân dân khu vực 1',
      paperNumber: '05/TB-TLVA',
      reason: 'Tòa đã thụ lý.',
    };
    expect((await go(officer, id, 'noteCourt', court)).statusCode).toBe(422);
    expect((await go(head, id, 'noteCourt', { ...court, paperNumber: '' })).statusCode).toBe(422);
    await goes(head, id, 'noteCourt', court);
    expect((await duties(id)).at(-1)).toMatchObject({ ended: 'lapsed' });
    await strikeByTwo(id, 'noteCourt');
    expect(await duties(id)).toEqual(before);
    await agrees(id);
    expect(await sendersPage(code)).not.toContain('Tòa án nhân dân khu vực 1');
    // Both stay to be seen, with who asked, who agreed and why.
    const page = (await officer.get(`/can-bo/ho-so/${id}`)).body;
    expect(page).toContain('Bấm nhầm hồ sơ');
    expect((await entries(id)).slice(-2).map((one) => one.type)).toEqual([
      'petition.noteCourt',
      'step.struck',
    ]);
  });

  test.each(['guide', 'transferOut', 'returnPapers'])('%s falls by two', async (step) => {
    const { id } = await enter({ kind: 'recommendation', against: '' });
    const given = { text: 'Xin gửi đúng nơi.', receiver: 'Sở Xây dựng', ground: 'I1' };
    await goes(officer, id, step, given);
    await strikeByTwo(id, step);
    expect(await duties(id)).toMatchObject([{ ended: null }]);
    await agrees(id);
  });

  test.each(['interimMeasure', 'terminate'])('so does %s, which a head takes', async (step) => {
    // Complaints are terminated by a law in force from March 2027 on.
    await goTo('2027-03-08T03:00:00Z');
    const { id } = await enter({ arrivedOn: '08/03/2027' });
    await goes(officer, id, 'accept');
    const before = await duties(id);
    await goes(head, id, step, { text: 'Tạm đình chỉ thi hành.', reason: 'Người khiếu nại đã mất.' });
    await strikeByTwo(id, step);
    expect(await duties(id)).toEqual(before);
    await agrees(id);
    await goTo(monday);
  });

  test('a request is declined with its reason, and asked again', async () => {
    const { id } = await enter({ kind: 'recommendation', against: '' });
    await goes(officer, id, 'guide', { text: 'Xin gửi Sở Xây dựng.' });
    const step = await stepOf(id, 'guide');
    await strike(officer, step, 'de-nghi', { why: 'Nghĩ lại' });
    expect((await strike(clerk, step, 'dong-y', { sure: '1' })).statusCode).not.toBe(303);
    expect((await strike(head, step, 'khong-dong-y', { why: 'Hướng dẫn đúng.' })).statusCode).toBe(303);
    const page = (await officer.get(`/can-bo/buoc/${step}`)).body;
    expect(page).toContain('Hướng dẫn đúng.');
    expect((await strike(officer, step, 'de-nghi', { why: 'Có căn cứ mới' })).statusCode).toBe(303);
    expect((await strike(officer, step, 'de-nghi', { why: 'Lần nữa' })).body).toContain(
      'Đã có người đề nghị',
    );
  });
});

describe('an answer that was sent', () => {
  test('is corrected by a head beside what was sent; the sender reads both and is told', async () => {
    const { id, code } = await enter({ kind: 'recommendation', against: '', email: 'nguoi@example.com' });
    await goes(officer, id, 'accept');
    await goes(officer, id, 'draft', { text: 'Đường sửa xong ngày 31/11.' });
    await goes(officer, id, 'submit');
    await goes(head, id, 'approve');
    // By post with its number, or it was not sent.
    expect((await go(officer, id, 'send', { sentBy: 'post' })).body).toContain('ghi số bưu gửi');
    await goes(officer, id, 'send', { sentBy: 'post', sentNumber: 'EB123456789VN' });
    expect((await officer.get(`/can-bo/ho-so/${id}`)).body).toContain(
      'Đã gửi qua bưu điện, số EB123456789VN',
    );
    const sent = await counted(id);
    const right = { text: 'Đường sửa xong ngày 30/11.', reason: 'Ghi sai ngày.' };
    expect((await go(officer, id, 'correctAnswer', right)).statusCode).toBe(422);
    await goes(head, id, 'correctAnswer', right);
    const page = await sendersPage(code);
    expect(page).toContain('Đường sửa xong ngày 31/11.');
    expect(page).toContain('Đường sửa xong ngày 30/11.');
    expect(page).toContain('Trả lời đã đính chính');
    expect(await counted(id)).toEqual(sent);
    const [mail] = await rows<{ count: number }>(
      sql`select count(*)::int as count from mail where recipient = 'nguoi@example.com' and once like ${`${id}/%/answer`}`,
    );
    expect(mail?.count).toBe(2);
  });
});
