import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import { broadcastShape, sameShape } from '@plumbline/verification/graph/shape';
import type { GraphNode, Operator, PlainOperatorName, Shape } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { CompileError } from '../error.ts';

/** The output of a node under construction. */
export interface Value {
  readonly node: number;
  readonly shape: Shape;
}

export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum' | 'pow' | Comparison;
export type Comparison =
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessEqual'
  | 'greater'
  | 'greaterEqual'
  | 'logicalAnd'
  | 'logicalOr';

const FOLDED: Partial<Record<BinaryName, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
};

/**
 * Collects graph nodes. Equal nodes are one node, uniform values stay scalars for as long as possible, and
 * reshapes and broadcasts that change nothing for their reader disappear.
 */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<string, Uint8Array>();
  readonly #known = new Map<string, number>();

  /** What each node is, in words that are equal for equal nodes. */
  get keys(): string[] {
    return [...this.#known.keys()];
  }

  node(operator: Operator, inputs: readonly Value[], shape: Shape): Value {
    const key = nodeKey(operator, inputs, shape);
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.nodes.length;
      this.nodes.push({
        operator,
        inputs: inputs.map((input) => input.node),
        inputShapes: inputs.map((input) => [...input.shape]),
        shape: [...shape],
      });
      this.#known.set(key, index);
    }
    return { node: index, shape };
  }

  plain(type: PlainOperatorName, inputs: readonly Value[], shape: Shape): Value {
    return this.node({ type }, inputs, shape);
  }

  fill(value: number, shape: Shape = []): Value {
    return this.node({ type: 'fill', value: { bits: toBits(value) } }, [], shape);
  }

  /** A tensor known when compiling; a uniform one becomes a `fill`. */
  constant(values: Float32Array, shape: Shape): Value {
    const first = toBits(values[0] ?? 0);
    const canonical = new Uint32Array(values.length);
    values.forEach((value, i) => {
      canonical[i] = toBits(value);
    });
    if (canonical.every((bits) => bits === first)) return this.fill(fromBits(first), shape);
    const bytes = new Uint8Array(canonical.buffer);
    const root = blobRoot(bytes);
    this.constants.set(toHex(root), bytes);
    return this.node({ type: 'constant', value: { root } }, [], shape);
  }

  /** The one value of a uniform tensor, if it is one that was filled. */
  uniform(value: Value): number | undefined {
    const { operator } = this.#node(value);
    return operator.type === 'fill' ? fromBits(operator.value.bits) : undefined;
  }

  reshape(value: Value, shape: Shape): Value {
    if (sameShape(value.shape, shape)) return value;
    const uniform = this.uniform(value);
    if (uniform !== undefined) return this.fill(uniform, shape);
    const source = this.#node(value);
    if (source.operator.type === 'reshape') {
      return this.reshape(this.#inputOf(source), shape);
    }
    return this.plain('reshape', [value], shape);
  }

  broadcast(value: Value, shape: Shape): Value {
    if (sameShape(value.shape, shape)) return value;
    const uniform = this.uniform(value);
    if (uniform !== undefined) return this.fill(uniform, shape);
    return this.plain('broadcast', [this.#beforeBroadcast(value)], shape);
  }

  unary(type: PlainOperatorName, x: Value): Value {
    return this.plain(type, [x], x.shape);
  }

  binary(type: BinaryName, a: Value, b: Value): Value {
    const shape = broadcastOf([a, b]);
    const left = this.uniform(a);
    const right = this.uniform(b);
    const fold = FOLDED[type];
    if (fold && left !== undefined && right !== undefined) {
      return this.fill(Math.fround(fold(left, right)), shape);
    }
    if (type === 'mul' && left === 1) return this.broadcast(b, shape);
    if ((type === 'mul' || type === 'div') && right === 1) return this.broadcast(a, shape);
    const [x, y] = this.#withoutBroadcasts([a, b], shape);
    return this.plain(type, [x as Value, y as Value], shape);
  }

  select(condition: Value, a: Value, b: Value): Value {
    const shape = broadcastOf([condition, a, b]);
    return this.plain('select', this.#withoutBroadcasts([condition, a, b], shape), shape);
  }

  /** Reduced axes are removed from the shape; no axes change nothing. */
  reduce(type: 'sum' | 'max', x: Value, axes: readonly number[]): Value {
    if (axes.length === 0) return x;
    const sorted = [...axes].sort((p, q) => p - q);
    const shape = x.shape.filter((_, axis) => !sorted.includes(axis));
    return this.node({ type, value: { axes: sorted } }, [x], shape);
  }

  transpose(x: Value, permutation: readonly number[]): Value {
    if (permutation.every((axis, i) => axis === i)) return x;
    const shape = permutation.map((axis) => x.shape[axis] ?? 1);
    return this.node({ type: 'transpose', value: { permutation: [...permutation] } }, [x], shape);
  }

  /** Batched product over equal leading dimensions. */
  matmul(a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
    const rows = a.shape.at(transposeA ? -1 : -2) ?? 1;
    const columns = b.shape.at(transposeB ? -2 : -1) ?? 1;
    const shape = [...a.shape.slice(0, -2), rows, columns];
    return this.node({ type: 'matmul', value: { transposeA, transposeB } }, [a, b], shape);
  }

  #node(value: Value): GraphNode {
    return this.nodes[value.node] as GraphNode;
  }

  #inputOf(node: GraphNode): Value {
    return { node: node.inputs[0] as number, shape: node.inputShapes[0] as Shape };
  }

  #beforeBroadcast(value: Value): Value {
    const node = this.#node(value);
    return node.operator.type === 'broadcast' ? this.#inputOf(node) : value;
  }

  /** Operands without their broadcasts and with uniform ones as scalars, where the result stays that shape. */
  #withoutBroadcasts(operands: readonly Value[], shape: Shape): Value[] {
    const slim = operands.map((operand) => {
      const uniform = this.uniform(operand);
      return uniform === undefined ? this.#beforeBroadcast(operand) : this.fill(uniform);
    });
    return sameShape(broadcastOf(slim), shape) ? slim : [...operands];
  }
}

/** The shape of an element-wise result. */
function broadcastOf(values: readonly Value[]): Shape {
  const shape = broadcastShape(values.map((value) => value.shape));
  if (shape) return shape;
  const shapes = values.map((value) => `[${value.shape}]`).join(', ');
  throw new CompileError('BadModel', `Tensors of shapes ${shapes} cannot be broadcast to one shape.`);
}

function nodeKey(operator: Operator, inputs: readonly Value[], shape: Shape): string {
  const attributes = JSON.stringify(operator.value, (_, item) =>
    item instanceof Uint8Array ? toHex(item) : item,
  );
  return `${operator.type} ${attributes} (${inputs.map((i) => `${i.node}:${i.shape}`)}) [${shape}]`;
}
