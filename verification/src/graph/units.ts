import { nodeUnits } from '../operators/registry.ts';
import type { Program } from './types.ts';

/**
 * What one step of a program costs: a unit is one basic operation. A node weighs its number of output elements times
 * the length of one element program; nodes that only name a tensor weigh nothing, and segmentSum weighs one pass over
 * its values. The program must have passed `checkProgram`.
 */
export function unitsPerStep(program: Program): bigint {
  return program.nodes.reduce((units, node) => units + nodeUnits(node), 0n);
}
