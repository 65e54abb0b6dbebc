import { setTimeout as wait } from 'node:timers/promises';
import type { WsProvider } from '@polkadot/api';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { SameChain } from './same-chain.ts';

const RECONNECT_MILLISECONDS = 300;
const HEARTBEAT_MILLISECONDS = 15_000;

export interface KeepConnectedOptions {
  readonly url: string;
  readonly log: Logger;
  /** A node that does not answer for so long is connected anew: a connection can die without a word. */
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
  let listening = true;
  const heartbeat = setInterval(async () => {
    if (!listening || !provider.isConnected) return;
    listening = false;
    const answered = await answers(provider, heartbeatMilliseconds);
    listening = true;
    if (answered || !provider.isConnected) return;
    log.warn({ event: 'mute', url }, 'the node does not answer any more; connecting again');
    await provider.disconnect().catch(() => undefined);
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

/** Whether the node says anything within the time; a broken connection is not this function's business. */
async function answers(provider: WsProvider, milliseconds: number): Promise<boolean> {
  const asked = provider.send('chain_getBlockHash', [0], false).then(
    () => true,
    () => true,
  );
  return Promise.race([asked, wait(milliseconds, false, { ref: false })]);
}
