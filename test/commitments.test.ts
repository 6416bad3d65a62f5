import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeReached, digestOf } from '../src/parts/commitments/commitment.service.ts';
import {
  changesOf,
  itemsOf,
  listCommitments,
  signedDigest,
} from '../src/parts/commitments/commitment.store.ts';
import { signedItems } from '../src/parts/commitments/commitment.ts';
import { commitmentPaths as to } from '../src/parts/commitments/paths.ts';
import { sql } from '../src/platform/database/database.ts';
import { multipart, sendForm } from './support/forms.ts';
import { newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let chair: Visitor;
let ward: Visitor;
let officer: Visitor;
let names: Record<string, string>;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  chair = await visitor(world, app, 'chutich');
  ward = await visitor(world, app, 'thutruong');
  officer = await visitor(world, app, 'chuyenvien');
  const rows = await world.services.db.rows<{ username: string; name: string }>(
    sql`select username, name from account join person on person.id = account.person_id`,
  );
  names = Object.fromEntries(rows.map((row) => [row.username, row.name]));
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const wardId = async () =>
  (await world.services.db.one<{ id: string }>(sql`select id from unit where code = 'phuong-bac-lieu'`)).id;
const row = (id: string) =>
  world.services.db.one<{ state: string; version: number; published_at: Date | null }>(
    sql`select state, version, published_at from commitment where id = ${id}`,
  );
const items = (id: string) =>
  world.services.db.rows<{
    id: string;
    binding: boolean;
    position: number;
    state: string;
    target: number;
    due_on: string;
  }>(
    sql`select id, binding, position, state, target, due_on from commitment_item where commitment_id = ${id} order by position`,
  );
async function step(by: Visitor, id: string, name: string, given: Record<string, string> = {}) {
  const named = Object.fromEntries(
    Object.entries(given).map(([field, value]) => [`${name}-${field}`, value]),
  );
  return by.post(`${to.one(id)}/${name}`, { version: String((await row(id)).version), ...named });
}

let opened: string;

describe('from a campaign to both signatures', () => {
  test('a campaign asks the same of all; a line that cannot be read is said', async () => {
    const form = {
      key: newKey(),
      year: '2027',
      title: 'Cam kết năm 2027',
      ground: 'Kế hoạch 15/KH-UBND',
      signBy: '15/02/2027',
      units: await wardId(),
      items: '* petitions-answeredOnTime | 95% | Trả lời đúng hạn\nreceptions-held | 100% | Tiếp công dân',
    };
    const bad = await chair.post(to.campaign, { ...form, items: 'khong-co | 95% | X' });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('Không đọc được dòng: khong-co');
    expect(bad.body).toContain('Kế hoạch 15/KH-UBND');
    expect((await chair.post(to.campaign, { ...form, year: '27' })).statusCode).toBe(422);
    expect((await chair.post(to.campaign, form)).statusCode).toBe(303);
    expect((await chair.post(to.campaign, form)).statusCode).toBe(303);
    const again = await chair.post(to.campaign, { ...form, key: newKey() });
    expect(again.statusCode).toBe(422);
    const rows = await world.services.db.rows<{ id: string }>(sql`
      select commitment.id from commitment join commitment_campaign campaign on campaign.id = campaign_id where year = 2027`);
    expect(rows).toHaveLength(1);
    opened = rows[0]?.id ?? '';
    // An officer of the ward sees it; nobody else but the body above; the public not yet.
    expect((await officer.get(to.one(opened))).statusCode).toBe(200);
    const other = await visitor(world, app, 'phuong-hiep-thanh-chair-4');
    expect((await other.get(to.one(opened))).statusCode).toBe(404);
    expect((await (await visitor(world, app)).get(to.publicOne(opened))).statusCode).toBe(404);
  });

  test('a campaign is changed until the first unit has answered it; what a unit wrote of its own stays', async () => {
    const { id } = await world.services.db.one<{ id: string }>(
      sql`select id from commitment_campaign where year = 2027`,
    );
    const page = (await chair.get(to.campaignOf(id))).body;
    expect(page).toContain('* petitions-answeredOnTime | 95% | Trả lời đúng hạn');
    const right = {
      title: 'Cam kết năm 2027',
      ground: 'Kế hoạch 15/KH-UBND',
      signBy: '20/02/2027',
      items: '* petitions-answeredOnTime | 97,5% | Trả lời đúng hạn\nreceptions-held | 100% | Tiếp công dân',
    };
    const change = (given: Record<string, string> = {}) =>
      chair.post(to.campaignOf(id), { key: newKey(), ...right, ...given });
    expect((await change({ items: 'khong-co | 1 | X' })).statusCode).toBe(422);
    expect((await change()).statusCode).toBe(303);
    const asked = async () => (await items(opened)).map((one) => one.target);
    expect(await asked()).toEqual([9750, 10000]);
    const { step } = await world.services.db.one<{ step: string }>(
      sql`select id as step from step where name = 'commitment.edit'`,
    );
    expect((await sendForm(chair, `/can-bo/buoc/${step}`, 'huy', { why: 'Giữ mức cũ' })).statusCode).toBe(
      303,
    );
    expect(await asked()).toEqual([9500, 10000]);
    expect((await officer.get(to.campaignOf(id))).statusCode).toBe(404);
  });

  test('what is asked for from above is not lowered; an own item is measured by a figure or a deliverable', async () => {
    const [first] = await items(opened);
    const id = first?.id ?? '';
    const edit = async (given: Record<string, string>, item = id) =>
      sendForm(ward, to.one(opened), item ? 'sua' : 'muc', given, {
        version: String((await row(opened)).version),
        ...(item && { target: item }),
      });
    const terms = {
      text: 'Trả lời đúng hạn',
      figure: 'petitions-answeredOnTime',
      target: '90%',
      dueOn: '31/12/2027',
      people: '1',
    };
    const lowered = await edit(terms);
    expect(lowered.statusCode).toBe(422);
    expect(lowered.body).toContain('không được đặt thấp hơn');
    expect((await edit({ ...terms, target: '97,5%' })).statusCode).toBe(303);
    expect((await items(opened))[0]?.target).toBe(9_750);
    // Nobody promises more than all, or for a day that is over.
    expect((await edit({ ...terms, target: '850%' })).body).toContain('không thể quá 100%');
    const both = await edit({ ...terms, text: 'Mục riêng', deliverable: 'Chuyên mục' }, '');
    expect(both.statusCode).toBe(422);
    expect(both.body).toContain('Mục riêng');
    expect(
      (await edit({ text: 'Mục riêng', deliverable: 'Chuyên mục', dueOn: '30/06/2027' }, '')).statusCode,
    ).toBe(303);
    const bad = await edit({ text: 'Sai năm', deliverable: 'X', dueOn: '30/06/2028' }, '');
    expect(bad.statusCode).toBe(422);
    expect(await items(opened)).toHaveLength(3);
    const version = String((await row(opened)).version);
    const dropped = await sendForm(ward, to.one(opened), 'bo', {}, { version, target: id });
    expect(dropped.statusCode).toBe(422);
  });

  test('signed by the own name, after proving again; then every item is a duty, and the public sees it', async () => {
    expect((await step(officer, opened, 'propose')).statusCode).toBe(422);
    expect((await step(ward, opened, 'propose')).statusCode).toBe(303);
    expect((await step(chair, opened, 'giveBack', { text: 'Nâng mức tiếp công dân.' })).statusCode).toBe(303);
    expect((await step(ward, opened, 'propose')).statusCode).toBe(303);
    expect((await step(chair, opened, 'agree')).statusCode).toBe(303);
    const wrong = await step(ward, opened, 'signHead', { name: 'Người khác' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Người khác');
    world.later(20 * 60_000);
    const stale = await step(ward, opened, 'signHead', { name: names.thutruong ?? '' });
    expect(String(stale.headers.location)).toContain('/can-bo/xac-nhan');
    ward = await visitor(world, app, 'thutruong');
    chair = await visitor(world, app, 'chutich');
    expect((await step(ward, opened, 'signHead', { name: names.thutruong ?? '' })).statusCode).toBe(303);
    expect(
      (await step(chair, opened, 'signSuperior', { name: (names.chutich ?? '').toUpperCase() })).statusCode,
    ).toBe(303);
    expect((await row(opened)).state).toBe('signed');
    const duties = await world.services.db.rows(sql`
      select due_on from duty where rule_code = 'CK-ITEM' and ended is null
        and subject_id in (select id from commitment_item where commitment_id = ${opened}) order by 1`);
    expect(duties).toEqual([{ due_on: '2027-06-30' }, { due_on: '2027-12-31' }, { due_on: '2027-12-31' }]);
    const signed = await world.services.db.rows<{ sha256: string }>(
      sql`select sha256 from commitment_signature where commitment_id = ${opened}`,
    );
    expect(new Set(signed.map((one) => one.sha256)).size).toBe(1);
    expect((await step(chair, opened, 'publish')).statusCode).toBe(303);
    const page = await (await visitor(world, app)).get(to.publicOne(opened));
    expect(page.body).toContain('Trả lời đúng hạn');
    // Posts, not names.
    expect(page.body).not.toContain(names.thutruong);
    for (const [ending, start] of [
      ['docx', 'PK'],
      ['pdf', '%P'],
      ['xlsx', 'PK'],
    ] as const)
      expect((await ward.get(`${to.one(opened)}.${ending}`)).rawPayload.subarray(0, 2).toString()).toBe(
        start,
      );
  });
});

describe('kept or not', () => {
  test('a report beside the record: words, a number that is more than the record shows, both seen', async () => {
    const [line] = await world.services.db.rows<{ id: string; item: string }>(sql`
      select commitment.id, item.id as item from commitment join commitment_item item on item.commitment_id = commitment.id
      join unit on unit.id = commitment.unit_id join commitment_campaign campaign on campaign.id = campaign_id
      where unit.code = 'phuong-bac-lieu' and campaign.year = 2026 and item.position = 1`);
    if (!line) throw new Error('no sample commitment');
    const reported = { quarter: '4', text: 'Đã trả lời hết.', claimed: '100%' };
    const once = { key: newKey(), target: line.item };
    for (let times = 0; times < 2; times += 1)
      expect((await sendForm(ward, to.one(line.id), 'bao-cao', reported, once)).statusCode).toBe(303);
    const page = await (await visitor(world, app)).get(to.publicItem(line.id, line.item));
    expect(page.body).toContain('cả hai được nêu');
    expect(page.body.match(/Đã trả lời hết\./g)).toHaveLength(2); // The report and its line in the history.
  });

  test('a change holds with both signatures, moves the duty, and stays to be seen', async () => {
    const item = (await items(opened))[2];
    const id = item?.id ?? '';
    const ask = async (given: Record<string, string>) =>
      sendForm(ward, to.one(opened), 'thay-doi', given, {
        version: String((await row(opened)).version),
        target: id,
      });
    const terms = { text: 'Mục riêng', deliverable: 'Chuyên mục', dueOn: '30/09/2027' };
    expect((await ask(terms)).statusCode).toBe(422);
    expect((await ask({ ...terms, reason: 'Chờ máy chủ.' })).statusCode).toBe(303);
    expect((await ask({ ...terms, reason: 'Lần nữa.' })).statusCode).toBe(422);
    const { change } = await world.services.db.one<{ change: string }>(
      sql`select id as change from commitment_change where item_id = ${id}`,
    );
    const sign = async (by: Visitor, name: string) =>
      sendForm(
        by,
        to.one(opened),
        'ky',
        { name },
        { version: String((await row(opened)).version), target: change },
      );
    expect((await sign(chair, names.chutich ?? '')).statusCode).toBe(422);
    expect((await sign(ward, names.thutruong ?? '')).statusCode).toBe(303);
    expect((await items(opened))[2]?.due_on).toBe('2027-06-30');
    expect((await sign(chair, names.chutich ?? '')).statusCode).toBe(303);
    expect((await items(opened))[2]?.due_on).toBe('2027-09-30');
    const duty = await world.services.db.one(sql`select due_on from duty where subject_id = ${id}`);
    expect(duty).toEqual({ due_on: '2027-09-30' });
    expect((await (await visitor(world, app)).get(to.publicItem(opened, id))).body).toContain('Chờ máy chủ.');
    // What was signed is still what its digest is of, with the changes taken back.
    const { db } = world.services;
    const [line] = await listCommitments(db, { id: opened as never });
    if (!line) throw new Error('no commitment');
    const before = signedItems(await itemsOf(db, line.id), await changesOf(db, line.id));
    expect(digestOf({ id: line.campaignId, year: line.year }, line, before)).toBe(
      await signedDigest(db, line.id),
    );
    // What was written between the two before it was public is not told.
    expect((await (await visitor(world, app)).get(to.publicOne(opened))).body).not.toContain(
      'Nâng mức tiếp công dân.',
    );
    expect((await ward.get(to.one(opened))).body).toContain('Nâng mức tiếp công dân.');
  });

  test('a promise past its day that nobody concluded is overdue in the list, as on its own page', async () => {
    world.later(800 * 86_400_000);
    const later = await visitor(world, app);
    const list = (await later.get(to.public)).body;
    const rows = [...list.matchAll(/<tr>.*?href="([^"]+)".*?<\/tr>/gs)].map((one) => ({
      href: one[1] ?? '',
      overdue: Number([...one[0].matchAll(/<td[^>]*>([\d.]+)<\/td>/g)].at(-1)?.[1]),
    }));
    expect(rows.length).toBeGreaterThan(0);
    for (const { href, overdue } of rows) {
      const page = (await later.get(href)).body;
      expect(overdue, href).toBe([...page.matchAll(/>Quá hạn, chưa đạt</g)].length);
    }
    expect(rows.some((one) => one.overdue > 0)).toBe(true);
    world.later(-800 * 86_400_000);
  });

  test('a deliverable needs evidence, and is kept on the day it was there; a figure closes itself', async () => {
    const id = (await items(opened))[2]?.id ?? '';
    const given = { quarter: '1', text: 'Đã mở.', delivered: '1' };
    const bare = await sendForm(ward, to.one(opened), 'bao-cao', given, { target: id });
    expect(bare.body).toContain('cần có minh chứng');
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const named = Object.entries(given).map(([name, value]) => [`bao-cao-${id}-${name}`, value]);
    const sent = await app.inject({
      method: 'POST',
      url: `${to.one(opened)}/bao-cao`,
      cookies: ward.cookies,
      ...multipart({ key: newKey(), target: id, ...Object.fromEntries(named) }, [
        { field: `bao-cao-${id}-files`, name: 'anh.png', bytes: picture },
      ]),
    });
    expect(sent.statusCode, sent.body.slice(0, 1500)).toBe(303);
    const close = async (by: Visitor, as: 'dat' | 'khong-dat') =>
      sendForm(
        by,
        to.one(opened),
        as,
        { text: 'Đã xem.' },
        { version: String((await row(opened)).version), target: id },
      );
    expect((await close(ward, 'dat')).statusCode).toBe(422);
    expect((await close(chair, 'dat')).statusCode).toBe(303);
    expect((await items(opened))[2]?.state).toBe('kept');
    // Closed, it stays so.
    world.later(400 * 86_400_000);
    chair = await visitor(world, app, 'chutich');
    expect((await close(chair, 'khong-dat')).statusCode).toBe(422);
    world.later(-400 * 86_400_000);
    chair = await visitor(world, app, 'chutich');
    ward = await visitor(world, app, 'thutruong');
    const duty = await world.services.db.one<{ ended: string }>(
      sql`select ended from duty where subject_id = ${id}`,
    );
    expect(duty.ended).toBe('done');

    // The year before: what was reached closes itself, what was not stays a duty until the body above says so.
    await closeReached(world.services);
    await closeReached(world.services);
    const closed = await world.services.db.rows<{
      state: string;
      numerator: number | null;
      ended: string | null;
      figure: string;
    }>(sql`
      select item.state, item.numerator, duty.ended, figure_code as figure from commitment_item item
      join commitment on commitment.id = item.commitment_id join commitment_campaign campaign on campaign.id = campaign_id
      join duty on duty.subject_id = item.id where campaign.year = 2025 and figure_code is not null`);
    expect(closed.length).toBeGreaterThan(0);
    for (const one of closed) {
      expect(one.state === 'kept').toBe(one.ended === 'done');
      expect(one.state === 'kept').toBe(one.numerator !== null);
    }
    expect(closed.some((one) => one.state === 'active')).toBe(true);
  });
});
