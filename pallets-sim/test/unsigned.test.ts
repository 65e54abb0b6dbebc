import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../src/frame/call.ts';
import { declarePallet, event } from '../src/frame/declaration.ts';
import { ensureNone } from '../src/frame/origin.ts';
import { definePallet } from '../src/frame/pallet.ts';
import { map } from '../src/frame/storage.ts';
import { weightOf } from '../src/frame/weight.ts';
import type { RunningNode } from '../src/node/node.ts';
import { account, startFundedNode } from './funded-node.ts';
import { runtimeWith } from './runtime-with.ts';

const NOT_A_SQUARE = 7;

const squares = declarePallet({
  name: 'Squares',
  docs: 'Square numbers with their roots, each once, from whoever comes.',
  storage: { Roots: map('The root of a square.', u32, u32) },
  events: { Found: event('A square.', { square: u32 }) },
});
const { Roots } = squares.storage;

const squaresPallet = definePallet(squares, {
  calls: {
    show: call(
      {
        docs: 'Shows a square.',
        args: { square: u32, root: u32 },
        weight: weightOf({ reads: 1, writes: 1 }),
      },
      (context, origin, { square, root }) => {
        ensureNone(origin);
        Roots.put(context, square, root);
        squares.deposit(context, 'Found', { square });
      },
    ),
    sign: call({ docs: 'Is not for everybody.', weight: weightOf({}) }, (_context, origin) =>
      ensureNone(origin),
    ),
  },
  unsigned: {
    validate(context, { value: { type, value } }) {
      if (type !== 'show') return undefined;
      const { square, root } = value as { square: number; root: number };
      if (root * root !== square) return NOT_A_SQUARE;
      if (Roots.has(context, square)) return 'Stale';
      return { provides: [u32.codec.enc(square)], longevity: 8n };
    },
  },
});

let node: RunningNode;
let api: ApiPromise;

beforeAll(async () => {
  node = await startFundedNode('manual', { runtime: runtimeWith(42, squaresPallet) });
  const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
  api = await ApiPromise.create({ provider, noInitWarn: true });
});

afterAll(async () => {
  await api?.disconnect();
  await node?.stop();
});

const show = (square: number, root: number) => api.tx.squares!.show!(square, root);

describe('a call that proves itself', () => {
  it('is taken without a signature, once, by the pool and by a block', async () => {
    await show(9, 3).send();
    await expect(show(9, 3).send()).rejects.toThrow('1013');
    await node.sealer.seal();
    expect((await api.query.squares!.roots!(9)).toString()).toBe('3');
    expect((await api.rpc.chain.getBlock()).block.extrinsics).toHaveLength(2);
    expect((await api.query.system!.events!()).toString()).not.toContain('TransactionFeePaid');
    await expect(show(9, 3).send()).rejects.toThrow('1010: Invalid Transaction: Transaction is outdated');
  });

  it('is refused for a reason of its pallet', async () => {
    await expect(show(10, 3).send()).rejects.toThrow(
      `1010: Invalid Transaction: Custom error: ${NOT_A_SQUARE}`,
    );
    await expect(api.tx.squares!.sign!().send()).rejects.toThrow('1011: Unknown Transaction Validity');
    await expect(show(16, 4).signAndSend(account('Alice'))).resolves.toBeDefined();
    await node.sealer.seal();
    expect((await api.query.system!.events!()).toString()).toContain('badOrigin');
  });

  it('leaves the pool when a block has it from elsewhere', async () => {
    await show(25, 5).send();
    await node.sealer.seal({ extrinsics: [show(25, 5).toU8a()] });
    expect((await api.rpc.chain.getBlock()).block.extrinsics).toHaveLength(2);
    expect(await api.rpc.author.pendingExtrinsics()).toHaveLength(0);
    await node.sealer.seal();
    expect((await api.rpc.chain.getBlock()).block.extrinsics).toHaveLength(1);
  });
});
