import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../src/ground/places.ts';
import { sql } from '../src/platform/database/database.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

/** Every case of a list, from its first page to its last. */
async function walk(by: Visitor, address: string, link: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (let url: string | undefined = address; url; ) {
    const { body } = await by.get(url);
    found.push(...[...body.matchAll(link)].map(([, one]) => one as string));
    url = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
  }
  return found;
}

test('the cases behind a number are all there, page by page, each once', async () => {
  const chair = await visitor(world, app, 'chutich');
  const span = 'tu=2026-01-01&den=2026-10-31';
  const { count } = await world.services.db.one<{ count: number }>(sql`
    select count(*)::int as count from petition_count
    where received_on between '2026-01-01' and '2026-10-31' and kind <> 'denunciation'`);
  const cases = await walk(
    chair,
    `${paths.deskFigures}/received?${span}`,
    /<td[^>]*><a href="\/can-bo\/ho-so\/([0-9a-f-]{36})"/g,
  );
  expect(cases.length).toBe(count);
  expect(new Set(cases).size).toBe(count);
  expect(count).toBeGreaterThan(60);
});

test('the public finds the published ones the same way', async () => {
  const anybody = await visitor(world, app);
  const { count } = await world.services.db.one<{ count: number }>(sql`
    select count(*)::int as count from petition_count count join petition on petition.id = petition_id
    where count.received_on between '2026-01-01' and '2026-10-31' and published_at is not null and count.kind <> 'denunciation'`);
  const cases = await walk(
    anybody,
    `${paths.figures}/received?tu=2026-01-01&den=2026-10-31`,
    /<td[^>]*><a href="\/ho-so\/([^"]+)"/g,
  );
  expect(new Set(cases).size).toBe(count);
  expect(cases.length).toBe(count);
});
