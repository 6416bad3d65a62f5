import { parse } from 'csv-parse/sync';
import { holdable } from '../text.ts';
import { readText } from '../text-encoding.ts';
import { mostRows } from './limits.ts';
import { type Sheet, unguarded } from './sheet.ts';

const delimiters = [';', '\t', ',', '|'];
const sampleLines = 10;

/** Text whose cells are parted by a sign (RFC 4180, and what programs of offices make of it). */
export function readDelimited(name: string, bytes: Uint8Array): Sheet {
  const { text, encoding } = readText(bytes);
  // Excel's own word for how the file is parted, in a line of its own.
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const records = parse(body, {
    delimiter: told?.[1] ?? delimiterOf(body),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    to: mostRows + 2,
  }) as unknown as { info: { lines: number }; record: string[] }[];
  const before = told ? 1 : 0;
  const rows = records
    .map(({ info, record }) => ({
      line: info.lines + before,
      cells: record.map((cell) => unguarded(holdable(cell).trim())),
      numbers: [],
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return {
    name: name.replace(/\.[^.]*$/, ''),
    hidden: false,
    rows,
    ...(encoding === 'windows-1258' && { was: 'windows-1258' as const }),
  };
}

/** The sign that parts most of the first lines alike; quoted text is passed over. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .map((line) => line.replace(/"(?:[^"]|"")*"/g, ''))
    .filter((line) => line.trim() !== '')
    .slice(0, sampleLines);
  const scores = delimiters.map((sign) => {
    const counts = lines.map((line) => line.split(sign).length - 1);
    const most = Math.max(0, ...counts);
    return { sign, score: most === 0 ? 0 : counts.filter((count) => count === most).length * 100 + most };
  });
  const best = scores.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.sign : ',';
}
