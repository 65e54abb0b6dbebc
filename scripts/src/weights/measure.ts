import type { Benchmark, Measurable } from '@plumbline/pallets-sim/frame/benchmark';
import type { Context } from '@plumbline/pallets-sim/frame/context';
import { buildGenesis } from '@plumbline/pallets-sim/frame/lifecycle';
import { type Weight, weightUsed } from '@plumbline/pallets-sim/frame/weight';
import { balances } from '@plumbline/pallets-sim/pallets/balances/declaration';
import { initialize, noteFinishedInitialize } from '@plumbline/pallets-sim/pallets/system/block';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { type Touched, TrackedState } from './tracked-state.ts';

/** What a call of one size costs. */
export interface Cost extends Touched {
  /** Nanoseconds of computing, the least of all runs: what else the machine does only adds. */
  readonly nanoseconds: number;
}

export interface Measured {
  /** Of the call, or of the smallest one where it grows. */
  readonly base: Cost;
  /** What each byte or item adds. */
  readonly each: Cost | undefined;
}

const WARM_UP = 20;
const SAMPLES = 60;
/** Large calls are run for less long: their times vary less. */
const LARGE_SAMPLES = 15;

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
  const base = await costOf(name, setUp, 0, WARM_UP, SAMPLES);
  if (grows === undefined) return { base, each: undefined };
  const most = await costOf(name, setUp, grows.upTo, 1, LARGE_SAMPLES);
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

/** The state of a benchmark on the real runtime, in its first block, and what is measured, which returns its weight. */
export async function prepare(name: string, setUp: Benchmark['setUp'], size: number) {
  const { Number: BlockNumber, ExecutionPhase, Events } = system.storage;
  const { TotalIssuance } = balances.storage;
  const free = [BlockNumber.key(), ExecutionPhase.key(), Events.key(), TotalIssuance.key()];
  const state = new TrackedState(free);
  const context = assembly.context(state);
  buildGenesis(assembly, context, {});
  initialize(context, 1, new Uint8Array(32), { logs: [] });
  noteFinishedInitialize(context);
  const measured = await setUp(context, size);
  return { state, run: () => carryOut(name, context, measured) };
}

/** Runs a call or a hook; returns the weight that it is charged in the end. */
function carryOut(name: string, context: Context, measured: Measurable): Weight {
  if ('hook' in measured) return measured.hook(context);
  const { call, origin } = measured;
  const outcome = context.runtime.dispatch(context, call, origin);
  if (!outcome.ok)
    throw new TypeError(`the benchmark of ${name} fails with ${JSON.stringify(outcome.error)}`);
  return weightUsed(context.runtime.dispatchInfo(call), outcome.post);
}

async function costOf(
  name: string,
  setUp: Benchmark['setUp'],
  size: number,
  warmUp: number,
  samples: number,
): Promise<Cost> {
  const { state, run } = await prepare(name, setUp, size);
  const times: number[] = [];
  for (let sample = 0; sample < warmUp + samples; sample++) {
    state.startTransaction();
    state.touched();
    const started = performance.now();
    run();
    if (sample >= warmUp) times.push((performance.now() - started) * 1e6);
    state.rollback();
  }
  return { ...state.touched(), nanoseconds: Math.min(...times) };
}
