import type { ApiPromise } from '@polkadot/api';
import { messageOf } from '../errors.ts';

/** Whether something failed because the connection to the node broke, and may succeed on the next one. */
export function isBreak(api: ApiPromise, thrown: unknown): boolean {
  return !api.isConnected || /disconnected from|not connected/i.test(messageOf(thrown));
}

/** Resolves when there is a connection; throws when `signal` fires before. */
export async function connected(api: ApiPromise, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (api.isConnected) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  api.on('connected', resolve);
  try {
    await promise;
  } finally {
    api.off('connected', resolve);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Asks the node, again on the next connection when one breaks. Only for questions, which may be asked twice. */
export async function throughBreaks<T>(
  api: ApiPromise,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      signal.throwIfAborted();
      if (!isBreak(api, thrown)) throw thrown;
      await connected(api, signal);
    }
  }
}
