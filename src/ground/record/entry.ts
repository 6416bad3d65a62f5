import canonicalize from 'canonicalize';
import { concat, sha256, toBase64 } from './hash.ts';

/** Facts of an entry: only what canonical JSON writes in one way. */
export type Fact = string | number | boolean | null;

/**
 * One thing that happened. It holds no personal data: people are named by role, citizens' words only
 * as a salted commitment.
 */
export interface RecordEvent {
  v: 1;
  /** What happened, e.g. `petition.received`. */
  type: string;
  /** Random id of what it happened to; says nothing by itself. */
  subject: string;
  /** Position among the subject's entries, from 1: a missing or doubled step shows. */
  seq: number;
  /** When, ISO 8601 in UTC. */
  at: string;
  /** The database's own time, where the program's clock could not be right. */
  database_at?: string;
  /** The acting role, e.g. `citizen`, `officer`, `head`. */
  role: string;
  /** Code of the acting unit; null for citizens and the system. */
  unit: string | null;
  facts: Record<string, Fact>;
  /** Commitment to what is kept beside the entry and never published with it. */
  sealed?: string;
}

const entryLabel = new TextEncoder().encode('gandan/entry/1\n');
const contentLabel = new TextEncoder().encode('gandan/content/1\n');
const utf8 = new TextEncoder();

function canonical(value: unknown): Uint8Array {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('not representable as canonical JSON');
  return utf8.encode(json);
}

/**
 * The leaf data of an entry: SHA-256(label || salt || JCS(event)). Always 32 bytes, so neither kind
 * nor size of an entry shows; without the salt it cannot be guessed, and with salt and event destroyed
 * it proves only that something was entered. JCS is RFC 8785.
 *
 * @param salt 32 random bytes, fresh for each entry
 */
export function commitment(salt: Uint8Array, event: RecordEvent): Uint8Array {
  if (salt.length !== 32) throw new RangeError('a salt has 32 bytes');
  return sha256(concat(entryLabel, salt, canonical(event)));
}

/** Base64 of SHA-256(label || salt || JCS(content)): binds an entry to words it does not hold. */
export function contentCommitment(salt: Uint8Array, content: unknown): string {
  if (salt.length !== 32) throw new RangeError('a salt has 32 bytes');
  return toBase64(sha256(concat(contentLabel, salt, canonical(content))));
}
