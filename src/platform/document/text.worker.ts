import { archiveRefusal } from '../files/archive.worker.ts';
import { openDocumentType, wordType } from '../http/download.ts';
import { holdable } from '../text.ts';
import { type DocumentFault, type DocumentText, longestText } from './text.ts';

// Readers are loaded at the first file of theirs: most files are pictures.
// A plan of a province has some forty pages; a book of a thousand is a mistake or an attack.
const mostPages = 300;

export async function documentText(file: { bytes: Uint8Array; mediaType: string }): Promise<DocumentText> {
  let text: string | DocumentFault;
  try {
    text = await rawText(file);
  } catch (error) {
    return { fault: (error as Error).name === 'PasswordException' ? 'password' : 'damaged' };
  }
  if (typeof text === 'object') return text;
  // Soft hyphens and signs without a width come from pages that were copied: they part words that are one.
  const clean = holdable(text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ''))
    .normalize('NFC')
    .trim()
    .toWellFormed();
  if (clean.length > longestText) return { fault: 'tooLong', length: clean.length };
  return clean === '' ? { fault: 'scanned' } : { text: clean };
}

async function rawText(file: { bytes: Uint8Array; mediaType: string }): Promise<string | DocumentFault> {
  if (file.mediaType === 'application/pdf') return pdfText(file.bytes);
  if (file.mediaType !== wordType && file.mediaType !== openDocumentType) return { fault: 'type' };
  if (await archiveRefusal(file.bytes)) return { fault: 'damaged' };
  if (file.mediaType === openDocumentType) return openDocumentText(file.bytes);
  const { wordText } = await import('./word.worker.ts');
  return wordText(file.bytes);
}

/** An OpenDocument's paragraphs and headings, one a line (OASIS OpenDocument 1.3, part 3, 5.1 and 6.1). */
async function openDocumentText(bytes: Uint8Array): Promise<string> {
  const { default: PizZip } = await import('pizzip');
  const { DOMParser } = await import('@xmldom/xmldom');
  const content = new PizZip(bytes).file('content.xml')?.asText();
  const body =
    content && new DOMParser().parseFromString(content, 'text/xml').getElementsByTagName('office:text')[0];
  if (!body) throw new Error('no document');
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

async function pdfText(bytes: Uint8Array): Promise<string | DocumentFault> {
  const { extractText, getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  try {
    if (pdf.numPages > mostPages) return { fault: 'tooLong', pages: pdf.numPages };
    const { text } = await extractText(pdf, { mergePages: false });
    // A page's number stands alone at its top (Decree 30/2020/NĐ-CP, Appendix I).
    return text.map((page) => page.replace(/^\s*\d{1,3}\s*\n/, '')).join('\n');
  } finally {
    await pdf.loadingTask.destroy();
  }
}
