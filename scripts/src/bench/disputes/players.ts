import type { Cursor } from '@plumbline/runtime-types/domain/game';
import type { Opening } from '@plumbline/verification/element/evaluate';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { childrenOf } from '@plumbline/verification/merkle/geometry';
import { pathBefore } from '@plumbline/verification/pinpoint/beside';
import { claimOperandsDue } from '@plumbline/verification/pinpoint/claim';
import type { GameState, Move } from '@plumbline/verification/pinpoint/facts';
import { operandsDue } from '@plumbline/verification/pinpoint/proof';
import { splitPoints } from '@plumbline/verification/pinpoint/split';
import { nodeSubject } from '@plumbline/verification/pinpoint/subject';
import { bitsAt, LEAF_ELEMENTS } from '@plumbline/verification/pinpoint/values';
import { BLOCK } from '@plumbline/verification/tolerant/magnitudes';
import type { SyntheticDispute, TraceSide } from './dispute.ts';
import { registersAt } from './product.ts';

type Place = Pick<Cursor, 'level' | 'index'>;

/** What a side has at the points of a phase in which one is revealed and picked. */
function own(side: TraceSide, state: GameState): Uint8Array[] {
  switch (state.type) {
    case 'States':
      return splitPoints(state.value.first, state.value.last).map((point) => side.stateRoot(point));
    case 'OperatorTree':
      return entriesUnder(side, state.value.cursor);
    case 'OutputTree':
      return side.output.tree.children(state.value.cursor.level, state.value.cursor.index);
    case 'Registers':
      return side.registers(splitPoints(state.value.first, state.value.last));
    default:
      throw new Error(`Nothing is split in phase ${state.type}; the bench plays others by themselves.`);
  }
}

/** Tree nodes, or at the bottom of the list its entries. */
function entriesUnder(side: TraceSide, { level, index }: Place): Hash[] {
  const range = childrenOf(level, index, side.operators.count);
  if (range.level > 0) return side.operators.children(level, index);
  return Array.from({ length: range.count }, (_, i) => side.operatorRoot(range.first + i));
}

export function defenderMove(dispute: SyntheticDispute, state: GameState): Move {
  const { liar } = dispute;
  switch (state.type) {
    case 'Trace': {
      const { root, count } = liar.entries;
      return { type: 'CommitTrace', value: { root, path: liar.entries.path(count - 2) } };
    }
    case 'Operators':
      return { type: 'CommitOperators', value: { root: liar.operators.root } };
    case 'States':
      return { type: 'RevealStates', value: { states: own(liar, state) } };
    case 'Registers':
      return { type: 'RevealRegisters', value: { files: own(liar, state) } };
    case 'Leaf':
      return { type: 'RevealLeaf', value: { bytes: liar.output.leaf(state.value.leaf) } };
    case 'Claim': {
      // As deep as it goes, to an instruction that reads two operands.
      const { first, last } = state.value;
      const index = splitPoints(first, last).findIndex((point) => point > BLOCK * dispute.fault);
      return { type: 'Pick', value: { index } };
    }
    case 'ClaimProof':
      return openOperands(dispute, state.value, claimOperandsDue(dispute.facts, state.value));
    default:
      return { type: 'RevealChildren', value: { children: own(liar, state) } };
  }
}

export function challengerMove(dispute: SyntheticDispute, state: GameState): Move {
  const { honest, record } = dispute;
  switch (state.type) {
    case 'Trace':
      return openStep(dispute);
    case 'Branch':
      return { type: 'Descend', value: { tree: { type: 'Operators' } } };
    case 'Operator':
      return { type: 'OpenOperator', value: { record: record.bytes, path: record.path } };
    case 'Leaf': {
      const { bytes = new Uint8Array(0), leaf } = state.value;
      const right = honest.output.leaf(leaf);
      let index = 0;
      while (bitsAt(bytes, index) === bitsAt(right, index)) index++;
      return { type: 'PickElement', value: { index } };
    }
    case 'Proof':
      return openOperands(dispute, state.value, operandsDue(dispute.facts, state.value));
    case 'Claim': {
      const { operands, bounded: program } = dispute.product;
      const points = splitPoints(state.value.first, state.value.last);
      return { type: 'RevealRegisters', value: { files: registersAt({ operands, program }, points) } };
    }
    case 'States':
    case 'Registers':
      return firstWrong(state.value.revealed, own(honest, state));
    case 'OperatorTree':
    case 'OutputTree':
      return firstWrong(state.value.cursor.revealed, own(honest, state));
    default:
      throw new Error(`The bench does not play phase ${state.type}.`);
  }
}

/** The step in question, in the trace that the defender is committed to. */
function openStep({ step, liar }: SyntheticDispute): Move {
  const { entries, operators, stateRoot } = liar;
  const picked = {
    step,
    start: stateRoot(step),
    startPath: entries.path(2 * step - 2),
    end: stateRoot(step + 1),
    endPath: entries.path(2 * step),
    operators: operators.root,
    operatorsPath: entries.path(2 * step + 1),
  };
  return { type: 'PickStep', value: { picked } };
}

function firstWrong(revealed: readonly Uint8Array[], right: readonly Uint8Array[]): Move {
  const index = revealed.findIndex((value, i) => !sameHash(value, right[i] ?? new Uint8Array(0)));
  return { type: 'Pick', value: { index } };
}

function openOperands(
  { product, honest }: SyntheticDispute,
  { subject }: Pick<Extract<GameState, { type: 'Proof' }>['value'], 'subject'>,
  due: readonly Opening[],
): Move {
  const { node, output, path } = nodeSubject(subject);
  const operands = due.map(({ operand, element }) => {
    const input = typeof operand === 'number' ? operand : 0;
    const tensor = product.operands[input];
    const index = product.node.inputs[input];
    if (tensor === undefined || index === undefined) throw new Error(`There is no operand ${operand}.`);
    const leaf = Math.floor(element / LEAF_ELEMENTS);
    return {
      root: tensor.tree.root,
      rootPath: pathBefore(honest.operators, index, { index: node, entry: output, path }),
      leaf: tensor.leaf(leaf),
      leafPath: tensor.tree.path(leaf),
    };
  });
  return { type: 'ProveOperation', value: { operands } };
}
