import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes } from '@plumbline/runtime-types/scale/primitives';
import { Keyring } from '@polkadot/api';
import { expect, it } from 'vitest';
import { MemoryExternalities } from '../frame/testing/memory-externalities.ts';
import { system } from '../pallets/system/declaration.ts';
import { runtime } from './runtime.ts';
import { connectApi } from './testing/offline-api.ts';
import { OfflineChain } from './testing/offline-chain.ts';

/** State that says which keys are asked for. */
class AskedState extends MemoryExternalities {
  readonly asked = new Set<string>();

  override held(key: Uint8Array) {
    this.asked.add(toHex(key));
    return super.held(key);
  }
}

const keyring = new Keyring({ type: 'sr25519' });
const alice = keyring.addFromUri('//Alice');
const bob = keyring.addFromUri('//Bob');
const genesis = {
  balances: { balances: [[toHex(alice.addressRaw), '1000000000000000']] },
  sudo: { key: alice.address },
};
const BOB = toHex(system.storage.Account.key(toHex(bob.addressRaw)));

it('reads whom a transfer pays when the transfer is found valid, and leaves the state as it was', async () => {
  const chain = new OfflineChain(genesis);
  const api = await connectApi(chain);
  const { genesisHash } = chain;
  const signed = (dest: string | { Address20: string }): Uint8Array => {
    const call = api.tx.balances!.transferKeepAlive!(dest, 1_000_000_000_000n);
    const { signedExtensions } = api.registry;
    const runtimeVersion = { specVersion: 1, transactionVersion: 1 } as never;
    const extrinsic = api.createType('Extrinsic', { method: call.method });
    const era = api.createType('ExtrinsicEra') as never;
    extrinsic.sign(alice, {
      nonce: 0,
      tip: 0,
      genesisHash,
      blockHash: genesisHash,
      era,
      runtimeVersion,
      signedExtensions,
    });
    return extrinsic.toU8a();
  };
  const state = new AskedState();
  runtime.call(
    'GenesisBuilder_build_state',
    bytes.codec.enc(new TextEncoder().encode(JSON.stringify(genesis))),
    state,
  );
  const validate = (extrinsic: Uint8Array): boolean | undefined => {
    state.asked.clear();
    return runtime.validateTransaction?.(extrinsic, genesisHash, state).valid;
  };

  expect(validate(signed({ Address20: '0x01'.padEnd(42, '0') }))).toBe(true);
  expect(state.asked).not.toContain(BOB);
  const moved = state.root();
  expect(validate(signed(bob.address))).toBe(true);
  expect(state.asked).toContain(BOB);
  expect(state.root()).toEqual(moved);

  const forged = signed(bob.address);
  forged[50] = (forged[50] ?? 0) ^ 1; // within the signature
  expect(validate(forged)).toBe(false);
  expect(state.asked).not.toContain(BOB);
});
