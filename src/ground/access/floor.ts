import { type Database, type Queries, type Sql, sql } from '../../platform/database/database.ts';
import type { SignedIn } from './session.ts';

/**
 * Who asks, for the database's own floor under sealed matters: the secret of a session or program, or
 * the hash of a citizen's code. Without any, sealed matters do not exist.
 */
export type FloorSecret = { session: string } | { codeHash: Buffer } | undefined;

// Kept beside the officer and not in it: what is written out or logged of an officer never holds it.
const secrets = new WeakMap<SignedIn, string>();

/** Remembers by which secret somebody is signed in. */
export function keepSecret(officer: SignedIn, token: string): SignedIn {
  secrets.set(officer, token);
  return officer;
}

/** The secret by which somebody is signed in. */
export function floorOf(officer: SignedIn): FloorSecret {
  const session = secrets.get(officer);
  return session === undefined ? undefined : { session };
}

/** Tells the database who asks, to the end of the transaction: a pooled connection forgets it then. */
export function tellFloor(secret: FloorSecret): Sql {
  if (secret && 'codeHash' in secret)
    return sql`select set_config('gandan.code', ${secret.codeHash.toString('hex')}, true)`;
  return sql`select set_config('gandan.session', ${secret?.session ?? ''}, true)`;
}

/** The database as somebody sees it: each question travels with who asks. */
export function seenBy(db: Database, secret: FloorSecret): Queries {
  if (!secret) return db;
  const asking = <Result>(ask: (tx: Queries) => Promise<Result>): Promise<Result> =>
    db.transaction(async (tx) => {
      const [, result] = await Promise.all([tx.run(tellFloor(secret)), ask(tx)]);
      return result;
    });
  return {
    rows: (query) => asking((tx) => tx.rows(query)),
    first: (query) => asking((tx) => tx.first(query)),
    one: (query) => asking((tx) => tx.one(query)),
    run: (query) => asking((tx) => tx.run(query)),
  };
}
