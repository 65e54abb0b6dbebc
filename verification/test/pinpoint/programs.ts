import { toBits } from '../../src/f32/bits.ts';
import { checkProgram } from '../../src/graph/check.ts';
import { broadcastShape, elementCount } from '../../src/graph/shape.ts';
import type {
  GraphNode,
  Operator,
  OperatorName,
  PoolOperatorName,
  Program,
  Shape,
  StateTensor,
  WalkOperatorName,
} from '../../src/graph/types.ts';
import { toHex } from '../../src/hash/hex.ts';
import { blobRoot } from '../../src/merkle/blob.ts';
import { poolingOf } from '../../src/operators/pool.ts';
import { walkAxes } from '../../src/operators/window.ts';
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
  'conv2d',
  'conv2dInputGradient',
  'conv2dFilterGradient',
  'depthwiseConv2d',
  'depthwiseConv2dInputGradient',
  'depthwiseConv2dFilterGradient',
  'maxPool',
  'maxPoolIndex',
  'maxPoolGradient',
  'avgPool',
  'avgPoolGradient',
  'pad',
  'slice',
  'concat',
  'uniform',
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
      case 'conv2d':
      case 'conv2dInputGradient':
      case 'conv2dFilterGradient':
      case 'depthwiseConv2d':
      case 'depthwiseConv2dInputGradient':
      case 'depthwiseConv2dFilterGradient':
        return this.#convolution(name);
      case 'maxPool':
      case 'maxPoolIndex':
      case 'maxPoolGradient':
      case 'avgPool':
      case 'avgPoolGradient':
        return this.#pooling(name);
      case 'pad': {
        const input = this.#some((shape) => elementCount(shape) <= 64);
        const [before, after] = [1, 2].map((most) => this.#shape(input).map(() => random.below(most + 1)));
        const shape = this.#shape(input).map((size, axis) => size + before![axis]! + after![axis]!);
        if (elementCount(shape) > MAX_ELEMENTS) return this.grow('uniform');
        const value = { before: before!, after: after!, bits: toBits(0.5) };
        return this.#add({ type: name, value }, [input], shape);
      }
      case 'slice': {
        const input = this.#small();
        const begin = this.#shape(input).map((size) => random.below(size));
        const strides = this.#shape(input).map(() => 1 + random.below(2));
        const shape = this.#shape(input).map((size, axis) =>
          Math.ceil((size - begin[axis]!) / strides[axis]!),
        );
        return this.#add({ type: name, value: { begin, strides } }, [input], shape);
      }
      case 'concat': {
        const a = this.#some((shape) => shape.length > 0 && elementCount(shape) <= MAX_ELEMENTS);
        const shape = this.#shape(a);
        const axis = random.below(shape.length);
        const joined = shape.map((size, i) => (i === axis ? 2 * size : size));
        return this.#add({ type: name, value: { axis } }, [a, a], joined);
      }
      case 'uniform':
        return this.#add({ type: name, value: { stream: random.below(9) } }, [], [5, 2 + random.below(3)]);
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

  /** Some small node's values in four axes, repeated where there are too few. */
  #image(shape: Shape): number {
    const input = this.#some((own) => elementCount(own) >= 2 && elementCount(own) <= 64);
    const count = elementCount(this.#shape(input));
    const flat = this.#add({ type: 'reshape' }, [input], [count]);
    const indices = this.#integers([elementCount(shape)], count - 1);
    const picked = this.#add({ type: 'gather' }, [flat, indices], [elementCount(shape)]);
    return this.#add({ type: 'reshape' }, [picked], shape);
  }

  #convolution(name: WalkOperatorName): number {
    const random = this.#random;
    const [strides, dilations] = [0, 0].map(() => [1 + random.below(2), 1 + random.below(2)]);
    const padding = [0, 0, 0, 0].map(() => random.below(3));
    const value = { strides: strides!, dilations: dilations!, padding };
    const x = [1 + random.below(2), 5, 5, 1 + random.below(3)];
    const filter = [1 + random.below(3), 1 + random.below(3), x[3]!, 1 + random.below(3)];
    const [rows, columns] = walkAxes(value, x.slice(1, 3), filter.slice(0, 2));
    const outputs = name.startsWith('depthwise') ? x[3]! * filter[3]! : filter[3]!;
    const y = [x[0]!, rows.outputs, columns.outputs, outputs];
    const [a, b, shape] = name.endsWith('InputGradient')
      ? [y, filter, x]
      : name.endsWith('FilterGradient')
        ? [x, y, filter]
        : [x, filter, y];
    return this.#add({ type: name, value }, [this.#image(a), this.#image(b)], shape);
  }

  #pooling(name: PoolOperatorName): number {
    const random = this.#random;
    const window = [2 + random.below(2), 2 + random.below(2)];
    const strides = [1 + random.below(2), 1 + random.below(2)];
    const padding = [0, 0, 0, 0].map(() => random.below(2));
    const value = { window, strides, padding };
    const x = [1 + random.below(2), 4, 5, 1 + random.below(3)];
    const y = poolingOf(value, x).y;
    switch (name) {
      case 'maxPoolGradient': {
        const indices = this.#integers(y, window[0]! * window[1]!);
        return this.#add({ type: name, value }, [this.#image(y), indices], x);
      }
      case 'avgPoolGradient':
        return this.#add({ type: name, value }, [this.#image(y)], x);
      default:
        return this.#add({ type: name, value }, [this.#image(x)], y);
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
        kernels: new Uint8Array(32),
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
