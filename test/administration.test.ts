import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleCalendar } from '../src/ground/duty/settle.service.ts';
import { readIcs } from '../src/ground/law/ics.ts';
import { readYear, writeDays } from '../src/parts/administration/administration.input.ts';
import { submit } from '../src/parts/petitions/submit.ts';
import { sql } from '../src/platform/database/database.ts';
import { parsePlainDate } from '../src/platform/time.ts';
import { intake, newKey, openWorld, type Visitor, visitor, type World } from './support/world.ts';

let world: World;
let app: Awaited<ReturnType<World['app']>>;
let admin: Visitor;
beforeAll(async () => {
  world = await openWorld();
  app = await world.app();
  admin = await visitor(world, app, 'quantri');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const ics = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20280126',
  'DTEND;VALUE=DATE:20280129',
  'SUMMARY:Tết Nguyên đán',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2',
  'DTSTART;VALUE=DATE:20280205',
  'SUMMARY:Đi làm bù',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:3',
  'DTSTART;VALUE=DATE:20290101',
  'SUMMARY:Năm khác',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:4',
  'DTSTART;VALUE=DATE:20200902',
  'DTEND;VALUE=DATE:20200903',
  'RRULE:FREQ=YEARLY',
  'SUMMARY:Quốc khánh',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

describe('the calendar', () => {
  test('a calendar file gives the days of its year, to be looked over', async () => {
    const read = await readIcs(ics, 2028);
    expect(read.daysOff.map((off) => off.date)).toEqual([
      '2028-01-26',
      '2028-01-27',
      '2028-01-28',
      // Written once, for every year.
      '2028-09-02',
    ]);
    expect(read.workingSaturdays).toEqual(['2028-02-05']);
    await expect(readIcs('not a calendar', 2028)).rejects.toThrow();
  });

  const calendar = (...events: string[][]) =>
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
      'END:VCALENDAR',
    ].join('\r\n');
  const days = async (text: string) => (await readIcs(text, 2028)).daysOff.map(({ date }) => date);

  test.each<[string, string, string[]]>([
    // Midnight in Việt Nam is 17:00 of the day before by the clock of Greenwich.
    [
      'a time of Greenwich',
      calendar(['UID:1', 'DTSTART:20280429T170000Z', 'DTEND:20280430T170000Z', 'SUMMARY:Thống nhất']),
      ['2028-04-30'],
    ],
    [
      'one that ends a minute before midnight',
      calendar(['UID:1', 'DTSTART:20280429T170000Z', 'DTEND:20280501T165900Z', 'SUMMARY:Nghỉ lễ']),
      ['2028-04-30', '2028-05-01'],
    ],
    [
      'a time without a zone',
      calendar(['UID:1', 'DTSTART:20280430T000000', 'DTEND:20280501T000000', 'SUMMARY:Thống nhất']),
      ['2028-04-30'],
    ],
    [
      'an event that was cancelled',
      calendar(['UID:1', 'DTSTART;VALUE=DATE:20280430', 'STATUS:CANCELLED', 'SUMMARY:Bỏ']),
      [],
    ],
    [
      'several calendars, and a byte-order mark',
      `\ufeff${calendar(['UID:1', 'DTSTART;VALUE=DATE:20280430', 'SUMMARY:A'])}\r\n${calendar(['UID:2', 'DTSTART;VALUE=DATE:20280902', 'SUMMARY:B'])}`,
      ['2028-04-30', '2028-09-02'],
    ],
  ])('%s: the days in Việt Nam', async (_, text, expected) => {
    expect(await days(text)).toEqual(expected);
  });

  test('days that are only marked are told, and are no days off', async () => {
    const text = calendar(
      ['UID:1', 'DTSTART;VALUE=DATE:20280430', 'SUMMARY:Ngày Thống nhất', 'DESCRIPTION:Public holiday'],
      [
        'UID:2',
        'DTSTART;VALUE=DATE:20281120',
        'SUMMARY:Ngày Nhà giáo',
        'DESCRIPTION:Observance\\nTo hide it, go to …',
      ],
    );
    const read = await readIcs(text, 2028);
    expect(read.daysOff.map(({ date }) => date)).toEqual(['2028-04-30']);
    expect(read.observances).toEqual([{ date: '2028-11-20', name: 'Ngày Nhà giáo' }]);
  });

  test('what is typed is read as it is written; each fault names its line', () => {
    const typed = {
      year: '2028',
      standing: 'expected',
      source: 'Thông báo 1',
      daysOff: '26/01/2028 Tết\n27/01/2028 Tết',
      workingSaturdays: '05/02/2028',
    };
    const read = readYear(typed);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(writeDays(read.year)).toEqual({
      daysOff: typed.daysOff,
      workingSaturdays: typed.workingSaturdays,
    });
    expect(readYear({ ...typed, standing: 'announced' })).toMatchObject({ faults: { daysOff: '?01/05' } });
    expect(readYear({ ...typed, daysOff: '26/01/2028' })).toMatchObject({
      faults: { daysOff: '26/01/2028' },
    });
    expect(readYear({ ...typed, daysOff: '26/01/2027 Tết' })).toMatchObject({
      faults: { daysOff: '26/01/2027 Tết' },
    });
    expect(readYear({ ...typed, workingSaturdays: '06/02/2028' })).toMatchObject({
      faults: { workingSaturdays: '06/02/2028' },
    });
  });

  test('a day off that is entered moves what runs and what comes, with the reason, once, and tells who sent it', async () => {
    const { services } = world;
    const handIn = async () => {
      const given = intake(world, { route: 'rules', email: 'batu@example.vn' });
      const done = await submit(services, given, {
        key: newKey(),
        source: 'web',
        language: 'vi',
        fileIds: [],
      });
      if ('faults' in done) throw new Error('nobody');
      return done.submitted;
    };
    const before = await handIn();
    // Feedback on administrative rules, received on Monday 23 November 2026: five working days.
    expect(before.dueOn).toBe('2026-11-30');
    expect(await settleCalendar(services)).toBe(0);
    const bad = await admin.post('/can-bo/quan-tri/lich', {
      year: '2026',
      daysOff: 'hôm nào đó',
      source: '',
    });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('hôm nào đó');
    for (const path of ['/can-bo/quan-tri/lich', '/can-bo/quan-tri/lich/tep']) {
      const none = await admin.post(path, { year: '0', icsYear: '', standing: 'announced', source: 'x' });
      expect([path, none.statusCode]).toEqual([path, 422]);
      expect(none.body).toContain('Năm không đúng.');
    }
    const year = services.law.years.find((one) => one.year === 2026);
    if (!year) throw new Error('no year');
    const lines = writeDays({
      ...year,
      daysOff: [
        ...year.daysOff,
        { date: parsePlainDate('2026-11-24'), name: { vi: 'Ngày Văn hóa Việt Nam', en: '' } },
      ],
    });
    const good = await admin.post('/can-bo/quan-tri/lich', {
      ...lines,
      key: newKey(),
      year: '2026',
      standing: 'announced',
      source: 'Nghị quyết',
    });
    expect(good.statusCode).toBe(303);
    expect((await handIn()).dueOn).toBe('2026-12-01');
    const { db } = services;
    // Two at the same time, and once more: moved once.
    const [one, two] = await Promise.all([settleCalendar(services), settleCalendar(services)]);
    const { told } = await db.one<{ told: number }>(sql`
      select count(*)::int as told from duty, jsonb_array_elements(explanation) line where line->>'line' = 'settled'`);
    expect(one + two).toBe(told);
    expect(await settleCalendar(services)).toBe(0);
    const duties = await db.rows<{ due: string; lines: string[] }>(sql`
      select due_on as due, array(select line->>'line' from jsonb_array_elements(explanation) line) as lines
      from duty where subject_id = ${before.id}`);
    expect(duties.map((duty) => duty.due)).toEqual(['2026-12-01']);
    expect(duties[0]?.lines.at(-1)).toBe('settled');
    const { counted, version } = await db.one<{ counted: string; version: number }>(sql`
      select count.due_on as counted, petition.version from petition_count count join petition on petition.id = count.petition_id
      where petition.id = ${before.id}`);
    expect(counted).toBe('2026-12-01');
    const entries = await db.rows<{ type: string; facts: object; seq: number }>(sql`
      select event->>'type' as type, event->'facts' as facts, seq from record_opening where subject = ${before.id} order by seq`);
    expect(entries.at(-1)).toMatchObject({
      type: 'petition.termSettled',
      seq: version,
      facts: { due_on: '2026-12-01' },
    });
    expect(
      await db.rows(
        sql`select 1 from mail where recipient = 'batu@example.vn' and once like ${`${before.id}/%/due`}`,
      ),
    ).toHaveLength(1);
  });
});

test('a rule is confirmed with its document, and stops asking for it', async () => {
  const { law } = world.services;
  const page = await admin.get('/can-bo/quan-tri/quy-dinh');
  expect(page.body).toContain('DP-ANS');
  const from =
    /name="code" value="DP-ANS"\/?><input type="hidden" name="from" value="([^"]+)"/.exec(page.body)?.[1] ??
    '';
  const empty = await admin.post('/can-bo/quan-tri/quy-dinh', { code: 'DP-ANS', from, ground: '' });
  expect([empty.statusCode, empty.body.includes('id="error-summary"')]).toEqual([422, true]);
  expect(law.confirmation({ code: 'DP-ANS', from: parsePlainDate(from) })).toBeUndefined();
  await admin.post('/can-bo/quan-tri/quy-dinh', { code: 'DP-ANS', from, ground: 'Quy chế 12/QC-UBND' });
  expect(law.confirmation({ code: 'DP-ANS', from: parsePlainDate(from) })?.ground).toBe('Quy chế 12/QC-UBND');
  const term = {
    ruleCode: 'DP-ANS' as const,
    begunOn: parsePlainDate('2026-11-23'),
    explanation: [{ line: 'toConfirm' as const, basis: { vi: 'x', en: 'x' } }],
  };
  expect(law.explained([term])[0]?.explanation).toEqual([]);
});

test('the office says things in its own words', async () => {
  await admin.post('/can-bo/quan-tri/loi', {
    key: newKey(),
    'homeTitle-vi': 'Phường Bạc Liêu nghe dân',
    'contact-vi': 'Số 1, đường Trần Phú; 0291 000 000',
  });
  const home = await admin.get('/?lang=vi');
  expect(home.body).toContain('Phường Bạc Liêu nghe dân');
  expect(home.body).toContain('Số 1, đường Trần Phú');
});

test('nobody but an administrator comes here', async () => {
  for (const username of ['chuyenvien', 'thutruong', 'chutich', 'thanhtra']) {
    const officer = await visitor(world, app, username);
    for (const url of ['/can-bo/quan-tri', '/can-bo/quan-tri/lich', '/can-bo/nhan-su', '/can-bo/bo-may-tep'])
      expect((await officer.get(url)).statusCode, `${username} ${url}`).toBe(404);
  }
});

test('an administrator is told when the record does not sign, and why', async () => {
  expect((await admin.get('/can-bo/quan-tri')).body).not.toContain('sổ ngừng ký');
  const own = await openWorld();
  const server = await own.app();
  const told = await visitor(own, server, 'quantri');
  await submit(own.services, intake(own), { key: newKey(), source: 'web', language: 'vi', fileIds: [] });
  own.later(-10 * 60_000);
  await own.services.record.checkClock();
  expect((await told.get('/can-bo/quan-tri')).body).toContain('Đồng hồ của máy không khớp');
  await server.close();
  await own.close();
});
