import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '../ground/record/checkpoint.ts';
import { leafHash, sameBytes } from '../ground/record/hash.ts';
import { openNote, verifyingKey } from '../ground/record/note.ts';
import {
  insertLeaves,
  insertLostEntry,
  insertTile,
  lockSequencer,
  takePendingByCommitment,
} from '../ground/record/record.store.ts';
import { tilePath, tileWidth } from '../ground/record/tile.ts';
import { Tree } from '../ground/record/tree.ts';
import { applicationUrl, migrateAll, openServices } from '../open.ts';
import type { Config } from '../platform/config.ts';
import { withDatabase } from './with-database.ts';

const entryLength = 34;

/** Commitments of the leaves from `from` on, read from published entry bundles. */
function publishedCommitments(folder: string, from: number, size: number): Uint8Array[] {
  const commitments: Uint8Array[] = [];
  for (let index = Math.floor(from / tileWidth); index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth);
    const bytes = readFileSync(join(folder, tilePath('entries', index, width)));
    for (let at = 0; at < width; at++) {
      if (index * tileWidth + at < from) continue;
      commitments.push(bytes.subarray(at * entryLength + 2, (at + 1) * entryLength));
    }
  }
  return commitments;
}

/**
 * Catches a restored record up with what was published: the missing leaves come from the published
 * files. What they opened is lost with the lost hours; that they existed is not.
 */
export async function refill(config: Config, folder: string): Promise<void> {
  await withDatabase(config, async (url) => {
    await migrateAll(url);
    const services = openServices(config, await applicationUrl(config, url), { onError: () => {} });
    const { db, secrets, publication } = services;
    try {
      const body = openNote(
        readFileSync(join(folder, 'checkpoint'), 'utf8'),
        verifyingKey(secrets.recordKey),
      );
      const target = body === undefined ? undefined : parseCheckpoint(body);
      if (!target) throw new Error('The published checkpoint does not carry this record’s signature.');
      let lost = 0;
      await db.transaction(async (tx) => {
        await lockSequencer(tx);
        const tree = new Tree();
        await tree.load(tx);
        const before = tree.size;
        for (const commitment of publishedCommitments(folder, before, target.size)) {
          // An entry may be here, only without its place.
          const waiting = await takePendingByCommitment(tx, commitment);
          if (waiting === undefined) lost += 1;
          const id = waiting ?? (await insertLostEntry(tx, commitment));
          const hash = leafHash(new Uint8Array(commitment));
          await insertLeaves(tx, tree.size, [{ id, hash }]);
          for (const tile of tree.push(hash)) await insertTile(tx, tile);
        }
        if (!sameBytes(await tree.rootAt(tx, target.size), target.root)) {
          throw new Error('The published files do not continue this record: nothing was changed.');
        }
      });
      publication.noteSigned(target);
      process.stdout.write(
        `The record has caught up: ${target.size} entries, ${lost} of them without their content.\n`,
      );
    } finally {
      await services.close();
    }
  });
}
