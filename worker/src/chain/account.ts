import { toHex } from '@plumbline/runtime-types/scale/hex';
import { Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { messageOf } from '../errors.ts';
import { ChainError } from './errors.ts';

/** A key pair with its public key as the chain's domain types write accounts. */
export interface Account {
  readonly pair: KeyringPair;
  readonly publicKey: Uint8Array;
  /** `0x` and 64 hex digits. */
  readonly id: string;
  /** SS58, for people. */
  readonly address: string;
}

/** The sr25519 account of a secret URI such as `//Bob`, a mnemonic, or a hex seed. */
export async function accountFromUri(uri: string): Promise<Account> {
  await cryptoWaitReady();
  try {
    const pair = new Keyring({ type: 'sr25519' }).addFromUri(uri);
    return { pair, publicKey: pair.publicKey, id: toHex(pair.publicKey), address: pair.address };
  } catch (thrown) {
    const message = `--suri is not a secret that an account can be made from (${messageOf(thrown)}); give //Name, a mnemonic or 0x and 64 hex digits`;
    throw new ChainError('BadSecret', message);
  }
}
