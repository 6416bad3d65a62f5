import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a cell of a bulk load may hold. */
export type CopyValue = string | number | boolean | Date | Uint8Array | null | readonly string[];

const special: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escaped = (text: string) => text.replace(/[\\\n\r\t]/g, (char) => special[char] as string);

function cell(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`;
  if (Array.isArray(value))
    return escaped(`{${value.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  return String(value);
}

const chunkLength = 64 * 1024;

function* lines(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${row.map(cell).join('\t')}\n`;
    if (chunk.length > chunkLength) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

/**
 * Loads as the owner of the tables while their row-level security does not bind the owner: COPY knows no
 * policies. All in the caller's transaction, so nobody else ever sees it off.
 */
export async function asOwner(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select quote_ident(relname) as name from pg_class where relforcerowsecurity and relnamespace = current_schema()::regnamespace',
  );
  for (const { name } of rows) await client.query(`alter table ${name} no force row level security`);
  await work();
  for (const { name } of rows) await client.query(`alter table ${name} force row level security`);
}

/** Loads rows in bulk (PostgreSQL's COPY, text format). Table and column names are the program's own. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const into = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(lines(rows)), into);
}
