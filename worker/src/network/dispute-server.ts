import type { Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import {
  DISPUTE_PROTOCOL,
  decodeMovesRequest,
  encodeMovesAnswer,
  MAX_MOVES_FRAME_BYTES,
  type MovesAnswer,
  type MovesRequest,
} from './dispute-frames.ts';
import type { PeerNode } from './peer-node.ts';
import { readOrEnd } from './read-or-end.ts';

export interface DisputeServerOptions {
  readonly node: PeerNode;
  /** What is said to a request; `peer` is the id of the peer that the connection is with. */
  readonly answer: (request: MovesRequest, peer: string) => Promise<MovesAnswer>;
  readonly log: Logger;
  /** A stream on which nothing was asked, or nothing taken, for so long is closed. */
  readonly idleMilliseconds?: number;
}

/** Answers challengers that play off chain, until the node stops. */
export async function serveDisputes(options: DisputeServerOptions): Promise<void> {
  const { node, log } = options;
  await node.handle(
    DISPUTE_PROTOCOL,
    async (stream, connection) => {
      const peer = connection.remotePeer.toString();
      try {
        await serveStream(stream, peer, options);
      } catch (thrown) {
        // A peer that breaks off or sends nonsense is its own affair: only its stream ends.
        log.debug({ peer, reason: messageOf(thrown) }, 'dispute stream ended');
        stream.abort(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    },
    { maxInboundStreams: 16 },
  );
}

async function serveStream(stream: Stream, peer: string, options: DisputeServerOptions): Promise<void> {
  const frames = lpStream(stream, { maxDataLength: MAX_MOVES_FRAME_BYTES });
  const idle = options.idleMilliseconds ?? 60_000;
  for (;;) {
    const frame = await readOrEnd(stream, () => frames.read({ signal: AbortSignal.timeout(idle) }));
    if (frame === undefined) break;
    const answer = await options.answer(decodeMovesRequest(frame.subarray()), peer);
    await frames.write(encodeMovesAnswer(answer), { signal: AbortSignal.timeout(idle) });
  }
  await stream.close({ signal: AbortSignal.timeout(idle) });
}
