import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pallet } from '../../src/frame/pallet.ts';
import type { RunningNode } from '../../src/node/node.ts';
import { account, startFundedNode } from '../funded-node.ts';
import { runtimeWith } from '../runtime-with.ts';
import { guideCode } from './guide-code.ts';

const MOST_LINES = 60;

const [alice, bob] = [account('Alice'), account('Bob')];

let guide: Awaited<ReturnType<typeof guideCode>>;
let node: RunningNode | undefined;
let api: ApiPromise;

beforeAll(async () => {
  guide = await guideCode('guestbookPallet');
  const { guestbookPallet } = (await guide.load()) as { guestbookPallet: Pallet };
  node = await startFundedNode('instant', { runtime: runtimeWith(42, guestbookPallet) });
  const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
  api = await ApiPromise.create({ provider, noInitWarn: true });
});

afterAll(async () => {
  await api?.disconnect();
  await node?.stop();
  await guide?.[Symbol.asyncDispose]();
});

/** Sends a call; resolves with the names of its events, or rejects with the name of its error. */
function send(name: string, args: unknown[], from: typeof alice): Promise<string[]> {
  return new Promise((resolve, reject) => {
    api.tx.guestbook![name]!(...args)
      .signAndSend(from, ({ isInBlock, dispatchError, events }) => {
        if (dispatchError?.isModule)
          reject(new Error(api.registry.findMetaError(dispatchError.asModule).name));
        else if (isInBlock) resolve(events.map(({ event }) => `${event.section}.${event.method}`));
      })
      .catch(reject);
  });
}

describe('the pallet of the guide', () => {
  it(`has storage, two calls, an event and an error in less than ${MOST_LINES} lines`, () => {
    expect(guide.code.trimEnd().split('\n').length).toBeLessThan(MOST_LINES);
    expect(Object.keys(api.tx.guestbook!)).toEqual(['sign', 'tearOut']);
    expect(Object.keys(api.query.guestbook!).filter((name) => name !== 'palletVersion')).toEqual([
      'entries',
      'counterForEntries',
    ]);
    expect(Object.keys(api.events.guestbook!)).toEqual(['Signed']);
    expect(Object.keys(api.errors.guestbook!)).toEqual(['TooLong', 'NoEntry']);
  });

  it('is what the compiler accepts, with the rules of this repository', () => {
    expect(guide.problems()).toEqual([]);
  }, 60_000);

  it('works over a node, with an unmodified client', async () => {
    expect(await send('sign', ['hello'], alice)).toContain('guestbook.Signed');
    expect(await send('sign', ['here too'], bob)).toContain('guestbook.Signed');
    await send('sign', ['hello again'], alice);
    const entry = await api.query.guestbook!.entries!(alice.address);
    expect(entry.toHuman() as string).toBe('hello again');
    expect((await api.query.guestbook!.counterForEntries!()).toString()).toBe('2');
    await expect(send('sign', ['x'.repeat(141)], alice)).rejects.toThrow('TooLong');
    await send('tearOut', [], alice);
    expect((await api.query.guestbook!.counterForEntries!()).toString()).toBe('1');
    await expect(send('tearOut', [], alice)).rejects.toThrow('NoEntry');
    expect((await api.rpc.state.call('TryStateApi_try_state', '0x')).toHex()).toBe('0x00');
  });
});
