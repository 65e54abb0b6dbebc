import { expect, it } from 'vitest';
import { silent } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { startNode } from '../../node.ts';

interface ChangeSet {
  readonly block: string;
  readonly changes: readonly (readonly [key: string, value: string | null])[];
}

const start = () =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: () => 1_000_000,
  });

it('of all keys tells what makes each state out of the one before, also where the head is moved', async () => {
  await using node = await start();
  await using client = await connect(node.url);
  const ask = async (method: string, ...params: unknown[]) => (await client.call(method, ...params)).result;
  const pairs = async () => (await ask('state_getPairs', '0x')) as [string, string][];
  const followed = new Map(await pairs());
  const subscription = await ask('state_subscribeStorage');
  const steps: (() => Promise<unknown>)[] = [
    () => ask('dev_newBlock'),
    () => ask('dev_setStorage', [['0xaa', '0x1234']]),
    () => ask('dev_setStorage', [['0xaa', null]]),
    () => ask('dev_setHead', 1),
    () => ask('dev_newBlock'),
    () => ask('dev_setHead', 0),
  ];
  for (const [index, step] of steps.entries()) {
    await step();
    const { block, changes } = (await client.results(subscription, index + 1)).at(-1) as ChangeSet;
    expect(block).toBe(await ask('chain_getBlockHash'));
    expect(changes.map(([key]) => key)).toEqual(changes.map(([key]) => key).toSorted());
    for (const [key, value] of changes) value === null ? followed.delete(key) : followed.set(key, value);
    expect([...followed].toSorted(), `step ${index}`).toEqual((await pairs()).toSorted());
  }
  expect(await client.results(subscription, 0)).toHaveLength(steps.length);
  expect(await ask('state_unsubscribeStorage', subscription)).toBe(true);
});
