import { MAX_DEADLINES, MAX_VERIFIERS } from '@plumbline/runtime-types/domain/limits';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { World } from '../../../test/protocol/world.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import { addWeights } from '../../frame/weight.ts';
import { system } from '../system/declaration.ts';
import { BLOCK_WEIGHTS } from '../system/limits.ts';
import { leave, queue } from './deadlines.ts';
import { tasks } from './declaration.ts';
import { drawsWeight } from './draws.ts';
import { hooks } from './hooks.ts';
import { tasksPallet } from './pallet.ts';
import { WEIGHTS } from './weights.generated.ts';

const { Tasks, Deadlines } = tasks.storage;

it('a crowd is spread over few blocks, whatever its ids; nobody is forgotten and no block has too many', () => {
  const crowd = fc.record({
    first: fc.nat(2 ** 31),
    step: fc.constantFrom(1, 2, 64, 1_000),
    count: fc.integer({ min: 1, max: 300 }),
    most: fc.integer({ min: 1, max: MAX_DEADLINES }),
    wanted: fc.integer({ min: 1, max: 1_000 }),
    gone: fc.integer({ min: 2, max: 9 }),
  });
  fc.assert(
    fc.property(crowd, ({ first, step, count, most, wanted, gone }) => {
      const { context } = createTestChain({ 11: tasksPallet });
      const ids = Array.from({ length: count }, (_, index) => (first + index * step) >>> 0);
      const blocks = new Map(ids.map((id) => [id, queue(context, Deadlines, wanted, id, most)]));
      for (const id of ids.filter((_, index) => index % gone === 0)) {
        leave(context, Deadlines, blocks.get(id)!, id);
        blocks.delete(id);
      }
      const stored = new Map(
        [...Deadlines.entries(context)].flatMap(([[block], due]) => due.map((id) => [id, block])),
      );
      expect(new Map([...stored].sort())).toEqual(new Map([...blocks].sort()));
      for (const [[block], due] of Deadlines.entries(context)) {
        expect(due.length).toBeLessThanOrEqual(most);
        expect(block).toBeGreaterThanOrEqual(wanted);
        expect(block - wanted).toBeLessThanOrEqual((16 * count) / most);
      }
    }),
    { numRuns: 40 },
  );
});

it('of 10,000 tasks due in one block 32 at most are woken in each, and all within 600 blocks', () => {
  const world = new World({ solvers: 0, verifiers: 0 });
  world.submit();
  const { context } = world.chain;
  const count = 10_000;
  const wanted = 100;
  const task = { ...world.task, escrow: 0n, searchUntil: 1 };
  for (let id = 1; id <= count; id++) {
    const deadline = queue(context, Deadlines, wanted, id, MAX_DEADLINES);
    Tasks.put(context, id, { ...task, deadline });
  }
  let waiting = count;
  let block = wanted;
  for (; waiting > 0; block++) {
    const due = Deadlines.get(context, block).length;
    expect(due).toBeLessThanOrEqual(MAX_DEADLINES);
    system.storage.Number.put(context, block);
    const { refTime } = hooks.onInitialize!(context, block);
    expect(refTime).toBeLessThan(1_000_000_000_000n);
    waiting -= due;
  }
  expect(block - wanted).toBeLessThanOrEqual(600);
  for (let id = 1; id <= count; id++) expect(Tasks.get(context, id)!.status.type).toBe('Expired');
});

it('a block has time for as many tasks as wake up in it, though each has eight Verifiers', () => {
  const { refTime } = addWeights(WEIGHTS.wake(MAX_VERIFIERS + 1), drawsWeight(1));
  expect(BigInt(MAX_DEADLINES) * refTime).toBeLessThan(BLOCK_WEIGHTS.maxBlock.refTime);
});
