import { confirmation, newestTime } from '../ground/record/clock.ts';
import { applicationUrl, migrateAll, openServices } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { withDatabase } from './with-database.ts';

/** Enters that the clock is right although earlier entries say later; from then on the record signs again. */
export async function confirmClock(config: Config, reason: string): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    const services = openServices(config, await applicationUrl(config, url), { onError: () => {} });
    try {
      const { db, record } = services;
      const newest = await newestTime(db);
      await db.transaction((tx) =>
        record.append(tx, confirmation({ newest: newest?.toISOString() ?? null, reason })),
      );
      process.stdout.write(
        `Entered: the newest entry said ${newest?.toISOString() ?? 'nothing'}, now is right.\n`,
      );
    } finally {
      await services.close();
    }
  });
}
