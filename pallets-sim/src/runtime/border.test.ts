import { bytes } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { fundedChain } from '../../test/funded-chain.ts';
import { OfflineChain } from './testing/offline-chain.ts';

describe('the runtime border', () => {
  it('says when a function or a genesis config is not known', async () => {
    const { chain } = await fundedChain();
    expect(() => chain.call('Core_foo')).toThrow(expect.objectContaining({ code: 'UnknownMethod' }));
    expect(() => chain.call('AccountNonceApi_account_nonce', new Uint8Array(3))).toThrow('cannot be decoded');
    expect(() => new OfflineChain({ balance: {} })).toThrow(
      'balance: no pallet has such a config; there are system, ',
    );
    expect(() => new OfflineChain({ sudo: { key: '5Grw' } })).toThrow('sudo.key: an account is wanted');
  });

  it('gives a default genesis config that builds', async () => {
    const { chain } = await fundedChain();
    const preset = chain.call('GenesisBuilder_get_preset', new Uint8Array([0]));
    const json = JSON.parse(new TextDecoder().decode(bytes.codec.dec(preset.subarray(1)))) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({ balances: { balances: [] }, sudo: { key: null } });
    expect(() => new OfflineChain(json)).not.toThrow();
  });

  it('knows the version by its runtime API ids', async () => {
    const { chain, api } = await fundedChain();
    const version = api.createType('RuntimeVersion', chain.call('Core_version')).toJSON();
    expect(version).toMatchObject({ specName: 'plumbline', specVersion: 1, transactionVersion: 1 });
    expect((version as { apis: unknown[] }).apis[0]).toEqual(['0xdf6acb689907609b', 5]);
  });
});
