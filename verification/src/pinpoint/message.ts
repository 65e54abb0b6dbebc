import { gamePhase } from '@plumbline/runtime-types/domain/game';
import { moveMessage } from '@plumbline/runtime-types/domain/transcript';
import { h256, struct } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '../hash/blake2b.ts';
import type { GameState, Move } from './facts.ts';
import { turnOf } from './turn.ts';

/** The one dispute that a message is about. */
export interface DisputeContext {
  /** Genesis hash of the chain. */
  readonly genesis: Hash;
  readonly task: number;
  readonly dispute: number;
}

/** Where a game stands, with all that was played before it in one hash. */
export interface GamePosition {
  readonly state: GameState;
  /** Moves played so far, on chain and off. */
  readonly round: number;
  /** Hash of the last message; before the first move, of the opening. */
  readonly head: Hash;
}

const encoder = new TextEncoder();
const OPENING_DOMAIN = encoder.encode('plumbline/dispute/opening/1');
const MOVE_DOMAIN = encoder.encode('plumbline/dispute/move/1');
const SIGNING_DOMAIN = encoder.encode('plumbline/dispute/signature/1');

const opening = struct(['pallet_disputes', 'Opening'], {
  genesis: h256,
  task: u32,
  dispute: u32,
  state: gamePhase,
});

/** A dispute before its first move. */
export function openingPosition({ genesis, task, dispute }: DisputeContext, state: GameState): GamePosition {
  const bytes = opening.codec.enc({ genesis, task, dispute, state });
  return { state, round: 0, head: blake2b256(OPENING_DOMAIN, bytes) };
}

/** The hash of the next message, which the side whose turn it is signs: `H(domain ‖ MoveMessage)`. */
export function messageHash(context: DisputeContext, { state, round, head }: GamePosition, move: Move): Hash {
  const { genesis, task, dispute } = context;
  const side = { type: turnOf(state) };
  const message = { genesis, task, dispute, round, side, previous: head, move };
  return blake2b256(MOVE_DOMAIN, moveMessage.codec.enc(message));
}

/** The bytes that are signed. A domain stands before the hash, so that no other message can have the same bytes. */
export function signingPayload(hash: Hash): Uint8Array {
  const payload = new Uint8Array(SIGNING_DOMAIN.length + hash.length);
  payload.set(SIGNING_DOMAIN);
  payload.set(hash, SIGNING_DOMAIN.length);
  return payload;
}
