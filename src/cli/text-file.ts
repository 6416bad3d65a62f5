import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { textOf } from '../platform/document/text.ts';
import { openDocumentType, wordType } from '../platform/http/download.ts';

const documentTypes: Readonly<Record<string, string>> = {
  '.docx': wordType,
  '.odt': openDocumentType,
  '.pdf': 'application/pdf',
};

/**
 * The text of a file, by the same readers as the register's: Word, OpenDocument, PDF that holds text, and plain text in UTF-8, or
 * UTF-16 that says so in its first two bytes (WHATWG Encoding, BOM sniffing).
 *
 * @param file a path, or `-` for what is piped in
 * @returns NFC
 * @throws Error where it cannot be read, holds no text, or is in another encoding: half-read letters would look like a text without claims
 */
export async function textIn(file: string): Promise<string> {
  const bytes = bytesOf(file);
  const mediaType = documentTypes[extname(file).toLowerCase()];
  if (mediaType) {
    const read = await textOf({ bytes, mediaType });
    if ('fault' in read) throw new Error(`${file} holds no text that can be read (${read.fault})`);
    return read.text;
  }
  return decoded(bytes, file).normalize('NFC');
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch {
    throw new Error(`${file} cannot be read`);
  }
}

function decoded(bytes: Buffer, file: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const refusal = new Error(`${file} is no text in UTF-8; save it as UTF-8 and try again`);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refusal;
  }
  // UTF-16 without its mark is UTF-8 by its bytes, every other letter a zero.
  if (text.includes('\0')) throw refusal;
  return text;
}
