import type { Hash } from '../hash/blake2b.ts';

/** Sizes of a row-major f32 tensor; `[]` is a scalar. */
export type Shape = readonly number[];

/** The first record of a program. */
export interface ProgramHeader {
  readonly version: 1;
  readonly operatorSet: 1;
  /** SHA-256 of the WASM module of kernels that the task was compiled for. The chain judges by the operators alone. */
  readonly kernels: Hash;
  readonly stateCount: number;
  readonly nodeCount: number;
  /** The node whose single element is the loss. */
  readonly lossNode: number;
  readonly batchSize: number;
  /** Distance in the dataset between the first values of neighbouring examples. */
  readonly rowStride: number;
  /** Number of values that belong to one example. */
  readonly rowWidth: number;
}

/** How a state tensor begins; all values are f32 bits. */
export type Init =
  | { readonly type: 'Fill'; readonly value: { readonly bits: number } }
  | { readonly type: 'Uniform'; readonly value: { readonly low: number; readonly high: number } }
  | { readonly type: 'Normal'; readonly value: { readonly mean: number; readonly deviation: number } };

/** A tensor that lives from step to step: a weight, an optimizer slot. */
export interface StateTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly init: Init;
  /** The node whose output is this tensor after the step. */
  readonly next: number;
}

/** Operators without attributes; everything about them follows from the shapes. */
export type PlainOperatorName =
  | 'step'
  | 'reshape'
  | 'broadcast'
  | 'gather'
  | 'segmentSum'
  | 'neg'
  | 'exp'
  | 'log'
  | 'sqrt'
  | 'rsqrt'
  | 'reciprocal'
  | 'square'
  | 'relu'
  | 'heaviside'
  | 'tanh'
  | 'sigmoid'
  | 'floor'
  | 'abs'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'maximum'
  | 'minimum'
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessEqual'
  | 'greater'
  | 'greaterEqual'
  | 'logicalAnd'
  | 'logicalOr'
  | 'logicalNot'
  | 'select'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'erf'
  | 'gelu'
  | 'geluTanh'
  | 'expm1'
  | 'log1p'
  | 'softplus'
  | 'pow';

/** How a filter or window walks over height and width. */
export interface Walk {
  /** Between neighbouring positions: [height, width]. */
  readonly strides: readonly number[];
  /** Between neighbouring taps of the filter: [height, width]. */
  readonly dilations: readonly number[];
  /** Positions added at each side: [top, bottom, left, right]. */
  readonly padding: readonly number[];
}

/** A pooling window: [height, width], and how it walks; its taps lie side by side. */
export interface PoolWindow {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: readonly number[];
}

export type WalkOperatorName =
  | 'conv2d'
  | 'conv2dInputGradient'
  | 'conv2dFilterGradient'
  | 'depthwiseConv2d'
  | 'depthwiseConv2dInputGradient'
  | 'depthwiseConv2dFilterGradient';

export type PoolOperatorName = 'maxPool' | 'maxPoolIndex' | 'maxPoolGradient' | 'avgPool' | 'avgPoolGradient';

/** One variant for each name, all with the same attributes. */
type Each<Name extends string, Value> = {
  [N in Name]: { readonly type: N; readonly value: Value };
}[Name];

/** An operator with its attributes; the SCALE variant of a node record. */
export type Operator =
  | { readonly type: 'state'; readonly value: { readonly tensor: number } }
  | { readonly type: 'batch'; readonly value: { readonly offset: number } }
  | { readonly type: 'constant'; readonly value: { readonly root: Hash } }
  | { readonly type: 'fill'; readonly value: { readonly bits: number } }
  | { readonly type: 'transpose'; readonly value: { readonly permutation: readonly number[] } }
  | { readonly type: 'oneHot'; readonly value: { readonly on: number; readonly off: number } }
  | { readonly type: 'sum'; readonly value: { readonly axes: readonly number[] } }
  | { readonly type: 'max'; readonly value: { readonly axes: readonly number[] } }
  | {
      readonly type: 'matmul';
      readonly value: { readonly transposeA: boolean; readonly transposeB: boolean };
    }
  | Each<WalkOperatorName, Walk>
  | Each<PoolOperatorName, PoolWindow>
  | {
      readonly type: 'pad';
      readonly value: {
        readonly before: readonly number[];
        readonly after: readonly number[];
        readonly bits: number;
      };
    }
  | {
      readonly type: 'slice';
      readonly value: { readonly begin: readonly number[]; readonly strides: readonly number[] };
    }
  | { readonly type: 'concat'; readonly value: { readonly axis: number } }
  | { readonly type: 'uniform'; readonly value: { readonly stream: number } }
  | { readonly type: PlainOperatorName; readonly value?: undefined };

export type OperatorName = Operator['type'];

/** One operator applied to earlier nodes. Its record alone says where every operand element lies. */
export interface GraphNode {
  readonly operator: Operator;
  /** Indices of earlier nodes. */
  readonly inputs: readonly number[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
}

/** A step graph: `(state, batch, step index) → (state, loss)`. */
export interface Program {
  readonly header: ProgramHeader;
  readonly states: readonly StateTensor[];
  readonly nodes: readonly GraphNode[];
  /** Bytes of constant tensors by the hex of their blob root. */
  readonly constants: ReadonlyMap<string, Uint8Array>;
}
