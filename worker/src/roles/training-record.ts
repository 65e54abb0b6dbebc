import type { Journal } from '../storage/journal.ts';
import type { CheckpointRoots } from './checkpoints.ts';

type RecordedCheckpoint = CheckpointRoots & { readonly lossBits: number };

/** What a Solver must know of an attempt after a crash: the checkpoints it has stored, in order from `C_0`. */
export interface TrainingRecord {
  /** Grows while the attempt is trained. */
  readonly checkpoints: readonly RecordedCheckpoint[];
}

/** Keys are in the order of the checkpoints. */
const INDEX_DIGITS = 10;

/** The training records of one Solver, kept in memory and in its journal: there is an entry for each checkpoint. */
export class TrainingRecords {
  readonly #journal: Journal;
  readonly #held = new Map<string, { checkpoints: RecordedCheckpoint[] }>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async get(attempt: string): Promise<TrainingRecord> {
    return this.#get(attempt);
  }

  /** Adds a checkpoint whose state is in the store by now. Calls follow each other. */
  async add(attempt: string, { root, altered, candidate }: CheckpointRoots, lossBits: number): Promise<void> {
    const record = await this.#get(attempt);
    const added = { root, altered, candidate, lossBits };
    await this.#journal.put(keyOf(attempt, record.checkpoints.length), added);
    record.checkpoints.push(added);
  }

  /** Forgets checkpoints from `count` on, because their states are not in the store: all of them or, if it is killed, none. */
  async truncate(attempt: string, count: number): Promise<void> {
    const record = await this.#get(attempt);
    const kept = record.checkpoints.slice(0, count);
    const gone = record.checkpoints.slice(count).map((_, i) => keyOf(attempt, count + i));
    await this.#journal.change({ remove: gone });
    record.checkpoints = kept;
  }

  /** Lets go of what is held in memory of all other attempts. */
  keepOnly(attempts: ReadonlySet<string>): void {
    for (const attempt of this.#held.keys()) if (!attempts.has(attempt)) this.#held.delete(attempt);
  }

  async #get(attempt: string): Promise<{ checkpoints: RecordedCheckpoint[] }> {
    const held = this.#held.get(attempt);
    if (held !== undefined) return held;
    await this.#divide(attempt);
    const read = { checkpoints: await this.#journal.values<RecordedCheckpoint>(entriesOf(attempt)) };
    // Somebody else may have read it meanwhile, and have added to it.
    const record = this.#held.get(attempt) ?? read;
    this.#held.set(attempt, record);
    return record;
  }

  /** Makes entries of a record that was written as one, as workers did before there was an entry for each checkpoint. */
  async #divide(attempt: string): Promise<void> {
    const whole = await this.#journal.get<TrainingRecord>(wholeKey(attempt));
    if (whole === undefined) return;
    const put = whole.checkpoints.map((checkpoint, index) => [keyOf(attempt, index), checkpoint] as const);
    await this.#journal.change({ put, remove: [wholeKey(attempt)] });
  }
}

/** Of a record that was written as one. */
function wholeKey(attempt: string): string {
  return `training:${attempt}`;
}

function entriesOf(attempt: string): string {
  return `training/${attempt}/`;
}

/** The folder ends with the attempt, as whoever clears up expects, and so did keys when there were only those. */
function keyOf(attempt: string, index: number): string {
  return `${entriesOf(attempt)}${index.toString().padStart(INDEX_DIGITS, '0')}:${attempt}`;
}
