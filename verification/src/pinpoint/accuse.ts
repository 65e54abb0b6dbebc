import type { Cursor } from '@plumbline/runtime-types/domain/game';
import { sameHash } from '../hash/hex.ts';
import { leafCount } from '../merkle/blob.ts';
import { listRoot } from '../merkle/list.ts';
import { childrenOf } from '../merkle/tree.ts';
import type { Fault } from '../tolerant/find-fault.ts';
import { challenge } from './challenge.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { ownBoundedRegisters } from './run-element.ts';
import { StrategyError } from './strategy-error.ts';
import { subjectElements } from './subject.ts';
import type { Trace } from './trace.ts';
import { openStep, traceEntries } from './trace-list.ts';
import { ELEMENT_BYTES, LEAF_ELEMENTS } from './values.ts';

/**
 * The challenger's move in a tolerant task: straight to the fault that it found in the defender's own trace, and then
 * the registers of its bounded element program. `trace` is what the defender serves, which is what it has committed to.
 * Throws `StrategyError` where it is not, or where the fault lies elsewhere than the game is.
 */
export async function accuse(facts: GameFacts, state: GameState, trace: Trace, fault: Fault): Promise<Move> {
  switch (state.type) {
    case 'Trace': {
      const entries = await traceEntries(trace, state.value);
      if (state.value.root === undefined || !sameHash(listRoot(entries), state.value.root)) {
        throw new StrategyError('NothingWrong', 'What was served is not what the defender is committed to.');
      }
      return openStep(state.value, fault.step, entries);
    }
    case 'Branch': {
      const type = fault.kind === 'EndState' ? 'EndState' : 'Operators';
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
      const files = await ownBoundedRegisters(facts, state.value, trace);
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
