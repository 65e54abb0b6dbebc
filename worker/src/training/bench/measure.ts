/** Of each measurement the best stretch counts, so that what else the machine does matters little. */
const STRETCH_MS = 50;
const STRETCHES = 3;
const TOTAL_MS = 1500;

/** Times a second that `work` can be done, in the best stretch of some. The first call is not counted. */
export async function rate(work: () => void | Promise<void>): Promise<number> {
  await work();
  const begin = performance.now();
  let best = 0;
  for (let stretch = 0; stretch < STRETCHES || performance.now() - begin < TOTAL_MS; stretch++) {
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
 * Seconds that each of some works takes: the best of at least `rounds`, in each of which all have their turn, so that what
 * else the machine does falls on all of them.
 */
export async function secondsSideBySide(
  works: readonly (() => void | Promise<void>)[],
  rounds: number,
): Promise<number[]> {
  const best = works.map(() => Number.POSITIVE_INFINITY);
  const begin = performance.now();
  for (let round = 0; round < rounds || performance.now() - begin < 2 * TOTAL_MS; round++) {
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      best[i] = Math.min(best[i] as number, (performance.now() - start) / 1000);
    }
  }
  return best;
}
