import { expect, test } from 'vitest';
import { blobRoot } from '../merkle/blob.ts';
import { hashInner, hashLeaf } from '../merkle/tree.ts';
import { proofRoot, stateRoot } from './state.ts';
import { canonicalise, tensorBytes, tensorRoot } from './tensor.ts';

/** A tensor with a NaN that has a payload, at an offset in its buffer. */
function withOddNan(): Float32Array {
  const bits = Uint32Array.of(0, 0x3f80_0000, 0xffc1_2345, 0x8000_0000);
  return new Float32Array(bits.buffer, 4);
}

test('a tensor is its f32 values in little-endian order with the canonical NaN', () => {
  const values = withOddNan();
  const bytes = tensorBytes(values);
  expect([...bytes]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0xc0, 0x7f, 0, 0, 0, 0x80]);
  expect(tensorRoot(values)).toEqual(blobRoot(bytes));
  // The copy is canonical; the tensor itself is only changed when asked.
  expect(new Uint32Array(values.buffer)[2]).toBe(0xffc1_2345);
  canonicalise(values);
  expect(new Uint32Array(values.buffer)[2]).toBe(0x7fc0_0000);
});

test('state and proof roots are lists of hashes', () => {
  const [a, b] = [hashLeaf(Uint8Array.of(1)), hashLeaf(Uint8Array.of(2))];
  expect(stateRoot([a, b])).toEqual(hashInner(hashLeaf(a), hashLeaf(b)));
  expect(proofRoot([a])).toEqual(hashLeaf(a));
});
