import type pg from 'pg';
import { copyRows } from '../../platform/database/copy.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { Random } from '../../platform/random.ts';
import { commitment, type RecordEvent } from '../record/entry.ts';
import { insertEntry } from '../record/record.store.ts';

/** An entry made up together with its sample case. */
export interface SampleEntry {
  id: number;
  commitment: Uint8Array;
  salt: Uint8Array;
  event: RecordEvent;
}

/** Loads entries in bulk; they wait for their places like any other entry. */
export async function copyEntries(client: pg.ClientBase, entries: readonly SampleEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await copyRows(
    client,
    'record_entry',
    ['id', 'commitment'],
    entries.map((entry) => [entry.id, entry.commitment]),
  );
  await copyRows(
    client,
    'record_opening',
    ['entry_id', 'subject', 'seq', 'salt', 'event'],
    entries.map(({ id, event, salt }) => [id, event.subject, event.seq, salt, JSON.stringify(event)]),
  );
  await copyRows(
    client,
    'record_pending',
    ['entry_id'],
    entries.map((entry) => [entry.id]),
  );
  const last = entries.reduce((most, entry) => Math.max(most, entry.id), 0);
  await client.query("select setval(pg_get_serial_sequence('record_entry', 'id'), $1)", [last]);
}

/** Enters one made-up event, as it would have been entered on its day. */
export async function enterSample(
  tx: Queries,
  random: Random,
  event: Omit<RecordEvent, 'v' | 'at'> & { at: Date },
): Promise<void> {
  const salt = random.bytes(32);
  const whole: RecordEvent = { v: 1, ...event, at: event.at.toISOString() };
  await insertEntry(tx, commitment(salt, whole), salt, whole, null);
}
