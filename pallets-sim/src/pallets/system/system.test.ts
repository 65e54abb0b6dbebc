import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { root, signed } from '../../frame/origin.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import {
  accountOf,
  decreaseConsumers,
  decreaseProviders,
  increaseConsumers,
  increaseProviders,
} from './accounts.ts';
import { system } from './declaration.ts';
import { systemPallet } from './pallet.ts';

const ALICE = `0x${'0a'.repeat(32)}`;

describe('system', () => {
  it('keeps an account while something provides for it, and while something depends on it', () => {
    const { context, eventNames } = createTestChain({});
    increaseProviders(context, ALICE);
    increaseConsumers(context, ALICE);
    expect(() => decreaseProviders(context, ALICE)).toThrow('ConsumerRemaining');
    increaseProviders(context, ALICE);
    decreaseProviders(context, ALICE);
    decreaseConsumers(context, ALICE);
    decreaseProviders(context, ALICE);
    expect(system.storage.Account.has(context, ALICE)).toBe(false);
    expect(() => increaseConsumers(context, ALICE)).toThrow('NoProviders');
    expect(eventNames()).toEqual(['System.NewAccount', 'System.KilledAccount']);
  });

  it('bounds how many things depend on an account', () => {
    const { context } = createTestChain({});
    increaseProviders(context, ALICE);
    for (let index = 0; index < 16; index++) increaseConsumers(context, ALICE);
    expect(() => increaseConsumers(context, ALICE)).toThrow('TooManyConsumers');
    expect(accountOf(context, ALICE).consumers).toBe(16);
  });

  it('remarks, and says who did', () => {
    const chain = createTestChain({});
    chain.mustDispatch(signed(ALICE), systemPallet.call('remark', { remark: new Uint8Array(3) }));
    expect(chain.events()).toEqual([]);
    chain.mustDispatch(signed(ALICE), systemPallet.call('remarkWithEvent', { remark: new Uint8Array(3) }));
    expect(chain.events()[0]?.value).toMatchObject({ type: 'Remarked', value: { sender: ALICE } });
  });

  it('lets root write storage, and nobody else', () => {
    const chain = createTestChain({});
    const [key, value] = [new Uint8Array([0xfe, 1]), new Uint8Array([7])];
    const set = systemPallet.call('setStorage', { items: [[key, value]] });
    expect(chain.failure(signed(ALICE), set)).toBe('BadOrigin');
    chain.mustDispatch(root, set);
    expect(chain.context.state.get(key)).toEqual(value);
    chain.mustDispatch(root, systemPallet.call('killPrefix', { prefix: key.subarray(0, 1), subkeys: 10 }));
    expect(chain.context.state.get(key)).toBeUndefined();
    chain.mustDispatch(root, set);
    chain.mustDispatch(root, systemPallet.call('killStorage', { keys: [key] }));
    expect(chain.context.state.get(key)).toBeUndefined();
  });

  it('leaves nothing of a block behind but its events, header facts and the state', () => {
    const chain = createTestChain({});
    const keys = () => {
      const all: string[] = [];
      for (
        let key = chain.context.state.nextKey(new Uint8Array());
        key;
        key = chain.context.state.nextKey(key)
      ) {
        all.push(toHex(key));
      }
      return all;
    };
    const before = keys();
    chain.mustDispatch(signed(ALICE), systemPallet.call('remarkWithEvent', { remark: new Uint8Array(1) }));
    chain.nextBlock(2);
    expect(keys()).toHaveLength(before.length + 2);
    expect(system.storage.BlockHash.has(chain.context, 2)).toBe(true);
  });
});
