import { applyMove } from '@plumbline/verification/pinpoint/apply';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, GameState, Outcome, Side } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';

/** A dispute that both sides played from their own recomputation. */
export interface Played {
  readonly moves: number;
  /** Seconds that each side took for its moves, replay included. */
  readonly seconds: Readonly<Record<Side, number>>;
  readonly verdict: Extract<Outcome, { kind: 'verdict' }>;
}

/** Plays a dispute as workers do, and times each side by itself. */
export async function bothSides(
  facts: GameFacts,
  opening: GameState,
  traces: Readonly<Record<Side, Trace>>,
): Promise<Played> {
  const seconds = { Defender: 0, Challenger: 0 };
  const strategies = { Defender: defend, Challenger: challenge };
  let state = opening;
  for (let moves = 1; ; moves++) {
    const side = turnOf(state);
    const started = performance.now();
    const move = await strategies[side](facts, state, traces[side]);
    seconds[side] += (performance.now() - started) / 1000;
    const outcome: Outcome = applyMove(facts, state, side, move);
    if (outcome.kind === 'verdict') return { moves, seconds, verdict: outcome };
    state = outcome.state;
  }
}
