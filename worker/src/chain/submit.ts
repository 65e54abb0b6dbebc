import { setTimeout as wait } from 'node:timers/promises';
import type { ApiPromise } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import type { Logger } from '../log/logger.ts';
import type { Account } from './account.ts';
import { findAfterBreak, type SentCall } from './after-break.ts';
import { connected, isBreak } from './breaks.ts';
import { ChainError, dispatchErrorOf, poolErrorOf } from './errors.ts';
import { type ChainEvent, chainEvent } from './events.ts';

export type Call = SubmittableExtrinsic<'promise'>;

/** Where a call ended up, and the events that it caused. */
export interface Inclusion {
  readonly blockHash: string;
  readonly extrinsicHash: string;
  readonly events: readonly ChainEvent[];
}

export interface SubmitterOptions {
  readonly api: ApiPromise;
  readonly account: Account;
  readonly log: Logger;
  /** How long a call may wait for a block. */
  readonly patienceMilliseconds?: number;
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 5;
const PATIENCE = 120_000;

/**
 * Signs and sends the calls of one account. Several roles may submit at once: nonces are handed out one call at a
 * time, as the pool accepts them, while inclusion is awaited side by side.
 */
export class Submitter {
  readonly #options: SubmitterOptions;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: SubmitterOptions) {
    this.#options = options;
  }

  get account(): Account {
    return this.#options.account;
  }

  /**
   * Resolves when the call is in a block and was carried out. Throws a `ChainError`: with code `pallet.Error` when
   * the chain refused the call; `NotIncluded` when no block took it in time. Losses on the way (a nonce used
   * meanwhile, a full pool, a broken connection) are retried.
   */
  async submit(call: Call): Promise<Inclusion> {
    const name = `${call.method.section}.${call.method.method}`;
    for (let attempt = 1; ; attempt++) {
      try {
        const sent = await this.#inTurn(() => this.#send(call, name));
        return await sent.included;
      } catch (thrown) {
        const retry = thrown instanceof ChainError && thrown.transient && attempt < ATTEMPTS;
        if (!retry) throw thrown;
        this.#options.log.debug(
          { event: 'retry', call: name, attempt, reason: thrown.message },
          'sending again',
        );
        await wait(100 * 2 ** attempt, undefined, { signal: this.#options.signal });
        await this.#connected();
      }
    }
  }

  /** Hands a call to the pool without waiting for a block: for the last words of a process that is stopping. */
  async announce(call: Call): Promise<void> {
    const { api, account } = this.#options;
    const nonce = await api.rpc.system.accountNextIndex(account.pair.publicKey);
    const signed = await call.signAsync(account.pair, { nonce });
    await signed.send();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when the pool has the call; `included` when a block has it. */
  async #send(call: Call, name: string): Promise<{ included: Promise<Inclusion> }> {
    const { api, account, signal, patienceMilliseconds = PATIENCE } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<Inclusion>();
    promise.catch(() => undefined);
    const onAbort = (): void =>
      reject(new ChainError('Stopped', `${name} was stopped before a block took it`));
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => {
      const message = `${name} is not in a block after ${patienceMilliseconds / 1000} s; is the chain still making blocks?`;
      reject(new ChainError('NotIncluded', message, { call: name }));
    }, patienceMilliseconds);
    let unsubscribe = (): void => undefined;
    const settled = new AbortController();
    let onBreak = (): void => undefined;
    const finished = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      api.off('disconnected', onBreak);
      settled.abort(new ChainError('Stopped', `${name} is not waited for any more`));
      unsubscribe();
    };
    promise.then(finished, finished);
    let isHandedOver = false;
    try {
      const [nonce, header] = await Promise.all([
        api.rpc.system.accountNextIndex(account.pair.publicKey),
        api.rpc.chain.getHeader(),
      ]);
      const signed = await call.signAsync(account.pair, { nonce });
      const height = header.number.toNumber();
      const sent: SentCall = { api, signed, name, height, signal: settled.signal };
      let isFollowed = false;
      onBreak = () => {
        if (isFollowed) return;
        isFollowed = true;
        this.#options.log.debug(
          { event: 'followed', call: name },
          'the node went away; looking for the call',
        );
        findAfterBreak(sent).then(resolve, reject);
      };
      api.on('disconnected', onBreak);
      isHandedOver = true;
      const stop = await signed.send((result) => this.#settle(name, result, resolve, reject));
      unsubscribe = stop;
      promise.then(stop, stop);
    } catch (thrown) {
      if (isHandedOver && isBreak(api, thrown)) {
        // It may be in the pool, or in a block.
        onBreak();
        return { included: promise };
      }
      const error = poolErrorOf(thrown, name);
      reject(error);
      throw error;
    }
    return { included: promise };
  }

  /** Waits for the connection, for a while. */
  async #connected(): Promise<void> {
    const { api, signal, patienceMilliseconds = PATIENCE } = this.#options;
    const enough = AbortSignal.timeout(patienceMilliseconds);
    try {
      await connected(api, signal === undefined ? enough : AbortSignal.any([signal, enough]));
    } catch {
      // Told by the call that is made now.
    }
  }

  #settle(
    name: string,
    result: ISubmittableResult,
    resolve: (inclusion: Inclusion) => void,
    reject: (error: ChainError) => void,
  ): void {
    if (result.status.isInBlock || result.status.isFinalized) {
      if (result.dispatchError !== undefined) {
        reject(dispatchErrorOf(this.#options.api, result.dispatchError, name));
        return;
      }
      const blockHash = (
        result.status.isInBlock ? result.status.asInBlock : result.status.asFinalized
      ).toHex();
      resolve({ blockHash, extrinsicHash: result.txHash.toHex(), events: result.events.map(chainEvent) });
    } else if (result.isError) {
      const message = `${name} left the transaction pool (${result.status.type}) before a block took it`;
      reject(new ChainError('Refused', message, { call: name }, { transient: true }));
    }
  }
}
