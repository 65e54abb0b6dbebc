import type { Tally } from '@plumbline/runtime-types/domain/tally';
import { decodeNode, decodeState } from '../graph/codec.ts';
import { GraphError } from '../graph/errors.ts';
import { MAX_PROGRAM_ELEMENTS, MAX_UNITS_PER_STEP } from '../graph/limits.ts';
import { elementCount } from '../graph/shape.ts';
import { checkNode, checkShape } from '../operators/check-node.ts';
import { nodeUnits } from '../operators/registry.ts';

export const NOTHING: Tally = { units: 0n, elements: 0n };

/**
 * What one record of a program adds to what it takes in all. A record that means nothing adds nothing: so every list
 * of records has exactly one sum, and whether it is well-formed is another question.
 */
export function tallyOf(stateCount: number, index: number, record: Uint8Array): Tally {
  if (index === 0) return NOTHING;
  try {
    if (index <= stateCount) {
      const { shape } = decodeState(record, index);
      checkShape(shape, index);
      return { units: 0n, elements: BigInt(elementCount(shape)) };
    }
    const node = decodeNode(record, index);
    checkNode(node, index);
    return { units: nodeUnits(node), elements: BigInt(elementCount(node.shape)) };
  } catch (error) {
    if (error instanceof GraphError) return NOTHING;
    throw error;
  }
}

export function addTally(left: Tally, right: Tally): Tally {
  return { units: left.units + right.units, elements: left.elements + right.elements };
}

export function sameTally(left: Tally, right: Tally): boolean {
  return left.units === right.units && left.elements === right.elements;
}

/** Whether a program that takes this is more than anybody can be asked to run. */
export function isTooLarge({ units, elements }: Tally): boolean {
  return units > MAX_UNITS_PER_STEP || elements > BigInt(MAX_PROGRAM_ELEMENTS);
}

/** Sums over the first 0, 1, … all records. */
export function runningSums(stateCount: number, records: readonly Uint8Array[]): Tally[] {
  const sums = [NOTHING];
  records.forEach((record, index) => {
    sums.push(addTally(sums[index] as Tally, tallyOf(stateCount, index, record)));
  });
  return sums;
}
