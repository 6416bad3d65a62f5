import { createToken } from '../ground/access/session.ts';
import type { PostId } from '../ground/organization/organization.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase, sql } from '../platform/database/database.ts';
import { dayInVietnam } from '../platform/time.ts';
import { withDatabase } from './with-database.ts';

/** Makes a token and prints it once. */
export async function makeToken(
  config: Config,
  options: { user: string; for: string; days: number },
): Promise<void> {
  await withDatabase(config, async (url) => {
    const db = openDatabase(url);
    try {
      const now = new Date();
      const post = await db.first<{ id: PostId }>(sql`
        select holding.post_id as id from holding join account on account.person_id = holding.person_id
        where account.username = ${options.user} and account.disabled_at is null
          and holding.valid @> ${dayInVietnam(now)}::date
        order by lower(holding.valid) limit 1`);
      if (!post) throw new Error(`There is no account "${options.user}" that holds a post.`);
      process.stdout.write(`${await createToken(db, post.id, options.for, now, options.days)}\n`);
    } finally {
      await db.close();
    }
  });
}
