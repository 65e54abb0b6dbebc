import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { move as moveShape } from '@plumbline/runtime-types/domain/move';
import { applyMove } from '../../src/pinpoint/apply.ts';
import type { GameFacts, GameState, Move, Outcome, Side, VerdictReason } from '../../src/pinpoint/facts.ts';
import { IllegalMove } from '../../src/pinpoint/illegal-move.ts';
import { turnOf } from '../../src/pinpoint/turn.ts';

export type Player = (state: GameState) => Promise<Move>;

export interface Played {
  /** A side without a legal move is silent in the end, and loses: `Silent`. */
  readonly verdict: { readonly winner: Side; readonly reason: VerdictReason | 'Silent' };
  readonly states: GameState[];
  readonly moves: Move[];
}

/** Encoded size of a move: what it costs the chain. */
export function moveBytes(move: Move): number {
  return moveShape.codec.enc(move).length;
}

/** Plays a game to its verdict; every state and move goes through its encoding, as it does on chain. */
export async function play(
  facts: GameFacts,
  opening: GameState,
  players: { defender: Player; challenger: Player },
): Promise<Played> {
  const states: GameState[] = [];
  const moves: Move[] = [];
  for (let state = opening; ; ) {
    states.push(state);
    const side = turnOf(state);
    const chosen = await (side === 'Defender' ? players.defender : players.challenger)(state);
    const move = moveShape.codec.dec(moveShape.codec.enc(chosen));
    moves.push(move);
    let outcome: Outcome;
    try {
      outcome = applyMove(facts, state, side, move);
    } catch (error) {
      if (!(error instanceof IllegalMove)) throw error;
      const winner = side === 'Defender' ? 'Challenger' : 'Defender';
      return { verdict: { winner, reason: 'Silent' }, states, moves };
    }
    if (outcome.kind === 'verdict') {
      return { verdict: { winner: outcome.winner, reason: outcome.reason }, states, moves };
    }
    state = gamePhase.codec.dec(gamePhase.codec.enc(outcome.state));
  }
}
