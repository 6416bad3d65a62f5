import { nodeHash } from './hash.ts';

/** Hashes in a full tile; tiles have height 8 (https://c2sp.org/tlog-tiles). */
export const tileWidth = 256;

/** `x001/x234/067`: a number in groups of three, all but the last marked with x. */
function number(index: number): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** Path of a tile below the log's prefix; `width` below 256 marks a partial one. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  return `tile/${level}/${number(index)}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** Reads a path below `tile/`; undefined when it is none of tlog-tiles. */
export function parseTilePath(
  path: string,
): { level: number | 'entries'; index: number; width: number } | undefined {
  const found = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!found) return undefined;
  const [, level = '', groups = '', partial] = found;
  const index = Number(groups.replace(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  if (width > tileWidth || (partial !== undefined && width === tileWidth)) return undefined;
  return { level: level === 'entries' ? level : Number(level), index, width };
}

/** The tiles, full and partial, that a tree of `size` leaves consists of at its right edge. */
export function partialTiles(size: number): { level: number; index: number; width: number }[] {
  const tiles: { level: number; index: number; width: number }[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    if (count % tileWidth > 0) {
      tiles.push({ level, index: Math.floor(count / tileWidth), width: count % tileWidth });
    }
  }
  return tiles;
}

/** A tile that may still grow and remembers the inner nodes it has computed. */
export class GrowingTile {
  private readonly rows: Uint8Array[][] = [[]];

  constructor(hashes: Uint8Array = new Uint8Array()) {
    for (let at = 0; at < hashes.length; at += 32) this.push(hashes.slice(at, at + 32));
  }

  get width(): number {
    return this.rows[0]?.length ?? 0;
  }

  /** Adds a hash and every inner node it completes. */
  push(hash: Uint8Array): void {
    let node = hash;
    for (let height = 0; ; height++) {
      const row = this.rows[height] ?? [];
      this.rows[height] = row;
      row.push(node);
      if (row.length % 2 === 1) return;
      node = nodeHash(row[row.length - 2] as Uint8Array, node);
    }
  }

  /** Hash of the perfect subtree of `height` (0–8) at `position` inside this tile. */
  node(height: number, position: number): Uint8Array {
    const hash = this.rows[height]?.[position];
    if (!hash) throw new RangeError(`the tile has no node ${height}/${position}`);
    return hash;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.width * 32);
    this.rows[0]?.forEach((hash, at) => {
      all.set(hash, at * 32);
    });
    return all;
  }
}
