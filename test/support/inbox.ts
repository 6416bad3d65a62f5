import { sql } from '../../src/platform/database/database.ts';
import type { World } from './world.ts';

/** Mails in the outbox with a subject, as they would be read. */
export function inbox(world: World, subject: string): Promise<{ to: string; body: string }[]> {
  return world.services.db.rows(
    sql`select recipient as to, body from mail where subject = ${subject} order by id`,
  );
}
