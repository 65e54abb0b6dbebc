import { identify } from '@libp2p/identify';
import type { Ed25519PrivateKey } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { createLibp2p, type Libp2p } from 'libp2p';
import { messageOf } from '../errors.ts';
import { NetworkError } from './errors.ts';

export type PeerNode = Libp2p;

export interface PeerNodeOptions {
  readonly key: Ed25519PrivateKey;
  /** Multiaddrs such as `/ip4/127.0.0.1/tcp/0` or `/ip4/0.0.0.0/tcp/0/ws`; none for a peer that only fetches. */
  readonly listen: readonly string[];
}

/** Starts a libp2p peer: TCP and WebSocket, noise, yamux, identify. Stop it with `stop()`. */
export async function startPeerNode(options: PeerNodeOptions): Promise<PeerNode> {
  try {
    return await createLibp2p({
      privateKey: options.key,
      addresses: { listen: [...options.listen] },
      transports: [tcp(), webSockets()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: { identify: identify() },
      // Several workers of one host arrive at once when a network starts.
      connectionManager: { inboundConnectionThreshold: 100 },
    });
  } catch (thrown) {
    const message = `cannot listen on ${options.listen.join(', ')} (${reasonOf(thrown)}); choose a free port with --listen, or 0 for any`;
    throw new NetworkError('ListenFailed', message, { listen: options.listen }, thrown);
  }
}

/** libp2p says why of each address after a line about its own options, with a stack. */
function reasonOf(thrown: unknown): string {
  const lines = messageOf(thrown)
    .split('\n')
    .map((line) => line.trim());
  const reasons = lines.filter((line) => line.startsWith('/'));
  return reasons.length > 0 ? reasons.join('; ') : (lines[0] ?? '');
}

/** The addresses that others can dial, each ending in `/p2p/<peer id>`. */
export function dialableAddresses(node: PeerNode): string[] {
  return node.getMultiaddrs().map((address) => address.toString());
}
