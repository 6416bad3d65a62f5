import { createHmac, timingSafeEqual } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';

// About 2^14 hashes: a tenth of a second on an old phone, and a bill for whoever sends a million.
const difficultyBits = 14;
const validMs = 2 * 3600_000;

/** A puzzle that a browser solves while the form is filled in: proof of work in place of a captcha. */
export interface Puzzle {
  challenge: string;
  bits: number;
}

function mac(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** Makes a puzzle bound to one form (by its key) and to now. Nothing is stored. */
export function newPuzzle(secret: Uint8Array, formKey: string, now: Date): Puzzle {
  const at = now.getTime().toString(36);
  return { challenge: `${at}.${mac(secret, `${at}.${formKey}`)}`, bits: difficultyBits };
}

/** True when `solution` was found by work done for this puzzle and this form, not long ago. */
export function solved(
  secret: Uint8Array,
  formKey: string,
  challenge: string,
  solution: string,
  now: Date,
): boolean {
  const [at = '', given = ''] = challenge.split('.');
  const expected = Buffer.from(mac(secret, `${at}.${formKey}`));
  const received = Buffer.from(given);
  if (expected.length !== received.length || !timingSafeEqual(expected, received)) return false;
  const age = now.getTime() - Number.parseInt(at, 36);
  if (!(age >= 0 && age <= validMs) || solution.length > 20) return false;
  return leadingZeroBits(sha256(new TextEncoder().encode(`${challenge}.${solution}`))) >= difficultyBits;
}

/** Zero bits at the beginning of a hash. */
export function leadingZeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0);
  return at < 0 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] as number) - 24;
}
