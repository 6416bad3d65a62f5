import sharp from 'sharp';
import { pictureWidths } from './picture.store.ts';

/**
 * A picture in the widths in which it is served.
 *
 * @param bytes a picture as `inspectFile` gave it
 */
export async function inWidths(
  bytes: Buffer,
): Promise<{ small: Buffer; middle: Buffer; large: Buffer; width: number; height: number }> {
  const at = (width: number) =>
    sharp(bytes)
      .resize({ width, withoutEnlargement: true })
      .jpeg({ quality: 78, progressive: true })
      .toBuffer({ resolveWithObject: true });
  const [small, middle, large] = await Promise.all(Object.values(pictureWidths).map(at));
  if (!small || !middle || !large) throw new Error('a picture has three widths');
  return {
    small: small.data,
    middle: middle.data,
    large: large.data,
    width: large.info.width,
    height: large.info.height,
  };
}
