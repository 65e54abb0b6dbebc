import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes } from '@plumbline/runtime-types/scale/primitives';
import { encodeAddress } from '@polkadot/util-crypto';
import { describe, expect, it } from 'vitest';
import { OfflineChain } from '../runtime/testing/offline-chain.ts';
import { parseJson, readAccount, readBalance, readInteger } from './genesis.ts';

const MOST = 2n ** 128n - 1n;

describe('a genesis config', () => {
  it('has whole numbers of any size that has a place on chain, exactly', () => {
    for (const text of [`${MOST}`, `"${MOST}"`]) expect(readBalance(parseJson(text), 'x')).toBe(MOST);
    for (const text of [`${MOST + 1n}`, `"${MOST + 1n}"`]) {
      expect(() => readBalance(parseJson(text), 'x')).toThrow(/x: .* does not fit u128/);
    }
  });

  it('is not read for long where a number or an address is as long as a message', () => {
    const digits = '9'.repeat(3_000_000);
    for (const text of [digits, `"${digits}"`, `-${digits}`]) {
      expect(() => readInteger(parseJson(text), 'x')).toThrow('x: a whole number is wanted');
    }
    expect(() => readAccount(digits, 'x')).toThrow('x: an account is wanted');
  });

  it('names accounts by an address of any network, or in hex', () => {
    const account = new Uint8Array(32).fill(7);
    for (const format of [0, 42, 16_383]) {
      expect(readAccount(encodeAddress(account, format), 'x')).toBe(toHex(account));
    }
    expect(readAccount(toHex(account), 'x')).toBe(toHex(account));
  });

  it('is for a chain that has no state yet', () => {
    const chain = new OfflineChain({});
    const answer = chain.call('GenesisBuilder_build_state', bytes.codec.enc(new TextEncoder().encode('{}')));
    expect(answer[0]).toBe(1);
    expect(new TextDecoder().decode(answer.subarray(2))).toMatch(/there is a state already/);
  });
});
