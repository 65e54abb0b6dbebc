import { randomBytes } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { alterationKey } from '@plumbline/verification/forced/alteration';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { PhiloxKey } from '@plumbline/verification/random/philox';
import type { Journal } from '../storage/journal.ts';
import { RoleError } from './errors.ts';

/** The secrets of a Solver's attempts, kept in its journal: one that is lost costs as much as a fault. */
export class Secrets {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The secret of an attempt, made when it is asked for first, and kept before anybody hears of its hash. */
  async make(attempt: string): Promise<Hash> {
    const kept = await this.#journal.get<Hash>(`secret:${attempt}`);
    if (kept !== undefined) return kept;
    const secret = new Uint8Array(randomBytes(32));
    await this.#journal.put(`secret:${attempt}`, secret);
    return secret;
  }

  /** The secret of an attempt that was started. */
  async of(attempt: string): Promise<Hash> {
    const kept = await this.#journal.get<Hash>(`secret:${attempt}`);
    if (kept !== undefined) return kept;
    const message =
      `the secret of attempt ${attempt} is not in this worker's journal, and without it its proof comes to nothing; ` +
      'start the worker with the --base-path that it had when it began to train';
    throw new RoleError('SecretLost', message, { attempt });
  }

  /** What the checkpoints of an attempt are altered by; its salt is drawn a little after its start. */
  async key(attempt: string, task: Task): Promise<PhiloxKey> {
    const salt = task.seal?.salt;
    if (salt === undefined) throw new RoleError('NotReady', `attempt ${attempt} has no salt yet`);
    return alterationKey(await this.of(attempt), salt);
  }
}
