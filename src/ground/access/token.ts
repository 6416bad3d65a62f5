import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 bits for a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** As a token is kept: SHA-256, which is enough for what nobody can guess. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
