import { expect, it } from 'vitest';
import { emptyBlocks, startSoakedNode, subscriptions } from './chain.ts';

it('a node keeps nothing of subscriptions that are over, and little of empty blocks', async () => {
  await using node = await startSoakedNode();
  const [before, after] = await subscriptions(node, 500);
  expect((after - before) / 500, 'bytes a subscription').toBeLessThan(4_096);
  const [earlier, later] = await emptyBlocks(node, 20, 100);
  // Caches are far from full after so few blocks; a block that is kept whole would be several times this.
  expect((later - earlier) / 100, 'bytes a block').toBeLessThan(48 * 1_024);
}, 120_000);
