import type { WsProvider } from '@polkadot/api';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { SameChain } from './same-chain.ts';

const RECONNECT_MILLISECONDS = 300;
const HEARTBEAT_MILLISECONDS = 15_000;

export interface KeepConnectedOptions {
  readonly url: string;
  readonly log: Logger;
  /** How often the node is asked for a sign of life: a connection can die without a word. */
  readonly heartbeatMilliseconds?: number;
}

export interface Mending {
  /** From now on every new connection is held against the chain that there was before. */
  holdAgainst(chain: SameChain): void;
  stop(): void;
}

/** Connects, and connects again after every break, until stopped. */
export function keepConnected(provider: WsProvider, options: KeepConnectedOptions): Mending {
  const { url, log, heartbeatMilliseconds = HEARTBEAT_MILLISECONDS } = options;
  let timer: NodeJS.Timeout | undefined;
  let wasConnected = false;
  let chain: SameChain | undefined;
  const connect = (): void => {
    // A failed attempt is followed by `disconnected` as well.
    provider.connect().catch((thrown: unknown) => log.debug({ reason: messageOf(thrown) }, 'cannot connect'));
  };
  const check = (): void => {
    const hashOf = (number: number): Promise<string | null> =>
      provider.send('chain_getBlockHash', [number], false);
    // When it breaks again, so is the check.
    chain?.check(hashOf).catch((thrown: unknown) => log.debug({ reason: messageOf(thrown) }, 'not checked'));
  };
  const off = [
    provider.on('connected', () => {
      wasConnected = true;
      log.debug({ event: 'connected', url }, 'connected to the chain');
      check();
    }),
    provider.on('disconnected', () => {
      if (wasConnected) log.warn({ event: 'disconnected', url }, 'lost the chain; connecting again');
      wasConnected = false;
      clearTimeout(timer);
      timer = setTimeout(connect, RECONNECT_MILLISECONDS);
    }),
  ];
  let isAsking = false;
  const heartbeat = setInterval(async () => {
    if (isAsking || !provider.isConnected) return;
    isAsking = true;
    const asked = performance.now();
    const answer = provider.send('chain_getBlockHash', [0], false).catch(() => undefined);
    const warning = setTimeout(() => {
      log.warn({ event: 'mute', url }, `the node at ${url} is connected but does not answer`);
    }, heartbeatMilliseconds);
    await answer;
    clearTimeout(warning);
    isAsking = false;
    const milliseconds = Math.round(performance.now() - asked);
    if (milliseconds > heartbeatMilliseconds && provider.isConnected)
      log.info({ event: 'answers', url, milliseconds }, `the node at ${url} answers again`);
  }, heartbeatMilliseconds);
  heartbeat.unref();
  connect();
  return {
    holdAgainst: (kept) => {
      chain = kept;
    },
    stop: () => {
      for (const remove of off) remove();
      clearTimeout(timer);
      clearInterval(heartbeat);
    },
  };
}
