import { DOMParser, type Element } from '@xmldom/xmldom';
import PizZip from 'pizzip';
import { assignmentLine, assignmentTable } from './assignment-table.ts';
import { ListNumbers, type ListPlace } from './word-numbers.ts';

// Text that is not in the document any more, stands apart from it, or is there a second time for older programs.
const passedOver = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:tblPr',
  'w:instrText',
  'w:footnoteReference',
  'w:sectPr',
  'mc:Fallback',
]);
const spacing: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};

const kids = (node: Element): Element[] => Array.from(node.childNodes as unknown as Iterable<Element>);
const kid = (node: Element | undefined, name: string): Element | undefined =>
  node && kids(node).find((one) => one.nodeName === name);

/**
 * The text of a Word document (ISO/IEC 29500), a line a paragraph, with the numbers that Word counts by itself, changes
 * accepted, and tables row by row: of a table of assignments each row says who is to do what by when.
 *
 * @throws where the archive is no such document
 */
export function wordText(bytes: Uint8Array): string {
  const archive = new PizZip(Buffer.from(bytes));
  const root = (name: string): Element | undefined => {
    const xml = archive.file(`word/${name}`)?.asText();
    return xml ? (new DOMParser().parseFromString(xml, 'text/xml').documentElement ?? undefined) : undefined;
  };
  const body = kid(root('document.xml'), 'w:body');
  if (!body) throw new Error('no document');
  return new WordText(new ListNumbers(root('numbering.xml')), stylesIn(root('styles.xml'))).of(body);
}

type Styles = ReadonlyMap<string, { basedOn: string | undefined; place: Partial<ListPlace> }>;

/** Headings are numbered by their style as often as by themselves. */
function stylesIn(styles: Element | undefined): Styles {
  const all = styles ? kids(styles).filter((one) => one.nodeName === 'w:style') : [];
  return new Map(
    all.map((style) => [
      style.getAttribute('w:styleId') ?? '',
      {
        basedOn: kid(style, 'w:basedOn')?.getAttribute('w:val') ?? undefined,
        place: placeIn(kid(style, 'w:pPr')),
      },
    ]),
  );
}

function placeIn(properties: Element | undefined): Partial<ListPlace> {
  const numbered = kid(properties, 'w:numPr');
  const list = kid(numbered, 'w:numId')?.getAttribute('w:val');
  const level = kid(numbered, 'w:ilvl')?.getAttribute('w:val');
  return { ...(list && { list }), ...(level && { level: Number(level) }) };
}

class WordText {
  constructor(
    private readonly numbers: ListNumbers,
    private readonly styles: Styles,
  ) {}

  of(body: Element): string {
    return this.#blocks(body).join('\n');
  }

  #blocks(node: Element): string[] {
    return kids(node).flatMap((one): string[] => {
      if (one.nodeName === 'w:p') return [this.#paragraph(one)];
      if (one.nodeName === 'w:tbl') return this.#table(one);
      return one.nodeType === 1 && !passedOver.has(one.nodeName) ? this.#blocks(one) : [];
    });
  }

  #paragraph(paragraph: Element): string {
    const words = wordsOf(paragraph);
    const place = this.#placeOf(paragraph);
    // An empty paragraph of a list is not counted by Word either.
    const number = place && words.trim() !== '' ? this.numbers.next(place) : '';
    return number ? `${number} ${words}` : words;
  }

  /** The list of a paragraph: its own, else that of its style or of those which that one is based on. */
  #placeOf(paragraph: Element): ListPlace | undefined {
    const properties = kid(paragraph, 'w:pPr');
    let { list, level } = placeIn(properties);
    let style = kid(properties, 'w:pStyle')?.getAttribute('w:val') ?? undefined;
    for (let steps = 0; style && steps < 20 && (list === undefined || level === undefined); steps++) {
      const found = this.styles.get(style);
      list ??= found?.place.list;
      level ??= found?.place.level;
      style = found?.basedOn;
    }
    // List nought takes a paragraph out of the list of its style.
    return list === undefined || list === '0' ? undefined : { list, level: level ?? 0 };
  }

  #table(table: Element): string[] {
    const rows = kids(table)
      .filter((one) => one.nodeName === 'w:tr')
      .map((row) =>
        kids(row)
          .filter((one) => one.nodeName === 'w:tc')
          .map((cell) => this.#blocks(cell)),
      );
    const flat = rows.map((cells) => cells.map((lines) => lines.join(' ').replace(/\s+/g, ' ').trim()));
    const assigned = assignmentTable(flat);
    if (assigned) return assigned.map(assignmentLine);
    // Two columns lay a page out (letterhead, signature); more are a table, a line a row.
    return Math.max(0, ...rows.map((cells) => cells.length)) < 3
      ? rows.flat(2)
      : flat.map((cells) => cells.filter(Boolean).join(' | '));
  }
}

/** The words of a paragraph, with tabs and breaks. */
function wordsOf(node: Element): string {
  let text = '';
  for (const one of kids(node)) {
    if (one.nodeName === 'w:t') text += one.textContent ?? '';
    else if (one.nodeType === 1 && !passedOver.has(one.nodeName))
      text += spacing[one.nodeName] ?? wordsOf(one);
  }
  return text;
}
