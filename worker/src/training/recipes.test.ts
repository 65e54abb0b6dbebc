import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCanonicalExecutor } from './execute/executor.ts';
import { digitsRecipe, type Recipe, textRecipe } from './recipes.ts';

const SEED = new Uint8Array(32).fill(5);
const DIGITS = new URL('../../../../shared/data/optdigits.csv', import.meta.url);
const TEXT =
  'the plumb line shows whether the work is true, and the work shows whether the line is plumb. '.repeat(40);

async function train({ program, dataset, rows, steps }: Recipe): Promise<Uint8Array[]> {
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  executor.initialState(SEED);
  for (let step = 0; step < steps; step++) executor.runStep(step);
  return executor.state();
}

describe('text', () => {
  test('a small transformer learns to write words of what it read', async () => {
    const recipe = await textRecipe([{ name: 'motto', text: TEXT }], {
      steps: 150,
      context: 16,
      width: 24,
      heads: 2,
      batchSize: 8,
      prompt: 'the ',
      sampleLength: 80,
    });
    const state = await train(recipe);
    const result = await recipe.evaluate(state);
    expect(result).toEqual(await recipe.evaluate(state));
    if (result.kind !== 'text') throw new TypeError('a text recipe gives text');
    expect(result.sample).toHaveLength(84);
    const words = new Set(TEXT.match(/[a-z]+/g));
    const written = result.sample.match(/[a-z]+/g) ?? [];
    expect(written.filter((word) => words.has(word)).length / written.length).toBeGreaterThan(0.7);
  });
});

describe('digits', () => {
  test('a perceptron tells held-out handwritten digits apart', async ({ skip }) => {
    skip(!existsSync(DIGITS), `${DIGITS.pathname} is not there`);
    const recipe = await digitsRecipe(readFileSync(DIGITS, 'utf8'));
    const result = await recipe.evaluate(await train(recipe));
    if (result.kind !== 'classes') throw new TypeError('a digits recipe counts');
    expect(result.rows).toBeGreaterThan(300);
    expect(result.accuracy).toBeGreaterThan(0.96);
  });

  test('a broken row is named', async () => {
    await expect(digitsRecipe('1,2,0\n1,x,0', { file: 'own.csv' })).rejects.toMatchObject({
      name: 'DataError',
      message: expect.stringContaining('own.csv, line 2, column 2'),
    });
  });
});
