import type { Benchmark } from '@plumbline/pallets-sim/frame/benchmark';
import { weightOf } from '@plumbline/pallets-sim/frame/weight';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { describe, expect, it } from 'vitest';
import { BENCHMARKS } from './benchmarks.ts';
import { prepareTracked } from './prepare.ts';

const folderOf = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const pallets = assembly.pallets
  .map(({ pallet }) => pallet)
  .filter(({ calls }) => Object.keys(calls).length > 0);

describe.each(pallets.map((pallet) => [folderOf(pallet.name), pallet] as const))(
  'weights of %s',
  (folder, pallet) => {
    const benchmarks = BENCHMARKS[folder] ?? {};

    it('come from a benchmark of each call', () => {
      for (const name of Object.keys(pallet.calls)) expect(benchmarks[name], name).toBeDefined();
    });

    it('pay for what a call or a hook reads and writes, also when it gives some of that back', async () => {
      const all = Object.entries(benchmarks).flatMap(([name, benchmark]) =>
        // Its weight is what root says.
        name === 'sudoUncheckedWeight'
          ? []
          : [benchmark].flat().map((one: Benchmark) => [one, name] as const),
      );
      for (const [{ setUp, grows }, name] of new Map(all)) {
        for (const size of grows === undefined ? [0] : [0, grows.upTo]) {
          const { state, run } = await prepareTracked(name, setUp, size);
          state.touched();
          const used = run();
          const { reads, writes, bytes } = state.touched();
          const least = weightOf({ reads, writes, bytes, compute: 0n });
          const what = `${name} of ${size}: ${reads} reads, ${writes} writes, ${bytes} bytes`;
          expect(used.refTime, what).toBeGreaterThan(least.refTime);
          expect(used.proofSize, what).toBeGreaterThanOrEqual(least.proofSize);
        }
      }
    });
  },
);
