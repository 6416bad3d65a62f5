import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, decide, type Role } from '../src/ground/access/decision.ts';
import { floorOf, seenBy } from '../src/ground/access/floor.ts';
import { actingPosts, beginSession, readSession, switchPost } from '../src/ground/access/session.ts';
import type { PersonId, UnitId } from '../src/ground/organization/organization.ts';
import { sql } from '../src/platform/database/database.ts';
import { newId } from '../src/platform/id.ts';
import { Random } from '../src/platform/random.ts';
import { addDays, dayInVietnam, type PlainDate, parsePlainDate } from '../src/platform/time.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
const days = ['2026-11-23', '2026-12-10', '2027-01-15'].map(parsePlainDate);

interface Held {
  post: string;
  person: string;
  from: string;
  to: string | null;
}
interface Delegated {
  id: string;
  post: string;
  person: string;
  subject: string | null;
  from: string;
  to: string;
}
interface PostAt {
  post: string;
  unit: string;
  role: Role;
  handles: boolean;
}
interface Matter {
  id: string;
  unit: UnitId;
  sealed: boolean;
  handlers: PersonId[];
}

/** Everything the naive oracle knows: plain lists, read as the tables' owner, asked without any of our code. */
let held: Held[];
let delegated: Delegated[];
let posts: PostAt[];
let parents: Map<string, string | null>;
let matters: Matter[];
/** The day on which all delegations were given. */
let made: string;

const within = (day: string, from: string, to: string | null) => from <= day && (to === null || day < to);

/** A delegation holds while whoever gave it still has the post, without a break since. */
const inForce = (one: Delegated, day: string) =>
  within(day, one.from, one.to) &&
  held.some(
    (hold) => hold.post === one.post && within(made, hold.from, hold.to) && within(day, hold.from, hold.to),
  );

/** May they look? Written down anew from the rules in words, as simply as possible. */
function oracle(
  person: string,
  acting: { post: string; delegation: string | null },
  matter: Matter,
  day: string,
): boolean {
  const post = posts.find((one) => one.post === acting.post);
  if (!post) return false;
  const stillThere = acting.delegation
    ? delegated.some(
        (one) =>
          one.id === acting.delegation &&
          one.person === person &&
          one.post === acting.post &&
          inForce(one, day),
      )
    : held.some((one) => one.post === acting.post && one.person === person && within(day, one.from, one.to));
  if (!stillThere || post.role === 'administrator') return false;
  if (matter.sealed) return matter.handlers.includes(person as PersonId);
  if (post.role === 'auditor') return true;
  if (post.unit === matter.unit) return true;
  if (post.role === 'chair') {
    for (let at: string | null | undefined = matter.unit; at; at = parents.get(at))
      if (at === post.unit) return true;
  }
  return delegated.some((one) => one.subject === matter.id && one.person === person && inForce(one, day));
}

beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  const { db } = world.services;
  const random = new Random(11);
  const people = (
    await db.rows<{ id: string }>(sql`
    select distinct person_id as id from holding where upper_inf(valid) order by 1`)
  ).map((row) => row.id);
  const some = (
    await db.rows<{ id: string }>(sql`select post_id as id from holding where upper_inf(valid) order by 1`)
  ).map((row) => row.id);
  const open = (await db.rows<{ id: string }>(sql`select id from petition order by id limit 60`)).map(
    (row) => row.id,
  );
  // Posts change hands, are delegated whole or by the matter, for spans that begin and end between the days asked about.
  for (const post of some.filter(() => random.chance(0.3))) {
    const day = addDays(days[0] as PlainDate, random.whole(1, 40));
    await db.run(
      sql`update holding set valid = daterange(lower(valid), ${day}) where post_id = ${post} and upper_inf(valid)`,
    );
    if (random.chance(0.6))
      await db.run(
        sql`insert into holding (post_id, person_id, valid) values (${post}, ${random.pick(people)}, daterange(${addDays(day, random.whole(0, 5))}, null))`,
      );
  }
  for (let at = 0; at < 60; at++) {
    const from = addDays(days[0] as PlainDate, random.whole(-5, 45));
    await db.run(sql`
      insert into delegation (id, kind, from_post, to_person, subject_id, valid, ground, made_by, made_at)
      values (${newId()}, 'delegation', ${random.pick(some)}, ${random.pick(people)},
        ${random.chance(0.5) ? random.pick(open) : null}, daterange(${from}, ${addDays(from, random.whole(1, 30))}), 'x', ${some[0]}, ${world.services.clock()})
      on conflict do nothing`);
  }
  made = dayInVietnam(world.services.clock());
  held = await db.rows(sql`
    select post_id as post, person_id as person, lower(valid)::text as "from", upper(valid)::text as "to" from holding`);
  delegated = await db.rows(sql`
    select id, from_post as post, to_person as person, subject_id as subject, lower(valid)::text as "from", upper(valid)::text as "to" from delegation`);
  posts = await db.rows(sql`
    select post_id as post, unit_id as unit, role, handles_denunciations as handles from post_version where upper_inf(valid)`);
  parents = new Map(
    (
      await db.rows<{ id: string; parent: string | null }>(
        sql`select unit_id as id, parent_id as parent from unit_version where upper_inf(valid)`,
      )
    ).map((row) => [row.id, row.parent]),
  );
  const pg = (await import('pg')).default;
  const owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  matters = (
    await owner.query(`
      select petition.id, unit_id as unit, kind = 'denunciation' as sealed,
        coalesce(array_agg(person_id) filter (where person_id is not null), '{}') as handlers
      from petition left join petition_handler on petition_id = petition.id group by petition.id order by petition.id`)
  ).rows;
  await owner.end();
});
afterAll(() => world.close());

describe('who sees what', () => {
  test('decision, database and a naive oracle agree on a hundred thousand (person, matter, moment)', async () => {
    const { db } = world.services;
    const people = [...new Set(held.map((one) => one.person))] as PersonId[];
    let compared = 0;
    let allowed = 0;
    let sealedSeen = 0;
    for (const day of days) {
      const now = new Date(`${day}T02:00:00Z`);
      world.at(now);
      for (const person of people) {
        const token = await beginSession(db, person, { method: 'password', device: 'test', now });
        const acting = await actingPosts(db, person, day);
        if (!token) {
          expect(acting).toEqual([]);
          continue;
        }
        for (const one of acting) {
          const first = await readSession(db, token, now);
          if (!first) throw new Error('no session');
          await switchPost(db, first, one, day);
          const actor = await readSession(db, token, now);
          if (!actor) throw new Error('no session');
          expect({ post: actor.post, delegation: actor.delegation }).toEqual({
            post: one.post,
            delegation: one.delegation,
          });
          const floor = new Set(
            (await seenBy(db, floorOf(actor)).rows<{ id: string }>(sql`select id from petition`)).map(
              (row) => row.id,
            ),
          );
          for (const matter of matters) {
            const expected = oracle(person, one, matter, day);
            const subject = {
              id: matter.id,
              unit: matter.unit,
              sealed: matter.sealed,
              handlers: matter.handlers,
            };
            if (decide(actor as Actor, 'view', subject).allowed !== expected)
              throw new Error(`decision differs: ${JSON.stringify({ person, one, matter, day, expected })}`);
            // The floor knows sealed matters only: it shows them to handlers, the others to the program.
            const onFloor = !matter.sealed || matter.handlers.includes(person);
            if (floor.has(matter.id) !== onFloor)
              throw new Error(`floor differs: ${JSON.stringify({ person, matter, onFloor })}`);
            if (expected && !floor.has(matter.id)) throw new Error('allowed, yet out of sight');
            compared += 1;
            allowed += Number(expected);
            sealedSeen += Number(expected && matter.sealed);
          }
        }
        await db.run(sql`delete from session where person_id = ${person}`);
      }
    }
    expect(compared).toBeGreaterThanOrEqual(100_000);
    // The comparison would be empty if nobody, or everybody, might see.
    expect(allowed / compared).toBeGreaterThan(0.02);
    expect(allowed / compared).toBeLessThan(0.6);
    expect(sealedSeen).toBeGreaterThan(10);
  });

  test('pages and API answer like the oracle', async () => {
    const { db } = world.services;
    const app = await world.app();
    const day = days[1] as PlainDate;
    const now = new Date(`${day}T02:00:00Z`);
    world.at(now);
    const random = new Random(3);
    const people = [
      ...new Set(held.filter((one) => within(day, one.from, one.to)).map((one) => one.person)),
    ] as PersonId[];
    let seen = 0;
    for (let at = 0; at < 120; at++) {
      const person = random.pick(people);
      const token = await beginSession(db, person, { method: 'password', device: 'test', now });
      const [first] = await actingPosts(db, person, day);
      if (!token || !first) continue;
      const matter = random.pick(matters.filter((one) => one.sealed === random.chance(0.3)));
      const expected = oracle(person, first, matter, day);
      const page = await app.inject({
        url: `/can-bo/ho-so/${matter.id}`,
        cookies: { '__Host-session': token },
      });
      expect(page.statusCode, JSON.stringify({ person, first, matter })).toBe(expected ? 200 : 404);
      seen += Number(expected);
    }
    expect(seen).toBeGreaterThan(5);
    await app.close();
  });
});

describe('the floor itself', () => {
  test('every table of a sealed matter is bound, for its owner too; no view, no role goes around', async () => {
    const { db } = world.services;
    const rows = await db.rows<{ name: string; on: boolean; forced: boolean }>(sql`
      select relname as name, relrowsecurity as "on", relforcerowsecurity as forced from pg_class
      where relname in ('petition', 'petition_message', 'petition_file', 'petition_sealed', 'petition_handler')`);
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toMatchObject({ on: true, forced: true });
    expect(
      await db.rows(
        sql`select relname from pg_class where relkind in ('v', 'm') and relnamespace = current_schema()::regnamespace`,
      ),
    ).toEqual([]);
    expect(
      await db.first(
        sql`select rolbypassrls, rolsuper, rolcreaterole from pg_roles where rolname = current_user`,
      ),
    ).toEqual({
      rolbypassrls: false,
      rolsuper: false,
      rolcreaterole: false,
    });
    expect(await db.rows(sql`select tablename from pg_tables where tableowner = current_user`)).toEqual([]);
  });

  test('a number instead of a secret opens nothing, and a secret is forgotten with its transaction', async () => {
    const { db } = world.services;
    const now = world.services.clock();
    // Somebody of the handlers still holds a post on that day.
    const day = dayInVietnam(now);
    const handler = matters
      .flatMap((one) => one.handlers)
      .find((person) =>
        held.some((one) => one.person === person && within(day, one.from, one.to)),
      ) as PersonId;
    const count = async (secret: string) =>
      db.transaction(async (tx) => {
        await tx.run(
          sql`select set_config('gandan.session', ${secret}, true), set_config('gandan.keeping', 'on', true)`,
        );
        return (
          await tx.one<{ count: number }>(
            sql`select count(*)::int as count from petition where kind = 'denunciation'`,
          )
        ).count;
      });
    expect(await count(handler)).toBe(0);
    expect(await count('')).toBe(0);
    const token = (await beginSession(db, handler, { method: 'password', device: 'test', now })) ?? '';
    expect(await count(token)).toBeGreaterThan(0);
    const after = await db.one<{ count: number }>(
      sql`select count(*)::int as count from petition where kind = 'denunciation'`,
    );
    expect(after.count).toBe(0);
  });
});
