import type { Task } from '@plumbline/runtime-types/domain/task';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Calls } from '../chain/calls.ts';
import { ChainError } from '../chain/errors.ts';
import type { Submitter as CallSubmitter } from '../chain/submit.ts';
import { type ChainView, isOver } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { sealKey } from '../network/sealed-key.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Journal } from '../storage/journal.ts';
import { filesToShow } from './show-file.ts';

export interface SubmitterDutiesOptions {
  readonly calls: Calls;
  readonly submitter: CallSubmitter;
  readonly store: BlobStore;
  /** Keys of private tasks, by the roots of the programs that they seal. */
  readonly keys: Journal;
  readonly log: Logger;
}

/** What a Submitter owes those who work on its tasks: the key of a private one, and what is demanded of its files. */
export class SubmitterDuties {
  readonly #options: SubmitterDutiesOptions;
  readonly #sealed = new Set<string>();

  constructor(options: SubmitterDutiesOptions) {
    this.#options = options;
  }

  /** Keeps the key with which the files of a private task are sealed; before it is submitted, or it could be lost. */
  async keepKey({ sealed }: Task['spec'], taskKey: Uint8Array): Promise<void> {
    if (sealed !== undefined) await this.#options.keys.put(toHex(sealed.program.root), taskKey);
  }

  /** Does what there is to do for a task after a block. */
  async attend(view: ChainView, id: number, task: Task): Promise<void> {
    await this.#sealKeys(view, id, task);
    await this.#showFiles(view, id, task);
  }

  /** The key of a private task that was submitted from here. */
  async keyOf({ sealed }: Task['spec']): Promise<Uint8Array | undefined> {
    return sealed === undefined ? undefined : this.#options.keys.get(toHex(sealed.program.root));
  }

  /** Shows on chain what is demanded of the files of a task that was submitted from here. */
  async #showFiles(view: ChainView, id: number, task: Task): Promise<void> {
    if (isOver(task) || task.submitter !== this.#options.submitter.account.id) return;
    for (const { what, opening } of await filesToShow(view, this.#options.store, id, task)) {
      try {
        await this.#options.submitter.submit(this.#options.calls.supply(id, what, opening));
      } catch (thrown) {
        // Somebody else has shown it, or the next block says whether to try again.
        if (!(thrown instanceof ChainError)) throw thrown;
        const fields = { event: 'not-shown', task: id, code: thrown.code };
        this.#options.log.warn(fields, thrown.message);
      }
    }
  }

  /** Gives the key of a private task to everybody drawn who has published a key and has no box yet. */
  async #sealKeys(view: ChainView, id: number, task: Task): Promise<void> {
    if (isOver(task)) return;
    const taskKey = await this.keyOf(task.spec);
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
      await this.#options.submitter.submit(this.#options.calls.sealKey(id, who, sealKey(taskKey, publicKey)));
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ChainError)) throw thrown;
      this.#options.log.warn({ event: 'not-sealed', task: id, who, code: thrown.code }, thrown.message);
      return false;
    }
  }
}
