import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearModel } from '../graph/linear-model.fixture.ts';
import { programRoot } from '../graph/program.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { blobRoot } from '../merkle/blob.ts';
import { stateRoot } from '../trace/state.ts';
import { tensorBytes } from '../trace/tensor.ts';
import { alterationKey, alterLeaf } from './alteration.ts';
import { alteredTensorRoots, candidateLeaves, choosePlace, openAlteration } from './altered-state.ts';
import { isForced, otherPosition, rightPosition, secretCommitment } from './lottery.ts';
import { isAltered } from './opening.ts';

const hash = (name: string | number) => blake2b256(new TextEncoder().encode(String(name)));
const bits = (leaf: Uint8Array) => [...new Uint32Array(leaf.slice().buffer)];
const floats = (leaf: Uint8Array) => [...new Float32Array(leaf.slice().buffer)];

describe('the lottery', () => {
  test('hits as often as its rate says, always at a million and never at zero', () => {
    const secret = hash('secret');
    const hits = Array.from({ length: 4000 }, (_, i) => isForced(secret, hash(i), 250_000)).filter(Boolean);
    expect(hits.length).toBeGreaterThan(900);
    expect(hits.length).toBeLessThan(1100);
    for (let i = 0; i < 100; i++) {
      expect(isForced(secret, hash(i), 1_000_000)).toBe(true);
      expect(isForced(secret, hash(i), 0)).toBe(false);
    }
  });

  test('puts the right root in either place, and binds the secret to the account', () => {
    const places = new Set(Array.from({ length: 40 }, (_, i) => rightPosition(hash(i))));
    expect([...places].sort()).toEqual(['First', 'Second']);
    expect(otherPosition('First')).toBe('Second');
    expect(secretCommitment(hash(1), hash('a'))).not.toEqual(secretCommitment(hash(1), hash('b')));
  });
});

describe('an altered leaf', () => {
  const leaves = fc
    .uint8Array({ minLength: 4, maxLength: 4096 })
    .map((bytes) => bytes.slice(0, bytes.length & ~3));

  test('differs in a few elements, by little, and in other ones for another secret or checkpoint', () => {
    const values = Float32Array.from({ length: 1024 }, (_, i) => Math.fround((i + 1) / 700 - 0.7));
    const leaf = new Uint8Array(values.buffer);
    const key = alterationKey(hash('secret'), hash('salt'));
    const altered = alterLeaf(key, { checkpoint: 3, candidate: 0 }, leaf);
    const changed = floats(altered).flatMap((value, i) => (value === values[i] ? [] : [[value, values[i]!]]));
    expect(changed).toHaveLength(8);
    for (const [value, right] of changed)
      expect(Math.abs(value! - right!)).toBeLessThan(Math.abs(right!) / 2000);
    expect(alterLeaf(key, { checkpoint: 3, candidate: 0 }, leaf)).toEqual(altered);
    expect(alterLeaf(key, { checkpoint: 4, candidate: 0 }, leaf)).not.toEqual(altered);
    expect(
      alterLeaf(alterationKey(hash('secret'), hash(1)), { checkpoint: 3, candidate: 0 }, leaf),
    ).not.toEqual(altered);
  });

  test('is never the leaf, and holds no NaN or infinity that the leaf does not', () => {
    const key = alterationKey(hash('secret'), hash('salt'));
    fc.assert(
      fc.property(leaves, fc.nat(15), fc.nat(1024), (leaf, candidate, checkpoint) => {
        const altered = alterLeaf(key, { checkpoint, candidate }, leaf);
        expect(altered).toHaveLength(leaf.length);
        const [before, after] = [bits(leaf), bits(altered)];
        const differing = after.flatMap((value, i) => (value === before[i] ? [] : [i]));
        expect(differing.length).toBeGreaterThan(0);
        expect(differing.length).toBeLessThanOrEqual(8);
        for (const i of differing) expect(Number.isFinite(floats(altered)[i])).toBe(true);
      }),
    );
    for (const length of [1, 3, 1024]) {
      const zeros = new Uint8Array(4 * length);
      expect(
        bits(alterLeaf(key, { checkpoint: 1, candidate: 0 }, zeros)).filter((word) => word !== 0),
      ).toHaveLength(Math.min(8, length));
    }
  });
});

describe('the opening of an altered checkpoint', () => {
  const program = linearModel();
  const facts = { programRoot: programRoot(program), stateCount: 1, nodeCount: program.nodes.length };
  const key = alterationKey(hash('secret'), hash('salt'));
  const state = [tensorBytes(Float32Array.of(0.5, -1.25, 3))];
  const roots = state.map((bytes) => blobRoot(bytes));
  const place = choosePlace(key, 2, state, undefined);
  const right = stateRoot(roots);
  const altered = stateRoot(alteredTensorRoots(key, place, state, roots));
  const opening = openAlteration(program, key, place, state);

  test('shows the chain that it follows the rule', () => {
    expect(isAltered(facts, key, 2, { right, altered }, opening)).toBe(true);
  });

  test('shows nothing for another checkpoint, secret, root, leaf or place', () => {
    const other = alterationKey(hash('another'), hash('salt'));
    expect(isAltered(facts, key, 3, { right, altered }, opening)).toBe(false);
    expect(isAltered(facts, other, 2, { right, altered }, opening)).toBe(false);
    expect(isAltered(facts, key, 2, { right: altered, altered: right }, opening)).toBe(false);
    expect(isAltered(facts, key, 2, { right, altered: right }, opening)).toBe(false);
    expect(isAltered(facts, key, 2, { right, altered }, { ...opening, leaf: opening.leaf.slice(4) })).toBe(
      false,
    );
    expect(isAltered(facts, key, 2, { right, altered }, { ...opening, candidate: 16 })).toBe(false);
    expect(isAltered(facts, key, 2, { right, altered }, { ...opening, leafPath: [right] })).toBe(false);
  });

  test('is of values that training moves, where there are any', () => {
    // The second value stands still: a place where only that one is normal is not chosen.
    const tensors = (a: number, b: number) => [
      tensorBytes(Float32Array.of(a)),
      tensorBytes(Float32Array.of(b)),
    ];
    for (let checkpoint = 1; checkpoint < 20; checkpoint++) {
      const before = candidateLeaves(key, checkpoint, tensors(1, 2));
      const chosen = choosePlace(key, checkpoint, tensors(1.5, 2), before);
      const after = alteredTensorRoots(key, chosen, tensors(1.5, 2), [hash('a'), hash('b')]);
      expect(after[1]).toEqual(hash('b'));
      expect(after[0]).not.toEqual(hash('a'));
    }
  });
});
