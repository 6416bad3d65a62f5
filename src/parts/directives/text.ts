import { wordType } from '../../platform/http/download.ts';

// Both readers are loaded at the first file: most starts never need them.
// A plan of a province has some forty pages; a book of a thousand is a mistake or an attack.
const mostPages = 300;
/** Longest text that is kept of a document, in characters. */
export const longestText = 600_000;

/**
 * The text of a file that was uploaded: a Word document, or a PDF that holds text.
 *
 * @returns undefined for other files, damaged ones, and pictures of paper: nothing is guessed from them
 */
export async function textOf(file: { bytes: Buffer; mediaType: string }): Promise<string | undefined> {
  try {
    const text = file.mediaType === wordType ? await wordText(file.bytes) : await pdfText(file);
    const clean = text?.normalize('NFC').trim().slice(0, longestText);
    return clean || undefined;
  } catch {
    return undefined;
  }
}

async function wordText(bytes: Buffer): Promise<string> {
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.extractRawText({ buffer: bytes });
  // One paragraph, one line; what was a line break within one stays one.
  return value.replace(/\n{2,}/g, '\n');
}

async function pdfText({
  bytes,
  mediaType,
}: {
  bytes: Buffer;
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
