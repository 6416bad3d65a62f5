import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/support/world.ts';
import { openDatabase, sql } from '../../platform/database/database.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { commitment } from './entry.ts';
import { leafHash } from './hash.ts';
import { verifyConsistency, verifyInclusion } from './merkle.ts';
import { openNote, parseVerifyingKey } from './note.ts';
import { parseProof } from './proof.ts';
import { entriesOf } from './record.store.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function append(subject = v7(), seq = 1): Promise<{ subject: string; id: number }> {
  const { db, record } = world.services;
  const { id } = await db.transaction((tx) =>
    record.append(tx, {
      type: 'test.happened',
      subject,
      seq,
      role: 'system',
      unit: null,
      facts: { n: seq },
      sealed: { why: 'x' },
    }),
  );
  return { subject, id };
}

/** Checks a proof as an outsider would: from the key, the entry and the proof alone. */
function holds(proofText: string, leaf: Uint8Array): boolean {
  const key = parseVerifyingKey(world.services.record.verifyingKey);
  const proof = parseProof(proofText);
  const body = key && proof && openNote(proof.checkpoint, key);
  const checkpoint = body ? parseCheckpoint(body) : undefined;
  if (!proof || !checkpoint) return false;
  return verifyInclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root);
}

describe('appending', () => {
  test('an entry is provable as soon as it is sequenced, and only as it was', async () => {
    const { db, record } = world.services;
    const { subject, id } = await append();
    await record.sequence();
    const proof = await record.proofOf(id);
    const [entry] = await entriesOf(db, subject);
    if (!proof || !entry) throw new Error('no proof');
    expect(holds(proof, leafHash(commitment(new Uint8Array(entry.salt), entry.event)))).toBe(true);
    const forged = { ...entry.event, at: '2026-11-01T00:00:00.000Z' };
    expect(holds(proof, leafHash(commitment(new Uint8Array(entry.salt), forged)))).toBe(false);
  });

  test('three hundred at once all get a place, each its own, over the edge of a tile', async () => {
    const { db, record } = world.services;
    const before = (await record.checkpoint())?.size ?? 0;
    const made = await Promise.all(Array.from({ length: 300 }, () => append()));
    await record.sequence();
    expect((await record.checkpoint())?.size).toBe(before + 300);
    const { count } = await db.one<{ count: number }>(
      sql`select count(distinct leaf_index)::int as count from record_leaf`,
    );
    expect(count).toBe(before + 300);
    for (const { id, subject } of [made[0], made[150], made[299]] as typeof made) {
      const [entry] = await entriesOf(db, subject);
      expect(
        holds(
          (await record.proofOf(id)) ?? '',
          leafHash(commitment(new Uint8Array(entry?.salt ?? []), entry?.event as never)),
        ),
      ).toBe(true);
    }
    expect(world.errors).toEqual([]);
  });

  test('a rolled-back change leaves no entry', async () => {
    const { db, record } = world.services;
    const before = await db.one<{ count: number }>(sql`select count(*)::int as count from record_entry`);
    await expect(
      db.transaction(async (tx) => {
        await record.append(tx, {
          type: 'test.happened',
          subject: v7(),
          seq: 1,
          role: 'system',
          unit: null,
          facts: {},
        });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await db.one(sql`select count(*)::int as count from record_entry`)).toEqual(before);
  });

  test('a subject cannot have two entries of one number', async () => {
    const { subject } = await append();
    await expect(append(subject, 1)).rejects.toMatchObject({ code: '23505' });
  });

  test('a later checkpoint continues an earlier one', async () => {
    const { record } = world.services;
    const older = await record.checkpoint();
    await append();
    await record.sequence();
    const newer = await record.checkpoint();
    const proof = await record.consistency(older?.size ?? 0);
    if (!older || !newer || !proof) throw new Error('not signing');
    expect(verifyConsistency(older.size, newer.size, proof.hashes, older.root, newer.root)).toBe(true);
  });
});

describe('append-only', () => {
  const tables = ['record_entry', 'record_opening', 'record_leaf', 'record_tile', 'record_checkpoint'];
  test.each(
    tables.flatMap((table) => [
      `update ${table} set ${firstColumn(table)} = ${firstColumn(table)}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]),
  )('even the owner of the tables is refused: %s', async (statement) => {
    const owner = openDatabase(world.url);
    try {
      await expect(owner.connection((client) => client.query(statement))).rejects.toThrow(/append-only/);
    } finally {
      await owner.close();
    }
  });

  test('the program’s role may insert and read, nothing else', async () => {
    for (const table of tables) {
      const rights = await world.services.db.one<Record<string, boolean>>(sql`
        select has_table_privilege(current_user, ${table}, 'insert') as insert,
          has_table_privilege(current_user, ${table}, 'update') as update,
          has_table_privilege(current_user, ${table}, 'delete') as delete,
          has_table_privilege(current_user, ${table}, 'truncate') as truncate`);
      expect(rights).toEqual({ insert: true, update: false, delete: false, truncate: false });
    }
  });
});

function firstColumn(table: string): string {
  return {
    record_entry: 'commitment',
    record_opening: 'salt',
    record_leaf: 'hash',
    record_tile: 'root',
    record_checkpoint: 'note',
  }[table] as string;
}

describe('publication', () => {
  test('the static files hold a tree whose root is the signed one', async () => {
    const { record, publication } = world.services;
    await append();
    await record.sequence();
    await publication.flush();
    const key = parseVerifyingKey(record.verifyingKey);
    const body = key && openNote(readFileSync(join(publication.folder, 'checkpoint'), 'utf8'), key);
    const checkpoint = body ? parseCheckpoint(body) : undefined;
    expect(checkpoint?.size).toBe((await record.checkpoint())?.size);
    const full = readFileSync(join(publication.folder, 'tile/0/000'));
    expect(full).toHaveLength(8192);
    const bundle = readFileSync(join(publication.folder, 'tile/entries/000'));
    expect(bundle).toHaveLength(256 * 34);
    expect(Buffer.from(leafHash(new Uint8Array(bundle.subarray(2, 34)))).equals(full.subarray(0, 32))).toBe(
      true,
    );
    expect(existsSync(join(publication.folder, 'tile/0/000.p'))).toBe(false);
    // The newest tile is not full yet; which one it is depends on what the sample holds.
    const newest = String(Math.floor((checkpoint?.size ?? 0) / 256)).padStart(3, '0');
    expect(readdirSync(join(publication.folder, 'tile/0'))).toContain(`${newest}.p`);
  });
});

describe('bad days', () => {
  test('entries committed by a process that died before giving them places get them at the next start', async () => {
    const { db, record } = world.services;
    // A process that commits and dies: nothing runs after its commit.
    const dead: typeof record = Object.create(record, { sequence: { value: async () => {} } });
    const { id } = await db.transaction((tx) =>
      dead.append(tx, {
        type: 'test.happened',
        subject: v7(),
        seq: 1,
        role: 'system',
        unit: null,
        facts: {},
      }),
    );
    expect(await db.one(sql`select count(*)::int as count from record_pending`)).toEqual({ count: 1 });
    await world.reopen();
    expect(await world.services.record.proofOf(id)).toBeDefined();
  });

  test('two processes on one database make one tree', async () => {
    const other = await openSecond(world);
    try {
      for (let turn = 0; turn < 6; turn++) {
        const { record, db } = turn % 2 === 0 ? world.services : other;
        const { id } = await db.transaction((tx) =>
          record.append(tx, {
            type: 'test.happened',
            subject: v7(),
            seq: 1,
            role: 'system',
            unit: null,
            facts: {},
          }),
        );
        await record.sequence();
        expect(await record.proofOf(id)).toBeDefined();
      }
      const [a, b] = [await world.services.record.checkpoint(), await other.record.checkpoint()];
      await world.services.record.sequence();
      expect((await world.services.record.checkpoint())?.size).toBe(Math.max(a?.size ?? 0, b?.size ?? 0));
    } finally {
      await other.close();
    }
  });

  test('after a restore to an older state nothing is signed until the record has caught up', async () => {
    const old = await openWorld();
    try {
      const { db, record, publication } = old.services;
      const put = () =>
        db.transaction((tx) =>
          record.append(tx, {
            type: 'test.happened',
            subject: v7(),
            seq: 1,
            role: 'system',
            unit: null,
            facts: {},
          }),
        );
      await put();
      await record.sequence();
      // Published beyond what the database now holds: as after bringing back last night's copy.
      const copy = join(old.dataDir, 'published');
      const size = ((await record.checkpoint())?.size ?? 0) + 100;
      publication.noteSigned({ origin: record.origin, size, root: new Uint8Array(32) });
      cpSync(publication.folder, copy, { recursive: true });
      await old.reopen();
      expect(old.services.record.state).toBe('behind');
      const { id } = await old.services.db.transaction((tx) =>
        old.services.record.append(tx, {
          type: 'test.happened',
          subject: v7(),
          seq: 1,
          role: 'system',
          unit: null,
          facts: {},
        }),
      );
      await old.services.record.sequence();
      expect(await old.services.record.proofOf(id)).toBeUndefined();
      expect(await old.services.record.checkpoint()).toBeUndefined();
      // Nothing is lost meanwhile: the entry waits.
      expect(await old.services.db.one(sql`select count(*)::int as count from record_pending`)).toEqual({
        count: 1,
      });
    } finally {
      await old.close();
    }
  });

  test('a database that contradicts what was published is not signed', async () => {
    const forked = await openWorld();
    try {
      const { db, record, publication } = forked.services;
      await db.transaction((tx) =>
        record.append(tx, {
          type: 'test.happened',
          subject: v7(),
          seq: 1,
          role: 'system',
          unit: null,
          facts: {},
        }),
      );
      await record.sequence();
      publication.noteSigned({ origin: record.origin, size: 1, root: new Uint8Array(32) });
      await forked.reopen();
      expect(forked.services.record.state).toBe('forked');
    } finally {
      await forked.close();
    }
  });
});

async function openSecond(first: World) {
  const { openServices } = await import('../../open.ts');
  const second = openServices(first.services.config, first.loginUrl, {
    clock: first.services.clock,
    onError: (error) => first.errors.push(error),
  });
  await second.record.start();
  return second;
}
