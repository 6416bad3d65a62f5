import { createHash } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import type { OpenedKey } from './sealing.ts';

const shares = 3;
const needed = 2;
const prefix = 'GDKP';

/** The key that opens sealed matters when no handler can, in shares of which two are needed. */
export interface Recovery {
  recipient: string;
  shares: string[];
}

const mark = (hex: string) => createHash('sha256').update(`gandan-recovery ${hex}`).digest('hex').slice(0, 8);

/**
 * A new recovery key, split by Shamir's scheme: one share alone tells nothing of it. The whole private key
 * exists only while this runs.
 */
export async function newRecovery(): Promise<Recovery> {
  const identity = await generateX25519Identity();
  const parts = await split(new Uint8Array(Buffer.from(identity)), shares, needed);
  return { recipient: await identityToRecipient(identity), shares: parts.map(written) };
}

/** A share as it is written on paper: groups of four, the last two of which tell a slip of the pen. */
function written(share: Uint8Array): string {
  const hex = Buffer.from(share).toString('hex');
  return `${prefix}-${`${hex}${mark(hex)}`.match(/.{1,4}/g)?.join('-')}`;
}

/** Reads a share from paper; undefined when it is not one or was copied wrongly. */
function readShare(typed: string): Uint8Array | undefined {
  const text = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  const head = prefix.toLowerCase();
  if (!text.startsWith(head)) return undefined;
  const hex = text.slice(head.length, -8);
  if (!/^(?:[0-9a-f]{2})+$/.test(hex) || mark(hex) !== text.slice(-8)) return undefined;
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

/**
 * The recovery key from two shares.
 *
 * @returns `unreadable` for a share that was copied wrongly, `different` when they do not make the key
 *   that matters are sealed to
 */
export async function recoverKey(
  typed: readonly [string, string],
  recipient: string,
): Promise<OpenedKey | 'unreadable' | 'different'> {
  const [one, two] = typed.map(readShare);
  if (!one || !two) return 'unreadable';
  try {
    const identity = Buffer.from(await combine([one, two])).toString();
    return (await identityToRecipient(identity)) === recipient ? { identity } : 'different';
  } catch {
    return 'different';
  }
}
