import { fromHex } from '@plumbline/runtime-types/scale/hex';
import {
  keyExtractSuri,
  keyFromPath,
  mnemonicToMiniSecret,
  mnemonicValidate,
  sr25519PairFromSeed,
} from '@polkadot/util-crypto';
import { messageOf, NodeError } from '../errors.ts';

/** An sr25519 key. */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** The phrase of the development accounts, `//Alice` and so on: everybody knows it. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

/**
 * The key of a secret URI: a phrase of words or a seed in hex, derivations, a password, as `0x…//stash` or `//Alice`.
 * Throws `NodeError` `BadKey`, without the URI in the message: it is a secret.
 */
export function pairFromSuri(suri: string): KeyPair {
  try {
    const { phrase, path, password } = keyExtractSuri(suri.startsWith('/') ? `${DEV_PHRASE}${suri}` : suri);
    return keyFromPath(sr25519PairFromSeed(seedOf(phrase, password)), path, 'sr25519');
  } catch (error) {
    throw new NodeError('BadKey', `not a secret URI: ${messageOf(error)}`);
  }
}

export function seedOf(phrase: string, password: string | undefined): Uint8Array {
  if (phrase.startsWith('0x')) {
    const seed = fromHex(phrase);
    if (seed.length !== 32) throw new TypeError(`a seed has 32 bytes, not ${seed.length}`);
    return seed;
  }
  if (!mnemonicValidate(phrase)) throw new TypeError('not a seed in hex, nor a phrase of words');
  return mnemonicToMiniSecret(phrase, password);
}
