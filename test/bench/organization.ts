// The organisation at the size of a province and more: a merger that moves 100,000 open duties while
// petitions keep coming in, the structure of a day, the access decision. Run: npm run bench -- organization
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkNameAndPassword } from '../../src/ground/access/account.ts';
import { type Actor, caseActions, decide } from '../../src/ground/access/decision.ts';
import { beginSession, readSession } from '../../src/ground/access/session.ts';
import type { PersonId, PostId, UnitId } from '../../src/ground/organization/organization.ts';
import { decideOn, draft } from '../../src/ground/organization/reorganisation.service.ts';
import { loadLocality, samplePassword } from '../../src/ground/sample/locality.ts';
import { migrateAll } from '../../src/open.ts';
import { structureOn, unitsBelow } from '../../src/parts/organization/structure.store.ts';
import { checkIntake } from '../../src/parts/petitions/intake.ts';
import { submit } from '../../src/parts/petitions/submit.ts';
import { sql } from '../../src/platform/database/database.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { newId } from '../../src/platform/id.ts';
import { Random } from '../../src/platform/random.ts';
import { dayInVietnam } from '../../src/platform/time.ts';
import { percentile } from './load.ts';
import { servicesOf } from './services.ts';

const newKey = () => randomBytes(18).toString('base64url');
const openDuties = 100_000;
const manyUnits = 4000;
const manyPeople = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'gandan-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder, { settings: { max_wal_size: '8GB' } });
await migrateAll(server.url);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
// A unit and its first version belong together: checked at commit.
await client.query('begin');
await loadLocality(client, new Random(7));
await client.query('commit');
const services = await servicesOf(folder, server.url);
const { db, clock } = services;
await services.record.start();

async function officer(username: string) {
  const { good, known } = await checkNameAndPassword(db, username, samplePassword);
  const token =
    good &&
    known &&
    (await beginSession(db, known.personId, { method: 'password', device: 'bench', now: clock() }));
  const signedIn = token && (await readSession(db, token, clock()));
  if (!signedIn) throw new Error(`cannot sign in as ${username}`);
  return signedIn;
}

/** Median and p95 of something done again and again, in milliseconds. */
async function times(count: number, work: () => Promise<unknown>): Promise<string> {
  const taken: number[] = [];
  for (let at = 0; at < count; at++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return `${percentile(taken, 0.5).toFixed(1)} | ${percentile(taken, 0.95).toFixed(1)}`;
}

try {
  console.log(`\nMachine: ${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}.\n`);
  const id = async (code: string) =>
    (await db.one<{ id: UnitId }>(sql`select id from unit where code = ${code}`)).id;
  const [from, other] = [await id('phuong-vinh-trach'), await id('phuong-hiep-thanh')];
  console.error('loading open cases …');
  await client.query(
    `insert into petition (id, public_id, kind, route, topic, state, version, unit_id, source, language, title,
       body, received_at, received_on, code_hash, content_salt)
     select id, id::text, 'reflection', 'general', 'roads', 'accepted', 1, $1, 'web', 'vi', 'Đường ngập', '-',
       now(), current_date, sha256(id::text::bytea), 'x'
     from (select gen_random_uuid() as id from generate_series(1, $2::int)) made`,
    [from, openDuties],
  );
  await client.query(`
    insert into petition_count (petition_id, unit_id, unit_now, kind, cell_kind, received_on, known_from, due_on)
    select id, unit_id, unit_id, kind, kind, received_on, received_on, received_on + 15 from petition`);
  await client.query(`
    insert into petition_words (petition_id, search) select id, 'duong ngap'::tsvector from petition`);
  await client.query(`
    insert into duty (id, subject_type, subject_id, owner_unit, owed_to, rule_code, begun_on, due_on, provisional,
      to_confirm, explanation, opened_seq)
    select gen_random_uuid(), 'petition', id, unit_id, 'citizen', 'DP-ANS', received_on, received_on + 15, false,
      false, '[]', 1 from petition`);
  await client.query('analyze');

  const [first, second] = [await officer('quantri'), await officer('quantri2')];
  const day = dayInVietnam(clock());
  const heads = await db.rows<{ id: PostId }>(sql`
    select post_id as id from post_version where unit_id = ${from} and role in ('head', 'chair') and upper_inf(valid)`);
  const ground = {
    title: 'Nhập hai phường',
    number: '1/NQ',
    issuer: 'UBND tỉnh',
    signer: 'Chủ tịch',
    on: day,
    effectiveOn: day,
  };
  const drafted = await draft(services, first, ground, newKey(), [
    { do: 'close', unit: from, to: other },
    ...heads.map((post) => ({ do: 'abolishPost' as const, post: post.id })),
  ]);
  await decideOn(services, first, drafted, 'submit', { key: newKey(), version: 1 });

  // Petitions for another unit and for the one that is being closed go on coming in all the while.
  let going = true;
  const waits: number[] = [];
  const intake = async (placeUnit: UnitId) => {
    while (going) {
      const checked = checkIntake(
        { kind: 'reflection', title: 'Đường ngập sâu', body: 'Ngập sâu sau mưa, không đi được.', placeUnit },
        clock(),
      );
      if (!checked.ok) throw new Error('intake');
      const began = performance.now();
      await submit(services, checked.intake, { key: newKey(), source: 'api', language: 'vi', fileIds: [] });
      waits.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const coming = [intake(await id('phuong-bac-lieu')), intake(from)];
  await new Promise((done) => setTimeout(done, 1000));
  const calm = percentile(waits.splice(0), 0.95);
  const began = performance.now();
  await decideOn(services, second, drafted, 'approve', { key: newKey(), version: 2 });
  const took = performance.now() - began;
  going = false;
  await Promise.all(coming);
  const left = await db.one<{ count: number }>(
    sql`select count(*)::int as count from duty where owner_unit = ${from} and ended is null`,
  );
  console.log(`| merger of ${openDuties.toLocaleString('en')} open duties | |`);
  console.log('| --- | ---: |');
  console.log(`| carried out in | ${(took / 1000).toFixed(2)} s |`);
  console.log(`| submissions meanwhile | ${waits.length} |`);
  console.log(`| p95 of a submission before | ${calm.toFixed(0)} ms |`);
  console.log(`| p95 of a submission meanwhile | ${percentile(waits, 0.95).toFixed(0)} ms |`);
  console.log(`| the longest one waited | ${Math.max(...waits).toFixed(0)} ms |`);
  console.log(`| open duties left behind | ${left.count} |\n`);

  console.error('loading units and people …');
  const root: UnitId = newId();
  await client.query('begin');
  await client.query("insert into unit (id, code, life) values ($1, 'ca-nuoc', '[2020-01-01,)')", [root]);
  await client.query(
    `insert into unit_version (unit_id, valid, kind, name_vi, name_en)
     values ($1, '[2020-01-01,)', 'province', 'Cả nước', 'Country')`,
    [root],
  );
  await client.query(
    `create temp table many as select n, gen_random_uuid() as id from generate_series(1, ${manyUnits}) n`,
  );
  await client.query("insert into unit (id, code, life) select id, 'nhieu-' || n, '[2020-01-01,)' from many");
  await client.query(
    `insert into unit_version (unit_id, valid, kind, name_vi, name_en, parent_id)
     select many.id, '[2020-01-01,)', case when n <= 34 then 'province' else 'commune' end, 'Đơn vị ' || n,
       'Unit ' || n, case when n <= 34 then $1::uuid else parent.id end
     from many left join (select id, n as pn from many where n <= 34) parent on parent.pn = n % 34 + 1`,
    [root],
  );
  await client.query(
    `create temp table folk as select n, gen_random_uuid() as person, gen_random_uuid() as post
     from generate_series(1, ${manyPeople}) n`,
  );
  await client.query("insert into person (id, name) select person, 'Người ' || n from folk");
  await client.query("insert into post (id, code, life) select post, 'p-' || n, '[2020-01-01,)' from folk");
  await client.query(
    `insert into post_version (post_id, valid, unit_id, role, title_vi, title_en, handles_denunciations)
     select post, '[2020-01-01,)', many.id, 'officer', 'Chuyên viên', 'Officer', false
     from folk join many on many.n = folk.n % ${manyUnits} + 1`,
  );
  await client.query(
    "insert into holding (post_id, person_id, valid) select post, person, '[2020-01-01,)' from folk",
  );
  await client.query('commit');
  await client.query('analyze');
  console.log(`| structure as of a day, ${manyUnits} units, ${manyPeople} people | median ms | p95 ms |`);
  console.log('| --- | ---: | ---: |');
  console.log(
    `| tree, two levels (the page) | ${await times(60, () => unitsBelow(db, day, undefined, 2))} |`,
  );
  console.log(`| a province with its communes | ${await times(60, () => unitsBelow(db, day, root, 1))} |`);
  console.log(`| every unit with its counts | ${await times(40, () => structureOn(db, day))} |\n`);

  const units = Array.from({ length: 300 }, () => newId() as UnitId);
  const actor: Actor = {
    person: newId() as PersonId,
    post: newId() as PostId,
    unit: units[0] as UnitId,
    role: 'chair',
    reach: units,
    matters: [newId()],
  };
  const subjects = units.map((unit) => ({ id: newId(), unit, sealed: false, handlers: [] }));
  const rounds = 300;
  const start = performance.now();
  let allowed = 0;
  for (let round = 0; round < rounds; round++)
    for (const subject of subjects)
      for (const action of caseActions) if (decide(actor, action, subject).allowed) allowed += 1;
  const decisions = rounds * subjects.length * caseActions.length;
  console.log(
    `Access decision, a chair over ${units.length} units: ${(((performance.now() - start) * 1000) / decisions).toFixed(2)} µs each (${decisions.toLocaleString('en')} decisions, ${allowed} allowed).`,
  );
} finally {
  await services.close();
  await client.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
