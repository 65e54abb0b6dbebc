import { expect, test } from 'vitest';
import type { ChainView } from '../chain/view.ts';
import { PeerRenewal } from './peer-renewal.ts';

const at = (number: number): ChainView => ({ block: { number, hash: '0x' } }) as ChainView;

test('a running worker looks at its binding every hundred blocks, and once more after each', async () => {
  const bound: number[] = [];
  const renewal = new PeerRenewal(async (view) => void bound.push(view.block.number), 7);
  const keys: string[] = [];
  for (let number = 7; number <= 320; number++) {
    for (const { key, run } of await renewal.jobs(at(number))) {
      keys.push(key);
      await run(new AbortController().signal);
    }
  }
  expect(bound).toEqual([107, 207, 307]);
  expect(new Set(keys).size).toBe(3);
});

test('a block that was missed is made up for by the next', async () => {
  const renewal = new PeerRenewal(async () => undefined, 0);
  expect(await renewal.jobs(at(99))).toEqual([]);
  expect(await renewal.jobs(at(250))).toHaveLength(1);
  expect(await renewal.jobs(at(349))).toEqual([]);
  expect(await renewal.jobs(at(350))).toHaveLength(1);
});
