import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/support/world.ts';
import { beginSession } from '../../ground/access/session.ts';
import { sql } from '../../platform/database/database.ts';
import { readSheets, UnreadableSheet, writeCsv, writeWorkbook } from '../../platform/sheet/sheet.ts';
import { dayInVietnam } from '../../platform/time.ts';
import { exportRows, readExisting } from './exchange.store.ts';
import { type Existing, readImport, sheetColumns } from './exchange.ts';

let world: World;
let cookie: string;
beforeAll(async () => {
  world = await openWorld();
  const admin = await world.officer('quantri');
  const now = world.services.clock();
  cookie =
    (await beginSession(world.services.db, admin.person, { method: 'password', device: 'test', now })) ?? '';
});
afterAll(() => world.close());

const nothing: Existing = { units: new Map(), posts: new Map(), people: new Map(), ended: new Set() };
const unitsCsv = (...rows: string[]) => Buffer.from([sheetColumns['don-vi'].join(','), ...rows].join('\n'));

describe('every bad row is named', () => {
  test.each<[string, string, string, string]>([
    ['no name', 'a,ward,,,,,01/01/2026', 'ten', 'required'],
    ['a code with accents', 'phường,ward,P,,,,01/01/2026', 'ma', 'badCode'],
    ['a kind that is none', 'a,planet,P,,,,01/01/2026', 'loai', 'badKind'],
    ['a day that is none', 'a,ward,P,,,,31/02/2026', 'tu_ngay', 'badDate'],
    ['a parent that is not there', 'a,ward,P,,nowhere,,01/01/2026', 'ma_cap_tren', 'unknownParent'],
  ])('%s', async (_name, row, column, fault) => {
    const sheets = await readSheets('don-vi.csv', unitsCsv('good,ward,Tốt,,,,01/01/2026', row));
    const result = readImport(sheets, nothing);
    expect(result.faults).toEqual([expect.objectContaining({ line: 3, column, fault })]);
    expect(result.units.map((unit) => unit.code)).toEqual(['good']);
  });

  test('parents may come later; a bad parent takes its children with it', async () => {
    const csv = unitsCsv(
      'b,ward,B,,a,,01/01/2026',
      'a,committee,A,,,,01/01/2026',
      'd,ward,D,,c,,01/01/2026',
      'c,x,C,,,,01/01/2026',
    );
    const result = readImport(await readSheets('don-vi.csv', csv), nothing);
    expect(result.units.map((unit) => unit.code)).toEqual(['a', 'b']);
    expect(result.faults.map((one) => [one.line, one.fault])).toEqual([
      [5, 'badKind'],
      [4, 'unknownParent'],
    ]);
  });

  test('what would fail later is named at once: old codes, posts still held, what is there otherwise', async () => {
    const { db, clock } = world.services;
    const existing = await readExisting(db, dayInVietnam(clock()));
    const read = async (
      name: 'don-vi' | 'vi-tri' | 'nhan-su',
      row: string,
      header: readonly string[] = sheetColumns[name],
    ) =>
      readImport(
        await readSheets(`${name}.csv`, Buffer.from([header.join(','), row].join('\n'))),
        existing,
      ).faults.map((one) => [one.line, one.column, one.fault]);
    expect(await read('don-vi', 'phuong-1,ward,Phường 1,,,,01/01/2027')).toEqual([[2, 'ma', 'codeUsed']]);
    const held = [...existing.posts].find(([, post]) => post.freeFrom === null)?.[0];
    expect(await read('nhan-su', `ai.do,Ai Đó,${held},01/01/2027`)).toEqual([[2, 'ma_vi_tri', 'postHeld']]);
    expect(await read('nhan-su', `ai.do,Ai Đó,${held},01/01/1990`)).toContainEqual([
      2,
      'tu_ngay',
      'beforeUnit',
    ]);
    const [username, person] = [...existing.people][0] ?? ['', { name: '' }];
    expect(await read('nhan-su', `${username},${person.name},khong-co,01/01/2026`)).toEqual([
      [2, 'ma_vi_tri', 'unknownPost'],
    ]);
    // Columns may stand in any order; a fault still finds its line.
    const turned = [...sheetColumns['don-vi']].reverse();
    expect(await read('don-vi', '01/01/2026,,khong-co,,Mới,ward,moi', turned)).toEqual([
      [2, 'ma_cap_tren', 'unknownParent'],
    ]);
  });

  test('somebody with two posts has two rows, and both are taken', async () => {
    const csv = [
      sheetColumns['nhan-su'].join(','),
      'hai.viec,Hai Việc,a.1,01/01/2026',
      'hai.viec,Hai Việc,a.2,01/01/2026',
      'hai.viec,Khác Tên,,',
    ].join('\n');
    const free = {
      unit: 'a',
      role: 'officer',
      vi: 'x',
      handles: false,
      from: '2020-01-01',
      freeFrom: '2020-01-01',
    };
    const existing = {
      ...nothing,
      posts: new Map([
        ['a.1', free],
        ['a.2', free],
      ]),
    } as unknown as Existing;
    const result = readImport(await readSheets('nhan-su.csv', Buffer.from(csv)), existing);
    expect(result.people.map((one) => one.post)).toEqual(['a.1', 'a.2']);
    expect(result.faults).toEqual([expect.objectContaining({ line: 4, fault: 'twice' })]);
  });

  test('units that are above each other are told, and nothing below them is entered', async () => {
    const rows = [
      'a,ward,A,,b,,01/01/2026',
      'b,ward,B,,c,,01/01/2026',
      'c,ward,C,,a,,01/01/2026',
      'd,ward,D,,c,,01/01/2026',
      'e,ward,E,,,,01/01/2026',
    ];
    const result = readImport(await readSheets('don-vi.csv', unitsCsv(...rows)), nothing);
    expect(result.units.map(({ code }) => code)).toEqual(['e']);
    expect(result.faults.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'cycle'],
      [3, 'cycle'],
      [4, 'cycle'],
      [5, 'unknownParent'],
    ]);
    expect(result.bad.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  test('columns in any order under titles, by what people call them; one that is missing is told once', async () => {
    const titled =
      'DANH SÁCH NHÂN SỰ,,\nHọ và tên,Ghi chú,Tên đăng nhập\nTrần Thị Ngân,,ngan.tran\nLê Văn Ba,,ba.le\n';
    const read = readImport(await readSheets('danh sach.csv', Buffer.from(titled)), nothing);
    expect(read.faults).toEqual([]);
    expect(read.people.map(({ username, name }) => [username, name])).toEqual([
      ['ngan.tran', 'Trần Thị Ngân'],
      ['ba.le', 'Lê Văn Ba'],
    ]);
    const short = readImport(await readSheets('nhan-su.csv', Buffer.from('ho_ten\nA\nB\n')), nothing);
    expect(short.faults).toEqual([
      { sheet: 'nhan-su', line: 1, column: 'ten_dang_nhap', fault: 'noColumn', value: '' },
    ]);
  });

  test('hostile and broken files are refused, not read', async () => {
    for (const [name, bytes] of [
      ['a.xlsx', Buffer.from('PK not a zip')],
      ['a.csv', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
      ['a.xlsx', Buffer.alloc(0)],
    ] as const)
      await expect(readSheets(name, bytes)).rejects.toThrow(UnreadableSheet);
  });

  test('what is written is read again: text with quotes, formulas, line breaks and diacritics', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('=1+1', '-2', '@x', 'Xã "Vĩnh" Trạch', 'a;b,c', "it's"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (given) => {
        const rows = given.map((row) =>
          row.map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').trim()),
        );
        const kept = rows.filter((row) => row.some((text) => text !== ''));
        const sheet = { name: 'don-vi', header: ['a', 'b'], rows };
        const [csv] = await readSheets('don-vi.csv', Buffer.from(writeCsv(sheet)));
        const expected = [['a', 'b'], ...kept.map((row) => row.map((text) => text.normalize('NFC')))];
        expect(csv?.rows.map((row) => row.cells)).toEqual(expected);
        const [xlsx] = await readSheets('x.xlsx', await writeWorkbook([sheet]));
        expect(xlsx?.rows.map((row) => [row.cells[0] ?? '', row.cells[1] ?? ''])).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('an export imports as nothing new', async () => {
    const { db } = world.services;
    const day = dayInVietnam(world.services.clock());
    const rows = await exportRows(db, day);
    const sheets = (['don-vi', 'vi-tri', 'nhan-su'] as const).map((name) => ({
      name,
      header: [...sheetColumns[name]],
      rows: rows[name],
    }));
    const read = await readSheets('bo-may.xlsx', await writeWorkbook(sheets));
    const result = readImport(read, await readExisting(db, day));
    expect(result).toMatchObject({ units: [], posts: [], people: [] });
    expect(result.faults).toEqual([]);
    expect(result.unchanged).toBeGreaterThan(50);
  });
});

test('in pages: a file with bad rows is shown, its good rows are imported knowingly, once', async () => {
  const app = await world.app();
  const file = await writeWorkbook([
    {
      name: 'don-vi',
      header: [...sheetColumns['don-vi']],
      rows: [
        ['tt-hcc', 'service', 'Trung tâm Phục vụ hành chính công', '', 'phuong-bac-lieu', '', '01/11/2026'],
        ['Sai Mã', 'service', 'Sai', '', '', '', '01/11/2026'],
      ],
    },
    {
      name: 'vi-tri',
      header: [...sheetColumns['vi-tri']],
      rows: [['tt-hcc.1', 'tt-hcc', 'clerk', 'Văn thư', '', 'không', '01/11/2026']],
    },
    {
      name: 'nhan-su',
      header: [...sheetColumns['nhan-su']],
      rows: [['ngan.tran', 'Trần Thị Ngân', 'tt-hcc.1', '02/11/2026']],
    },
  ]);
  const boundary = 'x';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="bo-may.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const cookies = { '__Host-session': cookie };
  const dry = await app.inject({
    method: 'POST',
    url: '/can-bo/bo-may-tep',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    cookies,
    payload,
  });
  expect(dry.statusCode).toBe(200);
  expect(dry.body).toContain('mã chỉ gồm chữ thường không dấu');
  expect(dry.body).toContain('Chỉ nhập 3 dòng đúng, bỏ qua 1 dòng lỗi');
  const { db } = world.services;
  expect(await db.first(sql`select from unit where code = 'tt-hcc'`)).toBeUndefined();
  // The rows as they will be entered are shown, and the bad ones go home with their reasons.
  expect(dry.body).toContain('Trung tâm Phục vụ hành chính công');
  expect(dry.body).toContain('Trần Thị Ngân');
  const draft = /name="draft" value="([^"]+)"/.exec(dry.body)?.[1] ?? '';
  const bad = await app.inject({ url: `/can-bo/bo-may-tep/loi/${draft}.xlsx`, cookies });
  const [home] = await readSheets('a.xlsx', bad.rawPayload);
  expect(home?.rows[0]?.cells.at(-1)).toBe('Lỗi');
  expect(home?.rows.slice(1).map(({ cells }) => [cells[0], cells.at(-1)])).toEqual([
    ['Sai Mã', 'ma: mã chỉ gồm chữ thường không dấu, số và gạch nối'],
  ]);
  const go = () =>
    app.inject({
      method: 'POST',
      url: '/can-bo/bo-may-tep/nhap',
      cookies,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `draft=${draft}`,
    });
  const answers = await Promise.all([go(), go()]);
  expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 422]);
  expect(answers.find((answer) => answer.statusCode === 200)?.body).toContain('/loi-moi/');
  const row = await db.one(sql`
    select person.name, unit.code from account join person on person.id = account.person_id
    join holding on holding.person_id = person.id join post_version post on post.post_id = holding.post_id
    join unit on unit.id = post.unit_id where username = 'ngan.tran'`);
  expect(row).toEqual({ name: 'Trần Thị Ngân', code: 'tt-hcc' });
  await app.close();
});
