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

/**
 * Seals a value to several people; any one of them can open it, the program cannot.
 *
 * @throws RangeError when nobody could open it
 */
export async function seal(value: unknown, recipients: readonly string[]): Promise<Buffer> {
  if (recipients.length === 0) throw new RangeError('nobody to seal to');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(JSON.stringify(value)));
}

/** Opens a sealed value with a person's password; undefined when the password or the person is wrong. */
export async function unseal(
  sealed: Uint8Array,
  wrappedIdentity: string,
  password: string,
): Promise<unknown | undefined> {
  try {
    const unwrap = new Decrypter();
    unwrap.addPassphrase(password.normalize('NFC'));
    const identity = await unwrap.decrypt(Buffer.from(wrappedIdentity, 'base64'), 'text');
    const open = new Decrypter();
    open.addIdentity(identity);
    return JSON.parse(await open.decrypt(sealed, 'text'));
  } catch {
    return undefined;
  }
}

/** The same identity wrapped under another password. @throws Error when the old password does not open it */
export async function rewrap(wrappedIdentity: string, old: string, fresh: string): Promise<string> {
  const unwrap = new Decrypter();
  unwrap.addPassphrase(old.normalize('NFC'));
  const identity = await unwrap.decrypt(Buffer.from(wrappedIdentity, 'base64'), 'text');
  const wrap = new Encrypter();
  wrap.setPassphrase(fresh.normalize('NFC'));
  wrap.setScryptWorkFactor(scryptWorkFactor);
  return Buffer.from(await wrap.encrypt(identity)).toString('base64');
}
