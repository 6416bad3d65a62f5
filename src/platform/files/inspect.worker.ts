import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import type { FileRefusal } from '../worker/tasks.ts';
import { archiveRefusal } from './archive.worker.ts';
import type { Inspected } from './inspect.ts';

// A phone's photo has 12 to 50 million pixels; more is an attack on memory.
const mostPixels = 60_000_000;
const longestSide = 2560;

const images = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff']);
const archives: Record<string, string> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
};
const others: Record<string, string> = {
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
};

/** What a file is: without its bytes where it is kept as it is, so that they need not travel back. */
type Found = Omit<Inspected, 'bytes'> & { bytes?: Buffer };

export async function inspect(given: Uint8Array): Promise<Found | FileRefusal> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return 'type';
  if (images.has(found.mime)) return remade(bytes);
  const archive = archives[found.mime];
  if (archive) {
    const refusal = await archiveRefusal(bytes);
    return refusal ?? { mediaType: found.mime, extension: archive };
  }
  const extension = others[found.mime];
  return extension ? { mediaType: found.mime, extension } : 'type';
}

async function remade(bytes: Buffer): Promise<Found | FileRefusal> {
  try {
    const image = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate() // The camera's orientation is metadata: apply it before it is dropped.
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82, mozjpeg: false })
      .toBuffer();
    return { bytes: image, mediaType: 'image/jpeg', extension: 'jpg' };
  } catch (error) {
    return /pixel/i.test(String(error)) ? 'bomb' : 'damaged';
  }
}
