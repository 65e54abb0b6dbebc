import { toBits } from '../../src/f32/bits.ts';
import { checkProgram } from '../../src/graph/check.ts';
import { broadcastShape, elementCount } from '../../src/graph/shape.ts';
import type {
  GraphNode,
  Operator,
  OperatorName,
  Program,
  Shape,
  StateTensor,
} from '../../src/graph/types.ts';
import { toHex } from '../../src/hash/hex.ts';
import { blobRoot } from '../../src/merkle/blob.ts';
import { tensorBytes } from '../../src/trace/tensor.ts';
import type { Random } from './random.ts';

export const BATCH_SIZE = 4;
export const ROW_WIDTH = 6;
export const ROW_STRIDE = 5;

const UNARY = [
  'neg',
  'exp',
  'log',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'square',
  'relu',
  'heaviside',
  'tanh',
  'sigmoid',
  'floor',
  'abs',
  'logicalNot',
] as const;
const BINARY = [
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'equal',
  'notEqual',
  'less',
  'lessEqual',
  'greater',
  'greaterEqual',
  'logicalAnd',
  'logicalOr',
] as const;
const OTHERS = [
  'reshape',
  'transpose',
  'broadcast',
  'gather',
  'segmentSum',
  'oneHot',
  'select',
  'sum',
  'max',
  'matmul',
  'fill',
  'step',
  'batch',
  'state',
  'constant',
] as const;

/** Every operator there is. */
export const OPERATORS: readonly OperatorName[] = [...UNARY, ...BINARY, ...OTHERS];

const STATE_SHAPES: readonly Shape[] = [[3, 4], [5], [], [36, 32]];
const MAX_ELEMENTS = 2048;

/** A random well-formed program that has at least one node of each operator wanted. */
export function randomProgram(random: Random, wanted: readonly OperatorName[]): Program {
  const builder = new Builder(random);
  for (const name of wanted) builder.grow(name);
  return builder.finish();
}

class Builder {
  readonly #random: Random;
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Uint8Array>();
  readonly #stateNodes: number[];

  constructor(random: Random) {
    this.#random = random;
    this.#stateNodes = STATE_SHAPES.map((shape, tensor) =>
      this.#add({ type: 'state', value: { tensor } }, [], shape),
    );
    this.#add({ type: 'batch', value: { offset: 1 } }, [], [BATCH_SIZE, 3]);
    this.#add({ type: 'batch', value: { offset: 0 } }, [], [BATCH_SIZE, 2, 2]);
  }

  #add(operator: Operator, inputs: readonly number[], shape: Shape): number {
    const inputShapes = inputs.map((input) => this.#nodes[input]!.shape);
    this.#nodes.push({ operator, inputs: [...inputs], inputShapes, shape: [...shape] });
    return this.#nodes.length - 1;
  }

  #shape(node: number): Shape {
    return this.#nodes[node]!.shape;
  }

  /** A random node that fits. */
  #some(fits: (shape: Shape) => boolean): number {
    const all = this.#nodes.flatMap(({ shape }, index) => (fits(shape) ? [index] : []));
    return this.#random.pick(all);
  }

  #small(): number {
    return this.#some((shape) => elementCount(shape) <= MAX_ELEMENTS);
  }

  #integers(shape: Shape, below: number): number {
    const values = Float32Array.from(
      { length: elementCount(shape) },
      () => this.#random.below(below + 1) - 0,
    );
    return this.#constant(values, shape);
  }

  #constant(values: Float32Array, shape: Shape): number {
    const bytes = tensorBytes(values);
    const root = blobRoot(bytes);
    this.#constants.set(toHex(root), bytes);
    return this.#add({ type: 'constant', value: { root } }, [], shape);
  }

  grow(name: OperatorName): number {
    const random = this.#random;
    switch (name) {
      case 'state': {
        const tensor = random.below(STATE_SHAPES.length);
        return this.#add({ type: 'state', value: { tensor } }, [], STATE_SHAPES[tensor]!);
      }
      case 'batch':
        return this.#add(
          { type: 'batch', value: { offset: random.below(4) } },
          [],
          [BATCH_SIZE, 1 + random.below(3)],
        );
      case 'constant':
        return this.#constant(
          Float32Array.from({ length: 6 }, () => random.below(100) / 7 - 5),
          [2, 3],
        );
      case 'step':
        return this.#add({ type: 'step' }, [], []);
      case 'fill':
        return this.#add({ type: 'fill', value: { bits: toBits(random.below(9) / 4 - 1) } }, [], [2, 3]);
      case 'reshape': {
        const input = this.#small();
        return this.#add({ type: 'reshape' }, [input], [elementCount(this.#shape(input)), 1]);
      }
      case 'transpose': {
        const input = this.#small();
        const shape = this.#shape(input);
        const permutation = shape.map((_, axis) => shape.length - 1 - axis);
        return this.#add({ type: name, value: { permutation } }, [input], [...shape].reverse());
      }
      case 'broadcast': {
        const input = this.#some((shape) => elementCount(shape) <= 64 && shape.length < 7);
        return this.#add({ type: name }, [input], [3, ...this.#shape(input)]);
      }
      case 'gather': {
        const table = this.#some((shape) => shape.length > 0 && elementCount(shape) <= MAX_ELEMENTS);
        const [size = 1, ...rest] = this.#shape(table);
        return this.#add({ type: name }, [table, this.#integers([3], size)], [3, ...rest]);
      }
      case 'segmentSum': {
        const values = this.#some((shape) => shape.length > 0 && elementCount(shape) <= 256);
        const [n = 1, ...rest] = this.#shape(values);
        return this.#add({ type: name }, [values, this.#integers([n], 4)], [4, ...rest]);
      }
      case 'oneHot':
        return this.#add(
          { type: name, value: { on: toBits(1), off: toBits(0.5) } },
          [this.#integers([5], 3)],
          [5, 4],
        );
      case 'select': {
        const [a, b] = this.#pair();
        const condition = this.#some(
          (shape) => shape.length === 0 || broadcastShape([shape, this.#shape(a)]) !== undefined,
        );
        const shape = broadcastShape([condition, a, b].map((node) => this.#shape(node)));
        if (shape === undefined || elementCount(shape) > MAX_ELEMENTS) {
          return this.#add({ type: name }, [a, a, a], this.#shape(a));
        }
        return this.#add({ type: name }, [condition, a, b], shape);
      }
      case 'sum':
      case 'max': {
        const input = this.#some((shape) => shape.length > 0);
        const shape = this.#shape(input);
        const axis = random.below(shape.length);
        const axes = random.below(2) === 0 ? [axis] : shape.map((_, i) => i);
        return this.#add(
          { type: name, value: { axes } },
          [input],
          shape.filter((_, i) => !axes.includes(i)),
        );
      }
      case 'matmul': {
        const a = this.#some((shape) => shape.length >= 2 && elementCount(shape) <= MAX_ELEMENTS);
        const shape = this.#shape(a);
        const transposeA = random.below(2) === 1;
        const m = shape.at(transposeA ? -1 : -2)!;
        return this.#add(
          { type: name, value: { transposeA, transposeB: !transposeA } },
          [a, a],
          [...shape.slice(0, -2), m, m],
        );
      }
      default: {
        if ((UNARY as readonly string[]).includes(name)) {
          const input = this.#small();
          return this.#add({ type: name } as Operator, [input], this.#shape(input));
        }
        const [a, b] = this.#pair();
        return this.#add(
          { type: name } as Operator,
          [a, b],
          broadcastShape([this.#shape(a), this.#shape(b)])!,
        );
      }
    }
  }

  #pair(): [number, number] {
    const a = this.#small();
    const b = this.#some((shape) => {
      const both = broadcastShape([this.#shape(a), shape]);
      return both !== undefined && elementCount(both) <= MAX_ELEMENTS;
    });
    return [a, b];
  }

  /** Every state tensor moves a little, by what was computed where that has its shape. */
  finish(): Program {
    const rate = this.#add({ type: 'fill', value: { bits: toBits(0.25) } }, [], []);
    const states: StateTensor[] = STATE_SHAPES.map((shape, tensor) => {
      const same = this.#some(
        (other) => other.length === shape.length && other.every((size, i) => size === shape[i]),
      );
      const bounded = this.#add({ type: 'sigmoid' }, [same], shape);
      const change = this.#add({ type: 'mul' }, [bounded, rate], shape);
      const next = this.#add({ type: 'sub' }, [this.#stateNodes[tensor]!, change], shape);
      const init = (
        [
          { type: 'Uniform', value: { low: toBits(-1), high: toBits(1) } },
          { type: 'Normal', value: { mean: toBits(0), deviation: toBits(0.5) } },
          { type: 'Fill', value: { bits: toBits(0.75) } },
        ] as const
      )[tensor % 3]!;
      return { name: `t${tensor}`, shape, init, next };
    });
    const lossNode = this.#add({ type: 'sum', value: { axes: [0, 1] } }, [states[0]!.next], []);
    const program: Program = {
      header: {
        version: 1,
        operatorSet: 1,
        stateCount: states.length,
        nodeCount: this.#nodes.length,
        lossNode,
        batchSize: BATCH_SIZE,
        rowStride: ROW_STRIDE,
        rowWidth: ROW_WIDTH,
      },
      states,
      nodes: this.#nodes,
      constants: this.#constants,
    };
    checkProgram(program);
    return program;
  }
}
