import type { StoredEntry } from '../../ground/record/record.store.ts';

/** The words of an entry, kept sealed beside it: bound to the entry by a salt, or as they were before that. */
export function saidIn(entry: Pick<StoredEntry, 'sealed'> | undefined): Record<string, string | null> {
  const said = (entry?.sealed ?? {}) as Record<string, unknown>;
  return ('value' in said ? said.value : said) as Record<string, string | null>;
}
