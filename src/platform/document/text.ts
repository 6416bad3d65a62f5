import { apart, TooCostly, Unreadable } from '../worker/worker.ts';

/** Longest text that is kept of a document, in characters. */
export const longestText = 600_000;

/**
 * The text of a file that was uploaded: a Word or OpenDocument document, or a PDF that holds text.
 *
 * @returns undefined for other files, damaged ones, and pictures of paper: nothing is guessed from them
 */
export async function textOf(file: { bytes: Buffer; mediaType: string }): Promise<string | undefined> {
  try {
    return await apart('documentText', { bytes: file.bytes, mediaType: file.mediaType });
  } catch (error) {
    if (error instanceof TooCostly || error instanceof Unreadable) return undefined;
    throw error;
  }
}
