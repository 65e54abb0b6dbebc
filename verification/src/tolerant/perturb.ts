import type { Program } from '../graph/types.ts';
import { isRounded } from './bounded-program.ts';

const EXPONENT = 0x7f80_0000;

/**
 * A device that rounds the other way now and then: moves what rounding operators give to the next f32 up or down, or
 * leaves it, by a sequence that follows from `seed`. For measuring; changes `output` in place.
 */
export function perturbation(program: Program, seed: number): (node: number, output: Float32Array) => void {
  const rounded = program.nodes.map(({ operator }) => isRounded(operator.type));
  let word = Math.imul(seed, 0x9e37_79b1) >>> 0 || 1;
  return (node, output) => {
    if (rounded[node] !== true) return;
    const bits = new Int32Array(output.buffer, output.byteOffset, output.length);
    for (let i = 0; i < bits.length; i++) {
      word = (word ^ (word << 13)) >>> 0;
      word = (word ^ (word >>> 17)) >>> 0;
      word = (word ^ (word << 5)) >>> 0;
      const value = bits[i] as number;
      const exponent = value & EXPONENT;
      // Zeros, subnormals and the largest stay what they are.
      if (exponent === 0 || exponent >= EXPONENT - 0x0080_0000) continue;
      bits[i] = value + (word % 3) - 1;
    }
  };
}
