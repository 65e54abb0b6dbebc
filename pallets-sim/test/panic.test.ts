import { toHex } from '@plumbline/runtime-types/scale/hex';
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
import { system } from '../src/pallets/system/declaration.ts';
import { account, startFundedNode } from './funded-node.ts';
import { connect } from './rpc-client.ts';
import { runtimeWith } from './runtime-with.ts';

const fragile = declarePallet({
  name: 'Fragile',
  docs: 'Has a bug in a call, and one in each place that is run in every block.',
  storage: {
    BreaksAt: value('The block that cannot be made.', u32, 0),
    Place: value('Where it meets a bug.', u32, 0),
  },
});

const PLACES = ['onInitialize', 'onIdle', 'onFinalize', 'inherent'] as const;

/** Meets the bug where it is to be met in this block. */
function breakIn(place: (typeof PLACES)[number], context: Context): void {
  const { BreaksAt, Place } = fragile.storage;
  const isNow = BreaksAt.get(context) === system.storage.Number.get(context);
  if (isNow && PLACES[Place.get(context)] === place) divideByNothing(context);
}

function divideByNothing(context: Context): number {
  const nothing: { length: number } = fragile.storage.BreaksAt.get(context) as unknown as { length: number };
  return (nothing.length as unknown as { of: { nobody: number } }).of.nobody;
}

const fragilePallet = definePallet(fragile, {
  calls: {
    stumble: call({ docs: 'Meets a bug.', weight: weightOf({}) }, (context) => {
      divideByNothing(context);
    }),
  },
  hooks: {
    onInitialize(context) {
      breakIn('onInitialize', context);
      return ZERO_WEIGHT;
    },
    onIdle(context) {
      breakIn('onIdle', context);
      return ZERO_WEIGHT;
    },
    onFinalize: (context) => breakIn('onFinalize', context),
    tryState(context) {
      if (fragile.storage.BreaksAt.get(context) > 0) divideByNothing(context);
    },
  },
  inherent: {
    // Data of this kind every node gives.
    identifier: 'timstap0',
    isInherent: () => false,
    create(context) {
      breakIn('inherent', context);
      return undefined;
    },
    check: () => undefined,
  },
});

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly stack: string };
}

describe('a panic inside a pallet', () => {
  it('in a call fails the extrinsic, is in the log with its TypeScript stack, and leaves the node serving', async () => {
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

    // Bytes that are no extrinsic are no panic: whoever sends them is told, and the log is not.
    lines.length = 0;
    await expect(api.rpc('dev_newBlock', { transactions: ['0x00'] })).rejects.toThrow('no block is made');
    expect(lines).toEqual([]);
  });

  it('in a transaction extension refuses the transaction, in the pool and in a block, with the stack in the log', async () => {
    const lines: LogLine[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    await using node = await startFundedNode('manual', { logs: () => log });
    await using stack = new AsyncDisposableStack();
    const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
    const api = await ApiPromise.create({ provider, noInitWarn: true });
    stack.defer(() => api.disconnect());
    await using client = await connect(node.url);
    const [alice, bob] = [account('Alice'), account('Bob')];
    const remark = api.tx.system!.remarkWithEvent!('0x00');
    const signed = (await remark.signAsync(alice, { nonce: 0 })).toHex();
    const ofBob = (await remark.signAsync(bob, { nonce: 0 })).toHex();

    // CheckNonce reads the account, and this is none.
    const key = api.query.system!.account!.key(alice.address);
    expect((await client.call('dev_setStorage', [[key, '0x01']])).error).toBeUndefined();
    const refused = (await client.call('author_submitExtrinsic', signed)).error;
    expect(refused?.message).toMatch(/^Verification Error/);
    expect(lines[0]).toMatchObject({ level: 50, msg: 'the runtime crashed on an extrinsic' });
    expect(lines[0]?.err?.stack).toMatch(/checkAll .*extensions.all\.ts/s);
    lines.length = 0;
    await client.call('dev_newBlock', { transactions: [signed] });
    expect(lines[0]?.err?.stack).toMatch(/checkAll .*extensions.all\.ts/s);

    await client.call('author_submitExtrinsic', ofBob);
    expect((await node.sealer.seal()).included).toBe(1);
  });

  it.each(PLACES)(
    'in %s or a function that a client calls does so too: no such block is made',
    async (place) => {
      const lines: LogLine[] = [];
      const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
      const runtime = runtimeWith(42, fragilePallet);
      await using node = await startFundedNode('manual', { runtime, logs: () => log });
      await using client = await connect(node.url);
      const values = { Fragile: { BreaksAt: 2, Place: PLACES.indexOf(place) } };
      expect((await client.call('dev_setStorage', values)).error).toBeUndefined();
      // The next attempt is the same block again.
      await expect(node.sealer.seal()).rejects.toMatchObject({ code: 'RuntimeFailed' });
      node.sealer.change({ everyMs: 5 });
      await expect.poll(() => lines.length).toBeGreaterThan(0);
      node.sealer.change('manual');
      expect(lines[0]).toMatchObject({ level: 50, msg: expect.stringContaining('cannot build block 2') });
      expect(lines[0]?.err?.stack).toMatch(/divideByNothing.*panic\.test\.ts/s);

      lines.length = 0;
      expect((await client.call('state_call', 'TryStateApi_try_state', '0x')).error).toMatchObject({
        code: 4003,
      });
      const logged = lines.find(({ msg }) => msg === 'a call failed');
      expect(logged?.err?.stack).toMatch(/divideByNothing.*panic\.test\.ts/s);

      const hash = toHex(node.chain.head.hash);
      lines.length = 0;
      const archived = await client.call('archive_v1_call', hash, 'TryStateApi_try_state', '0x');
      expect(archived.result).toMatchObject({ success: false });
      const { result: follow } = await client.call('chainHead_v1_follow', true);
      await client.call('chainHead_v1_call', follow, hash, 'TryStateApi_try_state', '0x');
      await expect.poll(() => lines.length).toBe(2);
      for (const { err } of lines) expect(err?.stack).toMatch(/divideByNothing.*panic\.test\.ts/s);
      expect((await client.call('chain_getHeader')).result).toMatchObject({ number: '0x1' });
    },
  );
});
