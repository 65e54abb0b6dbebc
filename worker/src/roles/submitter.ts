import { setTimeout as wait } from 'node:timers/promises';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Program } from '@plumbline/verification/graph/types';
import { sameHash } from '@plumbline/verification/hash/hex';
import { type Account, accountFromUri } from '../chain/account.ts';
import { blocksWithEvents } from '../chain/blocks.ts';
import { throughBreaks } from '../chain/breaks.ts';
import { type Calls, createCalls } from '../chain/calls.ts';
import { type Connection, connectChain } from '../chain/connection.ts';
import { ChainError } from '../chain/errors.ts';
import type { ChainEvent } from '../chain/events.ts';
import { Submitter as CallSubmitter } from '../chain/submit.ts';
import { type Block, ChainReader, type ChainView, isOver } from '../chain/view.ts';
import type { LoggerOf } from '../log/logger.ts';
import { BlobClient } from '../network/blob-client.ts';
import { serveBlobs } from '../network/blob-server.ts';
import { loadPeerKey } from '../network/identity.ts';
import { dialableAddresses, type PeerNode, startPeerNode } from '../network/peer-node.ts';
import { sealKey } from '../network/sealed-key.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import { RoleError } from './errors.ts';
import { fetchedOwner, filesOwner, SUBMITTED } from './owners.ts';
import { filesToShow } from './show-file.ts';
import { fetchState } from './states.ts';
import { TaskFiles } from './task-files.ts';
import { filePeers, solverPeers } from './task-peers.ts';
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

/** A trained model: the program that trained it and the tensors of its state, in program order. */
export interface Model {
  readonly program: Program;
  readonly state: readonly Uint8Array[];
}

/** A Submitter: submits tasks, serves their files, watches them, and fetches the models that come of them. */
export class Submitter {
  readonly connection: Connection;
  readonly account: Account;
  readonly #options: SubmitterOptions;
  readonly #node: PeerNode;
  readonly #store: BlobStore;
  readonly #blobs: BlobClient;
  readonly #files: TaskFiles;
  readonly #calls: Calls;
  readonly #submitter: CallSubmitter;
  readonly #reader: ChainReader;
  readonly #keys: Journal;
  readonly #sealed = new Set<string>();
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
    this.#keys = parts.keys;
    this.#closeDatabase = parts.closeDatabase;
    const { api } = parts.connection;
    const log = options.loggerOf('chain');
    this.#blobs = new BlobClient({ node: parts.node, store: parts.store, log: options.loggerOf('network') });
    this.#files = new TaskFiles(this.#blobs, parts.store);
    this.#calls = createCalls(api);
    this.#submitter = new CallSubmitter({ api, account: parts.account, log, signal: options.signal });
    this.#reader = new ChainReader(api);
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
    const { events, blockHash } = await this.#submitter.submit(this.#calls.submit(spec));
    const submitted = events.find(({ pallet, name }) => pallet === 'tasks' && name === 'Submitted');
    const id = submitted?.fields.task;
    if (typeof id !== 'number') {
      throw new RoleError(
        'TaskFailed',
        'the chain took the task but did not say its number; look with "plumbline task list"',
      );
    }
    if (taskKey !== undefined) await this.#keys.put(`${id}`, { root: spec.sealed?.program.root, taskKey });
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
        await this.#sealKeys(view, id, task);
        await this.#showFiles(view, id, task);
        return task;
      };
      const task = await throughBreaks(api, signal, ask);
      sameChain.remember(block);
      yield { block, events, task };
      if (isOver(task)) return;
    }
    sameChain.lost.throwIfAborted();
  }

  /** The key of a private task that was submitted from here; a chain that began anew has others under its number. */
  async #keyOf(id: number, { spec }: Task): Promise<Uint8Array | undefined> {
    if (spec.sealed === undefined) return undefined;
    const kept = await this.#keys.get<{ root: Uint8Array; taskKey: Uint8Array }>(`${id}`);
    return kept !== undefined && sameHash(kept.root, spec.sealed.program.root) ? kept.taskKey : undefined;
  }

  /** Shows on chain what is demanded of the files of a task that was submitted from here. */
  async #showFiles(view: ChainView, id: number, task: Task): Promise<void> {
    if (isOver(task) || task.submitter !== this.account.id) return;
    for (const { what, opening } of await filesToShow(view, this.#store, id, task)) {
      try {
        await this.#submitter.submit(this.#calls.supply(id, what, opening));
      } catch (thrown) {
        // Somebody else has shown it, or the next block says whether to try again.
        if (!(thrown instanceof ChainError)) throw thrown;
        const fields = { event: 'not-shown', task: id, code: thrown.code };
        this.#options.loggerOf('chain').warn(fields, thrown.message);
      }
    }
  }

  /** Gives the key of a private task to everybody drawn who has published a key and has no box yet. */
  async #sealKeys(view: ChainView, id: number, task: Task): Promise<void> {
    if (isOver(task)) return;
    const taskKey = await this.#keyOf(id, task);
    if (taskKey === undefined) return;
    for (const { account } of task.served) {
      const name = `${id} ${account}`;
      if (this.#sealed.has(name)) continue;
      const peer = await view.peer(account);
      if (peer === undefined) continue;
      const known = await view.sealedKey(id, account);
      if (known === undefined && !(await this.#sealTo(id, account, taskKey, peer.encryptionKey))) continue;
      this.#sealed.add(name);
    }
  }

  /** False when the chain did not take it, as when the task was over meanwhile; the next block says whether to try again. */
  async #sealTo(id: number, who: string, taskKey: Uint8Array, publicKey: Uint8Array): Promise<boolean> {
    try {
      await this.#submitter.submit(this.#calls.sealKey(id, who, sealKey(taskKey, publicKey)));
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ChainError)) throw thrown;
      this.#options
        .loggerOf('chain')
        .warn({ event: 'not-sealed', task: id, who, code: thrown.code }, thrown.message);
      return false;
    }
  }

  /** The trained model: the tensors of the last checkpoint of a settled task. */
  async fetchModel(id: number): Promise<Model> {
    const { signal } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#fetchModel(id);
      } catch (thrown) {
        // The Solver may be restarting; the model is paid for, so it is worth some patience.
        if (attempt === 5 || signal.aborted || (thrown instanceof RoleError && thrown.code !== 'WrongState'))
          throw thrown;
        await wait(500 * attempt, undefined, { signal });
      }
    }
  }

  async #fetchModel(id: number): Promise<Model> {
    const { signal } = this.#options;
    const view = await this.view();
    const task = await this.task(id, view);
    const proven = await view.provenModel(id);
    if (proven === undefined) {
      const message = `task ${id} is ${task.status.type}: only a Settled task has a model to fetch`;
      throw new RoleError('NotReady', message, { task: id, status: task.status.type });
    }
    const taskKey = await this.#keyOf(id, task);
    const program = await this.#files.program(
      id,
      task.spec,
      { peers: await filePeers(view, task, this.account.id), ...(taskKey && { taskKey }) },
      signal,
    );
    const state = await fetchState(
      this.#blobs,
      fetchedOwner(id),
      program,
      proven.stateRoot,
      await solverPeers(view, task),
      signal,
    );
    for (const owner of [filesOwner(id), fetchedOwner(id)]) await this.#store.release(owner);
    return { program, state };
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.#node.stop();
    await this.#closeDatabase();
  }
}
