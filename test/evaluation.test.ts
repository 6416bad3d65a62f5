import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluationPaths as to } from '../src/parts/evaluation/paths.ts';
import { levelNow } from '../src/parts/evaluation/round.service.ts';
import { filesOf, readRound } from '../src/parts/evaluation/round.store.ts';
import { levelFault, type Round, type RoundId } from '../src/parts/evaluation/round.ts';
import { sql } from '../src/platform/database/database.ts';
import { addDays, dayInVietnam, formatDate } from '../src/platform/time.ts';
import { sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let ward: Visitor;
let person: Visitor;
let other: Visitor;
let above: Visitor;
let round: string;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  await signIn();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function signIn() {
  // The ward's chair decides; its officer is rated.
  ward = await visitor(world, app, 'chutichphuong');
  person = await visitor(world, app, 'chuyenvien');
  other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
  above = await visitor(world, app, 'chutich');
}

interface FileRow {
  id: string;
  version: number;
  state: string;
  level: string | null;
  computed: string | null;
}
const fileOf = async (username: string, of = round): Promise<FileRow> =>
  world.services.db.one<FileRow>(sql`
    select file.id, file.version, file.state, file.level, file.computed from evaluation_file file
    join account on account.person_id = file.person_id where username = ${username} and round_id = ${of}`);
const one = (id: string) =>
  world.services.db.one<FileRow>(
    sql`select id, version, state, level, computed from evaluation_file where id = ${id}`,
  );
async function step(by: Visitor, id: string, name: string, given: Record<string, string> = {}) {
  const named = Object.fromEntries(
    Object.entries(given).map(([field, value]) => [`${name}-${field}`, value]),
  );
  const { version } = await one(id);
  // What stays is confirmed.
  const sure = { [`${name}-sure`]: '1' };
  return by.post(`${to.file(id)}/${name}`, { key: newKey(), version: String(version), ...sure, ...named });
}
const common = { 'points-politics': '9', 'points-ethics': '9', 'points-discipline': '10' };

test('no rating of the sample is one that the program would refuse to a person', async () => {
  const { db } = world.services;
  const rounds = await db.rows<{ id: RoundId }>(sql`select id from evaluation_round`);
  const refused: unknown[] = [];
  let looked = 0;
  for (const { id } of rounds) {
    const round = (await readRound(db, id)) as Round;
    for (const file of await filesOf(db, id)) {
      if (!file.level) continue;
      looked += 1;
      const fault = levelFault(
        await levelNow(world.services, db, round, file),
        file.level,
        file.levelWhy ?? undefined,
      );
      if (fault) refused.push([round.title, file.level, fault]);
    }
  }
  expect(refused).toEqual([]);
  expect(looked).toBeGreaterThan(10);
});

describe('a round by the decree of its year', () => {
  test('is opened once, under rules that were in force; its files are filled from the record', async () => {
    const form = { key: newKey(), subject: 'people', year: '2024', quarter: '', rules: 'ND335-2025' };
    const wrong = await ward.post(to.newRound, form);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('không áp dụng cho kỳ đã chọn');
    const raised = await ward.post(to.newRound, { ...form, year: '2027', capShare: '25' });
    expect(raised.statusCode).toBe(422);
    expect(raised.body).toContain('cần nêu căn cứ');
    expect((await person.post(to.newRound, form)).statusCode).toBe(404);
    const { id } = await world.services.db.one<{ id: string }>(sql`
      select id from evaluation_round where subject = 'people' and year = 2026`);
    round = id;
    const again = await ward.post(to.newRound, { ...form, year: '2026' });
    expect(again.statusCode).toBe(422);
    // Everybody of the ward and its offices but the chair, who is rated above.
    const people = await world.services.db.rows<{ username: string }>(sql`
      select username from evaluation_file file join account on account.person_id = file.person_id where round_id = ${round}`);
    const names = people.map((row) => row.username);
    expect(names).toContain('chuyenvien');
    expect(names).toContain('vh-xh-bac-lieu-head-3');
    expect(names).not.toContain('chutichphuong');
    // What was assigned to a person is in their file, with its evidence.
    const task = await world.services.db.one<{ id: string; source: string }>(sql`
      select file.id, product.source_id as source from evaluation_product product
      join evaluation_file file on file.id = product.file_id where round_id = ${round} and source_type = 'task' and not file.leads limit 1`);
    const page = await ward.get(to.file(task.id));
    expect(page.body).toContain(`/can-bo/nhiem-vu/${task.source}`);
    expect(page.body).toContain('trung bình các tiêu chí nhân 70');
  });

  test('an office of an agency rates nobody by itself, and nobody twice', async () => {
    const office = await visitor(world, app, 'vh-xh-bac-lieu-head-3');
    const refused = await office.post(to.newRound, {
      key: newKey(),
      subject: 'people',
      year: '2026',
      quarter: '',
      rules: 'ND335-2025',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('không tự mở đợt');
    const chair = await visitor(world, app, 'chutich');
    expect(
      (
        await chair.post(to.newRound, {
          key: newKey(),
          subject: 'people',
          year: '2026',
          quarter: '',
          rules: 'ND335-2025',
        })
      ).statusCode,
    ).toBe(303);
    const twice = await world.services.db.rows(sql`
      select person_id from evaluation_file file join evaluation_round round on round.id = file.round_id
      where subject = 'people' and year = 2026 group by 1 having count(*) > 1`);
    expect(twice).toEqual([]);
    // The ward's chair is in the province's round, its head in the ward's.
    const above = await world.services.db.rows<{ username: string }>(sql`
      select username from evaluation_file file join account on account.person_id = file.person_id
      join evaluation_round round on round.id = file.round_id join unit on unit.id = round.unit_id
      where unit.code = 'tinh-ca-mau' and subject = 'people'`);
    expect(above.map((row) => row.username)).toContain('chutichphuong');
    expect(above.map((row) => row.username)).not.toContain('thutruong');
  });

  test('read again, what came since is added once, what was done meanwhile is done, what was judged stays', async () => {
    const count = async () =>
      (await world.services.db.one<{ n: number }>(sql`select count(*)::int as n from evaluation_product`)).n;
    const before = await count();
    const open = await world.services.db.one<{ file: string; source: string }>(sql`
      select file_id as file, source_id as source from evaluation_product product join evaluation_file file on file.id = file_id
      where round_id = ${round} and not done and source_type = 'task' limit 1`);
    await world.services.db.run(
      sql`update evaluation_product set weight = 250 where source_id = ${open.source} and file_id = ${open.file}`,
    );
    await world.services.db.run(
      sql`update duty set ended = 'done', ended_on = due_on where subject_id = ${open.source}`,
    );
    expect((await sendForm(ward, to.round(round), 'doc-lai', {})).statusCode).toBe(303);
    expect(await count()).toBe(before);
    const after = await world.services.db.one(sql`
      select done, late, weight, last_day from evaluation_product where source_id = ${open.source} and file_id = ${open.file}`);
    expect(after).toEqual({ done: true, late: 0, weight: 250, last_day: true });
  });

  test('a file is whole for whose it is and who decides, and not there for others', async () => {
    const { id } = await fileOf('chuyenvien');
    expect((await person.get(to.file(id))).statusCode).toBe(200);
    expect((await ward.get(to.file(id))).statusCode).toBe(200);
    expect((await other.get(to.file(id))).statusCode).toBe(404);
    expect((await other.get(to.round(round))).statusCode).toBe(404);
    expect((await person.get(to.round(round))).statusCode).toBe(404);
    const colleague = await visitor(world, app, 'phuong-bac-lieu-officer-2');
    expect((await colleague.get(to.file(id))).statusCode).toBe(404);
    // Who is head beside a chair neither decides nor reads others' files, least of all the chair's.
    const head = await visitor(world, app, 'thutruong');
    expect((await head.get(to.file(id))).statusCode).toBe(404);
    expect((await head.get(to.round(round))).statusCode).toBe(404);
    for (const username of ['thanhtra', 'quantri'])
      expect((await (await visitor(world, app, username)).get(to.file(id))).statusCode).toBe(404);
  });
});

describe('from the own account to the last word', () => {
  let id: string;
  test('self-assessment, the collective, points each with a reason where they differ, and a level nobody typed', async () => {
    // Ten duties of the year, one of them late.
    const { post, unit } = await world.services.db.one<{ post: string; unit: string }>(sql`
      select post_id as post, unit_id as unit from evaluation_file file join account on account.person_id = file.person_id
      where username = 'chuyenvien' and round_id = ${round}`);
    await world.services.db.run(sql`
      insert into duty (id, subject_type, subject_id, owner_unit, responsible_post, owed_to, rule_code, begun_on, due_on, provisional,
        to_confirm, explanation, ended, ended_on, opened_seq)
      select gen_random_uuid(), 'task', gen_random_uuid(), ${unit}::uuid, ${post}::uuid, 'unit', 'VB-TASK', '2026-01-05', '2026-06-30', false, false,
        '[]', 'done', case when at = 1 then '2026-07-15'::date else '2026-06-30'::date end, 1 from generate_series(1, 10) at`);
    ({ id } = await fileOf('chuyenvien'));
    expect((await step(person, id, 'assess', common)).statusCode).toBe(422);
    const tooMany = await step(person, id, 'assess', {
      ...common,
      'points-politics': '11',
      text: 'Tôi đã làm tốt.',
    });
    expect(tooMany.statusCode).toBe(422);
    expect(tooMany.body).toContain('Tôi đã làm tốt.');
    expect(
      (
        await step(person, id, 'assess', {
          ...common,
          text: 'Tôi đã làm tốt.',
          own: 'Hướng dẫn tập sự',
          evidence: 'Quyết định 12',
        })
      ).statusCode,
    ).toBe(303);
    // Nobody had to ask for what came since the round was opened; asked all the same, it is the same.
    const products = async () =>
      (
        await world.services.db.one<{ count: number }>(
          sql`select count(*)::int as count from evaluation_product where file_id = ${id}`,
        )
      ).count;
    const read = await products();
    expect(read).toBeGreaterThanOrEqual(10);
    expect((await sendForm(ward, to.round(round), 'doc-lai', {})).statusCode).toBe(303);
    expect(await products()).toBe(read);
    expect((await step(person, id, 'comment', { text: 'Tự nhận xét' })).statusCode).toBe(422);
    expect((await step(ward, id, 'comment', { text: 'Tập thể nhất trí.' })).statusCode).toBe(303);
    const unexplained = await step(ward, id, 'propose', { ...common, 'points-ethics': '7' });
    expect(unexplained.statusCode).toBe(422);
    expect(unexplained.body).toContain('id="propose-why-ethics-error"');
    expect(
      (
        await step(ward, id, 'propose', {
          ...common,
          'points-ethics': '7',
          'why-ethics': 'Có phản ánh về thái độ.',
        })
      ).statusCode,
    ).toBe(303);
    // 26 common; a = b = 1, c = (10 + 0.75) / 11: 70 × (2 + 0.97727) / 3 = 69.4697: 95.47.
    const page = await ward.get(to.file(id));
    expect(page.body).toContain('95,47');
    expect((await one(id)).computed).toBe('excellent');
    expect(page.body).toContain('xong đúng ngày cuối cùng');
    // Whose it is does not read the points before they are told, nor whether they would do.
    expect((await person.get(to.file(id))).body).not.toContain('95,47');
    expect((await person.get(to.file(id))).body).not.toContain('Có phản ánh về thái độ.');
  });

  test('decided as the rules give it or lower with a reason, told, appealed in time, answered', async () => {
    const lower = await step(ward, id, 'decide', { level: 'good' });
    expect(lower.statusCode).toBe(422);
    expect((await step(ward, id, 'decide', { level: 'good', text: 'Giữ tỷ lệ xuất sắc.' })).statusCode).toBe(
      303,
    );
    expect((await step(person, id, 'appeal', { text: 'Xin xem lại.' })).statusCode).toBe(422);
    const duty = () =>
      world.services.db.rows<{ rule: string; ended: string | null }>(sql`
      select rule_code as rule, ended from duty where subject_id = ${id} order by begun_on, opened_seq`);
    expect(await duty()).toEqual([{ rule: 'DG-NOTICE', ended: null }]);
    expect((await step(ward, id, 'notify')).statusCode).toBe(303);
    const told = await person.get(to.file(id));
    expect(told.body).toContain('Hoàn thành tốt nhiệm vụ');
    expect(told.body).toContain('Có thể kiến nghị đến hết ngày');
    expect((await ward.get(`${to.file(id)}/thong-bao.pdf`)).rawPayload.subarray(0, 2).toString()).toBe('%P');
    expect((await person.get(`${to.file(id)}.docx`)).rawPayload.subarray(0, 2).toString()).toBe('PK');
    // It is not final while it can be appealed.
    expect((await step(ward, id, 'finish')).statusCode).toBe(422);
    expect((await step(person, id, 'appeal', { text: 'Tôi đủ điểm xuất sắc.' })).statusCode).toBe(303);
    expect(await duty()).toEqual([
      { rule: 'DG-NOTICE', ended: 'done' },
      { rule: 'DG-APPEAL', ended: null },
    ]);
    // Who decided does not answer the appeal: the level above does, and sees the file while it is open.
    const own = await step(ward, id, 'answerAppeal', { level: 'excellent', text: 'Tự trả lời.' });
    expect(own.statusCode).toBe(422);
    expect((await other.get(to.file(id))).statusCode).toBe(404);
    expect((await above.get(to.file(id))).statusCode).toBe(200);
    expect((await step(above, id, 'answerAppeal', { level: 'excellent' })).statusCode).toBe(422);
    const worse = await step(above, id, 'answerAppeal', { level: 'completed', text: 'Hạ mức.' });
    expect(worse.body).toContain('không được hạ mức');
    expect(
      (await step(above, id, 'answerAppeal', { level: 'excellent', text: 'Chấp nhận kiến nghị.' }))
        .statusCode,
    ).toBe(303);
    expect(await one(id)).toMatchObject({ state: 'final', level: 'excellent' });
    expect((await above.get(to.file(id))).statusCode).toBe(404);
    // A person's level is in no public fact of the record.
    const facts = JSON.stringify(
      await world.services.db.rows(sql`select event from record_opening where subject = ${id}`),
    );
    expect(facts).not.toContain('excellent');
    expect(facts).not.toContain('Tôi đủ điểm');
  });

  test('who is told too late to appeal is final; the cap is not passed without a decision; a commendation follows', async () => {
    const files = await world.services.db.rows<FileRow>(
      sql`select id, version, state, level, computed from evaluation_file where round_id = ${round} and id <> ${id}`,
    );
    for (const file of files) {
      expect((await step(ward, file.id, 'comment', { text: 'Tập thể nhất trí.' })).statusCode).toBe(303);
      const { statusCode } = await step(ward, file.id, 'propose', {
        ...Object.fromEntries(Object.keys(common).map((name) => [name, '8'])),
        ...Object.fromEntries(
          Object.keys(common).map((name) => [name.replace('points', 'why'), 'Theo nhận xét.']),
        ),
        'leader-organising': '80',
        'leader-uniting': '80',
      });
      expect(statusCode).toBe(303);
      const computed = (await one(file.id)).computed;
      expect(
        (
          await step(
            ward,
            file.id,
            'decide',
            computed ? {} : { level: 'completed', text: 'Theo ý kiến tập thể.' },
          )
        ).statusCode,
      ).toBe(303);
      // What cannot be taken back is asked about first.
      const unsure = await step(ward, file.id, 'notify', { sure: '' });
      expect(unsure.statusCode).toBe(422);
      expect(unsure.body).toContain('đánh dấu ở đây nếu đã chắc chắn');
      expect((await step(ward, file.id, 'notify')).statusCode).toBe(303);
    }
    const close = async (given: Record<string, string> = {}) => {
      const { version } = await world.services.db.one<{ version: number }>(
        sql`select version from evaluation_round where id = ${round}`,
      );
      return sendForm(ward, to.round(round), 'dong', given, { version: String(version) });
    };
    expect((await close()).body).toContain('Còn phiếu chưa có kết quả cuối cùng');
    world.later(20 * 86_400_000);
    await signIn();
    for (const file of files) expect((await step(ward, file.id, 'finish')).statusCode).toBe(303);
    const broken = await close();
    expect(broken.statusCode).toBe(422);
    expect(broken.body).toContain('vượt tỷ lệ cho phép');
    expect((await close({ why: 'Quyết định 99 của cấp trên.' })).statusCode).toBe(303);
    const page = await ward.get(to.round(round));
    expect(page.body).toContain('Quyết định 99 của cấp trên.');
    const commended = await sendForm(ward, to.round(round), 'khen-thuong', {
      file: id,
      form: 'Giấy khen',
      ground: 'Quyết định 100',
      decidedOn: formatDate(addDays(dayInVietnam(world.services.clock()), 0)),
    });
    expect(commended.statusCode).toBe(303);
    expect((await ward.get(to.round(round))).body).toContain('Giấy khen');
    for (const [ending, start] of [
      ['docx', 'PK'],
      ['pdf', '%P'],
      ['xlsx', 'PK'],
    ] as const)
      expect((await ward.get(`${to.round(round)}.${ending}`)).rawPayload.subarray(0, 2).toString()).toBe(
        start,
      );
    // Nothing of a closed round changes any more.
    expect((await step(ward, id, 'decide', { text: 'x' })).statusCode).toBe(422);
  });

  test('a staff reduction may rest on the last years, for those who may see it', async () => {
    const who = await world.services.db.one<{ id: string }>(
      sql`select person_id as id from account where username = 'chuyenvien'`,
    );
    const found = (
      await Promise.all(world.services.ratings.map((ratings) => ratings(world.services, who.id as never)))
    ).flat();
    expect(found[0]).toBe('Năm 2026: Hoàn thành xuất sắc nhiệm vụ');
    expect(found).toHaveLength(2);
  });
});

describe('what is public', () => {
  test('levels of units; of people only how they are distributed, without small groups and names', async () => {
    const page = await (await visitor(world, app)).get(to.public);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('UBND Phường Bạc Liêu');
    expect(page.body).toContain('ít người, không nêu');
    const names = await world.services.db.rows<{ name: string }>(sql`
      select distinct name from evaluation_file file join person on person.id = file.person_id`);
    for (const { name } of names) expect(page.body).not.toContain(name);
  });

  test('a unit is rated by a local table: figures computed, the rest given; the table is read line by line', async () => {
    const chair = await visitor(world, app, 'chutich');
    const table = {
      key: newKey(),
      name: 'Bảng 2026',
      ground: 'Quyết định 5',
      criteria: 'tiep-dan | 60 | Tiếp dân | petitions-answeredOnTime\ndan-chu | 40 | Dân chủ',
    };
    const bad = await chair.post(to.rubrics, { ...table, criteria: 'tiep-dan | nhiều | Tiếp dân' });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('Không đọc được dòng: tiep-dan | nhiều');
    expect((await chair.post(to.rubrics, table)).statusCode).toBe(303);
    const { id: rubric } = await world.services.db.one<{ id: string }>(
      sql`select id from evaluation_rubric where name = 'Bảng 2026'`,
    );
    const opened = await chair.post(to.newRound, {
      key: newKey(),
      subject: 'units',
      year: '2026',
      quarter: '',
      rubric,
    });
    expect(opened.statusCode).toBe(303);
    const { id } = await world.services.db.one<{ id: string }>(sql`
      select file.id from evaluation_file file join evaluation_round round on round.id = file.round_id join unit on unit.id = file.unit_id
      where round.subject = 'units' and round.year = 2026 and unit.code = 'phuong-bac-lieu'`);
    expect((await step(ward, id, 'assess', { 'points-dan-chu': '40', text: 'Tự chấm.' })).statusCode).toBe(
      303,
    );
    expect((await step(chair, id, 'comment', { text: 'Tổ thẩm định nhất trí.' })).statusCode).toBe(303);
    expect(
      (await step(chair, id, 'propose', { 'points-dan-chu': '30', 'why-dan-chu': 'Thiếu một lần niêm yết.' }))
        .statusCode,
    ).toBe(303);
    const page = await chair.get(to.file(id));
    expect(page.body).toContain('tính từ số liệu');
    expect(page.body).toContain('Thiếu một lần niêm yết.');
    expect((await step(chair, id, 'decide')).statusCode).toBe(303);
    expect((await one(id)).level).toBe((await one(id)).computed);
  });
});
