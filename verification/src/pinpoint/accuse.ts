import type { Cursor } from '@plumbline/runtime-types/domain/game';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { leafCount } from '../merkle/blob.ts';
import { childrenOf } from '../merkle/tree.ts';
import type { Fault } from '../tolerant/find-fault.ts';
import { stateRoot } from '../trace/state.ts';
import { challenge } from './challenge.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { ownBoundedRegisters } from './run-element.ts';
import { splitPoints } from './split.ts';
import { StrategyError } from './strategy-error.ts';
import { subjectElements } from './subject.ts';
import type { Trace } from './trace.ts';
import { ELEMENT_BYTES, LEAF_ELEMENTS } from './values.ts';

/**
 * The challenger's move in a tolerant task: straight to the fault that it found in the defender's own trace, and then
 * the registers of its bounded element program. `trace` is what the defender serves, its start and end being those
 * committed. A state revealed that was not served is denied instead: nobody can open it, or it does not follow. Throws `StrategyError` where the fault lies elsewhere than the game is.
 */
export async function accuse(facts: GameFacts, state: GameState, trace: Trace, fault: Fault): Promise<Move> {
  switch (state.type) {
    case 'States': {
      const { first, last, revealed } = state.value;
      const points = splitPoints(first, last);
      const served = await trace.stateRoots(first, last);
      const other = points.findIndex(
        (point, i) => !sameHash(revealed[i] as Hash, served[point - first - 1] as Hash),
      );
      return pick(other < 0 ? points.findIndex((point) => point > fault.step) : other);
    }
    case 'Branch': {
      const { step, end } = state.value.at;
      const asServed = sameHash(stateRoot(await trace.tensorRoots(step + 1)), end);
      const type = fault.kind !== 'EndState' && asServed ? 'Operators' : 'EndState';
      return { type: 'Descend', value: { tree: { type } } };
    }
    case 'OperatorTree':
      return pick(
        childTowards(state.value.cursor, facts.nodeCount, fault.kind === 'EndState' ? -1 : fault.node),
      );
    case 'OutputTree': {
      const { subject, cursor } = state.value;
      const leaves = leafCount(subjectElements(facts, subject) * ELEMENT_BYTES);
      return pick(childTowards(cursor, leaves, Math.floor(elementOf(fault) / LEAF_ELEMENTS)));
    }
    case 'Leaf':
      return { type: 'PickElement', value: { index: elementOf(fault) % LEAF_ELEMENTS } };
    case 'Claim': {
      const { subject, element, first, last } = state.value;
      const files = await ownBoundedRegisters(facts, subject, element, splitPoints(first, last), trace);
      return { type: 'RevealRegisters', value: { files } };
    }
    default:
      return challenge(facts, state, trace);
  }
}

function elementOf(fault: Fault): number {
  return fault.kind === 'Element' ? fault.element : -1;
}

/** Which of the children revealed under a node has leaf `target` under it. */
function childTowards({ level, index }: Cursor, count: number, target: number): number {
  const range = childrenOf(level, index, count);
  const child = Math.floor(target / 2 ** range.level) - range.first;
  return child < range.count ? child : -1;
}

function pick(index: number): Move {
  if (index < 0) {
    throw new StrategyError('NothingWrong', 'The fault does not lie under what is disputed here.');
  }
  return { type: 'Pick', value: { index } };
}
