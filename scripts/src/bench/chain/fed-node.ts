import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { BlockWatch } from './block-watch.ts';
import { LeanClient } from './client.ts';
import { type NodeProcess, startNodeProcess } from './node.ts';
import { prepareCalls } from './prepared-calls.ts';
import { Submitter } from './submitter.ts';
import { type Account, type SignedTransfer, transfers } from './transfers.ts';

/** Transactions that are sent and not in a block yet: as many as the pool takes, less what may be under way. */
export const MOST_WAITING = 8_000;

/**
 * Between blocks, of which the node may run two thirds. Who wants as many transfers as there may be lets blocks be
 * large, since each writes all accounts that it changes once: as large as they may be at 5,900 transfers a second, more
 * than a node takes here, so that it is never idle.
 */
const BLOCK_MS = 500;

/** A node process whose pool is kept full of transfers as long as there are any. */
export class FedNode {
  readonly process: NodeProcess;
  readonly blocks: BlockWatch;
  readonly signed: readonly SignedTransfer[];
  readonly #submitter: Submitter;
  readonly #client: LeanClient;
  readonly #failed: Promise<never>;

  private constructor(parts: {
    process: NodeProcess;
    blocks: BlockWatch;
    signed: readonly SignedTransfer[];
    submitter: Submitter;
    client: LeanClient;
    failed: Promise<never>;
  }) {
    this.process = parts.process;
    this.blocks = parts.blocks;
    this.signed = parts.signed;
    this.#submitter = parts.submitter;
    this.#client = parts.client;
    this.#failed = parts.failed;
  }

  /** Starts a node on the spec, signs so many transfers for it and has their calls ready. Nothing is sent yet. */
  static async start(spec: string, accounts: readonly Account[], count: number): Promise<FedNode> {
    const process = await startNodeProcess(spec, ['--sealing', `${BLOCK_MS}`]);
    const { promise: failed, reject } = Promise.withResolvers<never>();
    failed.catch(() => {}); // whoever waits for the node hears of it
    try {
      const client = await LeanClient.connect(process.url);
      const genesisHash = fromHex(String(await client.call('chain_getBlockHash', 0)));
      const signed = transfers(count, accounts, { genesisHash, specVersion: 1, transactionVersion: 1 });
      const hex = signed.map(({ extrinsic }) => toHex(extrinsic));
      const calls = prepareCalls('author_submitExtrinsic', hex);
      const submitter = await Submitter.connect(process.url, calls, reject);
      const onBlock = (included: number): void => {
        if (included > submitter.sent) reject(new Error('blocks hold more transfers than were sent'));
        submitter.sendUpTo(included + MOST_WAITING);
      };
      const blocks = await BlockWatch.start(client, onBlock, reject);
      return new FedNode({ process, blocks, signed, submitter, client, failed });
    } catch (error) {
      await process[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Transfers that the node has verified and taken into its pool. */
  get taken(): number {
    return this.#submitter.answered;
  }

  /** Begins to send; resolves when so many are in blocks. */
  async feed(goal: number): Promise<void> {
    this.#submitter.sendUpTo(MOST_WAITING);
    while (this.blocks.included < goal) await this.nextHead();
  }

  /** The next block's number, as soon as the client hears of it, and not before this time (of `performance.now`). */
  nextHead(fromMs = 0): Promise<number> {
    return Promise.race([this.blocks.headFrom(fromMs), this.#failed]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#submitter.close();
    await this.#client.close();
    await this.process[Symbol.asyncDispose]();
  }
}
