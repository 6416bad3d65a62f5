import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import PizZip from 'pizzip';
import { holdable } from '../text.ts';
import { mostColumns, mostRows } from './limits.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** A spreadsheet of OpenDocument (ISO/IEC 26300), as LibreOffice writes it; undefined when the archive is none. */
export function readOpenDocument(bytes: Uint8Array): Sheet[] | undefined {
  const archive = new PizZip(Buffer.from(bytes));
  if (!archive.file('mimetype')?.asText().includes('opendocument.spreadsheet')) return undefined;
  const document = new DOMParser().parseFromString(archive.file('content.xml')?.asText() ?? '', 'text/xml');
  const hiddenStyles = new Set(
    elements(document, 'style:table-properties')
      .filter((one) => one.getAttribute('table:display') === 'false')
      .map((one) => (one.parentNode as Element | null)?.getAttribute('style:name') ?? ''),
  );
  return elements(document, 'table:table').map((table) => ({
    name: holdable(table.getAttribute('table:name') ?? ''),
    hidden: hiddenStyles.has(table.getAttribute('table:style-name') ?? ''),
    rows: rowsOf(table),
  }));
}

const elements = (node: Pick<Element, 'getElementsByTagName'>, name: string): Element[] =>
  Array.from(node.getElementsByTagName(name) as unknown as Iterable<Element>);

const repeats = (element: Element, attribute: string) =>
  Math.max(1, Number(element.getAttribute(attribute) ?? '1') || 1);

function rowsOf(table: Element): SheetRow[] {
  const rows: SheetRow[] = [];
  let line = 0;
  for (const row of elements(table, 'table:table-row')) {
    const times = repeats(row, 'table:number-rows-repeated');
    const { cells, numbers } = cellsOf(row);
    // Rows below the last one are one row repeated a million times.
    const copies = cells.every((cell) => cell === '') ? 0 : Math.min(times, mostRows);
    for (let copy = 0; copy < copies; copy++) rows.push({ line: line + copy + 1, cells, numbers });
    line += times;
  }
  return rows;
}

function cellsOf(row: Element): Pick<SheetRow, 'cells' | 'numbers'> {
  const cells: string[] = [];
  const numbers: [number, number][] = [];
  for (const child of Array.from(row.childNodes as unknown as Iterable<Node>)) {
    if (child.nodeName !== 'table:table-cell' && child.nodeName !== 'table:covered-table-cell') continue;
    const cell = child as Element;
    const times = Math.min(
      repeats(cell, 'table:number-columns-repeated'),
      Math.max(0, mostColumns - cells.length),
    );
    for (let copy = 0; copy < times; copy++) {
      const value = Number(cell.getAttribute('office:value'));
      const type = cell.getAttribute('office:value-type');
      if (['float', 'currency', 'percentage'].includes(type ?? '') && Number.isFinite(value))
        numbers.push([cells.length, value]);
      cells.push(textOf(cell, type));
    }
  }
  while (cells.at(-1) === '') cells.pop();
  return { cells, numbers };
}

function textOf(cell: Element, type: string | null): string {
  if (type === 'date') return (cell.getAttribute('office:date-value') ?? '').slice(0, 10);
  if (type === 'boolean') return cell.getAttribute('office:boolean-value') === 'true' ? 'có' : 'không';
  if (type === 'float' || type === 'currency' || type === 'percentage')
    return cell.getAttribute('office:value') ?? '';
  const words = elements(cell, 'text:p')
    .map((paragraph) => paragraph.textContent ?? '')
    .join('\n');
  return holdable(words).normalize('NFC').trim();
}
