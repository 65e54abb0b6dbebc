import type { Task } from '@plumbline/runtime-types/domain/task';
import { describe, expect, it } from 'vitest';
import { SOLVERS, SUBMITTER } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { ZERO_WEIGHT } from '../../frame/weight.ts';
import { hold } from '../balances/holds.ts';
import { beginDuty } from '../stakes/duties.ts';
import { tasks } from './declaration.ts';
import { hooks } from './hooks.ts';

const { Tasks, Checkpoints, Deadlines, Leftovers } = tasks.storage;

/** A world in which a task is trained. */
function training(): World {
  const world = new World();
  world.submit();
  world.profile();
  world.start();
  return world;
}

const change = (world: World, changes: Partial<Task>): void =>
  Tasks.put(world.chain.context, world.id, { ...world.task, ...changes });

describe('what must hold of tasks', () => {
  const cases: [problem: string, spoil: (world: World) => void][] = [
    ['held as Escrow', (world) => change(world, { escrow: world.task.escrow - 1n })],
    ['held as Report', ({ chain }) => hold(chain.context, tasks.holdReasons.Report, SUBMITTER, 1n)],
    ['nothing wakes task 0', (world) => Deadlines.remove(world.chain.context, world.task.deadline)],
    ['whose deadline is', (world) => Deadlines.put(world.chain.context, 900, [0])],
    ['was not woken', (world) => Deadlines.put(world.chain.context, 1, [0])],
    ['its Solver is undefined', (world) => change(world, { solver: undefined })],
    ['counts 2 duties', ({ chain }) => beginDuty(chain.context, 'Solver', SOLVERS[0]!)],
    ['its Submitter serves', (world) => change(world, { submitter: SOLVERS[0]!, escrow: 0n })],
    ['is left behind', ({ chain }) => Checkpoints.put(chain.context, 7, 0, emptyPair)],
    ['has only 0', (world) => change(world, { progress: { checkpoints: 1, loss: 0 } })],
    ['dispute 3', (world) => change(world, { dispute: 3 })],
  ];
  it.each(cases)('says so: %s', (problem, spoil) => {
    const world = training();
    const check = () =>
      hooks.tryState!(world.chain.context, (condition, otherwise) => {
        if (!condition) throw new Error(otherwise);
      });
    expect(check).not.toThrow();
    spoil(world);
    expect(check).toThrow(problem);
  });

  it('a settled task leaves its record, and its checkpoints go when blocks have room', () => {
    const world = new World();
    world.submit();
    world.profile();
    world.verify(undefined, world.train());
    world.until('Settled');
    const { context } = world.chain;
    const stored = [...Checkpoints.keys(context, 0)].length;
    expect(stored).toBe(5);
    hooks.onIdle!(context, world.chain.blockNumber(), ZERO_WEIGHT);
    expect([...Checkpoints.keys(context, 0)]).toHaveLength(stored);
    // As much as the longest task can leave behind.
    for (let index = 0; index < 1_025; index++) Checkpoints.put(context, 0, index, emptyPair);
    let blocks = 0;
    for (let left = 1_025; left > 0; blocks++) {
      world.chain.nextBlock();
      const after = [...Checkpoints.keys(context, 0)].length;
      expect(left - after).toBeLessThanOrEqual(128);
      left = after;
    }
    expect(blocks).toBe(9);
    expect([...Leftovers.keys(context)]).toEqual([]);
    expect(world.task.verifiers.map(({ commitment }) => commitment)).toEqual([undefined, undefined]);
  });
});

const emptyPair = { first: new Uint8Array(32), second: new Uint8Array(32) };
