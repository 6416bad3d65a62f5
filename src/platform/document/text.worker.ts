import { archiveRefusal } from '../files/archive.worker.ts';
import { wordType } from '../http/download.ts';
import { holdable } from '../text.ts';
import { longestText } from './text.ts';

// Both readers are loaded at the first file: most files are pictures.
// A plan of a province has some forty pages; a book of a thousand is a mistake or an attack.
const mostPages = 300;

export async function documentText(file: {
  bytes: Uint8Array;
  mediaType: string;
}): Promise<string | undefined> {
  const text = file.mediaType === wordType ? await wordText(file.bytes) : await pdfText(file);
  const clean = text && holdable(text).normalize('NFC').trim().slice(0, longestText).toWellFormed();
  return clean || undefined;
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
