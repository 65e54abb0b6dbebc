import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { move as moveShape } from '@plumbline/runtime-types/domain/move';
import { applyMove } from '@plumbline/verification/pinpoint/apply';
import type { GameFacts, Outcome, Side } from '@plumbline/verification/pinpoint/facts';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { type Sizes, syntheticDispute } from './dispute.ts';
import { challengerMove, defenderMove } from './players.ts';

/** A game that was played to its verdict. */
export interface Measured {
  readonly sizes: Sizes;
  readonly moves: number;
  /** How often it is the defender's turn: each time it reveals and is answered. */
  readonly rounds: number;
  /** Largest encoded move but the last proof. */
  readonly largestMoveBytes: number;
  readonly proofBytes: number;
  readonly totalBytes: number;
  /** What the chain computes for each move, in ms. */
  readonly medianMs: number;
  readonly slowestMs: number;
  readonly verdict: string;
}

const REPEATS = 25;

/** Plays a dispute of this size; the chain's part in every move is done again and again, its median counts. */
export function measure(sizes: Sizes): Measured {
  const dispute = syntheticDispute(sizes);
  const bytes: number[] = [];
  const times: number[] = [];
  let rounds = 0;
  for (let state = dispute.opening; ; ) {
    const side = turnOf(state);
    if (side === 'Defender') rounds++;
    const chosen = side === 'Defender' ? defenderMove(dispute, state) : challengerMove(dispute, state);
    const encoded = moveShape.codec.enc(chosen);
    const stored = gamePhase.codec.enc(state);
    bytes.push(encoded.length);
    times.push(median(Array.from({ length: REPEATS }, () => timed(dispute.facts, stored, side, encoded))));
    const outcome = applyMove(dispute.facts, state, side, chosen);
    if (outcome.kind === 'next') state = outcome.state;
    else {
      return {
        sizes,
        moves: bytes.length,
        rounds,
        largestMoveBytes: Math.max(...bytes.slice(0, -1)),
        proofBytes: bytes.at(-1) ?? 0,
        totalBytes: bytes.reduce((sum, size) => sum + size, 0),
        medianMs: median(times),
        slowestMs: Math.max(...times),
        verdict: `${outcome.winner}: ${outcome.reason}`,
      };
    }
  }
}

/** What the chain does with a move: reads it and the game, applies it, writes the game. */
function timed(facts: GameFacts, stored: Uint8Array, side: Side, encoded: Uint8Array): number {
  const started = performance.now();
  const outcome: Outcome = applyMove(facts, gamePhase.codec.dec(stored), side, moveShape.codec.dec(encoded));
  if (outcome.kind === 'next') gamePhase.codec.enc(outcome.state);
  return performance.now() - started;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
