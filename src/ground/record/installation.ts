import { createHash, createHmac } from 'node:crypto';
import { type Queries, sql } from '../../platform/database/database.ts';
import type { Secrets } from '../secrets.ts';
import { formatVerifyingKey, verifyingKey } from './note.ts';

/** What tells an installation's secrets from others', and nothing of them. */
function fingerprintOf({ recordKey, codes, forms }: Secrets): string {
  const marks = [codes, forms].map((secret) =>
    createHmac('sha256', secret).update('gandan installation').digest('hex'),
  );
  const text = [formatVerifyingKey(verifyingKey(recordKey)), ...marks].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Makes sure that a database is worked on with the secrets that it was begun with; several processes may, with the
 * same ones.
 *
 * @throws Error when they are others
 */
export async function claimInstallation(db: Queries, secrets: Secrets): Promise<void> {
  const ours = fingerprintOf(secrets);
  await db.run(sql`insert into installation (fingerprint) values (${ours}) on conflict do nothing`);
  const { fingerprint } = await db.one<{ fingerprint: string }>(sql`select fingerprint from installation`);
  if (fingerprint === ours) return;
  throw new Error(
    'This database was begun with other secrets: it would sign the record under another key, and its citizens’ codes ' +
      'would open nothing. Copy secrets.json from the data folder of the first process (docs/operations.md), or use a ' +
      'database of its own.',
  );
}
