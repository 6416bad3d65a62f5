import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';

// Argon2id (the library's default), 64 MiB, 3 passes: above OWASP's floor, about 45 ms. Few at once, so that a flood of sign-ins
// cannot take the machine's memory.
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };
const atOnce = Math.min(2, availableParallelism());

let running = 0;
const queue: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) await new Promise<void>((go) => queue.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

/** Shortest password taken (OWASP ASVS 5.0, 6.2.1 advises 15; composition rules are not asked, 6.2.5). */
export const shortestPassword = 12;

/** Argon2id hash of a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost));
}

/** Sample accounts are hashed at the lowest cost that the library takes: their password is public anyway. */
export function hashSamplePassword(password: string): Promise<string> {
  return hash(password, { ...cost, memoryCost: 1024, timeCost: 1 });
}

let decoy: Promise<string> | undefined;

/**
 * Checks a password; takes as long for an account that does not exist as for a wrong password.
 *
 * @param stored the stored hash; undefined when there is no such account
 */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const against = stored ?? (await decoy);
  const good = await inTurn(() => verify(against, password.normalize('NFC')));
  return good && stored !== undefined;
}

// The beginnings of most stolen-password lists, and what people here type first; compared without
// spaces, signs and case. Composition rules are not asked (OWASP ASVS 5.0, 6.2.4 and 6.2.5).
const common = [
  '123456789012',
  '1234567890123',
  'qwertyuiop',
  'password1234',
  'passwordpassword',
  'matkhau123456',
  'matkhaumatkhau',
  'anhyeuemnhieu',
  'iloveyou1234',
  'gandangandan',
  'abcd12345678',
  'abc123456789',
  '111111111111',
  '000000000000',
];

/** Why a new password is not taken; undefined when it is. */
export function passwordFaults(
  password: string,
): { code: 'tooShort'; length: number } | { code: 'common' } | undefined {
  const typed = password.normalize('NFC');
  if ([...typed].length < shortestPassword) return { code: 'tooShort', length: shortestPassword };
  const plain = typed.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const oneSign = new Set(plain).size <= 2;
  return oneSign || common.some((one) => plain.startsWith(one)) ? { code: 'common' } : undefined;
}
