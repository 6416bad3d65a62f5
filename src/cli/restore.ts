import { createHash } from 'node:crypto';
import { cpSync, createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isEmpty, migrateAll, migrationFiles, reachDatabase } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { asOwner } from '../platform/database/copy.ts';
import { migrate } from '../platform/database/migrate.ts';
import type { Manifest } from './backup.ts';
import { progress } from './progress.ts';

/**
 * Brings a backup back into an empty place. The record signs again only when it has caught up with what
 * was published since: `gandan doctor` tells.
 */
export async function restore(config: Config, folder: string): Promise<void> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${folder} is not a whole backup: it has no manifest.json.`);
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  const missing = manifest.migrations.filter(
    (name) => !migrationFiles().some((known) => basename(known) === name),
  );
  if (missing.length > 0)
    throw new Error(`The backup is newer than this program: it needs ${missing.join(', ')}.`);
  if (existsSync(join(config.dataDir, 'secrets.json'))) {
    throw new Error(`${config.dataDir} is in use: restore into an empty place.`);
  }

  const { url, embedded } = await reachDatabase(config, { share: false });
  try {
    // The structure as it was then; what is newer comes after the data.
    await migrate(
      url,
      migrationFiles().filter((known) => manifest.migrations.includes(basename(known))),
    );
    if (!(await isEmpty(url))) throw new Error('The database is not empty: restore into an empty one.');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('begin');
      const tell = progress('tables');
      await asOwner(client, async () => {
        for (const [at, table] of manifest.tables.entries()) {
          await loadTable(client, table, join(folder, 'tables', `${table.name}.copy.gz`));
          tell(at + 1, manifest.tables.length);
        }
        await client.query('set constraints all immediate');
      });
      await setSequences(client);
      await client.query('commit');
      await client.query('analyze');
    } finally {
      await client.end();
    }
    mkdirSync(config.dataDir, { recursive: true });
    if (existsSync(join(folder, 'data')))
      cpSync(join(folder, 'data'), config.dataDir, { recursive: true, force: false });
    await migrateAll(url);
  } finally {
    await embedded?.stop();
  }
  process.stdout.write(
    `Restored: state of ${manifest.at}, record of ${manifest.recordSize} entries. Run "gandan doctor" before "gandan start".\n`,
  );
}

async function loadTable(
  client: pg.ClientBase,
  table: Manifest['tables'][number],
  file: string,
): Promise<void> {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(file),
    createGunzip(),
    check,
    client.query(copyFrom(`copy ${table.name} from stdin`)),
  );
  if (hash.digest('hex') !== table.sha256)
    throw new Error(`The backup is damaged: table ${table.name} differs from its checksum.`);
}

/** Sequences go on behind the highest number in use. */
async function setSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `select sequence.oid::regclass::text as sequence, owner.relname as table, attname as column
     from pg_class sequence
     join pg_depend on pg_depend.objid = sequence.oid and deptype in ('a', 'i')
     join pg_class owner on owner.oid = refobjid
     join pg_attribute on attrelid = owner.oid and attnum = refobjsubid
     where sequence.relkind = 'S' and sequence.relnamespace = current_schema()::regnamespace`,
  );
  const all = [...rows, { sequence: 'petition_number', table: 'petition', column: 'number' }];
  for (const { sequence, table, column } of all) {
    await client.query(
      `select setval('${sequence}', greatest((select coalesce(max(${column}), 0) from ${table}), 1))`,
    );
  }
}
