/** A place in a list, as text for an address. It holds what the list is ordered by, nothing secret. */
export function formatCursor(first: string | Date, id: string): string {
  return Buffer.from(JSON.stringify([first instanceof Date ? first.toISOString() : first, id])).toString(
    'base64url',
  );
}

const idPattern = /^[0-9a-f-]{36}$/;

function parse(text: string | undefined): [string, string] | undefined {
  if (!text) return undefined;
  try {
    const [first, id] = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof first === 'string' && idPattern.test(id) ? [first, id] : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a place ordered by time; undefined (the beginning) for anything malformed. */
export function parseTimeCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const read = parse(text);
  const at = read && new Date(read[0]);
  return read && at && !Number.isNaN(at.getTime()) ? { at, id: read[1] } : undefined;
}

/** Reads a place ordered by day. */
export function parseDayCursor(text: string | undefined): { dueOn: string; id: string } | undefined {
  const read = parse(text);
  return read && /^\d{4}-\d{2}-\d{2}$/.test(read[0]) ? { dueOn: read[0], id: read[1] } : undefined;
}
