import type { Hash } from '../../src/hash/blake2b.ts';
import type { Move } from '../../src/pinpoint/facts.ts';
import type { Random } from './random.ts';

function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.bits());
}

function randomHashes(random: Random): Hash[] {
  return Array.from({ length: random.below(17) }, () => randomBytes(random, 32));
}

/** A move of any kind that says anything. */
export function anyMove(random: Random): Move {
  const record = randomBytes(random, random.below(60));
  const [root, path, index] = [randomBytes(random, 32), randomHashes(random), random.below(20)];
  const operand = { root, rootPath: path, leaf: randomBytes(random, 4 * random.below(9)), leafPath: [] };
  return random.pick<Move>([
    { type: 'RevealStates', value: { states: path } },
    { type: 'CommitOperators', value: { root } },
    { type: 'RevealChildren', value: { children: path } },
    { type: 'RevealLeaf', value: { bytes: record } },
    { type: 'RevealRegisters', value: { files: path } },
    { type: 'Pick', value: { index } },
    { type: 'Descend', value: { tree: { type: random.pick(['Operators', 'EndState'] as const) } } },
    { type: 'OpenOperator', value: { record, path } },
    { type: 'OpenTensor', value: { record, path } },
    { type: 'PickElement', value: { index: random.below(2 ** 16) } },
    { type: 'ProveEndState', value: { record, recordPath: path, root, rootPath: path } },
    { type: 'ProveSource', value: { root, path } },
    { type: 'CommitTrace', value: { root, path } },
    { type: 'DemandTrace', value: { step: random.below(4), node: index, leaf: random.below(3) } },
    {
      type: 'PickStep',
      value: {
        picked: {
          step: random.below(4),
          start: root,
          startPath: path,
          end: root,
          endPath: path,
          operators: root,
          operatorsPath: path,
        },
      },
    },
    {
      type: 'ProveOperation',
      value: { operands: Array.from({ length: random.below(3) }, () => operand) },
    },
  ]);
}
