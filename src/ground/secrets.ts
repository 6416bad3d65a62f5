import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatSigningKey, newSigningKey, parseSigningKey, type SigningKey } from './record/note.ts';

/** What this installation must keep to itself. One file, readable by its user only. */
export interface Secrets {
  /** Signs the record's checkpoints. */
  recordKey: SigningKey;
  /** Citizens' codes are derived from it and the form's key, so that a repeated submission shows the same code. */
  codes: Buffer;
  /** Marks the puzzles of forms. */
  forms: Buffer;
  /** Password of the login by which the program works on the database. */
  database: string;
  /** Says to the browsers' push services who sends (RFC 8292); as base64url. */
  push: { publicKey: string; privateKey: string };
}

/**
 * Reads the secrets, making them at the first start.
 *
 * @param origin name of the record, fixed for good at the first start
 */
export function readSecrets(file: string, origin: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const fresh = {
      recordKey: formatSigningKey(newSigningKey(origin)),
      codes: randomBytes(32).toString('base64'),
      forms: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'wx' });
  }
  const stored = JSON.parse(readFileSync(file, 'utf8'));
  if (!stored.push || !stored.database) {
    // Made with the first version that wants them; written whole or not at all.
    stored.push ??= newPushKeys();
    stored.database ??= randomBytes(24).toString('base64url');
    writeFileSync(`${file}.new`, JSON.stringify(stored, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return {
    recordKey: parseSigningKey(stored.recordKey),
    codes: Buffer.from(stored.codes, 'base64'),
    forms: Buffer.from(stored.forms, 'base64'),
    push: stored.push,
    database: stored.database,
  };
}

/** A key pair on P-256: the public point and the secret number, as the Push API wants them. */
function newPushKeys(): Secrets['push'] {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') };
}
