import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMass, signsOf } from '../src/parts/petitions/signs.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { dayMs, intake, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await app.close();
  await world.close();
});

async function handIn(fields: Record<string, string> = {}) {
  const done = await submit(world.services, intake(world, fields), {
    key: newKey(),
    source: 'web',
    language: 'vi',
    fileIds: [],
  });
  if ('faults' in done) throw new Error('nobody');
  return done.submitted.id;
}

const textarea = (body: string, id: string) =>
  new RegExp(`<textarea[^>]*id="${id}"[^>]*>([^<]*)`).exec(body)?.[1] ?? '';

describe('templates', () => {
  test('one is inserted behind what was typed, filled in, and nothing is lost or sent', async () => {
    const id = await handIn({ title: 'Cống hẻm 5 nghẹt' });
    const officer = await visitor(world, app, 'bantiepdan');
    await officer.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
    const page = await officer.post(`/can-bo/ho-so/${id}/draft/mau`, {
      key: newKey(),
      text: 'Đã viết dở.',
      template: 'shipped-answer',
    });
    expect(page.statusCode).toBe(200);
    const text = textarea(page.body, 'draft-text');
    expect(text).toMatch(
      /^Đã viết dở\.\n\nVề việc “Cống hẻm 5 nghẹt” \(đơn số \d+, nhận ngày 23\/11\/2026\)/,
    );
    expect(text).toContain('đề nghị xem lại');
    expect(page.body).not.toContain('error-summary');
    const unknown = await officer.post(`/can-bo/ho-so/${id}/draft/mau`, { text: 'Còn đây.', template: 'x' });
    expect(textarea(unknown.body, 'draft-text')).toBe('Còn đây.');
  });

  test('a unit writes its own; others do not see it; sent twice it is one', async () => {
    const officer = await visitor(world, app, 'bantiepdan');
    const form = await officer.get('/can-bo/mau-tra-loi/moi');
    const id = /name="id" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const values = { id, outcome: 'answer', name: 'Cống, thoát nước', body: 'Về việc {việc}: …' };
    const wrong = await officer.post('/can-bo/mau-tra-loi/moi', {
      ...values,
      body: '{tên riêng}',
      outcome: '',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Không có chỗ điền nào tên: tên riêng.');
    expect(wrong.body).toContain('{tên riêng}</textarea>');
    for (let turn = 0; turn < 2; turn++)
      expect((await officer.post('/can-bo/mau-tra-loi/moi', values)).statusCode).toBe(303);
    expect((await officer.get('/can-bo/mau-tra-loi')).body.match(/Cống, thoát nước/g)).toHaveLength(2);
    const taken = await officer.post('/can-bo/mau-tra-loi/moi', { ...values, id: crypto.randomUUID() });
    expect(taken.body).toContain('Đơn vị đã có mẫu tên này.');
    const other = await visitor(world, app, 'thutruong');
    expect((await other.get('/can-bo/mau-tra-loi')).body).not.toContain('Cống, thoát nước');
    expect((await other.get(`/can-bo/mau-tra-loi/${id}`)).statusCode).toBe(404);
    await other.post(`/can-bo/mau-tra-loi/${id}`, { id, drop: 'yes' });
    await other.post(`/can-bo/mau-tra-loi/${id}`, { ...values, name: 'Của đơn vị khác' });
    expect((await officer.get('/can-bo/mau-tra-loi')).body).toContain('Cống, thoát nước');
  });

  test('who only inspects writes none', async () => {
    const auditor = await visitor(world, app, 'thanhtra');
    expect((await auditor.get('/can-bo/mau-tra-loi')).statusCode).toBe(404);
    expect((await auditor.post('/can-bo/mau-van-ban', {})).statusCode).toBe(404);
  });

  test('the draft is looked at for words that are hard to use, by its writer and its signer', async () => {
    const id = await handIn({ kind: 'recommendation' });
    const officer = await visitor(world, app, 'giaiquyet');
    await officer.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
    await officer.post(`/can-bo/ho-so/${id}/draft`, {
      key: newKey(),
      text: 'Sẽ xem xét theo quy định hiện hành.',
    });
    await officer.post(`/can-bo/ho-so/${id}/submit`, { key: newKey() });
    const head = await visitor(world, app, 'bantiepdan');
    const page = (await head.get(`/can-bo/ho-so/${id}`)).body;
    expect(page).toContain('Câu trả lời chưa nói gì riêng về việc này');
    expect(page).toContain('theo quy định hiện hành');
  });
});

describe('signs for the head', () => {
  test.each([
    ['a usual week', [3, 2, 4, 3], false],
    ['one day of bulk', [2, 2, 12, 3], true],
    ['only one day, few', [4], false],
    ['only one day, many', [9], true],
    ['nothing', [], false],
  ])('%s', (_name, days, mass) => {
    expect(isMass(days)).toBe(mass);
  });

  test('bulk, last days and answers without substance are counted with what they are of', async () => {
    const from = parsePlainDate('2026-11-23');
    const officer = await visitor(world, app, 'giaiquyet');
    const ids: string[] = [];
    for (let turn = 0; turn < 7; turn++) ids.push(await handIn({ title: `Đèn đường số ${turn} hỏng` }));
    for (const id of ids)
      await officer.post(`/can-bo/ho-so/${id}/accept`, { key: newKey(), 'accept-sure': '1' });
    const own = 'Ngày 23/11 đội điện đã thay bóng đèn trước nhà văn hóa khóm 3, đèn đã sáng lại.';
    for (const [at, id] of ids.entries()) {
      const text = at < 6 ? 'Đã tiếp nhận, sẽ xem xét.' : own;
      expect(
        (await officer.post(`/can-bo/ho-so/${id}/send`, { key: newKey(), 'send-sure': '1', text }))
          .statusCode,
      ).toBe(303);
    }
    const { unit, due } = await world.services.db.one<{ unit: string; due: string }>(sql`
      select unit_now as unit, due_on::text as due from petition_count where petition_id = ${ids[0]}`);
    const [signs] = (await signsOf(world.services.db, { from, to: from, units: [unit as never] })).filter(
      (one) => one.unit === unit,
    );
    expect(signs).toMatchObject({
      answered: 7,
      onLastDay: 0,
      atPeriodEnd: 7,
      busiest: { day: '2026-11-23', count: 7 },
      mass: true,
      empty: { count: 6 },
      repeated: [{ text: 'Đã tiếp nhận, sẽ xem xét.', count: 6 }],
    });
    const late = await handIn({ title: 'Đèn đường số 9 hỏng' });
    await officer.post(`/can-bo/ho-so/${late}/accept`, { key: newKey(), 'accept-sure': '1' });
    const term = await world.services.db.one<{ due: string }>(
      sql`select due_on::text as due from petition_count where petition_id = ${late}`,
    );
    expect(term.due >= due).toBe(true);
    world.at(`${term.due}T03:00:00Z`);
    const then = await visitor(world, app, 'giaiquyet');
    await then.post(`/can-bo/ho-so/${late}/send`, { key: newKey(), 'send-sure': '1', text: own });
    const day = parsePlainDate(term.due);
    expect(await signsOf(world.services.db, { from: day, to: day, units: [unit as never] })).toMatchObject([
      { answered: 1, onLastDay: 1, mass: false },
    ]);
    world.later(dayMs);
    const head = await visitor(world, app, 'bantiepdan');
    const page = await head.get('/can-bo/dau-hieu?tu=23/11/2026&den=23/11/2026');
    expect(page.body).toContain('6/7 (85,71%)');
    expect(page.body).toContain('đóng hàng loạt');
    const wrong = await head.get('/can-bo/dau-hieu?tu=31/02/2026');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Ngày không đúng.');
    expect((await head.get('/can-bo/dau-hieu?tu=01/01/2020&tu=01/11/2026')).statusCode).toBe(200);
    expect((await head.get('/can-bo/dau-hieu?tu=01/01/2020')).body).toContain(
      'Chỉ xem được nhiều nhất một năm.',
    );
  });
});
