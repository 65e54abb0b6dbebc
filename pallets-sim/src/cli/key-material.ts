import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { allNetworks } from '@polkadot/networks';
import {
  base58Decode,
  blake2AsU8a,
  checkAddressChecksum,
  decodeAddress,
  deriveAddress,
  encodeAddress,
  keyExtractSuri,
} from '@polkadot/util-crypto';
import { DEV_PHRASE, pairFromSeed, type Scheme, seedOf } from '../node/authorship/key-pair.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { hardDerivedSeed } from './derived-seed.ts';

/** A key as `subkey` shows it. */
export interface KeyMaterial {
  readonly publicKey: Uint8Array;
  readonly accountId: Uint8Array;
  /** Undefined when there is none: of a public key, and below a soft junction. */
  readonly seed: Uint8Array | undefined;
  /** SS58 prefix of the address that was given, if one was. */
  readonly prefix?: number;
}

type Junctions = ReturnType<typeof keyExtractSuri>['path'];

/** Prefixes of the networks in the SS58 registry, by name. */
const NETWORKS = new Map(allNetworks.map(({ network, prefix }) => [network, prefix]));
const NAMES = new Map(allNetworks.map(({ network, prefix }) => [prefix, network]));
const SUBSTRATE = 42;

/**
 * The key of a secret URI.
 *
 * @throws NodeError `BadKey`, without the URI in the message
 */
export function keyOfSuri(suri: string, scheme: Scheme, password?: string): KeyMaterial {
  try {
    const extracted = keyExtractSuri(suri.startsWith('/') ? `${DEV_PHRASE}${suri}` : suri);
    const seed = seedOf(extracted.phrase, password ?? extracted.password);
    const { publicKey, secretKey } = pairFromSeed(seed, extracted.path, scheme);
    const derived = scheme === 'sr25519' ? sr25519Seed(seed, extracted.path) : secretKey.slice(0, 32);
    return { ...publicOf(publicKey), seed: extracted.path.length > 0 ? derived : seed };
  } catch (error) {
    throw new NodeError('BadKey', `not a secret URI of ${scheme}: ${messageOf(error)}`);
  }
}

/** The seed below hard junctions. A soft one derives from what a seed was expanded to, and nothing below it has one. */
function sr25519Seed(seed: Uint8Array, path: Junctions): Uint8Array | undefined {
  let derived = seed;
  for (const { chainCode, isHard } of path) {
    if (!isHard) return undefined;
    const { secretKey } = pairFromSeed(derived, [], 'sr25519');
    derived = hardDerivedSeed({ secretKey, chainCode });
  }
  return derived;
}

/** What looks like an address, perhaps with soft junctions below it, and not like a phrase or a derivation. */
export function isAddress(text: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{46,52}(?:\/[^/]+)*$/.test(text);
}

/** The key of an SS58 address, with soft junctions derived from it, or of a public key in hex. Throws `NodeError` `BadKey`. */
export function keyOfPublic(text: string): KeyMaterial {
  try {
    if (text.startsWith('0x')) return { ...publicOf(withKeyLength(fromHex(text))), seed: undefined };
    const [, base = '', path = ''] = /^([^/]*)(.*)$/.exec(text) ?? [];
    const publicKey = withKeyLength(decodeAddress(path === '' ? base : deriveAddress(base, path)));
    const [, , , prefix] = checkAddressChecksum(base58Decode(base));
    return { ...publicOf(publicKey), seed: undefined, prefix };
  } catch (error) {
    throw new NodeError('BadKey', `"${text}" is no public key or address: ${messageOf(error)}`);
  }
}

function withKeyLength(publicKey: Uint8Array): Uint8Array {
  if (publicKey.length === 32 || publicKey.length === 33) return publicKey;
  throw new TypeError('it has neither 32 nor 33 bytes');
}

/** An ECDSA key is longer than an account id, which is its hash. */
function publicOf(publicKey: Uint8Array): { publicKey: Uint8Array; accountId: Uint8Array } {
  return { publicKey, accountId: publicKey.length === 32 ? publicKey : blake2AsU8a(publicKey) };
}

/** SS58 prefix of a network by name or number; Substrate's own unless given. Throws `NodeError` `BadOption`. */
export function networkPrefix(network: string | undefined): number {
  if (network === undefined) return SUBSTRATE;
  const prefix = NETWORKS.get(network) ?? (/^\d{1,5}$/.test(network) ? Number(network) : Number.NaN);
  if (prefix <= 16383) return prefix;
  throw new NodeError(
    'BadOption',
    `"${network}" is no network: give a name of the SS58 registry, as polkadot, kusama or substrate, or a number`,
  );
}

export function networkName(prefix: number): string {
  return NAMES.get(prefix) ?? String(prefix);
}

/** SS58 of a public key or account id. */
export const address = (bytes: Uint8Array, prefix: number): string => encodeAddress(bytes, prefix);
