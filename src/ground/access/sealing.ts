import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

// age (https://age-encryption.org/v1). The work factor makes guessing a password slow: about a second.
const scryptWorkFactor = 17;

/** A person's key pair for sealed matters, the private half wrapped under their password. */
export interface SealingKey {
  recipient: string;
  wrappedIdentity: string;
}

/** Makes a key pair; only who knows the password can open what is sealed to it. */
export async function newSealingKey(password: string, workFactor = scryptWorkFactor): Promise<SealingKey> {
  const identity = await generateX25519Identity();
  const wrap = new Encrypter();
  wrap.setPassphrase(password.normalize('NFC'));
  wrap.setScryptWorkFactor(workFactor);
  const wrapped = await wrap.encrypt(identity);
  return {
    recipient: await identityToRecipient(identity),
    wrappedIdentity: Buffer.from(wrapped).toString('base64'),
  };
}

/** An opened private key: kept no longer than the request that opened it. */
export interface OpenedKey {
  readonly identity: string;
}

/** Opens a person's private key with their password; undefined when the password is wrong. */
export async function openKey(wrappedIdentity: string, password: string): Promise<OpenedKey | undefined> {
  try {
    return { identity: await unwrapped(wrappedIdentity, password) };
  } catch {
    return undefined;
  }
}

async function unwrapped(wrappedIdentity: string, password: string): Promise<string> {
  const unwrap = new Decrypter();
  unwrap.addPassphrase(password.normalize('NFC'));
  return unwrap.decrypt(Buffer.from(wrappedIdentity, 'base64'), 'text');
}

/**
 * Seals bytes to several people; any one of them can open them, the program cannot.
 *
 * @throws RangeError when nobody could open them
 */
export async function sealBytes(bytes: Uint8Array, recipients: readonly string[]): Promise<Buffer> {
  if (recipients.length === 0) throw new RangeError('nobody to seal to');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(bytes));
}

/** Seals a value, as JSON. @throws RangeError when nobody could open it */
export async function seal(value: unknown, recipients: readonly string[]): Promise<Buffer> {
  return sealBytes(Buffer.from(JSON.stringify(value)), recipients);
}

/** Opens sealed bytes; undefined when they were not sealed to this key. */
export async function unsealBytes(sealed: Uint8Array, key: OpenedKey): Promise<Buffer | undefined> {
  try {
    const open = new Decrypter();
    open.addIdentity(key.identity);
    return Buffer.from(await open.decrypt(sealed));
  } catch {
    return undefined;
  }
}

/** Opens a sealed value; undefined when it was not sealed to this key. */
export async function unseal(sealed: Uint8Array, key: OpenedKey): Promise<unknown | undefined> {
  const bytes = await unsealBytes(sealed, key);
  return bytes && JSON.parse(bytes.toString());
}

/** The same identity wrapped under another password. @throws Error when the old password does not open it */
export async function rewrap(wrappedIdentity: string, old: string, fresh: string): Promise<string> {
  const identity = await unwrapped(wrappedIdentity, old);
  const wrap = new Encrypter();
  wrap.setPassphrase(fresh.normalize('NFC'));
  wrap.setScryptWorkFactor(scryptWorkFactor);
  return Buffer.from(await wrap.encrypt(identity)).toString('base64');
}
