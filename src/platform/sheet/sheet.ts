import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** Media type of an Excel file. */
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A table as people exchange it: a name, a header, rows of text. Lines count as the reader's program counts them. */
export interface Sheet {
  name: string;
  header: string[];
  rows: { line: number; cells: string[] }[];
}

/** A file that cannot be read as sheets. */
export class UnreadableSheet extends Error {}

// More than an office of a province has; a bigger file is a mistake or an attack.
const mostRows = 20_000;
const mostBytes = 10 * 1024 * 1024;

/**
 * Reads CSV (with or without byte-order mark; comma or semicolon) or XLSX.
 *
 * @param name the file's name, by whose ending it is read; a CSV's sheet is called after it
 * @throws UnreadableSheet when it is neither, damaged, or too big
 */
export async function readSheets(name: string, bytes: Buffer): Promise<Sheet[]> {
  if (bytes.length > mostBytes) throw new UnreadableSheet('tooBig');
  try {
    const sheets = /\.xlsx$/i.test(name) ? await readWorkbook(bytes) : [readCsv(name, bytes)];
    if (sheets.some((sheet) => sheet.rows.length > mostRows)) throw new UnreadableSheet('tooBig');
    return sheets;
  } catch (error) {
    if (error instanceof UnreadableSheet) throw error;
    throw new UnreadableSheet('unreadable', { cause: error });
  }
}

function readCsv(name: string, bytes: Buffer): Sheet {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const [head = ''] = text.split(/\r?\n/, 1);
  const records = parse(text, {
    bom: true,
    delimiter: head.includes(';') && !head.includes(',') ? ';' : ',',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { info: { lines: number }; record: string[] }[];
  const [first, ...rest] = records;
  return {
    name: name.replace(/\.[^.]*$/, ''),
    header: (first?.record ?? []).map((cell) => cell.trim().toLowerCase()),
    rows: rest.map(({ info, record }) => ({ line: info.lines, cells: record.map(unguarded) })),
  };
}

// What a spreadsheet would run (OWASP, CSV injection); after marks of our own, so that one that was typed
// comes back as it was.
const formula = /^'*[=+\-@\t\r]/;

/** Marks a cell so that no spreadsheet takes it for a formula. */
function guarded(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes the mark back. */
function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

async function readWorkbook(bytes: Buffer): Promise<Sheet[]> {
  const workbook = new Workbook();
  await workbook.xlsx.load(bytes);
  return workbook.worksheets.map((worksheet) => {
    const lines: { line: number; cells: string[] }[] = [];
    worksheet.eachRow((row, line) => {
      const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
      lines.push({ line, cells: Array.from(cells, cellText) });
    });
    const [first, ...rest] = lines;
    return {
      name: worksheet.name,
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
    if (richText)
      return richText
        .map((part) => part.text)
        .join('')
        .trim();
    return cellText(text ?? result ?? '');
  }
  return String(value).normalize('NFC').trim();
}

/** Writes one sheet as CSV for spreadsheets: byte-order mark, and no cell that would run as a formula. */
export function writeCsv(sheet: Omit<Sheet, 'rows'> & { rows: readonly (readonly string[])[] }): string {
  return stringify(
    sheet.rows.map((row) => row.map(guarded)),
    {
      header: true,
      bom: true,
      columns: sheet.header,
    },
  );
}

/** Writes sheets as XLSX; every cell is text. */
export async function writeWorkbook(
  sheets: readonly (Omit<Sheet, 'rows'> & { rows: readonly (readonly string[])[] })[],
): Promise<Buffer> {
  const workbook = new Workbook();
  for (const sheet of sheets) {
    const worksheet = workbook.addWorksheet(sheet.name);
    worksheet.addRow(sheet.header);
    for (const row of sheet.rows) worksheet.addRow([...row]);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
