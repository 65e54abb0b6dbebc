import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import type { Logger } from '../log/logger.ts';
import { ChainError } from './errors.ts';
import { keepConnected } from './keep-connected.ts';
import { SameChain } from './same-chain.ts';

const PALLETS = ['stakes', 'tasks', 'disputes'] as const;

export interface ConnectOptions {
  readonly url: string;
  readonly log: Logger;
  /** How often the node is asked for a sign of life. */
  readonly heartbeatMilliseconds?: number;
  /** How long to keep trying before giving up. */
  readonly patienceMilliseconds?: number;
  readonly signal?: AbortSignal;
}

export interface Connection {
  readonly api: ApiPromise;
  readonly url: string;
  readonly genesisHash: Uint8Array;
  /** Whether it still is the chain that it was; `lost` fires when it is another. */
  readonly sameChain: SameChain;
  close(): Promise<void>;
}

/**
 * Connects to a node, trying again until it answers or patience ends; afterwards the connection mends itself.
 * Throws `Unreachable`, or `WrongChain` when the node runs another chain.
 */
export async function connectChain(options: ConnectOptions): Promise<Connection> {
  const { url, signal, patienceMilliseconds = 60_000 } = options;
  if (!/^wss?:\/\/./.test(url)) {
    throw new ChainError('Unreachable', `"${url}" is no node address; give one such as ws://127.0.0.1:9944`, {
      url,
    });
  }
  // Left to itself the provider tells every failed attempt on the console; so it is connected from here.
  const provider = new WsProvider(url, false);
  const mending = keepConnected(provider, options);
  const api = new ApiPromise({
    provider: provider as NonNullable<ApiOptions['provider']>,
    noInitWarn: true,
  });
  api.isReadyOrError.catch(() => undefined);
  const close = async (): Promise<void> => {
    mending.stop();
    await api.disconnect();
  };
  try {
    await ready(api, url, patienceMilliseconds, signal);
    const missing = PALLETS.filter((pallet) => api.tx[pallet] === undefined);
    if (missing.length > 0) {
      const message = `the chain at ${url} has no pallet ${missing.join(', ')}: it is not a Plumbline chain. Check --rpc`;
      throw new ChainError('WrongChain', message, { url, missing });
    }
    const sameChain = new SameChain(url, api.genesisHash.toHex());
    mending.holdAgainst(sameChain);
    return { api, url, genesisHash: api.genesisHash.toU8a(), sameChain, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function ready(
  api: ApiPromise,
  url: string,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    const message = `no chain node answers at ${url} after ${milliseconds / 1000} s; start one (plumbline node --dev) or check --rpc`;
    reject(new ChainError('Unreachable', message, { url }));
  }, milliseconds);
  const stop = (): void => reject(new ChainError('Stopped', `connecting to ${url} was stopped`, { url }));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  api.isReady.then(() => resolve(), reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
