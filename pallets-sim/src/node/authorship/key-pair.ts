import { fromHex } from '@plumbline/runtime-types/scale/hex';
import {
  ed25519PairFromSeed,
  keyExtractSuri,
  keyFromPath,
  mnemonicToMiniSecret,
  mnemonicValidate,
  secp256k1PairFromSeed,
  sr25519PairFromSeed,
} from '@polkadot/util-crypto';
import { messageOf, NodeError } from '../errors.ts';

/** A key of any scheme. */
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
export function pairFromSuri(suri: string, scheme: Scheme = 'sr25519'): KeyPair {
  try {
    const { phrase, path, password } = keyExtractSuri(suri.startsWith('/') ? `${DEV_PHRASE}${suri}` : suri);
    return pairFromSeed(seedOf(phrase, password), path, scheme);
  } catch (error) {
    throw new NodeError('BadKey', `not a secret URI: ${messageOf(error)}`);
  }
}

export const SCHEMES = ['sr25519', 'ed25519', 'ecdsa'] as const;
export type Scheme = (typeof SCHEMES)[number];

const PAIR_FROM_SEED = {
  sr25519: sr25519PairFromSeed,
  ed25519: ed25519PairFromSeed,
  ecdsa: secp256k1PairFromSeed,
};

type Junctions = ReturnType<typeof keyExtractSuri>['path'];

/** The pair of a seed and derivations. */
export function pairFromSeed(seed: Uint8Array, path: Junctions, scheme: Scheme): KeyPair {
  return keyFromPath(PAIR_FROM_SEED[scheme](seed), path, scheme);
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
