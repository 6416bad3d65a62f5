import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import type { KnownSteps } from '../../src/ground/step/undo.ts';
import type { App } from '../../src/platform/http/app.ts';

interface Change {
  id: string;
  table_name: string;
  row_key: Record<string, unknown>;
  op: 'I' | 'U' | 'D';
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
  for (const change of changes) {
    const key = `${change.table_name} ${JSON.stringify(change.row_key)}`;
    const before = byRow.get(key);
    if (!before) byRow.set(key, change);
    // An update tells only what it changed: what later ones of the same step changed besides was the same before.
    else if (before.op === 'U' && change.before)
      byRow.set(key, { ...before, before: { ...change.before, ...before.before } });
  }
  return [...byRow.values()];
}

/** Takes a step back, looks whether all is as it was, and leaves it as it is. @throws Error where it is not */
async function tryBack(client: pg.Client, id: string): Promise<void> {
  const { rows: changes } = await client.query<Change>(
    'select id, table_name, row_key, op, before from step_change where step_id = $1 order by id',
    [id],
  );
  await client.query('begin');
  try {
    const { rows: followers } = await client.query('select * from step_followers($1)', [id]);
    if (followers.length > 0) throw new Error(`something stands on it already: ${JSON.stringify(followers)}`);
    await client.query('select step_undo($1)', [id]);
    await client.query('set constraints all immediate');
    for (const change of firsts(changes)) {
      const now = await rowOf(client, change);
      const of = `${change.table_name} ${JSON.stringify(change.row_key)}`;
      if (change.op === 'I' && now) throw new Error(`${of} is still there`);
      for (const [name, value] of Object.entries(change.op === 'I' ? {} : (change.before ?? {})))
        if (JSON.stringify(now?.[name]) !== JSON.stringify(value))
          throw new Error(`${of}: ${name} is ${JSON.stringify(now?.[name])}, was ${JSON.stringify(value)}`);
    }
  } finally {
    await client.query('rollback');
  }
}

/**
 * From here on every step that a test takes is tried to be taken back a moment later, and then left. What was tried
 * is noted in a folder, for the end of the run to see that none was left out.
 *
 * @param url of the database, as the owner of its tables
 */
export function takeBackEach(app: App, url: string, known: KnownSteps, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = [...known.values()].filter((one) => one.undo.how !== 'never').map((one) => one.name);
  appendFileSync(join(folder, `known-${process.pid}`), `${names.join('\n')}\n`);
  let newest = '-infinity';
  const inject = app.inject.bind(app) as (options: InjectOptions | string) => Promise<LightMyRequestResponse>;
  const tried = async (options: InjectOptions | string) => {
    const answer = await inject(options);
    if (typeof options === 'string' || options.method !== 'POST' || answer.statusCode !== 303) return answer;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query(
        `select id, name, taken_at::text as at from step where undo <> 'never' and struck_at is null
         and taken_at > $1::timestamptz order by taken_at`,
        [newest],
      );
      for (const step of rows) {
        newest = step.at;
        try {
          await tryBack(client, step.id);
        } catch (error) {
          throw new Error(`${step.name} cannot be taken back: ${(error as Error).message}`, { cause: error });
        }
        appendFileSync(join(folder, `tried-${process.pid}`), `${step.name}\n`);
      }
    } finally {
      await client.end();
    }
    return answer;
  };
  app.inject = tried as unknown as App['inject'];
}

/** Steps that can be taken back and were in no test. */
export function neverTried(folder: string): string[] {
  const read = (kind: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(kind))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));
  const tried = new Set(read('tried'));
  return [...new Set(read('known'))].filter((name) => !tried.has(name)).toSorted();
}
