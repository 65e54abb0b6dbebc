import type { Logger } from 'pino';
import { RuntimeApiError } from '../../../runtime/api.ts';
import { messageOf } from '../../errors.ts';
import { CHAIN_HEAD, RpcError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';

/** An event of an operation; `done` is its last. */
export interface OperationStep {
  readonly event: Readonly<Record<string, unknown>>;
  /** The client must ask for what comes next. */
  readonly waits?: boolean;
}

interface Operation {
  /** How many of the allowed operations it counts as. */
  readonly cost: number;
  readonly steps: Iterator<OperationStep>;
  /** Lets go of the state that it reads: the client may have unpinned its block meanwhile. */
  readonly release: () => void;
  isWaiting: boolean;
}

/**
 * The operations of one follow subscription. They run one step at a time, other work in between, so a large answer
 * holds up nobody; while one waits for the client it does nothing.
 */
export class Operations {
  readonly #most: number;
  readonly #notify: (event: unknown) => void;
  readonly #running = new Map<string, Operation>();
  readonly #log: Logger;
  #used = 0;
  #nextId = 0;

  /** @param log hears of what failed, since the client is told the reason only */
  constructor(most: number, notify: (event: unknown) => void, log: Logger) {
    this.#most = most;
    this.#notify = notify;
    this.#log = log;
  }

  /** How many more operations there may be. */
  get free(): number {
    return this.#most - this.#used;
  }

  /** Prepares an operation. It begins with `begin`, when the client knows its id. */
  add(cost: number, steps: Iterator<OperationStep>, release: () => void): { id: string; begin: () => void } {
    const id = String(this.#nextId++);
    this.#running.set(id, { cost, steps, release, isWaiting: false });
    this.#used += cost;
    return { id, begin: () => this.#soon(id) };
  }

  /** Lets an operation go on. Unknown ids are ignored. Throws `RpcError` when it does not wait. */
  continue(id: string): void {
    const operation = this.#running.get(id);
    if (!operation) return;
    if (!operation.isWaiting) {
      throw new RpcError(
        CHAIN_HEAD.notWaiting,
        `Operation ${id} has not generated operationWaitingForContinue`,
      );
    }
    operation.isWaiting = false;
    this.#soon(id);
  }

  /** Ends an operation early. Those that have ended are ignored. */
  stop(id: string): void {
    const operation = this.#running.get(id);
    if (!operation) return;
    this.#running.delete(id);
    this.#used -= operation.cost;
    operation.release();
  }

  stopAll(): void {
    for (const id of [...this.#running.keys()]) this.stop(id);
  }

  #soon(id: string): void {
    setImmediate(() => {
      const operation = this.#running.get(id);
      if (operation) this.#step(id, operation);
    });
  }

  #step(id: string, operation: Operation): void {
    let next: IteratorResult<OperationStep>;
    try {
      next = operation.steps.next();
    } catch (error) {
      this.stop(id);
      logFailure(this.#log, 'chainHead_v1 operation', error);
      // A runtime that fails will fail again; a database that cannot be read may be read later.
      const failed =
        error instanceof RuntimeApiError
          ? { event: 'operationError', operationId: id, error: messageOf(error) }
          : { event: 'operationInaccessible', operationId: id };
      this.#notify(failed);
      return;
    }
    if (next.done) {
      this.stop(id);
      return;
    }
    const { event, waits } = next.value;
    this.#notify({ ...event, operationId: id });
    if (waits) operation.isWaiting = true;
    else this.#soon(id);
  }
}
