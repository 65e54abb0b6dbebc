import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import type { Header } from '../block/header.ts';
import type { Chain } from '../chain/chain.ts';
import { messageOf, NodeError } from '../errors.ts';
import type { TransactionPool } from '../pool/pool.ts';
import { buildBlock } from './build-block.ts';

/** When blocks are made: as soon as a transaction is ready, every so many milliseconds, or only when asked for. */
export type Sealing = 'instant' | 'manual' | { readonly everyMs: number };

/** Makes the chain's blocks, one after the other. A block is final as soon as it is stored. */
export class Sealer {
  readonly #chain: Chain;
  readonly #pool: TransactionPool;
  readonly #sealing: Sealing;
  readonly #now: () => number;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #stopListening: (() => void) | undefined;
  /** The end of the block being made; blocks queue up behind it. */
  #busy: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(parts: {
    chain: Chain;
    pool: TransactionPool;
    sealing: Sealing;
    /** Milliseconds since 1970. */
    now: () => number;
    log: Logger;
  }) {
    this.#chain = parts.chain;
    this.#pool = parts.pool;
    this.#sealing = parts.sealing;
    this.#now = parts.now;
    this.#log = parts.log;
  }

  start(): void {
    if (this.#sealing === 'instant') {
      this.#stopListening = this.#pool.onReady(() => this.#sealSoon());
      if (this.#pool.readyCount > 0) this.#sealSoon();
    } else if (this.#sealing !== 'manual') {
      this.#sealAfter(this.#sealing.everyMs);
    }
  }

  /** Waits for the block being made, then makes no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#stopListening?.();
    await this.#busy.catch(() => undefined);
  }

  /**
   * Makes a block now, under any sealing.
   *
   * @throws NodeError `RuntimeFailed`, `Stopped`
   */
  seal(): Promise<{ header: Header; included: number }> {
    const sealed = this.#busy.then(
      () => this.#sealNow(),
      () => this.#sealNow(),
    );
    this.#busy = sealed.catch(() => undefined);
    return sealed;
  }

  async #sealNow(): Promise<{ header: Header; included: number }> {
    if (this.#isStopped) throw new NodeError('Stopped', 'the node is stopping and makes no more blocks');
    const started = performance.now();
    const { block, included, failed } = buildBlock(this.#chain, this.#pool.best(), this.#now());
    await this.#chain.append(block);
    for (const { transaction, reason, crashed } of failed) {
      this.#log.warn({ extrinsic: toHex(transaction.hash), reason }, 'an extrinsic failed and is left out');
      this.#pool.reject(transaction, reason, crashed);
    }
    const { number, hash } = block.header;
    const details = {
      number,
      hash: toHex(hash),
      extrinsics: included,
      ms: Math.round(performance.now() - started),
    };
    this.#log[included > 0 ? 'info' : 'debug'](details, `block ${number}`);
    return { header: block.header, included };
  }

  /** Instant sealing: one block for all transactions that arrive in one turn of the event loop. */
  #sealSoon(): void {
    if (this.#soon || this.#isStopped) return;
    this.#soon = setImmediate(() => {
      this.#soon = undefined;
      void this.#sealAndLog().then((included) => {
        // What did not fit goes into the next block; what never fits must not make empty blocks for ever.
        if (included > 0 && this.#pool.readyCount > 0) this.#sealSoon();
      });
    });
  }

  #sealAfter(ms: number): void {
    const due = performance.now() + ms;
    this.#timer = setTimeout(() => {
      void this.#sealAndLog().then(() => {
        if (this.#isStopped || this.#sealing === 'instant' || this.#sealing === 'manual') return;
        const late = performance.now() - due;
        this.#sealAfter(Math.max(0, this.#sealing.everyMs - late));
      });
    }, ms);
  }

  /** A block that cannot be made is logged, and the next one is tried in its time. Returns how many were included. */
  async #sealAndLog(): Promise<number> {
    try {
      return (await this.seal()).included;
    } catch (error) {
      if (!this.#isStopped) this.#log.error({ err: error }, messageOf(error));
      return 0;
    }
  }
}
