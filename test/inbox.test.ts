import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database/database.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let head: Visitor;
let chair: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  head = await visitor(world, app, 'thutruong');
  chair = await visitor(world, app, 'chutich');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

interface Line {
  day: string;
  href: string;
}

/** The lines of a page, and where the next one is. */
function read(body: string): { lines: Line[]; next: string | undefined } {
  const lines = [
    ...body.matchAll(
      /<tr><td[^>]*><span class="nowrap">(\d\d)\/(\d\d)\/(\d{4})<\/span>.*?<a href="([^"]+)"/gs,
    ),
  ].map(([, day, month, year, href]) => ({ day: `${year}-${month}-${day}`, href: href as string }));
  return { lines, next: /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') };
}

/** All lines of an inbox, page by page. */
async function whole(by: Visitor, first: string): Promise<Line[]> {
  const all: Line[] = [];
  for (let at: string | undefined = first; at; ) {
    const page = await by.get(at);
    expect(page.statusCode).toBe(200);
    const { lines, next } = read(page.body);
    expect(lines.length).toBeGreaterThan(0);
    all.push(...lines);
    at = next;
  }
  return all;
}

describe('the one inbox', () => {
  test('is everything that waits, of all parts, due soonest first, page by page, each line once', async () => {
    const all = await whole(chair, '/can-bo/viec');
    expect(all.length).toBeGreaterThan(30);
    expect(all.map((one) => one.day)).toEqual(all.map((one) => one.day).toSorted());
    const own = await whole(head, '/can-bo/viec');
    const parts = new Set(own.map((one) => one.href.split('/')[2]));
    for (const part of ['nhiem-vu', 'du-an-dat', 'doi-thoai', 'dan-van-kheo']) expect(parts).toContain(part);
    // Every open duty of the unit on something with a page of its own is there.
    const officer = await world.officer('thutruong');
    const owed = await world.services.db.rows<{ id: string }>(sql`
      select subject_id as id from duty where ended is null and owner_unit = ${officer.unit}
        and subject_type in ('task', 'landProject', 'communityWork', 'launch')`);
    const open = await world.services.db.rows<{ id: string }>(
      sql`select id from task where state = 'reported' and id = any(${owed.map((one) => one.id)}::uuid[])`,
    );
    const reported = new Set(open.map((one) => one.id));
    const pages = own.map((one) => one.href);
    for (const { id } of owed)
      if (!reported.has(id))
        expect(
          pages.some((href) => href.endsWith(id)),
          id,
        ).toBe(true);
  });

  test.each(['chutich', 'thutruong', 'bantiepdan', 'giaiquyet', 'vanthu', 'chuyenvien', 'thanhtra'])(
    'says of %s as overdue what it lists as overdue, sealed matters of others in neither',
    async (name) => {
      const by = await visitor(world, app, name);
      const said = (body: string) => Number(/([\d.]+) việc quá hạn/.exec(body)?.[1]?.replace('.', '') ?? -1);
      const open = await by.get('/can-bo/viec');
      const late = said(open.body) === 0 ? [] : await whole(by, '/can-bo/viec?han=qua');
      expect(said(open.body)).toBe(late.length);
    },
  );

  test('goes on to the next page though a hundred are due on one day', async () => {
    const { unit, launch } = await world.services.db.one<{ unit: string; launch: string }>(
      sql`select unit_id as unit, id as launch from launch limit 1`,
    );
    await world.services.db.run(sql`
      with more as (
        insert into launch select (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
        from launch one cross join generate_series(1, 100) where one.id = ${launch} returning id
      )
      insert into duty (id, subject_type, subject_id, owner_unit, owed_to, rule_code, begun_on, due_on, provisional,
        to_confirm, explanation, opened_seq)
      select gen_random_uuid(), 'launch', id, ${unit}, 'public', 'CD-LAUNCH', '2026-11-01', '2027-03-01', false, false, '[]', 1
      from more`);
    const { username } = await world.services.db.one<{ username: string }>(sql`
      select username from account join holding on holding.person_id = account.person_id and upper_inf(holding.valid)
      join post_version post on post.post_id = holding.post_id and upper_inf(post.valid)
      where post.unit_id = ${unit} and post.role in ('head', 'chair', 'officer') order by username limit 1`);
    const all = await whole(await visitor(world, app, username), '/can-bo/viec?loai=campaigns');
    expect(all.filter((one) => one.day === '2027-03-01')).toHaveLength(100);
  });

  test.each([
    ['directives', 'nhiem-vu|van-ban|du-thao'],
    ['land', 'du-an-dat'],
    ['recommendation', 'ho-so'],
  ])('of one sort (%s) it has that and nothing else', async (sort, address) => {
    const all = await whole(chair, `/can-bo/viec?loai=${sort}`);
    for (const { href } of all) expect(href).toMatch(new RegExp(`^/can-bo/(${address})`));
  });

  test('of what is overdue it has only that, of every part', async () => {
    const all = await whole(chair, '/can-bo/viec?han=qua');
    const today = '2026-11-23';
    expect(all.every((one) => one.day < today)).toBe(true);
    expect(new Set(all.map((one) => one.href.split('/')[2])).size).toBeGreaterThan(1);
  });

  test('speaks the reader’s language throughout', async () => {
    const { body } = await head.get('/can-bo/viec?loai=directives&lang=en');
    expect(body).toContain('Tasks and documents');
    expect(body).toContain('days');
    expect(body).not.toContain('quá hạn');
  });

  test('says when nothing fits, and looks words up where cases are', async () => {
    const none = await head.get('/can-bo/viec?loai=evaluation&cua=toi&han=qua');
    expect(none.body).toContain('Không có việc nào khớp');
    const search = await head.get('/can-bo/viec?tim=ng%E1%BA%ADp&loai=complaint');
    expect(search.headers.location).toMatch(/^\/can-bo\/ho-so\?tim=/);
  });
});
