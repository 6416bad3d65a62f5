import { type Picture, resized } from '../../platform/files/picture.ts';
import { pictureWidths } from './picture.store.ts';

/**
 * A picture in the widths in which it is served.
 *
 * @param bytes a picture as `inspectFile` gave it
 */
export async function inWidths(
  bytes: Buffer,
): Promise<{ small: Buffer; middle: Buffer; large: Buffer; width: number; height: number }> {
  const sizes = Object.values(pictureWidths).map((width) => ({ width, quality: 78, progressive: true }));
  const [small, middle, large] = (await resized(bytes, sizes)) as [Picture, Picture, Picture];
  return {
    small: small.bytes,
    middle: middle.bytes,
    large: large.bytes,
    width: large.width,
    height: large.height,
  };
}
