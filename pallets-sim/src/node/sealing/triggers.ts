import type { TransactionPool } from '../pool/pool.ts';

/** Makes a block, or logs why there is none; resolves to how many transactions it holds. */
type Seal = () => Promise<number>;

/** Instant sealing: one block for all transactions that arrive in one turn of the event loop. Returns what ends it. */
export function onTransactions(pool: TransactionPool, seal: Seal): () => void {
  let soon: NodeJS.Immediate | undefined;
  let isHalted = false;
  const sealSoon = (): void => {
    if (soon || isHalted) return;
    soon = setImmediate(() => {
      soon = undefined;
      void seal().then((included) => {
        // What did not fit goes into the next block; what never fits must not make empty blocks for ever.
        if (included > 0 && pool.readyCount > 0) sealSoon();
      });
    });
  };
  const stopListening = pool.onReady(sealSoon);
  if (pool.readyCount > 0) sealSoon();
  return () => {
    isHalted = true;
    stopListening();
    clearImmediate(soon);
  };
}

/** A block every so many milliseconds, one after the other. Returns what ends it. */
export function every(ms: number, seal: Seal): () => void {
  let timer: NodeJS.Timeout;
  let isHalted = false;
  const sealAfter = (wait: number): void => {
    const due = performance.now() + wait;
    timer = setTimeout(() => {
      void seal().then(() => {
        if (!isHalted) sealAfter(Math.max(0, ms - (performance.now() - due)));
      });
    }, wait);
  };
  sealAfter(ms);
  return () => {
    isHalted = true;
    clearTimeout(timer);
  };
}
