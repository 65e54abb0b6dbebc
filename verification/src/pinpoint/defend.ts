import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { leafOf } from '../merkle/blob.ts';
import type { GameFacts, GameState, Move } from './facts.ts';
import { openClaimOperands } from './open-operands.ts';
import { childrenInBlob, childrenInList, ownBytes, ownListTree } from './own-tree.ts';
import { ownBoundedRegisters, ownRegisters } from './run-element.ts';
import { showOwed } from './show-trace.ts';
import { splitPoints } from './split.ts';
import { StrategyError } from './strategy-error.ts';
import type { Trace } from './trace.ts';
import { commitOwnTrace } from './trace-list.ts';
import { bitsAt } from './values.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

/**
 * The defender's move. What is known already (the end of a split, the claimed element) is repeated as the rules
 * demand, so a defender whose trace does not bear it out plays on legally to the end that it deserves.
 */
export async function defend(facts: GameFacts, state: GameState, trace: Trace): Promise<Move> {
  switch (state.type) {
    case 'Trace': {
      const { owed } = state.value;
      return owed === undefined
        ? commitOwnTrace(state.value, trace)
        : showOwed(facts, state.value, owed, trace);
    }
    case 'States':
      return revealStates(state.value, trace);
    case 'Operators':
      return {
        type: 'CommitOperators',
        value: { root: ownListTree(await trace.operatorRoots(state.value.step)).root },
      };
    case 'OperatorTree':
      return reveal(childrenInList(await trace.operatorRoots(state.value.at.step), state.value.cursor));
    case 'EndTree':
      return reveal(childrenInList(await trace.tensorRoots(state.value.at.step + 1), state.value.cursor));
    case 'InitialTree':
      return reveal(childrenInList(await trace.tensorRoots(0), state.value.cursor));
    case 'OutputTree':
      return reveal(childrenInBlob(await ownBytes(state.value.subject, trace), state.value.cursor));
    case 'Leaf': {
      const bytes = await ownBytes(state.value.subject, trace);
      return { type: 'RevealLeaf', value: { bytes: leafOf(bytes, state.value.leaf).slice() } };
    }
    case 'Registers':
      return revealRegisters(facts, state.value, trace);
    case 'Claim':
      return pickClaimed(facts, state.value, trace);
    case 'ClaimProof':
      return openClaimOperands(facts, state.value, trace);
    default:
      throw new StrategyError(
        'NotYourTurn',
        `In phase ${state.type} the challenger moves, not the defender.`,
      );
  }
}

function reveal(children: Hash[]): Move {
  return { type: 'RevealChildren', value: { children } };
}

async function revealStates({ first, last, end }: Phase<'States'>, trace: Trace): Promise<Move> {
  const roots = await trace.stateRoots(first, last);
  const states = splitPoints(first, last).map((point) => roots[point - first - 1] as Hash);
  return { type: 'RevealStates', value: { states: [...states.slice(0, -1), end] } };
}

async function revealRegisters(facts: GameFacts, phase: Phase<'Registers'>, trace: Trace): Promise<Move> {
  const { claimed, after } = phase;
  const files = await ownRegisters(facts, phase, trace);
  const end = after ?? withResult(files.at(-1) as Uint8Array, claimed);
  return { type: 'RevealRegisters', value: { files: [...files.slice(0, -1), end] } };
}

/** The first register file that one's own run does not bear out; the last, where all of them are right. */
async function pickClaimed(facts: GameFacts, phase: Phase<'Claim'>, trace: Trace): Promise<Move> {
  const { revealed } = phase;
  const own = await ownBoundedRegisters(facts, phase, trace);
  const wrong = revealed.findIndex((file, i) => !sameHash(file, own[i] as Uint8Array));
  return { type: 'Pick', value: { index: wrong < 0 ? revealed.length - 1 : wrong } };
}

function withResult(file: Uint8Array, claimed: number): Uint8Array {
  if (bitsAt(file, 0) === claimed) return file;
  const end = file.slice();
  new DataView(end.buffer).setUint32(0, claimed, true);
  return end;
}
