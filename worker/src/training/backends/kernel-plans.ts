import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { checkNode } from '@plumbline/verification/operators/check-node';
import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { GraphBuilder, type Value } from '../compile/builder.ts';
import { lowerings } from '../compile/lower/table.ts';
import { TrainingError } from '../error.ts';
import { KernelMemory, START } from '../execute/kernel-memory.ts';
import { prepareLaunch, scratchBytes } from '../execute/launch.ts';
import type { Launch } from '../execute/launch-context.ts';
import { tensorBytes } from '../execute/memory-plan.ts';
import { RecentlyUsed } from './recently-used.ts';
import { useKey } from './use-key.ts';

export interface PlainTensor {
  readonly shape: Shape;
  readonly dtype: string;
}

/** One call of a tfjs kernel: everything but the values. */
export interface KernelUse {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, PlainTensor>>;
  readonly attributes: NamedAttrMap;
  readonly outputs: readonly PlainTensor[];
}

interface Plan {
  readonly inputs: readonly number[];
  readonly fixed: readonly { readonly at: number; readonly values: Float32Array }[];
  readonly launches: readonly Launch[];
  readonly outputs: readonly { readonly at: number; readonly count: number }[];
  readonly bytes: number;
}

/** Plans take up to so much, whatever shapes come: models have hundreds of them, of some kilobytes each. */
const PLAN_BYTES = 64 * 2 ** 20;
/** A launch with what it closes over, generously. */
const LAUNCH_BYTES = 2_048;

function bytesOf({ fixed, launches }: Plan): number {
  return fixed.reduce((sum, { values }) => sum + values.byteLength, LAUNCH_BYTES * (1 + launches.length));
}

/** Runs tfjs kernels as the operators that they are lowered to, on the canonical kernels, one call at a time. */
export class KernelPlans {
  readonly #memory: KernelMemory;
  readonly #plans: RecentlyUsed<Plan>;

  constructor(memory: KernelMemory, room = PLAN_BYTES) {
    this.#memory = memory;
    this.#plans = new RecentlyUsed(room, bytesOf);
  }

  /** @param room for plans, in bytes: those that were used longest ago make way */
  static async create(room?: number): Promise<KernelPlans> {
    return new KernelPlans(await KernelMemory.create(), room);
  }

  /** Bytes that plans take now, about. */
  get bytes(): number {
    return this.#plans.bytes;
  }

  /** @param values of the inputs, in their order. @throws CompileError or GraphError when the call has no canonical form. */
  run(use: KernelUse, values: readonly ArrayLike<number>[]): Float32Array[] {
    const plan = this.#plans.get(useKey(use), () => this.#plan(use));
    const buffer = this.#memory.reserve(plan.bytes);
    plan.inputs.forEach((at, i) => {
      const given = values[i] ?? [];
      new Float32Array(buffer, at, given.length).set(given);
    });
    for (const { at, values: fixed } of plan.fixed) new Float32Array(buffer, at, fixed.length).set(fixed);
    for (const launch of plan.launches) launch();
    return plan.outputs.map(({ at, count }) => new Float32Array(buffer, at, count).slice());
  }

  #plan({ kernel, inputs, attributes, outputs }: KernelUse): Plan {
    const lower = lowerings[kernel];
    if (!lower) throw new TrainingError('UnsupportedKernel', `The kernel ${kernel} has no canonical form.`);
    const build = new GraphBuilder();
    const named = Object.entries(inputs);
    const values = named.map(([name, { shape }], tensor): [string, Value] => [
      name,
      build.node({ type: 'state', value: { tensor } }, [], [...shape]),
    ]);
    const call = {
      kernel,
      attributes,
      inputs: Object.fromEntries(values),
      dtypes: Object.fromEntries(named.map(([name, { dtype }]) => [name, dtype])),
      shapes: outputs.map(({ shape }) => shape),
    };
    const results = outputs.map(({ shape, dtype }, index) =>
      build.reshape(lower(build, { ...call, index, shape, dtype }), shape),
    );
    // tfjs allows what the operators do not, such as gradients of another shape than the result.
    build.nodes.forEach((node, i) => {
      checkNode(node, i);
    });
    return this.#place(build, named.length, results);
  }

  #place(build: GraphBuilder, inputCount: number, results: readonly Value[]): Plan {
    let bytes = START;
    const take = (shape: Shape): number => {
      const at = bytes;
      bytes += tensorBytes(elementCount(shape));
      return at;
    };
    const fixed: { at: number; values: Float32Array }[] = [];
    const inputs = new Array<number>(inputCount).fill(START);
    const addresses: number[] = [];
    build.nodes.forEach(({ operator, inputs: read, shape }, i) => {
      if (operator.type === 'reshape') {
        addresses[i] = addresses[read[0] as number] as number;
        return;
      }
      const at = take(shape);
      addresses[i] = at;
      if (operator.type === 'state') inputs[operator.value.tensor] = at;
      if (operator.type === 'fill') {
        fixed.push({ at, values: new Float32Array(elementCount(shape)).fill(fromBits(operator.value.bits)) });
      }
      if (operator.type === 'constant') {
        const stored = build.constants.get(toHex(operator.value.root)) as Uint8Array;
        fixed.push({ at, values: new Float32Array(stored.slice().buffer) });
      }
    });
    const scratch = bytes;
    const launches = build.nodes.flatMap((node, i) => {
      const launch = prepareLaunch(node, {
        kernels: this.#memory.kernels,
        inputs: node.inputs.map((input) => addresses[input] as number),
        output: addresses[i] as number,
        scratch,
      });
      return launch ? [launch] : [];
    });
    const most = Math.max(0, ...build.nodes.map((node) => scratchBytes(node, this.#memory.kernels)));
    return {
      inputs,
      fixed,
      launches,
      outputs: results.map(({ node, shape }) => ({
        at: addresses[node] as number,
        count: elementCount(shape),
      })),
      bytes: scratch + most,
    };
  }
}
