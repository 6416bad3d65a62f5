import { isEmpty, loadSample, migrateAll, secretsOf } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { progress } from './progress.ts';
import { withDatabase } from './with-database.ts';

/** Loads the sample locality into an empty database. @throws Error when it serves a locality already */
export async function sample(
  config: Config,
  options: { petitions: number; seed: number },
  say: (text: string) => void,
): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    if (!(await isEmpty(url)))
      throw new Error('The database already serves a locality; the sample needs an empty one.');
    await loadSample(url, {
      ...options,
      codes: secretsOf(config).codes,
      onProgress: progress('sample petitions'),
    });
    say('The sample locality is loaded.');
  });
}
