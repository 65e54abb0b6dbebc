import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { move as moveShape } from '@plumbline/runtime-types/domain/move';
import { sameHash } from '../../src/hash/hex.ts';
import { applyMove } from '../../src/pinpoint/apply.ts';
import { challenge } from '../../src/pinpoint/challenge.ts';
import { defend } from '../../src/pinpoint/defend.ts';
import type { GameFacts, GameState, Move, Outcome, Side, VerdictReason } from '../../src/pinpoint/facts.ts';
import { IllegalMove } from '../../src/pinpoint/illegal-move.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import { turnOf } from '../../src/pinpoint/turn.ts';
import { adversary } from './adversary.ts';
import type { Random } from './random.ts';

/** A dispute in which one side is honest and the other stops at nothing. */
export interface Contest {
  readonly facts: GameFacts;
  readonly opening: GameState;
  readonly honestSide: Side;
  readonly honest: Trace;
  /** What the other side plays from. */
  readonly others: readonly Trace[];
  /** How the honest side plays, if not by `defend` or `challenge`. */
  readonly strategy?: typeof defend;
}

export interface Contested {
  readonly winner: Side;
  readonly reason: VerdictReason | 'Silent';
  readonly moves: Move[];
  /** The state in which the last move was made. */
  readonly last: GameState;
  /** Moves that the rules refused. */
  readonly refused: number;
}

/**
 * Plays to the verdict. Every state and move goes through its encoding; a refused move leaves the state as it was; and
 * whatever the other side tries while it is not its turn is refused. The honest side has one legal move each time.
 */
export async function contest(
  { facts, opening, honestSide, honest, others, strategy: own }: Contest,
  random: Random,
  elsewhere: readonly Move[],
): Promise<Contested> {
  const otherSide: Side = honestSide === 'Defender' ? 'Challenger' : 'Defender';
  const moves: Move[] = [];
  const foe = adversary(random, facts, others, moves, elsewhere);
  let refused = 0;
  for (let state = opening; ; ) {
    const encoded = gamePhase.codec.enc(state);
    const attempt = (side: Side, move: Move): Outcome | undefined => {
      const outcome = legal(facts, state, side, move);
      if (outcome === undefined) {
        refused++;
        if (!sameHash(encoded, gamePhase.codec.enc(state)))
          throw new Error(`${move.type} was refused and played.`);
      }
      return outcome;
    };
    let outcome: Outcome | undefined;
    if (turnOf(state) === honestSide) {
      for (const move of [...moves.slice(-1), ...elsewhere.slice(0, 1)]) {
        if (attempt(otherSide, move) !== undefined) throw new Error(`${move.type} was played out of turn.`);
      }
      const strategy = own ?? (honestSide === 'Defender' ? defend : challenge);
      const move = throughEncoding(await strategy(facts, state, honest));
      outcome = applyMove(facts, state, honestSide, move);
      moves.push(move);
    } else {
      for (const move of await foe.attempts(state)) {
        outcome = attempt(otherSide, move);
        if (outcome !== undefined) {
          moves.push(move);
          break;
        }
      }
    }
    if (outcome === undefined) return { winner: honestSide, reason: 'Silent', moves, last: state, refused };
    if (outcome.kind === 'verdict') {
      return { winner: outcome.winner, reason: outcome.reason, moves, last: state, refused };
    }
    state = gamePhase.codec.dec(gamePhase.codec.enc(outcome.state));
  }
}

function throughEncoding(move: Move): Move {
  return moveShape.codec.dec(moveShape.codec.enc(move));
}

function legal(facts: GameFacts, state: GameState, side: Side, move: Move): Outcome | undefined {
  try {
    return applyMove(facts, state, side, throughEncoding(move));
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}
