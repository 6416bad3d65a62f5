import { sha256 } from '@noble/hashes/sha2.js';

export { sha256 };

const leafPrefix = Uint8Array.of(0);

/** Hash of a leaf: SHA-256(0x00 || data), RFC 6962 §2.1. */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(concat(leafPrefix, data));
}

/** Hash of an inner node: SHA-256(0x01 || left || right), RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(65);
  both[0] = 1;
  both.set(left, 1);
  both.set(right, 33);
  return sha256(both);
}

/** Root of the empty tree: SHA-256 of nothing, RFC 6962 §2.1. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array());

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Standard base64 (RFC 4648 §4), in the browser and in Node alike. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Strict reading of standard base64; undefined for anything else, including loose padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
