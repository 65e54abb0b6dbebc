import type { Journal } from '../storage/journal.ts';
import type { CheckpointRoots } from './checkpoints.ts';

/** What a Solver must know of an attempt after a crash: the checkpoints it has stored, in order from `C_0`. */
export interface TrainingRecord {
  readonly checkpoints: readonly (CheckpointRoots & { readonly lossBits: number })[];
}

/** The training records of one Solver, kept in memory and in its journal. */
export class TrainingRecords {
  readonly #journal: Journal;
  readonly #held = new Map<string, TrainingRecord>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async get(attempt: string): Promise<TrainingRecord> {
    const held = this.#held.get(attempt);
    if (held !== undefined) return held;
    const record = (await this.#journal.get<TrainingRecord>(`training:${attempt}`)) ?? { checkpoints: [] };
    this.#held.set(attempt, record);
    return record;
  }

  /** Adds a checkpoint whose state is in the store by now. */
  async add(attempt: string, roots: CheckpointRoots, lossBits: number): Promise<void> {
    const { checkpoints } = await this.get(attempt);
    const record: TrainingRecord = { checkpoints: [...checkpoints, { ...roots, lossBits }] };
    await this.#journal.put(`training:${attempt}`, record);
    this.#held.set(attempt, record);
  }

  /** Forgets checkpoints from `count` on, because their states are not in the store. */
  async truncate(attempt: string, count: number): Promise<void> {
    const { checkpoints } = await this.get(attempt);
    const record: TrainingRecord = { checkpoints: checkpoints.slice(0, count) };
    await this.#journal.put(`training:${attempt}`, record);
    this.#held.set(attempt, record);
  }

  /** Lets go of what is held in memory of all other attempts. */
  keepOnly(attempts: ReadonlySet<string>): void {
    for (const attempt of this.#held.keys()) if (!attempts.has(attempt)) this.#held.delete(attempt);
  }
}
