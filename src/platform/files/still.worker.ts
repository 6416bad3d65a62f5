import decodeHeic from 'heic-decode';
import sharp, { type OutputInfo, type OverlayOptions, type Sharp } from 'sharp';
import type { FileRefusal } from '../worker/tasks.ts';

// What a decoder may be asked for. A JPEG is made smaller while it is read, so that 200 million pixels of a phone take
// no more memory than 50; other formats are held whole.
const mostPixels = 60_000_000;
const mostPixelsOfJpeg = 210_000_000;
const longestSide = 2560;
const white = '#ffffff';
const quality = 82;

// Pages of a scan are put one below the other; longer ones are documents, and belong in a PDF.
const mostPages = 12;
const pageWidth = 1600;
// Of a moving picture so many moments are kept, side by side.
const mostFrames = 9;
const frameWidth = 640;
const columns = 3;
const gap = 8;

/** A picture made anew as a JPEG without its metadata: all its pages, or its moments, and white where it was clear. */
export async function stillOf(bytes: Buffer, mime: string): Promise<Buffer | FileRefusal> {
  try {
    if (mime === 'image/heic' || mime === 'image/heif') return await ofHeic(bytes);
    const limitInputPixels = mime === 'image/jpeg' ? mostPixelsOfJpeg : mostPixels;
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (pages === 1) return await remade(sharp(bytes, { limitInputPixels, failOn: 'error' }));
    if (mime === 'image/tiff')
      return pages > mostPages ? 'tooManyPages' : await joined(bytes, every(pages, pages), 1, pageWidth);
    return await joined(bytes, every(pages, mostFrames), columns, frameWidth);
  } catch (error) {
    return /pixel/i.test(String(error)) ? 'bomb' : 'damaged';
  }
}

const remade = (image: Sharp): Promise<Buffer> =>
  image
    .rotate() // The camera's orientation is metadata: apply it before it is dropped.
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: white })
    .jpeg({ quality, mozjpeg: false })
    .toBuffer();

/** HEIC, as telephones of Apple keep pictures: H.265, which sharp is not built with. */
async function ofHeic(bytes: Buffer): Promise<Buffer | FileRefusal> {
  const all = await decodeHeic.all({ buffer: bytes });
  const [first] = all;
  if (!first || first.width * first.height > mostPixels) return 'bomb';
  const { width, height, data } = await first.decode();
  return remade(
    sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
      raw: { width, height, channels: 4 },
    }),
  );
}

/** So many of some numbered from nought, first and last among them. */
function every(all: number, most: number): number[] {
  const count = Math.min(all, most);
  return Array.from({ length: count }, (_, at) =>
    count === 1 ? 0 : Math.round((at * (all - 1)) / (count - 1)),
  );
}

/** Pages or frames of a file as one picture, in rows of so many. */
async function joined(
  bytes: Buffer,
  pages: readonly number[],
  across: number,
  width: number,
): Promise<Buffer> {
  const tiles: { data: Buffer; info: OutputInfo }[] = [];
  for (const page of pages)
    tiles.push(
      await sharp(bytes, { page, limitInputPixels: mostPixels, failOn: 'error' })
        .rotate()
        .resize({ width, withoutEnlargement: true })
        .flatten({ background: white })
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true }),
    );
  const widest = Math.max(...tiles.map(({ info }) => info.width));
  const rows = Array.from({ length: Math.ceil(tiles.length / across) }, (_, at) =>
    tiles.slice(at * across, (at + 1) * across),
  );
  let top = 0;
  const placed: OverlayOptions[] = [];
  for (const row of rows) {
    for (const [at, { data }] of row.entries()) placed.push({ input: data, top, left: at * (widest + gap) });
    top += Math.max(...row.map(({ info }) => info.height)) + gap;
  }
  const wide = Math.min(across, tiles.length) * (widest + gap) - gap;
  return sharp({ create: { width: wide, height: top - gap, channels: 3, background: white } })
    .composite(placed)
    .jpeg({ quality })
    .toBuffer();
}
