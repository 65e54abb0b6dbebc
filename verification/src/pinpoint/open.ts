import type { Hash } from '../hash/blake2b.ts';
import { rootCursor } from './descend.ts';
import type { GameFacts, GameState } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { narrowedTo } from './states.ts';
import { openTrace } from './whole-trace.ts';

/** What is denied, with the committed state roots at its ends; the caller vouches for these. */
export type Denial =
  /** Interval `interval`: it does not lead from `start` to `end`. */
  | { readonly interval: number; readonly start: Hash; readonly end: Hash }
  /** The state before the first step is not what the seed says. */
  | { readonly interval: 'initial'; readonly start: Hash };

/** Number of intervals of a task; the number itself names the initial state in verdicts and challenges. */
export function intervalCount(facts: Pick<GameFacts, 'steps' | 'checkpointEvery'>): number {
  return facts.steps / facts.checkpointEvery;
}

/** The first state of a game; the defender moves first. */
export function openGame(facts: GameFacts, denial: Denial): GameState {
  if (denial.interval === 'initial') {
    return { type: 'InitialTree', value: { cursor: rootCursor(facts.stateCount, denial.start) } };
  }
  const { interval, start, end } = denial;
  const count = intervalCount(facts);
  if (!Number.isInteger(interval) || interval < 0 || interval >= count) {
    throw new IllegalMove(
      'NoSuchInterval',
      `Interval ${interval} does not exist: the task has ${count} intervals, counted from 0.`,
    );
  }
  const first = interval * facts.checkpointEvery;
  const last = first + facts.checkpointEvery;
  return facts.mode === 'Tolerant' ? openTrace(first, last, start, end) : narrowedTo(first, last, start, end);
}
