import { describe, expect, it } from 'vitest';
import type { Benchmark, MeasuredCall } from '../../frame/benchmark.ts';
import { buildGenesis } from '../../frame/lifecycle.ts';
import { MemoryExternalities } from '../../frame/testing/memory-externalities.ts';
import { assembly } from '../../runtime/runtime.ts';
import { initialize, noteFinishedInitialize } from '../system/block.ts';
import { disputesBenchmarks } from './benchmarks.ts';
import { disputes } from './declaration.ts';

/** Runs a benchmark; returns whether the dispute is over then. */
async function ends(benchmark: Benchmark<MeasuredCall>): Promise<boolean> {
  const context = assembly.context(new MemoryExternalities());
  buildGenesis(assembly, context, {});
  initialize(context, 1, new Uint8Array(32), { logs: [] });
  noteFinishedInitialize(context);
  const { origin, call } = await benchmark.setUp(context, 0);
  expect(context.runtime.dispatch(context, call, origin)).toMatchObject({ ok: true });
  return disputes.storage.Disputes.get(context, 0) === undefined;
}

describe('the game that benchmarks play', () => {
  it('goes on until its last move, which decides it', async () => {
    const { move, verdict } = disputesBenchmarks as Record<'move' | 'verdict', Benchmark<MeasuredCall>[]>;
    for (const [index, each] of move.entries()) expect(await ends(each), `move ${index}`).toBe(false);
    for (const each of verdict) expect(await ends(each)).toBe(true);
  });
});
