import { isDeepStrictEqual } from 'node:util';
import { MAX_DEADLINES } from '@plumbline/runtime-types/domain/limits';
import { describe, expect, it } from 'vitest';
import type { Benchmark } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { buildGenesis } from '../../frame/lifecycle.ts';
import { MemoryExternalities } from '../../frame/testing/memory-externalities.ts';
import { addWeights, exceeds, scaleWeight } from '../../frame/weight.ts';
import { assembly } from '../../runtime/runtime.ts';
import { demandBenchmarks } from '../disputes/benchmark-demands.ts';
import { DISPUTE } from '../disputes/benchmark-game.ts';
import { silences } from '../disputes/benchmark-silence.ts';
import { disputes } from '../disputes/declaration.ts';
import { endSilent } from '../disputes/end-silent.ts';
import { WEIGHTS as OF_DISPUTES } from '../disputes/weights.generated.ts';
import { initialize, noteFinishedInitialize } from '../system/block.ts';
import { system } from '../system/declaration.ts';
import { BLOCK_WEIGHTS } from '../system/limits.ts';
import { TASK } from './benchmark-task.ts';
import { wakeBenchmarks } from './benchmark-wakes.ts';
import { tasks } from './declaration.ts';
import { DISPUTES_LIMIT, DRAWS, EACH_DRAW, PUT_OFF, TASKS_LIMIT } from './hook-limit.ts';
import { hooks } from './hooks.ts';
import { MOST_CHECKERS } from './weighing.ts';
import { WEIGHTS } from './weights.generated.ts';

const { Deadlines, Tasks } = tasks.storage;
const { Demands, Disputes } = disputes.storage;
const NOW = 1;
const MOST_DISPUTES = 16;

/** The state in which a benchmark has the most to do, in block 1. */
async function worst(benchmark: Benchmark): Promise<Context> {
  const context = assembly.context(new MemoryExternalities());
  buildGenesis(assembly, context, {});
  initialize(context, NOW, new Uint8Array(32), { logs: [] });
  noteFinishedInitialize(context);
  await benchmark.setUp(context, benchmark.grows!.upTo);
  return context;
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

describe('what wakes up in a block', () => {
  it.each([
    ['tasks', TASKS_LIMIT, MAX_DEADLINES, [WEIGHTS.wake, WEIGHTS.wakeForced]],
    ['disputes', DISPUTES_LIMIT, 2 * MOST_DISPUTES, [OF_DISPUTES.verdict, OF_DISPUTES.withheld]],
  ] as const)('has room for the heaviest, and for putting off all others: %s', (_, limit, count, each) => {
    for (const weigh of each) {
      const one = addWeights(DRAWS, EACH_DRAW, OF_DISPUTES.hearWitnesses, weigh(MOST_CHECKERS));
      expect(exceeds(addWeights(one, scaleWeight(PUT_OFF, count)), limit)).toBe(false);
    }
    const left = addWeights(TASKS_LIMIT, DISPUTES_LIMIT, scaleWeight(BLOCK_WEIGHTS.baseBlock, 2));
    expect(exceeds(left, BLOCK_WEIGHTS.maxBlock)).toBe(false);
  });

  it.each(Object.entries(wakeBenchmarks))(
    'takes no more of it than it may, and every task has its turn: %s',
    async (_, of) => {
      const [benchmark] = [of].flat().slice(-1) as [Benchmark];
      const context = await worst(benchmark);
      const task = Tasks.get(context, TASK)!;
      let waiting = from(1_000, MAX_DEADLINES);
      for (const id of waiting) Tasks.put(context, id, task);
      Deadlines.put(context, NOW, waiting);
      let block = NOW;
      for (; waiting.length > 0; block++) {
        system.storage.Number.put(context, block);
        const weight = hooks.onInitialize!(context, block);
        expect(exceeds(weight, TASKS_LIMIT)).toBe(false);
        // Of those that were put off nothing has changed but the deadline.
        const later = waiting.filter((id) =>
          isDeepStrictEqual(Tasks.get(context, id), { ...task, deadline: block + 1 }),
        );
        expect(later).toEqual(waiting.slice(waiting.length - later.length));
        expect(later.length).toBeLessThan(waiting.length);
        waiting = later;
      }
      expect(block).toBeGreaterThan(NOW + 1);
      expect(block).toBeLessThan(NOW + MAX_DEADLINES);
    },
  );

  it('takes no more of it than it may, and every dispute and demand has its turn', async () => {
    const [silence] = silences as [Benchmark];
    const [withheld] = demandBenchmarks.withheld as [Benchmark];
    const context = await worst(silence);
    const [task, dispute] = [Tasks.get(context, TASK)!, Disputes.get(context, DISPUTE)!];
    const demanding = await worst(withheld);
    const [debtor, demands] = [Tasks.get(demanding, TASK)!, Demands.get(demanding, TASK)];
    let [played, asked] = [from(2_000, MOST_DISPUTES), from(3_000, MOST_DISPUTES)];
    for (const id of played) {
      Tasks.put(context, id, { ...task, dispute: id });
      Disputes.put(context, id, { ...dispute, task: id });
    }
    for (const id of asked) {
      Tasks.put(context, id, debtor);
      Demands.put(context, id, demands);
    }
    disputes.storage.Deadlines.put(context, NOW, played);
    disputes.storage.DemandDeadlines.put(context, NOW, asked);
    let block = NOW;
    for (; played.length + asked.length > 0; block++) {
      system.storage.Number.put(context, block);
      const weight = endSilent(context, block);
      expect(exceeds(weight, DISPUTES_LIMIT)).toBe(false);
      const before = played.length + asked.length;
      // The last block to move in is this one now.
      played = played.filter((id) => Disputes.get(context, id)?.deadline === block);
      asked = asked.filter((id) => Demands.get(context, id)[0]?.deadline === block);
      expect(played.length + asked.length).toBeLessThan(before);
      expect(disputes.storage.Deadlines.get(context, block + 1)).toEqual(played);
      expect(disputes.storage.DemandDeadlines.get(context, block + 1)).toEqual(asked);
    }
    expect(block).toBeGreaterThan(NOW + 1);
    expect(block).toBeLessThan(NOW + 2 * MOST_DISPUTES);
  });
});
