import type { Benchmarks } from '../../frame/benchmark.ts';
import { preparingBenchmarks } from './benchmark-preparing.ts';
import { trainingBenchmarks } from './benchmark-training.ts';
import { verdictBenchmarks } from './benchmark-verdicts.ts';
import { wakeBenchmarks } from './benchmark-wakes.ts';

export const tasksBenchmarks: Benchmarks = {
  ...preparingBenchmarks,
  ...trainingBenchmarks,
  ...verdictBenchmarks,
  ...wakeBenchmarks,
};
