import { toHex } from '@plumbline/runtime-types/scale/hex';
import { DEV_PHRASE, Keyring } from '@polkadot/keyring';
import type { KeyringPair } from '@polkadot/keyring/types';
import {
  cryptoWaitReady,
  decodeAddress,
  encodeAddress,
  keyExtractSuri,
  mnemonicValidate,
} from '@polkadot/util-crypto';
import { ChainError } from './errors.ts';

/** An account whose stake calls are about, and the pair that signs them: its own, or that of its worker key. */
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

/** Lets the pair of an account act as the worker key of another, of which only the SS58 or hex address is known. */
export function actingFor(account: Account, stash: string): Account {
  try {
    const publicKey = decodeAddress(stash);
    if (publicKey.length === 32)
      return { pair: account.pair, publicKey, id: toHex(publicKey), address: encodeAddress(publicKey) };
  } catch {
    // told below
  }
  throw new ChainError(
    'BadAddress',
    `${stash} is no account: give --stash an SS58 address, or 0x and 64 hex digits`,
  );
}
