import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, fromBase64, sha256, toBase64 } from './hash.ts';
import type { SigningKey } from './note.ts';

// C2SP tlog-cosignature: https://c2sp.org/tlog-cosignature. Algorithm byte 4 is a timestamped Ed25519 one.
const cosignatureType = 4;
const text = new TextEncoder();
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A witness's key as those who trust it know it. */
export interface WitnessKey {
  name: string;
  id: Uint8Array;
  key: Uint8Array;
}

function witnessId(name: string, key: Uint8Array): Uint8Array {
  return sha256(concat(text.encode(`${name}\n`), Uint8Array.of(cosignatureType), key)).slice(0, 4);
}

/** The public half of a witness's key. */
export function witnessKey(key: SigningKey): WitnessKey {
  const publicKey = ed25519.getPublicKey(key.seed);
  return { name: key.name, id: witnessId(key.name, publicKey), key: publicKey };
}

/** `name+id+base64`, with the algorithm of cosignatures. */
export function formatWitnessKey(key: WitnessKey): string {
  return `${key.name}+${hex(key.id)}+${toBase64(concat(Uint8Array.of(cosignatureType), key.key))}`;
}

/** Reads a witness's key; undefined when it is malformed or its id does not fit. */
export function parseWitnessKey(line: string): WitnessKey | undefined {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim());
  const bytes = found && fromBase64(found[3] as string);
  if (!found || bytes?.length !== 33 || bytes[0] !== cosignatureType) return undefined;
  const name = found[1] as string;
  const key = bytes.slice(1);
  const id = witnessId(name, key);
  return hex(id) === found[2] ? { name, id, key } : undefined;
}

function signedMessage(seconds: number, body: string): Uint8Array {
  return text.encode(`cosignature/v1\ntime ${seconds}\n${body}`);
}

/** A witness's line under a checkpoint: that it saw it, when, and found it to follow what it saw before. */
export function cosign(body: string, key: SigningKey, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const signature = ed25519.sign(signedMessage(seconds, body), key.seed);
  return `— ${key.name} ${toBase64(concat(witnessKey(key).id, time, signature))}\n`;
}

/** When a witness saw a checkpoint; undefined when the line is not its good cosignature of this body. */
export function cosignedAt(line: string, body: string, key: WitnessKey): Date | undefined {
  const found = /^— ([^\s+]+) (\S+)\n?$/u.exec(line);
  const bytes = found && fromBase64(found[2] as string);
  if (!found || bytes?.length !== 4 + 8 + 64 || found[1] !== key.name) return undefined;
  if (hex(bytes.slice(0, 4)) !== hex(key.id)) return undefined;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset + 4, 8).getBigUint64(0));
  const good = ed25519.verify(bytes.slice(12), signedMessage(seconds, body), key.key, { zip215: false });
  return good ? new Date(seconds * 1000) : undefined;
}
