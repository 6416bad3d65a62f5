import { emptyRoot, nodeHash, sameBytes } from './hash.ts';

/**
 * Reads the hash of the perfect subtree of height `level` (0: leaves) whose leaves begin at
 * `index * 2^level`.
 */
export type ReadHash = (level: number, index: number) => Promise<Uint8Array>;

const hashBytes = 32;
const isHash = (hash: Uint8Array) => hash.length === hashBytes;

/** Largest power of two smaller than `size`. Sizes stay below 2^53, so no bit operations on them. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Root over perfect subtrees listed from the largest (left) to the smallest (right). */
export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  const last = peaks.at(-1);
  if (!last) return emptyRoot;
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** Hash of the leaves from `from` up to, not including, `to`; `from` is a multiple of the range's powers. */
async function rangeHash(read: ReadHash, from: number, to: number): Promise<Uint8Array> {
  const peaks: Uint8Array[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2;
      level += 1;
    }
    peaks.push(await read(level, at / width));
    at += width;
  }
  return foldPeaks(peaks);
}

/** Root of the tree of the first `size` leaves (RFC 6962 §2.1). */
export async function treeRoot(read: ReadHash, size: number): Promise<Uint8Array> {
  return rangeHash(read, 0, size);
}

/** Inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1). */
export async function inclusionProof(read: ReadHash, index: number, size: number): Promise<Uint8Array[]> {
  if (index < 0 || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path = async (from: number, to: number): Promise<Uint8Array[]> => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...(await path(from, middle)), await rangeHash(read, middle, to)]
      : [...(await path(middle, to)), await rangeHash(read, from, middle)];
  };
  return path(0, size);
}

/** Consistency proof between the trees of `older` and `newer` leaves (RFC 6962 §2.1.2). */
export async function consistencyProof(read: ReadHash, older: number, newer: number): Promise<Uint8Array[]> {
  if (older < 1 || older > newer) throw new RangeError(`no proof from ${older} to ${newer}`);
  const path = async (from: number, to: number, whole: boolean): Promise<Uint8Array[]> => {
    if (older === to) return whole ? [] : [await rangeHash(read, from, to)];
    const middle = from + split(to - from);
    return older <= middle
      ? [...(await path(from, middle, whole)), await rangeHash(read, middle, to)]
      : [...(await path(middle, to, false)), await rangeHash(read, from, middle)];
  };
  return path(0, newer, true);
}

/** True when `proof` shows that the leaf hash stands at `index` in the tree (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * True when `proof` shows that the tree of `newer` leaves begins with the tree of `older` leaves
 * (RFC 9162 §2.1.4.2). An older size of 0 is refused: the empty tree is a prefix of everything, so a
 * proof from it says nothing.
 */
export function verifyConsistency(
  older: number,
  newer: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer) || older < 1 || older > newer)
    return false;
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (older === newer) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  const powerOfTwo = Number.isInteger(Math.log2(older)) && 2 ** Math.round(Math.log2(older)) === older;
  const path = powerOfTwo ? [oldRoot, ...proof] : [...proof];
  const [first, ...rest] = path;
  if (!first) return false;
  let node = older - 1;
  let last = newer - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let fromOld = first;
  let fromNew = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      fromOld = nodeHash(sibling, fromOld);
      fromNew = nodeHash(sibling, fromNew);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      fromNew = nodeHash(fromNew, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && sameBytes(fromOld, oldRoot) && sameBytes(fromNew, newRoot);
}
