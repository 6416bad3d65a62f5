import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { archiveRefusal } from '../files/archive.worker.ts';
import { holdable } from '../text.ts';
import { type Sheet, unguarded } from './sheet.ts';

// More than an office of a province has; a bigger file is a mistake or an attack.
const mostRows = 20_000;

type Fault = 'tooBig' | 'unreadable';

export async function sheets({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Sheet[] | Fault> {
  try {
    const read = /\.xlsx$/i.test(name) ? await readWorkbook(bytes) : [readCsv(name, bytes)];
    return typeof read !== 'string' && read.some((sheet) => sheet.rows.length > mostRows) ? 'tooBig' : read;
  } catch {
    return 'unreadable';
  }
}

function readCsv(name: string, bytes: Uint8Array): Sheet {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const [head = ''] = text.split(/\r?\n/, 1);
  const records = parse(text, {
    bom: true,
    delimiter: head.includes(';') && !head.includes(',') ? ';' : ',',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    to: mostRows + 2,
  }) as unknown as { info: { lines: number }; record: string[] }[];
  const [first, ...rest] = records;
  return {
    name: name.replace(/\.[^.]*$/, ''),
    header: (first?.record ?? []).map((cell) => holdable(cell).trim().toLowerCase()),
    rows: rest.map(({ info, record }) => ({
      line: info.lines,
      cells: record.map((cell) => unguarded(holdable(cell))),
    })),
  };
}

async function readWorkbook(bytes: Uint8Array): Promise<Sheet[] | Fault> {
  const refusal = await archiveRefusal(bytes);
  if (refusal) return refusal === 'bomb' ? 'tooBig' : 'unreadable';
  const workbook = new Workbook();
  await workbook.xlsx.load(Buffer.from(bytes));
  return workbook.worksheets.map((worksheet) => {
    const lines: { line: number; cells: string[] }[] = [];
    worksheet.eachRow((row, line) => {
      const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
      lines.push({ line, cells: Array.from(cells, cellText) });
    });
    const [first, ...rest] = lines;
    return {
      name: holdable(worksheet.name),
      header: (first?.cells ?? []).map((cell) => cell.toLowerCase()),
      rows: rest.filter((row) => row.cells.some((cell) => cell !== '')),
    };
  });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object') {
    const { richText, text, result } = value as {
      richText?: { text: string }[];
      text?: unknown;
      result?: unknown;
    };
    if (richText) return holdable(richText.map((part) => part.text).join('')).trim();
    return cellText(text ?? result ?? '');
  }
  return holdable(String(value)).normalize('NFC').trim();
}
