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

/**
 * Brings what the parts told one after the other into the order of time, as it would have been entered: no entry's
 * time contradicts its place. Before anything has a place, and by the owner of the tables alone.
 */
export async function inOrderOfTime(client: pg.ClientBase, now: Date): Promise<void> {
  await client.query(`
    create temporary table told on commit drop as
    select row_number() over (order by event ->> 'at', entry_id) as id, commitment, subject, seq, salt, event, sealed
    from record_opening join record_entry on record_entry.id = entry_id`);
  // Told for an hour of today that is yet to come, it happens now.
  const { rows } = await client.query<{ id: number; salt: Buffer; event: RecordEvent }>(
    "select id, salt, event from told where event ->> 'at' > $1",
    [now.toISOString()],
  );
  for (const { id, salt, event } of rows) {
    const told: RecordEvent = { ...event, at: now.toISOString() };
    const bound = Buffer.from(commitment(new Uint8Array(salt), told));
    await client.query('update told set event = $2, commitment = $3 where id = $1', [
      id,
      JSON.stringify(told),
      bound,
    ]);
  }
  const kept = ['record_entry', 'record_opening'];
  for (const table of kept) await client.query(`alter table ${table} disable trigger ${table}_kept`);
  await client.query(`
    delete from record_pending; delete from record_opening; delete from record_entry;
    insert into record_entry (id, commitment) overriding system value select id, commitment from told order by id;
    insert into record_opening (entry_id, subject, seq, salt, event, sealed)
      select id, subject, seq, salt, event, sealed from told;
    insert into record_pending (entry_id) select id from told;
    select setval(pg_get_serial_sequence('record_entry', 'id'), max(id)) from told having max(id) is not null`);
  for (const table of kept) await client.query(`alter table ${table} enable trigger ${table}_kept`);
}
