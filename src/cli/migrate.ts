import { migrateAll } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { withDatabase } from './with-database.ts';

/** Brings the database to the newest structure and says what ran. */
export async function migrateDatabase(config: Config, say: (text: string) => void): Promise<void> {
  await withDatabase(config, async (url) => {
    const applied = await migrateAll(url);
    say(
      applied.length === 0 ? 'Nothing to do: the database is up to date.' : `Applied: ${applied.join(', ')}`,
    );
  });
}
