import { expect } from 'vitest';
import { sql } from '../../src/platform/database/database.ts';
import { newId } from '../../src/platform/id.ts';
import { sendForm } from './forms.ts';
import { visitor, type World } from './world.ts';

type App = Awaited<ReturnType<World['app']>>;

/** Writes an article as one officer and publishes it as another. */
export async function publishedArticle(
  world: World,
  app: App,
  title: string,
  body = 'Chữ.',
): Promise<{ id: string; slug: string }> {
  const writer = await visitor(world, app, 'giaiquyet');
  const head = await visitor(world, app, 'bantiepdan');
  const id = newId();
  const words = { title, lead: 'Tóm tắt.', body, language: 'vi', category: 'news' };
  await writer.post(`/can-bo/tin/${id}`, words);
  await writer.post(`/can-bo/tin/${id}/trinh`, {});
  const { version, slug } = await world.services.db.one<{ version: number; slug: string }>(
    sql`select version, slug from article where id = ${id}`,
  );
  const done = await sendForm(head, `/can-bo/tin/${id}`, 'dang', { sure: '1' }, { version: String(version) });
  expect(done.statusCode).toBe(303);
  return { id, slug };
}
