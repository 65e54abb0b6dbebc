import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { move as moveShape } from '@plumbline/runtime-types/domain/move';
import { type SignedMove, transcript } from '@plumbline/runtime-types/domain/transcript';
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
  /** All moves as they are posted when they were played off chain: each with a signature. */
  readonly transcriptBytes: number;
  /** What the chain computes for each move, in ms. */
  readonly medianMs: number;
  readonly slowestMs: number;
  /** The slowest move again, at the fastest of its repeats: what it takes when nothing else is running. */
  readonly undisturbedMs: number;
  readonly verdict: string;
}

const REPEATS = 25;

/** Plays a dispute of this size; the chain's part in every move is done again and again, its median counts. */
export function measure(sizes: Sizes, mode?: GameFacts['mode']): Measured {
  const dispute = syntheticDispute(sizes, mode);
  const signed: SignedMove[] = [];
  const bytes: number[] = [];
  const times: number[] = [];
  const fastest: number[] = [];
  let rounds = 0;
  for (let state = dispute.opening; ; ) {
    const side = turnOf(state);
    if (side === 'Defender') rounds++;
    const chosen = side === 'Defender' ? defenderMove(dispute, state) : challengerMove(dispute, state);
    const encoded = moveShape.codec.enc(chosen);
    const stored = gamePhase.codec.enc(state);
    bytes.push(encoded.length);
    signed.push({ move: chosen, signature: new Uint8Array(64) });
    const repeats = Array.from({ length: REPEATS }, () => timed(dispute.facts, stored, side, encoded));
    times.push(median(repeats));
    fastest.push(Math.min(...repeats));
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
        transcriptBytes: transcript.codec.enc(signed).length,
        medianMs: median(times),
        slowestMs: Math.max(...times),
        undisturbedMs: Math.max(...fastest),
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
