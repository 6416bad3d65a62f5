// Mistakes of an ordinary week with directives and dialogues: each is made, seen, put right, and what hung on it is as it
// was. All 37 are listed in docs/mistakes.md with the story that shows each; this file holds the list to the tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialoguePaths } from '../src/parts/dialogues/paths.ts';
import { directivePaths as to } from '../src/parts/directives/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { addDays, dayInVietnam, formatDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let chair: Visitor;
let head: Visitor;
let officer: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  chair = await visitor(world, app, 'chutich');
  head = await visitor(world, app, 'thutruong');
  officer = await visitor(world, app, 'chuyenvien');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const one = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
const inDays = (days: number) => formatDate(addDays(dayInVietnam(world.services.clock()), days));
const unitId = async (code: string) =>
  (await one<{ id: string }>(sql`select id from unit where code = ${code}`)).id;
const newest = async (page: string, name: string) =>
  (
    await one<{ id: string }>(
      sql`select id from step where page = ${page} and name = ${name} order by taken_at desc limit 1`,
    )
  ).id;
const ok = (answer: { statusCode: number; body: string }) =>
  expect(answer.statusCode, answer.body.match(/class="error[^>]*>[^<]*/)?.[0] ?? '').toBe(303);
/** Taken back by one, with the reason there for all who come to the page. */
async function strike(by: Visitor, page: string, name: string, why: string) {
  ok(await sendForm(by, `/can-bo/buoc/${await newest(page, name)}`, 'huy', { why }));
  expect((await by.get(page)).body).toContain(why);
}
async function strikeByTwo(asks: Visitor, agrees: Visitor, page: string, name: string, why: string) {
  const step = await newest(page, name);
  expect((await sendForm(asks, `/can-bo/buoc/${step}`, 'huy', { why })).statusCode).toBe(404);
  ok(await sendForm(asks, `/can-bo/buoc/${step}`, 'de-nghi', { why }));
  ok(await sendForm(agrees, `/can-bo/buoc/${step}`, 'dong-y', { sure: '1' }));
  expect((await agrees.get(page)).body).toContain(why);
}

describe('an order and its tasks', () => {
  let document = '';
  let task = '';
  const tally = async (code: string) =>
    await one<{ open: number; done: number }>(sql`
        select coalesce(sum(open), 0)::int as open, coalesce(sum(on_time + late), 0)::int as done from task_tally
        where unit_id = (select id from unit where code = ${code})`);
  const duty = () =>
    one<{ ended: string | null; suspended: string | null }>(
      sql`select ended, suspended_from as suspended from duty where subject_id = ${task}`,
    );
  const take = async (by: Visitor, step: string, given: Record<string, string> = {}) => {
    const { version } = await one<{ version: number }>(sql`select version from task where id = ${task}`);
    ok(await sendForm(by, to.task(task), step, { sure: '1', ...given }, { version: String(version) }));
  };

  test('a clause passed over as ordering nothing is looked at again', async () => {
    const made = await chair.post(to.register, {
      key: newKey(),
      direction: 'out',
      type: 'KH',
      issuedOn: inDays(0),
      signer: 'Người ký',
      signerTitle: 'Chủ tịch',
      abstract: 'Kế hoạch có điều bị bỏ qua',
      body: '1. UBND các phường tổ chức đối thoại trước ngày 31/12/2027.',
    });
    ok(made);
    document = String(made.headers.location).replace(/\?.*/, '').split('/').at(-1) ?? '';
    const clause = await one<{ id: string }>(sql`select id from clause where document_id = ${document}`);
    const decided = async () =>
      (await one<{ orders: boolean | null }>(sql`select orders from clause where id = ${clause.id}`)).orders;
    const version = async () =>
      String(
        (await one<{ version: number }>(sql`select version from document where id = ${document}`)).version,
      );
    ok(await chair.post(to.clauses(document), { version: await version(), [`orders-${clause.id}`]: '0' }));
    expect(await decided()).toBe(false);
    await strike(chair, to.clauses(document), 'document.read', 'Điều 1 có giao việc');
    expect(await decided()).toBeNull();
    ok(
      await chair.post(to.addTask(document), {
        key: newKey(),
        clause: clause.id,
        title: 'Tổ chức đối thoại',
        units: await unitId('phuong-bac-lieu'),
        askedFor: inDays(30),
      }),
    );
    ok(await chair.post(to.clauses(document), { version: await version(), [`orders-${clause.id}`]: '1' }));
    ok(await chair.post(`${to.document(document)}/trien-khai`, {}));
    task = (await one<{ id: string }>(sql`select id from task where document_id = ${document}`)).id;
  });

  test('a task added after the start by mistake is gone with its duty and its count; changed, it is as it was', async () => {
    const before = await tally('phuong-hiep-thanh');
    const added = { title: 'Giao nhầm phường', addedWhy: 'Bổ sung', askedFor: inDays(20) };
    ok(
      await chair.post(to.addTask(document), {
        key: newKey(),
        units: await unitId('phuong-hiep-thanh'),
        ...added,
      }),
    );
    expect((await tally('phuong-hiep-thanh')).open).toBe(before.open + 1);
    await strike(chair, to.document(document), 'task.draft', 'Nhầm phường');
    expect(await tally('phuong-hiep-thanh')).toEqual(before);
    const title = async () =>
      (await one<{ title: string }>(sql`select title from task where id = ${task}`)).title;
    await take(chair, 'change', {
      title: 'Tổ chức hội thảo',
      unit: await unitId('phuong-bac-lieu'),
      date: inDays(30),
      text: 'Sửa tên',
    });
    await strike(chair, to.task(task), 'task.change', 'Tên cũ mới đúng');
    expect(await title()).toBe('Tổ chức đối thoại');
  });

  test('a progress note for another task, a report too early, an acceptance pressed by mistake', async () => {
    const before = await tally('phuong-bac-lieu');
    await take(head, 'note', { text: 'Ghi nhầm sang việc này' });
    await strike(head, to.task(task), 'task.note', 'Của việc khác');
    await take(head, 'report', { text: 'Đã xong' });
    expect((await duty()).suspended).not.toBeNull();
    await strike(head, to.task(task), 'task.report', 'Chưa họp xong');
    expect(await duty()).toEqual({ ended: null, suspended: null });
    await take(head, 'report', { text: 'Đã xong, có biên bản' });
    await take(chair, 'accept');
    expect(await tally('phuong-bac-lieu')).toEqual({ open: before.open - 1, done: before.done + 1 });
    const { username } = await one<{ username: string }>(sql`
      select account.username from account join holding on holding.person_id = account.person_id
      join post_version post on post.post_id = holding.post_id
      where post.unit_id = (select unit_id from document where id = ${document}) and post.role = 'clerk' limit 1`);
    const clerk = await visitor(world, app, username);
    await strikeByTwo(clerk, chair, to.task(task), 'task.accept', 'Biên bản chưa ký');
    expect(await tally('phuong-bac-lieu')).toEqual(before);
    expect((await duty()).ended).toBeNull();
    const types = await world.services.db.rows<{ type: string }>(
      sql`select event ->> 'type' as type from record_opening where subject = ${task} order by seq`,
    );
    // Every slip stays in the record, each followed by what took it back.
    expect(types.filter((row) => row.type === 'step.struck')).toHaveLength(4);
  });
});

describe('a dialogue', () => {
  let desk = '';
  let id = '';

  test('an answer, a promise in the wrong unit’s name, who came, and what was published', async () => {
    const made = await sendForm(head, dialoguePaths.desk, 'lap', {
      kind: 'conference',
      ground: 'yearly',
      title: 'Hội nghị có nhầm lẫn',
      topics: 'Thoát nước',
      audience: 'Mọi cử tri',
      chairs: 'Chủ tịch UBND',
      onDay: inDays(15),
      fromTime: '8:00',
      mode: 'inPerson',
      sites: 'Hội trường | 20',
    });
    ok(made);
    id = made.headers.location?.split('/').at(-1) ?? '';
    desk = dialoguePaths.deskOne(id);
    const { version } = await one<{ version: number }>(sql`select version from dialogue where id = ${id}`);
    ok(await sendForm(head, desk, 'thong-bao', {}, { version: String(version) }));
    const citizen = await visitor(world, app);
    ok(
      await citizen.post(`${dialoguePaths.one(id)}/hoi`, {
        key: newKey(),
        text: 'Bao giờ hết ngập?',
        name: 'A',
      }),
    );
    ok(
      await citizen.post(`${dialoguePaths.one(id)}/dang-ky`, {
        key: newKey(),
        site: (await one<{ id: string }>(sql`select id from dialogue_site where dialogue_id = ${id}`)).id,
        name: 'Người dự',
      }),
    );
    world.later(15 * 86_400_000);
    head = await visitor(world, app, 'thutruong');
    officer = await visitor(world, app, 'chuyenvien');

    const run = dialoguePaths.run(id);
    const seat = await one<{ id: string }>(sql`select id from dialogue_seat where dialogue_id = ${id}`);
    const state = async () =>
      (await one<{ state: string }>(sql`select state from dialogue_seat where id = ${seat.id}`)).state;
    ok(await sendForm(head, run, 'diem-danh', {}, { target: seat.id }));
    expect(await state()).toBe('arrived');
    await strike(head, run, `${dialoguePaths.run(':id')}/diem-danh`, 'Nhầm người');
    expect(await state()).toBe('booked');

    const question = await one<{ id: string }>(
      sql`select id from dialogue_question where dialogue_id = ${id}`,
    );
    ok(await sendForm(head, run, 'tra-loi', { answer: 'Tháng Ba.' }, { target: question.id }));
    await strike(head, run, `${dialoguePaths.run(':id')}/tra-loi`, 'Ghi nhầm tháng');
    ok(await sendForm(head, run, 'tra-loi', { answer: 'Tháng Tư.' }, { target: question.id }));

    const promised = { text: 'Nạo vét hẻm 5', due: inDays(60) };
    ok(
      await sendForm(
        head,
        run,
        'hua',
        { ...promised, unit: await unitId('phuong-hiep-thanh') },
        { target: question.id },
      ),
    );
    await strike(head, run, `${dialoguePaths.run(':id')}/hua`, 'Nhầm đơn vị');
    const promises = async () =>
      (
        await one<{ count: number }>(sql`
          select count(*)::int as count from duty join dialogue_promise promise on promise.id = duty.subject_id
          where promise.dialogue_id = ${id}`)
      ).count;
    expect(await promises()).toBe(0);
    ok(
      await sendForm(
        head,
        run,
        'hua',
        { ...promised, unit: await unitId('phuong-bac-lieu') },
        { target: question.id },
      ),
    );

    const now = async () =>
      String((await one<{ version: number }>(sql`select version from dialogue where id = ${id}`)).version);
    ok(
      await sendForm(
        head,
        desk,
        'da-dien-ra',
        { attended: '18', officials: 'Chủ tịch' },
        { version: await now() },
      ),
    );
    ok(await sendForm(head, desk, 'cong-khai', { sure: '1' }, { version: await now() }));
    expect((await citizen.get(dialoguePaths.one(id))).body).toContain('Tháng Tư.');
    await strikeByTwo(officer, head, desk, `${dialoguePaths.deskOne(':id')}/cong-khai`, 'Còn thiếu biên bản');
    expect(await one(sql`select state, published_on as on from dialogue where id = ${id}`)).toEqual({
      state: 'held',
      on: null,
    });
    expect(
      await one(sql`select ended from duty where subject_id = ${id} and rule_code = 'DT-RESULT'`),
    ).toEqual({
      ended: null,
    });
  });
});

test('the 37 mistakes are listed, and each names a story that is there', () => {
  const folder = import.meta.dirname;
  const stories = readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const rows = readFileSync(join(folder, '..', 'docs', 'mistakes.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 37 }, (_, at) => at + 1));
  for (const row of rows) {
    const [file, title] = (row[5] ?? '').split(' › ');
    const named = stories.filter((one) => one.file === `${file}.test.ts` && one.text.includes(title ?? '?'));
    expect(named, `${row[1]}: ${row[5]}`).toHaveLength(1);
  }
});
