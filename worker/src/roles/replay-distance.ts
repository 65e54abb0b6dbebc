import { sameHash } from '@plumbline/verification/hash/hex';
import { FARTHEST, stateDistance } from '@plumbline/verification/tolerant/distance';
import { intervalDrift, movesOf, stepsOf } from '@plumbline/verification/tolerant/drift';
import { isCanonical } from '@plumbline/verification/trace/tensor';
import { codeOf } from '../errors.ts';
import { type IntervalDistance, type ReplayOptions, runInterval } from './replay.ts';

/**
 * Replays one interval of a tolerant task from the Solver's own start, and measures how far from that its end lies. What
 * is served to nobody, or holds stray NaNs, is as far as can be.
 */
export async function replayDistance(options: ReplayOptions, interval: number): Promise<IntervalDistance> {
  const states = await statesAround(options, interval);
  if (states === undefined) return { interval, distance: FARTHEST };
  const { executor } = options;
  executor.load(states.start);
  const moves: number[][] = [];
  let before = floatsOf(states.start);
  await runInterval(options, interval, () => {
    const after = floatsOf(executor.state());
    moves.push(movesOf(before, after));
    before = after;
  });
  const steps = stepsOf(moves, before);
  return { interval, distance: intervalDrift(steps, before, floatsOf(states.end)) };
}

async function statesAround(options: ReplayOptions, interval: number) {
  const start = await checkpointState(options, interval);
  const end = start && (await checkpointState(options, interval + 1));
  return start && end && { start, end };
}

/** The state of a checkpoint; undefined when it cannot be had, or is nobody's right state. */
async function checkpointState(
  options: ReplayOptions,
  checkpoint: number,
): Promise<readonly Uint8Array[] | undefined> {
  const { executor, checkpoints, fetch, signal } = options;
  if (checkpoint === 0) {
    executor.reset();
    const root = checkpoints[0];
    if (root !== undefined && sameHash(executor.stateRoot(), root)) return executor.state();
  }
  try {
    const state = await fetch(checkpoint);
    return state.every(isCanonical) ? state : undefined;
  } catch (thrown) {
    signal?.throwIfAborted();
    if (codeOf(thrown) !== 'BlobUnavailable' && codeOf(thrown) !== 'BlobTooLarge') throw thrown;
    const again = (await options.onMissing?.(thrown)) === 'again';
    return again ? checkpointState(options, checkpoint) : undefined;
  }
}

/**
 * The intervals with the largest updates but for those that are replayed anyway: as the checkpoints themselves show, so
 * that nobody has to be believed. One whose ends cannot be had counts as the largest.
 */
export async function largestUpdates(
  options: ReplayOptions,
  count: number,
  except: readonly number[],
): Promise<number[]> {
  const intervals = options.steps / options.checkpointEvery;
  if (except.length >= intervals) return [];
  const sizes: IntervalDistance[] = [];
  let before = await checkpointState(options, 0);
  for (let interval = 0; interval < intervals; interval++) {
    const after = await checkpointState(options, interval + 1);
    const distance = before && after ? stateDistance(floatsOf(before), floatsOf(after)) : FARTHEST;
    if (!except.includes(interval)) sizes.push({ interval, distance });
    before = after;
  }
  return sizes
    .sort((left, right) => right.distance - left.distance || left.interval - right.interval)
    .slice(0, count)
    .map(({ interval }) => interval);
}

function floatsOf(state: readonly Uint8Array[]): Float32Array[] {
  return state.map((bytes) => new Float32Array(bytes.slice().buffer));
}
