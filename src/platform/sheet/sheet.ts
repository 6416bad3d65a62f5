import { Workbook } from '@cj-tech-master/excelts';
import { stringify } from 'csv-stringify/sync';
import type { LegacyFont } from '../legacy-fonts.ts';
import { formatDate, parsePlainDate } from '../time.ts';
import { apart, TooCostly, Unreadable } from '../worker/worker.ts';

/** Media type of an Excel file. */
export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A line of a sheet that holds something; counted as the reader's program counts them. */
export interface SheetRow {
  line: number;
  /** As text; a day as 2026-11-30, a number with a point. */
  cells: string[];
  /** Which of them are numbers of the spreadsheet and no text, and what they are. */
  numbers: [column: number, value: number][];
}

/** A sheet as people exchange it. */
export interface Sheet {
  name: string;
  /** Put away by who made the file: it is not read unless it is asked for. */
  hidden: boolean;
  rows: SheetRow[];
  /** In what its text came, where that was not Unicode: it was converted. */
  was?: LegacyFont | 'windows-1258' | undefined;
}

type SheetFault = 'tooBig' | 'unreadable';

/** A file that cannot be read as a table. */
export class UnreadableSheet extends Error {
  constructor(readonly fault: SheetFault) {
    super(fault);
  }
}

const mostBytes = 10 * 1024 * 1024;

/**
 * Reads CSV (UTF-8, UTF-16, Windows-1258; comma, semicolon, tab or bar), XLSX or ODS. Text in an old font (TCVN3,
 * VNI) comes in Unicode, and the sheet says so.
 *
 * @param name the file's name; a CSV's sheet is called after it
 * @throws UnreadableSheet when it is neither, damaged, or too big
 */
export async function readSheets(name: string, bytes: Buffer): Promise<Sheet[]> {
  if (bytes.length > mostBytes) throw new UnreadableSheet('tooBig');
  return readApart(() => apart('sheets', { name, bytes }));
}

/** Has a table read apart from the server. @throws UnreadableSheet for whatever is wrong with it */
export async function readApart<Row>(read: () => Promise<Row[] | SheetFault>): Promise<Row[]> {
  let answer: Row[] | SheetFault;
  try {
    answer = await read();
  } catch (error) {
    if (error instanceof TooCostly) throw new UnreadableSheet('tooBig');
    if (error instanceof Unreadable) throw new UnreadableSheet('unreadable');
    throw error;
  }
  if (typeof answer === 'string') throw new UnreadableSheet(answer);
  return answer;
}

// What a spreadsheet would run (OWASP, CSV injection); after marks of our own, so that one that was typed
// comes back as it was.
const formula = /^'*[=+\-@\t\r]/;

/** Marks a cell so that no spreadsheet takes it for a formula. */
function guarded(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes the mark back. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

/** A cell that is written: text, a number, or a day (at midnight UTC). */
export type Cell = string | number | Date;
/** A sheet to be written. */
export interface Written {
  name: string;
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const dayFormat = 'dd/mm/yyyy';
const asText = (cell: Cell): string => {
  if (cell instanceof Date) return formatDate(parsePlainDate(cell.toISOString().slice(0, 10)));
  return typeof cell === 'number' ? String(cell) : guarded(cell);
};

/** Writes one sheet as CSV for spreadsheets: byte-order mark, and no cell that would run as a formula. */
export function writeCsv(sheet: Written): string {
  return stringify(
    sheet.rows.map((row) => row.map(asText)),
    {
      header: true,
      bom: true,
      columns: [...sheet.header],
    },
  );
}

/** Writes sheets as XLSX: numbers as numbers, days as dates, and text as text, which no program takes for a formula. */
export async function writeWorkbook(sheets: readonly Written[]): Promise<Buffer> {
  const workbook = new Workbook();
  for (const sheet of sheets) {
    const worksheet = workbook.addWorksheet(sheet.name);
    worksheet.addRow([...sheet.header]);
    for (const row of sheet.rows) {
      const written = worksheet.addRow([...row]);
      for (const [at, cell] of row.entries())
        if (cell instanceof Date) written.getCell(at + 1).numFmt = dayFormat;
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
