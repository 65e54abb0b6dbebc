/** How long something is run: until so many runs are done or so many milliseconds are over, but a few times at least. */
interface Stretch {
  readonly runs: number;
  readonly ms: number;
  readonly least: number;
}

/** V8 compiles what has run some thousand times, and sooner what takes long. */
const WARM_UP: Stretch = { runs: 4_000, ms: 500, least: 5 };
const SAMPLES: Stretch = { runs: 1_000, ms: 400, least: 20 };

/**
 * Nanoseconds that a run takes in a process that has been running for long: many are timed after as many as it takes
 * to have the code compiled, and a quarter of them took no longer. What else the machine does only adds.
 *
 * @param run runs it once, and returns the milliseconds that count
 */
export function timeOf(run: () => number): number {
  repeat(run, WARM_UP);
  const times = repeat(run, SAMPLES).sort((a, b) => a - b);
  return (times[times.length >> 2] ?? 0) * 1e6;
}

function repeat(run: () => number, { runs, ms, least }: Stretch): number[] {
  const times: number[] = [];
  const end = performance.now() + ms;
  while (times.length < least || (times.length < runs && performance.now() < end)) times.push(run());
  return times;
}
