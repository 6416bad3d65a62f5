import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedIn } from '../src/ground/access/session.ts';
import { hashCode } from '../src/ground/code.ts';
import { book, cancelByCode, moveInQueue, remind } from '../src/parts/receptions/booking.service.ts';
import {
  bookingsOf,
  listSessions,
  listVisits,
  readSession,
} from '../src/parts/receptions/reception.store.ts';
import type { SessionId } from '../src/parts/receptions/reception.ts';
import { plan, postAll, SessionRefused, takeSessionStep } from '../src/parts/receptions/schedule.service.ts';
import { enterVisit, fulfil, VisitRefused } from '../src/parts/receptions/visit.service.ts';
import type { VisitGiven } from '../src/parts/receptions/visit.ts';
import { sql } from '../src/platform/database/database.ts';
import { addDays, dayInVietnam, parsePlainDate, yearOf } from '../src/platform/time.ts';
import { come, listen, openBrowser, openWindow } from './support/browser.ts';
import { sendForm } from './support/forms.ts';
import { dayMs, newKey, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let head: SignedIn;
beforeAll(async () => {
  world = await openWorld();
  head = await world.officer('thutruong');
});
afterAll(() => world.close());

const today = () => dayInVietnam(world.services.clock());

let weeks = 4;

/** A session of its own for each test, in a week of its own. */
async function planned(seats = 2): Promise<SessionId> {
  weeks += 1;
  const from = addDays(today(), 7 * weeks);
  const place = `Phòng ${weeks}`;
  await plan(
    world.services,
    head,
    {
      post: head.post,
      title: 'Chủ tịch',
      pattern: { weekday: 2 },
      from,
      to: addDays(from, 6),
      fromTime: '07:30',
      place,
      seats,
      kind: 'regular',
    },
    newKey(),
  );
  await postAll(world.services, head, newKey());
  const { db } = world.services;
  const all = await listSessions(db, { from, to: addDays(from, 10), units: [head.unit], limit: 20 });
  const session = all.find((one) => one.place === place);
  return session?.id as SessionId;
}

const visit = (over: Partial<VisitGiven> = {}): VisitGiven => ({
  session: null,
  booking: null,
  name: 'Lâm Thị Mẫu',
  address: 'Khóm 2',
  phone: '0912345678',
  identityNote: null,
  people: 1,
  representatives: null,
  kind: 'recommendation',
  matter: 'Xin nâng đường hẻm 5',
  statement: 'Đường hẻm 5 ngập mỗi khi triều cường, xe không vào được.',
  signed: 'spoken',
  against: null,
  handledBefore: null,
  outcome: 'guide',
  outcomeText: 'Bộ phận một cửa',
  refusalGround: null,
  note: null,
  promise: null,
  ...over,
});
const enter = (given: VisitGiven, key = newKey()) =>
  enterVisit(world.services, head, given, { key, language: 'vi' });
const citizen = (n: number) => ({
  name: `Người ${n}`,
  phone: '0912345678',
  email: null,
  matter: 'Việc đất',
  people: 1,
});

test('who stands at the desk on the day is seen, though every seat is booked', async () => {
  const id = await planned(1);
  const at = (channel: 'web' | 'desk', n: number) =>
    book(world.services, id, citizen(n), { channel, key: newKey(), language: 'vi' });
  expect((await at('web', 1)).booked.state).toBe('booked');
  expect((await at('desk', 2)).booked.state).toBe('waiting');
  await world.services.db.run(sql`update reception_session set on_day = ${today()} where id = ${id}`);
  expect((await at('desk', 3)).booked.state).toBe('arrived');
  expect((await at('web', 4)).booked.state).toBe('waiting');
});

test('somebody absent twice frees one seat, and a stale click undoes nothing', async () => {
  const id = await planned(1);
  const made = [];
  for (let n = 1; n <= 3; n++)
    made.push(
      (await book(world.services, id, citizen(n), { channel: 'web', key: newKey(), language: 'vi' })).booked,
    );
  const [first] = made;
  if (!first) throw new Error('no booking');
  await moveInQueue(world.services, head, first.id, 'absent');
  await moveInQueue(world.services, head, first.id, 'absent');
  const states = (await bookingsOf(world.services.db, id)).map((one) => one.state);
  expect(states).toEqual(['absent', 'booked', 'waiting']);
  await moveInQueue(world.services, head, first.id, 'called');
  expect((await bookingsOf(world.services.db, id))[0]?.state).toBe('absent');
});

describe('a schedule', () => {
  test('is posted five working days ahead: a duty, and posting fulfils it', async () => {
    const id = await planned();
    const session = await readSession(world.services.db, id);
    const duty = await world.services.db.one<{ due: string; ended: string }>(sql`
      select due_on as due, ended from duty where subject_id = ${id} and rule_code = 'TCD-POST'`);
    expect(duty.ended).toBe('done');
    expect(duty.due < (session?.onDay ?? '')).toBe(true);
    const entries = await world.services.db.rows<{ type: string }>(
      sql`select event->>'type' as type from record_opening where subject = ${id} order by seq`,
    );
    expect(entries.map((one) => one.type)).toEqual(['reception.planned', 'reception.posted']);
  });

  test('planned again it is not there twice', async () => {
    const count = () =>
      world.services.db.one<{ count: number }>(sql`select count(*)::int as count from reception_session`);
    await planned();
    const before = await count();
    weeks -= 1;
    await planned();
    expect(await count()).toEqual(before);
  });

  test('is held by its day, once, by those of the unit', async () => {
    const id = await planned();
    const version = (await readSession(world.services.db, id))?.version ?? 0;
    const hold = (who: SignedIn, key = newKey()) =>
      takeSessionStep(world.services, who, id, 'hold', { inPerson: true }, { key, version });
    await expect(hold(head)).rejects.toMatchObject({ fault: 'notYet' });
    await expect(hold(await world.officer('bantiepdan'))).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('seats', () => {
  test('under a rush no seat is given twice; who comes later waits, and follows in order', async () => {
    const id = await planned(2);
    const keys = Array.from({ length: 12 }, newKey);
    const all = await Promise.all(
      keys.map((key, at) => book(world.services, id, citizen(at), { channel: 'web', key, language: 'vi' })),
    );
    const states = all.map((one) => one.booked.state);
    expect(states.filter((state) => state === 'booked')).toHaveLength(2);
    expect(new Set(all.map((one) => one.booked.ticket)).size).toBe(12);
    // The same form sent again is the same ticket and the same code.
    const again = await book(world.services, id, citizen(0), {
      channel: 'web',
      key: keys[0] as string,
      language: 'vi',
    });
    expect([again.booked, again.code]).toEqual([all[0]?.booked, all[0]?.code]);
    const seated = all.find((one) => one.booked.state === 'booked');
    const next = all
      .filter((one) => one.booked.state === 'waiting')
      .toSorted((a, b) => a.booked.ticket - b.booked.ticket)[0];
    await cancelByCode(world.services, hashCode(seated?.code as never));
    await cancelByCode(world.services, hashCode(seated?.code as never));
    const after = await bookingsOf(world.services.db, id);
    expect(after.filter((one) => one.state === 'booked')).toHaveLength(2);
    expect(after.find((one) => one.ticket === next?.booked.ticket)?.state).toBe('booked');
  });

  test('a reminder goes once, to those who left an address', async () => {
    const from = addDays(today(), 60);
    await plan(
      world.services,
      head,
      {
        post: head.post,
        title: 'Chủ tịch',
        pattern: { weekday: 3 },
        from,
        to: addDays(from, 6),
        fromTime: '08:00',
        place: 'P',
        seats: 5,
        kind: 'regular',
      },
      newKey(),
    );
    await postAll(world.services, head, newKey());
    const [session] = await listSessions(world.services.db, {
      from,
      to: addDays(from, 10),
      units: [head.unit],
      limit: 1,
    });
    await book(
      world.services,
      session?.id as SessionId,
      { ...citizen(1), email: 'mau@example.com' },
      { channel: 'web', key: newKey(), language: 'vi' },
    );
    world.at(new Date(`${addDays(session?.onDay as never, -1)}T03:00:00Z`));
    await remind(world.services);
    await remind(world.services);
    const mails = await world.services.db.one<{ count: number }>(
      sql`select count(*)::int as count from mail where subject like 'Nhắc lịch%'`,
    );
    expect(mails.count).toBe(1);
  });
});

describe('the log', () => {
  test('numbers follow each other without a gap, however many desks enter at once', async () => {
    const before = (await listVisits(world.services.db, { units: [head.unit], limit: 1000 })).length;
    const keys = Array.from({ length: 10 }, newKey);
    await Promise.all([...keys, ...keys].map((key) => enter(visit(), key)));
    const all = await listVisits(world.services.db, { units: [head.unit], limit: 1000 });
    expect(all).toHaveLength(before + 10);
    const numbers = all
      .filter((one) => one.year === yearOf(today()))
      .map((one) => one.number)
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  test('a line taken down wrong is put right, what stood there is struck out beside it, and it is found by the right words', async () => {
    const { id } = await enter(visit({ name: 'Nguyễn Văn Sai', matter: 'Đường hẻm 3 ngập' }));
    const app = await world.app();
    const clerk_ = await visitor(world, app, 'thutruong');
    const [line] = await listVisits(world.services.db, { units: 'all', query: 'sai', limit: 1 });
    const page = `/can-bo/tiep-dan/luot/${id}`;
    const right = { name: 'Nguyễn Văn Đúng', matter: 'Đường hẻm 3 ngập', why: 'Nghe nhầm tên' };
    const correct = (given: Record<string, string>) => clerk_.post(page, { key: newKey(), ...given });
    expect((await correct({ ...right, why: '' })).statusCode).toBe(422);
    expect((await correct(right)).statusCode).toBe(303);
    const shown = (await clerk_.get(page)).body;
    expect(shown).toContain('Nguyễn Văn Đúng');
    expect(shown).toMatch(/<del>Nguyễn Văn Sai<\/del>/);
    expect((await clerk_.get('/can-bo/tiep-dan/so?tim=van+dung')).body).toContain('Nguyễn Văn Đúng');
    const after = (await listVisits(world.services.db, { units: 'all', query: 'dung', limit: 1 }))[0];
    expect([after?.number, after?.people, after?.onDay]).toEqual([line?.number, line?.people, line?.onDay]);
    const other = await visitor(world, app, 'vanthu');
    expect((await other.get(page)).statusCode).toBe(404);
    await app.close();
  });

  test('taken on, it is a petition with its duty and a code; sent twice it is one', async () => {
    const key = newKey();
    const first = await enter(visit({ outcome: 'accept', outcomeText: null }), key);
    const again = await enter(visit({ outcome: 'accept', outcomeText: null }), key);
    expect(first.petition?.code).toBe(again.petition?.code);
    const row = await world.services.db.one<{ source: string; duties: number }>(sql`
      select source, (select count(*)::int from duty where subject_id = petition.id) as duties
      from petition where id = ${first.petition?.id}`);
    expect(row).toEqual({ source: 'reception', duties: 1 });
  });

  test('what the leader promised is a duty with the day that was named, kept or not for all to see', async () => {
    const due = addDays(today(), 14);
    const { id } = await enter(visit({ promise: { text: 'Nạo vét cống hẻm 5', due } }));
    const duty = await world.services.db.one<{ id: string; due: string; unit: string }>(
      sql`select id, due_on as due, owner_unit as unit from duty where subject_id = ${id}`,
    );
    expect([duty.due, duty.unit]).toEqual([due, head.unit]);
    const app = await world.app();
    const officer = await visitor(world, app, 'thutruong');
    expect((await officer.get('/can-bo/viec?loai=receptions')).body).toContain('Nạo vét cống hẻm 5');
    world.later(20 * dayMs);
    const colleague = await world.officer('chuyenvien');
    await fulfil(world.services, colleague, duty.id, 'Đã nạo vét ngày 3, ảnh kèm hồ sơ', newKey());
    const by = await visitor(world, app, 'thutruong');
    expect((await by.get('/can-bo/viec?loai=promise')).body).toContain(`/can-bo/loi-hua/${duty.id}`);
    expect((await sendForm(by, `/can-bo/loi-hua/${duty.id}`, 'xac-nhan', { sure: '1' })).statusCode).toBe(
      303,
    );
    const page = await (await visitor(world, app)).get('/tiep-cong-dan/ket-qua');
    expect(page.body).toContain('Làm trễ hẹn');
    const ended = await world.services.db.one<{ ended: string }>(
      sql`select ended from duty where id = ${duty.id}`,
    );
    expect(ended.ended).toBe('done');
    await app.close();
  });

  test('a denouncer stands in the sealed petition and nowhere in the log, its search or its export', async () => {
    const canary = 'Ngạc Văn Kín';
    await enter(
      visit({
        name: canary,
        kind: 'denunciation',
        against: 'Ông X',
        outcome: 'accept',
        outcomeText: null,
        matter: 'Cán bộ vòi tiền khi làm sổ',
        statement: 'Cán bộ X vòi tiền của tôi hai lần khi làm sổ đất.',
      }),
    );
    const app = await world.app();
    const officer = await visitor(world, app, 'thutruong');
    for (const url of [
      '/can-bo/tiep-dan/so',
      '/can-bo/tiep-dan/so.csv',
      '/can-bo/tiep-dan/so?tim=ngac',
      '/can-bo/ho-so',
    ]) {
      const { body } = await officer.get(url);
      expect(body, url).not.toContain(canary);
      expect(body, url).not.toContain('vòi tiền');
    }
    const kept = await world.services.db.one<{ text: string }>(
      sql`select coalesce(string_agg(visit::text, ' '), '') as text from reception_visit visit`,
    );
    expect(kept.text).not.toMatch(/Ngạc|ngac|vòi tiền/);
    await expect(
      enter(visit({ kind: 'denunciation', promise: { text: 'x', due: addDays(today(), 3) } })),
    ).rejects.toBeInstanceOf(VisitRefused);
    await app.close();
  });

  test('only a head refuses what was settled already', async () => {
    const clerk = await world.officer('vanthu');
    const refused = visit({ outcome: 'refuse', outcomeText: 'Đã giải quyết', refusalGround: 'R3' });
    await expect(
      enterVisit(world.services, clerk, refused, { key: newKey(), language: 'vi' }),
    ).rejects.toMatchObject({ faults: { refusalGround: 'needsHead' } });
    expect((await enter(refused)).number).toBeGreaterThan(0);
  });
});

test('a session that is over takes no more bookings', async () => {
  const id = await planned(5);
  world.at(new Date(`${addDays((await readSession(world.services.db, id))?.onDay as never, 1)}T03:00:00Z`));
  await expect(
    book(world.services, id, citizen(1), { channel: 'web', key: newKey(), language: 'vi' }),
  ).rejects.toBeInstanceOf(SessionRefused);
});

describe('in the browser', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    world.at(new Date(`${parsePlainDate('2026-11-24')}T02:00:00Z`));
    server = await listen(world);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each([true, false])('a citizen books, sees and cancels; scripts: %s', async (scripts) => {
    const id = await planned(20);
    const context = await openWindow(browser, server.base, { width: 360, scripts });
    const page = await context.newPage();
    await page.goto('/tiep-cong-dan');
    await page.locator(`a[href="/tiep-cong-dan/dat-lich/${id}"]`).click();
    await page.getByRole('button', { name: 'Đặt lịch', exact: true }).click();
    expect(await page.locator('#error-summary li').count()).toBe(3);
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị Mẫu');
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await page.getByLabel('Nội dung muốn trình bày').fill('Ranh đất với hộ liền kề');
    await page.getByRole('button', { name: 'Đặt lịch', exact: true }).click();
    await page.getByRole('heading', { name: 'Đã đặt lịch' }).waitFor();
    const code = await page.locator('.code').textContent();
    await context.clearCookies();
    await page.goto('/tiep-cong-dan/lich-hen');
    await page.getByLabel('Mã lịch hẹn').fill(code ?? '');
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.getByRole('button', { name: 'Hủy lịch hẹn' }).click();
    await page.getByText('đã hủy').waitFor();
    expect((await bookingsOf(world.services.db, id)).some((one) => one.state === 'cancelled')).toBe(true);
    await context.close();
  });

  test('the desk goes on without a line: kept on the machine, sent once, in order', async () => {
    const context = await openWindow(browser, server.base, { width: 1280, scripts: true });
    await come(world, context, 'thutruong');
    const page = await context.newPage();
    await page.goto('/can-bo/tiep-dan/luot');
    const take = async (name: string) => {
      await page.getByLabel('Họ và tên').fill(name);
      await page.getByLabel('Phân loại').selectOption({ label: 'Kiến nghị' });
      await page.getByLabel('Nội dung muốn trình bày').fill(`Việc của ${name}`);
      await page.getByLabel('Trả lại đơn và hướng dẫn').check();
      await page.getByLabel('Hướng dẫn đến đâu').fill('Bộ phận một cửa');
      await page.getByRole('button', { name: 'Ghi sổ' }).click();
    };
    const log = async () =>
      (await listVisits(world.services.db, { units: [head.unit], limit: 1000 }))
        .filter((one) => one.name?.startsWith('Mất mạng'))
        .toSorted((a, b) => a.number - b.number)
        .map((one) => one.name);
    await context.setOffline(true);
    for (const name of ['Mất mạng 1', 'Mất mạng 2', 'Mất mạng 3']) {
      await take(name);
      await page.getByText('Đã lưu trên máy này, sẽ tự gửi').waitFor();
      // The form is free for the next.
      await expect.poll(() => page.getByLabel('Họ và tên').inputValue()).toBe('');
    }
    await page.getByText('3 mục đang lưu trên máy này').waitFor();
    expect(await log()).toEqual([]);
    await context.setOffline(false);
    await page.locator('[data-queue-note]').waitFor({ state: 'hidden' });
    expect(await log()).toEqual(['Mất mạng 1', 'Mất mạng 2', 'Mất mạng 3']);
    // The number of each is told when it has gone.
    expect(await page.locator('[data-queue-sent] li').count()).toBe(3);
    expect(await page.getByText('Đã lưu trên máy này, sẽ tự gửi').isVisible()).toBe(false);
    await page.reload();
    expect(await log()).toHaveLength(3);
    await context.close();
  });
});
