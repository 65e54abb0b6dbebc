import { toHex } from '@plumbline/runtime-types/scale/hex';
import { DEV_PHRASE, Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import { cryptoWaitReady, keyExtractSuri, mnemonicValidate } from '@polkadot/util-crypto';
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
    // Any other short text would be taken as the bytes of a seed: an account that nobody meant.
    const { phrase } = keyExtractSuri(uri.startsWith('/') ? `${DEV_PHRASE}${uri}` : uri);
    if (/^0x[0-9a-f]{64}$/i.test(phrase) || mnemonicValidate(phrase)) {
      const pair = new Keyring({ type: 'sr25519' }).addFromUri(uri);
      return { pair, publicKey: pair.publicKey, id: toHex(pair.publicKey), address: pair.address };
    }
  } catch {
    // Told below; what was thrown may quote the secret.
  }
  const message =
    '--suri is not a secret that an account can be made from; give //Name, a mnemonic or 0x and 64 hex digits';
  throw new ChainError('BadSecret', message);
}
