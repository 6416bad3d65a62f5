// Catalogue figures at the size of the country: five years, by unit, straight from the database.
// Usage: npm run bench -- figures [petitions] [visits] [entries]; the sizes of the whole country without.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { cellsOf, totalOf } from '../../src/ground/figure/catalogue.ts';
import { loadLocality } from '../../src/ground/sample/locality.ts';
import { migrateAll } from '../../src/open.ts';
import { overviewOf } from '../../src/parts/figures/overview.service.ts';
import { allCells, closeMonths, foldTotals } from '../../src/parts/petitions/cells.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { Random } from '../../src/platform/random.ts';
import { addDays, addMonths, dayInVietnam, endOfDay, firstOfMonth, yearOf } from '../../src/platform/time.ts';
import { percentile } from './load.ts';
import { servicesOf } from './services.ts';

const [petitions = 2_300_000, visits = 1_300_000, entries = 20_000_000] = process.argv.slice(2).map(Number);
const units = 3355;
const days = 5 * 365;

const folder = mkdtempSync(join(tmpdir(), 'gandan-bench-'));
const server = await startEmbedded(folder, { settings: { max_wal_size: '8GB' } });
const began = performance.now();
const note = (what: string) =>
  console.error(`  ${what}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
try {
  await migrateAll(server.url);
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin');
  await loadLocality(client, new Random(7));
  await client.query('commit');
  // Foreign keys and triggers off while loading; what the triggers keep is made by the same functions below.
  await client.query('set session_replication_role = replica');
  await client.query(
    `create temp table place as select gen_random_uuid() as id, n from generate_series(1, ${units}) n`,
  );
  await client.query(
    "insert into unit (id, code, life) select id, 'bench-' || n, daterange('2020-01-01', null) from place",
  );
  // 34 provinces, each with some hundred communes.
  await client.query(
    'create temp table province as select gen_random_uuid() as id, n from generate_series(1, 34) n',
  );
  await client.query(
    "insert into unit (id, code, life) select id, 'bench-tinh-' || n, daterange('2020-01-01', null) from province",
  );
  await client.query(`
    insert into unit_version (unit_id, kind, name_vi, name_en, valid)
    select id, 'province', 'Tỉnh ' || n, 'Province ' || n, daterange('2020-01-01', null) from province`);
  await client.query(`
    insert into unit_version (unit_id, kind, name_vi, name_en, parent_id, valid)
    select place.id, 'ward', 'Phường ' || place.n, 'Ward ' || place.n, province.id, daterange('2020-01-01', null)
    from place join province on province.n = 1 + place.n % 34`);
  await client.query(`
    insert into petition_count (petition_id, unit_id, unit_now, kind, received_on, due_on, answered_on, closed_on, reopened, satisfied, known_from, extended, cell_kind)
    select gen_random_uuid(), place.id, place.id, (array['reflection','reflection','reflection','recommendation','complaint','complaint','denunciation'])[1 + n % 7],
      on_day, on_day + 15 + n % 40, case when n % 12 > 0 and on_day + n % 50 < current_date then on_day + n % 50 end,
      case when n % 12 = 0 and on_day + 5 < current_date then on_day + 5 end, n % 60 = 7, case when n % 3 = 0 then n % 4 > 0 end,
      least(on_day + n % 50, current_date), n % 30 = 3, (array['reflection','reflection','reflection','recommendation','complaint','complaint','denunciation'])[1 + n % 7]
    from (select n, current_date - (n::bigint * 7919 % ${days})::int as on_day, 1 + (n::bigint * 104729 % ${units})::int as at
      from generate_series(1, ${petitions}) n) one join (select id, n as place_n from place) place on place_n = one.at`);
  await client.query(`
    insert into duty (id, subject_type, subject_id, owner_unit, owed_to, rule_code, begun_on, due_on, provisional, to_confirm,
      explanation, opened_seq)
    select gen_random_uuid(), 'petition', petition_id, unit_now, 'citizen', 'KN-ANSWER', received_on, due_on, false, false, '{}', 1
    from petition_count where answered_on is null and closed_on is null`);
  note('petitions and their open duties');
  await client.query(`
    insert into petition_count_past select petition_id, unit_id, unit_now, kind, received_on, due_on, null, null, false, null, received_on, known_from, extended
    from petition_count where known_from > received_on`);
  await client.query(`
    insert into petition_total select month, unit_id, unit_now, kind, cell, cell_unit, cell_kind, sum(received), sum(on_time), sum(late),
      sum(ended), sum(reopened), sum(satisfied), sum(rated), sum(last_day), sum(month_end), sum(extended), true
    from (select summed.* from petition_count one, petition_summed(one, 1) summed) each group by 1, 2, 3, 4, 5, 6, 7`);
  note('history and sums');
  await client.query(`
    insert into reception_session (id, unit_id, leader_post, leader_title, kind, on_day, meant_for, from_time, place, seats, state, posted_at, in_person)
    select gen_random_uuid(), place.id, place.id, 'Chủ tịch', 'regular', day::date, day::date, '07:30', 'Trụ sở', 10,
      case when day < current_date then 'held' else 'planned' end, now(), case when day < current_date then n % 5 > 0 end
    from place, generate_series(current_date - ${days}, current_date, '15 days') day`);
  await client.query(`
    insert into reception_visit (id, unit_id, unit_then, year, number, on_day, at, people, kind, matter, signed, outcome, received_by)
    select gen_random_uuid(), place.id, place.id, 2021 + n % 6, n, current_date - n % ${days}, now(), 1, 'recommendation',
      'Việc ' || n, 'spoken', 'guide', place.id
    from generate_series(1, ${visits}) n join (select id, n as place_n from place) place on place_n = 1 + n % ${units}`);
  note('sessions and visits');
  await client.query(
    `insert into record_entry (commitment) select sha256(int8send(n)) from generate_series(1, ${entries}) n`,
  );
  note('record entries');
  await client.query('set session_replication_role = default');
  await client.query('vacuum analyze');
  await client.end();
  note('analysed');

  const services = await servicesOf(folder, server.url);
  const { db } = services;
  const now = new Date();
  const today = dayInVietnam(now);
  await closeMonths(services);
  await foldTotals(db);
  note('months closed');
  const vacuum = new pg.Client({ connectionString: server.url });
  await vacuum.connect();
  await vacuum.query('vacuum analyze');
  await vacuum.end();

  console.log(
    `\nMachine: ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB; Node ${process.version}; embedded PostgreSQL 18.`,
  );
  console.log(
    `${petitions.toLocaleString('en')} petitions, ${visits.toLocaleString('en')} visits, ${entries.toLocaleString('en')} record entries, ${units} units, five years.\n`,
  );
  console.log('| what | median ms | p95 ms | cells |\n| --- | ---: | ---: | ---: |');
  const measure = async (name: string, turns: number, work: (turn: number) => Promise<number>) => {
    const times: number[] = [];
    let size = 0;
    for (let turn = 0; turn < turns; turn++) {
      const start = performance.now();
      size = await work(turn);
      times.push(performance.now() - start);
    }
    console.log(
      `| ${name} | ${percentile(times, 0.5).toFixed(1)} | ${percentile(times, 0.95).toFixed(1)} | ${size.toLocaleString('en')} |`,
    );
  };
  const month = addMonths(firstOfMonth(today), -1);
  const { units: known } = await services.site.read();
  const answered = services.figures.find((one) => one.code === 'petitions-answeredOnTime');
  const provinces = known.filter((one) => one.code.startsWith('bench-tinh-'));
  for (const kind of [undefined, 'complaint'])
    if (answered)
      await measure(`overview of a province${kind ? ', one kind' : ''}`, 20, async (turn) => {
        const unit = provinces[turn % provinces.length] as (typeof provinces)[number];
        const year = yearOf(today);
        return (await overviewOf(services, { unit, figure: answered, kind, year })).rows.length;
      });
  for (const figure of services.figures) {
    const of = async (from: typeof month, to: typeof month) => {
      const cells = cellsOf(await figure.count(services, { from, to, asOf: now, by: { unit: true } }));
      totalOf(cells);
      return cells.length;
    };
    await measure(`${figure.code}, a month by unit`, 20, (turn) => {
      const one = addMonths(month, -(turn % 48));
      return of(one, one);
    });
    await measure(`${figure.code}, a year by unit`, 20, (turn) => {
      const to = addMonths(month, -(turn % 36));
      return of(addMonths(to, -11), to);
    });
  }
  const start = addMonths(month, -59);
  await measure(
    'all cells of five years, from the sums',
    5,
    async () => (await allCells(db, start, month, today)).length,
  );
  // As of an earlier day every case of the months is read.
  const earlier = endOfDay(addDays(today, -40));
  for (const code of ['petitions-answeredOnTime', 'receptions-held']) {
    const figure = services.figures.find((one) => one.code === code);
    if (!figure) continue;
    const to = addMonths(month, -2);
    const of = async (from: typeof month) =>
      (await figure.count(services, { from, to, asOf: earlier, by: { unit: true } })).cells.length;
    await measure(`${code} as known 40 days ago, a month by unit`, 5, () => of(to));
    await measure(`${code} as known 40 days ago, a year by unit`, 5, () => of(addMonths(to, -11)));
  }
  await services.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
