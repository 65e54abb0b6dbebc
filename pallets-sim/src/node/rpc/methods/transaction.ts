import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { PoolError } from '../../pool/errors.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import { INVALID_PARAMS, RpcError } from '../errors.ts';
import { sizeOf } from '../kept.ts';
import { logFailure } from '../log-failure.ts';
import { type Caller, type Methods, session } from '../method.ts';

/** Transactions that one connection may broadcast at a time; the specification asks for 4 at least. */
const MOST_BROADCASTS = 64;

const ALREADY_OVER = (): void => {};

/** `transaction_v1_*`: having a transaction tried again and again until the client says stop. */
export function transactionMethods(chain: Chain, pool: TransactionPool, log: Logger): Methods {
  const byCaller = new WeakMap<Caller, Map<string, () => void>>();
  const broadcastsOf = (caller: Caller): Map<string, () => void> => {
    const known = byCaller.get(caller);
    if (known) return known;
    const broadcasts = new Map<string, () => void>();
    byCaller.set(caller, broadcasts);
    caller.onClose(() => {
      for (const stop of broadcasts.values()) stop();
    });
    return broadcasts;
  };
  return {
    transaction_v1_broadcast: session((params, { caller }) => {
      const bytes = params.bytes(0, 'bytes');
      const broadcasts = broadcastsOf(caller);
      const release = broadcasts.size < MOST_BROADCASTS ? caller.keep(sizeOf([bytes])) : undefined;
      if (!release) return null;
      const id = randomBytes(8).toString('hex');
      const stop = broadcast(chain, pool, bytes, log, () => {
        release();
        if (broadcasts.has(id)) broadcasts.set(id, ALREADY_OVER);
      });
      broadcasts.set(id, () => {
        stop();
        release();
      });
      return id;
    }),
    transaction_v1_stop: session((params, { caller }) => {
      const id = params.text(0, 'operationId');
      const broadcasts = broadcastsOf(caller);
      const stop = broadcasts.get(id);
      if (!stop)
        throw new RpcError(INVALID_PARAMS, `Invalid operation id: no broadcast "${id}" on this connection`);
      broadcasts.delete(id);
      stop();
      return null;
    }),
  };
}

/**
 * Offers the transaction to the pool now and after each block, until a block holds it. Returns how to stop.
 *
 * @param onIncluded called when a block holds it
 */
function broadcast(
  chain: Chain,
  pool: TransactionPool,
  bytes: Uint8Array,
  log: Logger,
  onIncluded: () => void,
): () => void {
  const offer = async (): Promise<void> => {
    try {
      requireWholeExtrinsic(bytes);
      await pool.submit(bytes);
    } catch (error) {
      // The client is not told: the specification has it find out from blocks. The next block may change it.
      if (!(error instanceof PoolError)) logFailure(log, 'transaction_v1_broadcast', error);
    }
  };
  const unlisten = chain.onBlock(({ body }) => {
    if (body.some((included) => equalBytes(included, bytes))) {
      unlisten();
      onIncluded();
    } else void offer();
  });
  void offer();
  return unlisten;
}
