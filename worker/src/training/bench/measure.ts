/** Of a rate the best stretch counts, so that what else the machine does matters little. */
const STRETCH_MS = 50;
const STRETCHES = 3;
const TOTAL_MS = 1500;
/** On a machine that is busy, or of works that are slow, no measurement takes longer than this for more turns. */
const MOST_MS = 8000;
/** Turns that there are in any case. */
const FEWEST_ROUNDS = 2;

/** Times a second that `work` can be done, in the best stretch of some. The first call is not counted. */
export async function rate(work: () => void | Promise<void>): Promise<number> {
  await work();
  const begin = performance.now();
  let best = 0;
  for (let stretch = 0; isWanted(stretch, STRETCHES, TOTAL_MS, performance.now() - begin); stretch++) {
    const start = performance.now();
    let done = 0;
    let passed = 0;
    do {
      await work();
      done++;
      passed = performance.now() - start;
    } while (passed < STRETCH_MS);
    best = Math.max(best, (1000 * done) / passed);
  }
  return best;
}

/**
 * Seconds that each of some works takes: the median of `rounds`, or of as many as there is time for, in each of which
 * all have their turn, so that what else the machine does falls on all of them. The first round is not counted.
 */
export async function secondsSideBySide(
  works: readonly (() => void | Promise<void>)[],
  rounds: number,
): Promise<number[]> {
  const seconds = works.map((): number[] => []);
  for (const work of works) await work();
  const begin = performance.now();
  for (let round = 0; isWanted(round, rounds, 2 * TOTAL_MS, performance.now() - begin); round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      seconds[i]?.push((performance.now() - start) / 1000);
    }
  }
  return seconds.map(medianOf);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/** Whether another turn is wanted: until there were so many and so much time has passed, within the most there is. */
function isWanted(turn: number, fewest: number, least: number, passed: number): boolean {
  if (passed > MOST_MS) return turn < FEWEST_ROUNDS;
  return turn < fewest || passed < least;
}
