import type { Arithmetic } from '../f32/arithmetic.ts';
import { canonicalBits } from '../f32/bits.ts';
import { integerArithmetic } from '../f32/integer.ts';
import { nativeArithmetic } from '../f32/native.ts';
import { fromWhole } from '../f32/whole.ts';
import { elementCount } from '../graph/shape.ts';
import type { Init, Shape } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { type PhiloxKey, philox4x32, philoxKey } from '../random/philox.ts';
import { unit } from '../random/unit.ts';

const SIX = fromWhole(6);
/**
 * Element `element` of state tensor `tensorIndex` before the first step, as f32 bits. Draws are Philox blocks with
 * counter (element, block, tensor, 0); arithmetic is that of the basic operations.
 * - Fill: the value.
 * - Uniform: `low + u·(high - low)`, one u in [0, 1).
 * - Normal: `mean + z·deviation` with `z = ((u_0 + u_1) + … + u_11) - 6`, the Irwin–Hall sum of 12 draws: mean 0,
 *   deviation 1, |z| ≤ 6.
 *
 * This is what the chain computes, with integers only.
 */
export function initialElement(init: Init, seed: Hash, tensorIndex: number, element: number): number {
  return drawElement(integerArithmetic, init, philoxKey(seed, 'init'), tensorIndex, element);
}

function drawElement(
  { add, sub, mul }: Arithmetic,
  init: Init,
  key: PhiloxKey,
  tensor: number,
  element: number,
): number {
  switch (init.type) {
    case 'Fill':
      return canonicalBits(init.value.bits);
    case 'Uniform': {
      const { low, high } = init.value;
      const [word] = philox4x32(key, [element, 0, tensor, 0]);
      return add(low, mul(unit(word), sub(high, low)));
    }
    case 'Normal': {
      const { mean, deviation } = init.value;
      let total = 0;
      for (let block = 0; block < 3; block++) {
        for (const word of philox4x32(key, [element, block, tensor, 0])) total = add(total, unit(word));
      }
      return add(mean, mul(sub(total, SIX), deviation));
    }
  }
}

/** A whole state tensor before the first step, by the machine's floats. */
export function initialTensor(init: Init, seed: Hash, tensorIndex: number, shape: Shape): Float32Array {
  const key = philoxKey(seed, 'init');
  const values = new Float32Array(elementCount(shape));
  const bits = new Uint32Array(values.buffer);
  for (let element = 0; element < bits.length; element++) {
    bits[element] = drawElement(nativeArithmetic, init, key, tensorIndex, element);
  }
  return values;
}
