import sharp from 'sharp';
import type { Box, Picture, Size } from './picture.ts';

// A process reads one file at a time: its decoder keeps nothing for the next and takes one thread.
sharp.cache(false);
sharp.concurrency(1);

// Wide enough to be looked at, small enough for a slow line.
const widest = 1280;
const dotsPerInch = 192;

export async function pictureSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
}

export async function resize({
  bytes,
  sizes,
}: {
  bytes: Uint8Array;
  sizes: readonly Size[];
}): Promise<Picture[]> {
  const made: Picture[] = [];
  for (const { width, quality, progressive = false } of sizes) {
    const { data, info } = await sharp(bytes)
      .resize({ width, withoutEnlargement: true })
      .jpeg({ quality, progressive })
      .toBuffer({ resolveWithObject: true });
    made.push({ bytes: data, width: info.width, height: info.height });
  }
  return made;
}

export async function cover({
  bytes,
  boxes,
}: {
  bytes: Uint8Array;
  boxes: readonly Box[];
}): Promise<Picture> {
  const shrunk = await sharp(bytes).resize({ width: widest, withoutEnlargement: true }).toBuffer();
  const { width, height } = await pictureSize(shrunk);
  const patches = boxes.flatMap((box) => {
    const left = Math.floor((box.left * width) / 1000);
    const top = Math.floor((box.top * height) / 1000);
    const wide = Math.min(width - left, Math.ceil((box.width * width) / 1000));
    const high = Math.min(height - top, Math.ceil((box.height * height) / 1000));
    if (wide < 1 || high < 1) return [];
    const patch = { create: { width: wide, height: high, channels: 3, background: '#000' } } as const;
    return [{ input: patch, left, top }];
  });
  const made = await sharp(shrunk).composite(patches).jpeg({ quality: 80 }).toBuffer();
  return { bytes: made, width, height };
}

export function drawPng(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: dotsPerInch }).png().toBuffer();
}
