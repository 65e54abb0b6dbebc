/** Times a second that `work` can be done: the best of `rounds`, each of at least `seconds`. The first call is not counted. */
export async function rate(work: () => void | Promise<void>, seconds = 0.5, rounds = 3): Promise<number> {
  await work();
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    let done = 0;
    let passed = 0;
    do {
      await work();
      done++;
      passed = performance.now() - start;
    } while (passed < 1000 * seconds);
    best = Math.max(best, (1000 * done) / passed);
  }
  return best;
}
