import type { Task } from '@plumbline/runtime-types/domain/task';
import { type Account, accountFromUri } from '../chain/account.ts';
import { blocksWithEvents } from '../chain/blocks.ts';
import { throughBreaks } from '../chain/breaks.ts';
import { type Calls, createCalls } from '../chain/calls.ts';
import { type Connection, connectChain } from '../chain/connection.ts';
import type { ChainEvent } from '../chain/events.ts';
import { Submitter as CallSubmitter } from '../chain/submit.ts';
import { type Block, ChainReader, type ChainView, isOver } from '../chain/view.ts';
import type { LoggerOf } from '../log/logger.ts';
import { BlobClient } from '../network/blob-client.ts';
import { serveBlobs } from '../network/blob-server.ts';
import { loadPeerKey } from '../network/identity.ts';
import { dialableAddresses, type PeerNode, startPeerNode } from '../network/peer-node.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import { RoleError } from './errors.ts';
import { fetchModel, type Model, patiently } from './fetch-model.ts';
import { SUBMITTED } from './owners.ts';
import { SubmitterDuties } from './submitter-duties.ts';
import type { PreparedTask } from './task-spec.ts';

export interface SubmitterOptions {
  readonly suri: string;
  readonly rpc: string;
  readonly basePath: string;
  /** None for a Submitter that only reads and fetches. */
  readonly listen: readonly string[];
  readonly loggerOf: LoggerOf;
  readonly signal: AbortSignal;
  readonly patienceMilliseconds?: number;
}

/** One block in the life of a task: its events, and the task after it. */
export interface TaskUpdate {
  readonly block: Block;
  readonly events: readonly ChainEvent[];
  readonly task: Task;
}

/** A Submitter: submits tasks, serves their files, watches them, and fetches the models that come of them. */
export class Submitter {
  readonly connection: Connection;
  readonly account: Account;
  readonly #options: SubmitterOptions;
  readonly #node: PeerNode;
  readonly #store: BlobStore;
  readonly #blobs: BlobClient;
  readonly #calls: Calls;
  readonly #submitter: CallSubmitter;
  readonly #reader: ChainReader;
  readonly #duties: SubmitterDuties;
  readonly #closeDatabase: () => Promise<void>;

  private constructor(
    options: SubmitterOptions,
    parts: {
      connection: Connection;
      account: Account;
      node: PeerNode;
      store: BlobStore;
      keys: Journal;
      closeDatabase: () => Promise<void>;
    },
  ) {
    this.#options = options;
    this.connection = parts.connection;
    this.account = parts.account;
    this.#node = parts.node;
    this.#store = parts.store;
    this.#closeDatabase = parts.closeDatabase;
    const { api } = parts.connection;
    const log = options.loggerOf('chain');
    this.#blobs = new BlobClient({ node: parts.node, store: parts.store, log: options.loggerOf('network') });
    this.#calls = createCalls(api);
    this.#submitter = new CallSubmitter({ api, account: parts.account, log, signal: options.signal });
    this.#reader = new ChainReader(api);
    const { store, keys } = parts;
    this.#duties = new SubmitterDuties({ calls: this.#calls, submitter: this.#submitter, store, keys, log });
  }

  static async open(options: SubmitterOptions): Promise<Submitter> {
    const { loggerOf, signal, patienceMilliseconds = 20_000 } = options;
    const account = await accountFromUri(options.suri);
    const database = await openDatabase(options.basePath);
    const closeDatabase = (): Promise<void> => database.close();
    let node: PeerNode | undefined;
    try {
      node = await startPeerNode({ key: await loadPeerKey(options.basePath), listen: options.listen });
      const store = new BlobStore(database);
      await store.removeLeftovers();
      const keys = new Journal(database, 'task-keys');
      await serveBlobs({ node, store, log: loggerOf('network') });
      const connection = await connectChain({
        url: options.rpc,
        log: loggerOf('chain'),
        signal,
        patienceMilliseconds,
      });
      return new Submitter(options, { connection, account, node, store, keys, closeDatabase });
    } catch (thrown) {
      await node?.stop();
      await closeDatabase();
      throw thrown;
    }
  }

  /** Where this Submitter's files can be fetched. */
  get sources(): string[] {
    return dialableAddresses(this.#node);
  }

  /** Stores the files, from then on serving them, and submits the task. */
  async submit({
    spec,
    programFile,
    dataset,
    taskKey,
  }: PreparedTask): Promise<{ task: number; block: Block }> {
    await this.#store.put(SUBMITTED, programFile);
    await this.#store.put(SUBMITTED, dataset);
    if (taskKey !== undefined) await this.#duties.keepKey(spec, taskKey);
    const { events, blockHash } = await this.#submitter.submit(this.#calls.submit(spec));
    const submitted = events.find(({ pallet, name }) => pallet === 'tasks' && name === 'Submitted');
    const id = submitted?.fields.task;
    if (typeof id !== 'number') {
      throw new RoleError(
        'TaskFailed',
        'the chain took the task but did not say its number; look with "plumbline task list"',
      );
    }
    const header = await this.connection.api.rpc.chain.getHeader(blockHash);
    return { task: id, block: { number: header.number.toNumber(), hash: blockHash } };
  }

  async cancel(id: number): Promise<void> {
    await this.#submitter.submit(this.#calls.cancel(id));
  }

  /** The chain as it is now. */
  async view(): Promise<ChainView> {
    const header = await this.connection.api.rpc.chain.getHeader();
    return this.#reader.view({ number: header.number.toNumber(), hash: header.hash.toHex() });
  }

  async task(id: number, view?: ChainView): Promise<Task> {
    const task = await (view ?? (await this.view())).task(id);
    if (task === undefined)
      throw new RoleError('NoSuchTask', `there is no task ${id}; see "plumbline task list"`);
    return task;
  }

  /** The task after every block from `from` on, until it is over; hands out the key of a private task meanwhile. */
  async *watch(id: number, from?: number): AsyncGenerator<TaskUpdate> {
    const { api, sameChain } = this.connection;
    const signal = AbortSignal.any([this.#options.signal, sameChain.lost]);
    for await (const { block, events } of blocksWithEvents(api, signal, from)) {
      const ask = async (): Promise<Task> => {
        const view = await this.#reader.view(block);
        const task = await this.task(id, view);
        await this.#duties.attend(view, id, task);
        return task;
      };
      const task = await throughBreaks(api, signal, ask);
      sameChain.remember(block);
      yield { block, events, task };
      if (isOver(task)) return;
    }
    sameChain.lost.throwIfAborted();
  }

  /** The trained model: the tensors of the last checkpoint of a settled task. */
  async fetchModel(id: number): Promise<Model> {
    const { signal } = this.#options;
    return patiently(signal, async () => {
      const view = await this.view();
      const task = await this.task(id, view);
      const taskKey = await this.#duties.keyOf(task.spec);
      const account = this.account.id;
      return fetchModel({ view, id, task, account, taskKey, blobs: this.#blobs, store: this.#store, signal });
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.#node.stop();
    await this.#closeDatabase();
  }
}
