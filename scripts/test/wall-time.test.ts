import { checkProgram } from '@plumbline/verification/graph/check';
import { expect, test } from 'vitest';
import { sizedProgram } from '../src/bench/disputes/sized-program.ts';
import { wallTimes } from '../src/bench/disputes/wall-time.ts';

test.each([
  [100, 1_000],
  [10_000, 1_000],
  [100, 1_000_000],
  [10_000, 1_000_000],
  [100, 100_000_000],
  [10_000, 100_000_000],
])('a program of %i operators with %i elements is one that the chain takes', (operators, elements) => {
  const { program, product, others } = sizedProgram({ operators, elements });
  checkProgram(program);
  expect(program.nodes).toHaveLength(operators);
  expect(program.nodes[product]?.shape.reduce((all, size) => all * size, 1)).toBe(elements);
  expect(others).toBeLessThanOrEqual(elements);
});

test('a small dispute is played by both sides, and won by the one that is right', async () => {
  const [row] = await wallTimes([{ operators: 20, elements: 600 }], [100]);
  expect(row).toMatchObject({ ok: true, measured: expect.stringMatching(/^measured: Solver .* challenger/) });
});
