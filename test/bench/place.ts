import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createToken } from '../../src/ground/access/session.ts';
import type { PostId } from '../../src/ground/organization/organization.ts';
import { loadLocality } from '../../src/ground/sample/locality.ts';
import { migrateAll } from '../../src/open.ts';
import { loadSampleCases } from '../../src/parts/petitions/sample.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { Random } from '../../src/platform/random.ts';
import { servicesOf } from './services.ts';

/** A locality with cases, its server stopped. */
export interface Place {
  folder: string;
  size: number;
  token: string;
  publicId: string;
  unit: string;
}

/** Loads a database of `size` cases. The record holds the entry of each case's receipt. */
export async function build(size: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'gandan-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, { settings: { max_wal_size: '8GB' } });
  await migrateAll(server.url);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const random = new Random(7);
  await client.query('begin');
  const world = await loadLocality(client, random);
  await client.query('commit');
  const began = performance.now();
  // Filled row by row these two take most of the time; built at the end they are the same.
  await client.query('drop index petition_search, petition_public_search');
  await loadSampleCases(
    client,
    { ...world, recipients: [] },
    {
      random,
      count: size,
      now: new Date(),
      recordAll: false,
      onProgress: (done, of) => {
        if (done % 100_000 === 0)
          console.error(`  ${done} of ${of} cases, ${((performance.now() - began) / 1000).toFixed(0)} s`);
      },
    },
  );
  await client.query(
    'create index petition_search on petition_words using gin (search) with (fastupdate = off)',
  );
  await client.query(
    'create index petition_public_search on petition_words using gin (public_search) with (fastupdate = off)',
  );
  await client.query('vacuum analyze');
  const { rows } = await client.query<{ id: PostId; unit_id: string }>(
    "select post_id as id, unit_id from post_version join unit on unit.id = unit_id where unit.code = 'phuong-bac-lieu' and role = 'officer' and upper_inf(valid) limit 1",
  );
  const published = await client.query(
    'select public_id from petition where published_at is not null order by published_at limit 1 offset 40',
  );
  await client.end();
  const db = openDatabase(server.url);
  const token = await createToken(db, rows[0]?.id as PostId, 'bench', new Date(), 30);
  await db.close();
  // The sequencer gives every entry its place before anything is measured.
  const services = await servicesOf(folder, server.url);
  await services.record.start();
  await services.close();
  await server.stop();
  console.error(`  built in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return { folder, size, token, publicId: published.rows[0]?.public_id, unit: rows[0]?.unit_id ?? '' };
}
