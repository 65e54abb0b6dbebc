import { canonicalBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import { type PhiloxKey, philox4x32 } from '@plumbline/verification/random/philox';

/** Values where functions change their ways, as f32. */
const SPECIAL = Float32Array.of(
  ...[0, -0, 1, -1, 0.5, 2, 3, -3, 1e-45, -1e-45, 1.1754944e-38, -(2 ** -130), 3.4028235e38, -3.4028235e38],
  ...[88.72, 88.73, 89, -87.3, -103.97, -104, 0.625, -0.625, 0.6249, 1.4143, 16_777_216, -1e9],
  ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
);
/** What is no index, or only just one. */
const ODD_INDICES = [-1, 0.5, Number.NaN, -0, Number.POSITIVE_INFINITY, 1e-45];

/** How difficult the values of a tensor are: few things happen to most values, everything to all bits. */
export type Manner = 'calm' | 'special' | 'bits';

/** Random numbers that follow from a key alone: Philox blocks with counter (block, 0, 0, 0). */
export class Draw {
  readonly #key: PhiloxKey;
  #block = 0;
  #words: number[] = [];

  constructor(key: PhiloxKey) {
    this.#key = key;
  }

  word(): number {
    if (this.#words.length === 0) this.#words = philox4x32(this.#key, [this.#block++, 0, 0, 0]);
    return this.#words.pop() as number;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + (this.word() % (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.word() % items.length] as T;
  }

  /** A shape of so many axes with at most `most` elements along each. */
  shape(axes: number, most = 6): number[] {
    return Array.from({ length: axes }, () => this.whole(1, most));
  }

  /** f32 values, every NaN the canonical one. */
  tensor(shape: Shape, manner: Manner = this.pick(['calm', 'special', 'special', 'bits'])): Float32Array {
    const values = new Float32Array(elementCount(shape));
    const bits = new Uint32Array(values.buffer);
    for (let i = 0; i < values.length; i++) {
      const word = this.word();
      if (manner === 'bits') bits[i] = canonicalBits(word);
      else if (manner === 'special' && word % 5 === 0) {
        values[i] = SPECIAL[(word >>> 8) % SPECIAL.length] as number;
        bits[i] = canonicalBits(bits[i] as number);
      } else values[i] = (word / 2 ** 32 - 0.5) * (word % 7 === 0 ? 200 : 8);
    }
    return values;
  }

  /** Whole numbers below `limit`, and among them some that are no index. */
  indices(shape: Shape, limit: number): Float32Array {
    return Float32Array.from({ length: elementCount(shape) }, () => {
      const odd = this.word() % 8 === 0;
      return odd ? this.pick([limit, ...ODD_INDICES]) : this.whole(0, limit - 1);
    });
  }
}
