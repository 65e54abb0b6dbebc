/** Of a rate the best stretch counts, so that what else the machine does matters little. */
const STRETCH_MS = 50;
const STRETCHES = 3;
const TOTAL_MS = 1500;
/** On a machine that is busy, or of works that are slow, no measurement takes longer than this for more turns. */
const MOST_MS = 15_000;
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
 * Seconds that each of some works takes, side by side: of the first the median of `rounds`, or of as many as there is
 * time for; of another as many times that as it took in the median round, each in proportion to the first of its own
 * round. So what else the machine does, which changes from second to second, falls on all of them. Whose turn is first
 * goes round too. The first round is not counted. A work is told the number of the round, and may give the seconds that
 * count of it.
 */
export async function secondsSideBySide(
  works: readonly ((round: number) => unknown)[],
  rounds: number,
): Promise<number[]> {
  const turns: number[][] = [];
  for (const work of works) await work(0);
  const begin = performance.now();
  for (let round = 0; isWanted(round, rounds, 2 * TOTAL_MS, performance.now() - begin); round++) {
    const seconds = works.map(() => 0);
    for (const turn of works.keys()) {
      const which = (round + turn) % works.length;
      const start = performance.now();
      const own = await works[which]?.(round + 1);
      seconds[which] = typeof own === 'number' ? own : (performance.now() - start) / 1000;
    }
    turns.push(seconds);
  }
  const first = medianOf(turns.map(([one = 0]) => one));
  return works.map((_, which) => first * medianOf(turns.map((of) => (of[which] ?? 0) / (of[0] ?? 0))));
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
