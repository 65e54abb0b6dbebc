import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2AsU8a, decodeAddress, encodeAddress, keyExtractSuri } from '@polkadot/util-crypto';
import { DEV_PHRASE, pairFromSeed, type Scheme, seedOf } from '../node/authorship/key-pair.ts';
import { messageOf, NodeError } from '../node/errors.ts';

/** A key as `subkey` shows it. */
export interface KeyMaterial {
  readonly publicKey: Uint8Array;
  readonly accountId: Uint8Array;
  /** Undefined when the key has none, or only its owner's wallet can tell. */
  readonly seed: Uint8Array | undefined;
}

/** What chains are called that have an SS58 prefix of their own here; others go by the number. */
const NETWORKS: Readonly<Record<string, number>> = { polkadot: 0, kusama: 2, substrate: 42 };

/**
 * The key of a secret URI. A derived sr25519 key has no seed here: the library derives expanded keys.
 *
 * @throws NodeError `BadKey`, without the URI in the message
 */
export function keyOfSuri(suri: string, scheme: Scheme, password?: string): KeyMaterial {
  try {
    const extracted = keyExtractSuri(suri.startsWith('/') ? `${DEV_PHRASE}${suri}` : suri);
    const seed = seedOf(extracted.phrase, password ?? extracted.password);
    const pair = pairFromSeed(seed, extracted.path, scheme);
    const isDerived = extracted.path.length > 0;
    const derivedSeed = scheme === 'sr25519' ? undefined : pair.secretKey.slice(0, 32);
    return { ...publicOf(pair.publicKey), seed: isDerived ? derivedSeed : seed };
  } catch (error) {
    throw new NodeError('BadKey', `not a secret URI of ${scheme}: ${messageOf(error)}`);
  }
}

/** The key of an SS58 address or of a public key in hex. Throws `NodeError` `BadKey`. */
export function keyOfPublic(text: string): KeyMaterial {
  try {
    const publicKey = text.startsWith('0x') ? fromHex(text) : decodeAddress(text);
    if (publicKey.length !== 32 && publicKey.length !== 33)
      throw new TypeError('it has neither 32 nor 33 bytes');
    return { ...publicOf(publicKey), seed: undefined };
  } catch (error) {
    throw new NodeError('BadKey', `"${text}" is no public key or address: ${messageOf(error)}`);
  }
}

/** An ECDSA key is longer than an account id, which is its hash. */
function publicOf(publicKey: Uint8Array): { publicKey: Uint8Array; accountId: Uint8Array } {
  return { publicKey, accountId: publicKey.length === 32 ? publicKey : blake2AsU8a(publicKey) };
}

/** SS58 prefix of a network by name or number. Throws `NodeError` `BadOption`. */
export function networkPrefix(network: string): number {
  const prefix = NETWORKS[network] ?? (/^\d{1,5}$/.test(network) ? Number(network) : Number.NaN);
  if (prefix <= 16383) return prefix;
  throw new NodeError(
    'BadOption',
    `"${network}" is no network: give ${Object.keys(NETWORKS).join(', ')} or a number`,
  );
}

export function networkName(prefix: number): string {
  return Object.keys(NETWORKS).find((name) => NETWORKS[name] === prefix) ?? String(prefix);
}

/** SS58 of a public key or account id. */
export const address = (bytes: Uint8Array, prefix: number): string => encodeAddress(bytes, prefix);
