declare module 'http_ece' {
  /** Decrypts content encoded for Web Push (RFC 8188). */
  export function decrypt(
    body: Buffer,
    params: { version: 'aes128gcm'; privateKey: import('node:crypto').ECDH; authSecret: Buffer },
  ): Buffer;
}
