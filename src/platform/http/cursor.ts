import { type PlainDate, readTypedDate } from '../time.ts';
import { Invalid } from './problem.ts';

/** A place in a list, as text for an address. It holds what the list is ordered by, nothing secret. */
export function formatCursor(first: string | Date, id: string): string {
  return Buffer.from(JSON.stringify([first instanceof Date ? first.toISOString() : first, id])).toString(
    'base64url',
  );
}

const idPattern = /^[0-9a-f-]{36}$/;

const spoilt = () => new Invalid([{ field: 'cursor', code: 'cursor', detail: '' }], 400);

function parse(text: string): [string, string] {
  try {
    const [first, id] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof first === 'string' && idPattern.test(id)) return [first, id];
  } catch {
    // Said below.
  }
  throw spoilt();
}

/** Reads a place ordered by time; undefined (the beginning) for none. @throws Invalid (400) when it is spoilt */
export function parseTimeCursor(text: string | undefined): { at: Date; id: string } | undefined {
  if (!text) return undefined;
  const [first, id] = parse(text);
  const at = new Date(first);
  // What JavaScript can tell and PostgreSQL can keep.
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1900 || at.getUTCFullYear() > 9999) throw spoilt();
  return { at, id };
}

/** Reads a place ordered by day; undefined (the beginning) for none. @throws Invalid (400) when it is spoilt */
export function parseDayCursor(text: string | undefined): { dueOn: PlainDate; id: string } | undefined {
  if (!text) return undefined;
  const [first, id] = parse(text);
  const dueOn = readTypedDate(first);
  if (!dueOn || dueOn !== first) throw spoilt();
  return { dueOn, id };
}
