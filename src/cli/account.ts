import pg from 'pg';
import { migrateAll } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { addAccount, askPassword, type NewAccount } from './init.ts';
import { withDatabase } from './with-database.ts';

/** Adds a person with a post and an account, all or nothing. */
export async function account(config: Config, options: NewAccount): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    const password = await askPassword(`Password for ${options.username}`, [options.username, options.name]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('begin');
      await addAccount(client, options, password);
      await client.query('commit');
    } finally {
      await client.end();
    }
    process.stdout.write(`"${options.username}" can sign in.\n`);
  });
}
