import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, parseAmount } from './amount.ts';
import { checkpointInterval, prepareRecipe } from './recipe.ts';

test('amounts are read and written without rounding', () => {
  expect(parseAmount('400', '--stake')).toBe(400_000_000_000_000n);
  expect(parseAmount('0.000000000001', '--stake')).toBe(1n);
  expect(formatAmount(-1_250_000_000_000n)).toBe('-1.25');
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 100n }),
      (amount) => parseAmount(formatAmount(amount), 'x') === amount,
    ),
  );
});

test.each(['', '1,5', '-1', '1e3', '0.0000000000001', 'many'])(
  '"%s" is no amount, and the flag is named',
  (text) => {
    expect(() => parseAmount(text, '--stake')).toThrow(/--stake/);
  },
);

test('checkpoints divide the steps, about a dozen times', () => {
  for (const steps of [1, 7, 12, 240, 600, 1000, 997]) expect(steps % checkpointInterval(steps)).toBe(0);
  expect(checkpointInterval(600)).toBe(8);
  expect(checkpointInterval(1000)).toBe(10);
  expect(checkpointInterval(60)).toBe(5);
  expect(checkpointInterval(24)).toBe(2);
});

test('a missing file is one clear error', async () => {
  const choice = { steps: undefined, checkpointEvery: undefined };
  const missing = prepareRecipe({ ...choice, recipe: 'digits', data: '/nowhere/digits.csv' });
  await expect(missing).rejects.toMatchObject({
    code: 'InvalidOption',
    message: expect.stringContaining('no such file'),
  });
  await expect(prepareRecipe({ ...choice, recipe: 'digits', data: undefined })).rejects.toThrow(
    /--data FILE/,
  );
});
