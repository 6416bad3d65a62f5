import { type Queries, sql, type Transaction } from '../../platform/database/database.ts';
import type { RecordEvent } from './entry.ts';
import { tileWidth } from './tile.ts';

/** An entry with its opening, as stored. */
export interface StoredEntry {
  entry_id: number;
  salt: Buffer;
  event: RecordEvent;
  sealed: Record<string, unknown> | null;
}

/** Writes an entry, its opening and its place in the queue in one statement. */
export async function insertEntry(
  tx: Queries,
  commitment: Uint8Array,
  salt: Uint8Array,
  event: RecordEvent,
  sealed: Record<string, unknown> | null,
): Promise<number> {
  const row = await tx.one<{ id: number }>(sql`
    with entry as (
      insert into record_entry (commitment) values (${commitment}) returning id
    ), opening as (
      insert into record_opening (entry_id, subject, seq, salt, event, sealed)
      select id, ${event.subject}, ${event.seq}, ${salt}, ${JSON.stringify(event)}::jsonb,
        ${sealed ? JSON.stringify(sealed) : null}::jsonb
      from entry
    ), pending as (
      insert into record_pending (entry_id) select id from entry
    )
    select id from entry`);
  return row.id;
}

/** Only one sequencer works at a time, in whatever process; the lock ends with the transaction. */
export async function lockSequencer(tx: Transaction): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('gandan-sequencer'))`);
}

export async function treeSize(db: Queries): Promise<number> {
  const row = await db.one<{ size: number }>(
    sql`select coalesce(max(leaf_index) + 1, 0)::bigint as size from record_leaf`,
  );
  return row.size;
}

export async function takePending(
  tx: Transaction,
  limit: number,
): Promise<{ id: number; commitment: Buffer }[]> {
  return tx.rows(sql`
    with taken as (
      delete from record_pending
      where entry_id in (select entry_id from record_pending order by entry_id limit ${limit})
      returning entry_id
    )
    select entry.id, entry.commitment from record_entry entry
    join taken on taken.entry_id = entry.id order by entry.id`);
}

export async function insertLeaves(
  tx: Transaction,
  first: number,
  leaves: readonly { id: number; hash: Uint8Array }[],
): Promise<void> {
  await tx.run(sql`
    insert into record_leaf (leaf_index, entry_id, hash)
    select ${first}::bigint + row - 1, entry_id, hash
    from unnest(${leaves.map((leaf) => leaf.id)}::bigint[],
                ${leaves.map((leaf) => Buffer.from(leaf.hash))}::bytea[])
      with ordinality as leaf (entry_id, hash, row)`);
}

export async function insertTile(
  tx: Transaction,
  tile: { level: number; index: number; hashes: Uint8Array; root: Uint8Array },
): Promise<void> {
  await tx.run(sql`
    insert into record_tile (level, tile_index, hashes, root)
    values (${tile.level}, ${tile.index}, ${Buffer.from(tile.hashes)}, ${Buffer.from(tile.root)})
    on conflict do nothing`);
}

export async function readTile(db: Queries, level: number, index: number): Promise<Buffer | undefined> {
  const row = await db.first<{ hashes: Buffer }>(
    sql`select hashes from record_tile where level = ${level} and tile_index = ${index}`,
  );
  return row?.hashes;
}

/** Hashes of the leaves from `from` on, in order. */
export async function leafHashes(db: Queries, from: number, to: number): Promise<Buffer[]> {
  const rows = await db.rows<{ hash: Buffer }>(
    sql`select hash from record_leaf where leaf_index >= ${from} and leaf_index < ${to} order by leaf_index`,
  );
  return rows.map((row) => row.hash);
}

/** Hashes of the subtrees that the full tiles of a level are, from tile `from` on. */
export async function tileRoots(db: Queries, level: number, from: number, to: number): Promise<Buffer[]> {
  const rows = await db.rows<{ root: Buffer }>(sql`
    select root from record_tile
    where level = ${level} and tile_index >= ${from} and tile_index < ${to} order by tile_index`);
  return rows.map((row) => row.root);
}

/** The commitments of one bundle of 256 leaves, in order. */
export async function bundle(db: Queries, index: number, width: number): Promise<Buffer[]> {
  const from = index * tileWidth;
  const rows = await db.rows<{ commitment: Buffer }>(sql`
    select entry.commitment from record_leaf leaf join record_entry entry on entry.id = leaf.entry_id
    where leaf.leaf_index >= ${from} and leaf.leaf_index < ${from + width} order by leaf.leaf_index`);
  return rows.map((row) => row.commitment);
}

/** Puts back an entry whose content was lost, knowing only its published commitment. */
export async function insertLostEntry(tx: Transaction, commitment: Uint8Array): Promise<number> {
  const row = await tx.one<{ id: number }>(
    sql`insert into record_entry (commitment) values (${Buffer.from(commitment)}) returning id`,
  );
  return row.id;
}

export async function leafIndexOf(db: Queries, entryId: number): Promise<number | undefined> {
  const row = await db.first<{ leaf_index: number }>(
    sql`select leaf_index from record_leaf where entry_id = ${entryId}`,
  );
  return row?.leaf_index;
}

/** All entries of one subject, in order, with their places in the tree. */
export async function entriesOf(
  db: Queries,
  subject: string,
): Promise<(StoredEntry & { leaf_index: number | null })[]> {
  return db.rows(sql`
    select opening.entry_id, opening.salt, opening.event, opening.sealed, leaf.leaf_index
    from record_opening opening left join record_leaf leaf on leaf.entry_id = opening.entry_id
    where opening.subject = ${subject} order by opening.seq`);
}

export async function insertCheckpoint(
  db: Queries,
  size: number,
  root: Uint8Array,
  note: string,
  at: Date,
): Promise<void> {
  await db.run(sql`
    insert into record_checkpoint (size, root, note, signed_at)
    values (${size}, ${Buffer.from(root)}, ${note}, ${at}) on conflict do nothing`);
}

export async function latestCheckpoints(
  db: Queries,
  limit: number,
): Promise<{ size: number; root: Buffer; note: string; signed_at: Date }[]> {
  return db.rows(sql`
    select size, root, note, signed_at from record_checkpoint order by size desc limit ${limit}`);
}

/** The waiting entry with this commitment, taken off the queue; undefined when there is none. */
export async function takePendingByCommitment(
  tx: Transaction,
  commitment: Uint8Array,
): Promise<number | undefined> {
  const row = await tx.first<{ entry_id: number }>(sql`
    delete from record_pending using record_entry entry
    where entry.id = record_pending.entry_id and entry.commitment = ${Buffer.from(commitment)}
    returning record_pending.entry_id`);
  return row?.entry_id;
}
