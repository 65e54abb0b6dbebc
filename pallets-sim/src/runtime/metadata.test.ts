import { option } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes, u32 } from '@plumbline/runtime-types/scale/primitives';
import type { ApiPromise } from '@polkadot/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXISTENTIAL_DEPOSIT } from '../pallets/balances/declaration.ts';
import { connectApi } from './testing/offline-api.ts';
import { OfflineChain } from './testing/offline-chain.ts';

const chain = new OfflineChain({});
let api: ApiPromise;

beforeAll(async () => {
  api = await connectApi(chain);
});

describe('metadata', () => {
  it('is given in versions 14 and 15, and no others', () => {
    expect(toHex(chain.call('Metadata_metadata_versions'))).toBe('0x080e0000000f000000');
    for (const version of [14, 15]) {
      const opaque = chain.call('Metadata_metadata_at_version', u32.codec.enc(version));
      const metadata = option(bytes).codec.dec(opaque);
      expect(toHex(metadata!.subarray(0, 5))).toBe(`0x6d657461${version.toString(16).padStart(2, '0')}`);
    }
    expect(chain.call('Metadata_metadata_at_version', u32.codec.enc(16))).toEqual(new Uint8Array([0]));
  });

  it('names every type so that @polkadot/api can make one', () => {
    const { lookup } = api.registry;
    for (const { id } of lookup.types) api.registry.createType(api.registry.createLookupType(id));
    for (const name of [
      'FrameSystemAccountInfo',
      'FrameSystemEventRecord',
      'FrameSystemPhase',
      'FrameSupportDispatchPerDispatchClassWeight',
      'FrameSupportDispatchPerDispatchClassU32',
      'SpRuntimeDispatchError',
      'PalletBalancesAccountData',
      'SpWeightsWeightV2Weight',
    ]) {
      expect(() => api.registry.createType(name), name).not.toThrow();
    }
  });

  it('says calls, storage, constants and errors as FRAME does', () => {
    const { meta } = api.tx.balances!.transferKeepAlive!;
    expect(meta.index.toNumber()).toBe(3);
    expect(meta.args.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'dest: MultiAddress',
      'value: Compact<u128>',
    ]);
    expect(api.consts.balances!.existentialDeposit!.toString()).toBe(EXISTENTIAL_DEPOSIT.toString());
    expect(api.consts.system!.ss58Prefix!.toString()).toBe('42');
    expect(api.query.system!.account!.key(new Uint8Array(32))).toMatch(
      /^0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9/,
    );
    expect(api.query.system!.events!.creator.meta.type.asPlain.toNumber()).toBeGreaterThan(0);
    expect(api.errors.balances!.InsufficientBalance!.meta.docs[0]?.toString()).toBe(
      'Balance too low to send value.',
    );
    expect(api.runtimeVersion.specName.toString()).toBe('plumbline');
  });

  it('lists the signed extensions in the order in which they are signed', () => {
    expect(api.registry.signedExtensions).toEqual([
      'CheckNonZeroSender',
      'CheckSpecVersion',
      'CheckTxVersion',
      'CheckGenesis',
      'CheckMortality',
      'CheckNonce',
      'CheckWeight',
      'ChargeTransactionPayment',
    ]);
  });
});
