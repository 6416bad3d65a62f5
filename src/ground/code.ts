import { createHash, hkdfSync } from 'node:crypto';

// Crockford's base32: no I, L, O, U. 24 symbols are 120 bits, beyond guessing (OWASP ASVS 5.0, 6.5.2).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = 24;

declare const code: unique symbol;
/** The citizen's key to a case. Shown once, stored nowhere. */
export type CitizenCode = string & { readonly [code]: true };

/**
 * The code of a submission: derived from the form's own random key, so that sending the same form again
 * shows the same code without the code being kept.
 */
export function codeFor(secret: Buffer, formKey: string): CitizenCode {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, formKey, 'gandan/code/1', 15));
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return text as CitizenCode;
}

/** Reads a code as typed: any case, spaces and dashes anywhere, O for 0, I or L for 1. */
export function parseCode(typed: string): CitizenCode | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return plain.length === symbols && [...plain].every((char) => alphabet.includes(char))
    ? (plain as CitizenCode)
    : undefined;
}

/** In groups of four, for reading aloud and typing off. */
export function formatCode(plain: CitizenCode): string {
  return plain.match(/.{4}/g)?.join('-') ?? plain;
}

/** What is stored. A fast hash is enough: there is nothing to guess. */
export function hashCode(plain: CitizenCode): Buffer {
  return createHash('sha256').update(plain).digest();
}
