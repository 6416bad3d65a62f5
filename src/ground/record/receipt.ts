import { parseCheckpoint } from './checkpoint.ts';
import { commitment, contentCommitment, type RecordEvent } from './entry.ts';
import { fromBase64, leafHash } from './hash.ts';
import { verifyInclusion } from './merkle.ts';
import { openNote, parseVerifyingKey } from './note.ts';
import { parseProof } from './proof.ts';

/** What a citizen keeps: the entry, what opens it, and the proof that it stands in the record. */
export interface Receipt {
  format: 'gandan-receipt/1';
  /** The number of the case, to find it by. It is not in the entry: nothing proves it. */
  reference: string;
  event: RecordEvent;
  /** Base64 of the 32 bytes that open the entry. */
  salt: string;
  /** What was handed in, and what opens the commitment to it in the entry. */
  content: { salt: string; value: Record<string, unknown> };
  /** The log's verifying key. Trust it only when it equals the one published elsewhere. */
  key: string;
  /** C2SP tlog-proof: index, hashes, signed checkpoint. */
  proof: string;
}

/** What a check found. Each reason is a key of the verify page's texts. */
export type Verdict =
  | { ok: true; index: number; size: number; origin: string; at: string; key: string; databaseAt?: string }
  | {
      ok: false;
      reason: 'format' | 'key' | 'key-differs' | 'checkpoint' | 'origin' | 'inclusion' | 'content';
    };

/**
 * Checks a receipt by itself, offline: the words belong to the entry, the entry to the tree, the tree
 * to a checkpoint that the key signed.
 *
 * @param given the parsed JSON of a receipt; whatever it is, there is a verdict
 * @param trustedKey the key to trust; without it the one in the receipt is used, and the caller must
 *   show it for comparison
 */
export function verifyReceipt(given: unknown, trustedKey?: string): Verdict {
  try {
    return verdictOf(given, trustedKey);
  } catch {
    // What canonical JSON cannot write (a number without end, half a character) was never entered.
    return { ok: false, reason: 'format' };
  }
}

function verdictOf(given: unknown, trustedKey?: string): Verdict {
  if (!isReceipt(given)) return { ok: false, reason: 'format' };
  if (trustedKey !== undefined && trustedKey !== given.key) return { ok: false, reason: 'key-differs' };
  const key = parseVerifyingKey(given.key);
  if (!key) return { ok: false, reason: 'key' };
  const proof = parseProof(given.proof);
  const salt = fromBase64(given.salt);
  const contentSalt = fromBase64(given.content.salt);
  if (!proof || salt?.length !== 32 || contentSalt?.length !== 32) return { ok: false, reason: 'format' };

  const body = openNote(proof.checkpoint, key);
  const checkpoint = body === undefined ? undefined : parseCheckpoint(body);
  if (!checkpoint) return { ok: false, reason: 'checkpoint' };
  if (checkpoint.origin !== key.name) return { ok: false, reason: 'origin' };

  const leaf = leafHash(commitment(salt, given.event));
  if (!verifyInclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)) {
    return { ok: false, reason: 'inclusion' };
  }
  if (given.event.facts.content !== contentCommitment(contentSalt, given.content.value)) {
    return { ok: false, reason: 'content' };
  }
  return {
    ok: true,
    index: proof.index,
    size: checkpoint.size,
    origin: checkpoint.origin,
    at: given.event.at,
    key: given.key,
    ...(typeof given.event.database_at === 'string' && { databaseAt: given.event.database_at }),
  };
}

/** A receipt as it was kept: the JSON file, or the text one, which ends in the same JSON. Undefined for neither. */
export function readReceipt(text: string): unknown {
  const begin = text.startsWith('{') ? 0 : text.indexOf('\n{') + 1;
  try {
    return JSON.parse(text.slice(begin, text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

function isReceipt(given: unknown): given is Receipt {
  const receipt = given as Partial<Receipt> | null;
  return (
    typeof receipt === 'object' &&
    receipt !== null &&
    receipt.format === 'gandan-receipt/1' &&
    typeof receipt.event === 'object' &&
    receipt.event !== null &&
    typeof receipt.event.facts === 'object' &&
    receipt.event.facts !== null &&
    typeof receipt.event.at === 'string' &&
    typeof receipt.salt === 'string' &&
    typeof receipt.key === 'string' &&
    typeof receipt.proof === 'string' &&
    typeof receipt.content === 'object' &&
    receipt.content !== null &&
    typeof receipt.content.salt === 'string' &&
    typeof receipt.content.value === 'object'
  );
}
