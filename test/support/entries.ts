import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerRecord } from '../../src/ground/record/record.ts';

const path = join(import.meta.dirname, '..', 'golden', 'entries.json');

/** Kinds of entries of the record, each with the facts that one may have: published, and read by others for ever. */
const golden = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string[]>;

/**
 * From here on every entry that a test makes has to be of a known kind with known facts. A new one is added to the
 * golden file on purpose; none is renamed or taken out, for others read them.
 */
export function holdToGolden(record: LedgerRecord): void {
  const append = record.append.bind(record);
  record.append = async (tx, entry) => {
    const unknown = Object.keys(entry.facts).filter((fact) => !golden[entry.type]?.includes(fact));
    // Where the file is made: GANDAN_ENTRIES names what to write the unknown to.
    if (process.env.GANDAN_ENTRIES)
      appendFileSync(
        process.env.GANDAN_ENTRIES,
        `${JSON.stringify([entry.type, Object.keys(entry.facts)])}\n`,
      );
    else if (!golden[entry.type] || unknown.length > 0)
      throw new Error(`${entry.type} is no known entry, or has unknown facts: ${unknown.join(', ')}`);
    return append(tx, entry);
  };
}
