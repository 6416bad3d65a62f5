import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatCode } from '../src/ground/code.ts';
import { sql } from '../src/platform/database/database.ts';
import type { App } from '../src/platform/http/app.ts';
import { handIn, openCase, openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: App;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function opened() {
  const done = await handIn(world);
  const citizen = await visitor(world, app);
  await openCase(citizen, done.code);
  return { citizen, code: done.code };
}
const shows = async (by: { get(url: string): Promise<{ statusCode: number }> }) =>
  (await by.get('/theo-doi/ho-so')).statusCode === 200;

describe('a case that is open in a browser', () => {
  test('is open by a token made for it, not by the code', async () => {
    const { citizen, code } = await opened();
    const first = citizen.cookies['__Host-case'] ?? '';
    expect(await shows(citizen)).toBe(true);
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    expect(first).not.toContain(code);
    await openCase(citizen, code);
    expect(citizen.cookies['__Host-case']).not.toBe(first);
    citizen.cookies['__Host-case'] = formatCode(code);
    expect(await shows(citizen)).toBe(false);
  });

  test('is shut for a copied cookie too once its owner has left', async () => {
    const { citizen } = await opened();
    const copy = await visitor(world, app);
    copy.cookies['__Host-case'] = citizen.cookies['__Host-case'] ?? '';
    expect(await shows(copy)).toBe(true);
    await citizen.post('/theo-doi/thoat', {});
    expect(await shows(copy)).toBe(false);
  });

  test('is shut after half an hour, whatever the browser keeps', async () => {
    const { citizen } = await opened();
    world.later(31 * 60_000);
    expect(await shows(citizen)).toBe(false);
  });

  test('lies in no table as a code', async () => {
    const { code } = await opened();
    const rows = await world.services.db.rows<{ row: string }>(sql`select visit::text as row from visit`);
    const written = [code, formatCode(code)].map((one) => Buffer.from(one).toString('hex'));
    for (const { row } of rows) for (const one of written) expect(row).not.toContain(one);
  });
});
