import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import type { FileRefusal } from '../worker/tasks.ts';

// Office documents are archives. What counts is what comes out of them: their directory may say anything.
const mostInflated = 100 * 1024 * 1024;
const mostEntries = 2000;
const highestRatio = 200;
// Small parts pack well and honestly.
const freeOfRatio = 1024 * 1024;

/** Unpacks an archive to nowhere. @returns why it is not taken, undefined when it may be read */
export function archiveRefusal(bytes: Uint8Array): Promise<FileRefusal | undefined> {
  return new Promise((resolve) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Sizes are counted here, not believed: a directory that lies is a bomb and no damage.
    fromBuffer(
      buffer,
      { lazyEntries: true, strictFileNames: true, validateEntrySizes: false },
      (error, zip) => {
        if (error) return resolve('damaged');
        const total = { entries: 0, inflated: 0, packed: 0 };
        zip.on('error', () => resolve('damaged'));
        zip.on('end', () => resolve(undefined));
        zip.on('entry', async (entry: Entry) => {
          const refusal = await entryRefusal(zip, entry, total, bytes.length);
          if (refusal) resolve(refusal);
          else zip.readEntry();
        });
        zip.readEntry();
      },
    );
  });
}

async function entryRefusal(
  zip: ZipFile,
  entry: Entry,
  total: { entries: number; inflated: number; packed: number },
  size: number,
): Promise<FileRefusal | undefined> {
  total.entries += 1;
  total.packed += entry.compressedSize;
  if (entry.fileName.toLowerCase().endsWith('vbaproject.bin')) return 'macro';
  // Entries that overlap count the same bytes twice: more packed bytes than there are is a trick.
  if (total.entries > mostEntries || total.packed > size) return 'bomb';
  let came: number | undefined;
  try {
    came = await inflatedSize(zip, entry, mostInflated - total.inflated);
  } catch {
    return 'damaged';
  }
  if (came === undefined || came !== entry.uncompressedSize) return 'bomb';
  total.inflated += came;
  return total.inflated > freeOfRatio + total.packed * highestRatio ? 'bomb' : undefined;
}

/** How many bytes come out of an entry; undefined as soon as they are more than `most`. */
function inflatedSize(zip: ZipFile, entry: Entry, most: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      let came = 0;
      stream.on('data', (chunk: Buffer) => {
        came += chunk.length;
        if (came <= most) return;
        stream.destroy();
        resolve(undefined);
      });
      stream.on('end', () => resolve(came));
      stream.on('error', reject);
    });
  });
}
