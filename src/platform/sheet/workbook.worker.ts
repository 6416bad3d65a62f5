import { Workbook } from '@cj-tech-master/excelts';
import { holdable } from '../text.ts';
import { mostColumns } from './limits.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** A workbook of Excel (ISO/IEC 29500). A number is the number it is, however it is shown. */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  const workbook = new Workbook();
  await workbook.xlsx.load(Buffer.from(bytes));
  return workbook.worksheets.map((worksheet) => {
    const rows: SheetRow[] = [];
    worksheet.eachRow((row, line) => {
      const values = (Array.isArray(row.values) ? row.values.slice(1, mostColumns + 1) : []) as unknown[];
      const cells = Array.from(values, cellText);
      if (cells.every((cell) => cell === '')) return;
      const numbers = Array.from(values, cellNumber).flatMap((value, column): [number, number][] =>
        value === undefined ? [] : [[column, value]],
      );
      rows.push({ line, cells, numbers });
    });
    return { name: holdable(worksheet.name), hidden: worksheet.state !== 'visible', rows };
  });
}

/** What a cell holds: of a formula what it gives, of rich text its words. */
function held(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const { richText, text, result, error } = value as {
    richText?: { text: string }[];
    text?: unknown;
    result?: unknown;
    error?: string;
  };
  if (richText) return richText.map((part) => part.text).join('');
  return error ?? held(text ?? result ?? '');
}

function cellNumber(value: unknown): number | undefined {
  const is = held(value);
  return typeof is === 'number' && Number.isFinite(is) ? is : undefined;
}

function cellText(value: unknown): string {
  const is = held(value);
  if (is === null || is === undefined) return '';
  if (is instanceof Date) return is.toISOString().slice(0, 10);
  // Excel's TRUE is "có" in a column of yes and no.
  if (typeof is === 'boolean') return is ? 'có' : 'không';
  return holdable(String(is))
    .normalize('NFC')
    .replace(/[\u200b\u00ad\ufeff]/g, '')
    .trim();
}
