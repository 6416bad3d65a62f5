import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// What waits for its submission lies on disk under a key that only the sender's browser has (the form's own key, a
// cookie): whoever takes the disk, or only looks at it, finds nothing to read. AES-256-GCM (NIST SP 800-38D) under a
// key made by HKDF (RFC 5869).
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const keyFrom = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'gandan draft', 32));

/** Bytes as only the holder of the secret can read them. */
export function locked(secret: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, keyFrom(secret), nonce);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** What was locked; @throws Error for another secret, or bytes that are not what was locked */
export function unlocked(secret: string, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, keyFrom(secret), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}
