import { addDays, type PlainDate, parsePlainDate, readTypedDate } from '../time.ts';
import { fold } from '../vietnamese.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** The columns of a table by their own names, each with what people call it. */
export type Columns<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** A row of a table, read by the names of its columns. */
export interface TableRow<Name extends string> {
  line: number;
  text(name: Name): string;
  /** The number of a cell that is one in the spreadsheet; undefined for text that looks like one. */
  number(name: Name): number | undefined;
  /** A day: a date of the spreadsheet, its serial number, or typed. */
  day(name: Name): PlainDate | undefined;
  /** All cells, as they stand. */
  cells: readonly string[];
}

/** A sheet whose header was found. */
export interface Table<Name extends string> {
  sheet: string;
  /** The header as it stands in the file, and its line. */
  header: readonly string[];
  headerLine: number;
  missing: Name[];
  /** Headings that are of no column. */
  unknown: string[];
  rows: TableRow<Name>[];
}

// Titles, emblem and date stand above a header; further down there is none.
const headerWithin = 25;

/** A heading without marks, signs, units in brackets and doubled spaces. */
const plain = (heading: string): string =>
  fold(heading)
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Finds the header of a sheet and reads its rows by the names of columns, in any order. Rows that only number the
 * columns ("(1) (2) (3)") and empty ones are passed over.
 *
 * @param needed columns without which a row says nothing; those that are missing are told once
 */
export function tableOf<Name extends string>(
  sheet: Sheet,
  columns: Columns<Name>,
  needed: readonly Name[],
): Table<Name> {
  const names = Object.keys(columns) as Name[];
  const byHeading = new Map(
    names.flatMap((name) =>
      [name, ...columns[name]].map((heading): [string, Name] => [plain(heading), name]),
    ),
  );
  const known = (row: SheetRow) =>
    new Set(row.cells.flatMap((cell) => byHeading.get(plain(cell)) ?? [])).size;
  const above = sheet.rows.slice(0, headerWithin);
  const most = Math.max(0, ...above.map(known));
  const at = most === 0 ? 0 : above.findIndex((row) => known(row) === most);
  const header = sheet.rows[at];
  const place = new Map<Name, number>();
  for (const [column, cell] of (header?.cells ?? []).entries()) {
    const name = byHeading.get(plain(cell));
    if (name !== undefined && !place.has(name)) place.set(name, column);
  }
  const rest = sheet.rows.slice(at + 1);
  const rows = rest.length > 0 && onlyNumbers(rest[0] as SheetRow) ? rest.slice(1) : rest;
  return {
    sheet: sheet.name,
    header: header?.cells ?? [],
    headerLine: header?.line ?? 1,
    missing: needed.filter((name) => !place.has(name)),
    unknown: (header?.cells ?? []).filter((cell) => cell !== '' && !byHeading.has(plain(cell))),
    rows: rows.map((row) => rowOf(row, place)),
  };
}

/** "(1) (2) (3)", "A B 1 2": a row under the header that numbers the columns. */
function onlyNumbers({ cells }: SheetRow): boolean {
  const told = cells.filter((cell) => cell !== '');
  if (told.length < 2 || !told.every((cell) => /^\(?(?:\d{1,2}|[A-D])\)?$/.test(cell))) return false;
  const counted = told.flatMap((cell) => (/\d/.test(cell) ? [Number(cell.replace(/\D/g, ''))] : []));
  return counted.every((number, at) => at === 0 || number === (counted[at - 1] ?? 0) + 1);
}

function rowOf<Name extends string>(row: SheetRow, place: ReadonlyMap<Name, number>): TableRow<Name> {
  const column = (name: Name) => place.get(name) ?? -1;
  const text = (name: Name) => (row.cells[column(name)] ?? '').trim();
  const number = (name: Name) => row.numbers.find(([at]) => at === column(name))?.[1];
  return {
    line: row.line,
    cells: row.cells,
    text,
    number,
    day: (name) => {
      const serial = number(name);
      return serial === undefined ? readTypedDate(text(name)) : dayOfSerial(serial);
    },
  };
}

// Days are counted from 31 December 1899 as the first, with a 29 February 1900 that there was not.
const dayNought = parsePlainDate('1899-12-30');
const lateEnough = 61;
const latest = 110_000;

/** The day that a spreadsheet's serial number stands for; undefined for what is none. */
function dayOfSerial(serial: number): PlainDate | undefined {
  return serial >= lateEnough && serial <= latest ? addDays(dayNought, Math.floor(serial)) : undefined;
}
