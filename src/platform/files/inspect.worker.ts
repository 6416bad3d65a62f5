import { fileTypeFromBuffer } from 'file-type';
import { readText } from '../text-encoding.ts';
import type { FileRefusal } from '../worker/tasks.ts';
import { archiveRefusal } from './archive.worker.ts';
import type { Inspected } from './inspect.ts';
import { stillOf } from './still.worker.ts';

const images = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/tiff',
  'image/heic',
  'image/heif',
]);
const archives: Record<string, string> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};
const others: Record<string, string> = {
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'opus',
  'audio/wav': 'wav',
};
// Types that people bring and that are not taken, each with what to do instead.
const instead: Record<string, FileRefusal> = {
  'application/zip': 'archive',
  'application/x-rar-compressed': 'archive',
  'application/x-7z-compressed': 'archive',
  'application/gzip': 'archive',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'slides',
  'application/vnd.oasis.opendocument.presentation': 'slides',
};

/** What a file is: without its bytes where it is kept as it is, so that they need not travel back. */
type Found = Omit<Inspected, 'bytes'> & { bytes?: Buffer };

export async function inspect(given: Uint8Array): Promise<Found | FileRefusal> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  // The mark of UTF-16 is taken for the beginning of an MP3 otherwise.
  const found = isMarked(bytes) ? undefined : await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return textOf(bytes);
  if (images.has(found.mime)) {
    const image = await stillOf(bytes, found.mime);
    return typeof image === 'string' ? image : { bytes: image, mediaType: 'image/jpeg', extension: 'jpg' };
  }
  const archive = archives[found.mime];
  if (archive) {
    const refusal = await archiveRefusal(bytes);
    return refusal ?? { mediaType: found.mime, extension: archive };
  }
  if (found.mime === 'application/x-cfb') return ofOffice97(bytes);
  if (found.mime === 'application/rtf') return ofRichText(bytes);
  const extension = others[found.mime];
  if (extension) return { mediaType: found.mime, extension };
  return instead[found.mime] ?? 'type';
}

/** Names of the streams in a compound file (MS-CFB) are UTF-16. */
const holds = (bytes: Buffer, name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));

/** Documents of Word and Excel 97 to 2003, which offices still write; a program in them or a password is refused. */
function ofOffice97(bytes: Buffer): Found | FileRefusal {
  if (holds(bytes, 'EncryptedPackage')) return 'password';
  if (holds(bytes, '_VBA_PROJECT') || holds(bytes, 'Macros')) return 'macro';
  if (holds(bytes, 'WordDocument')) return { mediaType: 'application/msword', extension: 'doc' };
  if (holds(bytes, 'Workbook')) return { mediaType: 'application/vnd.ms-excel', extension: 'xls' };
  return holds(bytes, 'PowerPoint Document') ? 'slides' : 'type';
}

/** Rich text is text; objects embedded in it are programs as like as not. */
function ofRichText(bytes: Buffer): Found | FileRefusal {
  return /\\obj(?:data|ect|autlink|update)/.test(bytes.toString('latin1'))
    ? 'macro'
    : { mediaType: 'application/rtf', extension: 'rtf' };
}

const marks = ['fffe', 'feff', 'efbbbf'];
const isMarked = (bytes: Buffer): boolean =>
  marks.some((mark) => bytes.subarray(0, mark.length / 2).toString('hex') === mark);

// Signs that text has none of.
const noText = /(?![\t\n\v\f\r])\p{Cc}/u;

/** What has no mark of its type is text, if it is that. Pages and drawings are not: they may run. */
function textOf(bytes: Buffer): Found | FileRefusal {
  try {
    const { text, encoding } = readText(bytes);
    const plain =
      text.trim() !== '' && !noText.test(text) && !/^\s*<|<(?:script|html|svg|\?xml|\?php)/i.test(text);
    // Any bytes are Windows-1258: then it is text only if most of it is letters.
    const letters = (text.match(/[\p{L}\p{N}\s.,;:()/-]/gu) ?? []).length;
    if (plain && (encoding !== 'windows-1258' || letters > text.length * 0.95))
      return { mediaType: 'text/plain', extension: 'txt' };
    return 'type';
  } catch {
    return 'type';
  }
}
