import { encode } from 'cborg';
import { type BlobRef, CHUNK_BYTES } from '../storage/blob-ref.ts';
import { fieldsOf, isHash, whole } from './cbor-fields.ts';
import { NetworkError } from './errors.ts';

/** Chunks of blobs by root; every frame is CBOR behind a length. */
export const BLOB_PROTOCOL = '/plumbline/blob/1';

/** A chunk, its path (at most 53 siblings for any length that a number holds), and the frame around them. */
export const MAX_ANSWER_BYTES = CHUNK_BYTES + 4096;
export const MAX_REQUEST_BYTES = 512;

export interface ChunkRequest {
  readonly id: number;
  readonly ref: BlobRef;
  readonly chunk: number;
}

export type ChunkAnswer =
  | { readonly id: number; readonly ok: true; readonly chunk: Uint8Array; readonly path: Uint8Array[] }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** Why a server has no chunk to give; the client tells "ask another" from "the peer is broken" by it. */
export const NOT_HELD = 'not held';

export function encodeRequest(request: ChunkRequest): Uint8Array {
  const { root, bytes, leafBytes } = request.ref;
  return encode({ id: request.id, root, bytes, leafBytes, chunk: request.chunk });
}

/** Reads a request; throws `BadFrame` that names the field. */
export function decodeRequest(frame: Uint8Array): ChunkRequest {
  const fields = fieldsOf(frame);
  const { root, leafBytes } = fields;
  if (!isHash(root)) throw new NetworkError('BadFrame', 'field "root" of a request is not 32 bytes');
  if (leafBytes !== 4096 && leafBytes !== 32) {
    throw new NetworkError('BadFrame', 'field "leafBytes" of a request is neither 4096 nor 32');
  }
  const ref: BlobRef = { root, bytes: whole(fields, 'bytes'), leafBytes };
  return { id: whole(fields, 'id'), ref, chunk: whole(fields, 'chunk') };
}

export function encodeAnswer(answer: ChunkAnswer): Uint8Array {
  return answer.ok
    ? encode({ id: answer.id, ok: true, chunk: answer.chunk, path: answer.path })
    : encode({ id: answer.id, error: answer.error });
}

/** Reads an answer; throws `BadFrame` that names the field. */
export function decodeAnswer(frame: Uint8Array): ChunkAnswer {
  const fields = fieldsOf(frame);
  const id = whole(fields, 'id');
  if (fields.ok !== true) return { id, ok: false, error: String(fields.error).slice(0, 200) };
  const { chunk, path } = fields;
  if (!(chunk instanceof Uint8Array))
    throw new NetworkError('BadFrame', 'field "chunk" of an answer is not bytes');
  if (!Array.isArray(path) || path.length > 64 || !path.every(isHash)) {
    throw new NetworkError('BadFrame', 'field "path" of an answer is not a list of hashes');
  }
  return { id, ok: true, chunk, path };
}
