import { expect, test } from 'vitest';
import type { PeerSource } from '../network/blob-client.ts';
import { NetworkError } from '../network/errors.ts';
import { QuickestFirst } from './quickest-first.ts';

const peer = (name: string): PeerSource => ({ name, addresses: [`/memory/${name}`] });
const PEERS = [peer('dripping'), peer('silent'), peer('quick')];
const TAKES: Record<string, number> = { dripping: 9_900, silent: 10_000, quick: 20 };

test('a peer that takes its time with every blob is asked once where there is a quicker one', async () => {
  let clock = 0;
  const asked: string[] = [];
  const order = new QuickestFirst(() => clock);
  const ask = async ([{ name } = peer('none')]: readonly PeerSource[]): Promise<string> => {
    asked.push(name);
    clock += TAKES[name] ?? 0;
    if (name === 'silent') throw new NetworkError('BlobUnavailable', name);
    return name;
  };
  const served: string[] = [];
  for (let blob = 0; blob < 1_000; blob++) served.push(await order.from(PEERS, ask));
  expect(asked.slice(0, 4)).toEqual(['dripping', 'silent', 'quick', 'quick']);
  expect(served.filter((name) => name === 'dripping')).toHaveLength(1);
  expect(clock).toBeLessThan(60_000);
});

test('what nobody serves is unavailable, also where nobody is known', async () => {
  const order = new QuickestFirst();
  const asked: number[] = [];
  const ask = (peers: readonly PeerSource[]): Promise<never> => {
    asked.push(peers.length);
    return Promise.reject(new NetworkError('BlobUnavailable', 'not here'));
  };
  await expect(order.from(PEERS, ask)).rejects.toMatchObject({ code: 'BlobUnavailable' });
  await expect(order.from([], ask)).rejects.toMatchObject({ code: 'BlobUnavailable' });
  expect(asked).toEqual([1, 1, 1, 0]);
});

test('another error is nobody else’s', async () => {
  const wrong = new Error('the disk is full');
  await expect(new QuickestFirst().from(PEERS, () => Promise.reject(wrong))).rejects.toBe(wrong);
});
