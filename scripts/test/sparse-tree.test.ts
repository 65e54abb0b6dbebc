import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { MerkleTree } from '@plumbline/verification/merkle/tree';
import { expect, test } from 'vitest';
import { measure } from '../src/bench/disputes/measure.ts';
import { patternOf } from '../src/bench/disputes/product.ts';
import { sparseTensor } from '../src/bench/disputes/sparse-tensor.ts';
import { SparseTree } from '../src/bench/disputes/sparse-tree.ts';

const common = blake2b256();

test('a sparse tree has the nodes of the tree that it stands for', () => {
  for (const count of [1, 2, 3, 5, 16, 17, 31, 100, 257]) {
    for (const changed of [[], [0], [count - 1], [Math.floor(count / 2), count - 1]]) {
      const others = new Map(changed.map((index) => [index, blake2b256(Uint8Array.of(index & 255))]));
      const whole = new MerkleTree(Array.from({ length: count }, (_, i) => others.get(i) ?? common));
      const sparse = new SparseTree(count, common, others);
      expect(sparse.root).toEqual(whole.root);
      for (let level = 0; level <= whole.height; level++) {
        expect(sparse.children(level, 0)).toEqual(whole.children(level, 0));
      }
      for (const index of [0, count - 1, count >> 1]) expect(sparse.path(index)).toEqual(whole.path(index));
    }
  }
});

test('a sparse tensor has the root of its bytes', () => {
  const elements = 5000;
  const tensor = sparseTensor(elements, patternOf(1), { element: 2100, bits: 0x4000_0000 });
  const leaves = Array.from({ length: tensor.tree.count }, (_, i) => [...tensor.leaf(i)]);
  expect(leaves.flat()).toHaveLength(4 * elements);
  expect(blobRoot(Uint8Array.from(leaves.flat()))).toEqual(tensor.tree.root);
  expect(tensor.element(2100)).toBe(0x4000_0000);
});

test('a dispute about a trace that nobody could keep is judged by one operation', () => {
  const game = measure({ steps: 1_000_000, operators: 10_000, elements: 100_000_000 });
  expect(game.verdict).toBe('Challenger: OperationWrong');
  expect(game.largestMoveBytes).toBeLessThanOrEqual(8 * 1024);
  expect(game.proofBytes).toBeLessThanOrEqual(24 * 1024);
  expect(game.totalBytes).toBeLessThanOrEqual(64 * 1024);
  expect(game.rounds).toBeLessThanOrEqual(24);
});

test('so is one about a trace that the defender has to lay open, and not much larger', () => {
  const game = measure({ steps: 1_000_000, operators: 10_000, elements: 100_000_000 }, 'Tolerant');
  expect(game.verdict).toBe('Challenger: ElementWrong');
  expect(game.largestMoveBytes).toBeLessThanOrEqual(8 * 1024);
  expect(game.rounds).toBeLessThanOrEqual(24);
});
