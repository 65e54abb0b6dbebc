import assert from 'node:assert/strict';
import { toBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Operator, Shape } from '@plumbline/verification/graph/types';
import { referee } from '@plumbline/verification/operators/referee';
import { bindKernels } from '../execute/kernels.ts';
import { prepareLaunch, scratchBytes } from '../execute/launch.ts';
import { carriedBlocks, isCarried } from '../execute/launch-carried.ts';
import { launchShare } from '../execute/launch-share.ts';
import { PAGE_BYTES, READ_BYTES, tensorBytes } from '../execute/memory-plan.ts';
import { type Share, WHOLE } from '../execute/share.ts';

/** Values where functions change their ways. */
export const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3,
  -3,
  1e-45,
  -1e-45,
  1.1754944e-38,
  3.4028235e38,
  -3.4028235e38,
  88.72,
  88.73,
  89,
  -87.3,
  -103.97,
  -104,
  0.625,
  -0.625,
  0.6249,
  1.4143,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/** Small deterministic generator; tests must not depend on the run. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function randomTensor(shape: Shape, seed: number, special = 0.15): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: elementCount(shape) }, () => {
    if (next() < special) return SPECIAL[Math.floor(next() * SPECIAL.length)] as number;
    const magnitude = next() < 0.2 ? 2 ** (next() * 60 - 30) : 4;
    return (next() * 2 - 1) * magnitude;
  });
}

export function wholeNumbers(count: number, limit: number, seed: number): Float32Array {
  const next = generator(seed);
  return Float32Array.from({ length: count }, () => {
    if (next() < 0.1) return [limit, -1, 0.5, Number.NaN, -0][Math.floor(next() * 5)] as number;
    return Math.floor(next() * limit);
  });
}

/** Which of what a kernel is given lies last, where a memory that is as small as can be ends. */
const LAST = ['scratch', 'output', 'inputs'] as const;
const GUARDS = [456, 456, 456, 456];
const ROW = 16;

async function runKernel(node: GraphNode, operands: readonly Float32Array[]): Promise<Float32Array> {
  const [first, ...others] = await Promise.all(LAST.map((last) => runKernelOn(node, operands, last)));
  for (const other of others) assert.deepEqual(other, first);
  return first as Float32Array;
}

/** Traps when a kernel reads on beyond what lies last, which `last` says, and throws when it has written beyond anything. */
async function runKernelOn(
  node: GraphNode,
  operands: readonly Float32Array[],
  last: (typeof LAST)[number],
): Promise<Float32Array> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = await bindKernels(memory);
  const size = elementCount(node.shape);
  const room = {
    inputs: operands.map(({ length }) => tensorBytes(length)),
    output: [tensorBytes(size)],
    scratch: [Math.ceil(scratchBytes(node, kernels) / ROW) * ROW],
  };
  const order = [...LAST.filter((name) => name !== last), last];
  const guard = READ_BYTES;
  const needed = order.flatMap((name) => [guard, ...room[name]]).reduce((sum, bytes) => sum + bytes, guard);
  memory.grow(Math.ceil(needed / PAGE_BYTES) - 1);
  let top = memory.buffer.byteLength - needed;
  const take = (bytes: number): number => {
    top += bytes;
    return top - bytes;
  };
  const guards: number[] = [];
  const at: Record<string, number[]> = {};
  for (const name of order) {
    guards.push(take(guard));
    at[name] = room[name].map(take);
  }
  guards.push(take(guard));
  const { inputs = [], output: [output = 0] = [], scratch: [scratch = 0] = [] } = at;
  operands.forEach((values, i) => {
    new Float32Array(memory.buffer, inputs[i], values.length).set(values);
  });
  new Float32Array(memory.buffer, output, size).fill(123);
  for (const from of guards) new Float32Array(memory.buffer, from, 4).set(GUARDS);
  const context = { kernels, inputs, output, scratch };
  const check = (): Float32Array => {
    kernels.canonicalise(output, size);
    for (const from of guards) assert.deepEqual([...new Float32Array(memory.buffer, from, 4)], GUARDS);
    operands.forEach((values, i) => {
      assert.deepEqual(new Float32Array(memory.buffer, inputs[i], values.length), values);
    });
    return new Float32Array(memory.buffer, output, size).slice();
  };
  prepareLaunch(node, context)?.();
  const whole = check();
  // Made in parts, the last first: what a part writes beyond itself would stay.
  for (const count of [2, 3]) {
    new Float32Array(memory.buffer, output, size).fill(123);
    for (const [share, block] of partsOf(node, count)) launchShare(node, context, share, block)?.();
    assert.deepEqual(check(), whole, `${node.operator.type} ${node.shape} in ${count} parts`);
  }
  return whole;
}

/** Parts that go on from each other in their order. */
function partsOf(node: GraphNode, count: number): [Share, Share][] {
  const shares = Array.from({ length: count }, (_, index): Share => ({ index, count }));
  if (!isCarried(node, count)) return shares.toReversed().map((share) => [share, WHOLE]);
  const blocks = carriedBlocks(node, count);
  return Array.from({ length: blocks }, (_, i) => blocks - 1 - i).flatMap((index) =>
    shares.map((share): [Share, Share] => [share, { index, count: blocks }]),
  );
}

const CONTEXT = { step: 0, seed: new Uint8Array(32), rows: 1, batchSize: 1, rowStride: 1 };

/** A kernel's output has the bits that the element programs define. */
export async function expectEqualBits(
  operator: Operator,
  operands: [Shape, Float32Array][],
  shape: Shape,
): Promise<void> {
  const node: GraphNode = {
    operator,
    inputs: operands.map((_, i) => i),
    inputShapes: operands.map(([inputShape]) => inputShape),
    shape,
  };
  const values = operands.map(([, tensor]) => tensor);
  const kernel = await runKernel(node, values);
  const truth = referee(node, values, CONTEXT);
  const differing = [...truth].findIndex((value, i) => toBits(value) !== toBits(kernel[i] as number));
  if (differing >= 0) {
    assert.fail(
      `${operator.type} ${JSON.stringify(operator.value)} ${JSON.stringify(node.inputShapes)}: element ${differing} is ${kernel[differing]}, by definition ${truth[differing]}`,
    );
  }
}
