import { applicationUrl, openServices } from '../../src/open.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Clock } from '../../src/platform/time.ts';

/** The services of a place that is measured, on a database of its own. */
export async function servicesOf(
  folder: string,
  ownerUrl: string,
  options: { clock?: Clock } = {},
): Promise<ReturnType<typeof openServices>> {
  const config = readConfig({ GANDAN_DATA_DIR: folder, DATABASE_URL: ownerUrl, GANDAN_LOG_LEVEL: 'silent' });
  return openServices(config, await applicationUrl(config, ownerUrl), {
    ...options,
    onError: (error) => process.stderr.write(`${error}\n`),
  });
}
