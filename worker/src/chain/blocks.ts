import type {} from '@plumbline/runtime-types/generated/augment-api';
import type { ApiPromise } from '@polkadot/api';
import { throughBreaks } from './breaks.ts';
import { type ChainEvent, chainEvent } from './events.ts';
import type { Block } from './view.ts';

/** Calls `onHead` with each new best block until `signal` fires; the newest only, when blocks come in a burst. */
export async function followHeads(
  api: ApiPromise,
  onHead: (block: Block) => void,
  signal: AbortSignal,
): Promise<void> {
  const stop = await api.rpc.chain.subscribeNewHeads((header) => {
    onHead({ number: header.number.toNumber(), hash: header.hash.toHex() });
  });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', () => stop(), { once: true });
}

export interface BlockEvents {
  readonly block: Block;
  readonly events: readonly ChainEvent[];
}

/** Every block from `from` (by default the next) on, each once and in order, with its events. */
export async function* blocksWithEvents(
  api: ApiPromise,
  signal: AbortSignal,
  from?: number,
): AsyncGenerator<BlockEvents> {
  const header = await throughBreaks(api, signal, () => api.rpc.chain.getHeader());
  let head = header.number.toNumber();
  let next = from ?? head + 1;
  let wake = (): void => undefined;
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const onHead = (block: Block): void => {
    head = Math.max(head, block.number);
    wake();
  };
  either.addEventListener('abort', () => wake(), { once: true });
  try {
    await throughBreaks(api, signal, () => followHeads(api, onHead, either));
    while (!signal.aborted) {
      if (next > head) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (next <= head || signal.aborted) resolve();
        });
        continue;
      }
      const number = next++;
      yield await throughBreaks(api, signal, async () => {
        const hash = (await api.rpc.chain.getBlockHash(number)).toHex();
        return { block: { number, hash }, events: await eventsAt(api, hash) };
      });
    }
  } finally {
    ended.abort();
  }
}

/** The events of one block. */
export async function eventsAt(api: ApiPromise, blockHash: string): Promise<ChainEvent[]> {
  const at = await api.at(blockHash);
  return (await at.query.system.events()).map(chainEvent);
}
