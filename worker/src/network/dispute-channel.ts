import { lpStream } from '@libp2p/utils';
import { multiaddr } from '@multiformats/multiaddr';
import { codeOf, messageOf } from '../errors.ts';
import type { PeerSource } from './blob-client.ts';
import {
  DISPUTE_PROTOCOL,
  decodeMovesAnswer,
  encodeMovesRequest,
  MAX_MOVES_FRAME_BYTES,
  type MovesAnswer,
  type MovesRequest,
} from './dispute-frames.ts';
import { NetworkError } from './errors.ts';
import type { PeerNode } from './peer-node.ts';

export interface DisputeChannelOptions {
  readonly node: PeerNode;
  readonly peer: PeerSource;
  readonly signal: AbortSignal;
  /** For the dial and for every single answer. */
  readonly timeoutMilliseconds: number;
}

/** A challenger's open line to a defender: one stream for a whole dispute, one question at a time. */
export interface DisputeChannel {
  /** Throws `PeerSilent`, `PeerLied` or `BadFrame`; the channel is of no use after that. */
  ask(request: Omit<MovesRequest, 'id'>): Promise<MovesAnswer>;
  close(): Promise<void>;
}

/** Dials a defender; throws `PeerUnreachable`. */
export async function openDisputeChannel(options: DisputeChannelOptions): Promise<DisputeChannel> {
  const { node, peer, timeoutMilliseconds } = options;
  const limit = (): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(timeoutMilliseconds), options.signal]);
  const stream = await node
    .dialProtocol(peer.addresses.map(multiaddr), DISPUTE_PROTOCOL, { signal: limit() })
    .catch((thrown: unknown) => {
      throw new NetworkError(
        'PeerUnreachable',
        `${peer.name} is not reachable (${messageOf(thrown)})`,
        {},
        thrown,
      );
    });
  const frames = lpStream(stream, { maxDataLength: MAX_MOVES_FRAME_BYTES });
  let next = 0;
  const exchange = async (request: Omit<MovesRequest, 'id'>): Promise<MovesAnswer> => {
    const id = next++;
    const frame = await unlessSilent(peer, async () => {
      await frames.write(encodeMovesRequest({ id, ...request }), { signal: limit() });
      return frames.read({ signal: limit() });
    });
    const answer = decodeMovesAnswer(frame.subarray());
    if (answer.id === id) return answer;
    throw new NetworkError('BadFrame', `${peer.name} answered request ${answer.id} instead of ${id}`);
  };
  return {
    async ask(request) {
      try {
        return await exchange(request);
      } catch (thrown) {
        // An answer may still be under way: the stream must not be read again.
        stream.abort(thrown instanceof Error ? thrown : new Error(String(thrown)));
        throw thrown;
      }
    },
    async close() {
      await stream
        .close({ signal: AbortSignal.timeout(timeoutMilliseconds) })
        .catch(() => stream.abort(new Error('not closed in time')));
    },
  };
}

async function unlessSilent<T>(peer: PeerSource, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (thrown) {
    if (codeOf(thrown) === 'ERR_MSG_DATA_TOO_LONG') {
      throw new NetworkError('PeerLied', `${peer.name} sent more than any transcript has`, {}, thrown);
    }
    const message = `${peer.name} broke off or stayed silent (${messageOf(thrown)})`;
    throw new NetworkError('PeerSilent', message, {}, thrown);
  }
}
