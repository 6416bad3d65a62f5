import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServices } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { createServer } from '../server.ts';

/** The API's document, for machines; needs no database and leaves nothing behind. */
export async function openApiDocument(config: Config): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gandan-openapi-'));
  const services = openServices({ ...config, dataDir, logLevel: 'silent' }, 'postgresql://localhost/none', {
    onError: () => {},
  });
  const app = await createServer(services);
  await app.ready();
  const text = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });
  return text;
}
