// A land project of many parcels and households: its import, its steps, every page of it, its map.
// Run: npm run bench -- land [parcels] [households]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beginSession, readSession } from '../../src/ground/access/session.ts';
import { codeFor, formatCode } from '../../src/ground/code.ts';
import type { PersonId, UnitId } from '../../src/ground/organization/organization.ts';
import { loadLocality } from '../../src/ground/sample/locality.ts';
import { migrateAll } from '../../src/open.ts';
import { coordinateSystems } from '../../src/parts/land/geometry.ts';
import { type HouseholdId, householdKey, type ProjectId } from '../../src/parts/land/land.ts';
import { readParcels } from '../../src/parts/land/parcel-file.ts';
import { landPaths as to } from '../../src/parts/land/paths.ts';
import { makeBatch } from '../../src/parts/land/payment.service.ts';
import { enterImport, keepImport, openProject, takeStep } from '../../src/parts/land/project.service.ts';
import { sql } from '../../src/platform/database/database.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { newId } from '../../src/platform/id.ts';
import { Random } from '../../src/platform/random.ts';
import { dayInVietnam, parsePlainDate } from '../../src/platform/time.ts';
import { createServer } from '../../src/server.ts';
import { percentile } from './load.ts';
import { servicesOf } from './services.ts';

const [parcels = 5000, households = 3000] = process.argv.slice(2).map(Number);
console.log(`\n${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}`);
console.log(`${parcels} parcels, ${households} households\n`);

const folder = mkdtempSync(join(tmpdir(), 'gandan-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder, { settings: { max_wal_size: '8GB' } });
await migrateAll(server.url);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query('begin');
await loadLocality(client, new Random(7));
await client.query('commit');
let now = new Date('2026-01-05T03:00:00Z');
const services = await servicesOf(folder, server.url, { clock: () => now });
const app = await createServer(services);
const { db } = services;

/** Median and p95 of something done again and again, in milliseconds. */
async function times(name: string, count: number, work: () => Promise<unknown>): Promise<void> {
  await work();
  const taken: number[] = [];
  for (let at = 0; at < count; at++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  console.log(
    `${name}: p50 ${percentile(taken, 0.5).toFixed(1)} ms, p95 ${percentile(taken, 0.95).toFixed(1)} ms`,
  );
}
async function once<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work();
  console.log(`${name}: ${(performance.now() - began).toFixed(0)} ms`);
  return result;
}

/** A file of parcels as a survey gives it: VN-2000, a ring of five to nine points each. */
function survey(): Buffer {
  const columns = Math.ceil(Math.sqrt(parcels * 2));
  const features = Array.from({ length: parcels }, (_, at) => {
    const [x, y] = [580_000 + (at % columns) * 12, 1_027_000 + Math.floor(at / columns) * 20];
    const ring = Array.from({ length: 5 + (at % 5) }, (__, corner, of = 5 + (at % 5)) => [
      x + 5 * Math.cos((corner / of) * 2 * Math.PI),
      y + 8 * Math.sin((corner / of) * 2 * Math.PI),
    ]);
    const owner = at % households;
    return {
      type: 'Feature',
      properties: {
        to: 1 + Math.floor(at / 250),
        thua: 1 + (at % 250),
        loai_dat: at % 3 === 0 ? 'CLN' : 'LUC',
        dien_tich: 90 + (at % 40) + 0.5,
        ma_ho: `H${owner}`,
        chu_su_dung: `Hộ số ${owner}`,
        dia_chi: `Khóm ${1 + (owner % 7)}`,
      },
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    };
  });
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
}

async function signIn() {
  const { id } = await db.one<{ id: PersonId }>(
    sql`select person_id as id from account where username = 'thutruong'`,
  );
  const token = await beginSession(db, id, { method: 'password', device: 'bench', now });
  const officer = token && (await readSession(db, token, now));
  if (!officer) throw new Error('nobody signed in');
  return { officer, token };
}

try {
  const { officer } = await signIn();
  const id = await db.transaction((tx) =>
    openProject(services, tx, officer, {
      name: 'Dự án lớn',
      purpose: 'Hạ tầng',
      basis: 'Nghị quyết',
      investor: 'Ban QLDA',
      place: 'Phường',
      area: null,
      due: parsePlainDate('2027-06-30'),
      urgent: false,
    }),
  );
  const system = coordinateSystems.find((one) => one.meridian === 105);
  if (!system) throw new Error('no such system');
  const bytes = survey();
  console.log(`file of ${(bytes.length / 1024 / 1024).toFixed(1)} MB`);
  await once('import: read, kept, entered', async () => {
    const read = await readParcels('thua.geojson', bytes, { system, point: 'ask' });
    if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults[0]));
    const draft = await keepImport(db, officer, id, read.parcels, 'x');
    return db.transaction((tx) => enterImport(services, tx, officer, id, draft));
  });
  await client.query(
    `insert into land_rate (id, project_id, kind, name, per, price, decision, from_on)
     values (gen_random_uuid(), $1, 'land', 'Đất', 'm²', 620000, 'QĐ', '2026-01-01')`,
    [id],
  );
  await client.query(
    `insert into land_line (id, household_id, rate_id, quantity, price, at)
     select gen_random_uuid(), parcel.household_id, rate.id, parcel.area, rate.price, now()
     from land_parcel parcel join land_rate rate on rate.project_id = parcel.project_id where parcel.project_id = $1`,
    [id],
  );
  await client.query('analyze');
  const step = (name: string, days: number) => {
    now = new Date(now.getTime() + days * 86_400_000);
    return once(`step ${name}, all parcels`, () =>
      db.transaction((tx) =>
        takeStep(services, tx, officer, id, {
          step: name as never,
          onDay: dayInVietnam(now),
          parcels: null,
          decider: officer.unit as UnitId,
          number: '1/QĐ',
          time: null,
          present: null,
          words: null,
          files: [],
        }),
      ),
    );
  };
  await step('meeting', 1);
  await step('notice', 1);
  await step('posting', 1);
  await step('survey', 10);
  await step('planPosted', 30);
  await step('opinionMeeting', 35);
  await step('appraisal', 10);
  await step('approval', 5);
  await step('recovery', 30);
  await once('payment of all households made', () =>
    db.transaction((tx) =>
      makeBatch(services, tx, officer, id as ProjectId, { onDay: null, lateWhy: null }, newId()),
    ),
  );
  await client.query('vacuum analyze');

  const { token } = await signIn();
  const desk = { cookie: `__Host-session=${token}` };
  const { rows } = await client.query<{ id: HouseholdId }>(
    "select id from land_household where project_id = $1 and key = 'H7'",
    [id],
  );
  const household = rows[0]?.id as HouseholdId;
  const code = formatCode(codeFor(services.secrets.codes, householdKey(household)));
  const page = (name: string, url: string, headers: Record<string, string> = {}) =>
    times(name, 60, async () => {
      // Every one is made anew: a page that is kept ready costs nothing.
      services.cache.clear();
      const answer = await app.inject({ url, headers });
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
    });
  await page('public: list of projects', to.public);
  await page('public: project', to.one(id));
  await page('public: its map, from the database to the SVG', to.map(id));
  const opened = await app.inject({ method: 'POST', url: to.own, payload: { code } });
  const visit = opened.cookies.find(({ name }) => name === '__Host-landHousehold')?.value;
  await page('household’s own page', to.own, { cookie: `__Host-landHousehold=${visit}` });
  await page('desk: list', to.desk, desk);
  await page('desk: project', to.deskOne(id), desk);
  await page('desk: households, first page', to.households(id), desk);
  await page('desk: households, last page', `${to.households(id)}?trang=${Math.ceil(households / 50)}`, desk);
  await page('desk: households, search', `${to.households(id)}?tim=${encodeURIComponent('số 29')}`, desk);
  await page('desk: household', to.household(household), desk);
  await page('desk: payments', to.payments(id), desk);
  const map = await app.inject({ url: to.map(id), headers: { 'accept-encoding': 'br' } });
  const plain = await app.inject({ url: to.map(id) });
  console.log(
    `map: ${(plain.rawPayload.length / 1024).toFixed(0)} kB, ${(map.rawPayload.length / 1024).toFixed(0)} kB as sent`,
  );
} finally {
  await app.close();
  await services.close();
  await client.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
