import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { docx, excelFile, wordFile, zip } from '../../../test/support/archive.ts';
import { readCalendarFile } from '../calendar/calendar-file.ts';
import { textOf } from '../document/text.ts';
import { inspectFile } from '../files/inspect.ts';
import { readFeatures } from '../geo/features.ts';
import { wordType } from '../http/download.ts';
import { projectRoot } from '../root.ts';
import { readSheets, UnreadableSheet } from '../sheet/sheet.ts';
import { tasks } from './tasks.ts';
import { TooCostly, Unreadable } from './worker.ts';

const event = (rule: string, from = '20000101') =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${from}\r\nSUMMARY:Nghỉ\r\n${rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

describe('calendars are followed inside the asked year and no further', () => {
  test.each(['SECONDLY', 'MINUTELY', 'HOURLY'])('a rule that repeats %s is refused at once', async (freq) => {
    await expect(readCalendarFile(event(`RRULE:FREQ=${freq}`), 2026)).rejects.toThrow(Unreadable);
  });

  test('so is one that takes each second of each day by other words', async () => {
    const all = (to: number) => Array.from({ length: to }, (_, at) => at).join(',');
    const rule = `RRULE:FREQ=DAILY;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSECOND=${all(60)}`;
    await expect(readCalendarFile(event(rule), 2026)).rejects.toThrow(Unreadable);
  });

  test('an event of eight thousand years is this year’s days', async () => {
    const text = event('DTEND;VALUE=DATE:99991231');
    expect(await readCalendarFile(text, 2026)).toHaveLength(365);
  });

  test('an ordinary yearly day is read', async () => {
    expect(await readCalendarFile(event('RRULE:FREQ=YEARLY', '19750430'), 2026)).toEqual([
      { date: '2026-04-30', name: 'Nghỉ', observance: false },
    ]);
  });
});

describe('archives are judged by what comes out of them', () => {
  test('a directory that says less than comes out is a bomb', async () => {
    const lying = docx({ name: 'word/media/a.bin', content: Buffer.alloc(90_000_000), claimed: 10 });
    expect(await inspectFile(lying)).toBe('bomb');
  });

  test('one that says more too', async () => {
    const lying = docx({ name: 'word/media/a.bin', content: Buffer.from('x'), claimed: 1000 });
    expect(await inspectFile(lying)).toBe('bomb');
  });

  test('a workbook is inspected before it is opened', async () => {
    const bomb = zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(120_000_000) }]);
    await expect(readSheets('units.xlsx', bomb)).rejects.toThrow(new UnreadableSheet('tooBig'));
  });

  test('a workbook of a million cells is refused without the server growing', async () => {
    const cell = '<c t="inlineStr"><is><t>a</t></is></c>';
    // Every row differs, so that it does not pack like a bomb.
    const rows = Array.from(
      { length: 60_000 },
      (_, at) => `<row r="${at + 1}">${cell.repeat(20)}<c><v>${at}</v></c></row>`,
    );
    const before = process.memoryUsage().rss;
    await expect(readSheets('units.xlsx', excelFile(rows.join('')))).rejects.toThrow(UnreadableSheet);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('a Word file of 90 MB of markup is given up, and the next file is read', async () => {
    const paragraph = (at: number) => `<w:p w:rsidR="${at.toString(36)}"><w:r><w:t>${at}</w:t></w:r></w:p>`;
    const many = wordFile(Array.from({ length: 1_600_000 }, (_, at) => paragraph(at)).join(''));
    expect(many.length).toBeLessThan(10 * 1024 * 1024);
    const read = await textOf({ bytes: many, mediaType: wordType });
    expect(read).toEqual({ fault: 'damaged' });
    const small = wordFile('<w:p><w:r><w:t>Điều 1. Phạm vi</w:t></w:r></w:p>');
    expect(await textOf({ bytes: small, mediaType: wordType })).toEqual({ text: 'Điều 1. Phạm vi' });
  });

  test('an honest workbook is read, with what no database holds taken out', async () => {
    const [sheet] = await readSheets(
      'units.xlsx',
      excelFile(
        '<row r="1"><c t="inlineStr"><is><t>TO</t></is></c></row><row r="2"><c t="inlineStr"><is><t>A_x0000_B</t></is></c></row>',
      ),
    );
    expect(sheet?.rows[0]?.cells).toEqual(['TO']);
    expect(sheet?.rows[1]?.cells.join('')).not.toContain('\u0000');
  });
});

test.each([
  [
    'CSV',
    async () => (await readSheets('a.csv', Buffer.from('to\nA\u0000B\u000b\n')))[0]?.rows[1]?.cells,
    ['AB'],
  ],
  [
    'GeoJSON',
    async () =>
      (
        await readFeatures(
          Buffer.from('{"features":[{"properties":{"to":"A\\u0000B\\ud800"},"geometry":null}]}'),
        )
      )[0]?.properties,
    [['to', 'AB\ufffd']],
  ],
])('%s gives no text that cannot be held', async (_name, read, expected) => {
  expect(await read()).toEqual(expected);
});

test('what takes longer than its time is given up, and its process with it', async () => {
  const { calendarDays } = tasks;
  const { seconds } = calendarDays;
  // Shorter than any process takes to start.
  calendarDays.seconds = 0;
  const asked = Array.from({ length: 3 }, () => readCalendarFile(event(''), 2026).catch((error) => error));
  expect((await Promise.all(asked)).filter((one) => one instanceof TooCostly).length).toBeGreaterThan(0);
  calendarDays.seconds = seconds;
  expect(await readCalendarFile(event('', '20260101'), 2026)).toHaveLength(1);
});

test('many files at once wait for their turn', async () => {
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#386' } })
    .png()
    .toBuffer();
  const taken = await Promise.all(Array.from({ length: 12 }, () => inspectFile(photo)));
  expect(taken.every((one) => typeof one === 'object')).toBe(true);
});

test('no reader of files is loaded by the server itself', () => {
  const readers =
    /from '(sharp|heic-decode|unpdf|yauzl|file-type|docxtemplater|pizzip|csv-parse\/sync|ical\.js|@cj-tech-master\/excelts)'|import\('(unpdf|@xmldom\/xmldom)'\)/g;
  // Both write what the program itself says, and read nothing.
  const writers = ['src/parts/receptions/calendar-feed.ts', 'src/platform/sheet/sheet.ts'];
  const found = globSync('src/**/*.{ts,tsx}', { cwd: projectRoot })
    .filter((file) => !/\.(worker|test)\.tsx?$/.test(file) && !writers.includes(file))
    .filter((file) => readFileSync(join(projectRoot, file), 'utf8').match(readers));
  expect(found).toEqual([]);
});
