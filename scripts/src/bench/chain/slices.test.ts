import { expect, it, vi } from 'vitest';
import { FedNode } from './fed-node.ts';
import { benchSpec } from './node.ts';
import { runSlice } from './slices.ts';
import { numberedAccount } from './transfers.ts';

it('includes all that it is fed, and stands still between two slices of time', async () => {
  const accounts = [0, 1, 2].map(numberedAccount);
  await using node = await FedNode.start(benchSpec(accounts), accounts, 600);
  await node.feed(1);
  node.process.suspend();
  const [short, long] = [await runSlice(node, 50), await runSlice(node, 'next head')];
  expect(short.runMs).toBeGreaterThanOrEqual(49);
  expect(short.head).toBeUndefined();
  expect(long.head).toBeGreaterThan(0);
  if (process.platform === 'linux') for (const { cpu } of [short, long]) expect(cpu?.main).toBeGreaterThan(0);
  node.process.resume();
  await node.feed(600);
  expect(node.blocks.included).toBe(600);
  expect(node.taken).toBe(600);
  await vi.waitFor(() => expect(node.blocks.upTo(long.head ?? 0)).toBeGreaterThan(0));
}, 120_000);
