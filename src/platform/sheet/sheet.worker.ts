import { archiveRefusal } from '../files/archive.worker.ts';
import { fromLegacyFont, legacyFontOf } from '../legacy-fonts.ts';
import { readDelimited } from './delimited.worker.ts';
import { mostRows } from './limits.ts';
import { readOpenDocument } from './open-document.worker.ts';
import type { Sheet } from './sheet.ts';
import { readWorkbook } from './workbook.worker.ts';

type Fault = 'tooBig' | 'unreadable';
const zip = [0x50, 0x4b];
const lessThan = 0x3c;

export async function sheets({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<Sheet[] | Fault> {
  try {
    const read = await readAny(name, bytes);
    if (typeof read === 'string') return read;
    return read.some((sheet) => sheet.rows.length > mostRows) ? 'tooBig' : read.map(inUnicode);
  } catch {
    return 'unreadable';
  }
}

/** By what is in the file, not by its name: a workbook called .csv is one all the same. */
async function readAny(name: string, bytes: Uint8Array): Promise<Sheet[] | Fault> {
  if (!zip.every((byte, at) => bytes[at] === byte)) {
    // Excel before 2007 and workbooks with a password; pages that a program calls .xls.
    const before2007 = bytes[0] === 0xd0 && bytes[1] === 0xcf;
    if (bytes.length === 0 || before2007 || bytes[0] === lessThan) return 'unreadable';
    return [readDelimited(name, bytes)];
  }
  const refusal = await archiveRefusal(bytes);
  if (refusal) return refusal === 'bomb' ? 'tooBig' : 'unreadable';
  return readOpenDocument(bytes) ?? (await readWorkbook(bytes));
}

/** A sheet typed in a font from before Unicode, as it reads on the screen. */
function inUnicode(sheet: Sheet): Sheet {
  const font = legacyFontOf(sheet.rows.map(({ cells }) => cells.join(' ')).join('\n'));
  if (!font) return sheet;
  const rows = sheet.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => fromLegacyFont(cell, font)),
  }));
  return { ...sheet, rows, was: font };
}
