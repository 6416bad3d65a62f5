import { letGo } from '../garbage.ts';
import type { FileRefusal } from '../worker/tasks.ts';
import { apart, TooCostly, Unreadable } from '../worker/worker.ts';

/** Largest file taken, in bytes. */
export const largestFile = 10 * 1024 * 1024;
/** Most files with one submission. */
export const mostFiles = 5;

/** What is stored of a file: its bytes (images made anew), its type by content. */
export interface Inspected {
  bytes: Buffer;
  mediaType: string;
  extension: string;
}

/**
 * Decides by content whether a file is taken. Images are made anew, without their metadata (place,
 * device); archives are unpacked to see what comes out of them; everything else is kept as it is and only
 * ever served as a download.
 */
export async function inspectFile(bytes: Buffer): Promise<Inspected | FileRefusal> {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > largestFile) return 'tooLarge';
  try {
    const found = await apart('inspect', bytes);
    letGo(bytes.length);
    return typeof found === 'string' ? found : { ...found, bytes: found.bytes ?? bytes };
  } catch (error) {
    if (error instanceof TooCostly) return 'tooCostly';
    if (error instanceof Unreadable) return 'damaged';
    throw error;
  }
}
