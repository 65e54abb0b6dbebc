import { expect, it } from 'vitest';
import { readBody } from './request-body.ts';

async function* pieces(count: number, length: number, seen: () => void = () => {}) {
  for (let i = 0; i < count; i++) {
    if (i % 100_000 === 0) seen();
    yield Buffer.alloc(length, 97 + (i % 26));
  }
}

it('is what came in, in pieces of any size, unless it is too large', async () => {
  for (const length of [1, 3, 4095, 4096, 4097, 10_000]) {
    const whole = Array.from({ length: 5 }, (_, i) => 'abcde'.charAt(i).repeat(length)).join('');
    expect(await readBody(pieces(5, length), 5 * length)).toBe(whole);
    expect(await readBody(pieces(5, length), 5 * length - 1)).toBeUndefined();
  }
  expect(await readBody(pieces(0, 1), 10)).toBe('');
});

it('takes no memory for the pieces', async () => {
  const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = used();
  let most = 0;
  const body = await readBody(
    pieces(3_000_000, 1, () => {
      most = Math.max(most, used() - before);
    }),
    1e7,
  );
  expect(body).toHaveLength(3_000_000);
  expect(most).toBeLessThan(160 << 20);
});
