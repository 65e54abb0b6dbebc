import type { Task } from '@plumbline/runtime-types/domain/task';
import { type ChainView, isOver } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { filesOwner, modelOwner, OF_TASKS, trainedOwner } from './owners.ts';
import { servedFiles } from './private-task.ts';
import type { Job, Role } from './reconciler.ts';
import { blobsOfState } from './states.ts';

/** Scopes of journals whose keys, or the folders of many, end with the attempt that they are about. */
const JOURNALS = ['solver', 'verifier', 'whistleblower', 'dispute', 'witness'] as const;

/** What is kept for a task, or for an attempt at it, that needs it no longer. */
interface Leftovers {
  readonly task: number;
  readonly owners: Set<string>;
  readonly entries: { readonly journal: string; readonly key: string }[];
}

/**
 * Keeps the database bounded: what was kept for a task goes when the task is over, and what was kept for an attempt
 * when there is another. It looks at what is there and at the chain, and nothing else, so it also clears up after a
 * worker that was killed or away. Of a settled task that was trained here the final model stays.
 */
export class Housekeeper implements Role {
  readonly name = 'housekeeper';
  readonly #context: WorkerContext;
  readonly #log: Logger;

  constructor(context: WorkerContext) {
    this.#context = context;
    this.#log = context.loggerOf('worker');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    const found = await this.#leftovers(view);
    return found.map((leftovers) => ({
      key: `sweep:${leftovers.task}`,
      run: () => this.#sweep(view, leftovers),
    }));
  }

  async #leftovers(view: ChainView): Promise<Leftovers[]> {
    const found = new Map<number, Leftovers>();
    const current = new Map<number, string | undefined>();
    /** The leftovers to which this belongs, or undefined when it is still needed. */
    const unless = async (about: string): Promise<Leftovers | undefined> => {
      const id = Number.parseInt(about, 10);
      if (!current.has(id)) {
        const task = await view.task(id);
        current.set(id, task === undefined || isOver(task) ? undefined : attemptKey(id, task));
      }
      const attempt = current.get(id);
      const needed = attempt !== undefined && (about === `${id}` || about === attempt);
      if (needed) return undefined;
      const leftovers = found.get(id) ?? { task: id, owners: new Set<string>(), entries: [] };
      found.set(id, leftovers);
      return leftovers;
    };
    for (const owner of await this.#context.store.owners(OF_TASKS)) {
      const [, about = ''] = owner.split('/');
      (await unless(about))?.owners.add(owner);
    }
    for (const journal of JOURNALS) {
      // It looks each time that a checkpoint is entered, so not through all of those.
      for (const key of await this.#context.journalOf(journal).outline()) {
        const about = isFolder(key) ? (key.split('/').at(-2) ?? '') : key.slice(key.indexOf(':') + 1);
        (await unless(about))?.entries.push({ journal, key });
      }
    }
    return [...found.values()];
  }

  async #sweep(view: ChainView, { task: id, owners, entries }: Leftovers): Promise<void> {
    const { files, journalOf, store } = this.#context;
    const task = await view.task(id);
    if (task?.status.type === 'Settled') await this.#keepModel(view, id, task);
    if (owners.has(filesOwner(id))) files.forget(id);
    for (const owner of owners) await store.release(owner);
    for (const scope of JOURNALS) {
      const journal = journalOf(scope);
      const names = entries.filter((entry) => entry.journal === scope).map(({ key }) => key);
      const keys = names.map((name) => (isFolder(name) ? journal.keys(name) : [name]));
      const remove = (await Promise.all(keys)).flat();
      if (remove.length > 0) await journal.change({ remove });
    }
    const isAll = task === undefined || isOver(task);
    const fields = { event: 'swept', task: id, over: isAll, owners: owners.size, entries: entries.length };
    this.#log.debug(fields, `swept what task ${id} needs no longer`);
  }

  async #keepModel(view: ChainView, id: number, task: Task): Promise<void> {
    const { store } = this.#context;
    const proven = await view.provenModel(id);
    if (proven === undefined) return;
    const state = await blobsOfState(store, trainedOwner(id, task), proven.stateRoot);
    if (state.length === 0) return;
    // The program says what the tensors are.
    for (const ref of [...state, servedFiles(task.spec).program])
      await store.adopt(modelOwner(id, task), ref);
  }
}

function isFolder(key: string): boolean {
  return key.endsWith('/');
}
