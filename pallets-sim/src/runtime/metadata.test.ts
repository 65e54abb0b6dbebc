import { option } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes, u32 } from '@plumbline/runtime-types/scale/primitives';
import type { ApiPromise } from '@polkadot/api';
import { decAnyMetadata, type UnifiedMetadata, unifyMetadata } from '@polkadot-api/substrate-bindings';
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
  it('is given in versions 14, 15 and 16, and no others', () => {
    expect(toHex(chain.call('Metadata_metadata_versions'))).toBe('0x0c0e0000000f00000010000000');
    for (const version of [14, 15, 16]) {
      const opaque = chain.call('Metadata_metadata_at_version', u32.codec.enc(version));
      const metadata = option(bytes).codec.dec(opaque);
      expect(toHex(metadata!.subarray(0, 5))).toBe(`0x6d657461${version.toString(16).padStart(2, '0')}`);
    }
    expect(chain.call('Metadata_metadata_at_version', u32.codec.enc(17))).toEqual(new Uint8Array([0]));
  });

  it('says the same in each version, and in 16 what an extrinsic of format 4 carries', () => {
    const [v14, v15, v16] = [14, 15, 16].map((version) =>
      unifyMetadata(decAnyMetadata(chain.call('Metadata_metadata_at_version', u32.codec.enc(version)))),
    );
    const same = ({ name, index, calls, events, errors, storage }: UnifiedMetadata['pallets'][number]) => ({
      name,
      index,
      types: [calls?.type, events?.type, errors?.type],
      items: storage?.items.map((item) => [item.name, item.modifier, item.type, item.fallback]),
    });
    expect(v16!.pallets.map(same)).toEqual(v15!.pallets.map(same));
    expect(v14!.pallets.map(same)).toEqual(v15!.pallets.map(same));
    expect(v16!.lookup).toEqual(v15!.lookup);
    expect(v16!.apis.map(({ name, methods }) => [name, methods.length])).toEqual(
      v15!.apis.map(({ name, methods }) => [name, methods.length]),
    );
    const latest = decAnyMetadata(chain.call('Metadata_metadata_at_version', u32.codec.enc(16))).metadata;
    if (latest.tag !== 'v16') throw new Error('not version 16');
    const { version, signedExtensionsByVersion, signedExtensions } = latest.value.extrinsic;
    expect(version).toEqual([4]);
    expect(signedExtensionsByVersion).toEqual([[0, signedExtensions.map((_, index) => index)]]);
    const queue = latest.value.apis.find(({ name }) => name === 'TaggedTransactionQueue');
    expect(queue?.version).toBe(3);
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
