import { MAX_DEADLINES } from '@plumbline/runtime-types/domain/limits';
import { describe, expect, it } from 'vitest';
import { SUBMITTER, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { initializePallets } from '../../frame/lifecycle.ts';
import { exceeds, subtractWeight } from '../../frame/weight.ts';
import { disputes } from '../disputes/declaration.ts';
import { disputesPallet } from '../disputes/pallet.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { BLOCK_WEIGHTS } from '../system/limits.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';

const { Deadlines, Tasks } = tasks.storage;

/** What wakes up in the blocks to come, and in which. */
function waiting(world: World, item: typeof Deadlines | typeof disputes.storage.Deadlines = Deadlines) {
  return Object.fromEntries(item.entries(world.chain.context)) as Record<number, number[]>;
}

describe('block production', () => {
  it('is not stopped by the longest silence that a task can allow', () => {
    const world = new World();
    const submit = (stallBlocks: number) => tasksPallet.call('submit', { spec: tinySpec({ stallBlocks }) });
    expect(world.failure(SUBMITTER, submit(100_001))).toBe('Tasks.StallTooLong');
    expect(world.failure(SUBMITTER, submit(0xffff_ffff))).toBe('Tasks.StallTooLong');
    world.do(SUBMITTER, submit(100_000));
    world.profile();
    world.until('Assigned');
    expect(world.task.deadline).toBe(world.chain.blockNumber() + 100_000);
  });

  it('is not stopped by a task that cannot go on; it is tried again', () => {
    const world = new World();
    world.submit();
    world.until('Profiling');
    const { context } = world.chain;
    // Leads to a block number beyond u32, as no call can bring it about.
    const params = tasks.storage.Params.get(context);
    tasks.storage.Params.put(context, { ...params, profilingBlocks: 0xffff_ffff });
    const { deadline } = world.task;
    world.wait(() => world.chain.blockNumber() === deadline);
    expect(world.task).toMatchObject({ status: { type: 'Profiling' }, deadline: deadline + 2 });
    tasks.storage.Params.put(context, params);
    world.wait(() => world.task.served.length === 2);
  });

  it('leaves room for calls when as many tasks as possible wake up', () => {
    const world = new World({ solvers: 0, verifiers: 0 });
    for (let task = 0; task < 38; task++) world.submit();
    const { context, assembly } = world.chain;
    expect(Deadlines.get(context, 2)).toHaveLength(MAX_DEADLINES);
    // The rest waits for a block that has room.
    expect(Deadlines.get(context, 3)).toEqual([32, 33, 34, 35, 36, 37]);
    const hooks = initializePallets(assembly, context, 2);
    const room = subtractWeight(BLOCK_WEIGHTS.maxBlock, hooks);
    expect(exceeds({ refTime: 10n ** 12n, proofSize: 2n ** 21n }, room)).toBe(false);
  });
});

describe('a deadline', () => {
  it('is one for each task, whatever was pushed, and none for a task that is over', () => {
    const world = new World();
    world.submit();
    world.profile();
    const solver = world.start();
    for (let checkpoint = 0; checkpoint <= 4; checkpoint++) {
      world.chain.nextBlock();
      const roots = { first: new Uint8Array(32), second: new Uint8Array(32).fill(checkpoint) };
      world.do(solver, tasksPallet.call('progress', { task: 0, checkpoint, roots, loss: 0 }));
      expect(waiting(world)).toEqual({ [world.task.deadline]: [0] });
    }
    world.until('Expired');
    expect(waiting(world)).toEqual({});
  });

  it('is one for each dispute, and none for one that is judged', async () => {
    const world = new World();
    world.submit();
    world.profile();
    const trained = world.train();
    world.verify();
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
    expect(waiting(world)).toEqual({});
    const { who, call } = await world.move({ defender: trained, challenger: trained });
    world.chain.nextBlock(3);
    world.do(who, call);
    const due = world.chain.blockNumber() + DISPUTES.moveBlocks + world.task.spec.stallBlocks + 1;
    expect(waiting(world, disputes.storage.Deadlines)).toEqual({ [due]: [0] });
    world.until('Challengeable');
    expect(waiting(world, disputes.storage.Deadlines)).toEqual({});
  });

  it('is found in few steps behind a crowd', () => {
    const world = new World({ solvers: 0, verifiers: 0 });
    const { context } = world.chain;
    const full = Array.from({ length: MAX_DEADLINES }, (_, task) => 1000 + task);
    for (let block = 2; block < 2000; block++) Deadlines.put(context, block, full);
    let reads = 0;
    const { state } = context;
    const counting = new Proxy(state, {
      get(target, name) {
        if (name === 'get') reads += 1;
        const value = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    Object.assign(context, { state: counting });
    world.submit();
    expect(reads).toBeLessThan(60);
    expect(Tasks.get(context, 0)?.deadline).toBeLessThan(4100);
  });
});
