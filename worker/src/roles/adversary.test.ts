import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { expect, test } from 'vitest';
import { TERMS } from '../../test/small-task.ts';
import { kernelsHash } from '../training/kernels/identity.ts';
import { digitsRecipe } from '../training/recipes.ts';
import { cheatingCourse, planCheat } from './adversary.ts';
import { type Course, honestCourse } from './course.ts';
import { createExecutor } from './create-executor.ts';
import { prepareTask } from './task-spec.ts';

const csvOf = (rows: number) =>
  Array.from({ length: rows }, (_, i) => `${i % 7},${i % 5},${i % 2}`).join('\n');

async function adamModel(): Promise<Program> {
  return (await digitsRecipe(csvOf(40), { steps: 10, checkpointEvery: 5, batchSize: 4, hidden: [4] }))
    .program;
}

test('a wrong step corrupts a weight of the model and never a slot of the optimizer', async () => {
  const program = await adamModel();
  expect(program.states.some(({ name }) => name.startsWith('optimizer/'))).toBe(true);
  for (let roll = 0; roll < 200; roll++) {
    const plan = planCheat('wrong-step', program, 10);
    if (plan.cheat !== 'wrong-step') throw new Error('another cheat was planned');
    const { name, shape } = program.states[plan.tensor]!;
    expect(name).not.toMatch(/^optimizer/);
    expect(plan.element).toBeLessThan(shape.reduce((product, size) => product * size, 1));
    expect(plan.step).toBeLessThan(10);
  }
});

test.each(['short-cut', 'wrong-data'] as const)(
  '%s: replays differ, and a step laid open is the one claimed',
  async (cheat) => {
    const recipe = await digitsRecipe(csvOf(40), { steps: 2, checkpointEvery: 2, batchSize: 4, hidden: [4] });
    const { program, dataset } = recipe;
    const { spec } = prepareTask(recipe, TERMS, []);
    const run = async (course: Course) => {
      const executor = await createExecutor({ program, dataset }, spec, new Uint8Array(32).fill(3));
      executor.reset();
      for (let step = 0; step < 2; step++) course.advance(executor, step);
      return { executor, root: toHex(executor.stateRoot()) };
    };
    const course = cheatingCourse(planCheat(cheat, program, 2), program, 2);
    const { root } = await run(course);
    expect(root).not.toBe((await run(honestCourse)).root);
    const { executor } = await run(course);
    executor.reset();
    for (let step = 0; step < 2; step++) executor.runStep(step, course.tamper(executor, step));
    expect(toHex(executor.stateRoot())).toBe(root);
  },
);

test('a program that trains no weight is told as such', () => {
  const program = linearModel(kernelsHash());
  const frozen = program.states.map((state) => ({ ...state, next: 0 }));
  expect(() => planCheat('wrong-step', { ...program, states: frozen }, 10)).toThrow(/trains no weight/);
});
