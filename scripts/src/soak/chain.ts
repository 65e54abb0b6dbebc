import { parseChainSpec } from '@plumbline/pallets-sim/node/chain-spec/chain-spec';
import { type RunningNode, startNode } from '@plumbline/pallets-sim/node/node';
import { runtime } from '@plumbline/pallets-sim/runtime/runtime';
import { pino } from 'pino';
import { LeanClient } from '../bench/chain/client.ts';
import { benchSpec } from '../bench/chain/node.ts';
import { numberedAccount } from '../bench/chain/transfers.ts';
import { heapBytes } from './heap.ts';

/** Subscriptions that one connection opens before it goes. */
const PER_CONNECTION = 100;

const KINDS = [
  ['chain_subscribeNewHeads', []],
  ['state_subscribeStorage', [['0x00']]],
  ['chain_subscribeAllHeads', []],
] as const;

/** A node in this process that makes blocks when it is asked to and forgets the chain at its end. */
export function startSoakedNode(): Promise<RunningNode> {
  const quiet = pino({ level: 'silent' });
  return startNode({
    runtime,
    spec: parseChainSpec(JSON.parse(benchSpec([numberedAccount(0)]))),
    sealing: 'manual',
    pruning: { state: 256, blocks: 256 },
    rpcPort: 0,
    logs: () => quiet,
    now: Date.now,
  });
}

/** Heap before and after so many empty blocks, once `warmUp` others have filled the caches; hears of each tenth. */
export async function emptyBlocks(
  node: RunningNode,
  warmUp: number,
  blocks: number,
  onTenth: (made: number) => void = () => {},
): Promise<[before: number, after: number]> {
  for (let made = 0; made < warmUp; made++) await node.sealer.seal();
  const before = await heapBytes();
  for (let made = 1; made <= blocks; made++) {
    await node.sealer.seal();
    if ((made * 10) % blocks < 10) onTenth(made);
  }
  return [before, await heapBytes()];
}

/** Heap before and after so many subscriptions, half of them ended by the client and half by its leaving. */
export async function subscriptions(
  node: RunningNode,
  count: number,
): Promise<[before: number, after: number]> {
  await openAndDrop(node); // what the first one makes stays: code, buffers
  const before = await heapBytes();
  for (let opened = 0; opened < count; opened += PER_CONNECTION) await openAndDrop(node);
  return [before, await heapBytes()];
}

async function openAndDrop(node: RunningNode): Promise<void> {
  const client = await LeanClient.connect(node.url);
  for (let opened = 0; opened < PER_CONNECTION; opened++) {
    const [method, params] = KINDS[(opened >> 1) % KINDS.length] ?? KINDS[0];
    const id = await client.subscribe(method, [...params], () => {});
    if (opened % 2 === 0) await client.call(method.replace('_subscribe', '_unsubscribe'), id);
    client.forget(id);
  }
  await client.close();
}
