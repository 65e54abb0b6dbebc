import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { leafOf } from '../merkle/blob.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { openOperands, openSource } from './open-operands.ts';
import { childrenInBlob, childrenInList, ownBytes, ownListTree, ownRecords } from './own-tree.ts';
import { nodeRecordIndex, tensorRecordIndex } from './records.ts';
import { ownRegisters } from './run-element.ts';
import { splitPoints } from './split.ts';
import { StrategyError } from './strategy-error.ts';
import type { Trace } from './trace.ts';
import { bitsAt, ELEMENT_BYTES } from './values.ts';

/**
 * The challenger's move: the first thing that is not as in its own recomputation. Throws `StrategyError` with
 * `NothingWrong` when there is no such thing, which an honest challenger of a wrong interval never meets.
 */
export async function challenge(facts: GameFacts, state: GameState, trace: Trace): Promise<Move> {
  switch (state.type) {
    case 'States': {
      const { first, last, revealed } = state.value;
      const own = await trace.stateRoots(first, last);
      return pick(
        revealed,
        splitPoints(first, last).map((point) => own[point - first - 1] as Hash),
        'state',
      );
    }
    case 'Branch': {
      const { at } = state.value;
      const right = sameHash(ownListTree(await trace.operatorRoots(at.step)).root, at.operators);
      return { type: 'Descend', value: { tree: { type: right ? 'EndState' : 'Operators' } } };
    }
    case 'OperatorTree': {
      const { at, cursor } = state.value;
      return pick(cursor.revealed, childrenInList(await trace.operatorRoots(at.step), cursor), 'operator');
    }
    case 'EndTree': {
      const { at, cursor } = state.value;
      return pick(cursor.revealed, childrenInList(await endRoots(at.step, trace), cursor), 'tensor');
    }
    case 'InitialTree': {
      const { cursor } = state.value;
      return pick(cursor.revealed, childrenInList(await trace.tensorRoots(0), cursor), 'initial tensor');
    }
    case 'OutputTree': {
      const { subject, cursor } = state.value;
      return pick(cursor.revealed, childrenInBlob(await ownBytes(subject, trace), cursor), 'leaf');
    }
    case 'Leaf': {
      const { subject, leaf, bytes = new Uint8Array(0) } = state.value;
      return pickElement(bytes, leafOf(await ownBytes(subject, trace), leaf));
    }
    case 'Registers': {
      return pick(state.value.revealed, await ownRegisters(facts, state.value, trace), 'register file');
    }
    case 'Operator':
      return {
        type: 'OpenOperator',
        value: openRecord(trace, nodeRecordIndex(facts, state.value.node)),
      };
    case 'InitialTensor':
      return { type: 'OpenTensor', value: openRecord(trace, tensorRecordIndex(state.value.tensor)) };
    case 'EndState': {
      const { at, tensor } = state.value;
      const { record, path } = openRecord(trace, tensorRecordIndex(tensor));
      const operators = await trace.operatorRoots(at.step);
      const next = trace.program.states[tensor]?.next ?? 0;
      return {
        type: 'ProveEndState',
        value: {
          record,
          recordPath: path,
          root: operators[next] as Hash,
          rootPath: ownListTree(operators).path(next),
        },
      };
    }
    case 'Source':
      return openSource(facts, state.value, trace);
    case 'Proof':
      return openOperands(facts, state.value, trace);
    case 'Trace':
    case 'Claim':
      throw new StrategyError(
        'NothingWrong',
        'In a tolerant task an element is denied by its bound, by whoever found it outside in the trace.',
      );
    case 'Operators':
    case 'ClaimProof':
      throw new StrategyError(
        'NotYourTurn',
        `In phase ${state.type} the defender moves, not the challenger.`,
      );
  }
}

/** The tensors that the step ends with: what the program's `next` makes of the operators, which are agreed by now. */
async function endRoots(step: number, trace: Trace): Promise<Hash[]> {
  const operators = await trace.operatorRoots(step);
  return trace.program.states.map(({ next }) => operators[next] as Hash);
}

function pick(revealed: readonly Uint8Array[], own: readonly Uint8Array[], what: string): Move {
  const index = revealed.findIndex((value, i) => !sameHash(value, own[i] as Uint8Array));
  if (index < 0) {
    throw new StrategyError(
      'NothingWrong',
      `Every ${what} revealed is as recomputed: there is nothing to deny.`,
    );
  }
  return { type: 'Pick', value: { index } };
}

function pickElement(revealed: Uint8Array, own: Uint8Array): Move {
  for (let index = 0; index < revealed.length / ELEMENT_BYTES; index++) {
    if (bitsAt(revealed, index) !== bitsAt(own, index)) return { type: 'PickElement', value: { index } };
  }
  throw new StrategyError(
    'NothingWrong',
    'Every element of the leaf is as recomputed: there is nothing to deny.',
  );
}

function openRecord(trace: Trace, index: number): { record: Uint8Array; path: Hash[] } {
  const { records, tree } = ownRecords(trace.program);
  return { record: records[index] as Uint8Array, path: tree.path(index) };
}
