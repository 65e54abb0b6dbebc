import { toHex } from '@plumbline/runtime-types/scale/hex';
import { encodeAddress } from '@polkadot/util-crypto';
import { expect, it } from 'vitest';
import { addressBytes } from './address-bytes.ts';

it('reads every address of an account, and none that is as long as a message', () => {
  const account = new Uint8Array(32).fill(255);
  for (const format of [0, 42, 63, 64, 16_383]) {
    expect(addressBytes(encodeAddress(account, format))).toEqual(account);
  }
  expect(addressBytes(toHex(account))).toEqual(account);
  for (const long of ['5'.repeat(10_000_000), `0x${'00'.repeat(40)}`]) {
    expect(() => addressBytes(long)).toThrow(`${long.length} characters are too many`);
  }
});
