import type { GameState, Side } from './facts.ts';

/** Whose move it is. */
export function turnOf(state: GameState): Side {
  switch (state.type) {
    case 'Trace':
      return state.value.root === undefined || state.value.owed !== undefined ? 'Defender' : 'Challenger';
    case 'States':
    case 'Registers':
      return state.value.revealed.length === 0 ? 'Defender' : 'Challenger';
    case 'Claim':
      return state.value.revealed.length === 0 ? 'Challenger' : 'Defender';
    case 'OperatorTree':
    case 'EndTree':
    case 'InitialTree':
    case 'OutputTree':
      return state.value.cursor.revealed.length === 0 ? 'Defender' : 'Challenger';
    case 'Leaf':
      return state.value.bytes === undefined ? 'Defender' : 'Challenger';
    case 'Operators':
    case 'ClaimProof':
      return 'Defender';
    case 'Branch':
    case 'EndState':
    case 'Operator':
    case 'Source':
    case 'InitialTensor':
    case 'Proof':
      return 'Challenger';
  }
}
