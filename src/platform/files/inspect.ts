import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { fromBuffer } from 'yauzl';

/** Largest file taken, in bytes. */
export const largestFile = 10 * 1024 * 1024;
/** Most files with one submission. */
export const mostFiles = 5;

// A phone's photo has 12 to 50 million pixels; more is an attack on memory.
const mostPixels = 60_000_000;
const longestSide = 2560;
// Limits for archives (office documents are archives), checked before anything is inflated.
const mostInflated = 100 * 1024 * 1024;
const mostEntries = 2000;
const highestRatio = 200;

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

/** What is stored of a file: its bytes (images made anew), its type by content. */
export interface Inspected {
  bytes: Buffer;
  mediaType: string;
  extension: string;
}

export type FileRefusal = 'tooLarge' | 'empty' | 'type' | 'damaged' | 'bomb' | 'macro';

/**
 * Decides by content whether a file is taken. Images are made anew, without their metadata (place,
 * device); archives are looked into without being opened; everything else is kept as it is and only
 * ever served as a download.
 */
export async function inspectFile(bytes: Buffer): Promise<Inspected | FileRefusal> {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > largestFile) return 'tooLarge';
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found) return 'type';
  if (images.has(found.mime)) return remade(bytes);
  const archive = archives[found.mime];
  if (archive) {
    const refusal = await inspectArchive(bytes);
    return refusal ?? { bytes, mediaType: found.mime, extension: archive };
  }
  const extension = others[found.mime];
  return extension ? { bytes, mediaType: found.mime, extension } : 'type';
}

async function remade(bytes: Buffer): Promise<Inspected | FileRefusal> {
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

function inspectArchive(bytes: Buffer): Promise<FileRefusal | undefined> {
  return new Promise((resolve) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return resolve('damaged');
      let inflated = 0;
      let packed = 0;
      let entries = 0;
      zip.on('error', () => resolve('damaged'));
      zip.on('end', () => resolve(undefined));
      zip.on('entry', (entry) => {
        entries += 1;
        inflated += entry.uncompressedSize;
        packed += entry.compressedSize;
        const name = entry.fileName.toLowerCase();
        if (name.endsWith('vbaproject.bin')) return resolve('macro');
        const huge = inflated > mostInflated || entries > mostEntries;
        // Entries that overlap count the same bytes twice: more packed bytes than there are is a trick.
        if (huge || packed > bytes.length || inflated > 1024 * 1024 + packed * highestRatio) {
          return resolve('bomb');
        }
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
