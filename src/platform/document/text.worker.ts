import { archiveRefusal } from '../files/archive.worker.ts';
import { openDocumentType, wordType } from '../http/download.ts';
import { holdable } from '../text.ts';
import { longestText } from './text.ts';

// Both readers are loaded at the first file: most files are pictures.
// A plan of a province has some forty pages; a book of a thousand is a mistake or an attack.
const mostPages = 300;

export async function documentText(file: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<string | undefined> {
  const text = await rawText(file);
  const clean = text && holdable(text).normalize('NFC').trim().slice(0, longestText).toWellFormed();
  return clean || undefined;
}

function rawText(file: { bytes: Uint8Array; mediaType: string }): Promise<string | undefined> {
  if (file.mediaType === wordType) return wordText(file.bytes);
  return file.mediaType === openDocumentType ? openDocumentText(file.bytes) : pdfText(file);
}

/** An OpenDocument's paragraphs and headings, one a line (OASIS OpenDocument 1.3, part 3, 5.1 and 6.1). */
async function openDocumentText(bytes: Uint8Array): Promise<string | undefined> {
  if (await archiveRefusal(bytes)) return undefined;
  const { default: PizZip } = await import('pizzip');
  const { DOMParser } = await import('@xmldom/xmldom');
  const content = new PizZip(bytes).file('content.xml')?.asText();
  const body =
    content && new DOMParser().parseFromString(content, 'text/xml').getElementsByTagName('office:text')[0];
  if (!body) return undefined;
  const lines: string[] = [];
  const walk = (node: typeof body): void => {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const { nodeName } = child;
      if (nodeName === 'text:p' || nodeName === 'text:h') lines.push(lineOf(child));
      else if (nodeName !== 'text:tracked-changes') walk(child as typeof body);
    }
  };
  walk(body);
  return lines.join('\n');
}

interface XmlNode {
  nodeName: string;
  nodeValue: string | null;
  firstChild: XmlNode | null;
  nextSibling: XmlNode | null;
}

// Spaces in a row, tabs and line breaks are elements of their own.
const spacing: Readonly<Record<string, string>> = {
  'text:s': ' ',
  'text:tab': '\t',
  'text:line-break': '\n',
};

function lineOf(node: XmlNode): string {
  let text = '';
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeName === '#text') text += child.nodeValue ?? '';
    // A note's own text stands apart from the sentence it hangs on.
    else if (child.nodeName !== 'text:note') text += spacing[child.nodeName] ?? lineOf(child);
  }
  return text;
}

async function wordText(bytes: Uint8Array): Promise<string | undefined> {
  if (await archiveRefusal(bytes)) return undefined;
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  // One paragraph, one line; what was a line break within one stays one.
  return value.replace(/\n{2,}/g, '\n');
}

async function pdfText({
  bytes,
  mediaType,
}: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<string | undefined> {
  if (mediaType !== 'application/pdf') return undefined;
  const { extractText, getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  try {
    if (pdf.numPages > mostPages) return undefined;
    const { text } = await extractText(pdf, { mergePages: false });
    // A page's number stands alone at its top (Decree 30/2020/NĐ-CP, Appendix I).
    return text.map((page) => page.replace(/^\s*\d{1,3}\s*\n/, '')).join('\n');
  } finally {
    await pdf.loadingTask.destroy();
  }
}
