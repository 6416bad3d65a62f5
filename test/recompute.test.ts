// A published figure is recomputed on another machine: from its JSON, the opened entries and the record's
// public files, without the database.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../src/cli/recompute.ts';
import type { Opening } from '../src/ground/figure/proof.ts';
import { sql } from '../src/platform/database/database.ts';
import { openWorld, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let folder: string;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  await world.services.record.close();
  folder = mkdtempSync(join(tmpdir(), 'gandan-report-'));
  const reader = await visitor(world, app);
  const query = '?tu=11/2025&den=10/2026';
  for (const figure of world.services.figures)
    writeFileSync(
      join(folder, `${figure.code}.json`),
      (await reader.get(`/so-lieu/danh-muc/${figure.code}.json${query}`)).body,
    );
  for (const set of ['petitions', 'receptions'])
    writeFileSync(join(folder, `${set}.jsonl`), (await reader.get(`/so-lieu/mo/${set}.jsonl${query}`)).body);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const record = () => join(world.dataDir, 'record');
const openings = (): Opening[] =>
  readFileSync(join(folder, 'petitions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
async function run(file: string, opened = folder): Promise<string> {
  const said: string[] = [];
  await recompute(join(folder, file), { record: record(), openings: opened }, (text) => said.push(text));
  return said.join('\n');
}

describe('recomputing', () => {
  test('every figure that rests on entries is arrived at from the public files alone', async () => {
    const codes = world.services.figures.filter((one) => one.proof).map((one) => one.code);
    expect(codes.length).toBeGreaterThanOrEqual(8);
    for (const code of codes) {
      const said = await run(`${code}.json`);
      expect(said).toContain('signature and tree hold');
      expect(said).toMatch(new RegExp(`${code}: agrees; recomputed \\d`));
    }
    expect(codes).toContain('receptions-in-person');
    expect(await run('petitions-received.json')).toMatch(/recomputed [1-9]\d+, stated and not opened [1-9]/);
  });

  test('a figure that rests on no opened entries says so', async () => {
    expect(await run('receptions-held.json')).toContain('stated only');
  });

  test('a number that was changed in the report is named, with what the record gives', async () => {
    const report = JSON.parse(readFileSync(join(folder, 'petitions-answeredOnTime.json'), 'utf8'));
    const month = report.figures[0].months[3];
    month.opened.numerator += 1;
    month.numerator += 1;
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(report));
    const said: string[] = [];
    await expect(
      recompute(
        join(folder, 'changed.json'),
        { record: record(), openings: join(folder, 'petitions.jsonl') },
        (text) => said.push(text),
      ),
    ).rejects.toThrow('1 numbers differ');
    expect(said.join('\n')).toMatch(
      new RegExp(
        `${month.month}: published ${month.opened.numerator}/.*gives ${month.opened.numerator - 1}/`,
      ),
    );
  });

  test('an answer put back in the database is found', async () => {
    const client = new pg.Client({ connectionString: world.url });
    await client.connect();
    const { rows } = await client.query(`
      update petition_count set answered_on = due_on where petition_id = (
        select one.petition_id from petition_count one join petition on petition.id = one.petition_id
        where one.kind = 'reflection' and one.answered_on > one.due_on and get_byte(content_salt, 0) >= 13
          and one.received_on between '2026-01-01' and '2026-06-30' limit 1)
      returning answered_on`);
    expect(rows).toHaveLength(1);
    await client.end();
    const reader = await visitor(world, app);
    writeFileSync(
      join(folder, 'backdated.json'),
      (await reader.get('/so-lieu/danh-muc/petitions-answeredLate.json?tu=11/2025&den=10/2026')).body,
    );
    await expect(run('backdated.json')).rejects.toThrow('1 numbers differ');
  });

  test.each([
    [
      'changed',
      (all: Opening[]) => Object.assign(all[5]?.event.facts ?? {}, { due_on: '2030-01-01' }),
      'another entry',
    ],
    [
      'left out',
      (all: Opening[]) =>
        all.splice(
          all.findIndex((one) => one.event.seq === 2),
          1,
        ),
      'is missing',
    ],
  ])('an opened entry %s is refused', async (_name, change, message) => {
    const all = openings();
    change(all);
    const file = join(folder, 'tampered.jsonl');
    writeFileSync(file, all.map((one) => JSON.stringify(one)).join('\n'));
    await expect(run('petitions-received.json', file)).rejects.toThrow(message);
  });

  test('a report that is silent of what rests on the record was not checked, and says so', async () => {
    const report = JSON.parse(readFileSync(join(folder, 'petitions-received.json'), 'utf8'));
    for (const month of report.figures[0].months) Object.assign(month, { numerator: 999, opened: null });
    writeFileSync(join(folder, 'silent.json'), JSON.stringify(report));
    await expect(run('silent.json')).rejects.toThrow('numbers differ');
    report.figures[0].openings = null;
    writeFileSync(join(folder, 'silent.json'), JSON.stringify(report));
    await expect(run('silent.json')).rejects.toThrow('1 figures could not be checked');
  });

  test('entries of after the copy of the record was taken say nothing of an earlier report', async () => {
    const all = openings();
    const [last] = all.slice(-1) as [Opening];
    const newer = { ...last, index: 9_999_999 };
    const file = join(folder, 'newer.jsonl');
    writeFileSync(file, [...all, newer].map((one) => JSON.stringify(one)).join('\n'));
    expect(await run('petitions-received.json', file)).toContain('agrees');
  });

  test('another key than the one on the notice board is refused', async () => {
    await expect(
      recompute(join(folder, 'petitions-received.json'), { record: record(), key: 'other+1+x' }, () => {}),
    ).rejects.toThrow('another key');
  });
});

describe('what is opened', () => {
  test('only entries of reflections, none of a denunciation, and some are left closed by lot', async () => {
    const subjects = [...new Set(openings().map((one) => one.event.subject))];
    const { rows } = await (async () => {
      const client = new pg.Client({ connectionString: world.url });
      await client.connect();
      await client.query("set gandan.keeping = 'on'");
      const found = await client.query(
        'select kind, count(*)::int as count from petition where id = any($1::uuid[]) group by kind',
        [subjects],
      );
      await client.end();
      return found;
    })();
    expect(rows).toEqual([{ kind: 'reflection', count: subjects.length }]);
    const { all } = await world.services.db.one<{ all: number }>(sql`
      select count(*)::int as all from petition_count
      where cell_kind = 'reflection' and received_on between '2025-11-01' and '2026-10-31'`);
    expect(subjects.length).toBeLessThan(all);
    expect(subjects.length).toBeGreaterThan(all * 0.85);
  });

  test('nothing personal: no entry holds more than roles, units, days, states and commitments', () => {
    const names = new Set(
      openings().flatMap((one) => [...Object.keys(one.event), ...Object.keys(one.event.facts)]),
    );
    const known =
      'v type subject seq at role unit facts sealed kind received_on due_on rule duties content state satisfied ground source people unit_to'.split(
        ' ',
      );
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
    expect(openings().every((one) => !('value' in one.event))).toBe(true);
  });
});
