// What was aimed at and what came of it: set by the chair, changed only with a reason, shown for ever.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTarget } from '../src/parts/figures/target.service.ts';
import { sql } from '../src/platform/database/database.ts';
import { openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let chair: Visitor;
let reader: Visitor;
beforeAll(async () => {
  world = await openWorld({ template: 'sample' });
  app = await world.app();
  chair = await visitor(world, app, 'chutich');
  reader = await visitor(world, app);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const path = '/can-bo/so-lieu/chi-tieu';
const target = {
  unit: 'phuong-bac-lieu',
  year: '2026',
  figure: 'petitions-satisfied',
  value: '95,5',
  why: '',
};
const kept = () =>
  world.services.db.rows<{ value: number; replaced: boolean }>(sql`
    select value, replaced_by is not null as replaced from figure_target where figure = ${target.figure} order by set_at`);

describe('targets', () => {
  test('are set once however often they are sent, and entered in the record', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => chair.post(path, target)));
    expect(answers.map((one) => one.statusCode)).toEqual([303, 303, 303, 303]);
    expect(await kept()).toEqual([{ value: 9550, replaced: false }]);
    const [entry] = await world.services.db.rows<{ facts: object }>(
      sql`select event->'facts' as facts from record_opening where event->>'type' = 'target.set'`,
    );
    expect(entry?.facts).toEqual({ of: target.unit, year: 2026, figure: target.figure, value: 9550 });
    const card = (await reader.get('/so-lieu/phieu/phuong-bac-lieu?nam=2026')).body;
    expect(card).toContain('từ 95,5% trở lên');
    expect(card).toMatch(/đang đạt|đang chưa đạt/);
  });

  test('change only with a reason; what was said before stays to be seen', async () => {
    const silent = await chair.post(path, { ...target, value: '90' });
    expect(silent.statusCode).toBe(422);
    expect(silent.body).toContain('muốn thay đổi phải ghi lý do');
    expect(silent.body).toContain('value="90"');
    expect((await chair.post(path, { ...target, value: '90', why: 'Sáp nhập đơn vị.' })).statusCode).toBe(
      303,
    );
    expect(await kept()).toEqual([
      { value: 9550, replaced: true },
      { value: 9000, replaced: false },
    ]);
    const card = (await reader.get('/so-lieu/phieu/phuong-bac-lieu?nam=2026')).body;
    expect(card).toContain('từ 95,5% trở lên → từ 90,0% trở lên');
    expect(card).toContain('Sáp nhập đơn vị.');
  });

  test.each([
    [{ value: 'nhiều' }, 'Chỉ tiêu không đúng'],
    [{ value: '101' }, 'không thể quá 100%'],
    [{ figure: '' }, 'Hãy chọn một số liệu'],
    [{ figure: 'petitions-received' }, 'không nói tốt hay xấu'],
    [{ year: '1990' }, 'Năm không đúng'],
    [{ year: '2025' }, 'Năm này đã hết'],
    [{ why: 'a'.repeat(501) }, 'Dài quá 500 chữ cái'],
    [{ unit: 'tinh-ca-mau' }, 'Chỉ Chủ tịch đặt'],
    [{ unit: 'khong-co' }, 'Chỉ Chủ tịch đặt'],
  ])('%j is refused at its field', async (given, message) => {
    const answer = await chair.post(path, { ...target, ...given });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
  });

  test('a chair sets them for the units under the own one, and the whole place only with all of it under them', async () => {
    const officer = await world.officer('chutich');
    const { units } = await world.services.site.read();
    const other = units.find((unit) => unit.code === 'ban-tcd');
    const given = { year: 2026, figure: target.figure, value: 9000, why: undefined };
    const lower = {
      ...officer,
      reach: officer.reach === 'all' ? [] : officer.reach.filter((id) => id !== other?.id),
    };
    const set = (unit: typeof other) => setTarget(world.services, lower, { unit, ...given });
    expect(await set(other)).toBe('notYours');
    expect(await set(undefined)).toBe('notYours');
    expect(await set(units.find((unit) => unit.id === officer.unit))).toBe('notYours');
  });

  test.each(['chuyenvien', 'thutruong', 'thanhtra'])('%s does not set them', async (username) => {
    const other = await visitor(world, app, username);
    expect((await other.get(path)).statusCode).toBe(404);
    expect((await other.post(path, target)).statusCode).toBe(404);
  });
});

describe('scorecards', () => {
  test('show results with their denominators, and quality beside them, for the whole place and a unit', async () => {
    for (const address of ['/so-lieu/phieu?nam=2026', '/so-lieu/phieu/phuong-bac-lieu?nam=2026']) {
      const { body, statusCode } = await reader.get(address);
      expect(statusCode).toBe(200);
      for (const figure of world.services.figures) expect(body).toContain(figure.name.vi);
      expect(body).toMatch(/\d+,\d+% \([\d.]+\/[\d.]+\)/);
    }
    const { rows } = (
      await reader.get('/so-lieu/danh-muc/petitions-reopened.json?tu=01/2026&den=10/2026')
    ).json();
    const sum = (name: string) =>
      rows.reduce((all: number, row: Record<string, number>) => all + (row[name] ?? 0), 0);
    const whole = (await reader.get('/so-lieu/phieu?nam=2026')).body;
    expect(whole).toContain(
      `(${sum('numerator').toLocaleString('vi-VN')}/${sum('denominator').toLocaleString('vi-VN')})`,
    );
  });

  test('a year that is none is said, and a unit that is none is not found', async () => {
    const wrong = await reader.get('/so-lieu/phieu?nam=abcd');
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Năm không đúng');
    expect(wrong.body).toContain('value="abcd"');
    expect((await reader.get('/so-lieu/phieu/khong-co')).statusCode).toBe(404);
  });
});
