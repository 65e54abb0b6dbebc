import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { ChainView } from '../chain/view.ts';
import type { WorkerContext } from './context.ts';
import type { Job, Role } from './reconciler.ts';

/**
 * Tells the chain now and then that this worker is there: it draws nobody who has been silent for `heartbeatBlocks`.
 * A third of that leaves time for two more tries. Asks the chain only when it is time.
 */
export class Attendance implements Role {
  readonly name = 'attendance';
  readonly #context: WorkerContext;
  readonly #roles: readonly RoleName[];
  /** Block from which on to look again. */
  #due = 0;

  constructor(context: WorkerContext, roles: readonly RoleName[]) {
    this.#context = context;
    // Whistleblowers come by themselves and are never drawn.
    this.#roles = roles.filter((role) => role !== 'Whistleblower');
  }

  async jobs(view: ChainView): Promise<Job[]> {
    if (view.block.number < this.#due) return [];
    const params = await view.stakesParams();
    const every = Math.max(1, Math.floor(params.heartbeatBlocks / 3));
    const { account, calls, submitter } = this.#context;
    const found = await Promise.all(this.#roles.map((role) => view.registration(role, account.id)));
    const seen = found.flatMap((entry) => (entry?.online === true ? [entry.lastSeen] : []));
    this.#due = Math.min(view.block.number, ...seen) + every;
    if (seen.length === 0 || view.block.number < this.#due) return [];
    const run = async (): Promise<void> => {
      await submitter.submit(calls.heartbeat());
    };
    return [{ key: `heartbeat:${this.#due}`, run }];
  }
}
