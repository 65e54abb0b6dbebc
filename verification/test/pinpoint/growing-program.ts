import { broadcastShape, elementCount } from '../../src/graph/shape.ts';
import type { GraphNode, Operator, Shape } from '../../src/graph/types.ts';
import { toHex } from '../../src/hash/hex.ts';
import { blobRoot } from '../../src/merkle/blob.ts';
import { tensorBytes } from '../../src/trace/tensor.ts';
import type { Random } from './random.ts';

export const BATCH_SIZE = 4;
export const ROW_WIDTH = 6;
export const ROW_STRIDE = 5;
export const STATE_SHAPES: readonly Shape[] = [[3, 4], [5], [], [36, 32]];
export const MAX_ELEMENTS = 2048;

/** A program while it is made: its nodes so far, from which the next one takes its inputs at random. */
export class GrowingProgram {
  readonly random: Random;
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<string, Uint8Array>();
  readonly stateNodes: readonly number[];

  constructor(random: Random) {
    this.random = random;
    this.stateNodes = STATE_SHAPES.map((shape, tensor) =>
      this.add({ type: 'state', value: { tensor } }, [], shape),
    );
    this.add({ type: 'batch', value: { offset: 1 } }, [], [BATCH_SIZE, 3]);
    this.add({ type: 'batch', value: { offset: 0 } }, [], [BATCH_SIZE, 2, 2]);
  }

  add(operator: Operator, inputs: readonly number[], shape: Shape): number {
    const inputShapes = inputs.map((input) => this.nodes[input]!.shape);
    this.nodes.push({ operator, inputs: [...inputs], inputShapes, shape: [...shape] });
    return this.nodes.length - 1;
  }

  shape(node: number): Shape {
    return this.nodes[node]!.shape;
  }

  /** A random node that fits. */
  some(fits: (shape: Shape) => boolean): number {
    const all = this.nodes.flatMap(({ shape }, index) => (fits(shape) ? [index] : []));
    return this.random.pick(all);
  }

  small(): number {
    return this.some((shape) => elementCount(shape) <= MAX_ELEMENTS);
  }

  /** Two nodes that broadcast to a shape that is still small. */
  pair(): [number, number] {
    const a = this.small();
    const b = this.some((shape) => {
      const both = broadcastShape([this.shape(a), shape]);
      return both !== undefined && elementCount(both) <= MAX_ELEMENTS;
    });
    return [a, b];
  }

  /** Whole numbers up to `below`. */
  integers(shape: Shape, below: number): number {
    const values = Float32Array.from({ length: elementCount(shape) }, () => this.random.below(below + 1) - 0);
    return this.constant(values, shape);
  }

  constant(values: Float32Array, shape: Shape): number {
    const bytes = tensorBytes(values);
    const root = blobRoot(bytes);
    this.constants.set(toHex(root), bytes);
    return this.add({ type: 'constant', value: { root } }, [], shape);
  }
}
