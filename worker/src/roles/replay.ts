import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { isCanonical } from '@plumbline/verification/trace/tensor';
import { codeOf } from '../errors.ts';
import { breathe, type Executor } from './executor.ts';
import type { OnMissing } from './missing-states.ts';

export interface ReplayOptions {
  readonly executor: Executor;
  readonly steps: number;
  readonly checkpointEvery: number;
  /** State roots that the Solver posted: `C_0 … C_n`. */
  readonly checkpoints: readonly Hash[];
  /** Fetches the state of a checkpoint; throws when it cannot be had. */
  readonly fetch: (checkpoint: number) => Promise<readonly Uint8Array[]>;
  /** Of tolerant tasks: what to do about a state that cannot be had. It counts as infinitely far when absent. */
  readonly onMissing?: OnMissing;
  readonly signal?: AbortSignal;
}

/** The outcome of one replay: `interval` is the one found wrong, which may lie before the one asked for. */
export type Replayed =
  | { readonly ok: true; readonly distance?: IntervalDistance }
  | { readonly ok: false; readonly interval: number; readonly distance?: IntervalDistance };

/** Of a tolerant task: how far from its replay an interval ends, in 2^-40 of a step. */
export interface IntervalDistance {
  readonly interval: number;
  readonly distance: number;
}

/** Names the initial state in verdicts: one past the last interval. */
export function initialInterval(options: Pick<ReplayOptions, 'steps' | 'checkpointEvery'>): number {
  return options.steps / options.checkpointEvery;
}

/** Whether `C_0` is the state that the seed gives. */
export function replayInitial(options: ReplayOptions): Replayed {
  options.executor.reset();
  return sameHash(options.executor.stateRoot(), rootAt(options, 0))
    ? { ok: true }
    : { ok: false, interval: initialInterval(options) };
}

/** After so many checkpoints in a row that cannot be had, nobody is waited for any more. */
const MOST_MISSES = 3;

/**
 * Replays one interval from the Solver's own checkpoint at its start. When that cannot be fetched it is computed
 * from the nearest earlier one that can, from the checkpoint that the executor is known to hold (`held`), or from
 * the seed: withholding data hides nothing, it only costs time.
 */
export async function replayInterval(
  options: ReplayOptions,
  interval: number,
  held?: number,
): Promise<Replayed> {
  const from = await loadAtOrBefore(options, interval, held);
  if (from === undefined) {
    const initial = replayInitial(options);
    if (!initial.ok) return initial;
  }
  for (let at = from ?? 0; at <= interval; at++) {
    await runInterval(options, at);
    if (!sameHash(options.executor.stateRoot(), rootAt(options, at + 1))) return { ok: false, interval: at };
  }
  return { ok: true };
}

/** Loads the state of the nearest checkpoint at or before `checkpoint` that can be had; undefined when none can. */
async function loadAtOrBefore(
  options: ReplayOptions,
  checkpoint: number,
  held: number | undefined,
): Promise<number | undefined> {
  const last = held === undefined || held > checkpoint ? undefined : held;
  for (let at = checkpoint, misses = 0; at > (last ?? 0) && misses < MOST_MISSES; at--) {
    try {
      const state = await options.fetch(at);
      // A state with stray NaNs is nobody's right state; loading would make it canonical and hide that.
      if (!state.every(isCanonical)) continue;
      options.executor.load(state);
      return at;
    } catch (thrown) {
      options.signal?.throwIfAborted();
      if (codeOf(thrown) !== 'BlobUnavailable' && codeOf(thrown) !== 'BlobTooLarge') throw thrown;
      misses++;
    }
  }
  return last;
}

/** Runs the steps of an interval, from the state before them; `after` is called after each. */
export async function runInterval(
  options: ReplayOptions,
  interval: number,
  after?: () => void,
): Promise<void> {
  const first = interval * options.checkpointEvery;
  for (let step = first; step < first + options.checkpointEvery; step++) {
    options.executor.runStep(step);
    after?.();
    await breathe(options.signal);
  }
}

function rootAt(options: ReplayOptions, checkpoint: number): Hash {
  const root = options.checkpoints[checkpoint];
  if (root === undefined) throw new RangeError(`checkpoint ${checkpoint} was not posted`);
  return root;
}
