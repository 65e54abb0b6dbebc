import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import type { Program } from '@plumbline/verification/graph/types';
import { expect, test } from 'vitest';
import { kernelsHash } from '../training/kernels/identity.ts';
import { digitsRecipe } from '../training/recipes.ts';
import { planCheat } from './adversary.ts';

async function adamModel(): Promise<Program> {
  const csv = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 2}`).join('\n');
  return (await digitsRecipe(csv, { steps: 10, checkpointEvery: 5, batchSize: 4, hidden: [4] })).program;
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

test('a program that trains no weight is told as such', () => {
  const program = linearModel(kernelsHash());
  const frozen = program.states.map((state) => ({ ...state, next: 0 }));
  expect(() => planCheat('wrong-step', { ...program, states: frozen }, 10)).toThrow(/trains no weight/);
});
