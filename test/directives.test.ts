import PizZip from 'pizzip';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnitId } from '../src/ground/organization/organization.ts';
import { taskFigures } from '../src/parts/directives/catalogue.ts';
import type { DocumentGiven } from '../src/parts/directives/document.service.ts';
import { gapsIn, registerDocument } from '../src/parts/directives/document.service.ts';
import { directiveInbox } from '../src/parts/directives/inbox.ts';
import { directivePaths as to } from '../src/parts/directives/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { docxOf } from '../src/platform/document/docx.ts';
import { addDays, dayInVietnam, formatDate, parsePlainDate } from '../src/platform/time.ts';
import { docx } from './support/archive.ts';
import { multipart, sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let chair: Visitor;
let ward: Visitor;
let officer: Visitor;
let other: Visitor;
let start: Date;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  start = world.services.clock();
  app = await world.app();
  await signIn();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Sessions end after half an hour: whoever comes after the clock was moved signs in anew. */
async function signIn() {
  chair = await visitor(world, app, 'chutich');
  ward = await visitor(world, app, 'thutruong');
  officer = await visitor(world, app, 'chuyenvien');
  other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
}
async function at(moment: Date | string) {
  world.at(moment);
  await signIn();
}

const unitId = async (code: string) =>
  (await world.services.db.one<{ id: UnitId }>(sql`select id from unit where code = ${code}`)).id;
const today = () => dayInVietnam(world.services.clock());
const inDays = (days: number) => formatDate(addDays(today(), days));
const location = (response: { headers: Record<string, unknown> }) =>
  String(response.headers.location).replace(/[?#].*/, '');

const form = (given: Record<string, string> = {}) => ({
  key: newKey(),
  direction: 'out',
  type: 'KH',
  issuedOn: formatDate(today()),
  signer: 'Người ký',
  signerTitle: 'Chủ tịch',
  authority: 'TM',
  abstract: 'Thực hiện dân chủ ở cơ sở',
  body: '1. Tiếp tục thực hiện Nghị quyết.\n2. UBND các phường tổ chức đối thoại trước ngày 31/12/2027.\n3. Số lượng người dự do địa phương quyết định.',
  ...given,
});

/** A Word file with one of its parts taken out. */
function docxWithout(name: string): Buffer {
  const archive = new PizZip(docx());
  archive.remove(name);
  return archive.generate({ type: 'nodebuffer' });
}

/** Registers a document; gives its id. */
async function register(by: Visitor, given: Record<string, string> = {}): Promise<string> {
  const sent = await by.post(to.register, form(given));
  expect(sent.statusCode, sent.body.slice(0, 2000)).toBe(303);
  return location(sent).split('/').at(-1) ?? '';
}

async function version(id: string): Promise<string> {
  return String(
    (await world.services.db.one<{ version: number }>(sql`select version from document where id = ${id}`))
      .version,
  );
}

interface Row {
  id: string;
  version: number;
  state: string;
  unit_id: string;
  title: string;
}
const tasksOf = (document: string) =>
  world.services.db.rows<Row>(
    sql`select id, version, state, unit_id, title from task where document_id = ${document} order by id`,
  );

/** A plan of the province with one task for a ward, running. */
async function deployed(
  code = 'phuong-bac-lieu',
  due = inDays(30),
): Promise<{ document: string; task: Row }> {
  const document = await register(chair);
  const clauses = await world.services.db.rows<{ id: string; position: number }>(
    sql`select id, position from clause where document_id = ${document} order by position`,
  );
  const second = clauses[1]?.id ?? '';
  const given = await chair.post(to.addTask(document), {
    key: newKey(),
    clause: second,
    title: 'Tổ chức đối thoại',
    units: await unitId(code),
    askedFor: due,
  });
  expect(given.statusCode, given.body.slice(0, 1500)).toBe(303);
  const read = await chair.post(to.clauses(document), {
    version: await version(document),
    [`orders-${second}`]: '1',
    // It reads like an order: a person says of it by itself that it is none.
    [`orders-${clauses[0]?.id}`]: '0',
    rest: '1',
  });
  expect(read.statusCode).toBe(303);
  expect((await chair.post(`${to.document(document)}/trien-khai`, {})).statusCode).toBe(303);
  const [task] = await tasksOf(document);
  if (!task) throw new Error('no task');
  return { document, task };
}

/** Takes a step of a task. */
async function take(by: Visitor, id: string, step: string, given: Record<string, string> = {}) {
  const { version: now } = await world.services.db.one<Row>(sql`select version from task where id = ${id}`);
  const named = Object.fromEntries(Object.entries(given).map(([name, value]) => [`${step}-${name}`, value]));
  return by.post(`${to.task(id)}/${step}`, {
    key: newKey(),
    version: String(now),
    'accept-sure': '1',
    ...named,
  });
}

describe('the register', () => {
  test('a document registered by mistake is cancelled, keeps its number, and nothing more is done with it', async () => {
    const id = await register(chair);
    const cancel = (why: string) => sendForm(chair, to.document(id), 'huy', { why });
    expect((await cancel(' ')).statusCode).toBe(422);
    expect((await cancel('Vào sổ hai lần')).statusCode).toBe(303);
    const page = (await chair.get(to.document(id))).body;
    expect(page).toContain('giữ số: Vào sổ hai lần');
    expect(page).not.toContain('/trien-khai');
    expect((await chair.get(to.documents)).body).toContain('Vào sổ hai lần');
    expect((await chair.post(`${to.document(id)}/cong-khai`, { open: '1' })).statusCode).toBe(422);
    expect(await gapsIn(world.services.db)).toEqual([]);
    // The cancelling was the mistake: it is taken back as any step is.
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where name = 'document.cancelled' and page = ${to.document(id)}`,
    );
    expect((await sendForm(chair, `/can-bo/buoc/${step}`, 'huy', { why: 'Nhầm văn bản' })).statusCode).toBe(
      303,
    );
    expect((await chair.get(to.document(id))).body).not.toContain('giữ số');
  });

  test('a document on which something rests is not cancelled', async () => {
    const { document } = await deployed();
    const refused = await sendForm(chair, to.document(document), 'huy', { why: 'Thử' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Văn bản đã triển khai');
  });

  test('what was entered wrongly of a document is put right beside what it was; its number stays', async () => {
    const id = await register(chair, { abstract: 'Kế hoạch sai tên' });
    const right = {
      issuedOn: formatDate(today()),
      abstract: 'Kế hoạch đúng tên',
      signer: 'Người ký',
      signerTitle: 'Chủ tịch',
      why: 'Gõ nhầm trích yếu',
    };
    const correct = async (given: Record<string, string>) =>
      sendForm(chair, to.document(id), 'dinh-chinh', { ...right, ...given }, { version: await version(id) });
    expect((await correct({ why: '' })).statusCode).toBe(422);
    const future = await correct({ issuedOn: inDays(3) });
    expect([future.statusCode, future.body.includes('Ngày không đúng')]).toEqual([422, true]);
    expect((await correct({ abstract: '' })).statusCode).toBe(422);
    const { printed } = await world.services.db.one<{ printed: string }>(
      sql`select printed_number as printed from document where id = ${id}`,
    );
    expect((await correct({ printedNumber: '999/KH-UBND' })).statusCode).toBe(303);
    expect(await correct({}).then((again) => again.body)).toContain('Chưa có gì được sửa');
    const page = (await chair.get(to.document(id))).body;
    expect(page).toContain('Kế hoạch đúng tên');
    expect(page).toContain(printed);
    // It is found by the right words, and by the wrong ones no more.
    expect((await chair.get(`${to.documents}?tim=đúng+tên`)).body).toContain(to.document(id));
    expect((await chair.get(`${to.documents}?tim=sai+tên`)).body).not.toContain(to.document(id));
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where name = 'document.corrected' and page = ${to.document(id)}`,
    );
    expect((await sendForm(chair, `/can-bo/buoc/${step}`, 'huy', { why: 'Vốn đúng' })).statusCode).toBe(303);
    expect((await chair.get(to.document(id))).body).toContain('Kế hoạch sai tên');
  });

  test('what was issued is called back by its head with why; it binds no more, and two restore it', async () => {
    const { document } = await deployed();
    const withdraw = (by: Visitor, given: Record<string, string> = {}, more = { 'thu-hoi-sure': '1' }) =>
      sendForm(by, to.document(document), 'thu-hoi', { why: 'Trái thẩm quyền', ...given }, more);
    expect((await withdraw(ward)).statusCode).toBe(404);
    expect((await withdraw(chair, {}, {} as never)).statusCode).toBe(422);
    expect((await withdraw(chair, { onDay: inDays(2) })).statusCode).toBe(422);
    expect((await withdraw(chair)).statusCode).toBe(303);
    const page = (await chair.get(to.document(document))).body;
    expect(page).toContain('Đã thu hồi ngày');
    expect(page).toContain('Trái thẩm quyền');
    expect((await chair.get(to.book.concat('?so=out&nam=2026'))).body).toContain('Trái thẩm quyền');
    const sent = await sendForm(chair, to.document(document), 'gui', {
      units: await unitId('phuong-bac-lieu'),
      acknowledgeBy: inDays(3),
    });
    expect([sent.statusCode, sent.body.includes('đã được thu hồi')]).toEqual([422, true]);
    expect(await gapsIn(world.services.db)).toEqual([]);
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where name = 'document.withdrawn' and page = ${to.document(document)}`,
    );
    const { username } = await world.services.db.one<{ username: string }>(sql`
      select account.username from account join holding on holding.person_id = account.person_id
      join post_version post on post.post_id = holding.post_id
      where post.unit_id = (select unit_id from document where id = ${document}) and post.role = 'clerk' limit 1`);
    const clerk = await visitor(world, app, username);
    expect(
      (await sendForm(clerk, `/can-bo/buoc/${step}`, 'de-nghi', { why: 'Nhầm văn bản' })).statusCode,
    ).toBe(303);
    expect((await sendForm(chair, `/can-bo/buoc/${step}`, 'dong-y', { sure: '1' })).statusCode).toBe(303);
    expect((await chair.get(to.document(document))).body).not.toContain('Đã thu hồi ngày');
  });

  test('a document is written, handed in, given back, signed, and numbered last', async () => {
    const written = {
      type: 'KH',
      abstract: 'Kế hoạch tiếp xúc cử tri',
      body: '1. UBND các phường tổ chức đối thoại trước ngày 31/12/2027.',
    };
    const nothing = await officer.post(to.newDraft, { key: newKey(), ...written, body: '' });
    expect(nothing.statusCode).toBe(422);
    const made = await officer.post(to.newDraft, { key: newKey(), ...written });
    expect(made.statusCode, made.body.slice(0, 1500)).toBe(303);
    const page = location(made);
    const act = async (by: Visitor, name: string, given: Record<string, string> = {}, sure = true) => {
      const { now } = await world.services.db.one<{ now: number }>(
        sql`select version as now from document_draft where id = ${page.split('/').at(-1) ?? ''}`,
      );
      return sendForm(by, page, name, given, {
        version: String(now),
        ...(sure && { [`${name}-sure`]: '1' }),
      });
    };
    const signing = { ...written, signer: 'Trưởng Mẫu', signerTitle: 'Chủ tịch' };
    expect((await act(ward, 'ky', signing)).statusCode, 'not handed in yet').toBe(422);
    expect((await act(officer, 'trinh')).statusCode).toBe(303);
    expect((await ward.get('/can-bo/viec')).body).toContain(page);
    expect((await act(ward, 'tra-lai', { why: 'Ghi rõ thời gian' })).statusCode).toBe(303);
    expect((await officer.get(page)).body).toContain('Ghi rõ thời gian');
    expect(
      (await act(officer, 'sua', { ...written, abstract: 'Kế hoạch tiếp xúc cử tri 2027' })).statusCode,
    ).toBe(303);
    expect((await act(officer, 'trinh')).statusCode).toBe(303);
    expect((await act(officer, 'rut')).statusCode).toBe(303);
    expect((await act(officer, 'trinh')).statusCode).toBe(303);
    expect((await act(officer, 'ky', signing)).body).toContain('không làm được việc này');
    const unasked = await act(ward, 'ky', signing, false);
    expect(unasked.statusCode).toBe(422);
    // Changed in place by the head; issued by nobody before.
    expect((await act(ward, 'so')).statusCode).toBe(422);
    expect((await act(ward, 'ky', { ...signing, abstract: 'Kế hoạch tiếp xúc năm 2027' })).statusCode).toBe(
      303,
    );
    const before = await world.services.db.rows(
      sql`select id from document where abstract like 'Kế hoạch tiếp xúc%'`,
    );
    expect(before).toEqual([]);
    expect((await act(officer, 'so')).body, 'an officer gives no number').toContain(
      'không làm được việc này',
    );
    const key = newKey();
    const issue = () => ward.post(`${page}/so`, { key, 'so-sure': '1' });
    const [first, second] = await Promise.all([issue(), issue()]);
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(location(first)).toBe(location(second));
    expect((await act(ward, 'so')).statusCode, 'issued already').toBe(422);
    const issued = await world.services.db.rows<{
      id: string;
      number: string;
      abstract: string;
      signer: string;
    }>(
      sql`select id, printed_number as number, abstract, signer from document where abstract like 'Kế hoạch tiếp xúc%'`,
    );
    expect(issued).toEqual([
      {
        id: expect.any(String),
        number: expect.stringMatching(/^\d+\/KH-UBND$/),
        abstract: 'Kế hoạch tiếp xúc năm 2027',
        signer: 'Trưởng Mẫu',
      },
    ]);
    const [document] = issued;
    expect((await officer.get(page)).body).toContain(to.document(document?.id ?? ''));

    // Numbered by mistake: two take it back, the number stays cancelled, what was signed waits for another.
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where page = ${page} and name like '%/so'`,
    );
    expect(
      (await sendForm(officer, `/can-bo/buoc/${step}`, 'de-nghi', { why: 'Lấy số nhầm' })).statusCode,
    ).toBe(303);
    expect((await sendForm(ward, `/can-bo/buoc/${step}`, 'dong-y', { sure: '1' })).statusCode).toBe(303);
    expect((await ward.get(to.book.concat('?so=out&nam=2026'))).body).toContain('giữ số: Lấy số nhầm');
    expect((await act(ward, 'so')).statusCode).toBe(303);
    expect(await gapsIn(world.services.db)).toEqual([]);
    const paper = await officer.get(`${page}.pdf`);
    expect(paper.headers['content-type']).toBe('application/pdf');
  });

  test('what was opened to everybody is closed again, and either is taken back', async () => {
    const id = await register(chair, { abstract: 'Kế hoạch mở rồi đóng' });
    const citizen = await visitor(world, app);
    const read = async () => (await citizen.get(`${to.public}/${id}`)).statusCode;
    for (const [name, status] of [
      ['cong-khai', 200],
      ['thoi-cong-khai', 404],
    ] as const) {
      expect((await chair.post(`${to.document(id)}/${name}`, { key: newKey() })).statusCode).toBe(303);
      expect(await read()).toBe(status);
    }
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where name = 'document.closed' and page = ${to.document(id)}`,
    );
    expect((await sendForm(chair, `/can-bo/buoc/${step}`, 'huy', { why: 'Đóng nhầm' })).statusCode).toBe(303);
    expect(await read()).toBe(200);
  });

  test('a draft is read by nobody of another unit, and dropped without a number', async () => {
    const made = await officer.post(to.newDraft, {
      key: newKey(),
      type: 'KH',
      abstract: 'Dự thảo bỏ',
      body: 'Một việc.',
    });
    const page = location(made);
    for (const address of [page, `${page}.pdf`, `${page}/tep`])
      expect((await other.get(address)).statusCode, address).toBe(404);
    expect((await chair.get(page)).statusCode).toBe(404);
    expect((await sendForm(officer, page, 'bo', {}, { version: '1' })).statusCode).toBe(303);
    expect((await officer.get(to.drafts)).body).not.toContain('Dự thảo bỏ');
    expect((await officer.post(to.register, form())).body).toContain('văn thư hoặc thủ trưởng');
  });

  test('numbers run without gaps, however many ask at once and whatever fails', async () => {
    const by = await world.officer('chutich');
    const given: DocumentGiven = {
      direction: 'out',
      typeCode: 'TB',
      printedNumber: '',
      office: '',
      issuer: 'UBND',
      issuedOn: today(),
      effectiveOn: null,
      expiresOn: null,
      signer: 'A',
      signerTitle: 'B',
      authority: '',
      abstract: 'C',
      secrecy: 'none',
      urgency: 'none',
      arrivedOn: null,
      body: '',
      file: null,
      open: false,
    };
    const broken = { ...given, typeCode: 'TB', expiresOn: 'không phải ngày' as never };
    const done = await Promise.allSettled(
      Array.from({ length: 24 }, (_, at) =>
        registerDocument(world.services, by, at % 4 === 3 ? broken : given, newKey()),
      ),
    );
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(18);
    const numbers = await world.services.db.rows<{ n: number }>(
      sql`select entry_number as n from document where book = 'TB' and unit_id = ${by.unit} order by 1`,
    );
    expect(numbers.map((row) => row.n)).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
    expect(await gapsIn(world.services.db)).toEqual([]);
  });

  test('sent twice it is one document with one number', async () => {
    const same = form({ type: 'HD' });
    const [first, second] = [await chair.post(to.register, same), await chair.post(to.register, same)];
    expect(location(first)).toBe(location(second));
    const { count } = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from document where book = 'HD'`,
    );
    expect(count).toBe(1);
  });

  test('a secret document is a number and a day, and nothing else of it is kept or shown', async () => {
    const id = await register(chair, {
      direction: 'in',
      type: 'BC',
      printedNumber: '09-BC/TU',
      issuer: 'Thành ủy',
      arrivedOn: formatDate(today()),
      secrecy: 'secret',
      abstract: 'Chuyện không ai được biết',
      body: 'Nội dung không ai được biết',
    });
    const everywhere =
      JSON.stringify(await world.services.db.rows(sql`select * from document where id = ${id}`)) +
      JSON.stringify(
        await world.services.db.rows(sql`select event, sealed from record_opening where subject = ${id}`),
      ) +
      JSON.stringify(await world.services.db.rows(sql`select * from clause where document_id = ${id}`)) +
      (await chair.get(to.document(id))).body +
      (await chair.get(`${to.documents}?tim=khong+ai+duoc+biet`)).body;
    expect(everywhere).not.toContain('không ai được biết');
    expect(everywhere).toContain('09-BC/TU');
    expect((await chair.post(`${to.document(id)}/cong-khai`, { open: '1' })).statusCode).toBe(422);
  });

  test('what came days ago and was not entered says by when it should have been', async () => {
    const id = await register(chair, {
      direction: 'in',
      type: 'CV',
      printedNumber: '1/UBND-VX',
      issuer: 'Bộ',
      issuedOn: inDays(-20),
      arrivedOn: inDays(-10),
    });
    expect((await chair.get(to.document(id))).body).toContain('vào sổ trễ');
  });

  test('a body that begins in the middle of a year goes on where its paper book ends, once', async () => {
    expect((await chair.post(to.book, { book: 'PA', first: '215' })).statusCode).toBe(303);
    const id = await register(chair, { type: 'PA' });
    expect((await chair.get(to.document(id))).body).toContain('215/PA-UBND');
    expect((await chair.post(to.book, { book: 'PA', first: '300' })).statusCode).toBe(422);
    expect(await gapsIn(world.services.db)).toEqual([]);
  });

  test('a Word file is read and split; what is wrong is said at its field with what was typed kept', async () => {
    const bad = await chair.post(
      to.register,
      form({ abstract: '', issuedOn: '40/1/2026', signer: 'Người đã gõ' }),
    );
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('id="abstract-error"');
    expect(bad.body).toContain('id="issuedOn-error"');
    expect(bad.body).toContain('Người đã gõ');
    const word = await docxOf({
      parent: '',
      body: ['UBND'],
      number: '',
      placeAndDate: '',
      kind: 'KẾ HOẠCH',
      abstract: 'X',
      to: [],
      grounds: [],
      paragraphs: ['1. Giao Phòng Nội vụ rà soát trước ngày 31/12/2027.'],
      signer: [],
      signerName: '',
      recipients: [],
    });
    const { body, ...fields } = form();
    const boundary = 'gandan';
    const lines = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const payload = Buffer.concat([
      Buffer.from(
        `${lines.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="ke-hoach.docx"\r\n\r\n`,
      ),
      word,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const sent = await app.inject({
      method: 'POST',
      url: to.register,
      cookies: chair.cookies,
      payload,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    expect(sent.statusCode).toBe(303);
    const clauses = await chair.get(`${location(sent)}/dieu`);
    expect(clauses.body).toContain('Giao Phòng Nội vụ rà soát');
    expect(clauses.body).toContain('31/12/2027');
    const file = await chair.get(`${location(sent)}/tep`);
    expect(file.rawPayload.equals(word)).toBe(true);
    expect(file.headers['content-disposition']).toContain('attachment');
  });

  test('a file whose text cannot be read is named as what it is, with what was typed kept', async () => {
    const { body, ...fields } = form({ abstract: 'Kế hoạch có tệp hỏng' });
    const send = (bytes: Buffer) =>
      app.inject({
        method: 'POST',
        url: to.register,
        cookies: chair.cookies,
        ...multipart(fields, [{ field: 'file', name: 'ke-hoach.docx', bytes }]),
      });
    // A Word file by its contents, without the document itself.
    const torn = await send(docxWithout('word/document.xml'));
    expect(torn.statusCode).toBe(422);
    expect(torn.body).toContain('id="file-error"');
    expect(torn.body).toContain('Tệp bị hỏng hoặc không phải Word, PDF');
    expect(torn.body).toContain('Kế hoạch có tệp hỏng');
    expect(body).not.toBe('');
  });
});

describe('from a clause to the last unit', () => {
  test('a plan with a clause that nobody owns cannot be called deployed', async () => {
    const document = await register(chair);
    const refused = await chair.post(`${to.document(document)}/trien-khai`, {});
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('chưa triển khai được');
    const clauses = await world.services.db.rows<{ id: string }>(
      sql`select id from clause where document_id = ${document} order by position`,
    );
    const [first, second] = clauses.map((one) => one.id);
    await chair.post(to.clauses(document), {
      version: await version(document),
      [`orders-${second}`]: '1',
      rest: '1',
    });
    expect((await chair.post(`${to.document(document)}/trien-khai`, {})).statusCode).toBe(422);
    // Said to have no owner, and why: that is covered too, and stays visible.
    await chair.post(to.clauses(document), {
      version: await version(document),
      [`orders-${second}`]: '1',
      [`why-${second}`]: 'Chưa có kinh phí.',
      [`orders-${first}`]: '0',
    });
    expect((await chair.post(`${to.document(document)}/trien-khai`, {})).statusCode).toBe(303);
    expect((await chair.get(to.document(document))).body).toContain('ghi rõ không có đơn vị nhận: 1');
    // Two who decide at once do not overwrite each other.
    expect((await chair.post(to.clauses(document), { version: '1' })).statusCode).toBe(422);
  });

  test('headings are no clauses, and “the rest orders nothing” silences no order that was recognised', async () => {
    const document = await register(chair, {
      body: 'II. NHIỆM VỤ\n1. Giao Phòng Nội vụ rà soát trước ngày 31/12/2027.\n2. Số lượng do địa phương quyết định.',
    });
    const page = (await chair.get(to.clauses(document))).body;
    expect(page).toContain('1 điều sẽ được ghi là không giao việc: II.2');
    expect(page).toContain('1 điều có vẻ giao việc nên vẫn để ngỏ: II.1');
    await chair.post(to.clauses(document), { version: await version(document), rest: '1' });
    expect(
      await world.services.db.rows(
        sql`select mark, orders, heading from clause where document_id = ${document} order by position limit 3`,
      ),
    ).toEqual([
      { mark: 'II', orders: null, heading: true },
      { mark: 'II.1', orders: null, heading: false },
      { mark: 'II.2', orders: false, heading: false },
    ]);
    expect((await chair.post(`${to.document(document)}/trien-khai`, {})).statusCode).toBe(422);
  });

  test('a task given to the wrong unit is declined with why, and changed by who ordered it; counts follow', async () => {
    await at(start);
    const { document, task } = await deployed();
    expect((await take(ward, task.id, 'decline', { text: ' ' })).statusCode).toBe(422);
    expect((await take(ward, task.id, 'decline', { text: 'Việc của phường khác.' })).statusCode).toBe(303);
    expect((await chair.get(to.task(task.id))).body).toContain('Việc của phường khác.');
    // Who ordered it may leave it where it is; the unit may say again why not.
    expect((await take(ward, task.id, 'insist', { text: 'x' })).statusCode).toBe(422);
    expect((await take(chair, task.id, 'insist', { text: 'Thuộc địa bàn phường.' })).statusCode).toBe(303);
    expect((await take(ward, task.id, 'decline', { text: 'Chợ ấy ở phường bên.' })).statusCode).toBe(303);
    expect((await take(ward, task.id, 'change', { text: 'x', title: 'y' })).statusCode).toBe(422);
    const other = await unitId('phuong-hiep-thanh');
    const open = (unit: string) =>
      world.services.db.one<{ open: number }>(
        sql`select coalesce(sum(open), 0)::int as open from task_tally where unit_id = ${unit}`,
      );
    const before = await open(other);
    const given = { title: 'Tổ chức đối thoại ở chợ', unit: other, text: 'Giao nhầm đơn vị.' };
    expect((await take(chair, task.id, 'change', { ...given, text: '' })).statusCode).toBe(422);
    expect((await take(chair, task.id, 'change', given)).statusCode).toBe(303);
    const [now] = await tasksOf(document);
    expect(now).toMatchObject({ title: 'Tổ chức đối thoại ở chợ', unit_id: other });
    expect(
      await world.services.db.one(
        sql`select owner_unit as unit from duty where subject_id = ${task.id} and subject_type = 'task'`,
      ),
    ).toEqual({ unit: other });
    expect((await open(other)).open).toBe(before.open + 1);
    expect((await ward.get(to.task(task.id))).statusCode).toBe(404);
    // Added after the start, by who leads, with why.
    const more = await chair.post(to.addTask(document), {
      key: newKey(),
      title: 'Báo cáo kết quả',
      units: other,
      askedFor: inDays(40),
      addedWhy: 'Bổ sung theo ý kiến cử tri',
    });
    expect(more.statusCode).toBe(303);
    expect(await tasksOf(document)).toHaveLength(2);
  });

  test('order → task → unit below → person → evidence → acceptance; the whole is what its leaves are', async () => {
    await at(start);
    const { document, task } = await deployed();
    const below = await ward.post(`${to.task(task.id)}/giao`, {
      key: newKey(),
      title: 'Chuẩn bị nội dung',
      units: await unitId('vh-xh-bac-lieu'),
      askedFor: inDays(40),
    });
    // Later than what was asked of the ward itself.
    expect(below.statusCode).toBe(422);
    expect(below.body).toContain('id="laterWhy-error"');
    expect(below.body).toContain('Chuẩn bị nội dung');
    for (const unit of ['vh-xh-bac-lieu', 'kt-ht-dt-bac-lieu'])
      expect(
        (
          await ward.post(`${to.task(task.id)}/giao`, {
            key: newKey(),
            title: 'Chuẩn bị nội dung',
            units: await unitId(unit),
            askedFor: inDays(20),
          })
        ).statusCode,
      ).toBe(303);
    const children = (await tasksOf(document)).filter((one) => one.id !== task.id);
    expect(children).toHaveLength(2);
    // The ward's own task waits for those below it.
    const early = await take(ward, task.id, 'report', { text: 'Xong' });
    expect(early.statusCode).toBe(422);
    expect(early.body).toContain('Còn việc bên dưới');
    const heads = {
      [await unitId('vh-xh-bac-lieu')]: 'vh-xh-bac-lieu',
      [await unitId('kt-ht-dt-bac-lieu')]: 'kt-ht-dt-bac-lieu',
    };
    for (const child of children) {
      const code = heads[child.unit_id] ?? '';
      const head = await visitor(world, app, `${code}-head-3`);
      const posts = await world.services.db.rows<{ id: string; code: string }>(
        sql`select id, code from post where code like ${`${code}.officer.%`} order by code`,
      );
      expect((await take(head, child.id, 'assign', { post: posts[0]?.id ?? '' })).statusCode).toBe(303);
      const person = await visitor(world, app, `${code}-officer-1`);
      expect((await take(person, child.id, 'report', { text: 'Đã lập xong danh sách.' })).statusCode).toBe(
        303,
      );
      // Who did it does not accept it; who ordered it does.
      expect((await take(person, child.id, 'accept')).statusCode).toBe(422);
      expect((await take(ward, child.id, 'accept')).statusCode).toBe(303);
    }
    expect((await take(ward, task.id, 'report', { text: 'Đã đối thoại.' })).statusCode).toBe(303);
    const page = await chair.get(to.document(document));
    expect(page.body).toContain('100,0% (2/2)');
    expect((await take(chair, task.id, 'accept')).statusCode).toBe(303);
    const duty = await world.services.db.one(
      sql`select ended, ended_on from duty where subject_id = ${task.id}`,
    );
    expect(duty).toEqual({ ended: 'done', ended_on: today() });
    const entries = await world.services.db.rows<{ type: string; seq: number }>(
      sql`select event->>'type' as type, seq from record_opening where subject = ${task.id} order by seq`,
    );
    expect(entries).toEqual([
      { type: 'task.given', seq: 1 },
      { type: 'task.report', seq: 2 },
      { type: 'task.accept', seq: 3 },
    ]);
  });

  test('put off once and no more; overdue, it is explained before it is done, urged by letter, and climbs', async () => {
    await at(start);
    const { task } = await deployed('phuong-bac-lieu', inDays(10));
    expect(
      (await take(ward, task.id, 'askLater', { date: inDays(20), text: 'Chờ số liệu.' })).statusCode,
    ).toBe(303);
    expect((await chair.get(to.tasks)).body).toContain('Xin gia hạn đến');
    expect((await take(chair, task.id, 'grantLater')).statusCode).toBe(303);
    const again = await take(ward, task.id, 'askLater', { date: inDays(30), text: 'Vẫn chờ.' });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('hết số lần');
    expect(again.body).toContain('Vẫn chờ.');

    await at(new Date(start.getTime() + 29 * 86_400_000));
    const late = await chair.get(to.tasks);
    expect(late.body).toContain('Tổ chức đối thoại');
    expect(late.body).toContain('chưa giải trình');
    expect((await take(ward, task.id, 'report', { text: 'Xong' })).body).toContain('cần giải trình');
    const lines = await directiveInbox.lines(world.services, await world.officer('chutich'), {
      from: undefined,
      overdueBefore: undefined,
      mine: false,
      sort: undefined,
      limit: 200,
    });
    expect(lines.some((one) => one.href === to.task(task.id))).toBe(true);

    const key = newKey();
    const unit = await unitId('phuong-bac-lieu');
    const letter = await chair.post(`${to.tasks}/don-doc`, { key, target: unit });
    expect(letter.statusCode).toBe(303);
    expect(location(await chair.post(`${to.tasks}/don-doc`, { key, target: unit }))).toBe(location(letter));
    const sent = await chair.get(location(letter));
    expect(sent.body).toContain('đôn đốc thực hiện');
    const pdf = await chair.get(`${location(letter)}.pdf`);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await chair.get(`${location(letter)}.docx`)).statusCode).toBe(200);
    expect((await ward.get(to.task(task.id))).body).toContain('Đôn đốc bằng văn bản');

    expect((await take(ward, task.id, 'explain', { text: 'Thiếu số liệu của hai khóm.' })).statusCode).toBe(
      303,
    );
    expect((await take(ward, task.id, 'report', { text: 'Xong' })).statusCode).toBe(303);
    expect((await take(chair, task.id, 'giveBack', { text: 'Thiếu biên bản.' })).statusCode).toBe(303);
    expect((await ward.get(to.task(task.id))).body).toContain('Thiếu biên bản.');
    await at(start);
  });

  test('sent twice a step is one step; a form of an older page changes nothing', async () => {
    await at(start);
    const { task } = await deployed();
    const { version: now } = task;
    const values = { key: newKey(), version: String(now), 'note-text': 'Đang làm.' };
    expect((await ward.post(`${to.task(task.id)}/note`, values)).statusCode).toBe(303);
    expect((await ward.post(`${to.task(task.id)}/note`, values)).statusCode).toBe(303);
    const stale = await ward.post(`${to.task(task.id)}/note`, {
      ...values,
      key: newKey(),
      'note-text': 'Gõ ở trang cũ',
    });
    expect(stale.statusCode).toBe(422);
    expect(stale.body).toContain('Gõ ở trang cũ');
    const { count } = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from task_step where task_id = ${task.id} and type = 'note'`,
    );
    expect(count).toBe(1);
  });

  test('a file that was good need not be chosen again when something else was wrong; another form has it not', async () => {
    await at(start);
    const { task } = await deployed();
    const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#369' } })
      .jpeg()
      .toBuffer();
    const key = newKey();
    const version = String(task.version);
    const url = `${to.task(task.id)}/note`;
    const wordless = await app.inject({
      method: 'POST',
      url,
      cookies: ward.cookies,
      ...multipart({ key, version }, [{ field: 'note-files', name: 'anh.jpg', bytes: picture }]),
    });
    expect(wordless.statusCode).toBe(422);
    expect(wordless.body).toContain('anh.jpg: đã nhận, không cần chọn lại');
    const id = /name="note-files-kept" value="([0-9a-f-]{36})"/.exec(wordless.body)?.[1] ?? '';
    const given = { version, 'note-text': 'Có ảnh kèm.', 'note-files-kept': id };
    // Whoever has not the form’s own key has not its files.
    const elsewhere = await ward.post(url, { ...given, 'note-text': ' ', key: newKey() });
    expect(elsewhere.body).not.toContain('đã nhận, không cần chọn lại');
    expect((await ward.post(url, { ...given, key })).statusCode).toBe(303);
    const page = (await ward.get(to.task(task.id))).body;
    const href = /href="([^"]*\/tep\/[0-9a-f-]{36})">anh\.jpg/.exec(page)?.[1] ?? '';
    expect((await ward.get(href)).rawPayload.subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  test('others see neither the document nor the task, nor that they are there', async () => {
    await at(start);
    const { document, task } = await deployed();
    expect((await other.get(to.document(document))).statusCode).toBe(404);
    expect((await other.get(to.task(task.id))).statusCode).toBe(404);
    expect((await other.get(to.clauses(document))).statusCode).toBe(404);
    expect((await take(other, task.id, 'note', { text: 'x' })).statusCode).toBe(404);
    expect((await other.get(`${to.documents}?tim=dan+chu`)).body).not.toContain(document);
    // Its own people see the task; the document once it was sent to them.
    expect((await officer.get(to.task(task.id))).statusCode).toBe(200);
    expect((await officer.get(to.document(document))).statusCode).toBe(404);
    expect((await (await visitor(world, app)).get(`/van-ban/${document}`)).statusCode).toBe(404);
  });
});

describe('what is not theirs', () => {
  test('a document that somebody may not read is named nowhere to them, not in the tree of one they may read', async () => {
    await at(start);
    const { document } = await deployed();
    for (const unit of ['phuong-bac-lieu', 'phuong-hiep-thanh'])
      await sendForm(chair, to.document(document), 'gui', {
        units: await unitId(unit),
        acknowledgeBy: inDays(3),
      });
    const number = (
      await world.services.db.one<{ n: string }>(
        sql`select printed_number as n from document where id = ${document}`,
      )
    ).n;
    const own = await register(ward, { abstract: 'Kế hoạch riêng của phường', implements: number });
    expect((await ward.get(to.document(document))).body).toContain('Kế hoạch riêng của phường');
    expect((await chair.get(to.document(document))).body).toContain('Kế hoạch riêng của phường');
    expect((await other.get(to.document(document))).body).not.toContain('Kế hoạch riêng của phường');
    // Registered twice it is one document, one relation and one entry.
    const entries = await world.services.db.rows(sql`select seq from record_opening where subject = ${own}`);
    expect(entries).toHaveLength(1);
    // A ward does not say that the province's plan is replaced.
    const replaced = await sendForm(ward, to.document(own), 'quan-he', {
      kind: 'replaces',
      number,
      on: formatDate(today()),
    });
    expect(replaced.statusCode).toBe(422);
    expect((await chair.get(to.document(document))).body).not.toContain('Đã bị thay thế');
  });

  test('a clause of another document is none of this one', async () => {
    await at(start);
    const [one, another] = [await register(chair), await register(chair)];
    const { id: clause } = await world.services.db.one<{ id: string }>(
      sql`select id from clause where document_id = ${another} limit 1`,
    );
    const given = {
      key: newKey(),
      clause,
      title: 'Việc lạ',
      units: await unitId('phuong-bac-lieu'),
      askedFor: inDays(30),
    };
    expect((await chair.post(to.addTask(one), given)).statusCode).toBe(404);
    expect(await tasksOf(one)).toEqual([]);
  });

  test('a plan that takes up what was asked from above counts its own; nothing is given below what has ended', async () => {
    await at(start);
    const { task } = await deployed();
    const own = await register(ward, {
      body: '1. Phòng Văn hóa - Xã hội chuẩn bị nội dung trước ngày 31/12/2027.',
    });
    const { id: clause } = await world.services.db.one<{ id: string }>(
      sql`select id from clause where document_id = ${own}`,
    );
    const given = {
      key: newKey(),
      clause,
      title: 'Chuẩn bị',
      units: await unitId('vh-xh-bac-lieu'),
      askedFor: inDays(10),
      parent: task.id,
    };
    expect((await ward.post(to.addTask(own), given)).statusCode).toBe(303);
    await ward.post(to.clauses(own), { version: await version(own), [`orders-${clause}`]: '1' });
    expect((await ward.post(`${to.document(own)}/trien-khai`, {})).statusCode).toBe(303);
    expect((await ward.get(to.document(own))).body).toContain('Đếm 1 việc');
    // What still runs below is ended first.
    expect((await take(chair, task.id, 'cancel', { text: 'Thôi.' })).statusCode).toBe(422);
    const [below] = await tasksOf(own);
    expect((await take(ward, below?.id ?? '', 'cancel', { text: 'Thôi.' })).statusCode).toBe(303);
    const late = await register(ward, { body: '1. Phòng Văn hóa - Xã hội làm tiếp.' });
    const { id: other1 } = await world.services.db.one<{ id: string }>(
      sql`select id from clause where document_id = ${late}`,
    );
    await ward.post(to.addTask(late), { ...given, key: newKey(), clause: other1 });
    await ward.post(to.clauses(late), { version: await version(late), [`orders-${other1}`]: '1' });
    expect((await take(chair, task.id, 'cancel', { text: 'Thôi.' })).statusCode).toBe(303);
    expect((await ward.post(`${to.document(late)}/trien-khai`, {})).body).toContain(
      'Nhiệm vụ cấp trên đã kết thúc',
    );
  });

  test('what a unit gives on within itself is counted in public and not told word by word', async () => {
    await at(start);
    const { document, task } = await deployed();
    await ward.post(`${to.task(task.id)}/giao`, {
      key: newKey(),
      title: 'Chị Lan gọi bà Hai',
      units: await unitId('vh-xh-bac-lieu'),
      askedFor: inDays(9),
    });
    expect((await chair.post(`${to.document(document)}/cong-khai`, { open: '1' })).statusCode).toBe(303);
    const page = await (await visitor(world, app)).get(`/van-ban/${document}`);
    expect(page.body).toContain('Tổ chức đối thoại');
    expect(page.body).toContain('Đếm 1 việc');
    expect(page.body).not.toContain('bà Hai');
  });

  test('a text longer than is taken is refused, never cut', async () => {
    await at(start);
    const sent = await chair.post(to.register, form({ body: `1. ${'dài '.repeat(200_000)}` }));
    expect([413, 422]).toContain(sent.statusCode);
  });
});

describe('dissemination', () => {
  test('sent, opened, acknowledged by the head, held; who has not is seen at once, and it climbs', async () => {
    await at(start);
    const { document } = await deployed();
    const [a, b] = [await unitId('phuong-bac-lieu'), await unitId('phuong-hiep-thanh')];
    for (const units of [a, b])
      expect(
        (
          await sendForm(chair, to.document(document), 'gui', {
            units,
            acknowledgeBy: inDays(3),
            disseminateBy: inDays(20),
          })
        ).statusCode,
      ).toBe(303);
    const row = (unit: string) =>
      world.services.db.one<{ opened_at: Date | null; acknowledged_at: Date | null; version: number }>(
        sql`select opened_at, acknowledged_at, version from dissemination where document_id = ${document} and unit_id = ${unit}`,
      );
    expect((await row(a)).opened_at).toBeNull();
    expect((await officer.get(to.document(document))).statusCode).toBe(200);
    expect((await row(a)).opened_at).not.toBeNull();
    // An officer does not acknowledge for the head.
    expect((await officer.post(`${to.document(document)}/xac-nhan`, {})).statusCode).toBe(422);
    expect((await ward.post(`${to.document(document)}/xac-nhan`, {})).statusCode).toBe(303);
    const version = String((await row(a)).version);
    const meeting = {
      heldOn: formatDate(today()),
      present: '42',
      place: 'Hội trường',
    };
    expect(
      (await sendForm(ward, to.document(document), 'hop', { ...meeting, present: '0' }, { version }))
        .statusCode,
    ).toBe(422);
    expect((await sendForm(ward, to.document(document), 'hop', meeting, { version })).statusCode).toBe(303);
    const page = await chair.get(to.document(document));
    expect(page.body).toContain('1/2 đơn vị đã quán triệt');
    expect(page.body).toContain('42');
    // A unit sees its own line only.
    expect((await other.get(to.document(document))).body).not.toContain('Hội trường');

    await at(new Date(start.getTime() + 10 * 86_400_000));
    const lines = await directiveInbox.lines(world.services, await world.officer('chutich'), {
      from: undefined,
      overdueBefore: undefined,
      mine: false,
      sort: undefined,
      limit: 200,
    });
    const about = lines.filter((one) => one.href === to.document(document));
    expect(about.map((one) => one.unit.vi)).toEqual(['UBND Phường Hiệp Thành']);
    await at(start);
  });
});

describe('figures of tasks', () => {
  test('what was done late is not on time, and as known before it was not done at all', async () => {
    const [onTime] = taskFigures;
    if (!onTime) throw new Error('no figure');
    const asked = {
      from: parsePlainDate('2019-11-01'),
      to: parsePlainDate('2019-11-01'),
      by: { month: true },
    };
    const now = await onTime.count(world.services, { ...asked, asOf: start });
    expect(now.cells).toMatchObject([{ numerator: 6, denominator: 7 }]);
    const then = await onTime.count(world.services, { ...asked, asOf: new Date('2019-12-01T00:00:00Z') });
    expect(then.cells).toMatchObject([{ numerator: 6, denominator: 7 }]);
    const before = await onTime.count(world.services, { ...asked, asOf: new Date('2019-11-25T00:00:00Z') });
    expect(before.cells).toEqual([]);
  });

  test('the report of a period says of how many, as page, CSV and Excel', async () => {
    await at(start);
    const period = `?${new URLSearchParams({ tu: '01/01/2019', den: '31/12/2019' })}`;
    const page = await chair.get(`${to.report}${period}`);
    expect(page.body).toContain('87,5% (7/8)');
    const csv = await chair.get(`${to.report}${period}&dang=csv`);
    expect(csv.body).toContain('UBND Phường Bạc Liêu');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect((await chair.get(`${to.report}${period}&dang=xlsx`)).rawPayload.subarray(0, 2).toString()).toBe(
      'PK',
    );
    expect((await chair.get(`${to.report}?tu=31/02/2019&den=x`)).statusCode).toBe(422);
  });
});

test('after all this the counts that are kept are those that counting every task with none below gives', async () => {
  const differences = await world.services.db.rows(sql`
    with counted as (
      select task.unit_id, date_trunc('month', duty.due_on::timestamp)::date as month,
        count(*) filter (where duty.ended is null)::int as open, count(*) filter (where duty.ended_on <= duty.due_on)::int as on_time,
        count(*) filter (where duty.ended_on > duty.due_on)::int as late
      from duty join task on task.id = duty.subject_id
      where duty.subject_type = 'task' and duty.ended is distinct from 'lapsed' and task.children = 0 group by 1, 2
    ), kept as (select * from task_tally where open <> 0 or on_time <> 0 or late <> 0)
    (select * from counted except select * from kept) union all (select * from kept except select * from counted)`);
  expect(differences).toEqual([]);
});
