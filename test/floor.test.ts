import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLogin } from '../src/platform/database/login.ts';
import { handIn, openWorld, type World } from './support/world.ts';

let world: World;
let injected: pg.Client;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  await handIn(world, { kind: 'denunciation' });
  // As whoever finds a hole in the program asks: over its own connection.
  injected = new pg.Client({ connectionString: world.loginUrl });
  await injected.connect();
});
afterAll(async () => {
  await injected.end();
  await world.close();
});

const sealed = async () =>
  (await injected.query("select count(*)::int as count from petition where kind = 'denunciation'")).rows[0]
    .count;

describe('what is asked past the program', () => {
  test('there are denunciations, and the login sees none', async () => {
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    await owner.query("select set_config('gandan.keeping', 'on', false)");
    const { rows } = await owner.query(
      "select count(*)::int as count from petition where kind = 'denunciation'",
    );
    await owner.end();
    expect(rows[0].count).toBeGreaterThan(0);
    expect(await sealed()).toBe(0);
  });

  test.each([
    "select set_config('role', 'gandan', false)",
    'set role gandan',
    'reset role',
    "set session authorization 'gandan'",
    'reset session authorization',
    "select set_config('gandan.keeping', 'on', false)",
    "select set_config('row_security', 'off', false)",
    'set role gandan_app',
  ])('%s leads no further', async (attempt) => {
    await injected.query(attempt).catch(() => {});
    const seen = await sealed().catch((error: Error) => error.message);
    // Nothing is seen; with row security off PostgreSQL refuses the question instead.
    expect(seen === 0 || /row-level security/.test(String(seen))).toBe(true);
    await injected.query("select set_config('row_security', 'on', false)");
  });

  test.each([
    'alter table petition disable row level security',
    'drop policy seen on petition',
    'create function mine() returns int language sql as $$ select 1 $$',
    'update record_entry set leaf_index = 0',
    'truncate petition',
    "create role thief superuser login password 'x'",
    "copy petition to program 'cat'",
    "select pg_read_file('/etc/passwd')",
  ])('%s is refused', async (attempt) => {
    await expect(injected.query(attempt)).rejects.toThrow();
  });

  test('the login owns nothing and is nobody mighty; the owner is not taken for it', async () => {
    await checkLogin(world.loginUrl);
    await expect(checkLogin(world.url)).rejects.toThrow('owns tables');
  });
});
