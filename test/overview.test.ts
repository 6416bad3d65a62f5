// What a leader sees over many units: what is late where, a figure against last year and its target, the lists behind the
// numbers, sheets, the map, and indicators that an office puts together from the catalogue.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recompute } from '../src/cli/recompute.ts';
import { sql } from '../src/platform/database/database.ts';
import { sendForm } from './support/forms.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let chair: Visitor;
let ward: Visitor;
let clerk: Visitor;
let anyone: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  const app = await world.app();
  chair = await visitor(world, app, 'chutich');
  ward = await visitor(world, app, 'thutruong');
  clerk = await visitor(world, app, 'giaiquyet');
  anyone = await visitor(world, app);
});
afterAll(() => world.close());

const rowsOf = (csv: string): string[][] => parse(csv, { bom: true });

describe('the overview', () => {
  test('counts what is late as the database has it, sealed matters never, and each number leads to its rows', async () => {
    const { late } = await world.services.db.one<{ late: number }>(sql`
      select count(distinct duty.subject_id)::int as late from duty join petition_count one on one.petition_id = duty.subject_id
      where duty.ended is null and duty.subject_type = 'petition' and duty.due_on < '2026-11-23' and one.kind <> 'denunciation'
        and (duty.suspended_from is null or duty.suspended_from > duty.due_on)`);
    const [header = [], ...rows] = rowsOf((await chair.get('/can-bo/tong-quan.csv')).body);
    const column = header.findIndex((one) => one.includes('Đơn, vụ việc'));
    expect(rows.reduce((sum, row) => sum + Number(row[column]), 0)).toBe(late);
    // From the number of one unit to exactly its rows.
    const { code } = await world.services.db.one<{ code: string }>(sql`
      select unit.code from duty join petition_count one on one.petition_id = duty.subject_id join unit on unit.id = owner_unit
      where duty.ended is null and duty.due_on < '2026-11-23' and one.kind <> 'denunciation' limit 1`);
    const { body } = await chair.get(`/can-bo/tong-quan?don-vi=${code}`);
    const [, address = '', count = ''] =
      /<a href="(\/can-bo\/ho-so\?donvi=[^"]+)">(\d+)<\/a>/.exec(body) ?? [];
    const list = await chair.get(`${address.replaceAll('&amp;', '&').replace('/ho-so?', '/ho-so.csv?')}`);
    expect(rowsOf(list.body).length - 1).toBe(Number(count));
  });

  test('tells a figure of this year, last year and the target, of one moment in page and sheets', async () => {
    const csv = rowsOf((await chair.get('/can-bo/tong-quan.csv?chi-so=petitions-answeredOnTime')).body);
    const wards = csv.filter((row) => row[0]?.startsWith('UBND Phường'));
    expect(wards.length).toBe(3);
    for (const row of wards) expect(row).toContain('95');
    const page = (await chair.get('/can-bo/tong-quan?chi-so=petitions-answeredOnTime')).body;
    expect(page).toContain('Cùng kỳ 2025');
    expect(page).toContain('class="unit-map"');
    const xlsx = await chair.get('/can-bo/tong-quan.xlsx');
    expect(xlsx.statusCode).toBe(200);
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  test('is for who sees the unit: a head the own one, nobody another, and nobody without an account', async () => {
    expect((await ward.get('/can-bo/tong-quan?don-vi=tinh-ca-mau')).statusCode).toBe(404);
    expect((await clerk.get('/can-bo/tong-quan?don-vi=phuong-bac-lieu')).statusCode).toBe(404);
    expect((await anyone.get('/can-bo/tong-quan')).statusCode).not.toBe(200);
    expect((await ward.get('/can-bo/tong-quan')).statusCode).toBe(200);
    const wrong = await chair.get('/can-bo/tong-quan?nam=abc');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Năm không đúng.');
    expect(wrong.body).toContain('value="abc"');
  });
});

describe('an indicator', () => {
  const define = (by: Visitor, given: Record<string, string>) =>
    sendForm(by, '/can-bo/chi-so', 'dat', {
      nameVi: 'Đơn phải mở lại trên đơn nhận',
      nameEn: '',
      numerator: 'petitions-reopened numerator',
      denominator: 'petitions-received numerator',
      kind: '',
      better: 'less',
      audience: 'public',
      ...given,
    });

  test.each([
    [{ numerator: 'petitions-nothing numerator' }, 'numerator', 'Cần'],
    [{ kind: 'complaint', numerator: 'tasks-done numerator' }, 'kind', 'không chia được theo loại này'],
    [{ nameVi: '123' }, 'nameVi', 'Tên cần ít nhất một chữ cái.'],
  ])('%j is refused at its field', async (given, field, message) => {
    const answer = await define(chair, given as Record<string, string>);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain(`href="#dat-${field}"`);
  });

  test('becomes a figure like the others: catalogue, data, overview, text; ended, it is gone from them', async () => {
    expect((await define(clerk, {})).statusCode).not.toBe(303);
    expect((await define(chair, {})).statusCode).toBe(303);
    expect((await define(chair, {})).statusCode).toBe(422);
    const code = 'own-don-phai-mo-lai-tren-don-nhan';
    expect((await anyone.get('/so-lieu/danh-muc')).body).toContain(code);
    const span = 'tu=01/2026&den=10/2026';
    const sums = async (of: string) => {
      const { rows } = (await anyone.get(`/so-lieu/danh-muc/${of}.json?${span}`)).json();
      return rows.reduce(
        (sum: [number, number], row: { numerator: number; denominator: number | null }) => [
          sum[0] + row.numerator,
          sum[1] + (row.denominator ?? 0),
        ],
        [0, 0],
      );
    };
    const [reopened] = await sums('petitions-reopened');
    const [received] = await sums('petitions-received');
    expect(await sums(code)).toEqual([reopened, received]);
    const json = (await anyone.get(`/so-lieu/danh-muc/${code}.json?${span}`)).json();
    expect(json.figures[0].openings).toContain('/so-lieu/mo/petitions.jsonl');
    expect((await chair.get(`/can-bo/tong-quan?chi-so=${code}`)).body).toContain(
      'Đơn phải mở lại trên đơn nhận',
    );

    // Anybody recomputes it from the record alone, by what its report says it is made of.
    await world.services.publication.flush();
    const folder = mkdtempSync(join(tmpdir(), 'gandan-indicator-'));
    writeFileSync(join(folder, 'report.json'), JSON.stringify(json));
    writeFileSync(
      join(folder, 'petitions.jsonl'),
      (await anyone.get('/so-lieu/mo/petitions.jsonl?tu=01/2026&den=10/2026')).body,
    );
    const said: string[] = [];
    const places = { record: join(world.dataDir, 'record'), openings: folder };
    await recompute(join(folder, 'report.json'), places, (line) => said.push(line));
    expect(said.join('\n')).toMatch(new RegExp(`${code}: agrees; recomputed [1-9]`));

    const { id } = await world.services.db.one<{ id: string }>(
      sql`select id from indicator where code = ${code}`,
    );
    expect((await sendForm(chair, '/can-bo/chi-so', 'thoi', {}, { target: id })).statusCode).toBe(303);
    expect((await anyone.get(`/so-lieu/danh-muc/${code}`)).statusCode).toBe(404);
    expect((await anyone.get('/so-lieu/danh-muc')).body).not.toContain(code);
  });

  test('for officers only is in the overview and in no public place', async () => {
    expect(
      (await define(chair, { nameVi: 'Chỉ số riêng', audience: 'office', kind: 'complaint' })).statusCode,
    ).toBe(303);
    expect((await anyone.get('/so-lieu/danh-muc')).body).not.toContain('Chỉ số riêng');
    expect((await anyone.get('/so-lieu/danh-muc/own-chi-so-rieng.json')).statusCode).toBe(404);
    expect((await chair.get('/can-bo/tong-quan?chi-so=own-chi-so-rieng')).body).toContain('Chỉ số riêng');
  });
});
