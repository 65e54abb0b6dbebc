import type { Demand } from '@plumbline/runtime-types/domain/demand';
import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { StakesParams, TasksParams } from '@plumbline/runtime-types/domain/params';
import type { ProvenModel } from '@plumbline/runtime-types/domain/proven-model';
import type { Peer, Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { TallyDispute } from '@plumbline/runtime-types/domain/tally';
import type { Task, TaskStatusName } from '@plumbline/runtime-types/domain/task';
import type { Witnesses } from '@plumbline/runtime-types/domain/witness';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ApiPromise } from '@polkadot/api';
import { ChainError } from './errors.ts';
import {
  CHECKPOINTS,
  DEMANDS,
  DISPUTES,
  NEXT_TASK_ID,
  PEERS,
  PROVEN_MODELS,
  REGISTRATIONS,
  SEALED_KEYS,
  STAKES_PARAMS,
  TALLIES,
  TASKS,
  TASKS_PARAMS,
  WITNESSES,
  WORKER_KEYS,
} from './items.ts';
import { readItem, readItems, type StorageAt } from './read.ts';

const OVER: ReadonlySet<TaskStatusName> = new Set(['Settled', 'Cancelled', 'Rejected', 'Expired']);

/** Whether nothing can happen to the task any more. */
export function isOver(task: Task): boolean {
  return OVER.has(task.status.type);
}

export interface Block {
  readonly number: number;
  /** `0x…` */
  readonly hash: string;
}

/** What the chain says after one block: tasks and disputes at hand, everything else on demand. */
export interface ChainView {
  readonly block: Block;
  /** Tasks that are not over, and those that were not over in the view before. */
  readonly tasks: ReadonlyMap<number, Task>;
  /** The disputes of these tasks. */
  readonly disputes: ReadonlyMap<number, Dispute>;
  registration(role: RoleName, account: string): Promise<Registration | undefined>;
  stakesParams(): Promise<StakesParams>;
  tasksParams(): Promise<TasksParams>;
  peer(account: string): Promise<Peer | undefined>;
  /** The key that signs for an account beside its own. */
  workerKey(account: string): Promise<string | undefined>;
  /** The game about what the program of a task takes, when one is played. */
  tally(task: number): Promise<TallyDispute | undefined>;
  /** Who finds out whether the trace of a tolerant interval is served, once its challenger has reported it. */
  witnesses(dispute: number): Promise<Witnesses | undefined>;
  /** What has to be shown of a task on chain. */
  demands(task: number): Promise<readonly Demand[]>;
  /** State roots of the checkpoints that the Solver stands for, in order; none before it has said which. */
  checkpoints(task: number): Promise<Hash[]>;
  task(id: number): Promise<Task | undefined>;
  provenModel(task: number): Promise<ProvenModel | undefined>;
  /** The key of a private task, sealed to an account. */
  sealedKey(task: number, account: string): Promise<Uint8Array | undefined>;
}

/** Makes views; remembers which tasks are over, so that a view costs what is alive and not what ever was. */
export class ChainReader {
  readonly #api: ApiPromise;
  readonly #alive = new Set<number>();
  #known = 0;

  constructor(api: ApiPromise) {
    this.#api = api;
  }

  async view(block: Block): Promise<ChainView> {
    const at = await this.#api.at(block.hash);
    const next = (await readItem(at, NEXT_TASK_ID)) ?? 0;
    for (; this.#known < next; this.#known++) this.#alive.add(this.#known);
    const tasks = await this.#tasks(at);
    return { ...reads(at, tasks), block, tasks, disputes: await disputesOf(at, tasks) };
  }

  async #tasks(at: StorageAt): Promise<Map<number, Task>> {
    const ids = [...this.#alive];
    const found = await readItems(at, TASKS, ids);
    const tasks = new Map<number, Task>();
    for (const [index, id] of ids.entries()) {
      const task = found[index];
      if (task !== undefined) tasks.set(id, task);
      if (task === undefined || isOver(task)) this.#alive.delete(id);
    }
    return tasks;
  }
}

async function disputesOf(at: StorageAt, tasks: ReadonlyMap<number, Task>): Promise<Map<number, Dispute>> {
  const ids = [...tasks.values()].map((task) => task.dispute).filter((id) => id !== undefined);
  const found = await readItems(at, DISPUTES, ids);
  const disputes = new Map<number, Dispute>();
  for (const [index, id] of ids.entries()) {
    const dispute = found[index];
    if (dispute !== undefined) disputes.set(id, dispute);
  }
  return disputes;
}

type Reads = Omit<ChainView, 'block' | 'tasks' | 'disputes'>;

function reads(at: StorageAt, tasks: ReadonlyMap<number, Task>): Reads {
  return {
    registration: (role, account) => readItem(at, REGISTRATIONS, role, account),
    async stakesParams() {
      const params = await readItem(at, STAKES_PARAMS);
      if (params === undefined) throw new ChainError('NoParams', 'the chain has no parameters for stakes');
      return params;
    },
    async tasksParams() {
      const params = await readItem(at, TASKS_PARAMS);
      if (params === undefined) throw new ChainError('NoParams', 'the chain has no parameters for tasks');
      return params;
    },
    peer: (account) => readItem(at, PEERS, account),
    tally: (id) => readItem(at, TALLIES, id),
    witnesses: (id) => readItem(at, WITNESSES, id),
    demands: async (id) => (await readItem(at, DEMANDS, id)) ?? [],
    workerKey: (account) => readItem(at, WORKER_KEYS, account),
    task: async (id) => tasks.get(id) ?? readItem(at, TASKS, id),
    provenModel: (id) => readItem(at, PROVEN_MODELS, id),
    sealedKey: (id, account) => readItem(at, SEALED_KEYS, id, account),
    async checkpoints(id) {
      const task = tasks.get(id) ?? (await readItem(at, TASKS, id));
      const count = task?.progress.checkpoints ?? 0;
      const keys = Array.from({ length: count }, (_, index) => [id, index]);
      const pairs = await readItems(at, CHECKPOINTS, keys);
      const designated = task?.seal?.designated?.type;
      if (designated === undefined) return [];
      return pairs
        .filter((pair) => pair !== undefined)
        .map(({ first, second }) => (designated === 'First' ? first : second));
    },
  };
}
