import { expect, test } from 'vitest';
import { lieAt, openLie } from '../../test/pinpoint/lies.ts';
import { play } from '../../test/pinpoint/play.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { CANONICAL_NAN, toBits } from '../f32/bits.ts';
import { hashInner, hashLeaf } from '../merkle/tree.ts';
import { challenge } from './challenge.ts';
import { revealClaim } from './claim.ts';
import { defend } from './defend.ts';
import { revealChildren, rootCursor } from './descend.ts';
import type { GameState } from './facts.ts';
import { revealRegisters } from './registers.ts';
import { splitPoints } from './split.ts';
import { revealLeaf } from './tensor.ts';
import { FILE_BYTES } from './values.ts';

const STRAY_NAN = 0x7fc00001;

function file(...registers: number[]): Uint8Array {
  const bytes = new Uint8Array(FILE_BYTES);
  new Uint32Array(bytes.buffer).set(registers);
  return bytes;
}

const refuses = (code: string, move: () => unknown): void =>
  expect(move).toThrow(expect.objectContaining({ name: 'IllegalMove', code }));

/** A game about a square, at the leaf that its defender owes. */
async function atLeaf() {
  const { setting, liar, honest, ...lie } = lieAt(createRandom(7), ['square', 'square'], 'square');
  const { facts } = setting;
  const { states } = await play(facts, openLie({ setting, liar, honest, ...lie }), {
    defender: (state) => defend(facts, state, liar),
    challenger: (state) => challenge(facts, state, honest),
  });
  const leaves = states.filter((state) => state.type === 'Leaf');
  const { value: owed } = leaves.find(({ value }) => value.bytes === undefined)!;
  const bytes = leaves.find(({ value }) => value.bytes !== undefined)!.value.bytes!;
  return { facts, owed, bytes };
}

test('a leaf is what was committed to, and holds no stray NaN even if it was committed to so', async () => {
  const { facts, owed, bytes } = await atLeaf();
  expect(() => revealLeaf(facts, owed, bytes)).not.toThrow();
  const changed = (bits: number): Uint8Array => {
    const other = bytes.slice();
    new DataView(other.buffer).setUint32(0, bits, true);
    return other;
  };
  refuses('WrongLeaf', () => revealLeaf(facts, owed, changed(toBits(123.456))));
  refuses('WrongLeaf', () => revealLeaf(facts, owed, bytes.slice(4)));
  const committed = (leaf: Uint8Array) => ({ ...owed, hash: hashLeaf(leaf) });
  const stray = changed(STRAY_NAN);
  refuses('NonCanonicalNan', () => revealLeaf(facts, committed(stray), stray));
  const canonical = changed(CANONICAL_NAN);
  expect(() => revealLeaf(facts, committed(canonical), canonical)).not.toThrow();
});

test('children combine to the node that was claimed', () => {
  const children = [1, 2, 3, 4].map((byte) => hashLeaf(Uint8Array.of(byte)));
  const [a, b, c, d] = children as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const cursor = rootCursor(4, hashInner(hashInner(a, b), hashInner(c, d)));
  expect(revealChildren(cursor, 4, 'leaves', children).revealed).toEqual(children);
  refuses('DoesNotCombine', () => revealChildren(cursor, 4, 'leaves', [b, a, c, d]));
  refuses('WrongCount', () => revealChildren(cursor, 4, 'leaves', [a, b, c]));
});

test('registers hold no stray NaN, and those of a claim convict', () => {
  const [first, last] = [0, 2];
  const count = splitPoints(first, last).length;
  const before = file();
  const subject = {} as Extract<GameState, { type: 'Claim' }>['value']['subject'];
  const phase = { subject, element: 0, first, last, before, after: undefined, revealed: [] };
  const ending = (end: Uint8Array): Uint8Array[] => [...Array.from({ length: count - 1 }, () => file()), end];

  const claimed = toBits(2);
  expect(() => revealRegisters({ ...phase, claimed }, ending(file(claimed)))).not.toThrow();
  refuses('NonCanonicalNan', () => revealRegisters({ ...phase, claimed }, ending(file(claimed, STRAY_NAN))));
  refuses('EndNotRepeated', () => revealRegisters({ ...phase, claimed }, ending(file(toBits(3)))));

  // The committed element is 2; r0 ± r1 has to leave it out.
  const committed = claimed;
  const claim = (value: number, bound: number) => () =>
    revealClaim({ ...phase, committed }, ending(file(toBits(value), toBits(bound))));
  expect(claim(1, 0.5)).not.toThrow();
  refuses('NotOutside', claim(1, 1));
  refuses('NotOutside', claim(1, Number.POSITIVE_INFINITY));
  refuses('NonCanonicalNan', () =>
    revealClaim({ ...phase, committed }, ending(file(toBits(1), toBits(0.5), STRAY_NAN))),
  );
});
