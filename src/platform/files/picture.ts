import { apart } from '../worker/worker.ts';

/** A rectangle to be covered, in thousandths of the picture's width and height. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A picture as it was made, with its size in pixels. */
export interface Picture {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A width in pixels that a picture is brought to (never made wider), and how. */
export interface Size {
  width: number;
  quality: number;
  progressive?: boolean;
}

/** Widths that pictures are sent in: for a list and for a page; a slow line loads no more than it shows. */
export const pictureWidths = [360, 960] as const;

/** A kept picture, no wider than asked. @param width one of `pictureWidths` */
export async function narrowed(bytes: Buffer, width: (typeof pictureWidths)[number]): Promise<Buffer> {
  const [made] = await resized(bytes, [{ width, quality: 74 }]);
  return (made as Picture).bytes;
}

/** A picture in several sizes, in their order. @param bytes a picture as `inspectFile` gave it */
export function resized(bytes: Buffer, sizes: readonly Size[]): Promise<Picture[]> {
  return apart('resize', { bytes, sizes });
}

/** Width and height of a picture in pixels. */
export function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  return apart('pictureSize', bytes);
}

/**
 * A picture made anew with some places covered in black: what was there is not in the bytes any more.
 *
 * @param bytes a picture as `inspectFile` gave it
 */
export function covered(bytes: Buffer, boxes: readonly Box[]): Promise<Picture> {
  return apart('cover', { bytes, boxes });
}

/** A drawing (SVG) of ours as a picture, for programs that show no drawings. */
export function drawnAsPng(svg: string): Promise<Buffer> {
  return apart('drawPng', svg);
}
