import { createHash, randomBytes } from 'node:crypto';
import { type Database, type Queries, sql, type Transaction } from '../database/database.ts';
import { HttpError } from './problem.ts';

/** A key as clients send it: in a form's hidden field or in the Idempotency-Key header. */
export const keyPattern = /^[A-Za-z0-9_-]{16,100}$/;

/** A fresh key for a form. */
export const newKey = (): string => randomBytes(18).toString('base64url');

/** The key that a form carries; a fresh one where it carries none. */
export const keyOf = (values: Record<string, string>): string =>
  keyPattern.test(values.key ?? '') ? (values.key as string) : newKey();

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Does something once, however often it is asked for with the same key. The key is written in the
 * transaction of the effect, so there is no moment at which one exists without the other.
 * (After draft-ietf-httpapi-idempotency-key-header.)
 *
 * @param scope whose key it is: two people may use the same key without meeting
 * @param request what is asked; the same key with another request is an error
 * @param work does it inside the transaction, whose other effects must bear being done twice, and gives
 *   the result to be remembered (plain JSON)
 * @param options `patient`: statements may take minutes
 * @throws HttpError 422 when the key was used for another request
 */
export async function once<Result>(
  db: Database,
  scope: string,
  key: string,
  request: unknown,
  work: (tx: Transaction) => Promise<Result>,
  options: { patient?: boolean } = {},
): Promise<{ result: Result; replayed: boolean }> {
  const keyHash = digest(`${scope}\n${key}`);
  // Bound to the key, which is not stored: a request's fingerprint alone cannot be guessed at.
  const fingerprint = digest(`${scope}\n${key}\n${JSON.stringify(request)}`);

  const remembered = async (where: Queries) => {
    const row = await where.first<{ fingerprint: Buffer; result: unknown }>(
      sql`select fingerprint, result from idempotency where key_hash = ${keyHash}`,
    );
    if (row && !row.fingerprint.equals(fingerprint)) throw new HttpError(422, 'keyReused');
    return row;
  };

  try {
    const result = await db.transaction(async (tx) => {
      // Looked up and begun in one exchange: a repeat is rare, and what it began is rolled back.
      const [known, done] = await Promise.allSettled([remembered(tx), work(tx)]);
      if (known.status === 'rejected') throw known.reason;
      if (known.value) throw new Remembered(known.value);
      if (done.status === 'rejected') throw done.reason;
      tx.withCommit(sql`
        insert into idempotency (key_hash, fingerprint, result)
        values (${keyHash}, ${fingerprint}, ${JSON.stringify(done.value)}::jsonb)`);
      return done.value;
    }, options);
    return { result, replayed: false };
  } catch (error) {
    if (error instanceof Remembered) return { result: error.result as Result, replayed: true };
    // Asked twice at the same moment: the other one was first, and this one met its key or the state that it left.
    const meanwhile = await remembered(db).catch(() => undefined);
    if (meanwhile) return { result: meanwhile.result as Result, replayed: true };
    throw error;
  }
}

/** Leaves a transaction whose work was already done before. */
class Remembered {
  readonly result: unknown;
  constructor(row: { result: unknown }) {
    this.result = row.result;
  }
}

/** Forgets keys after a week. */
export async function sweepIdempotency(db: Database, now: Date): Promise<void> {
  await db.run(sql`delete from idempotency where at < ${new Date(now.getTime() - 7 * 86_400_000)}`);
}
