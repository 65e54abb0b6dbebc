import { describe, expect, it } from 'vitest';
import { addressOf } from '../../frame/address.ts';
import type { RuntimeCall } from '../../frame/context.ts';
import { root, signed } from '../../frame/origin.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import { freeBalance } from '../balances/accounts.ts';
import { UNIT } from '../balances/declaration.ts';
import { balancesPallet } from '../balances/pallet.ts';
import { createSudoPallet, sudo } from './pallet.ts';

const [KEY, BOB, CAROL] = ['0a', '0b', '0c'].map((byte) => `0x${byte.repeat(32)}`) as [
  string,
  string,
  string,
];

function newChain() {
  const balances = [KEY, BOB].map((who) => [who, String(10n * UNIT)]);
  return createTestChain((outer) => ({ 2: balancesPallet, 4: createSudoPallet(outer) }), {
    balances: { balances },
    sudo: { key: KEY },
  });
}

const sudoCall = (type: string, value: object): RuntimeCall => ({ type: 'Sudo', value: { type, value } });
const endow = balancesPallet.call('forceSetBalance', { who: addressOf(CAROL), newFree: UNIT });
const spend = balancesPallet.call('transferKeepAlive', { dest: addressOf(CAROL), value: UNIT });

describe('sudo', () => {
  it('lets the key act as root and nobody else', () => {
    const chain = newChain();
    expect(chain.failure(signed(BOB), sudoCall('sudo', { call: endow }))).toBe('Sudo.RequireSudo');
    expect(chain.failure(root, sudoCall('sudo', { call: endow }))).toBe('BadOrigin');
    chain.mustDispatch(signed(KEY), sudoCall('sudo', { call: endow }));
    expect(freeBalance(chain.context, CAROL)).toBe(UNIT);
    expect(chain.events().at(-1)?.value).toEqual({ type: 'Sudid', value: { sudoResult: { ok: true } } });
  });

  it('says in its event when the call it made failed', () => {
    const chain = newChain();
    chain.mustDispatch(signed(KEY), sudoCall('sudo', { call: spend }));
    expect(chain.events().at(-1)?.value).toMatchObject({
      type: 'Sudid',
      value: { sudoResult: { ok: false, error: { type: 'BadOrigin' } } },
    });
  });

  it('lets the key act as somebody else', () => {
    const chain = newChain();
    chain.mustDispatch(signed(KEY), sudoCall('sudoAs', { who: addressOf(BOB), call: spend }));
    expect(freeBalance(chain.context, BOB)).toBe(9n * UNIT);
  });

  it('announces the weight that the key asks for', () => {
    const weight = { refTime: 7n, proofSize: 9n };
    const call = sudoCall('sudoUncheckedWeight', { call: endow, weight });
    expect(newChain().context.runtime.dispatchInfo(call)).toMatchObject({ weight, class: 'Normal' });
  });

  it('hands the key on, and can be given up for good', () => {
    const chain = newChain();
    chain.mustDispatch(signed(KEY), sudoCall('setKey', { new: addressOf(BOB) }));
    expect(chain.failure(signed(KEY), sudoCall('removeKey', {}))).toBe('Sudo.RequireSudo');
    chain.mustDispatch(signed(BOB), sudoCall('removeKey', {}));
    expect(sudo.storage.Key.get(chain.context)).toBeUndefined();
    expect(chain.failure(signed(BOB), sudoCall('sudo', { call: endow }))).toBe('Sudo.RequireSudo');
  });
});
