import { expect, it } from 'vitest';
import { SOLVERS, SUBMITTER } from '../../../test/protocol/cast.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';

const { blob } = tinySpec().dataset;
const sealed = { program: blob, dataset: blob };
const box = new Uint8Array(80).fill(9);
const seal = (who: string, key = box) => tasksPallet.call('sealKey', { task: 0, who, key });

it('keeps one box for each account drawn for a private task, until it is over', () => {
  const world = new World();
  const boxes = () => [...tasks.storage.SealedKeys.entries(world.chain.context)];
  world.submit({ sealed });
  world.until('Profiling');
  const drawn = world.profiler!;
  expect(world.failure(drawn, seal(drawn))).toBe('Tasks.NotSubmitter');
  expect(world.failure(SUBMITTER, seal(SOLVERS[0]!))).toBe('Tasks.NotServing');
  world.do(SUBMITTER, seal(drawn, new Uint8Array(80)));
  world.do(SUBMITTER, seal(drawn));
  expect(boxes()).toEqual([[[0, drawn], box]]);
  world.do(SUBMITTER, tasksPallet.call('cancel', { task: 0 }));
  world.chain.nextBlock();
  expect(boxes()).toEqual([]);
  expect(world.failure(SUBMITTER, seal(drawn))).toBe('Tasks.TaskOver');
});

it('has none of a task that is not private', () => {
  const world = new World();
  world.submit();
  world.until('Profiling');
  expect(world.failure(SUBMITTER, seal(world.profiler!))).toBe('Tasks.NotPrivate');
});
