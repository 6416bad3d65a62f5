import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import sql, { type Sql } from 'sql-template-tag';

export { empty, type Sql } from 'sql-template-tag';
export { sql };

// The driver's defaults lose meaning: int8 as text, days as midnight instants.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * What can be asked of the database, inside a transaction or outside. Statements of a transaction that
 * are not awaited one by one travel together and run in the order in which they were asked.
 */
export interface Queries {
  /** All rows. The row type is the caller's statement of what the SQL selects. */
  rows<Row>(query: Sql): Promise<Row[]>;
  /** The first row, if there is one. */
  first<Row>(query: Sql): Promise<Row | undefined>;
  /** The one row there must be. @throws Error when there is none */
  one<Row>(query: Sql): Promise<Row>;
  /** Runs a statement; gives the number of rows it touched. */
  run(query: Sql): Promise<number>;
}

/** A running transaction. */
export interface Transaction extends Queries {
  /** Runs `action` once the transaction is committed; not at all when it is rolled back. */
  afterCommit(action: () => void): void;
  /** A last statement, sent together with the commit; when it fails, nothing of the transaction stays. */
  withCommit(query: Sql): void;
}

export interface Database extends Queries {
  /**
   * Runs `work` in one transaction: all of it happens, or nothing.
   *
   * @param options `patient`: statements may take minutes, as when a reorganisation moves its work
   */
  transaction<Result>(
    work: (tx: Transaction) => Promise<Result>,
    options?: { patient?: boolean },
  ): Promise<Result>;
  /** A raw connection for COPY and for tests; given back when `work` ends. */
  connection<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
  /** How many callers wait for a connection: the measure of overload. */
  waiting(): number;
  close(): Promise<void>;
}

/** The database cannot be reached or does not take work now; nothing was changed. */
export class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super('The database is away', { cause });
  }
}

// 08: connection, 53: resources, 57P: shutdown, 58: system; with the socket's own errors.
const awayCodes = /^(08...|53...|57P0[1-5]|58...|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
const awayMessages =
  /query read timeout|connection terminated|timeout exceeded when trying to connect|server closed the connection|client was closed|not queryable/i;

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if ((code && awayCodes.test(code)) || (message && awayMessages.test(message)))
    return new DatabaseAway(error);
  return error;
}

/** True for a violated unique constraint, with the constraint's name if one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const { code, constraint: name } = error as { code?: string; constraint?: string };
  return code === '23505' && (constraint === undefined || constraint === name);
}

// PostgreSQL, appendix A. 22: data exceptions (a number out of range, a day that is none, text it cannot hold);
// 23503: a thing named that is not there; 54000: more than fits.
const badDataCodes = /^(22...|23503|54000)$/;

/** True when the database refused values: what was sent cannot be kept, and nothing was changed. */
export function isBadData(error: unknown): boolean {
  return badDataCodes.test((error as { code?: string }).code ?? '');
}

const failFastMs = 1000;

// Preparing once per connection saves parsing and planning at every later call.
const names = new Map<string, string>();
function preparedName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    names.set(text, name);
  }
  return name;
}

const plannedEachTime = new WeakSet<Sql>();

/**
 * A query that is planned at each run, with its values: for spans of days and long lists, of which the
 * planner knows nothing without them. Planned once for all values, the structure of 4,000 units took
 * 13 s instead of 70 ms, from the sixth run on.
 */
export function plannedAnew(query: Sql): Sql {
  plannedEachTime.add(query);
  return query;
}

// A server that hangs (a network cut, a full disk) answers nothing, not even its own time limit.
const answerWithinMs = 12_000;

async function ask(client: pg.Pool | pg.ClientBase, query: Sql, patient = false): Promise<pg.QueryResult> {
  const { text, values } = query;
  if (!(client instanceof pg.Pool)) together(client);
  const config: pg.QueryConfig & { query_timeout?: number } = { text, values };
  if (!plannedEachTime.has(query)) config.name = preparedName(text);
  if (!patient) config.query_timeout = answerWithinMs;
  return client.query(config);
}

/**
 * Holds back the socket until the end of this tick, so that all statements asked in it leave in one
 * write: the writes, not the database, were the greater part of a request's time.
 */
function together(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function queries(
  client: pg.Pool | pg.ClientBase,
  isOver: () => boolean = () => false,
  patient = false,
): Queries {
  const safely = async (query: Sql) => {
    // Work that goes on beside a failed part must not reach the connection after the rollback.
    if (isOver()) throw new Error('The transaction is over');
    try {
      return await ask(client, query, patient);
    } catch (error) {
      throw explain(error);
    }
  };
  return {
    rows: async <Row>(query: Sql) => (await safely(query)).rows as Row[],
    first: async <Row>(query: Sql) => (await safely(query)).rows[0] as Row | undefined,
    one: async <Row>(query: Sql) => {
      const row = (await safely(query)).rows[0];
      if (row === undefined) throw new Error(`No row: ${query.text.slice(0, 80)}`);
      return row as Row;
    },
    run: async (query: Sql) => (await safely(query)).rowCount ?? 0,
  };
}

/** Asks over a connection of the caller's own, one statement after the other: for loading and for commands. */
export function queriesOn(client: pg.ClientBase): Queries {
  const asked = queries(client, undefined, true);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    <Arguments extends unknown[], Result>(ask: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> => {
      const answer = last.then(() => ask(...given));
      last = answer.catch(() => {});
      return answer;
    };
  return {
    rows: inTurn(asked.rows) as Queries['rows'],
    first: inTurn(asked.first) as Queries['first'],
    one: inTurn(asked.one) as Queries['one'],
    run: inTurn(asked.run),
  };
}

/**
 * Opens a pool of connections.
 *
 * @param url PostgreSQL URL
 * @param options `size`: most connections at once
 */
export function openDatabase(url: string, options: { size?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? 10,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 10_000,
    lock_timeout: 5000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'gandan',
    pipeline: true,
  });
  // An idle connection that breaks is replaced by the pool at the next query.
  pool.on('error', () => {});

  // After the database was found away, questions fail at once for a moment: one that waits for its own
  // time limit after the other keeps a reader waiting for all of them together.
  let awaySince = 0;
  const found = (error: unknown): unknown => {
    const explained = explain(error);
    if (explained instanceof DatabaseAway) awaySince = Date.now();
    return explained;
  };
  const mayAsk = () => {
    if (Date.now() - awaySince < failFastMs) throw new DatabaseAway(new Error('found away a moment ago'));
  };

  const connection = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    mayAsk();
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw found(error);
    }
    let broken = false;
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } catch (error) {
      const explained = found(error);
      broken ||= explained instanceof DatabaseAway;
      throw explained;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  };

  const direct = queries(pool);
  const guarded =
    <Query extends (query: Sql) => Promise<unknown>>(run: Query) =>
    async (query: Sql) => {
      mayAsk();
      try {
        return await run(query);
      } catch (error) {
        throw found(error);
      }
    };
  return {
    rows: guarded(direct.rows) as Queries['rows'],
    first: guarded(direct.first) as Queries['first'],
    one: guarded(direct.one) as Queries['one'],
    run: guarded(direct.run) as Queries['run'],
    connection,
    transaction: async (work, { patient = false } = {}) => {
      const done: (() => void)[] = [];
      const result = await connection(async (client) => {
        const last: Sql[] = [];
        let over = false;
        together(client);
        // Not awaited: it leaves with the first statement, which fails if this does.
        client.query('begin').catch(() => {});
        try {
          const value = await work({
            ...queries(client, () => over, patient),
            afterCommit: (action) => done.push(action),
            withCommit: (query) => last.push(query),
          });
          over = true;
          await Promise.all([...last.map((query) => ask(client, query)), client.query('commit')]);
          return value;
        } catch (error) {
          over = true;
          await client.query('rollback').catch(() => {});
          throw error;
        }
      });
      for (const action of done) action();
      return result;
    },
    waiting: () => pool.waitingCount,
    close: () => pool.end(),
  };
}
