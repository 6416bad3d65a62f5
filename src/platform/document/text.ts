import { apart, TooCostly, Unreadable } from '../worker/worker.ts';

/** Longest text that is kept of a document, in characters. */
export const longestText = 600_000;

/** Why a file has no text that is read; what is too long says how long. */
export interface DocumentFault {
  fault: 'type' | 'damaged' | 'password' | 'scanned' | 'tooLong';
  /** Characters. */
  length?: number | undefined;
  pages?: number | undefined;
}
export type DocumentText = { text: string } | DocumentFault;

/**
 * The text of a file that was uploaded: a Word or OpenDocument document, or a PDF that holds text. Nothing is cut, and
 * nothing is guessed from pictures of paper.
 */
export async function textOf(file: { bytes: Buffer; mediaType: string }): Promise<DocumentText> {
  try {
    return await apart('documentText', { bytes: file.bytes, mediaType: file.mediaType });
  } catch (error) {
    if (error instanceof TooCostly || error instanceof Unreadable) return { fault: 'damaged' };
    throw error;
  }
}
