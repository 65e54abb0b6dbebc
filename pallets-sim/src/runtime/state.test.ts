import { str, unit } from '@plumbline/runtime-types/scale/primitives';
import { result } from '@plumbline/runtime-types/scale/result';
import { describe, expect, it } from 'vitest';
import { concat } from '../frame/bytes.ts';
import { putStorageVersion, storageVersion, storageVersionKey } from '../frame/storage-version.ts';
import { balances } from '../pallets/balances/declaration.ts';
import { system } from '../pallets/system/declaration.ts';
import { header } from '../pallets/system/types.ts';
import { timestampPallet } from '../pallets/timestamp/pallet.ts';
import { encodeInherent } from './extrinsic.ts';
import { assembly } from './runtime.ts';
import { claim, seal } from './testing/author.ts';
import { OfflineChain } from './testing/offline-chain.ts';

const ACCOUNT = `0x${'0a'.repeat(32)}`;

const newChain = () => new OfflineChain({ balances: { balances: [[ACCOUNT, '5000000000000']] } });
const problem = (chain: OfflineChain): string | undefined => {
  const answer = result(unit, str).codec.dec(chain.call('TryStateApi_try_state'));
  return answer.ok ? undefined : answer.error;
};

describe('the state of a chain', () => {
  it('says whether it is in order, pallet by pallet', () => {
    const chain = newChain();
    expect(problem(chain)).toBeUndefined();
    chain.build();
    expect(problem(chain)).toBeUndefined();
    const { TotalIssuance } = balances.storage;
    TotalIssuance.mutate(chain.context, (issuance) => issuance + 1n);
    expect(problem(chain)).toMatch(/^Balances: the total issuance is 5000000000001/);
    TotalIssuance.mutate(chain.context, (issuance) => issuance - 1n);
    const { Account } = system.storage;
    const before = Account.get(chain.context, ACCOUNT);
    Account.put(chain.context, ACCOUNT, { ...before, providers: 0 });
    expect(problem(chain)).toBe(`System: account ${ACCOUNT} is there for no reason`);
    Account.put(chain.context, ACCOUNT, {
      ...before,
      data: { ...before.data, free: 0n, reserved: before.data.free },
    });
    expect(problem(chain)).toMatch(/^Balances: .* its holds add up to 0$|consumer$/);
  });

  it('is upgraded before the first block of a new version, once', () => {
    const chain = newChain();
    const { LastRuntimeUpgrade } = system.storage;
    const { specVersion, specName } = LastRuntimeUpgrade.get(chain.context)!;
    // As a runtime before this one left it, which wrote no storage versions.
    LastRuntimeUpgrade.put(chain.context, { specVersion: specVersion - 1, specName });
    for (const { pallet } of assembly.pallets) chain.state.delete(storageVersionKey(pallet.name));
    chain.build();
    expect(LastRuntimeUpgrade.get(chain.context)).toEqual({ specVersion, specName });
    expect(chain.state.get(storageVersionKey('Utility'))).toEqual(new Uint8Array([0, 0]));
    expect(storageVersion(chain.context, 'System')).toBe(0);
    putStorageVersion(chain.context, 'Utility', 9);
    chain.build();
    expect(storageVersion(chain.context, 'Utility')).toBe(9);
  });
});

describe('a block', () => {
  const time = (now: bigint) => encodeInherent(timestampPallet.call('set', { now }), assembly.call);
  const opening = (chain: OfflineChain) => ({
    parentHash: chain.genesisHash,
    number: 1,
    stateRoot: new Uint8Array(32),
    extrinsicsRoot: new Uint8Array(32),
    digest: { logs: [claim(chain.call('AuthorshipApi_configuration'), 1)] },
  });

  it('has to say its time', () => {
    const chain = newChain();
    chain.call('Core_initialize_block', header.codec.enc(opening(chain)));
    expect(() => chain.call('BlockBuilder_finalize_block')).toThrow('its inherent is missing');
  });

  it('has its inherents first', () => {
    const chain = newChain();
    const unsigned = encodeInherent(
      { type: 'System', value: { type: 'remark', value: { remark: new Uint8Array() } } },
      assembly.call,
    );
    const block = concat([header.codec.enc(seal(opening(chain))), Uint8Array.of(8), unsigned, time(5n)]);
    expect(() => chain.call('Core_execute_block', block)).toThrow('extrinsic 1 is an inherent');
  });
});
