import { expect, it } from 'vitest';
import { beforeBlock, halfTheTime } from './before-block.ts';

it('leaves half of the time before the last blocks to others, and a block where none is left', () => {
  expect(halfTheTime(100, 148)).toBe(120);
  expect(halfTheTime(100, 108)).toBe(101);
  expect(halfTheTime(100, 90)).toBe(101);
});

it('stops work that is still going on when the block comes', async () => {
  let block = 5;
  const { signal } = new AbortController();
  const work = (ended: AbortSignal): Promise<never> => {
    block = 9;
    return new Promise((_, reject) => {
      ended.addEventListener('abort', () => reject(ended.reason));
    });
  };
  await expect(beforeBlock(9, () => block, signal, work)).rejects.toMatchObject({ code: 'BlobUnavailable' });
  await expect(
    beforeBlock(
      10,
      () => block,
      signal,
      async () => 'there',
    ),
  ).resolves.toBe('there');
});
