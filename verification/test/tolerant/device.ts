import { runProgram } from '../../src/element/evaluate.ts';
import { fromBits, toBits } from '../../src/f32/bits.ts';
import type { GraphNode } from '../../src/graph/types.ts';
import { boundedProgram } from '../../src/tolerant/bounded-program.ts';
import { isOutside } from '../../src/tolerant/outside.ts';
import type { Random } from '../pinpoint/random.ts';
import type { Corrupt, Setting } from '../pinpoint/reference-trace.ts';

/** A device whose every rounding goes as far as the bounds let it; tells of each output what is allowed. */
export function device(random: Random, { program, facts, dataset }: Setting, then?: Lie): Corrupt {
  const outputs: Float32Array[] = [];
  return (step, index, output) => {
    outputs[index] = output;
    const node = program.nodes[index]!;
    if (!hasProgram(node)) return;
    const { seed, rows, batchSize, rowStride } = facts;
    const bounded = (element: number): [number, number] => {
      const line = boundedProgram(node, element, { step, seed, rows, batchSize, rowStride });
      const registers = runProgram(line, (operand, at) =>
        toBits((operand === 'data' ? dataset : outputs[node.inputs[operand]!]!)[at]!),
      );
      return [registers[0]!, registers[1]!];
    };
    for (let element = 0; element < output.length; element++) {
      const [value, bound] = bounded(element);
      const [exact, allowed] = [fromBits(value), fromBits(bound)];
      // What does not round gives the very bits on any device.
      if (!(allowed > 2 ** -100) || !Number.isFinite(exact + allowed)) continue;
      const other = Math.fround(exact + (random.below(2001) / 1000 - 1) * allowed);
      if (!isOutside(toBits(other), value, bound)) output[element] = other;
    }
    then?.(step, index, output, bounded);
  };
}

/** May change an output that the device gave. */
export type Lie = (
  step: number,
  node: number,
  output: Float32Array,
  bounded: (element: number) => [number, number],
) => void;

export function hasProgram({ operator }: GraphNode): boolean {
  return operator.type !== 'state' && operator.type !== 'constant' && operator.type !== 'reshape';
}
