import { toHex } from '@plumbline/runtime-types/scale/hex';
import { Keyring } from '@polkadot/keyring';
import { sr25519PairFromSeed } from '@polkadot/util-crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCHEMES } from '../node/authorship/key-pair.ts';
import { address, keyOfPublic, keyOfSuri, networkName, networkPrefix } from './key-material.ts';

const seedOf = (...args: Parameters<typeof keyOfSuri>): string | undefined => {
  const { seed } = keyOfSuri(...args);
  return seed && toHex(seed);
};

describe('a key as subkey shows it', () => {
  it('has the seed that subkey prints of each scheme', () => {
    expect(SCHEMES.map((scheme) => seedOf('//Alice', scheme))).toEqual([
      '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a',
      '0xabf8e5bdbe30c65656c0a3cbd181ff8a56294a69dfedd27982aace4a76909115',
      '0xcb6df9de1efca7a3998a8ead4e02159d5fa99c3e0d4fd6432667390bb4726854',
    ]);
    expect(seedOf('//Alice//stash', 'sr25519')).toBe(
      '0x3c881bc4d45926680c64a7f9315eeda3dd287f8d598f3653d7c107799c5422b3',
    );
    expect(seedOf('//Bob', 'sr25519')).toBe(
      '0x398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89',
    );
  });

  it('has a seed that makes the same key, below any hard junctions', () => {
    const junctions = fc.array(fc.stringMatching(/^[a-zA-Z0-9]{1,40}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(junctions, (names) => {
        const uri = names.map((name) => `//${name}`).join('');
        const { publicKey, seed } = keyOfSuri(uri, 'sr25519');
        expect(toHex(sr25519PairFromSeed(seed!).publicKey)).toBe(toHex(publicKey));
        expect(toHex(new Keyring({ type: 'sr25519' }).addFromUri(uri).publicKey)).toBe(toHex(publicKey));
      }),
      { numRuns: 25 },
    );
  });

  it('has none below a soft junction, as nothing could be expanded to it', () => {
    expect(seedOf('//Alice/0', 'sr25519')).toBeUndefined();
    expect(seedOf('//Alice/0//stash', 'sr25519')).toBeUndefined();
  });

  it('takes a password from the URI, or beside it', () => {
    expect(seedOf('//Alice///secret', 'sr25519')).toBe(seedOf('//Alice', 'sr25519', 'secret'));
    expect(seedOf('//Alice///secret', 'sr25519')).not.toBe(seedOf('//Alice', 'sr25519'));
  });

  it('belongs to the network of its address, with what is derived from that', () => {
    const polkadot = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5';
    expect(keyOfPublic(polkadot)).toMatchObject({ prefix: 0, seed: undefined });
    expect(toHex(keyOfPublic(`${polkadot}/0`).publicKey)).toBe(
      toHex(keyOfSuri('//Alice/0', 'sr25519').publicKey),
    );
    expect(() => keyOfPublic(`${polkadot}//0`)).toThrow(expect.objectContaining({ code: 'BadKey' }));
    expect(() => keyOfPublic(`${polkadot.slice(0, -1)}6`)).toThrow(
      expect.objectContaining({ code: 'BadKey' }),
    );
  });

  it('has the address of any network of the registry, by name or number', () => {
    const { publicKey } = keyOfSuri('//Alice', 'sr25519');
    expect(address(publicKey, networkPrefix('kusama'))).toBe(
      'HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F',
    );
    expect(networkPrefix('acala')).toBe(10);
    expect([networkName(10), networkName(42), networkName(16_000)]).toEqual(['acala', 'substrate', '16000']);
    expect(networkPrefix(undefined)).toBe(42);
    for (const wrong of ['nowhere', '16384', '-1', '']) {
      expect(() => networkPrefix(wrong), wrong).toThrow(expect.objectContaining({ code: 'BadOption' }));
    }
  });
});
