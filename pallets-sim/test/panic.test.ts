import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { call } from '../src/frame/call.ts';
import type { Context } from '../src/frame/context.ts';
import { declarePallet } from '../src/frame/declaration.ts';
import { definePallet } from '../src/frame/pallet.ts';
import { value } from '../src/frame/storage.ts';
import { weightOf, ZERO_WEIGHT } from '../src/frame/weight.ts';
import { account, startFundedNode } from './funded-node.ts';
import { runtimeWith } from './runtime-with.ts';

const fragile = declarePallet({
  name: 'Fragile',
  docs: 'Has a bug in a call and one in a hook.',
  storage: { BreaksAt: value('The block that cannot be begun.', u32, 0) },
});

function divideByNothing(context: Context): number {
  const nothing: { length: number } = fragile.storage.BreaksAt.get(context) as unknown as { length: number };
  return (nothing.length as unknown as { of: { nobody: number } }).of.nobody;
}

const fragilePallet = definePallet(fragile, {
  calls: {
    stumble: call({ docs: 'Meets a bug.', weight: weightOf({}) }, (context) => {
      divideByNothing(context);
    }),
    breakAt: call(
      { docs: 'Makes the hook meet a bug.', args: { block: u32 }, weight: weightOf({ writes: 1 }) },
      (context, _origin, { block }) => fragile.storage.BreaksAt.put(context, block),
    ),
  },
  hooks: {
    onInitialize(context, block) {
      if (fragile.storage.BreaksAt.get(context) === block) divideByNothing(context);
      return ZERO_WEIGHT;
    },
  },
});

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly stack: string };
}

describe('a panic inside a pallet', () => {
  it('fails the extrinsic or the block, is in the log with its TypeScript stack, and leaves the node serving', async () => {
    const lines: LogLine[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const runtime = runtimeWith(42, fragilePallet);
    await using node = await startFundedNode('manual', { runtime, logs: () => log });
    await using stack = new AsyncDisposableStack();
    const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
    const api = await ApiPromise.create({ provider, noInitWarn: true });
    stack.defer(() => api.disconnect());
    const [alice, bob] = [account('Alice'), account('Bob')];

    // In a call: the extrinsic is left out, what else is ready goes into the block.
    const transfer = api.tx.balances!.transferKeepAlive!(alice.address, 1_000_000_000_000n);
    await api.tx.fragile!.stumble!().signAndSend(alice);
    await transfer.signAndSend(bob);
    const { included } = await node.sealer.seal();
    expect(included).toBe(1);
    const [crash] = lines;
    expect(crash).toMatchObject({ level: 50, msg: 'the runtime crashed on an extrinsic; it is left out' });
    expect(crash?.err?.stack).toMatch(/divideByNothing.*panic\.test\.ts/s);

    // In a hook: there is no such block, and the next attempt is the same block again.
    await api.tx.fragile!.breakAt!(3).signAndSend(bob);
    await node.sealer.seal();
    await expect(node.sealer.seal()).rejects.toMatchObject({ code: 'RuntimeFailed' });
    lines.length = 0;
    node.sealer.change({ everyMs: 5 });
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    node.sealer.change('manual');
    expect(lines[0]).toMatchObject({ level: 50, msg: expect.stringContaining('cannot build block 3') });
    expect(lines[0]?.err?.stack).toMatch(/divideByNothing.*panic\.test\.ts/s);
    expect((await api.rpc.chain.getHeader()).number.toNumber()).toBe(2);
    expect((await api.rpc.state.call('TryStateApi_try_state', '0x')).toHex()).toBe('0x00');
  });
});
