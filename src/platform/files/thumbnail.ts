import sharp from 'sharp';

/** Widths that pictures are sent in: for a list and for a page; a slow line loads no more than it shows. */
export const pictureWidths = [360, 960] as const;

/** A kept picture, no wider than asked. @param width one of `pictureWidths` */
export function narrowed(bytes: Buffer, width: (typeof pictureWidths)[number]): Promise<Buffer> {
  return sharp(bytes).resize({ width, withoutEnlargement: true }).jpeg({ quality: 74 }).toBuffer();
}
