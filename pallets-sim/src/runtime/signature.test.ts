import { toHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { Keyring } from '@polkadot/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MultiSignature, multiSignature, verifySignature } from './signature.ts';

const message = new TextEncoder().encode('whether work is true');

describe.each(['sr25519', 'ed25519', 'ecdsa'] as const)('a signature by %s', (type) => {
  const pair = new Keyring({ type }).addFromUri('//Signer');
  const account = toHex(pair.addressRaw.length === 33 ? blake2b256(pair.addressRaw) : pair.addressRaw);
  const signature = multiSignature.codec.dec(pair.sign(message, { withType: true }));

  it('proves who signed what', () => {
    expect(verifySignature(signature, message, account)).toBe(true);
    expect(verifySignature(signature, message.subarray(1), account)).toBe(false);
    expect(verifySignature(signature, message, `0x${'01'.repeat(32)}`)).toBe(false);
  });

  it('proves nothing when it is altered or made up, and goes on working after many such', () => {
    const length = signature.value.length;
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: length, maxLength: length }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (value, who) => {
          expect(
            verifySignature({ type: signature.type, value } as MultiSignature, message, toHex(who)),
          ).toBe(false);
          expect(verifySignature({ type: signature.type, value } as MultiSignature, message, account)).toBe(
            false,
          );
        },
      ),
      { numRuns: 1_500 },
    );
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const value = signature.value.slice();
        value[at]! ^= flip;
        expect(verifySignature({ type: signature.type, value } as MultiSignature, message, account)).toBe(
          false,
        );
      }),
    );
    expect(verifySignature(signature, message, account)).toBe(true);
  });
});
