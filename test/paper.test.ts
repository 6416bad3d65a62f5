import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entriesOf } from '../src/ground/record/record.store.ts';
import { sql } from '../src/platform/database/database.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

/** What a browser keeps of an answer. */
const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let clerk: Visitor;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
  clerk = await visitor(world, app, 'chuyenvien');
  const { units } = await world.services.site.read();
  letter.placeUnit = units.find((unit) => unit.code === 'phuong-bac-lieu')?.id ?? '';
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const letter: Record<string, string> = {
  source: 'post',
  arrivedOn: '20/11/2026',
  people: '1',
  kind: 'recommendation',
  route: 'general',
  title: 'Đề nghị sửa cống thoát nước hẻm 5',
  body: 'Cống hẻm 5 nghẹt từ tháng chín, nước tràn vào nhà mỗi khi mưa lớn.',
};
const enter = (fields: Record<string, string>, key = newKey()) =>
  clerk.post('/can-bo/nhan-don', { key, ...letter, ...fields });
const dutiesOf = (id: string) =>
  world.services.db.rows<{ rule: string; due: string; ended: string | null; owed: string }>(sql`
    select rule_code as rule, due_on as due, ended, owed_to as owed from duty where subject_id = ${id}
    order by opened_seq, rule_code`);
const newest = () =>
  world.services.db.one<{ id: string; source: string; people: number; count: number }>(sql`
    select id, source, people, (select count(*)::int from petition where kind <> 'denunciation') as count
    from petition where kind <> 'denunciation' order by number desc limit 1`);
const numberOf = (page: string) => Number(/đơn số (\d+)/.exec(page)?.[1]);

test('a letter counts from the day it came, is entered once, and may lack a name', async () => {
  const key = newKey();
  const done = await enter({}, key);
  expect(done.statusCode).toBe(200);
  // Ten days from Friday 20 November, though entered on Monday.
  expect(done.body).toContain('30/11/2026');
  const code = /<p class="code"[^>]*>([^<]+)</.exec(done.body)?.[1];
  const { id, source, count } = await newest();
  expect(source).toBe('post');
  expect(await dutiesOf(id)).toEqual([{ rule: 'XLD-PROC', due: '2026-11-30', ended: null, owed: 'citizen' }]);
  const again = await enter({}, key);
  expect([numberOf(again.body), (await newest()).count]).toEqual([numberOf(done.body), count]);
  expect(again.body).toContain(code);
  const [entry] = await entriesOf(world.services.db, id);
  expect(entry?.event).toMatchObject({
    role: 'officer',
    facts: { source: 'post', received_on: '2026-11-20' },
  });
});

test('the day it came stands everywhere, and beside it when it was entered', async () => {
  const done = await enter({ title: 'Đề nghị lắp đèn hẻm 9' });
  const code = /<p class="code"[^>]*>([^<]+)</.exec(done.body)?.[1] ?? '';
  const { id } = await newest();
  const citizen = await visitor(world, app);
  const opened = await citizen.post('/theo-doi', { code });
  expect(opened.statusCode).toBe(303);
  const said = /20\/11\/2026[^<]*23\/11\/2026/;
  const held = { get: (url: string) => app.inject({ url, cookies: cookiesOf(opened) }) };
  for (const url of ['/theo-doi/ho-so', '/theo-doi/bien-nhan.txt', '/theo-doi/du-lieu'])
    expect([url, said.test((await held.get(url)).body)]).toEqual([url, true]);
  expect((await clerk.get(`/can-bo/ho-so/${id}`)).body).toMatch(said);
  const csv = parse((await clerk.get('/can-bo/ho-so.csv?tim=Đề nghị lắp đèn hẻm 9')).body, { bom: true });
  expect(csv.at(-1)).toContain('20/11/2026');
});

test('what goes to another unit says where it went, and is not taken for a denunciation', async () => {
  const { units } = await world.services.site.read();
  const other = units.find((unit) => unit.code === 'phuong-hiep-thanh');
  const done = await enter({ placeUnit: other?.id ?? '' });
  expect(done.body).toContain(`Đơn đã được chuyển đến ${other?.name.vi}`);
  expect(done.body).not.toContain('Đây là đơn tố cáo');
});

test('a second complaint on paper is one: with the body above, its own clock, and known to the first', async () => {
  await enter({ kind: 'complaint', against: 'Quyết định 5/QĐ-UBND', title: 'Khiếu nại bồi thường lần đầu' });
  const first = await world.services.db.one<{ id: string; number: number; unit: string }>(
    sql`select id, number, unit_id as unit from petition where kind = 'complaint' order by number desc limit 1`,
  );
  const second = {
    kind: 'complaint',
    against: 'Quyết định giải quyết lần đầu',
    firstNumber: String(first.number),
  };
  const wrong = await enter({ ...second, kind: 'recommendation' });
  expect([wrong.statusCode, wrong.body]).toEqual([
    422,
    expect.stringContaining('Chỉ khiếu nại mới có lần hai'),
  ]);
  expect((await enter({ ...second, firstNumber: '999999' })).body).toContain('Không có khiếu nại lần đầu');
  expect((await enter(second)).statusCode).toBe(200);
  const taken = await world.services.db.one<{ id: string; variety: string; previous: string; unit: string }>(
    sql`select id, variety, previous_id as previous, unit_id as unit from petition where kind = 'complaint'
      order by number desc limit 1`,
  );
  expect(taken).toMatchObject({ variety: 'second', previous: first.id });
  expect(taken.unit).not.toBe(first.unit);
  expect((await entriesOf(world.services.db, first.id)).at(-1)?.event.type).toBe('petition.appealed');
  // The first was decided before the program was here: its decision stands in words.
  const old = await enter({ ...second, firstNumber: '', firstDecision: 'QĐ 12/QĐ-UBND ngày 01/10/2026' });
  expect(old.statusCode).toBe(200);
  const [other] = await world.services.db.rows<{ variety: string; decision: string }>(
    sql`select variety, first_decision as decision from petition where kind = 'complaint' order by number desc limit 1`,
  );
  expect(other).toEqual({ variety: 'second', decision: 'QĐ 12/QĐ-UBND ngày 01/10/2026' });
});

test('what another body passed on is reported back to it, however the case ends', async () => {
  const lacking = await enter({ source: 'press' });
  expect(lacking.statusCode).toBe(422);
  const passedOn = {
    source: 'press',
    passedOnBy: 'Báo mẫu',
    passedOnReference: '12/BM',
    reportBy: '15/12/2026',
  };
  await enter(passedOn);
  const { id } = await newest();
  const report = { rule: 'XLD-REPORT', due: '2026-12-15', owed: 'unit' };
  expect(await dutiesOf(id)).toContainEqual({ ...report, ended: null });
  const page = await clerk.get(`/can-bo/ho-so/${id}`);
  expect(page.body).toContain('Báo mẫu, 12/BM');
  await clerk.post(`/can-bo/ho-so/${id}/guide`, {
    key: newKey(),
    'guide-sure': '1',
    text: 'Xin gửi đến Sở Xây dựng.',
  });
  // The case is over; what is owed to the paper is not.
  expect(await dutiesOf(id)).toContainEqual({ ...report, ended: null });
  const inbox = await clerk.get('/can-bo/viec');
  expect(inbox.body).toContain('Báo kết quả cho cơ quan đã chuyển đơn');
  const told = await clerk.post(`/can-bo/ho-so/${id}/reportBack`, {
    key: newKey(),
    text: 'Đã báo kết quả bằng văn bản cho báo.',
  });
  expect(told.statusCode).toBe(303);
  expect(await dutiesOf(id)).toContainEqual({ ...report, ended: 'done' });
  const twice = await clerk.post(`/can-bo/ho-so/${id}/reportBack`, { key: newKey(), text: 'Lần nữa.' });
  expect(twice.statusCode).toBe(422);
  expect(twice.body).toContain('Không có cơ quan nào đang chờ báo kết quả.');
});

test.each([
  ['a day to come', { arrivedOn: '24/12/2026' }, 'arrivedOn', 'Ngày này chưa đến.'],
  ['a slip in the year', { arrivedOn: '20/11/2016' }, 'arrivedOn', 'xem lại ngày'],
  ['no source', { source: '' }, 'source', 'Hãy chọn'],
  ['six people nobody speaks for', { people: '6' }, 'representatives', '5–10 người cử 1–2'],
  ['people in another notation', { people: '0x10' }, 'people', 'Hãy nhập số'],
  ['words on who passed it on beside the post', { passedOnBy: 'Báo mẫu' }, 'source', 'cơ quan chuyển đến'],
  [
    'more representatives than fit',
    { people: '12', representatives: 'A'.repeat(501) },
    'representatives',
    'quá dài',
  ],
  ['a day in the year 0', { knownOn: '01/01/0000' }, 'knownOn', 'Ngày không đúng'],
  [
    'a report due before it came',
    { source: 'front', passedOnBy: 'Mặt trận', reportBy: '01/11/2026' },
    'reportBy',
    'trước ngày đơn đến',
  ],
])('%s is refused at its field, with what was typed kept', async (_name, fields, field, words) => {
  const answer = await enter({ title: 'Giữ nguyên những gì đã gõ', ...fields });
  expect(answer.statusCode).toBe(422);
  expect(
    new RegExp(`id="${field}-error"[^>]*>(<span[^>]*>[^<]*</span>)?[^<]*${words}`).test(answer.body),
  ).toBe(true);
  expect(answer.body).toContain('Giữ nguyên những gì đã gõ');
});

test('the summary names each field, in the order of the page', async () => {
  const answer = await enter({ source: '', name: 'A'.repeat(101), kind: '', title: '' });
  const lines = [...answer.body.matchAll(/<li><a href="#(\w+)">([^<]+)</g)].map(([, field, words]) => [
    field,
    words?.split(':')[0],
  ]);
  expect(lines).toEqual([
    ['source', 'Nguồn'],
    ['name', 'Họ và tên'],
    ['kind', 'Loại'],
    ['title', 'Tóm tắt trong một câu'],
  ]);
});

test('a complaint about what became known before any rule kept here opens, with its limit long over', async () => {
  await enter({ kind: 'complaint', knownOn: '01/01/2010' });
  const page = await clerk.get(`/can-bo/ho-so/${(await newest()).id}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Thời hiệu khiếu nại đã hết ngày');
});

test('a denunciation on paper is out of its clerk’s sight from then on, its group with it', async () => {
  const done = await enter({
    kind: 'denunciation',
    title: 'Đơn của nhiều người',
    name: 'Người Gửi Mẫu',
    people: '6',
    representatives: 'CANARY-DAI-DIEN',
  });
  expect(done.statusCode).toBe(200);
  expect(done.body).toContain('chỉ người được phân công');
  const leaked = await world.services.db.rows(
    sql`select 1 from petition_contact where representatives like '%CANARY%' or name like 'Người Gửi%'`,
  );
  expect(leaked).toEqual([]);
  const found = await clerk.get(`/can-bo/ho-so?tim=${numberOf(done.body)}`);
  expect(found.body).not.toContain('Đơn của nhiều người');
});

test('the register has every case in reach with what was done, and no sealed one', async () => {
  await enter({ source: 'party', passedOnBy: '=Văn phòng mẫu', reportBy: '20/12/2026', name: '=SUM(1;2)' });
  const file = await clerk.get('/can-bo/so-don.csv?tu=01/11/2026');
  expect(file.headers['content-type']).toContain('text/csv');
  const [head, ...rows] = parse(file.body, { bom: true }) as string[][];
  expect(head?.slice(0, 4)).toEqual(['Số', 'Ngày nhận', 'Nguồn', 'Cơ quan chuyển đến']);
  const { count } = await world.services.db.one<{ count: number }>(sql`
    select count(*)::int as count from petition join unit on unit.id = unit_id
    where kind <> 'denunciation' and unit.code = 'phuong-bac-lieu' and received_on >= '2026-11-01'`);
  expect([rows.length, count > 2]).toEqual([count, true]);
  expect(file.body).not.toContain('Đơn của nhiều người');
  const guided = rows.find((row) => row[2] === 'Báo chí chuyển đến');
  expect(guided?.slice(10, 13)).toEqual(['có', 'không', 'hướng dẫn']);
  // A spreadsheet must not take a name for a formula.
  expect(rows.some((row) => row[4] === "'=SUM(1;2)")).toBe(true);
  const stranger = await visitor(world, app);
  expect((await stranger.get('/can-bo/so-don.csv')).statusCode).not.toBe(200);
});
