import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { PoolError } from '../../pool/errors.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import { isFinal, type TransactionStatus } from '../../pool/transaction.ts';
import { INVALID_PARAMS, RpcError, toRpcError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { type Caller, type Methods, type StartSubscription, session, subscribe } from '../method.ts';

/** `transactionWatch_v1_*`: sending a transaction and following it. */
export function transactionWatchMethods(chain: Chain, pool: TransactionPool, log: Logger): Methods {
  const byCaller = new WeakMap<Caller, Set<string>>();
  return {
    transactionWatch_v1_submitAndWatch: subscribe(
      'transactionWatch_v1_watchEvent',
      (params, { id, caller }) => {
        const start = watch(chain, pool, params.bytes(0, 'bytes'), log);
        const watches = byCaller.get(caller) ?? new Set<string>();
        byCaller.set(caller, watches.add(id));
        return (notify, end) => {
          const stop = start(notify, end);
          return () => {
            stop();
            watches.delete(id);
          };
        };
      },
    ),
    transactionWatch_v1_unwatch: session((params, { caller }) => {
      const id = params.text(0, 'subscription');
      if (!byCaller.get(caller)?.has(id)) {
        throw new RpcError(INVALID_PARAMS, `Invalid subscription id: nothing is watched as "${id}"`);
      }
      caller.end(id);
      return null;
    }),
  };
}

function watch(chain: Chain, pool: TransactionPool, bytes: Uint8Array, log: Logger): StartSubscription {
  return (notify, end) => {
    const tell = (status: TransactionStatus): void => {
      notify(eventOf(chain, bytes, status));
      if (isFinal(status)) end();
    };
    let isStopped = false;
    let unwatch = (): void => {};
    const refuse = (error: unknown): void => {
      notify(refusal(error));
      if (!(error instanceof PoolError)) logFailure(log, 'transactionWatch_v1_submitAndWatch', error);
      end();
    };
    const send = async (): Promise<void> => {
      requireWholeExtrinsic(bytes);
      const sent = await pool.submit(bytes, tell);
      if (isStopped) sent.unwatch();
      else unwatch = sent.unwatch;
    };
    void send().catch(refuse);
    return () => {
      isStopped = true;
      unwatch();
    };
  };
}

/** `invalid` is for transactions that nobody would take; what this node could not do is an `error`. */
function refusal(error: unknown): object {
  if (!(error instanceof PoolError)) return { event: 'error', error: toRpcError(error).message };
  const event =
    error.code === 'Verification' ? 'error' : error.code === 'ImmediatelyDropped' ? 'dropped' : 'invalid';
  return { event, error: `${error.message}: ${error.detail}` };
}

function eventOf(chain: Chain, bytes: Uint8Array, status: TransactionStatus): object {
  switch (status.type) {
    case 'ready':
    case 'future':
      return { event: 'validated' };
    case 'inBlock':
    case 'finalized': {
      const index = chain.body(status.block)?.findIndex((included) => equalBytes(included, bytes)) ?? -1;
      const event = status.type === 'inBlock' ? 'bestChainBlockIncluded' : 'finalized';
      return { event, block: { hash: toHex(status.block), index } };
    }
    case 'usurped':
      return { event: 'invalid', error: `usurped by ${status.by}, which pays more` };
    case 'invalid':
      return { event: 'invalid', error: 'the transaction has become invalid' };
    case 'dropped':
      return {
        event: 'dropped',
        error: 'the pool has dropped the transaction: it is full, or somebody removed it',
      };
  }
}
