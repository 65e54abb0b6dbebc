import { initialRegisters, runSpan } from '@plumbline/verification/element/evaluate';
import type { ElementProgram } from '@plumbline/verification/element/instruction';
import { toBits } from '@plumbline/verification/f32/bits';
import { nativeArithmetic } from '@plumbline/verification/f32/native';
import type { GraphNode } from '@plumbline/verification/graph/types';
import { LEAF_BYTES } from '@plumbline/verification/merkle/blob';
import { elementProgram } from '@plumbline/verification/operators/registry';
import { fileOf, LEAF_ELEMENTS } from '@plumbline/verification/pinpoint/values';
import { boundedProgram } from '@plumbline/verification/tolerant/bounded-program';
import { type SparseTensor, sparseTensor } from './sparse-tensor.ts';

/** Nodes of the step that the product reads. */
const INPUTS = [0, 1];
const HALF = toBits(0.5);

/** A matrix product, the operator with the longest element program and the largest last proof, and its operands. */
export interface Product {
  readonly node: GraphNode;
  readonly operands: readonly SparseTensor[];
  readonly program: ElementProgram;
  /** The one that computes the element's bound as well. */
  readonly bounded: ElementProgram;
  /** The element in question. */
  readonly element: number;
}

/** A product with this many elements, whose operands have as many, or somewhat more. */
export function productOf(elements: number, facts: { seed: Uint8Array }): Product {
  let rows = Math.floor(Math.sqrt(elements));
  while (elements % rows !== 0) rows--;
  const columns = elements / rows;
  const shapes = [
    [rows, columns],
    [columns, columns],
  ];
  const node: GraphNode = {
    operator: { type: 'matmul', value: { transposeA: false, transposeB: false } },
    inputs: INPUTS,
    inputShapes: shapes,
    shape: [rows, columns],
  };
  const element = Math.floor(elements / 3);
  const context = { step: 0, seed: facts.seed, rows: 1, batchSize: 1, rowStride: 1 };
  return {
    node,
    operands: shapes.map(([height = 0, width = 0], i) => sparseTensor(height * width, patternOf(i + 1))),
    program: elementProgram(node, element, context),
    bounded: boundedProgram(node, element, context),
    element,
  };
}

/** One leaf of small values. */
export function patternOf(salt: number): Uint8Array {
  const values = Float32Array.from({ length: LEAF_ELEMENTS }, (_, i) => (((i + salt) * 7) % 13) / 8 - 0.75);
  return new Uint8Array(values.buffer, 0, LEAF_BYTES);
}

/**
 * The register files after each of the `points`. With a `fault`, the product in r1 is half too much after that
 * instruction, and everything after it follows from that.
 */
export function registersAt(
  product: Pick<Product, 'program' | 'operands'>,
  points: readonly number[],
  fault?: number,
): Uint8Array[] {
  const { program, operands } = product;
  const read = (operand: number | 'data', element: number): number =>
    typeof operand === 'number' ? (operands[operand]?.element(element) ?? 0) : 0;
  const registers = initialRegisters();
  let done = 0;
  const runTo = (point: number): void => {
    runSpan(program, registers, done, point, read);
    done = point;
  };
  return points.map((point) => {
    if (fault !== undefined && done <= fault && fault < point) {
      runTo(fault + 1);
      registers[1] = nativeArithmetic.add(registers[1] ?? 0, HALF);
    }
    runTo(point);
    return fileOf(registers);
  });
}
