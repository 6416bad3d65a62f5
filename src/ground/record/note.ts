import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, fromBase64, sha256, toBase64 } from './hash.ts';

// C2SP signed-note: https://c2sp.org/signed-note. Algorithm byte 1 is Ed25519.
const ed25519Type = 1;
const signatureLine = /^— ([^\s+]+) (\S+)$/u;

/** A key that signs notes, with the name it signs under. */
export interface SigningKey {
  name: string;
  seed: Uint8Array;
}

/** A key that verifies notes. `id` is the first four bytes of SHA-256(name || "\n" || type || key). */
export interface VerifyingKey {
  name: string;
  id: Uint8Array;
  key: Uint8Array;
}

// No note holds control characters but the newline.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0009\u000b-\u001f]/;
const text = new TextEncoder();

function keyId(name: string, key: Uint8Array): Uint8Array {
  return sha256(concat(text.encode(`${name}\n`), Uint8Array.of(ed25519Type), key)).slice(0, 4);
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Makes a new key. `name` is usually the log's origin and holds neither spaces nor `+`. */
export function newSigningKey(name: string): SigningKey {
  return { name, seed: ed25519.utils.randomSecretKey() };
}

// Deriving the public half costs as much as a signature, and each note names it.
const publicHalves = new WeakMap<SigningKey, VerifyingKey>();

/** The public half. */
export function verifyingKey(key: SigningKey): VerifyingKey {
  let half = publicHalves.get(key);
  if (!half) {
    const publicKey = ed25519.getPublicKey(key.seed);
    half = { name: key.name, id: keyId(key.name, publicKey), key: publicKey };
    publicHalves.set(key, half);
  }
  return half;
}

/** `PRIVATE+KEY+name+id+base64`, the private key text of Go's sumdb/note. Secret. */
export function formatSigningKey(key: SigningKey): string {
  const { id } = verifyingKey(key);
  return `PRIVATE+KEY+${key.name}+${hex(id)}+${toBase64(concat(Uint8Array.of(ed25519Type), key.seed))}`;
}

/** Reads what {@link formatSigningKey} wrote. @throws Error when it is anything else */
export function parseSigningKey(line: string): SigningKey {
  const found = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim());
  const bytes = found && fromBase64(found[3] as string);
  if (!found || bytes?.length !== 33 || bytes[0] !== ed25519Type) throw new Error('not a signing key');
  const key = { name: found[1] as string, seed: bytes.slice(1) };
  if (hex(verifyingKey(key).id) !== found[2]) throw new Error('the key does not fit its name');
  return key;
}

/** `name+id+base64`: the text by which anyone can check this key's notes. */
export function formatVerifyingKey(key: VerifyingKey): string {
  return `${key.name}+${hex(key.id)}+${toBase64(concat(Uint8Array.of(ed25519Type), key.key))}`;
}

/** Reads a verifying key; undefined when it is malformed or its id does not fit. */
export function parseVerifyingKey(line: string): VerifyingKey | undefined {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line);
  const bytes = found && fromBase64(found[3] as string);
  if (!found || bytes?.length !== 33 || bytes[0] !== ed25519Type) return undefined;
  const name = found[1] as string;
  const key = bytes.slice(1);
  const id = keyId(name, key);
  return hex(id) === found[2] ? { name, id, key } : undefined;
}

/** Signs `body` (which ends in a newline). Ed25519 is deterministic: the same body, the same note. */
export function signNote(body: string, key: SigningKey): string {
  const { id } = verifyingKey(key);
  const signature = ed25519.sign(text.encode(body), key.seed);
  return `${body}\n— ${key.name} ${toBase64(concat(id, signature))}\n`;
}

/**
 * Opens a signed note.
 *
 * @returns the body when the note is well formed and the key's signature is on it and good; other
 *   signatures are passed over, as the format asks; undefined otherwise
 */
export function openNote(note: string, key: VerifyingKey): string | undefined {
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || !note.endsWith('\n') || note.length > 1_000_000) return undefined;
  if (control.test(note) || !note.isWellFormed()) return undefined;
  const body = note.slice(0, gap + 1);
  let good = false;
  for (const line of note.slice(gap + 2, -1).split('\n')) {
    const found = signatureLine.exec(line);
    const bytes = found && fromBase64(found[2] as string);
    if (!found || !bytes || bytes.length < 5) return undefined;
    if (found[1] !== key.name || hex(bytes.slice(0, 4)) !== hex(key.id)) continue;
    if (bytes.length !== 4 + 64) return undefined;
    // Strict verification (RFC 8032): every tool of this project then agrees on edge cases.
    if (!ed25519.verify(bytes.slice(4), text.encode(body), key.key, { zip215: false })) return undefined;
    good = true;
  }
  return good ? body : undefined;
}
