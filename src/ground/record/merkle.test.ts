import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, nodeHash, toBase64 } from './hash.ts';
import {
  consistencyProof,
  inclusionProof,
  type ReadHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** Perfect subtrees straight from the definition, to compare the clever code with. */
function reader(leaves: Uint8Array[]): ReadHash {
  const read = async (level: number, index: number): Promise<Uint8Array> => {
    if (level > 0) return nodeHash(await read(level - 1, index * 2), await read(level - 1, index * 2 + 1));
    const leaf = leaves[index];
    if (!leaf) throw new RangeError('read beyond the tree');
    return leaf;
  };
  return read;
}

// Leaf data and roots of Certificate Transparency's reference trees of 0 to 8 leaves.
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('against the reference trees of RFC 6962', () => {
  const leaves = inputs.map(leafHash);
  test.each(roots.map((root, size) => [size, root] as const))('root of %i leaves', async (size, root) => {
    expect(hex(await treeRoot(reader(leaves), size))).toBe(root);
  });
});

describe('proofs', () => {
  const leaves = Array.from({ length: 300 }, (_, at) => leafHash(new Uint8Array([at & 255, at >> 8])));
  const read = reader(leaves);
  const size = fc.integer({ min: 1, max: leaves.length });

  test('every leaf proves its place in every tree that holds it, and no other place', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (count, pick, other) => {
        const index = pick % count;
        const proof = await inclusionProof(read, index, count);
        const root = await treeRoot(read, count);
        const leaf = leaves[index] as Uint8Array;
        expect(verifyInclusion(leaf, index, count, proof, root)).toBe(true);
        const wrong = other % count;
        if (wrong !== index) expect(verifyInclusion(leaf, wrong, count, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, count, [...proof, root], root)).toBe(false);
        if (proof.length > 0) expect(verifyInclusion(leaf, index, count, proof.slice(1), root)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('every older tree proves that it is the beginning of the newer, and a changed one does not', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, async (a, b) => {
        const [older, newer] = a < b ? [a, b] : [b, a];
        const proof = await consistencyProof(read, older, newer);
        const oldRoot = await treeRoot(read, older);
        const newRoot = await treeRoot(read, newer);
        expect(verifyConsistency(older, newer, proof, oldRoot, newRoot)).toBe(true);
        const forged = leafHash(oldRoot);
        expect(verifyConsistency(older, newer, proof, forged, newRoot)).toBe(false);
        if (older !== newer) expect(verifyConsistency(older, newer, proof, oldRoot, forged)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('a flipped bit anywhere in a proof is noticed', async () => {
    const proof = await inclusionProof(read, 123, 299);
    const root = await treeRoot(read, 299);
    for (let at = 0; at < proof.length; at++) {
      const forged = proof.map((hash, index) =>
        index === at ? hash.map((byte, position) => (position === 7 ? byte ^ 1 : byte)) : hash,
      );
      expect(verifyInclusion(leaves[123] as Uint8Array, 123, 299, forged, root)).toBe(false);
    }
  });

  test('nonsense is refused: sizes of zero, indexes outside, fractions', async () => {
    const root = await treeRoot(read, 5);
    expect(verifyInclusion(leaves[0] as Uint8Array, 5, 5, [], root)).toBe(false);
    expect(verifyInclusion(leaves[0] as Uint8Array, -1, 5, [], root)).toBe(false);
    expect(verifyInclusion(leaves[0] as Uint8Array, 0.5, 5, [], root)).toBe(false);
    expect(verifyConsistency(0, 5, [], root, root)).toBe(false);
    expect(toBase64(root)).toHaveLength(44);
  });
});
