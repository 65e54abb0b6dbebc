import type { Benchmarks } from '@plumbline/pallets-sim/frame/benchmark';
import { balancesBenchmarks } from '@plumbline/pallets-sim/pallets/balances/benchmarks';
import { disputesBenchmarks } from '@plumbline/pallets-sim/pallets/disputes/benchmarks';
import { stakesBenchmarks } from '@plumbline/pallets-sim/pallets/stakes/benchmarks';
import { sudoBenchmarks } from '@plumbline/pallets-sim/pallets/sudo/benchmarks';
import { systemBenchmarks } from '@plumbline/pallets-sim/pallets/system/benchmarks';
import { tasksBenchmarks } from '@plumbline/pallets-sim/pallets/tasks/benchmarks';
import { timestampBenchmarks } from '@plumbline/pallets-sim/pallets/timestamp/benchmarks';
import { utilityBenchmarks } from '@plumbline/pallets-sim/pallets/utility/benchmarks';

/** The pallets whose weights are measured, by folder. */
export const BENCHMARKS: Readonly<Record<string, Benchmarks>> = {
  system: systemBenchmarks,
  timestamp: timestampBenchmarks,
  balances: balancesBenchmarks,
  sudo: sudoBenchmarks,
  utility: utilityBenchmarks,
  stakes: stakesBenchmarks,
  tasks: tasksBenchmarks,
  disputes: disputesBenchmarks,
};
