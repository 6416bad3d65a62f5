import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actingPosts } from '../src/ground/access/session.ts';
import type { PersonId, PostId, UnitId } from '../src/ground/organization/organization.ts';
import { changeDraft, decideOn, draft } from '../src/ground/organization/reorganisation.service.ts';
import { leavePost, leaveService, takePost } from '../src/ground/organization/staff.service.ts';
import { delegate } from '../src/ground/organization/standing-in.service.ts';
import type { Refused } from '../src/ground/refused.ts';
import { sql } from '../src/platform/database/database.ts';
import { addDays, dayInVietnam, parsePlainDate } from '../src/platform/time.ts';
import { dayMs, handIn, newKey, openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const today = () => dayInVietnam(world.services.clock());
const heldBy = (person: PersonId) =>
  world.services.db.rows<{ post: PostId; span: string }>(
    sql`select post_id as post, valid::text as span from holding where person_id = ${person} order by valid`,
  );

describe('history is not erased', () => {
  test('nobody can be made to have left before they came', async () => {
    const admin = await world.officer('quantri');
    const officer = await world.officer('vanthu');
    const before = await heldBy(officer.person);
    const asked = leavePost(
      world.services,
      admin,
      officer.person,
      officer.post,
      parsePlainDate('2010-01-01'),
      newKey(),
    );
    await expect(asked).rejects.toMatchObject({ fault: 'span' });
    expect(await heldBy(officer.person)).toEqual(before);
  });

  test('what was to begin only later can be taken back', async () => {
    const admin = await world.officer('quantri');
    const officer = await world.officer('vanthu');
    const before = await heldBy(officer.person);
    const from = addDays(today(), 30);
    const unit = officer.unit as UnitId;
    const placement = { unit, role: 'officer' as const, title: '', handlesDenunciations: false, from };
    await takePost(world.services, admin, officer.person, placement, newKey());
    const added = (await heldBy(officer.person)).find((row) => !before.some((one) => one.post === row.post));
    await leavePost(world.services, admin, officer.person, added?.post as PostId, today(), newKey());
    expect(await heldBy(officer.person)).toEqual(before);
  });
});

test('who leaves hands nothing on any more, and a successor has not given what they gave', async () => {
  const admin = await world.officer('quantri');
  const giver = await world.officer('chuyenvien');
  const receiver = await world.officer('thutruong');
  const lastDay = addDays(today(), 90);
  const given = {
    post: giver.post,
    to: receiver.person,
    kind: 'absence' as const,
    subject: null,
    from: today(),
    lastDay,
    ground: 'Đi học',
  };
  await world.services.db.transaction((tx) => delegate(world.services, tx, giver, given));
  const stands = async () =>
    (await actingPosts(world.services.db, receiver.person, today())).some((one) => one.post === giver.post);
  expect(await stands()).toBe(true);
  world.later(2 * dayMs);
  await leaveService(world.services, admin, giver.person, addDays(today(), -1), newKey());
  expect(await stands()).toBe(false);
  const successor = await world.officer('phuong-hiep-thanh-clerk-0');
  await takePost(world.services, admin, successor.person, { post: giver.post, from: today() }, newKey());
  expect(await stands()).toBe(false);
});

describe('who stands in for somebody', () => {
  const told = async (
    actor: string,
    given: Partial<Parameters<typeof delegate>[3]> & { whose?: string; receiver?: string },
  ) => {
    const by = await world.officer(actor);
    const { whose = actor, receiver = 'phuong-hiep-thanh-officer-1', ...rest } = given;
    const { post } = await world.officer(whose);
    const { person } = await world.officer(receiver);
    return world.services.db
      .transaction((tx) =>
        delegate(world.services, tx, by, {
          post,
          to: person,
          kind: 'absence',
          subject: null,
          from: today(),
          lastDay: addDays(today(), 3),
          ground: 'Đi họp',
          ...rest,
        }),
      )
      .then(
        () => 'done',
        (error) => Object.fromEntries(Object.entries((error as Refused).reasons).map(([f, w]) => [f, w.vi])),
      );
  };

  test('each thing that cannot be is said at its field, in its own words', async () => {
    const over = { from: addDays(today(), -60), lastDay: addDays(today(), -30) };
    expect(await told('phuong-hiep-thanh-chair-4', over)).toEqual({
      from: expect.stringContaining('không ghi lùi'),
    });
    expect(await told('phuong-hiep-thanh-chair-4', { lastDay: addDays(today(), -1) })).toEqual({
      lastDay: expect.stringContaining('từ ngày đầu'),
    });
    expect(await told('phuong-hiep-thanh-chair-4', { lastDay: addDays(today(), 5000) })).toEqual({
      lastDay: expect.stringContaining('Nhiều nhất 366 ngày'),
    });
    expect(await told('phuong-hiep-thanh-chair-4', { receiver: 'phuong-hiep-thanh-chair-4' })).toMatchObject({
      to: expect.any(String),
    });
    // 2020 to 2035, to an officer of another body: neither the span nor the person.
    const far = {
      receiver: 'giaiquyet',
      from: parsePlainDate('2020-01-01'),
      lastDay: parsePlainDate('2035-01-01'),
    };
    expect(Object.keys((await told('phuong-hiep-thanh-chair-4', far)) as object).toSorted()).toEqual([
      'from',
      'lastDay',
      'to',
    ]);
  });

  test('a head who cannot say so: the unit’s clerk does, as an absence, and of nobody else', async () => {
    expect(await told('phuong-hiep-thanh-clerk-0', { whose: 'chutich' })).toMatchObject({
      post: expect.any(String),
    });
    expect(
      await told('phuong-hiep-thanh-clerk-0', { whose: 'phuong-hiep-thanh-chair-4', kind: 'delegation' }),
    ).toMatchObject({
      kind: expect.any(String),
    });
    expect(await told('phuong-hiep-thanh-clerk-0', { whose: 'phuong-hiep-thanh-chair-4' })).toBe('done');
    expect(await told('phuong-hiep-thanh-clerk-0', { whose: 'phuong-hiep-thanh-chair-4' })).toEqual({
      from: expect.stringContaining('đã có ủy quyền'),
    });
  });
});

describe('sealed matters and who handles them', () => {
  const handlers = async () => {
    const rows = await world.services.db.rows<{ username: string; person: PersonId }>(sql`
      select account.username, holding.person_id as person from holding
      join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
      join account on account.person_id = holding.person_id
      where post.handles_denunciations and upper_inf(holding.valid) and account.disabled_at is null
      order by 1`);
    return rows;
  };

  test('the last who could open one does not leave before somebody else can', async () => {
    await handIn(world, { kind: 'denunciation' });
    const admin = await world.officer('quantri');
    const all = await handlers();
    expect(all.length).toBeGreaterThan(1);
    const last = all.pop();
    world.later(dayMs);
    for (const one of all)
      await leaveService(world.services, admin, one.person, addDays(today(), -1), newKey());
    const asked = leaveService(
      world.services,
      admin,
      last?.person as PersonId,
      addDays(today(), -1),
      newKey(),
    );
    await expect(asked).rejects.toMatchObject({ fault: 'lastHandler' });
    // Whoever takes a handling post on is a handler of what is open there.
    const post = await world.services.db.one<{ id: PostId }>(sql`
      select post_id as id from post_version version where handles_denunciations and upper_inf(valid)
        and not exists (select from holding where holding.post_id = version.post_id and upper_inf(valid)) limit 1`);
    const fresh = await world.officer('vanthu');
    await takePost(world.services, admin, fresh.person, { post: post.id, from: today() }, newKey());
    const { named } = await world.services.db.one<{ named: number }>(
      sql`select floor_unname_handler(${fresh.person}::uuid, null) as named`,
    );
    expect(named).toBe(1);
  });
});

describe('the second person', () => {
  const ground = () => ({
    title: 'Đổi tên',
    number: '1/QĐ',
    issuer: 'UBND tỉnh',
    signer: 'Chủ tịch',
    on: today(),
    effectiveOn: addDays(today(), 20),
  });
  const rename = (unit: UnitId) => ({
    do: 'rename' as const,
    unit,
    kind: 'department' as const,
    name: { vi: 'Tên mới', en: 'New name' },
  });

  test('whoever wrote into a draft does not approve it', async () => {
    const [first, second] = [await world.officer('quantri'), await world.officer('quantri2')];
    const id = await draft(world.services, first, ground(), newKey());
    const { id: unit } = await world.services.db.one<{ id: UnitId }>(
      sql`select id from unit where code = 'thanh-tra-tinh'`,
    );
    await changeDraft(world.services, second, id, () => ({ operations: [rename(unit)] }), {
      key: newKey(),
      version: 1,
      asked: 1,
    });
    await decideOn(world.services, first, id, 'submit', { key: newKey(), version: 2 });
    for (const one of [first, second])
      await expect(
        decideOn(world.services, one, id, 'approve', { key: newKey(), version: 3 }),
      ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a chair reorganises nothing above or beside the own unit', async () => {
    const chair = await world.officer('chutichphuong');
    const { id: unit } = await world.services.db.one<{ id: UnitId }>(
      sql`select id from unit where code = 'thanh-tra-tinh'`,
    );
    const asked = draft(world.services, chair, ground(), newKey(), [rename(unit)]);
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a decision that would take effect before it was signed does not proceed', async () => {
    const first = await world.officer('quantri');
    const { id: unit } = await world.services.db.one<{ id: UnitId }>(
      sql`select id from unit where code = 'thanh-tra-tinh'`,
    );
    const early = { ...ground(), effectiveOn: addDays(today(), -30) };
    const id = await draft(world.services, first, early, newKey(), [rename(unit)]);
    const asked = decideOn(world.services, first, id, 'submit', { key: newKey(), version: 1 });
    await expect(asked).rejects.toMatchObject({ problems: [{ fault: 'beforeGround' }] });
  });
});
