import { describe, expect, it } from 'vitest';
import type { Benchmark, MeasuredHook } from '../../frame/benchmark.ts';
import { buildGenesis } from '../../frame/lifecycle.ts';
import { MemoryExternalities } from '../../frame/testing/memory-externalities.ts';
import { assembly } from '../../runtime/runtime.ts';
import { demandBenchmarks } from '../disputes/benchmark-demands.ts';
import { initialize, noteFinishedInitialize } from '../system/block.ts';
import { encodeEvents } from '../system/events.ts';
import { wakeBenchmarks } from './benchmark-wakes.ts';

const hooks = [...Object.values(wakeBenchmarks), demandBenchmarks.withheld].flat();

describe('hooks that benchmarks run', () => {
  it.each([...hooks.entries()])('has something to do: %i', async (_, benchmark) => {
    const { setUp, grows } = benchmark as Benchmark<MeasuredHook>;
    for (const size of [0, grows!.upTo]) {
      const context = assembly.context(new MemoryExternalities());
      buildGenesis(assembly, context, {});
      initialize(context, 1, new Uint8Array(32), { logs: [] });
      noteFinishedInitialize(context);
      const { hook } = await setUp(context, size);
      const before = encodeEvents(context).length;
      hook(context);
      // What fails leaves no event: it is tried again later.
      expect(encodeEvents(context).length).toBeGreaterThan(before);
    }
  });
});
