import type { OperatorName } from '../graph/types.ts';
import { AVERAGE_POOLING } from './average-pool.ts';
import { BINARY } from './binary.ts';
import { CONVOLUTION } from './convolution.ts';
import type { OperatorDefinition } from './definition.ts';
import { gather, oneHot, segmentSum } from './indexed.ts';
import { broadcast, transpose } from './layout.ts';
import { matmul } from './matmul.ts';
import { MAX_POOLING } from './max-pool.ts';
import { constantTensor, reshape, state } from './named.ts';
import { batch, fill, step } from './origin.ts';
import { concat, pad, slice } from './pieces.ts';
import { max, sum } from './reduce.ts';
import { select } from './select.ts';
import { UNARY } from './unary.ts';
import { uniform } from './uniform.ts';

/** All canonical operators: operator set 1. */
export const DEFINITIONS: readonly OperatorDefinition[] = [
  state,
  batch,
  constantTensor,
  step,
  fill,
  reshape,
  transpose,
  broadcast,
  gather,
  segmentSum,
  oneHot,
  ...UNARY,
  ...BINARY,
  select,
  sum,
  max,
  matmul,
  ...CONVOLUTION,
  ...MAX_POOLING,
  ...AVERAGE_POOLING,
  pad,
  slice,
  concat,
  uniform,
];

const byName = new Map(DEFINITIONS.map((definition) => [definition.name, definition]));

/** The definition of an operator; the name always comes from a decoded or typed node, so it is there. */
export function definitionOf(name: OperatorName): OperatorDefinition {
  const definition = byName.get(name);
  if (definition === undefined) throw new TypeError(`Operator ${name} has no definition.`);
  return definition;
}
