import { createHash } from 'node:crypto';
import { cpSync, createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config } from '../platform/config.ts';
import { progress } from './progress.ts';
import { withDatabase } from './with-database.ts';

/** What a backup holds, so that restore can tell whether it is whole. */
export interface Manifest {
  format: 'gandan-backup/1';
  at: string;
  /** Structure of the data: names of the migrations that had run. */
  migrations: string[];
  tables: { name: string; rows: number; sha256: string }[];
  /** Leaves of the record in this copy. */
  recordSize: number;
}

/** Tables in the order in which their foreign keys allow loading; those checked at commit allow any. */
export async function tablesInOrder(client: pg.ClientBase): Promise<string[]> {
  const { rows: names } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname <> 'migration' order by 1",
  );
  const { rows: links } = await client.query<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent from pg_constraint
     join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
     where contype = 'f' and not condeferred and conrelid <> confrelid and child.relnamespace = current_schema()::regnamespace`,
  );
  const order: string[] = [];
  const visit = (name: string): void => {
    if (order.includes(name)) return;
    for (const link of links) if (link.child === name) visit(link.parent);
    order.push(name);
  };
  for (const { name } of names) visit(name);
  return order;
}

/** Copies database, files and secrets as of one moment, while the server runs. */
export async function backup(config: Config, folder: string): Promise<void> {
  if (existsSync(folder)) throw new Error(`${folder} exists already; a backup goes into a new folder.`);
  await withDatabase(config, async (url) => {
    mkdirSync(join(folder, 'tables'), { recursive: true, mode: 0o700 });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      // Read before the snapshot: every tree signed by then is in it. The public files grow on while we
      // copy, so they are left out; a restored record publishes its tiles anew.
      const signed = readIfThere(join(config.dataDir, 'record', 'signed.json'));
      // One snapshot for all tables: what was committed before this moment, and nothing after.
      await client.query('begin transaction isolation level repeatable read read only');
      // An owner who is no superuser is bound by the floor under sealed matters unless it says so.
      await client.query("select set_config('gandan.keeping', 'on', true)");
      const migrations = (await client.query('select name from migration order by name')).rows.map(
        (row) => row.name,
      );
      const tables: Manifest['tables'] = [];
      const names = await tablesInOrder(client);
      const tell = progress('tables');
      for (const [at, name] of names.entries()) {
        tables.push(await copyTable(client, name, join(folder, 'tables', `${name}.copy.gz`)));
        tell(at + 1, names.length);
      }
      const size = (
        await client.query('select coalesce(max(leaf_index) + 1, 0)::int as size from record_leaf')
      ).rows[0].size;
      await client.query('commit');
      // A file is moved to its place before its row is committed: all rows of the snapshot have theirs.
      for (const path of ['files/kept', 'secrets.json']) {
        const source = join(config.dataDir, path);
        if (existsSync(source)) cpSync(source, join(folder, 'data', path), { recursive: true });
      }
      if (signed) {
        mkdirSync(join(folder, 'data', 'record'), { recursive: true });
        writeFileSync(join(folder, 'data', 'record', 'signed.json'), signed);
      }
      const manifest: Manifest = {
        format: 'gandan-backup/1',
        at: new Date().toISOString(),
        migrations,
        tables,
        recordSize: size,
      };
      // Written last: a folder without it is not a backup.
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600 });
      process.stdout.write(
        `Backup written to ${folder}: ${tables.reduce((sum, table) => sum + table.rows, 0)} rows, record of ${size} entries.\n`,
      );
    } finally {
      await client.end();
    }
  });
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

async function copyTable(
  client: pg.ClientBase,
  name: string,
  file: string,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256');
  let rows = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      for (const byte of chunk) if (byte === 10) rows += 1;
      done(null, chunk);
    },
  });
  await pipeline(
    client.query(copyTo(`copy ${name} to stdout`)),
    count,
    createGzip(),
    createWriteStream(file, { mode: 0o600 }),
  );
  return { name, rows, sha256: hash.digest('hex') };
}
