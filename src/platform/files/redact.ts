import sharp from 'sharp';

/** A rectangle to be covered, in thousandths of the picture's width and height. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

// Wide enough to be looked at, small enough for a slow line.
const widest = 1280;

/** Width and height of a picture in pixels. */
export async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
}

/**
 * A picture made anew with some places covered in black: what was there is not in the bytes any more.
 *
 * @param bytes a picture as `inspectFile` gave it
 */
export async function covered(
  bytes: Buffer,
  boxes: readonly Box[],
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const shrunk = await sharp(bytes).resize({ width: widest, withoutEnlargement: true }).toBuffer();
  const { width, height } = await sizeOf(shrunk);
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
