import { describe, expect, it } from 'vitest';
import { PARAMS, SUBMITTER, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { type Corrupt, NEXT_NODE, TinyTraining, tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { disputesPallet } from '../disputes/pallet.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';

const modelOf = (world: World, id: number) => tasks.storage.ProvenModels.get(world.chain.context, id)!;
const submit = (changes: Parameters<typeof tinySpec>[0]) =>
  tasksPallet.call('submit', { spec: tinySpec(changes) });

/** A world in which task 0 is settled, and the state that it has trained. */
function trained(): { world: World; state: Float32Array } {
  const world = new World({ verifiers: 3 });
  world.submit();
  world.profile();
  const { state } = settle(world);
  return { world, state };
}

function settle(world: World, initial?: Float32Array): { state: Float32Array } {
  const training = world.train((seed, steps) => new TinyTraining(seed, steps, undefined, initial));
  world.verify();
  world.until('Settled');
  return { state: training.state(12) };
}

function submitOn(world: World, base: number): void {
  world.submit({ base });
  world.id += 1;
  world.profile();
}

describe('a task on a base', () => {
  it('begins with the final state of the base, and can be a base itself until they are too many', () => {
    const { world, state } = trained();
    expect(modelOf(world, 0)).toMatchObject({ stateCount: 1, depth: 0 });
    submitOn(world, 0);
    const { state: second } = settle(world, state);
    expect(second).not.toEqual(state);
    expect(modelOf(world, 1)).toMatchObject({ depth: 1, stateRoot: rootOf(second) });
    tasks.storage.Params.put(world.chain.context, { ...PARAMS, maxDepth: 1 });
    expect(world.failure(SUBMITTER, submit({ base: 1 }))).toBe('Tasks.BaseTooDeep');
    expect(world.failure(SUBMITTER, submit({ base: 0 }))).toBeUndefined();
  });

  it('is refused on what is not proven or has another state', () => {
    const { world } = trained();
    expect(world.failure(SUBMITTER, submit({ base: 1 }))).toBe('Tasks.BaseNotProven');
    const program = { ...tinySpec().program, stateCount: 2 };
    expect(world.failure(SUBMITTER, submit({ base: 0, program }))).toBe('Tasks.BaseDoesNotFit');
  });

  it('cannot begin with anything else, so that its initial state is nothing to dispute', () => {
    const { world, state } = trained();
    submitOn(world, 0);
    const solver = world.start();
    const { seed } = world.task;
    const first = (root: Uint8Array) =>
      tasksPallet.call('progress', { task: 1, checkpoint: 0, roots: { first: root, second: root }, loss: 0 });
    expect(world.failure(solver, first(new TinyTraining(seed!, 0).rootAfter(0)))).toBe(
      'Tasks.WrongBaseState',
    );
    world.do(solver, first(rootOf(state)));
  });

  it('is challenged about its intervals, and not about its initial state', () => {
    const { world, state } = trained();
    submitOn(world, 0);
    world.train((seed, steps) => new TinyTraining(seed, steps, undefined, state));
    world.verify();
    world.until('Challengeable');
    const challenge = (interval: number) => disputesPallet.call('challenge', { task: 1, interval });
    expect(world.failure(WHISTLEBLOWER, challenge(4))).toBe('Disputes.NoSuchInterval');
    world.do(WHISTLEBLOWER, challenge(3));
  });

  it('has its wrong steps disputed from the base on', async () => {
    const { world, state } = trained();
    submitOn(world, 0);
    const lie: Corrupt = (step, node, output) => {
      if (step === 0 && node === NEXT_NODE) output[0]! += 1;
    };
    const defender = world.train((seed, steps) => new TinyTraining(seed, steps, lie, state));
    world.verify(() => ({ type: 'Fault', value: { interval: 0 } }));
    expect(world.status).toBe('Disputed');
    const challenger = new TinyTraining(world.task.seed!, 12, undefined, state);
    const { judged } = await world.play({ defender, challenger });
    expect(judged).toMatchObject({ winner: { type: 'Challenger' } });
  });
});

function rootOf(state: Float32Array): Uint8Array {
  return new TinyTraining(new Uint8Array(32), 0, undefined, state).rootAfter(0);
}
