import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import { bindKernels } from '@plumbline/worker/training/execute/kernels';
import { REFERENCES, ulps } from '../../../verification/test/operators/references.ts';
import { ALL_F32, POW_PAIRS, powPair } from './inputs.ts';

const TRUTHS = { ...REFERENCES, rsqrt: (x: number) => 1 / Math.sqrt(x) };

/** What is measured: the functions of one argument that round more than once, and `pow`. */
export type FunctionName = keyof typeof TRUTHS | 'pow';

export const FUNCTION_NAMES = [...Object.keys(TRUTHS), 'pow'] as readonly FunctionName[];

/** f(-x) is so many times f(x): the reference is computed once for both, the kernel for each. */
const MIRRORED: Partial<Record<FunctionName, 1 | -1>> = { tanh: -1, sin: -1, cos: 1, tan: -1, erf: -1 };

/** How many inputs there are to number: f32, those without a sign where it is mirrored, or pairs. */
export function inputsOf(name: FunctionName): number {
  if (name === 'pow') return POW_PAIRS;
  return MIRRORED[name] === undefined ? ALL_F32 : ALL_F32 / 2;
}

/** Inputs `from`, `from + 1`, … `from + count - 1`; of one argument the f32 whose bits are `stride` times that. */
export interface Slice {
  readonly from: number;
  readonly count: number;
  readonly stride: number;
}

/** The largest error; one of half a unit or less, that of a correctly rounded result, is not measured further. */
export interface Worst {
  readonly ulps: number;
  /** The arguments, their bits in brackets. */
  readonly at: string;
}

/** Values a kernel is given at once. */
const PART = 1 << 16;
const SIGN = 0x8000_0000;
/** A unit in the last place of an f32 is at least so much of it. */
const LEAST_ULP = 2 ** -24;

/** Measures a function as its kernel computes it, slice after slice. */
export async function comparer(name: FunctionName): Promise<(slice: Slice) => Worst> {
  const memory = new WebAssembly.Memory({ initial: 32 });
  const kernels = await bindKernels(memory);
  const [a, b, c] = [0, 1, 2].map((i) => 1024 + i * 5 * PART) as [number, number, number];
  const [first, second, output] = [a, b, c].map((at) => new Float32Array(memory.buffer, at, PART)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const bits = new Uint32Array(memory.buffer, a, PART);
  const mirror = MIRRORED[name] ?? 0;
  const truth: (x: number, y: number) => number = name === 'pow' ? power : TRUTHS[name];

  /** Fills `first` and `output`, and `second` with the other argument, or with the results for -x. */
  const compute = (from: number, n: number, stride: number): void => {
    if (name === 'pow') {
      for (let i = 0; i < n; i++) [first[i], second[i]] = powPair((from + i) * stride) as [number, number];
      kernels.binary.pow(a, b, c, 1, 1, n, 0, 0, 4, 0, 0, 4);
      return;
    }
    if (mirror !== 0) {
      for (let i = 0; i < n; i++) bits[i] = (from + i) * stride + SIGN;
      kernels.unary[name](a, b, n);
    }
    for (let i = 0; i < n; i++) bits[i] = (from + i) * stride;
    kernels.unary[name](a, c, n);
  };

  return ({ from, count, stride }) => {
    let [most, at] = [0.5, -1];
    const measure = (found: number, exact: number, input: number): void => {
      if (found === Math.fround(exact)) return;
      if (Math.abs(found - exact) < most * Math.abs(exact) * LEAST_ULP) return;
      const error = Number.isNaN(found) && Number.isNaN(exact) ? 0 : ulps(found, exact);
      if (error > most) [most, at] = [error, input];
    };
    for (let done = 0; done < count; done += PART) {
      const n = Math.min(PART, count - done);
      compute(from + done, n, stride);
      for (let i = 0; i < n; i++) {
        const y = output[i] as number;
        const other = second[i] as number;
        const exact = truth(first[i] as number, other);
        // Most results are rounded right, and have to be passed over fast.
        if (y === Math.fround(exact) && (mirror === 0 || other === mirror * y)) continue;
        measure(y, exact, from + done + i);
        if (mirror !== 0) measure(other, mirror * exact, from + done + i);
      }
    }
    return { ulps: most, at: at < 0 ? 'none' : described(name, at * stride) };
  };
}

/** `**` but for 1 to an infinite power, which IEEE 754 has as 1 and JavaScript as NaN. */
function power(x: number, y: number): number {
  return Math.abs(x) === 1 && Math.abs(y) === Number.POSITIVE_INFINITY ? 1 : x ** y;
}

/** Of a mirrored function this is the input without its sign. */
function described(name: FunctionName, at: number): string {
  const values = name === 'pow' ? powPair(at) : [fromBits(at >>> 0)];
  return values.map((value) => `${value} (${toBits(value).toString(16).padStart(8, '0')})`).join(', ');
}
