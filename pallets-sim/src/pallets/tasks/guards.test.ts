import type { Seal } from '@plumbline/runtime-types/domain/task';
import { expect, it } from 'vitest';
import { SECRET, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { challenge } from '../../../test/protocol/cell.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasksPallet } from './pallet.ts';
import { changeTask } from './store.ts';

/** Has the chain hold what no call can bring about. */
function spoil(world: World, change: (seal: Seal) => Seal | undefined): void {
  changeTask(world.chain.context, world.id, ({ data }) => {
    if (data.seal !== undefined) data.seal = change(data.seal);
  });
}

const task = 0;
const roots = { first: new Uint8Array(32), second: new Uint8Array(32).fill(1) };

it('a task that is trained without a seal goes no further', () => {
  const world = new World();
  world.submit();
  world.profile();
  const solver = world.start();
  spoil(world, () => undefined);
  const call = tasksPallet.call('progress', { task, checkpoint: 0, roots, loss: 0 });
  expect(world.failure(solver, call)).toBe('Tasks.NotStarted');
});

it('nor is one designated or unsealed without it', () => {
  const world = new World();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  world.train();
  const solver = world.task.solver!;
  world.verify(undefined, 'sealed');
  world.until('Unsealing');
  const reveal = tasksPallet.call('revealSecret', { task, secret: SECRET });
  // The Solver stands for nothing, so nothing can be found to be right.
  spoil(world, (seal) => ({ ...seal, designated: undefined }));
  expect(world.failure(solver, reveal)).toBe('Tasks.NotDesignated');
  spoil(world, () => undefined);
  expect(world.failure(solver, reveal)).toBe('Tasks.NotStarted');
});

it('no dispute begins about checkpoints of which nobody stands for any', () => {
  const world = new World();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  world.train();
  world.verify();
  spoil(world, (seal) => ({ ...seal, designated: undefined }));
  expect(world.failure(WHISTLEBLOWER, challenge())).toBe('Tasks.NotDesignated');
});
