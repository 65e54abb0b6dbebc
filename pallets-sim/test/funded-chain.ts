import { toHex } from '@plumbline/runtime-types/scale/hex';
import { type ApiPromise, Keyring } from '@polkadot/api';
import { UNIT } from '../src/pallets/balances/declaration.ts';
import { system } from '../src/pallets/system/declaration.ts';
import { connectApi } from '../src/runtime/testing/offline-api.ts';
import { OfflineChain } from '../src/runtime/testing/offline-chain.ts';

export type Pair = ReturnType<Keyring['addFromUri']>;
type Call = ReturnType<ApiPromise['tx']>;

const keyring = new Keyring({ type: 'sr25519' });
export const alice = keyring.addFromUri('//Alice');
export const bob = keyring.addFromUri('//Bob');
export const dave = keyring.addFromUri('//Dave', {}, 'ed25519');
export const eve = keyring.addFromUri('//Eve', {}, 'ecdsa');
export const poor = keyring.addFromUri('//Poor');
export const idOf = (pair: Pair) => toHex(pair.addressRaw);

interface Signing {
  readonly nonce?: number;
  readonly tip?: bigint;
  readonly genesisHash?: Uint8Array;
  readonly specVersion?: number;
  readonly era?: { readonly current: number; readonly period: number };
  readonly blockHash?: Uint8Array;
}

/** The real runtime on a state in memory, `@polkadot/api` on it; Alice (sudo), Dave and Eve have 1,000 UNIT each. */
export async function fundedChain() {
  const chain = new OfflineChain({
    balances: { balances: [alice, dave, eve].map((pair) => [idOf(pair), String(1_000n * UNIT)]) },
    sudo: { key: alice.address },
  });
  const api = await connectApi(chain);

  const transfer = (value: bigint, dest: Pair = bob): Call =>
    api.tx.balances!.transferKeepAlive!(dest.address, value);

  /** Signs with the keyring and gives the bytes that `author_submitExtrinsic` would. */
  function sign(call: Call, pair: Pair, options: Signing = {}): Uint8Array {
    const { nonce = 0, tip = 0n, genesisHash = chain.genesisHash, specVersion = 1, era } = options;
    const extrinsic = api.createType('Extrinsic', { method: call.method });
    extrinsic.sign(pair, {
      nonce,
      tip,
      genesisHash,
      blockHash: options.blockHash ?? genesisHash,
      era: api.createType('ExtrinsicEra', era) as never,
      runtimeVersion: { specVersion, transactionVersion: 1 } as never,
      signedExtensions: api.registry.signedExtensions,
    });
    return extrinsic.toU8a();
  }

  /** Names of the events of the last block, as polkadot.js reads them. */
  const eventNames = () =>
    api
      .createType('Vec<FrameSystemEventRecord>', chain.state.get(system.storage.Events.key()))
      .map((record) => {
        const { event } = record as unknown as { event: { section: string; method: string } };
        return `${event.section}.${event.method}`;
      });

  return { chain, api, sign, transfer, eventNames };
}
