import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import { claimBlock } from '../authorship/author.ts';
import type { Keystore } from '../authorship/keystore.ts';
import type { Header } from '../block/header.ts';
import type { Chain } from '../chain/chain.ts';
import { messageOf, NodeError } from '../errors.ts';
import type { TransactionPool } from '../pool/pool.ts';
import type { BlockTransaction } from './apply-transactions.ts';
import { type BlockBuild, buildBlock, type ChangesByHand } from './build-block.ts';
import type { BuildReport } from './build-report.ts';
import { InOrder } from './in-order.ts';
import { every, onTransactions } from './triggers.ts';

/** When blocks are made: as soon as a transaction is ready, every so many milliseconds, or only when asked for. */
export type Sealing = 'instant' | 'manual' | { readonly everyMs: number };

/** A block on demand. */
export interface SealRequest {
  /** Exactly these, in this order, and nothing of the pool; when one is refused there is no block. */
  readonly extrinsics: readonly Uint8Array[];
  /** Changes to the state that no extrinsic makes. */
  readonly changes?: ChangesByHand;
}

export interface Sealed {
  readonly header: Header;
  /** How many extrinsics the block holds besides inherents. */
  readonly included: number;
}

/** Makes the chain's blocks, one after the other. A block is final as soon as it is stored. */
export class Sealer {
  readonly #chain: Chain;
  readonly #keystore: Keystore;
  readonly #pool: TransactionPool;
  readonly #now: () => number;
  readonly #log: Logger;
  readonly #observe: ((report: BuildReport) => void) | undefined;
  #sealing: Sealing;
  /** Ends what makes blocks by itself. */
  #halt = (): void => {};
  /** The end of the block being made; blocks queue up behind it. */
  #busy: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  #claiming: NodeJS.Immediate | undefined;

  constructor(parts: {
    chain: Chain;
    keystore: Keystore;
    pool: TransactionPool;
    sealing: Sealing;
    /** Milliseconds since 1970. */
    now: () => number;
    log: Logger;
    /** Hears how each block was made. */
    observe?: ((report: BuildReport) => void) | undefined;
  }) {
    this.#chain = parts.chain;
    this.#keystore = parts.keystore;
    this.#pool = parts.pool;
    this.#sealing = parts.sealing;
    this.#now = parts.now;
    this.#log = parts.log;
    this.#observe = parts.observe;
  }

  get sealing(): Sealing {
    return this.#sealing;
  }

  start(): void {
    if (this.#sealing === 'instant') this.#halt = onTransactions(this.#pool, () => this.#sealAndLog());
    else if (this.#sealing !== 'manual') {
      this.#halt = every(this.#sealing.everyMs, () => this.#sealAndLog());
    }
  }

  /** Makes blocks in another way from now on. */
  change(sealing: Sealing): void {
    this.#halt();
    this.#halt = () => {};
    this.#sealing = sealing;
    if (!this.#isStopped) this.start();
  }

  /** Waits for the block being made, then makes no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#halt();
    await this.#busy.catch(() => undefined);
  }

  /**
   * Makes a block now, under any sealing: of what the pool holds, unless the request says otherwise.
   *
   * @throws NodeError `NoAuthority`, `RuntimeFailed`, `ExtrinsicRefused`, `Stopped`
   */
  seal(request?: SealRequest): Promise<Sealed> {
    return this.exclusively(() => (request ? this.#sealRequest(request) : this.#sealPool()));
  }

  /** Does something while no block is being made. Throws `NodeError` `Stopped`. */
  exclusively<T>(action: () => Promise<T>): Promise<T> {
    const run = (): Promise<T> => {
      if (this.#isStopped) throw new NodeError('Stopped', 'the node is stopping and makes no more blocks');
      return action();
    };
    const done = this.#busy.then(run, run);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  async #sealPool(): Promise<Sealed> {
    const started = performance.now();
    const build = buildBlock(this.#chain, this.#keystore, this.#pool.best(), this.#now());
    const constructed = performance.now();
    await this.#chain.append(build.block);
    for (const { transaction, reason, crash } of build.failed) {
      const extrinsic = transaction.hash;
      if (crash === undefined)
        this.#log.warn({ extrinsic, reason }, 'an extrinsic is invalid and is left out');
      else this.#log.error({ extrinsic, err: crash }, 'the runtime crashed on an extrinsic; it is left out');
      this.#pool.reject(transaction, reason);
    }
    return this.#report(build, started, constructed);
  }

  async #sealRequest({ extrinsics, changes }: SealRequest): Promise<Sealed> {
    const started = performance.now();
    const order = new InOrder(extrinsics);
    const build = buildBlock(this.#chain, this.#keystore, order, this.#now(), changes);
    const constructed = performance.now();
    if (build.included < extrinsics.length) {
      const [first] = build.failed;
      if (first?.crash !== undefined) {
        const extrinsic = first.transaction.hash;
        this.#log.error(
          { extrinsic, err: first.crash },
          'the runtime crashed on an extrinsic; no block is made',
        );
      }
      const which = first
        ? `extrinsic ${first.transaction.hash} is refused`
        : 'they do not fit into one block';
      throw new NodeError(
        'ExtrinsicRefused',
        `no block is made: ${which}${first ? `: ${first.reason}` : ''}`,
      );
    }
    await this.#chain.append(build.block);
    return this.#report(build, started, constructed);
  }

  #report(build: BlockBuild<BlockTransaction>, started: number, constructed: number): Sealed {
    const { block, included, end, inherentsSeconds } = build;
    const { header } = block;
    const { number, hash } = header;
    const ms = performance.now() - started;
    const constructedSeconds = (constructed - started) / 1000;
    this.#observe?.({ included, end, inherentsSeconds, constructedSeconds, proposedSeconds: ms / 1000 });
    const details = { number, hash: toHex(hash), extrinsics: included, ms: Math.round(ms) };
    this.#log[included > 0 ? 'info' : 'debug'](details, `block ${number}`);
    this.#claimSoon();
    return { header, included };
  }

  /** The claim of the next block depends on this one alone: it is made while nobody waits for it. */
  #claimSoon(): void {
    clearImmediate(this.#claiming);
    this.#claiming = setImmediate(() => {
      const { runtime, head } = this.#chain;
      try {
        if (!this.#isStopped) claimBlock(runtime, this.#keystore, head, this.#chain.stateAt());
      } catch {
        // Whoever asks for the next block is told.
      }
    });
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
