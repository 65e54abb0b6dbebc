import { describe, expect, it } from 'vitest';
import { addressOf } from '../../frame/address.ts';
import type { RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import { freeBalance } from '../balances/accounts.ts';
import { UNIT } from '../balances/declaration.ts';
import { balancesPallet } from '../balances/pallet.ts';
import { systemPallet } from '../system/pallet.ts';
import { createUtilityPallet, derivedAccount } from './pallet.ts';

const ALICE = `0x${'0a'.repeat(32)}`;
const BOB = `0x${'0b'.repeat(32)}`;

const newChain = () =>
  createTestChain((outer) => ({ 2: balancesPallet, 5: createUtilityPallet(outer) }), {
    balances: { balances: [[ALICE, String(10n * UNIT)]] },
  });

const utilityCall = (type: string, value: object): RuntimeCall => ({
  type: 'Utility',
  value: { type, value },
});
const pay = (value: bigint, to = BOB) =>
  balancesPallet.call('transferAllowDeath', { dest: addressOf(to), value });
const [good, bad] = [pay(UNIT), pay(50n * UNIT)];

describe('a batch', () => {
  it('stops at the first call that fails and keeps those before', () => {
    const chain = newChain();
    chain.mustDispatch(signed(ALICE), utilityCall('batch', { calls: [good, bad, good] }));
    expect(freeBalance(chain.context, BOB)).toBe(UNIT);
    expect(chain.events().at(-1)?.value).toMatchObject({ type: 'BatchInterrupted', value: { index: 1 } });
  });

  it('of all or nothing keeps nothing when one fails', () => {
    const chain = newChain();
    expect(chain.failure(signed(ALICE), utilityCall('batchAll', { calls: [good, bad] }))).toBe(
      'Token.FundsUnavailable',
    );
    expect(chain.events()).toEqual([]);
    chain.mustDispatch(signed(ALICE), utilityCall('batchAll', { calls: [good, good] }));
    expect(freeBalance(chain.context, BOB)).toBe(2n * UNIT);
  });

  it('that is forced keeps whatever succeeds', () => {
    const chain = newChain();
    chain.mustDispatch(signed(ALICE), utilityCall('forceBatch', { calls: [bad, good, bad, good] }));
    expect(freeBalance(chain.context, BOB)).toBe(2n * UNIT);
    expect(chain.eventNames().at(-1)).toBe('Utility.BatchCompletedWithErrors');
  });

  it('may be nested, and is charged for what ran', () => {
    const chain = newChain();
    let nested = good;
    for (let level = 0; level < 100; level++) nested = utilityCall('batchAll', { calls: [nested] });
    const outcome = chain.dispatch(signed(ALICE), nested);
    const announced = chain.context.runtime.dispatchInfo(nested).weight;
    expect(outcome.ok).toBe(true);
    expect(outcome.post.actualWeight).toEqual(announced);
    const stopped = chain.dispatch(signed(ALICE), utilityCall('batch', { calls: [bad, good, good] }));
    expect(stopped.post.actualWeight!.refTime).toBeLessThan(
      chain.context.runtime.dispatchInfo(utilityCall('batch', { calls: [good, good] })).weight.refTime,
    );
  });

  it('has a limit', () => {
    const remark = systemPallet.call('remark', { remark: new Uint8Array() });
    const calls = Array.from({ length: 1_001 }, () => remark);
    expect(newChain().failure(signed(ALICE), utilityCall('batch', { calls }))).toBe('Utility.TooManyCalls');
  });
});

describe('a derived account', () => {
  it('is acted for by the account that it derives from', () => {
    const chain = newChain();
    const derived = derivedAccount(ALICE, 3);
    chain.mustDispatch(signed(ALICE), pay(4n * UNIT, derived));
    chain.mustDispatch(signed(ALICE), utilityCall('asDerivative', { index: 3, call: pay(UNIT) }));
    expect(freeBalance(chain.context, derived)).toBe(3n * UNIT);
    const elsewhere = utilityCall('asDerivative', { index: 4, call: pay(UNIT) });
    expect(chain.failure(signed(ALICE), elsewhere)).toBe('Token.FundsUnavailable');
  });
});
