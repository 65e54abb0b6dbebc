import { fromBits, toBits } from '../f32/bits.ts';
import { nativeArithmetic } from '../f32/native.ts';
import { GraphError } from './errors.ts';
import type { Init } from './types.ts';

const { add, mul, sub } = nativeArithmetic;

/** Refuses a rule of initial values that makes no sense or may leave the finite numbers. */
export function checkInit(init: Init, record: number): void {
  const values = Object.values(init.value).map(fromBits);
  if (![...Object.values(init.value), ...extremes(init)].map(fromBits).every(Number.isFinite)) {
    throw new GraphError('BadInit', record, `${init.type} of ${values.join(', ')} does not start finite.`);
  }
  const [first = 0, second = 0] = values;
  if (init.type === 'Uniform' && first > second) {
    throw new GraphError('BadInit', record, `Uniform from ${first} to ${second} is empty.`);
  }
  if (init.type === 'Normal' && second < 0) {
    throw new GraphError('BadInit', record, `A normal deviation of ${second} is negative.`);
  }
}

/** Bits of what no drawn value, nor anything on the way to it, exceeds. */
function extremes(init: Init): number[] {
  switch (init.type) {
    case 'Fill':
      return [];
    case 'Uniform':
      return [sub(init.value.high, init.value.low)];
    case 'Normal':
      return [-6, 6].map((most) => add(init.value.mean, mul(toBits(most), init.value.deviation)));
  }
}
