import { expect, test } from 'vitest';
import { KernelPlans, type KernelUse } from './kernel-plans.ts';

function addition(count: number): KernelUse {
  const tensor = { shape: [count], dtype: 'float32' };
  return { kernel: 'Add', inputs: { a: tensor, b: tensor }, attributes: {}, outputs: [tensor] };
}

test('memory for plans stays flat over many shapes, and one that made way is made again', async () => {
  const room = 200_000;
  const plans = await KernelPlans.create(room);
  const sums = (count: number): readonly number[] => {
    const values = Array.from({ length: count }, (_, i) => i);
    const [sum = new Float32Array()] = plans.run(addition(count), [values, values]);
    return [...sum];
  };
  let most = 0;
  for (let count = 1; count <= 2_000; count++) {
    sums(count);
    most = Math.max(most, plans.bytes);
  }
  expect(most).toBeLessThanOrEqual(room);
  // Not because nothing is held.
  expect(plans.bytes).toBeGreaterThan(room / 2);
  expect(sums(3)).toEqual([0, 2, 4]);
  expect(sums(2_000).at(-1)).toBe(3_998);
});
