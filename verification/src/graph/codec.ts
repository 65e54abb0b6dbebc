import { createCodec } from '@plumbline/runtime-types/scale/codec';
import { boundedVec, h256, newtype, struct, variant } from '@plumbline/runtime-types/scale/composites';
import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { bool, str, u8, u32 } from '@plumbline/runtime-types/scale/primitives';
import type { Shape as ScaleShape } from '@plumbline/runtime-types/scale/shape';
import { GraphError } from './errors.ts';
import { MAX_RANK, MAX_RECORD_BYTES } from './limits.ts';
import type { GraphNode, ProgramHeader, StateTensor } from './types.ts';

const sizes = boundedVec(u32, MAX_RANK);
const MAX_INPUTS = 3;

function literal<const N extends number>(name: string, only: N): ScaleShape<N> {
  const codec = createCodec<N>(
    (output, value) => output.u8(value),
    (input) => {
      const value = input.u8();
      if (value !== only)
        throw new ScaleError('UnknownVariant', `${name} ${value} is not known, only ${only} is`);
      return only;
    },
  );
  return { codec, register: newtype(['plumbline', 'graph', name], u8).register };
}

const walk = { strides: sizes, dilations: sizes, padding: sizes };
const pool = { window: sizes, strides: sizes, padding: sizes };

/** Index bytes are positions; a new operator is added at the end. */
const operator = variant(['plumbline', 'graph', 'Operator'], {
  state: { tensor: u32 },
  batch: { offset: u32 },
  constant: { root: h256 },
  step: null,
  fill: { bits: u32 },
  reshape: null,
  transpose: { permutation: sizes },
  broadcast: null,
  gather: null,
  segmentSum: null,
  oneHot: { on: u32, off: u32 },
  neg: null,
  exp: null,
  log: null,
  sqrt: null,
  rsqrt: null,
  reciprocal: null,
  square: null,
  relu: null,
  heaviside: null,
  tanh: null,
  sigmoid: null,
  floor: null,
  abs: null,
  add: null,
  sub: null,
  mul: null,
  div: null,
  maximum: null,
  minimum: null,
  equal: null,
  notEqual: null,
  less: null,
  lessEqual: null,
  greater: null,
  greaterEqual: null,
  logicalAnd: null,
  logicalOr: null,
  logicalNot: null,
  select: null,
  sum: { axes: sizes },
  max: { axes: sizes },
  matmul: { transposeA: bool, transposeB: bool },
  conv2d: walk,
  conv2dInputGradient: walk,
  conv2dFilterGradient: walk,
  depthwiseConv2d: walk,
  depthwiseConv2dInputGradient: walk,
  depthwiseConv2dFilterGradient: walk,
  maxPool: pool,
  maxPoolIndex: pool,
  maxPoolGradient: pool,
  avgPool: pool,
  avgPoolGradient: pool,
  pad: { before: sizes, after: sizes, bits: u32 },
  slice: { begin: sizes, strides: sizes },
  concat: { axis: u32 },
  uniform: { stream: u32 },
  sin: null,
  cos: null,
  tan: null,
  erf: null,
  gelu: null,
  geluTanh: null,
  expm1: null,
  log1p: null,
  softplus: null,
  pow: null,
});

const header: ScaleShape<ProgramHeader> = struct(['plumbline', 'graph', 'ProgramHeader'], {
  version: literal('Version', 1),
  operatorSet: literal('OperatorSet', 1),
  kernels: h256,
  stateCount: u32,
  nodeCount: u32,
  lossNode: u32,
  batchSize: u32,
  rowStride: u32,
  rowWidth: u32,
});

const init = variant(['plumbline', 'graph', 'Init'], {
  Fill: { bits: u32 },
  Uniform: { low: u32, high: u32 },
  Normal: { mean: u32, deviation: u32 },
});

const state: ScaleShape<StateTensor> = struct(['plumbline', 'graph', 'StateTensor'], {
  name: str,
  shape: sizes,
  init,
  next: u32,
});

const node: ScaleShape<GraphNode> = struct(['plumbline', 'graph', 'GraphNode'], {
  operator,
  inputs: boundedVec(u32, MAX_INPUTS),
  inputShapes: boundedVec(sizes, MAX_INPUTS),
  shape: sizes,
});

function decode<T>(shape: ScaleShape<T>, what: string, bytes: Uint8Array, record: number): T {
  if (bytes.length > MAX_RECORD_BYTES) {
    throw new GraphError(
      'TooLarge',
      record,
      `${bytes.length} bytes, at most ${MAX_RECORD_BYTES} are allowed.`,
    );
  }
  try {
    return shape.codec.dec(bytes);
  } catch (error) {
    if (!(error instanceof ScaleError)) throw error;
    throw new GraphError('BadRecord', record, `This is not ${what}: ${error.message}.`);
  }
}

function encode<T>(shape: ScaleShape<T>, what: string, value: T, record: number): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = shape.codec.enc(value);
  } catch (error) {
    if (!(error instanceof ScaleError)) throw error;
    throw new GraphError('BadRecord', record, `This cannot be written as ${what}: ${error.message}.`);
  }
  if (bytes.length > MAX_RECORD_BYTES) {
    throw new GraphError(
      'TooLarge',
      record,
      `${bytes.length} bytes, at most ${MAX_RECORD_BYTES} are allowed.`,
    );
  }
  return bytes;
}

/** `record` is only for the message, here and below. Errors: GraphError `BadRecord`, `TooLarge`. */
export function encodeHeader(value: ProgramHeader, record = 0): Uint8Array {
  return encode(header, 'a program header', value, record);
}

export function decodeHeader(bytes: Uint8Array, record = 0): ProgramHeader {
  return decode(header, 'a program header', bytes, record);
}

export function encodeState(value: StateTensor, record = 0): Uint8Array {
  return encode(state, 'a state tensor', value, record);
}

export function decodeState(bytes: Uint8Array, record = 0): StateTensor {
  return decode(state, 'a state tensor', bytes, record);
}

export function encodeNode(value: GraphNode, record = 0): Uint8Array {
  return encode(node, 'a node', value, record);
}

export function decodeNode(bytes: Uint8Array, record = 0): GraphNode {
  return decode(node, 'a node', bytes, record);
}
