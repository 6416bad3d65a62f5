import { reachDatabase } from '../open.ts';
import type { Config } from '../platform/config.ts';

/** Runs something with the database, wherever it is, and leaves things as they were. */
export async function withDatabase(config: Config, work: (url: string) => Promise<void>): Promise<void> {
  const { url, embedded } = await reachDatabase(config, { share: true });
  try {
    await work(url);
  } finally {
    await embedded?.stop();
  }
}
