import { pickClaim, proveClaim, revealClaim } from './claim.ts';
import type { GameFacts, GameState, Move, Outcome, Side } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openTensor, pickInitial, revealInitial } from './initial.ts';
import { openOperator, proveSource } from './operator.ts';
import { proveOperation } from './proof.ts';
import { pickRegisters, revealRegisters } from './registers.ts';
import { pickState, revealStates } from './states.ts';
import {
  commitOperators,
  descendInto,
  pickEndState,
  pickOperator,
  proveEndState,
  revealEndState,
  revealOperators,
} from './step.ts';
import { pickElement, pickOutput, revealLeaf, revealOutput } from './tensor.ts';
import { turnOf } from './turn.ts';
import { commitTrace, concede, demandTrace, pickStep, showTrace } from './whole-trace.ts';

/**
 * Plays one move. Throws `IllegalMove` when the rules do not allow it; the state is never changed in place.
 */
export function applyMove(facts: GameFacts, state: GameState, side: Side, move: Move): Outcome {
  const turn = turnOf(state);
  if (side !== turn) {
    throw new IllegalMove('NotYourTurn', `It is the ${turn.toLowerCase()}'s move in phase ${state.type}.`);
  }
  const outcome = turn === 'Defender' ? defenderMove(facts, state, move) : challengerMove(facts, state, move);
  if (outcome === undefined) {
    throw new IllegalMove(
      'WrongMove',
      `${move.type} is not a move of the ${turn.toLowerCase()} in phase ${state.type}.`,
    );
  }
  return outcome;
}

function defenderMove(facts: GameFacts, state: GameState, move: Move): Outcome | undefined {
  switch (move.type) {
    case 'RevealStates':
      return state.type === 'States' ? revealStates(state.value, move.value.states) : undefined;
    case 'CommitOperators':
      return state.type === 'Operators' ? commitOperators(state.value, move.value.root) : undefined;
    case 'RevealLeaf':
      return state.type === 'Leaf' ? revealLeaf(facts, state.value, move.value.bytes) : undefined;
    case 'RevealRegisters':
      return state.type === 'Registers' ? revealRegisters(state.value, move.value.files) : undefined;
    case 'RevealChildren':
      return revealUnder(facts, state, move.value.children);
    case 'Pick':
      return state.type === 'Claim' ? pickClaim(state.value, move.value.index) : undefined;
    case 'CommitTrace':
      return state.type === 'Trace' ? commitTrace(state.value, move.value.root, move.value.path) : undefined;
    case 'ShowTrace':
      return state.type === 'Trace' ? showTrace(facts, state.value, move.value.opening) : undefined;
    case 'ProveOperation':
      return state.type === 'ClaimProof' ? proveClaim(facts, state.value, move.value.operands) : undefined;
    default:
      return undefined;
  }
}

function revealUnder(facts: GameFacts, state: GameState, children: Uint8Array[]): Outcome | undefined {
  switch (state.type) {
    case 'OperatorTree':
      return revealOperators(facts, state.value, children);
    case 'EndTree':
      return revealEndState(facts, state.value, children);
    case 'InitialTree':
      return revealInitial(facts, state.value, children);
    case 'OutputTree':
      return revealOutput(facts, state.value, children);
    default:
      return undefined;
  }
}

function challengerMove(facts: GameFacts, state: GameState, move: Move): Outcome | undefined {
  switch (move.type) {
    case 'Pick':
      return pick(facts, state, move.value.index);
    case 'Descend':
      return state.type === 'Branch' ? descendInto(facts, state.value, move.value.tree.type) : undefined;
    case 'OpenOperator':
      return state.type === 'Operator'
        ? openOperator(facts, state.value, move.value.record, move.value.path)
        : undefined;
    case 'OpenTensor':
      return state.type === 'InitialTensor'
        ? openTensor(facts, state.value, move.value.record, move.value.path)
        : undefined;
    case 'PickElement':
      return state.type === 'Leaf' ? pickElement(facts, state.value, move.value.index) : undefined;
    case 'ProveEndState':
      return state.type === 'EndState' ? proveEndState(facts, state.value, move.value) : undefined;
    case 'ProveSource':
      return state.type === 'Source'
        ? proveSource(facts, state.value, move.value.root, move.value.path)
        : undefined;
    case 'RevealRegisters':
      return state.type === 'Claim' ? revealClaim(state.value, move.value.files) : undefined;
    case 'PickStep':
      return state.type === 'Trace' ? pickStep(state.value, move.value.picked) : undefined;
    case 'DemandTrace':
      return state.type === 'Trace' ? demandTrace(facts, state.value, move.value) : undefined;
    case 'Concede':
      return state.type === 'Trace' ? concede() : undefined;
    case 'ProveOperation':
      return state.type === 'Proof' ? proveOperation(facts, state.value, move.value.operands) : undefined;
    default:
      return undefined;
  }
}

function pick(facts: GameFacts, state: GameState, index: number): Outcome | undefined {
  switch (state.type) {
    case 'States':
      return pickState(state.value, index);
    case 'OperatorTree':
      return pickOperator(facts, state.value, index);
    case 'EndTree':
      return pickEndState(facts, state.value, index);
    case 'InitialTree':
      return pickInitial(facts, state.value, index);
    case 'OutputTree':
      return pickOutput(facts, state.value, index);
    case 'Registers':
      return pickRegisters(state.value, index);
    default:
      return undefined;
  }
}
