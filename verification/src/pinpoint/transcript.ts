import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import { applyMove } from './apply.ts';
import type { GameFacts, Move, Side, VerdictReason } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { type DisputeContext, type GamePosition, messageHash, signingPayload } from './message.ts';
import { TranscriptError } from './transcript-error.ts';
import { turnOf } from './turn.ts';

/** Whether `signature` over `payload` is that of the account that plays `side`. */
export type VerifySignature = (side: Side, payload: Uint8Array, signature: Uint8Array) => boolean;

/** What moves lead to: a position to go on from, or the end. */
export type Progress =
  | { readonly kind: 'next'; readonly position: GamePosition }
  | {
      readonly kind: 'verdict';
      readonly winner: Side;
      readonly reason: VerdictReason;
      readonly round: number;
    };

/**
 * One move, on chain or off, of the side whose turn it is; who it is from has been established. Throws `IllegalMove`.
 */
export function advance(
  facts: GameFacts,
  context: DisputeContext,
  position: GamePosition,
  move: Move,
): Progress {
  const outcome = applyMove(facts, position.state, turnOf(position.state), move);
  const round = position.round + 1;
  if (outcome.kind === 'verdict') return { ...outcome, round };
  const head = messageHash(context, position, move);
  return { kind: 'next', position: { state: outcome.state, round, head } };
}

/** Signs the next move of a game that is played off chain. */
export function signMove(
  context: DisputeContext,
  position: GamePosition,
  move: Move,
  sign: (payload: Uint8Array) => Uint8Array,
): SignedMove {
  return { move, signature: sign(signingPayload(messageHash(context, position, move))) };
}

/**
 * Plays a transcript on from a position that is agreed, the last one on chain. Each move must be signed by the side
 * whose turn it is, over the chain, the task, the dispute, the round and all moves before it: a transcript of another
 * game, or one with a move left out, put in, repeated or moved, does not verify.
 *
 * Its end may be missing: then the game stands where the transcript stops, its clock runs against the side whose turn
 * it is there, and whoever has more of it can play it on, as can a move on chain. All or nothing of it is taken. Throws
 * `TranscriptError`.
 */
export function playTranscript(
  facts: GameFacts,
  context: DisputeContext,
  from: GamePosition,
  moves: readonly SignedMove[],
  verify: VerifySignature,
): Progress {
  let progress: Progress = { kind: 'next', position: from };
  if (moves.length === 0)
    throw new TranscriptError('Empty', 0, 'The transcript holds no move; post what was played.');
  for (const [index, signed] of moves.entries()) {
    if (progress.kind === 'verdict') {
      throw new TranscriptError(
        'AfterVerdict',
        index,
        `Move ${index} comes after the verdict; leave it out.`,
      );
    }
    progress = playSigned(facts, context, progress.position, signed, verify, index);
  }
  return progress;
}

function playSigned(
  facts: GameFacts,
  context: DisputeContext,
  position: GamePosition,
  { move, signature }: SignedMove,
  verify: VerifySignature,
  index: number,
): Progress {
  const side = turnOf(position.state);
  if (!verify(side, signingPayload(messageHash(context, position, move)), signature)) {
    throw new TranscriptError(
      'BadSignature',
      index,
      `Move ${index} is not signed by the ${side.toLowerCase()} for round ${position.round} of dispute ${context.dispute} after the moves before it.`,
    );
  }
  try {
    return advance(facts, context, position, move);
  } catch (cause) {
    if (!(cause instanceof IllegalMove)) throw cause;
    throw new TranscriptError('IllegalMove', index, `Move ${index} is against the rules: ${cause.message}`, {
      cause,
    });
  }
}
