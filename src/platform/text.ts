// What a keyboard never types and something behind us cannot hold: PostgreSQL no NUL, canonical JSON (RFC 8785)
// no half of a surrogate pair, XML 1.0 (feeds, Word, Excel) none of the other controls nor U+FFFE and U+FFFF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unholdable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const dropped = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]/g;
// Word writes a break within a paragraph as a vertical tab, and a page as a form feed.
const breaks = /[\v\f]/g;

/** Whether everything behind us can hold a text as it is. */
export function isHoldable(text: string): boolean {
  return text.isWellFormed() && !unholdable.test(text);
}

/** A text as everything behind us can hold it; nothing that can be read is lost. */
export function holdable(text: string): string {
  return isHoldable(text) ? text : text.toWellFormed().replace(breaks, '\n').replace(dropped, '');
}

/**
 * Path of the first text inside a value from outside that cannot be held, as `sender.name`; undefined where all can.
 * Walks no deeper than JSON from outside is read (`mostDepth`): what lies deeper counts as unholdable.
 */
export function unholdablePath(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'string') return isHoldable(value) ? undefined : path;
  if (value === null || typeof value !== 'object') return undefined;
  if (depth >= mostDepth) return path;
  for (const [name, inner] of Object.entries(value)) {
    if (!isHoldable(name)) return path;
    const found = unholdablePath(inner, path ? `${path}.${name}` : name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const mostDepth = 40;

/** The beginning of a text for a line that has room for so many characters: what is shown, never what is kept. */
export function shortened(text: string, most: number): string {
  const all = [...text];
  return all.length > most ? `${all.slice(0, most - 1).join('')}…` : text;
}
