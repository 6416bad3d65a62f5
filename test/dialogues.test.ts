import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dialoguePaths as to } from '../src/parts/dialogues/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { textOf } from '../src/platform/document/text.ts';
import { sendForm } from './support/forms.ts';
import { inbox } from './support/inbox.ts';
import { dayMs, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
let other: Visitor;
let citizen: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
  other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
  citizen = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const one = <Row>(query: ReturnType<typeof sql>) => world.services.db.one<Row>(query);
const unitId = async (code: string) =>
  (await one<{ id: string }>(sql`select id from unit where code = ${code}`)).id;
const version = async (id: string) =>
  String((await one<{ version: number }>(sql`select version from dialogue where id = ${id}`)).version);
const duty = (subject: string, rule: string) =>
  one<{ due: string; ended: string | null; on: string | null; extended: number }>(
    sql`select due_on as due, ended, ended_on as on, extended from duty where subject_id = ${subject} and rule_code = ${rule}`,
  );

const plan = {
  kind: 'conference',
  ground: 'yearly',
  title: 'Hội nghị thử',
  topics: 'Thoát nước',
  audience: 'Mọi cử tri',
  chairs: 'Chủ tịch UBND',
  onDay: '10/12/2026',
  fromTime: '8:00',
  mode: 'inPerson',
  sites: 'Hội trường | 2',
};
let dialogue: string;

describe('a dialogue from a question to a kept promise', () => {
  test('it is planned, hidden until it is announced, and its announcement is owed seven days before', async () => {
    const wrong = await sendForm(head, to.desk, 'lap', { ...plan, sites: 'Hội trường', onDay: '32/12/2026' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Ngày không đúng');
    expect(wrong.body).toContain('Hội nghị thử');
    const key = newKey();
    const made = await sendForm(head, to.desk, 'lap', plan, { key });
    expect(made.statusCode).toBe(303);
    dialogue = made.headers.location?.split('/').at(-1) ?? '';
    // The same form again is the same dialogue.
    expect((await sendForm(head, to.desk, 'lap', plan, { key })).headers.location).toBe(
      made.headers.location,
    );
    expect(await duty(dialogue, 'DT-ANNOUNCE')).toMatchObject({ due: '2026-12-03', ended: null });
    expect((await citizen.get(to.one(dialogue))).statusCode).toBe(404);
    expect((await other.get(to.deskOne(dialogue))).statusCode).toBe(404);
    expect((await sendForm(other, to.deskOne(dialogue), 'thong-bao', {})).statusCode).toBe(404);
    expect((await sendForm(head, to.deskOne(dialogue), 'thong-bao', {}, { version: '7' })).body).toContain(
      'Có người vừa thay đổi',
    );
    expect(
      (await sendForm(head, to.deskOne(dialogue), 'thong-bao', {}, { version: await version(dialogue) }))
        .statusCode,
    ).toBe(303);
    expect(await duty(dialogue, 'DT-ANNOUNCE')).toMatchObject({ ended: 'done', on: '2026-11-23' });
    expect((await citizen.get(to.one(dialogue))).body).toContain('Hội nghị thử');
  });

  test('people ask ahead; similar questions are joined and keep all who asked', async () => {
    const ask = (text: string, email: string) =>
      citizen.post(`${to.one(dialogue)}/hoi`, { key: newKey(), text, email, name: 'Trần Thị Kín' });
    expect((await ask('', 'x')).statusCode).toBe(422);
    expect((await ask('Bao giờ nạo vét cống hẻm 5?', 'a@example.vn')).statusCode).toBe(303);
    expect((await ask('Cống hẻm 5 tắc, khi nào làm?', 'b@example.vn')).statusCode).toBe(303);
    expect((await ask('Bao giờ có đèn đường?', '')).statusCode).toBe(303);
    const questions = await world.services.db.rows<{ id: string }>(
      sql`select id from dialogue_question where dialogue_id = ${dialogue} order by number`,
    );
    const [first, second] = questions.map((row) => row.id) as [string, string];
    expect(
      (await sendForm(head, to.deskOne(dialogue), 'gop', { into: second }, { target: second })).statusCode,
    ).toBe(422);
    expect(
      (await sendForm(head, to.deskOne(dialogue), 'gop', { into: first }, { target: second })).statusCode,
    ).toBe(303);
    // No circle: the first cannot go into what went into it.
    expect(
      (await sendForm(head, to.deskOne(dialogue), 'gop', { into: second }, { target: first })).statusCode,
    ).toBe(422);
    const page = (await citizen.get(to.one(dialogue))).body;
    expect(page).toContain('2 người hỏi hoặc quan tâm');
    expect(page).toContain('Gộp câu 2');
    expect(page).not.toContain('Trần Thị Kín');
    expect(page).not.toContain('example.vn');
  });

  test('a vote is one for each browser, and can be taken back', async () => {
    const question = (
      await one<{ id: string }>(
        sql`select id from dialogue_question where dialogue_id = ${dialogue} and number = 3`,
      )
    ).id;
    const voter = await visitor(world, app);
    const vote = async () => {
      const answer = await voter.post(`${to.one(dialogue)}/quan-tam`, { question });
      const cookie = answer.cookies.find((each) => each.name.includes('voter'));
      if (cookie) voter.cookies[cookie.name] = cookie.value;
      return (
        await one<{ count: number }>(
          sql`select count(*)::int as count from dialogue_vote where question_id = ${question}`,
        )
      ).count;
    };
    expect(await vote()).toBe(1);
    expect(await vote()).toBe(0);
    expect(await vote()).toBe(1);
  });

  test('no seat is given twice, however many ask at once; who gives one up makes room', async () => {
    const site = (
      await one<{ id: string }>(sql`select id from dialogue_site where dialogue_id = ${dialogue}`)
    ).id;
    const take = (name: string) =>
      citizen.post(`${to.one(dialogue)}/dang-ky`, { key: newKey(), site, name, email: `${name}@example.vn` });
    const taken = await Promise.all(['s1', 's2', 's3', 's4', 's5', 's6'].map(take));
    expect(taken.map((answer) => answer.statusCode)).toEqual(Array(6).fill(303));
    const seats = () =>
      world.services.db.rows<{ ticket: number; state: string }>(
        sql`select ticket, state from dialogue_seat where dialogue_id = ${dialogue} order by ticket`,
      );
    expect((await seats()).map((seat) => seat.ticket)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await seats()).filter((seat) => seat.state === 'booked')).toHaveLength(2);
    const holder = taken.find((answer) => answer.statusCode === 303);
    // Whoever has ticket 1 or 2 gives it up by the code in their browser.
    const booked = await Promise.all(
      taken.map(async (answer) => {
        const own = await visitor(world, app);
        for (const cookie of answer.cookies) own.cookies[cookie.name] = cookie.value;
        return { own, page: (await own.get(to.mine)).body };
      }),
    );
    const kept = booked.find(({ page }) => page.includes('Có chỗ'));
    expect(holder && kept).toBeTruthy();
    await kept?.own.post(`${to.mine}/bo`, {});
    expect((await seats()).filter((seat) => seat.state === 'booked')).toHaveLength(2);
    expect((await seats()).filter((seat) => seat.state === 'waiting')).toHaveLength(3);
    const mails = await inbox(world, 'Đã có chỗ dự đối thoại');
    expect(mails).toHaveLength(1);
  });

  test('nothing is held, promised or published before the day', async () => {
    for (const [action, given] of [
      ['da-dien-ra', { attended: '10', officials: 'Chủ tịch' }],
      ['hua', { text: 'X', unit: await unitId('phuong-bac-lieu'), due: '31/12/2026' }],
    ] as const)
      expect((await sendForm(head, to.deskOne(dialogue), action, given)).statusCode).toBe(422);
    expect((await sendForm(head, to.deskOne(dialogue), 'cong-khai', {})).statusCode).toBe(422);
  });

  test('on the day: a question from the floor, answers, promises; results only once all is answered', async () => {
    world.at('2026-12-10T03:00:00Z');
    head = await visitor(world, app, 'thutruong');
    const run = to.run(dialogue);
    // At the door: by the ticket they name; a code of nobody is told so.
    const seat = await one<{ ticket: number }>(
      sql`select ticket from dialogue_seat where dialogue_id = ${dialogue} and state = 'booked' order by ticket limit 1`,
    );
    expect((await sendForm(head, run, 'den-ma', { shown: String(seat.ticket) })).statusCode).toBe(303);
    expect((await sendForm(head, run, 'den-ma', { shown: '0000-0000-0000-0000-0000-0000' })).body).toContain(
      'Không có chỗ nào có mã',
    );
    expect(
      await one(
        sql`select state from dialogue_seat where dialogue_id = ${dialogue} and ticket = ${seat.ticket}`,
      ),
    ).toEqual({ state: 'arrived' });
    expect(
      (await sendForm(head, run, 'ghi', { source: 'floor', text: 'Chợ đêm có mở lại không?' })).statusCode,
    ).toBe(303);
    const came = { attended: '87', officials: 'Chủ tịch UBND' };
    // 87 in a hall of 2 is asked about, and why stands there for all to read.
    expect((await sendForm(head, to.deskOne(dialogue), 'da-dien-ra', came)).body).toContain(
      'Số người dự (87) nhiều hơn số chỗ (2)',
    );
    await sendForm(head, to.deskOne(dialogue), 'da-dien-ra', { ...came, overWhy: 'Mở loa ra sân.' });
    await sendForm(head, to.deskOne(dialogue), 'bieu-quyet', {
      matter: 'Giờ mở chợ',
      agree: '60',
      disagree: '20',
      other: '7',
    });
    expect(await duty(dialogue, 'DT-RESULT')).toMatchObject({ due: '2026-12-21', ended: null });
    const open = await sendForm(head, to.deskOne(dialogue), 'cong-khai', { sure: '1' });
    expect(open.body).toContain('Còn 3 câu hỏi chưa có câu trả lời');
    const questions = await world.services.db.rows<{ id: string; number: number }>(
      sql`select id, number from dialogue_question where dialogue_id = ${dialogue} and joined_to is null order by number`,
    );
    for (const question of questions.filter((each) => each.number !== 4))
      expect(
        (await sendForm(head, run, 'tra-loi', { answer: 'Sẽ làm trong tháng Một.' }, { target: question.id }))
          .statusCode,
      ).toBe(303);
    await sendForm(
      head,
      to.deskOne(dialogue),
      'an',
      { why: 'Nêu chuyện riêng của người khác' },
      { target: questions[2]?.id ?? '' },
    );
    const promised = await sendForm(
      head,
      run,
      'hua',
      { text: 'Nạo vét cống hẻm 5', unit: await unitId('phuong-hiep-thanh'), due: '15/01/2027' },
      { target: questions[0]?.id ?? '' },
    );
    expect(promised.statusCode).toBe(303);
    world.later(4 * dayMs);
    head = await visitor(world, app, 'thutruong');
    expect((await sendForm(head, to.deskOne(dialogue), 'cong-khai', {})).statusCode).toBe(422);
    expect((await sendForm(head, to.deskOne(dialogue), 'cong-khai', { sure: '1' })).statusCode).toBe(303);
    expect(await duty(dialogue, 'DT-RESULT')).toMatchObject({ ended: 'done', on: '2026-12-14' });
    // The minutes name nobody who asked; the list on which people sign is for those who work there.
    const paper = async (name: string) => {
      const read = await textOf({
        bytes: (await head.get(`${to.deskOne(dialogue)}/${name}.pdf`)).rawPayload,
        mediaType: 'application/pdf',
      });
      return 'text' in read ? read.text : '';
    };
    const minutes = await paper('bien-ban');
    for (const words of ['Nạo vét cống hẻm 5', 'Sẽ làm trong tháng Một', 'UBND Phường Hiệp Thành'])
      expect(minutes.replace(/\s+/g, ' ')).toContain(words);
    expect(minutes).not.toContain('Nêu chuyện riêng');
    expect((await paper('danh-sach')).replace(/\s+/g, ' ')).toContain('DANH SÁCH NGƯỜI DỰ');
    expect((await citizen.get(`${to.deskOne(dialogue)}/danh-sach.pdf`)).statusCode).not.toBe(200);
    const page = (await citizen.get(to.one(dialogue))).body;
    for (const words of [
      'Nạo vét cống hẻm 5',
      'Nêu chuyện riêng của người khác',
      '60 đồng ý',
      '87',
      'Sẽ làm trong tháng Một.',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('Chợ đêm');
    expect(await inbox(world, 'Trả lời câu hỏi: Hội nghị thử')).toHaveLength(2);
  });

  test('the unit that promised keeps its word, late; both who asked are told, and the page shows it for ever', async () => {
    const promise = await one<{ id: string }>(
      sql`select id from dialogue_promise where dialogue_id = ${dialogue}`,
    );
    expect(await inbox(world, 'Việc được hứa từ câu hỏi của anh/chị')).toHaveLength(2);
    world.at('2027-01-20T03:00:00Z');
    const chair = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
    head = await visitor(world, app, 'thutruong');
    // Promised in another unit's name: it waits for that unit's word, and until then is the host's.
    const answer = (by: Visitor, form: string, given: Record<string, string> = {}) =>
      sendForm(by, to.deskOne(dialogue), form, given, {
        target: promise.id,
        [`${form}-${promise.id}-sure`]: '1',
      });
    const owner = async () =>
      (
        await one<{ unit: string }>(sql`
        select unit.code as unit from duty join unit on unit.id = owner_unit where subject_id = ${promise.id}`)
      ).unit;
    expect(await owner()).toBe('phuong-bac-lieu');
    expect((await citizen.get(to.one(dialogue))).body).toContain('đã hứa thay UBND Phường Hiệp Thành');
    expect((await answer(head, 'nhan-hua')).statusCode).toBe(422);
    expect((await answer(chair, 'khong-nhan', { why: '' })).statusCode).toBe(422);
    expect((await answer(chair, 'khong-nhan', { why: 'Hẻm 5 thuộc phường Bạc Liêu' })).statusCode).toBe(303);
    expect(await owner()).toBe('phuong-bac-lieu');
    expect((await citizen.get(to.one(dialogue))).body).toContain('Hẻm 5 thuộc phường Bạc Liêu');
    const { step } = await one<{ step: string }>(
      sql`select id as step from step where page = ${to.deskOne(dialogue)} and name like '%/khong-nhan'`,
    );
    expect(
      (await sendForm(chair, `/can-bo/buoc/${step}`, 'huy', { why: 'Đúng là của phường' })).statusCode,
    ).toBe(303);
    expect((await answer(chair, 'nhan-hua')).statusCode).toBe(303);
    expect(await owner()).toBe('phuong-hiep-thanh');
    expect((await chair.get('/can-bo/viec')).body).toContain('Nạo vét cống hẻm 5');
    // Whoever only wrote the promise down cannot say that it was kept.
    expect(
      (await sendForm(head, to.deskOne(dialogue), 'da-lam', { words: 'Xong' }, { target: promise.id }))
        .statusCode,
    ).toBe(422);
    const earlier = await sendForm(
      chair,
      to.deskOne(dialogue),
      'lui',
      { due: '10/01/2027', why: 'Mưa' },
      { target: promise.id },
    );
    expect(earlier.body).toContain('Hạn mới phải sau hạn cũ');
    await sendForm(
      chair,
      to.deskOne(dialogue),
      'lui',
      { due: '25/01/2027', why: 'Chờ nước rút' },
      { target: promise.id },
    );
    world.at('2027-01-28T03:00:00Z');
    const late = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
    const report = (given: Record<string, string>) =>
      sendForm(late, to.deskOne(dialogue), 'da-lam', given, { target: promise.id });
    expect((await report({ words: 'Đã nạo vét' })).body).toContain('Cần minh chứng');
    const told = { words: 'Đã nạo vét 400 m cống', where: 'Hẻm 5, từ đầu hẻm đến kênh' };
    expect((await report(told)).statusCode).toBe(303);
    expect((await report(told)).body).toContain('đang chờ người khác xác nhận');
    // Until another person says so it is not kept, and nobody is told.
    const { id: dutyId } = await one<{ id: string }>(
      sql`select id from duty where subject_id = ${promise.id} and rule_code = 'DT-PROMISE'`,
    );
    expect(await duty(promise.id, 'DT-PROMISE')).toMatchObject({ ended: null });
    expect((await citizen.get(to.one(dialogue))).body).toContain('Đơn vị báo đã làm ngày 28/01/2027');
    expect(await inbox(world, 'Việc được hứa đã làm xong')).toHaveLength(0);
    const say = (by: Visitor, form: string, given: Record<string, string>) =>
      sendForm(by, `/can-bo/loi-hua/${dutyId}`, form, given);
    expect((await say(late, 'xac-nhan', { sure: '1' })).body).toContain('cần một người khác');
    const host = await visitor(world, app, 'thutruong');
    expect((await host.get('/can-bo/viec')).body).toContain(`/can-bo/loi-hua/${dutyId}`);
    expect((await say(host, 'tra-lai', { why: 'Mới nạo vét một nửa.' })).statusCode).toBe(303);
    expect((await late.get(`/can-bo/loi-hua/${dutyId}`)).body).toContain('Mới nạo vét một nửa.');
    expect((await report(told)).statusCode).toBe(303);
    expect((await say(host, 'xac-nhan', {})).statusCode).toBe(422);
    expect((await say(host, 'xac-nhan', { sure: '1' })).statusCode).toBe(303);
    expect((await say(host, 'xac-nhan', { sure: '1' })).statusCode).toBe(422);
    expect(await duty(promise.id, 'DT-PROMISE')).toMatchObject({
      due: '2027-01-25',
      ended: 'done',
      on: '2027-01-28',
      extended: 1,
    });
    expect(await inbox(world, 'Việc được hứa đã lùi hẹn')).toHaveLength(2);
    expect(await inbox(world, 'Việc được hứa đã làm xong')).toHaveLength(2);
    const page = (await citizen.get(to.one(dialogue))).body;
    for (const words of [
      'Đã làm, trễ hẹn',
      'hẹn đầu tiên 15/01/2027',
      'lùi hẹn 1 lần',
      'Đã nạo vét 400 m cống',
      'Chờ nước rút',
    ])
      expect(page).toContain(words);
    const table = (await citizen.get(`${to.compliance}?nam=2026`)).body;
    expect(table).toContain('Trễ hẹn');
  });
});

describe('at the door and behind it', () => {
  test('a draft that is called off is not shown, then or later', async () => {
    head = await visitor(world, app, 'thutruong');
    const made = await sendForm(head, to.desk, 'lap', { ...plan, title: 'Bỏ sớm', onDay: '10/06/2027' });
    const id = made.headers.location?.split('/').at(-1) ?? '';
    expect((await sendForm(head, to.deskOne(id), 'huy', { why: 'Trùng lịch' })).statusCode).toBe(303);
    expect((await citizen.get(to.one(id))).statusCode).toBe(404);
    expect((await citizen.get(to.public)).body).not.toContain('Bỏ sớm');
  });

  test('giving a seat up and checking it in at once never puts two people on one seat', async () => {
    const made = await sendForm(head, to.desk, 'lap', {
      ...plan,
      onDay: '11/06/2027',
      sites: 'Phòng họp | 1',
    });
    const id = made.headers.location?.split('/').at(-1) ?? '';
    await sendForm(head, to.deskOne(id), 'thong-bao', {});
    const site = (await one<{ id: string }>(sql`select id from dialogue_site where dialogue_id = ${id}`)).id;
    const own = await visitor(world, app);
    const taken = await own.post(`${to.one(id)}/dang-ky`, { key: newKey(), site, name: 'A' });
    for (const cookie of taken.cookies) own.cookies[cookie.name] = cookie.value;
    await citizen.post(`${to.one(id)}/dang-ky`, { key: newKey(), site, name: 'B' });
    await Promise.all([
      own.post(`${to.mine}/bo`, {}),
      sendForm(head, to.run(id), 'den-ma', { shown: '1' }),
      sendForm(head, to.run(id), 'den-ma', { shown: '2' }),
    ]);
    const { seated } = await one<{ seated: number }>(sql`
      select count(*)::int as seated from dialogue_seat where dialogue_id = ${id} and state in ('booked', 'arrived')`);
    expect(seated).toBe(1);
  });
});

describe('voters ask for a dialogue', () => {
  test('each counts once, on paper and online alike; with ten percent a dialogue is owed', async () => {
    head = await visitor(world, app, 'thutruong');
    await sendForm(head, to.desk, 'de-nghi', {
      matter: 'Bãi rác',
      voters: '20',
      rollSource: 'Danh sách 2026',
    });
    const call = await one<{ id: string }>(sql`select id from dialogue_call where matter = 'Bãi rác'`);
    const name = (who: string, born = '1980') => ({ key: newKey(), name: who, born, place: 'Khóm 3, số 5' });
    const path = `${to.call(call.id)}/de-nghi`;
    expect((await citizen.post(path, name('Lê Văn Một', '2015'))).statusCode).toBe(422);
    expect((await citizen.post(path, name('Lê Văn Một'))).statusCode).toBe(303);
    const twice = await sendForm(
      head,
      to.desk,
      'ky',
      { name: 'lê văn  một', born: '1980', place: 'khóm 3 số 5' },
      { target: call.id },
    );
    expect(twice.body).toContain('đã đề nghị rồi');
    expect((await citizen.get(to.call(call.id))).body).toContain('cần thêm 1 người');
    expect(
      (
        await sendForm(
          head,
          to.desk,
          'ky',
          { name: 'Lê Văn Hai', born: '1970', place: 'Khóm 4' },
          { target: call.id },
        )
      ).statusCode,
    ).toBe(303);
    expect(await duty(call.id, 'DT-ASKED')).toMatchObject({ ended: null });
    const page = (await citizen.get(to.call(call.id))).body;
    expect(page).toContain('2 trong 20 cử tri đã đề nghị');
    expect(page).not.toContain('Lê Văn');
  });
});

describe('a draft that people are asked about', () => {
  test('it stands for its days, counts each household once, and closes only when every group has its answer', async () => {
    const draft = { item: 'convention', title: 'Quy ước khóm 5', body: 'Giờ giấc', households: '10' };
    const short = await sendForm(head, to.deskConsultations, 'dua-ra', { ...draft, closes: '10/02/2027' });
    expect(short.body).toContain('Phải niêm yết ít nhất 30 ngày');
    const made = await sendForm(head, to.deskConsultations, 'dua-ra', { ...draft, closes: '27/02/2027' });
    const id = made.headers.location?.split('/').at(-1) ?? '';
    const give = (given: Record<string, string>) =>
      citizen.post(`${to.consultation(id)}/gop-y`, {
        key: newKey(),
        view: 'agree',
        as: 'household',
        name: 'An',
        place: 'Số 1',
        ...given,
      });
    expect((await give({})).statusCode).toBe(303);
    expect((await give({ place: 'số 1', name: 'Bình' })).body).toContain('đã góp ý rồi');
    expect((await give({ as: 'person', view: 'other', name: 'Bình', place: 'số 1' })).statusCode).toBe(422);
    expect(
      (await give({ as: 'person', view: 'other', text: 'Chủ nhật yên tĩnh', name: 'Bình', place: 'số 1' }))
        .statusCode,
    ).toBe(303);
    expect((await give({ place: 'Số 2', view: 'disagree', text: 'Giờ quá sớm' })).statusCode).toBe(303);
    const page = (await citizen.get(to.consultation(id))).body;
    expect(page).toContain('2 trong 10 hộ (20,0%) đã trả lời');
    expect(page).not.toContain('Giờ quá sớm');
    expect(
      (await sendForm(head, to.deskConsultation(id), 'ket-qua', { outcome: 'X', sure: '1' })).body,
    ).toContain('Còn nhận ý kiến');
    await sendForm(head, to.deskConsultation(id), 'nhom', { title: 'Giờ giấc' });
    world.at('2027-03-01T03:00:00Z');
    head = await visitor(world, app, 'thutruong');
    expect((await give({ place: 'Số 3' })).body).toContain('Đã hết hạn');
    expect(
      (await sendForm(head, to.deskConsultation(id), 'ket-qua', { outcome: 'X', sure: '1' })).body,
    ).toContain('Còn 1 nhóm ý kiến');
    const group = (
      await one<{ id: string }>(sql`select id from consultation_group where consultation_id = ${id}`)
    ).id;
    const opinion = (
      await one<{ id: string }>(
        sql`select id from consultation_opinion where consultation_id = ${id} and text = 'Giờ quá sớm'`,
      )
    ).id;
    expect(
      (await sendForm(head, to.deskConsultation(id), 'xep', { group }, { target: opinion })).statusCode,
    ).toBe(303);
    await sendForm(
      head,
      to.deskConsultation(id),
      'nhom',
      { title: 'Giờ giấc', answer: 'Tiếp thu', changed: 'Đổi từ 5 giờ sang 6 giờ' },
      { target: group },
    );
    const ungrouped = await sendForm(head, to.deskConsultation(id), 'ket-qua', { outcome: 'X', sure: '1' });
    expect(ungrouped.body).toContain('Còn 1 ý kiến có nội dung');
    const person = (
      await one<{ id: string }>(
        sql`select id from consultation_opinion where consultation_id = ${id} and text = 'Chủ nhật yên tĩnh'`,
      )
    ).id;
    await sendForm(head, to.deskConsultation(id), 'xep', { group }, { target: person });
    expect(
      (await sendForm(head, to.deskConsultation(id), 'ket-qua', { outcome: 'Ban hành có sửa', sure: '1' }))
        .statusCode,
    ).toBe(303);
    expect((await citizen.get(to.consultation(id))).body).toContain('Đổi từ 5 giờ sang 6 giờ');
    expect(
      (await (await visitor(world, app, 'phuong-hiep-thanh-chair-4')).get(to.deskConsultation(id)))
        .statusCode,
    ).toBe(404);
  });

  test('what is published and what is missing is there for each ward', async () => {
    const bad = await sendForm(head, to.deskDisclosures, 'ghi', {
      item: 'budget',
      year: '2027',
      title: 'Dự toán',
      href: 'javascript:x',
      form: 'Niêm yết',
      onDay: '01/03/2027',
    });
    expect(bad.statusCode).toBe(422);
    await sendForm(head, to.deskDisclosures, 'ghi', {
      item: 'budget',
      year: '2027',
      title: 'Dự toán 2027',
      form: 'Niêm yết',
      onDay: '01/03/2027',
    });
    const page = (await citizen.get(to.disclosuresOf('phuong-bac-lieu'))).body;
    expect(page).toContain('1 trong 14 nội dung đã công khai');
    expect(page).toContain('Dự toán 2027');
    expect(page).toContain('Chưa công khai');
  });
});
