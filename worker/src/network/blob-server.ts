import type { Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import {
  BLOB_PROTOCOL,
  type ChunkAnswer,
  type ChunkRequest,
  decodeRequest,
  encodeAnswer,
  MAX_REQUEST_BYTES,
  NOT_HELD,
} from './blob-frames.ts';
import type { PeerNode } from './peer-node.ts';
import { readOrEnd } from './read-or-end.ts';

export interface BlobServerOptions {
  readonly node: PeerNode;
  readonly store: BlobStore;
  readonly log: Logger;
  /** Whether an owner keeps what it holds to itself: a blob that only such owners hold is not served. */
  readonly isSealed?: (owner: string) => boolean;
  /** A stream on which nothing was asked, or nothing taken, for so long is closed. */
  readonly idleMilliseconds?: number;
}

/** Serves whole blobs of the store to whoever asks, until the node stops. */
export async function serveBlobs(options: BlobServerOptions): Promise<void> {
  const { node, log } = options;
  await node.handle(
    BLOB_PROTOCOL,
    async (stream, connection) => {
      try {
        await serveStream(stream, options);
      } catch (thrown) {
        // A peer that breaks off or sends nonsense is its own affair: only its stream ends.
        log.debug({ peer: connection.remotePeer.toString(), reason: messageOf(thrown) }, 'blob stream ended');
        stream.abort(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    },
    { maxInboundStreams: 64 },
  );
}

async function serveStream(stream: Stream, options: BlobServerOptions): Promise<void> {
  const frames = lpStream(stream, { maxDataLength: MAX_REQUEST_BYTES });
  const idle = options.idleMilliseconds ?? 60_000;
  for (;;) {
    const frame = await readOrEnd(stream, () => frames.read({ signal: AbortSignal.timeout(idle) }));
    if (frame === undefined) break;
    const request = decodeRequest(frame.subarray());
    const answer = await answerTo(request, options);
    await frames.write(encodeAnswer(answer), { signal: AbortSignal.timeout(idle) });
  }
  await stream.close({ signal: AbortSignal.timeout(idle) });
}

async function answerTo(
  request: ChunkRequest,
  { store, isSealed = () => false }: BlobServerOptions,
): Promise<ChunkAnswer> {
  const owners = await store.ownersOf(request.ref);
  const proven = owners.every(isSealed) ? undefined : await store.chunk(request.ref, request.chunk);
  if (proven === undefined) return { id: request.id, ok: false, error: NOT_HELD };
  return { id: request.id, ok: true, chunk: proven.chunk, path: [...proven.path] };
}
