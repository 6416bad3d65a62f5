import { fromBase64, toBase64 } from './hash.ts';

/** The state of the tree that a signature vouches for (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  origin: string;
  /** Number of leaves. */
  size: number;
  root: Uint8Array;
}

/** The body of a checkpoint note: origin, size, root, each on a line. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** Reads a checkpoint body; lines after the third are extensions and passed over. */
export function parseCheckpoint(body: string): Checkpoint | undefined {
  const [origin, size, root] = body.split('\n');
  const bytes = root === undefined ? undefined : fromBase64(root);
  if (!origin || !size || !/^(0|[1-9]\d{0,15})$/.test(size) || bytes?.length !== 32) return undefined;
  // Larger ones cannot be told apart here.
  if (!Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: bytes };
}
