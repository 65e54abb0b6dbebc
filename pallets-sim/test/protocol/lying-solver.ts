import { UNIT } from '../../src/pallets/balances/declaration.ts';
import { ENDOWMENT } from './cast.ts';
import type { WorldOptions } from './protocol-chain.ts';
import { type Corrupt, NEXT_NODE, TinyTraining } from './tiny-training.ts';
import { begin, world } from './world-of-test.ts';

/** One weight is wrong in step 4, which is in interval 1, and everything after it follows from that. */
export const LIE: Corrupt = (step, node, output) => {
  if (step === 4 && node === NEXT_NODE) output[1]! += 0.25;
};
export const lying = (seed: Uint8Array, steps: number) => new TinyTraining(seed, steps, LIE);

export const FAULT = { type: 'Fault' as const, value: { interval: 1 } };
export const ACCEPT = { type: 'Accept' as const };

/** What an honest side recomputes from the start of interval 1, which is right. */
export const honestTrace = () => new TinyTraining(world.task.seed!, 12);

/** What somebody has won in the world of the test, less what it got for profiling. */
export const profit = (who: string) =>
  world.total(who) - ENDOWMENT - (world.profiler === who ? UNIT / 10n : 0n);

/** A task whose Solver lies, unless it is said to train otherwise, and whose Verifiers are drawn. */
export function toVerification(training = lying, options: WorldOptions = { solvers: 2 }) {
  begin(options);
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const trained = world.train(training);
  world.wait(() => world.task.verifiers.length === 2);
  return { trained, solver: world.task.solver!, drawn: world.task.verifiers.map(({ account }) => account) };
}
