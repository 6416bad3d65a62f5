import type { Queries } from '../../platform/database/database.ts';
import { foldPeaks, type ReadHash, treeRoot } from './merkle.ts';
import { leafHashes, readTile, tileRoots, treeSize } from './record.store.ts';
import { GrowingTile, tileWidth } from './tile.ts';

const tileHeight = 8;
// One tile with its inner nodes takes about 60 kB.
const cachedTiles = 64;

/** A tile that has just become full, to be stored. */
export interface FullTile {
  level: number;
  index: number;
  hashes: Uint8Array;
  root: Uint8Array;
}

/**
 * The tree in memory: its right edge (one growing tile a level), and full tiles read when needed. It
 * only follows the database; whatever fails to commit, `load` puts right.
 */
export class Tree {
  size = 0;
  private edge: GrowingTile[] = [];
  private readonly cache = new Map<string, GrowingTile>();

  /** Reads the right edge from the database. */
  async load(db: Queries): Promise<void> {
    this.cache.clear();
    this.size = await treeSize(db);
    this.edge = [];
    for (let level = 0, count = this.size; count > 0; level++, count = Math.floor(count / tileWidth)) {
      const from = Math.floor(count / tileWidth) * tileWidth;
      const hashes =
        level === 0 ? await leafHashes(db, from, count) : await tileRoots(db, level - 1, from, count);
      const tile = new GrowingTile();
      for (const hash of hashes) tile.push(new Uint8Array(hash));
      this.edge[level] = tile;
    }
  }

  /** Adds a leaf hash; gives the tiles that it filled. */
  push(leaf: Uint8Array): FullTile[] {
    const full: FullTile[] = [];
    let hash = leaf;
    for (let level = 0; ; level++) {
      const tile = this.edge[level] ?? new GrowingTile();
      this.edge[level] = tile;
      tile.push(hash);
      if (tile.width < tileWidth) break;
      const index = Math.floor(this.size / tileWidth ** (level + 1));
      hash = tile.node(tileHeight, 0);
      full.push({ level, index, hashes: tile.bytes(), root: hash });
      this.remember(level, index, tile);
      this.edge[level] = new GrowingTile();
    }
    this.size += 1;
    return full;
  }

  /** Root of the tree as it stands in memory. */
  root(): Uint8Array {
    const peaks: Uint8Array[] = [];
    for (let level = this.edge.length - 1; level >= 0; level--) {
      const tile = this.edge[level] as GrowingTile;
      for (let height = tileHeight - 1, at = 0; height >= 0; height--) {
        const width = 2 ** height;
        if (Math.floor(tile.width / width) % 2 === 0) continue;
        peaks.push(tile.node(height, at / width));
        at += width;
      }
    }
    return foldPeaks(peaks);
  }

  /** Reads hashes of perfect subtrees for proofs. */
  reader(db: Queries): ReadHash {
    return async (level, index) => {
      const tileLevel = Math.floor(level / tileHeight);
      const height = level % tileHeight;
      const perTile = 2 ** (tileHeight - height);
      const tile = await this.tile(db, tileLevel, Math.floor(index / perTile));
      return tile.node(height, index % perTile);
    };
  }

  /** Root of an earlier, smaller tree. */
  async rootAt(db: Queries, size: number): Promise<Uint8Array> {
    return treeRoot(this.reader(db), size);
  }

  /** A tile, full or growing, as bytes. */
  async bytes(db: Queries, level: number, index: number): Promise<Uint8Array> {
    return (await this.tile(db, level, index)).bytes();
  }

  private async tile(db: Queries, level: number, index: number): Promise<GrowingTile> {
    const key = `${level}/${index}`;
    const known = this.cache.get(key);
    if (known) return known;
    const stored = Math.floor(this.size / tileWidth ** (level + 1)) > index;
    const bytes = stored ? await readTile(db, level, index) : undefined;
    if (!bytes) {
      const growing = this.edge[level];
      if (!growing) throw new RangeError(`no tile ${key} in a tree of ${this.size}`);
      return growing;
    }
    const tile = new GrowingTile(new Uint8Array(bytes));
    this.remember(level, index, tile);
    return tile;
  }

  private remember(level: number, index: number, tile: GrowingTile): void {
    this.cache.set(`${level}/${index}`, tile);
    const oldest = this.cache.keys().next().value;
    if (this.cache.size > cachedTiles && oldest !== undefined) this.cache.delete(oldest);
  }
}
