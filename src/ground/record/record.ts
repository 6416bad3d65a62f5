import { randomBytes } from 'node:crypto';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { Clock } from '../../platform/time.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import { type ClockFault, clockFault, clockToleranceMs, databaseTime, newestTime } from './clock.ts';
import { commitment, contentCommitment, type Fact, type RecordEvent } from './entry.ts';
import { leafHash, sameBytes } from './hash.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';
import { formatVerifyingKey, type SigningKey, signNote, verifyingKey } from './note.ts';
import { formatProof } from './proof.ts';
import type { Publication } from './publication.ts';
import {
  insertCheckpoint,
  insertEntry,
  insertLeaves,
  insertTile,
  leafIndexOf,
  lockSequencer,
  takePending,
  treeSize,
} from './record.store.ts';
import { Tree } from './tree.ts';

const batchLimit = 2000;
const keepCheckpointEveryMs = 1000;
const sequenceWithinMs = 100;
const rememberedPlaces = 5000;

/** An entry as it was written. */
export interface Appended {
  id: number;
  salt: Uint8Array;
  event: RecordEvent;
}

/** What a service hands in to be entered. */
export interface NewEntry {
  type: string;
  subject: string;
  seq: number;
  role: string;
  unit: string | null;
  facts: Record<string, Fact>;
  /** Kept beside the entry, bound to it, never published with it. */
  sealed?: Record<string, Fact>;
}

/**
 * `signing`: all is well. `behind`: what was published is newer than the database (a restored backup);
 * nothing is sequenced until it has caught up. `forked`: the database contradicts what was published. `clock`:
 * the clock cannot be right; what is handed in is entered with both times and waits for its place.
 */
export type RecordState = 'starting' | 'signing' | 'behind' | 'forked' | 'clock';

/** The record: entries join the caller's transaction; the tree follows within milliseconds. */
export class LedgerRecord {
  state: RecordState = 'starting';
  /** Why the clock cannot be right, in state `clock`. */
  clockFault: ClockFault | undefined;
  /** The latest time of an entry. */
  private newest = new Date(0);
  private readonly tree = new Tree();
  private signed: (Checkpoint & { note: string }) | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  private keptAt = 0;
  private closed = false;
  private soon: NodeJS.Timeout | undefined;
  private readonly publicText: string;
  /** Places given lately, for receipts that are asked for at once. */
  private readonly recent = new Map<number, number>();

  constructor(
    private readonly db: Database,
    private readonly key: SigningKey,
    private readonly publication: Publication,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
    /** The database's time, where the clock is the machine's own and can be held against it. */
    private readonly databaseClock?: () => Promise<Date>,
  ) {
    this.publicText = formatVerifyingKey(verifyingKey(key));
  }

  /** The text by which anyone checks this log's signatures. */
  get verifyingKey(): string {
    return this.publicText;
  }

  get origin(): string {
    return this.key.name;
  }

  /** Compares the database with what was published, then gives waiting entries their places. */
  async start(): Promise<void> {
    await this.tree.load(this.db);
    await this.compareWithPublished();
    await this.checkClock();
    if (this.state === 'signing') await this.sequence();
  }

  /**
   * Holds the clock against the newest entry and the database's own. While it cannot be right nothing is signed;
   * once it is again, what waited gets its place.
   */
  async checkClock(): Promise<void> {
    if (this.state !== 'signing' && this.state !== 'clock') return;
    const [newest, database] = await Promise.all([newestTime(this.db), this.databaseClock?.()]);
    if (newest && newest > this.newest) this.newest = newest;
    // Confirmed by hand, an earlier time than was known is the right one.
    else if (newest && this.state === 'clock') this.newest = newest;
    this.clockFault = clockFault(this.clock(), this.newest.getTime() > 0 ? this.newest : undefined, database);
    this.state = this.clockFault ? 'clock' : 'signing';
    if (this.state === 'signing') this.sequenceSoon();
  }

  /** Stops sequencing after the running batch and publishes what is signed. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.soon);
    await this.running?.catch(() => {});
    await this.publication.flush();
  }

  private async compareWithPublished(): Promise<void> {
    const newest = this.publication.newestSigned();
    if (newest && newest.size > this.tree.size) {
      this.state = 'behind';
    } else if (newest && newest.size > 0) {
      const ours = await this.tree.rootAt(this.db, newest.size);
      this.state = sameBytes(ours, newest.root) ? 'signing' : 'forked';
    } else {
      this.state = 'signing';
    }
  }

  /**
   * Enters what happened, in the transaction of the change itself.
   *
   * @returns the entry as written; its place in the tree follows soon after the commit
   */
  async append(tx: Transaction, entry: NewEntry): Promise<Appended> {
    const salt = randomBytes(32);
    const { sealed, ...rest } = entry;
    const now = this.clock();
    const event: RecordEvent = { v: 1, ...rest, at: now.toISOString() };
    if (this.newest.getTime() - now.getTime() > clockToleranceMs) this.noticeClock();
    // Which of the two is right is for people to say; both stand in the entry.
    if (this.state === 'clock') event.database_at = (await databaseTime(tx)).toISOString();
    else if (now > this.newest) this.newest = now;
    let kept: Record<string, unknown> | null = null;
    if (sealed) {
      const sealedSalt = randomBytes(32);
      event.sealed = contentCommitment(sealedSalt, sealed);
      kept = { salt: sealedSalt.toString('base64'), value: sealed };
    }
    const id = await insertEntry(tx, commitment(salt, event), salt, event, kept);
    tx.afterCommit(() => this.sequenceSoon());
    return { id, salt, event };
  }

  /** Stops signing at once; why is looked at beside the submission. */
  private noticeClock(): void {
    if (this.state !== 'signing') return;
    this.clockFault = 'behindRecord';
    this.state = 'clock';
  }

  /** Sequences within a moment, together with whatever else comes in it: nobody waits for this one. */
  private sequenceSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.sequence().catch(this.onError);
    }, sequenceWithinMs).unref();
  }

  /**
   * Gives every committed entry its place. Callers that come while a batch is being written share the
   * next one, so that one commit and one signature serve them all.
   */
  async sequence(): Promise<void> {
    if (this.state !== 'signing' || this.closed) return;
    this.wanted = true;
    if (this.running) {
      // The running batch may have begun before the caller's commit: one more must follow it.
      await this.running.catch(() => {});
      if (!this.wanted) return this.running;
    }
    this.running ??= this.drain().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async drain(): Promise<void> {
    while (this.wanted) {
      this.wanted = false;
      const full = await this.batch();
      if (full) this.wanted = true;
    }
  }

  private async batch(): Promise<boolean> {
    let count = 0;
    try {
      await this.db.transaction(async (tx) => {
        const [, size, entries] = await Promise.all([
          lockSequencer(tx),
          treeSize(tx),
          takePending(tx, batchLimit),
        ]);
        // Another process may have sequenced since: then memory is behind the database.
        if (size !== this.tree.size) await this.tree.load(tx);
        count = entries.length;
        if (count === 0) return;
        const leaves = entries.map(({ id, commitment: data }) => ({ id, hash: leafHash(data) }));
        const first = this.tree.size;
        const tiles = leaves.flatMap((leaf) => this.tree.push(leaf.hash));
        await Promise.all([insertLeaves(tx, first, leaves), ...tiles.map((tile) => insertTile(tx, tile))]);
        for (const [at, { id }] of leaves.entries()) this.remember(id, first + at);
      });
    } catch (error) {
      this.recent.clear();
      await this.tree.load(this.db).catch(() => {});
      throw error;
    }
    if (this.signed?.size !== this.tree.size) await this.sign();
    return count === batchLimit;
  }

  private remember(entryId: number, index: number): void {
    this.recent.set(entryId, index);
    const oldest = this.recent.keys().next().value;
    if (this.recent.size > rememberedPlaces && oldest !== undefined) this.recent.delete(oldest);
  }

  private async sign(): Promise<void> {
    const checkpoint = { origin: this.origin, size: this.tree.size, root: this.tree.root() };
    const note = signNote(formatCheckpoint(checkpoint), this.key);
    // Noted outside the database before anyone sees it: a restored database must not sign below it.
    this.publication.noteSigned(checkpoint);
    this.signed = { ...checkpoint, note };
    this.publication.schedule(this.tree, checkpoint, note);
    const now = this.clock().getTime();
    if (now - this.keptAt >= keepCheckpointEveryMs) {
      this.keptAt = now;
      await insertCheckpoint(this.db, checkpoint.size, checkpoint.root, note, new Date(now));
    }
  }

  /** Hashes of a tile as far as it has grown. */
  tileBytes(level: number, index: number): Promise<Uint8Array> {
    return this.tree.bytes(this.db, level, index);
  }

  /** The newest signed checkpoint; undefined while the record may not sign. */
  async checkpoint(): Promise<(Checkpoint & { note: string }) | undefined> {
    if (!this.signed) await this.sequence();
    return this.signed;
  }

  /** The proof of an entry as C2SP tlog-proof; undefined while it waits for its place. */
  async proofOf(entryId: number): Promise<string | undefined> {
    const index = this.recent.get(entryId) ?? (await leafIndexOf(this.db, entryId));
    if (index === undefined) return undefined;
    // Sequenced by another process since our last signature: one more batch makes ours cover it.
    if (this.signed === undefined || this.signed.size <= index) await this.sequence();
    const signed = this.signed;
    if (signed === undefined || signed.size <= index) return undefined;
    const hashes = await inclusionProof(this.tree.reader(this.db), index, signed.size);
    return formatProof({ index, hashes, checkpoint: signed.note });
  }

  /** Proof that the tree of `older` leaves is the beginning of the one now signed. */
  async consistency(older: number): Promise<{ hashes: Uint8Array[]; checkpoint: string } | undefined> {
    const signed = await this.checkpoint();
    if (!signed || older > signed.size) return undefined;
    return {
      hashes: await consistencyProof(this.tree.reader(this.db), older, signed.size),
      checkpoint: signed.note,
    };
  }
}
