import type { Benchmark } from '@plumbline/pallets-sim/frame/benchmark';
import { prepareStored, prepareTracked } from './prepare.ts';
import { timeOf } from './timing.ts';
import type { Touched } from './tracked-state.ts';

/** What a call of one size costs. */
export interface Cost extends Touched {
  /** Nanoseconds of computing. */
  readonly nanoseconds: number;
}

export interface Measured {
  /** Of the call, or of the smallest one where it grows. */
  readonly base: Cost;
  /** What each byte or item adds. */
  readonly each: Cost | undefined;
}

/** Runs the benchmarks of a call on the real runtime. Throws `TypeError` when the call fails. */
export async function measure(name: string, benchmarks: Benchmark | readonly Benchmark[]): Promise<Measured> {
  if (isOne(benchmarks)) return measureOne(name, benchmarks);
  const all: Measured[] = [];
  for (const benchmark of benchmarks) all.push(await measureOne(name, benchmark));
  const each = all.flatMap((measured) => measured.each ?? []);
  return { base: worst(all.map(({ base }) => base)), each: each.length > 0 ? worst(each) : undefined };
}

/** The most of each part. */
function worst(costs: readonly Cost[]): Cost {
  const most = (part: keyof Cost): number => Math.max(...costs.map((cost) => cost[part]));
  return {
    nanoseconds: most('nanoseconds'),
    reads: most('reads'),
    writes: most('writes'),
    bytes: most('bytes'),
  };
}

const isOne = (benchmarks: Benchmark | readonly Benchmark[]): benchmarks is Benchmark =>
  !Array.isArray(benchmarks);

async function measureOne(name: string, { setUp, grows }: Benchmark): Promise<Measured> {
  const base = await costOf(name, setUp, 0);
  if (grows === undefined) return { base, each: undefined };
  const most = await costOf(name, setUp, grows.upTo);
  const per = (part: keyof Cost): number => Math.max(0, most[part] - base[part]) / grows.upTo;
  const each = {
    nanoseconds: per('nanoseconds'),
    reads: Math.round(per('reads')),
    writes: Math.round(per('writes')),
    bytes: Math.round(per('bytes')),
  };
  // What rounding loses, and what only comes with more than the least, is in the fixed part.
  const fixed = (part: keyof Cost): number => Math.max(base[part], most[part] - each[part] * grows.upTo);
  const { nanoseconds } = base;
  return {
    base: { nanoseconds, reads: fixed('reads'), writes: fixed('writes'), bytes: fixed('bytes') },
    each,
  };
}

/** What it touches is counted on a state that tells; how long it takes is measured on one as a node has it. */
async function costOf(name: string, setUp: Benchmark['setUp'], size: number): Promise<Cost> {
  const tracked = await prepareTracked(name, setUp, size);
  tracked.state.touched();
  tracked.run();
  const { state, run } = await prepareStored(name, setUp, size);
  const nanoseconds = timeOf(() => {
    state.startTransaction();
    const started = performance.now();
    run();
    const ms = performance.now() - started;
    state.rollback();
    return ms;
  });
  return { ...tracked.state.touched(), nanoseconds };
}
