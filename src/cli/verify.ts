import { readFileSync } from 'node:fs';
import { clockToleranceMs } from '../ground/record/clock.ts';
import { readReceipt, type Verdict, verifyReceipt } from '../ground/record/receipt.ts';

/**
 * Checks receipts offline, and several against each other.
 *
 * @throws Error when one does not hold, or times contradict places
 */
export function verify(files: readonly string[], key: string | undefined, say: (line: string) => void): void {
  const held = files.map((file) => checked(file, key, say, files.length > 1));
  const placed = held.toSorted((a, b) => a.index - b.index);
  const wrong: string[] = [];
  placed.forEach((one, at) => {
    const before = placed
      .slice(0, at)
      .find((other) => Date.parse(other.at) - Date.parse(one.at) > clockToleranceMs);
    if (before) wrong.push(`entry ${one.index} says ${one.at}, entry ${before.index} before it ${before.at}`);
  });
  if (wrong.length > 0) throw new Error(`times contradict places: ${wrong.join('; ')}`);
}

function checked(
  file: string,
  key: string | undefined,
  say: (line: string) => void,
  several: boolean,
): Verdict & { ok: true } {
  let given: unknown;
  try {
    given = readReceipt(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} cannot be read`);
  }
  if (given === undefined) throw new Error(`${file} is no receipt`);
  const verdict = verifyReceipt(given, key);
  const name = several ? `${file}: ` : '';
  if (!verdict.ok) throw new Error(`${name}does not hold: ${verdict.reason}`);
  say(`${name}holds: entry ${verdict.index} of ${verdict.size} in ${verdict.origin}, entered ${verdict.at}`);
  if (verdict.databaseAt)
    say(`${name}the clock was in doubt: the database said ${verdict.databaseAt} at that moment`);
  if (!key) say(`key taken from the receipt; compare it with the published one: ${verdict.key}`);
  return verdict;
}
