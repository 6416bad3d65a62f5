import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Services } from '../../src/ground/services.ts';
import type { KnownSteps } from '../../src/ground/step/undo.ts';

interface Change {
  id: string;
  table_name: string;
  row_key: Record<string, unknown>;
  op: 'I' | 'U' | 'D' | 'S';
  before: Record<string, unknown> | null;
}

/** A row as it is now, by its key. */
async function rowOf(client: pg.Client, change: Change): Promise<Record<string, unknown> | undefined> {
  const { rows } = await client.query('select step_row($1, $2) as condition', [change.table_name, 't']);
  const found = await client.query(
    `select to_jsonb(t) as row from ${client.escapeIdentifier(change.table_name)} t where ${rows[0].condition}`,
    [change.row_key],
  );
  return found.rows[0]?.row;
}

/** Each row that a step touched, as it was before the step. */
function firsts(changes: readonly Change[]): Change[] {
  const byRow = new Map<string, Change>();
  for (const change of changes.filter((one) => one.op !== 'S')) {
    const key = `${change.table_name} ${JSON.stringify(change.row_key)}`;
    const before = byRow.get(key);
    if (!before) byRow.set(key, change);
    // An update tells only what it changed: what later ones of the same step changed besides was the same before.
    else if (before.op === 'U' && change.before)
      byRow.set(key, { ...before, before: { ...change.before, ...before.before } });
  }
  return [...byRow.values()];
}

/**
 * Takes a step back, looks whether all is as it was, and leaves it as it is.
 *
 * @returns whether there was anything to see
 * @throws Error where it is not as it was
 */
async function tryBack(client: pg.Client, id: string): Promise<boolean> {
  const { rows: changes } = await client.query<Change>(
    'select id, table_name, row_key, op, before from step_change where step_id = $1 order by id',
    [id],
  );
  await client.query('begin');
  try {
    // What changed nothing shows nothing.
    if (changes.length === 0) return false;
    const { rows: followers } = await client.query('select * from step_followers($1)', [id]);
    // Where others went on at the same moment, it is theirs that would be taken back first.
    if (followers.length > 0) return false;
    await client.query(`select step_undo($1, (select at::date from step where id = $1))`, [id]);
    await client.query('set constraints all immediate');
    for (const change of firsts(changes)) {
      const now = await rowOf(client, change);
      const of = `${change.table_name} ${JSON.stringify(change.row_key)}`;
      if (change.op === 'I' && now) throw new Error(`${of} is still there`);
      for (const [name, value] of Object.entries(change.op === 'I' ? {} : (change.before ?? {})))
        if (JSON.stringify(now?.[name]) !== JSON.stringify(value))
          throw new Error(`${of}: ${name} is ${JSON.stringify(now?.[name])}, was ${JSON.stringify(value)}`);
    }
    return true;
  } finally {
    await client.query('rollback');
  }
}

/**
 * From here on every step that a test takes is tried to be taken back at once, and then left. What was tried is noted in
 * a folder, for the end of the run to see that none was left out.
 *
 * @param url of the database, as the owner of its tables
 * @returns what ends it
 */
export function takeBackEach(services: Services, url: string, folder: string): () => Promise<void> {
  mkdirSync(folder, { recursive: true });
  const client = new pg.Client({ connectionString: url });
  let connected: Promise<unknown> | undefined;
  // One after the other: each trial is a transaction of the same connection.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
  const { db } = services;
  const transact = db.transaction.bind(db);
  db.transaction = async (work, options) => {
    let step: string | undefined;
    const result = await transact(async (tx) => {
      const run: typeof tx.run = (query) => {
        if (query.text.includes("set_config('gandan.step'")) step = String(query.values[0]);
        return tx.run(query);
      };
      return work({ ...tx, run });
    }, options);
    if (step) {
      const id = step;
      await inTurn(async () => {
        connected ??= client.connect();
        await connected;
        await trial(services, client, id, folder);
      });
    }
    return result;
  };
  return async () => {
    await last;
    if (connected) await client.end();
  };
}

async function trial(services: Services, client: pg.Client, id: string, folder: string): Promise<void> {
  try {
    const { rows } = await client.query(`select name from step where id = $1 and undo <> 'never'`, [id]);
    if (rows.length === 0) return;
    // What keeps its number is marked by its part, and undone by nobody.
    const keeps = services.steps.get(rows[0].name)?.keeps;
    if (keeps || (await tryBack(client, id)))
      appendFileSync(join(folder, `tried-${process.pid}`), `${rows[0].name}\n`);
  } catch (error) {
    throw new Error(`step ${id} cannot be taken back: ${(error as Error).message}`, { cause: error });
  }
}

/** Notes which steps there are to be taken back. */
export function noteKnown(known: KnownSteps, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = [...known.values()].filter((one) => one.undo.how !== 'never').map((one) => one.name);
  appendFileSync(join(folder, `known-${process.pid}`), `${names.join('\n')}\n`);
}

/** Steps that can be taken back and were in no test. */
export function neverTried(folder: string): string[] {
  // A run without a database takes no step.
  if (!existsSync(folder)) return [];
  const read = (kind: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(kind))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));
  const tried = new Set(read('tried'));
  return [...new Set(read('known'))].filter((name) => !tried.has(name)).toSorted();
}
