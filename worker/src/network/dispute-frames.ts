import { MAX_TRANSCRIPT_BYTES } from '@plumbline/runtime-types/domain/limits';
import { type SignedMove, transcript } from '@plumbline/runtime-types/domain/transcript';
import { encode } from 'cborg';
import { messageOf } from '../errors.ts';
import { fieldsOf, isHash, whole } from './cbor-fields.ts';
import { NetworkError } from './errors.ts';

/** Signed moves of disputes, from the challenger to the defender and back; every frame is CBOR behind a length. */
export const DISPUTE_PROTOCOL = '/plumbline/dispute/1';

/** A whole transcript, which a side that has lost its own asks for, and the frame around it. */
export const MAX_MOVES_FRAME_BYTES = MAX_TRANSCRIPT_BYTES + 512;

/** What the challenger says: the moves that it has from a round on. The defender answers with those that follow. */
export interface MovesRequest {
  readonly id: number;
  readonly genesis: Uint8Array;
  readonly task: number;
  readonly dispute: number;
  /** Moves played before the first of these. */
  readonly round: number;
  readonly moves: readonly SignedMove[];
}

/** Why a defender gives no move: it cannot yet, it plays on chain from here on, or it will not. */
export const REFUSALS = ['later', 'on chain', 'refused'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type MovesAnswer =
  | { readonly id: number; readonly ok: true; readonly moves: readonly SignedMove[] }
  | { readonly id: number; readonly ok: false; readonly refusal: Refusal; readonly reason: string };

const MAX_REASON = 200;

export function encodeMovesRequest({ moves, ...rest }: MovesRequest): Uint8Array {
  return encode({ ...rest, moves: transcript.codec.enc([...moves]) });
}

/** Reads a request; throws `BadFrame` that names the field. */
export function decodeMovesRequest(frame: Uint8Array): MovesRequest {
  const fields = fieldsOf(frame);
  const { genesis } = fields;
  if (!isHash(genesis)) throw new NetworkError('BadFrame', 'field "genesis" of a request is not 32 bytes');
  return {
    id: whole(fields, 'id'),
    genesis,
    task: whole(fields, 'task'),
    dispute: whole(fields, 'dispute'),
    round: whole(fields, 'round'),
    moves: movesIn(fields.moves),
  };
}

export function encodeMovesAnswer(answer: MovesAnswer): Uint8Array {
  return encode(answer.ok ? { ...answer, moves: transcript.codec.enc([...answer.moves]) } : answer);
}

/** Reads an answer; throws `BadFrame` that names the field. */
export function decodeMovesAnswer(frame: Uint8Array): MovesAnswer {
  const fields = fieldsOf(frame);
  const id = whole(fields, 'id');
  if (fields.ok === true) return { id, ok: true, moves: movesIn(fields.moves) };
  const refusal = REFUSALS.find((known) => known === fields.refusal) ?? 'refused';
  return { id, ok: false, refusal, reason: String(fields.reason).slice(0, MAX_REASON) };
}

function movesIn(value: unknown): SignedMove[] {
  if (!(value instanceof Uint8Array)) throw new NetworkError('BadFrame', 'field "moves" is not bytes');
  try {
    return transcript.codec.dec(value);
  } catch (thrown) {
    throw new NetworkError('BadFrame', `field "moves" holds no signed moves (${messageOf(thrown)})`);
  }
}
