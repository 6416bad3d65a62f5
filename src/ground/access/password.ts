import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { foldedWords } from '../../platform/vietnamese.ts';

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
/** Longest password taken, in letters; the estimate of longer ones takes longer and says nothing new. */
export const longestPassword = 128;

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

// Guesses that a program which knows lists, keyboards, dates and repetitions needs, as a power of ten: what fewer
// find is common (OWASP ASVS 5.0, 6.2.4; composition rules are not asked, 6.2.5).
const fewestGuesses = 9;
// What is left of a password beside the words that everybody here knows has to be as long as this.
const shortestRest = 8;
// Known to everybody who tries: the program, the trade, the language's own favourites (6.2.11).
const commonHere =
  'gandan matkhau danvan uyban ubnd phuong tinh huyen thanhpho tiepdan tiepcongdan canbo baclieu camau vietnam anhyeuem iloveyou admin quantri'.split(
    ' ',
  );

/** Why a password is not taken. */
export type PasswordFault =
  | { code: 'tooShort'; length: number }
  | { code: 'tooLong'; length: number }
  | { code: 'common' };

/**
 * Why a new password is not taken; undefined when it is.
 *
 * @param context words that belong to the person and the place: name, user name, unit, locality
 */
export async function passwordFaults(
  password: string,
  context: readonly string[] = [],
): Promise<PasswordFault | undefined> {
  const typed = password.normalize('NFC');
  const length = [...typed].length;
  if (length < shortestPassword) return { code: 'tooShort', length: shortestPassword };
  if (length > longestPassword) return { code: 'tooLong', length: longestPassword };
  const known = [
    ...commonHere,
    ...context.flatMap(foldedWords),
    ...context.map((one) => foldedWords(one).join('')),
  ];
  if (littleBeside(typed, known)) return { code: 'common' };
  const guesses = (await estimator()).check(typed, known).guessesLog10;
  return guesses < fewestGuesses ? { code: 'common' } : undefined;
}

/** Whether a password is made of words that everybody here knows and little beside them. */
function littleBeside(typed: string, known: readonly string[]): boolean {
  const plain = foldedWords(typed).join('');
  let rest = plain;
  for (const word of known.filter((one) => one.length > 2).toSorted((a, b) => b.length - a.length))
    rest = rest.replaceAll(word, '');
  return rest.length < plain.length && rest.length < shortestRest;
}

let loaded: Promise<ZxcvbnFactory> | undefined;

// Its lists take 25 MB: loaded when somebody sets a password, which is seldom.
function estimator(): Promise<ZxcvbnFactory> {
  loaded ??= Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]).then(
    ([{ ZxcvbnFactory: Factory }, { dictionary, adjacencyGraphs }]) =>
      new Factory({ dictionary, graphs: adjacencyGraphs }),
  );
  return loaded;
}
