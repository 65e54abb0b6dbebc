import type { ElementProgram } from '@plumbline/verification/element/instruction';
import { operand, straightLine } from '@plumbline/verification/element/straight';
import { isUnary } from '@plumbline/verification/graph/element-wise';
import type { PlainOperatorName } from '@plumbline/verification/graph/types';
import { elementProgram } from '@plumbline/verification/operators/registry';
import { cos, sin, tan } from '@plumbline/verification/operators/trigonometry';

const CONTEXT = { step: 0, seed: new Uint8Array(32), rows: 1, batchSize: 1, rowStride: 1 };

/** At and below this, e^x is +0 by definition. Getting there by way of subnormals is slow, and masks hold little else. */
export const EXP_IS_ZERO = -104;

/** How many inputs an element-wise operator has. */
export function arityOf(type: PlainOperatorName): number {
  if (isUnary(type)) return 1;
  return type === 'select' ? 3 : 2;
}

/** The element program of an element-wise operator, whose operands are all of one element. */
export function vectorProgram(type: PlainOperatorName): ElementProgram {
  const inputs = Array.from({ length: arityOf(type) }, (_, i) => i);
  const node = { operator: { type }, inputs, inputShapes: inputs.map(() => [1]), shape: [1] };
  return elementProgram(node, 0, CONTEXT);
}

const OF_SMALL_ANGLES: ReadonlyMap<PlainOperatorName, typeof sin> = new Map([
  ['sin', sin],
  ['cos', cos],
  ['tan', tan],
]);

/** A program that takes far fewer operations, and gives the same, where all angles are small; only functions of angles have one. */
export function smallAngleProgram(type: PlainOperatorName): ElementProgram | undefined {
  const write = OF_SMALL_ANGLES.get(type);
  return write && straightLine(write(operand(0, 0), true));
}
