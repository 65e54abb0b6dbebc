import type { Benchmark } from '@plumbline/pallets-sim/frame/benchmark';
import { buildGenesis } from '@plumbline/pallets-sim/frame/lifecycle';
import { balances } from '@plumbline/pallets-sim/pallets/balances/declaration';
import { initialize, noteFinishedInitialize } from '@plumbline/pallets-sim/pallets/system/block';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { type Touched, TrackedState } from './tracked-state.ts';

/** What a call of one size costs. */
export interface Cost extends Touched {
  /** Nanoseconds of computing, the lower quartile: what else the machine does only adds. */
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

/** Runs a benchmark's call on the real runtime. Throws `TypeError` when the call fails. */
export function measure(name: string, { setUp, grows }: Benchmark): Measured {
  const base = costOf(name, setUp, 0, WARM_UP, SAMPLES);
  if (grows === undefined) return { base, each: undefined };
  const most = costOf(name, setUp, grows.upTo, 1, LARGE_SAMPLES);
  const per = (part: (cost: Cost) => number): number => Math.max(0, part(most) - part(base)) / grows.upTo;
  return {
    base,
    each: {
      nanoseconds: per(({ nanoseconds }) => nanoseconds),
      reads: Math.round(per(({ reads }) => reads)),
      writes: Math.round(per(({ writes }) => writes)),
      bytes: Math.round(per(({ bytes }) => bytes)),
    },
  };
}

function costOf(
  name: string,
  setUp: Benchmark['setUp'],
  size: number,
  warmUp: number,
  samples: number,
): Cost {
  const { Number: BlockNumber, ExecutionPhase, Events } = system.storage;
  const { TotalIssuance } = balances.storage;
  const free = [BlockNumber.key(), ExecutionPhase.key(), Events.key(), TotalIssuance.key()];
  const state = new TrackedState(free);
  const context = assembly.context(state);
  buildGenesis(assembly, context, {});
  initialize(context, 1, new Uint8Array(32), { logs: [] });
  noteFinishedInitialize(context);
  const { origin, call } = setUp(context, size);
  const times: number[] = [];
  for (let run = 0; run < warmUp + samples; run++) {
    state.startTransaction();
    state.touched();
    const started = performance.now();
    const outcome = context.runtime.dispatch(context, call, origin);
    if (run >= warmUp) times.push((performance.now() - started) * 1e6);
    state.rollback();
    if (!outcome.ok)
      throw new TypeError(`the benchmark of ${name} fails with ${JSON.stringify(outcome.error)}`);
  }
  times.sort((left, right) => left - right);
  return { ...state.touched(), nanoseconds: times[Math.floor(times.length / 4)] ?? 0 };
}
