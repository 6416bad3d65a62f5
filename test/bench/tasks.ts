// A million tasks, a plan of 20,000 of them over five levels, and the year's files of 60,000 people, read from the
// record; and how good the proposals for tasks are. Run: npm run bench -- tasks [tasks] [people]
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { UnitId } from '../../src/ground/organization/organization.ts';
import { loadLocality } from '../../src/ground/sample/locality.ts';
import { migrateAll } from '../../src/open.ts';
import { taskFigures } from '../../src/parts/directives/catalogue.ts';
import { coverageOf } from '../../src/parts/directives/clause.store.ts';
import type { DocumentId } from '../../src/parts/directives/document.ts';
import { overdueTasks, overview, ownTasks, periodReport } from '../../src/parts/directives/overview.store.ts';
import { rollUp, sumCells } from '../../src/parts/directives/task.store.ts';
import { agencies } from '../../src/parts/evaluation/round.service.ts';
import { insertPeople, insertRound, prefill } from '../../src/parts/evaluation/round.store.ts';
import type { RoundId } from '../../src/parts/evaluation/round.ts';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { newId } from '../../src/platform/id.ts';
import { Random } from '../../src/platform/random.ts';
import { dayInVietnam, parsePlainDate, yearOf } from '../../src/platform/time.ts';
import { measure, readLabelled } from '../support/proposals.ts';
import { percentile } from './load.ts';
import { servicesOf } from './services.ts';

const [tasks = 1_000_000, people = 60_000] = process.argv.slice(2).map(Number);
const planned = 20_000;
const departments = 1000;

console.log(`\n${cpus()[0]?.model}, ${cpus().length} cores; Node ${process.version}\n`);
for (const [name, of] of [
  ['used while the rules were made', readLabelled('sentences')],
  ['held back', readLabelled('held-out')],
] as const) {
  const share = (right: number, all: number) => `${((right / all) * 100).toFixed(1)} % (${right}/${all})`;
  console.log(`proposals, ${of.length} clauses ${name}:`);
  for (const [what, { right, found, there }] of Object.entries(measure(of)))
    console.log(`  ${what}: precision ${share(right, found)}, recall ${share(right, there)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'gandan-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder, { settings: { max_wal_size: '8GB' } });
await migrateAll(server.url);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query('begin');
await loadLocality(client, new Random(7));
await client.query('commit');
const services = await servicesOf(folder, server.url);
const { db, clock } = services;

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

try {
  const { rows } = await client.query("select id from unit where code = 'tinh-ca-mau'");
  const province = rows[0].id as UnitId;
  const document = newId<'document'>() as DocumentId;
  const plan = newId<'document'>() as DocumentId;
  const today = dayInVietnam(clock());
  console.error('loading units, people, tasks …');
  await client.query('begin');
  await client.query(
    `create temp table dept as select gen_random_uuid() as id, at from generate_series(1, $1::int) at`,
    [departments],
  );
  await client.query(`insert into unit select id, 'bench-' || at, '[2020-01-01,)' from dept`);
  await client.query(
    `insert into unit_version (unit_id, valid, kind, name_vi, name_en, parent_id)
     select id, '[2020-01-01,)', 'department', 'Phòng ' || at, 'Department ' || at, $1 from dept`,
    [province],
  );
  await client.query(
    `create temp table staff as select gen_random_uuid() as person, gen_random_uuid() as post, dept.id as unit, number,
       row_number() over () as row
     from dept cross join generate_series(1, $1::int) number`,
    [Math.max(1, Math.round(people / departments))],
  );
  await client.query(`insert into person select person, 'Người ' || row from staff`);
  await client.query(`insert into post select post, 'bench.' || row, '[2020-01-01,)' from staff`);
  await client.query(
    `insert into post_version (post_id, valid, unit_id, role, title_vi, title_en)
     select post, '[2020-01-01,)', unit, case when number = 1 then 'head' else 'officer' end, 'Chuyên viên', 'Officer' from staff`,
  );
  await client.query(`insert into holding select post, person, '[2020-01-01,)' from staff`);
  await client.query('commit');
  for (const [id, number] of [
    [document, 1],
    [plan, 2],
  ] as const)
    await client.query(
      `insert into document (id, unit_then, unit_id, direction, year, book, entry_number, type_code, printed_number, issuer,
         issued_on, signer, signer_title, authority, abstract, secrecy, urgency, registered_at, registered_by)
       select $1, $2, $2, 'out', 2026, 'KH', $3::int, 'KH', $3::text || '/KH-UBND', 'UBND', current_date, 'A', 'B', '', 'C', 'none', 'none', now(), post
       from staff limit 1`,
      [id, province, number],
    );
  await client.query(
    `insert into clause (id, document_id, position, mark, text, orders)
     select gen_random_uuid(), $1, at, at::text, 'Giao việc số ' || at, at % 3 = 0 from generate_series(1, 600) at`,
    [plan],
  );
  // A million given by one document over two years: nine of ten done, one of a hundred overdue.
  await client.query(
    `create temp table made as
     select gen_random_uuid() as id, staff.unit, staff.post, at,
       case when at % 100 = 0 then current_date - (at / 100 % 90 + 1)::int
         when at % 10 = 0 then current_date + (at % 60)::int else current_date - (at % 730)::int end as due,
       at % 10 <> 0 as done
     from generate_series(1, $1::int) at join staff on staff.row = at % $2::int + 1`,
    [tasks, people],
  );
  await client.query(
    `insert into task (id, document_id, path, origin_id, title, giver_unit, unit_id, post_id, asked_for, state, version)
     select id, $1, array[id], $1, 'Nhiệm vụ số ' || at, $2, unit, post, due, case when done then 'done' else 'open' end, 2 from made`,
    [document, province],
  );
  await client.query(
    `insert into duty (id, subject_type, subject_id, owner_unit, responsible_post, owed_to, rule_code, begun_on, due_on,
       provisional, to_confirm, explanation, ended, ended_on, opened_seq)
     select gen_random_uuid(), 'task', id, unit, post, 'unit', 'VB-TASK', due - 60, due, false, false, '[]',
       case when done then 'done' end, case when done then due - (at % 5)::int + 1 end, 1 from made`,
  );
  await client.query(
    `insert into task_step (task_id, seq, at, type, unit_id, state, due_on, done_on)
     select id, 2, now() - interval '1 day', 'given', unit, case when done then 'done' else 'open' end, due,
       case when done then due - (at % 5)::int + 1 end from made`,
  );
  // A plan over five levels: 4 × 8 × 8 × 8 leaves below each of the uppermost tasks, some 20,000 in all.
  await client.query(
    `with recursive tree (id, path, depth) as (
       select gen_random_uuid(), null::uuid[], 1 from generate_series(1, 9)
       union all
       select gen_random_uuid(), array_append(coalesce(tree.path, '{}'), tree.id), depth + 1
       from tree cross join generate_series(1, case depth when 1 then 4 when 4 then 7 else 8 end) where depth < 5
     )
     insert into task (id, document_id, parent_id, path, origin_id, title, giver_unit, unit_id, asked_for, state, children, version)
     select tree.id, $1, tree.path[cardinality(tree.path)], array_append(coalesce(tree.path, '{}'), tree.id), $1, 'Việc', $2, dept.id,
       current_date + 30, 'open', case when depth < 5 then 8 else 0 end, 2
     from (select *, row_number() over () as row from tree) tree join dept on dept.at = tree.row % $3::int + 1
     order by depth`,
    [plan, province, departments],
  );
  await client.query(
    `insert into duty (id, subject_type, subject_id, owner_unit, owed_to, rule_code, begun_on, due_on, provisional, to_confirm,
       explanation, ended, ended_on, opened_seq)
     select gen_random_uuid(), 'task', id, unit_id, 'unit', 'VB-TASK', current_date - 60, current_date + (hashtext(id::text) % 60)::int, false, false, '[]',
       case when hashtext(id::text) % 3 = 0 then 'done' end, case when hashtext(id::text) % 3 = 0 then current_date - 1 end, 1
     from task where origin_id = $1`,
    [plan],
  );
  await client.query(
    'update duty set whole_id = task.origin_id from task where task.id = duty.subject_id and task.origin_id = $1',
    [plan],
  );
  await client.query(
    `insert into task_tally (unit_id, month, open, on_time, late)
     select task.unit_id, date_trunc('month', duty.due_on::timestamp)::date, count(*) filter (where duty.ended is null),
       count(*) filter (where duty.ended_on <= duty.due_on), count(*) filter (where duty.ended_on > duty.due_on)
     from duty join task on task.id = duty.subject_id where task.children = 0 group by 1, 2`,
  );
  await client.query('vacuum analyze');
  const { rows: sizes } = await client.query(
    `select count(*)::int as tasks, count(*) filter (where origin_id = $1)::int as planned, max(cardinality(path)) as levels,
       (select count(*)::int from duty) as duties, (select count(*)::int from staff) as people from task`,
    [plan],
  );
  console.log(`\n${JSON.stringify(sizes[0])}; ${departments} departments\n`);

  const units = (
    await db.rows<{ id: UnitId }>({ sql: '', text: 'select id from unit', values: [] } as never)
  ).map((row) => row.id);
  console.log(`a plan of about ${planned}:`);
  await times('  coverage', 100, () => coverageOf(db, plan));
  await times('  roll-up by its tasks', 100, async () => sumCells((await rollUp(db, plan, today)).values()));
  const top = await db.one<{ id: never; path: never }>({
    text: 'select id, path from task where origin_id = $1 and parent_id is null limit 1',
    values: [plan],
  } as never);
  await times('  roll-up below one of them', 100, () => rollUp(db, plan, today, top));
  console.log('the leader’s view:');
  await times('  cells and where it is late', 100, () => overview(db, units, today));
  await times('  overdue, the oldest 40', 100, () => overdueTasks(db, units, today, 40));
  await times('  the whole page', 100, () =>
    Promise.all([
      overview(db, units, today),
      overdueTasks(db, units, today, 40),
      ownTasks(db, units[5] as UnitId, 40),
    ]),
  );
  await times('the report of a year', 5, () =>
    periodReport(db, units, { from: parsePlainDate(`${yearOf(today)}-01-01`), to: today }, today),
  );
  const [onTime] = taskFigures;
  const asked = {
    from: parsePlainDate(`${yearOf(today)}-01-01`),
    to: parsePlainDate(`${yearOf(today)}-12-01`),
    by: { unit: true },
  };
  await times('the figure of a year by unit', 20, async () =>
    onTime?.count(services, { ...asked, asOf: clock() }),
  );
  await client.query(
    'update task_step set at = now() where task_id = (select task_id from task_step limit 1)',
  );
  await times('the same as known an hour ago', 3, async () =>
    onTime?.count(services, { ...asked, asOf: new Date(clock().getTime() - 3_600_000) }),
  );

  const round = newId<'evaluationRound'>() as RoundId;
  const year = yearOf(today);
  const began = performance.now();
  const made = await db.transaction(
    async (tx) => {
      const post = await tx.one<{ id: never }>({ text: 'select id from post limit 1', values: [] } as never);
      await insertRound(
        tx,
        {
          id: round,
          unitId: province,
          subject: 'people',
          year,
          quarter: null,
          rulesCode: 'ND335-2025',
          criteria: null,
          title: 'x',
          state: 'open',
          capShare: 20,
          capWhy: null,
          closedOn: null,
          closedWhy: null,
          version: 1,
        },
        post.id,
        clock(),
      );
      const files = await insertPeople(tx, round, province, today, agencies);
      const period = { from: parsePlainDate(`${year}-01-01`), to: parsePlainDate(`${year}-12-31`) };
      const products = await prefill(tx, round, period, today, services.dutySubjects);
      return { files, products };
    },
    { patient: true },
  );
  console.log(
    `\na year’s files prefilled: ${made.files} people, ${made.products} products in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
} finally {
  await services.close();
  await client.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
