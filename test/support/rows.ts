import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Database, Queries, Sql } from '../../src/platform/database/database.ts';
import { projectRoot } from '../../src/platform/root.ts';

/** What a value of a row is, as far as a type can promise it. */
export type Kind = 'null' | 'string' | 'number' | 'boolean' | 'date' | 'bytes' | 'array' | 'object';
/** What was seen of the rows that a line of the source asked for. */
interface Seen {
  at: string;
  columns: Record<string, Kind[]>;
}

export const ways = ['rows', 'first', 'one'] as const;
// Of each statement so many results are looked at: enough to see what can be null, and no burden. Of one that mostly
// finds nothing so many askings.
const looks = 40;
const askings = 400;

function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return 'date';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'array';
  return typeof value as Kind;
}

/** The line that asked, in this project's source. */
function caller(): string | undefined {
  const { stack = '' } = new Error();
  for (const line of stack.split('\n').slice(2)) {
    const [, file = '', at = ''] = /\(?((?:\/|file:)[^():]+):(\d+):\d+\)?$/.exec(line) ?? [];
    const path = relative(projectRoot, file.replace('file://', ''));
    if (path.startsWith('src/') && !path.startsWith('src/platform/database/')) return `${path}:${at}`;
    if (path.startsWith('test/') && !path.endsWith('support/rows.ts')) return undefined;
  }
  return undefined;
}

/** The kinds of each column of some rows. */
function columnsOf(rows: readonly object[]): Seen['columns'] {
  const columns: Seen['columns'] = {};
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const kinds = columns[name] ?? [];
      const kind = kindOf(value);
      columns[name] = kinds.includes(kind) ? kinds : [...kinds, kind];
    }
  return columns;
}

/**
 * From here on what each statement of the program gives is noted, by the line that asks for it: whether it is what
 * that line says (`rows<Row>`) is looked at once all tests have run.
 */
export function noteRows(db: Database, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `rows-${process.pid}`);
  const looked = new Map<string, number>();
  const asked = new Map<string, number>();
  const noted = new Set<string>();
  const note = (at: string, { text }: Sql, result: unknown) => {
    const rows = (Array.isArray(result) ? result : result ? [result] : []) as object[];
    if (rows.length === 0) return;
    looked.set(text, (looked.get(text) ?? 0) + 1);
    const line = JSON.stringify({ at, columns: columnsOf(rows) } satisfies Seen);
    if (noted.has(line)) return;
    noted.add(line);
    appendFileSync(file, `${line}\n`);
  };
  const watched =
    <Result>(ask: (query: Sql) => Promise<Result>) =>
    (query: Sql): Promise<Result> => {
      const before = asked.get(query.text) ?? 0;
      asked.set(query.text, before + 1);
      const open = before < askings && (looked.get(query.text) ?? 0) < looks;
      const at = open ? caller() : undefined;
      const answer = ask(query);
      // Beside it: what is given, and in which order, stays as it is without being looked at.
      if (at)
        answer.then(
          (result) => note(at, query, result),
          () => {},
        );
      return answer;
    };
  const watch = (queries: Queries): Pick<Queries, (typeof ways)[number]> => ({
    rows: watched(queries.rows.bind(queries)) as Queries['rows'],
    first: watched(queries.first.bind(queries)) as Queries['first'],
    one: watched(queries.one.bind(queries)) as Queries['one'],
  });
  const transact = db.transaction.bind(db);
  Object.assign(db, watch(db));
  db.transaction = (work, options) => transact((tx) => work({ ...tx, ...watch(tx) }), options);
}

/** What was seen, by line of the source and column. */
export function readSeen(folder: string): Map<string, Map<string, Set<Kind>>> {
  const all = new Map<string, Map<string, Set<Kind>>>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.startsWith('rows-')) continue;
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean)) {
      const { at, columns } = JSON.parse(line) as Seen;
      const known = all.get(at) ?? new Map<string, Set<Kind>>();
      all.set(at, known);
      for (const [column, kinds] of Object.entries(columns))
        known.set(column, new Set([...(known.get(column) ?? []), ...kinds]));
    }
  }
  return all;
}
