import type { Task } from '@plumbline/runtime-types/domain/task';
import { onTestFailed } from 'vitest';
import type { ChainEvent } from '../src/chain/events.ts';
import type { Submitter, TaskUpdate } from '../src/roles/submitter.ts';
import type { PreparedTask } from '../src/roles/task-spec.ts';

/** A task, and its life from event to event. */
export class FollowedTask {
  readonly id: number;
  readonly events: ChainEvent[] = [];
  readonly #updates: AsyncGenerator<TaskUpdate>;
  #read = 0;
  #task: Task | undefined;

  private constructor(id: number, updates: AsyncGenerator<TaskUpdate>) {
    this.id = id;
    this.#updates = updates;
    onTestFailed(() => {
      const names = this.events.filter(({ pallet }) => pallet === 'tasks' || pallet === 'disputes');
      process.stderr.write(`task ${id}: ${names.map(({ name }) => name).join(', ')}\n`);
    });
  }

  static async submit(submitter: Submitter, prepared: PreparedTask): Promise<FollowedTask> {
    return FollowedTask.of(submitter, await submitter.submit(prepared));
  }

  /** One that was submitted from elsewhere. */
  static of(submitter: Submitter, { task, block }: Awaited<ReturnType<Submitter['submit']>>): FollowedTask {
    return new FollowedTask(task, submitter.watch(task, block.number));
  }

  /** The task as it was after the last block that was read. */
  get task(): Task {
    if (this.#task === undefined) throw new Error('nothing was read of the task yet');
    return this.#task;
  }

  /** The next event of one of these names, and with these fields, that was not read yet. */
  async until(
    names: string | readonly string[],
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<ChainEvent> {
    for (;;) {
      while (this.#read < this.events.length) {
        const event = this.events[this.#read++]!;
        const isWanted = Object.entries(fields).every(([field, value]) => event.fields[field] === value);
        if ([names].flat().includes(event.name) && isWanted) return event;
      }
      const { value, done } = await this.#updates.next();
      if (done === true) throw new Error(`the task ended as ${this.#task?.status.type} without ${names}`);
      this.#task = value.task;
      this.events.push(...value.events);
    }
  }

  /** What was paid to, and taken from, an account: as `Fee 12`, in the order in which it was. */
  ledger(who: string): string[] {
    return this.events
      .filter(({ name, fields }) => (name === 'Paid' || name === 'Slashed') && fields.who === who)
      .map(({ name, fields }) => `${name} ${fields.reason} ${fields.amount}`);
  }
}
