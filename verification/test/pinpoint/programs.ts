import { toBits } from '../../src/f32/bits.ts';
import { checkProgram } from '../../src/graph/check.ts';
import { BINARY, type BinaryName, UNARY, type UnaryName } from '../../src/graph/element-wise.ts';
import type { OperatorName, Program, StateTensor } from '../../src/graph/types.ts';
import { grow } from './grow.ts';
import { BATCH_SIZE, GrowingProgram, ROW_STRIDE, ROW_WIDTH, STATE_SHAPES } from './growing-program.ts';
import type { Random } from './random.ts';

/** None can be left out: the types know all there are. */
const OTHERS: Record<Exclude<OperatorName, UnaryName | BinaryName>, true> = {
  reshape: true,
  transpose: true,
  broadcast: true,
  gather: true,
  segmentSum: true,
  oneHot: true,
  select: true,
  sum: true,
  max: true,
  matmul: true,
  fill: true,
  step: true,
  batch: true,
  state: true,
  constant: true,
  conv2d: true,
  conv2dInputGradient: true,
  conv2dFilterGradient: true,
  depthwiseConv2d: true,
  depthwiseConv2dInputGradient: true,
  depthwiseConv2dFilterGradient: true,
  maxPool: true,
  maxPoolIndex: true,
  maxPoolGradient: true,
  avgPool: true,
  avgPoolGradient: true,
  pad: true,
  slice: true,
  concat: true,
  uniform: true,
};

/** Every operator there is. */
export const OPERATORS: readonly OperatorName[] = [
  ...UNARY,
  ...BINARY,
  ...(Object.keys(OTHERS) as OperatorName[]),
];

/** A random well-formed program that has at least one node of each operator wanted. */
export function randomProgram(random: Random, wanted: readonly OperatorName[]): Program {
  const growing = new GrowingProgram(random);
  for (const name of wanted) grow(growing, name);
  return finish(growing);
}

/** Every state tensor moves a little, by what was computed where that has its shape. */
function finish(growing: GrowingProgram): Program {
  const rate = growing.add({ type: 'fill', value: { bits: toBits(0.25) } }, [], []);
  const states: StateTensor[] = STATE_SHAPES.map((shape, tensor) => {
    const same = growing.some(
      (other) => other.length === shape.length && other.every((size, i) => size === shape[i]),
    );
    const bounded = growing.add({ type: 'sigmoid' }, [same], shape);
    const change = growing.add({ type: 'mul' }, [bounded, rate], shape);
    const next = growing.add({ type: 'sub' }, [growing.stateNodes[tensor]!, change], shape);
    const init = (
      [
        { type: 'Uniform', value: { low: toBits(-1), high: toBits(1) } },
        { type: 'Normal', value: { mean: toBits(0), deviation: toBits(0.5) } },
        { type: 'Fill', value: { bits: toBits(0.75) } },
      ] as const
    )[tensor % 3]!;
    return { name: `t${tensor}`, shape, init, next };
  });
  const lossNode = growing.add({ type: 'sum', value: { axes: [0, 1] } }, [states[0]!.next], []);
  const program: Program = {
    header: {
      version: 1,
      operatorSet: 1,
      kernels: new Uint8Array(32),
      stateCount: states.length,
      nodeCount: growing.nodes.length,
      lossNode,
      batchSize: BATCH_SIZE,
      rowStride: ROW_STRIDE,
      rowWidth: ROW_WIDTH,
    },
    states,
    nodes: growing.nodes,
    constants: growing.constants,
  };
  checkProgram(program);
  return program;
}
