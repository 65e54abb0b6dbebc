import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blake2b256, type Hash } from '../hash/blake2b.ts';
import { toHex } from '../hash/hex.ts';

import { blobRoot, blobTree, LEAF_BYTES, leafCount, leafOf } from './blob.ts';
import { listRoot } from './list.ts';
import { recordsRoot, recordsTree } from './records.ts';
import {
  childrenOf,
  combineChildren,
  hashInner,
  hashLeaf,
  levelWidth,
  MerkleTree,
  rootOfHashes,
  treeHeight,
  verifyPath,
} from './tree.ts';

const leaves = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => hashLeaf(Uint8Array.of(i, i >> 8)));

/** RFC 6962, section 2.1, word for word (with our domains and hash). */
function definition(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return blake2b256(Uint8Array.of(0));
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return hashInner(definition(hashes.slice(0, k)), definition(hashes.slice(k)));
}

test('blake2b-256 of "abc" is the published value, also in parts', () => {
  const expected = '0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319';
  expect(toHex(blake2b256(Uint8Array.of(97, 98, 99)))).toBe(expected);
  expect(toHex(blake2b256(Uint8Array.of(97), Uint8Array.of(), Uint8Array.of(98, 99)))).toBe(expected);
});

describe('a tree of n leaves, for n = 0 … 70,', () => {
  const counts = Array.from({ length: 71 }, (_, n) => n);

  test('has the root of RFC 6962', () => {
    for (const n of counts) {
      const hashes = leaves(n);
      const expected = toHex(definition(hashes));
      expect(toHex(rootOfHashes(hashes))).toBe(expected);
      const tree = new MerkleTree(hashes);
      expect(toHex(tree.root)).toBe(expected);
      expect(tree.height).toBe(treeHeight(n));
    }
  });

  test('proves each leaf at its own place and nowhere else', () => {
    for (const n of counts) {
      const hashes = leaves(n);
      const tree = new MerkleTree(hashes);
      for (let i = 0; i < n; i++) {
        const path = tree.path(i);
        expect(verifyPath(tree.root, hashes[i]!, i, n, path)).toBe(true);
        expect(verifyPath(tree.root, hashes[i]!, (i + 1) % (n + 1), n, path)).toBe(false);
        expect(verifyPath(tree.root, hashLeaf(Uint8Array.of(255, 255)), i, n, path)).toBe(false);
      }
    }
  });

  test('gives every node as its leaves define it, and as its children combine', () => {
    for (const n of counts.slice(1)) {
      const hashes = leaves(n);
      const tree = new MerkleTree(hashes);
      for (let level = 0; level <= tree.height; level++) {
        for (let index = 0; index < levelWidth(level, n); index++) {
          const covered = hashes.slice(index * 2 ** level, (index + 1) * 2 ** level);
          expect(tree.node(level, index)).toEqual(definition(covered));
          for (const depth of [1, 4]) {
            const range = childrenOf(level, index, n, depth);
            const children = tree.children(level, index, depth);
            expect(children.length).toBe(range.count);
            expect(combineChildren(children, range.level, level)).toEqual(tree.node(level, index));
          }
        }
      }
    }
  });
});

describe('a forged opening is refused', () => {
  const hashes = leaves(6);
  const tree = new MerkleTree(hashes);

  test('when the path is longer or shorter than index and count demand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (n, pick) => {
        const some = new MerkleTree(leaves(n));
        const i = pick % n;
        const path = some.path(i);
        const leaf = leaves(n)[i]!;
        expect(verifyPath(some.root, leaf, i, n, [...path, some.root])).toBe(false);
        if (path.length > 0) expect(verifyPath(some.root, leaf, i, n, path.slice(1))).toBe(false);
      }),
    );
  });

  test('when an inner node is passed off as a leaf of a shorter tree', () => {
    const inner = tree.node(1, 0);
    const shorter = tree.path(0).slice(1);
    expect(verifyPath(tree.root, inner, 0, 6, shorter)).toBe(false);
    // The 64 bytes under an inner node, offered as a leaf, hash in another domain.
    const bytes = new Uint8Array(64);
    bytes.set(tree.node(0, 0));
    bytes.set(tree.node(0, 1), 32);
    expect(hashLeaf(bytes)).not.toEqual(inner);
  });

  test('when a hash has another length, or the index is no index', () => {
    const path = tree.path(2);
    expect(verifyPath(tree.root, hashes[2]!, 2, 6, path)).toBe(true);
    expect(verifyPath(tree.root, hashes[2]!.subarray(1), 2, 6, path)).toBe(false);
    expect(verifyPath(tree.root, hashes[2]!, 2, 6, [path[0]!.subarray(1), ...path.slice(1)])).toBe(false);
    for (const index of [-1, 6, 0.5, Number.NaN]) {
      expect(verifyPath(tree.root, hashes[2]!, index, 6, path)).toBe(false);
    }
    expect(verifyPath(tree.root.subarray(0, 31), hashes[2]!, 2, 6, path)).toBe(false);
  });

  test('when there are more children than a node can have', () => {
    expect(() => combineChildren(hashes, 0, 2)).toThrow(expect.objectContaining({ code: 'WrongChildCount' }));
    expect(() => combineChildren([], 0, 2)).toThrow(expect.objectContaining({ code: 'WrongChildCount' }));
  });
});

test('asking a tree for what it does not have is an error that says so', () => {
  const tree = new MerkleTree(leaves(5));
  expect(() => tree.path(5)).toThrow(/Leaf 5 does not exist in a tree of 5 leaves/);
  expect(() => tree.node(1, 3)).toThrow(expect.objectContaining({ code: 'NodeOutOfRange' }));
  expect(() => childrenOf(1, 3, 5)).toThrow(expect.objectContaining({ code: 'NodeOutOfRange' }));
  expect(() => leafOf(new Uint8Array(10), 1)).toThrow(expect.objectContaining({ code: 'LeafOutOfRange' }));
});

test('a blob is cut every 4096 bytes, and the last leaf may be shorter', () => {
  for (const size of [0, 1, LEAF_BYTES - 1, LEAF_BYTES, LEAF_BYTES + 1, 3 * LEAF_BYTES]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const parts = Array.from({ length: leafCount(size) }, (_, i) => hashLeaf(leafOf(bytes, i)));
    expect(blobRoot(bytes)).toEqual(definition(parts));
    expect(blobTree(bytes).root).toEqual(blobRoot(bytes));
  }
  expect(leafCount(LEAF_BYTES + 1)).toBe(2);
});

test('lists and records hash their items as leaves', () => {
  const items = [Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)];
  expect(recordsRoot(items)).toEqual(definition(items.map((item) => hashLeaf(item))));
  expect(recordsTree(items).root).toEqual(recordsRoot(items));
  const hashes = leaves(3);
  expect(listRoot(hashes)).toEqual(recordsRoot(hashes));
});
