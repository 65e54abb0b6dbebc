import { Keyring } from '@polkadot/keyring';
import { blake2AsU8a } from '@polkadot/util-crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyClaim } from '../../crypto/verify-claim.ts';
import type { SignatureClaim } from '../../runtime/api.ts';
import { packClaims, unpackClaims } from './packed-claims.ts';
import { SignatureVerifier } from './verifier.ts';

const SCHEMES = { Ed25519: 'ed25519', Sr25519: 'sr25519', Ecdsa: 'ecdsa' } as const;

function claim(scheme: keyof typeof SCHEMES, who: string, text: string): SignatureClaim {
  const pair = new Keyring({ type: SCHEMES[scheme] }).addFromUri(`//${who}`);
  const message = new TextEncoder().encode(text);
  const account = scheme === 'Ecdsa' ? blake2AsU8a(pair.publicKey) : pair.publicKey;
  return { scheme, signature: pair.sign(message), message, account };
}

const broken = (claim: SignatureClaim): SignatureClaim => ({
  ...claim,
  message: Uint8Array.of(...claim.message, 0),
});

async function startVerifier(threads: number) {
  const failures: unknown[] = [];
  const verifier = new SignatureVerifier({
    threads,
    remembered: 100,
    onFailure: (error) => failures.push(error),
  });
  verifier.start();
  await verifier.up();
  return { verifier, failures, [Symbol.asyncDispose]: () => verifier.stop() };
}

describe('signature verifier', () => {
  it('says what the runtime says, in threads and without', async () => {
    const schemes = Object.keys(SCHEMES) as (keyof typeof SCHEMES)[];
    const honest = schemes.flatMap((scheme) =>
      ['Alice', 'Bob'].map((who) => claim(scheme, who, `${scheme} ${who}`)),
    );
    const claims = honest.flatMap((claim) => [claim, broken(claim)]);
    const expected = claims.map(verifyClaim);
    expect(expected).toEqual(honest.flatMap(() => [true, false]));
    for (const threads of [0, 2]) {
      await using node = await startVerifier(threads);
      const answers = claims.map((claim) => node.verifier.checkAll([claim]));
      expect(await Promise.all(answers)).toEqual(expected);
      expect(claims.map((claim) => node.verifier.lookup(claim))).toEqual(expected);
      expect(await node.verifier.checkAll(claims)).toBe(false);
      expect(await node.verifier.checkAll(honest)).toBe(true);
      expect(node.failures).toEqual([]);
    }
  });

  it('answers in the order in which it is asked', async () => {
    await using node = await startVerifier(2);
    const order: number[] = [];
    const claims = Array.from({ length: 40 }, (_, i) => claim('Sr25519', 'Alice', `${i}`));
    await Promise.all(claims.map((claim, i) => node.verifier.checkAll([claim]).then(() => order.push(i))));
    expect(order).toEqual(claims.map((_, i) => i));
  });

  it('answers the first of many before the last are verified', async () => {
    await using node = await startVerifier(2);
    const claims = Array.from({ length: 400 }, (_, i) => claim('Sr25519', 'Alice', `${i}`));
    let answered = 0;
    const all = claims.map((claim) => node.verifier.checkAll([claim]).then(() => answered++));
    await all[0];
    expect(answered).toBeLessThan(200);
    await Promise.all(all);
    expect(answered).toBe(400);
  });

  it('takes a known signature for no other message, account, scheme or signature that begins alike', async () => {
    await using node = await startVerifier(1);
    const alice = claim('Sr25519', 'Alice', 'mine');
    expect(await node.verifier.checkAll([alice])).toBe(true);
    const { account } = claim('Sr25519', 'Bob', 'mine');
    const signature = alice.signature.map((byte, at) => (at < 4 ? byte : byte ^ 1));
    const others = [
      { ...alice, account },
      { ...alice, scheme: 'Ed25519' as const },
      { ...alice, signature },
    ];
    for (const other of [broken(alice), ...others]) {
      expect(node.verifier.lookup(other)).toBeUndefined();
      expect(node.verifier.check(other)).toBe(false);
    }
  });

  it('answers whoever waits when it is stopped', async () => {
    const { verifier, failures } = await startVerifier(2);
    const claims = Array.from({ length: 20 }, (_, i) => claim('Sr25519', 'Alice', `${i}`));
    const answers = claims.map((claim) => verifier.checkAll([claim]));
    await verifier.stop();
    expect(await Promise.all(answers)).toEqual(claims.map(() => true));
    expect(failures).toEqual([]);
  });

  it('packs claims and unpacks them', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const one = fc.record({
      scheme: fc.constantFrom('Ed25519' as const, 'Sr25519' as const, 'Ecdsa' as const),
      signature: bytes(64),
      message: fc.uint8Array({ maxLength: 300 }),
      account: bytes(32),
    });
    fc.assert(
      fc.property(fc.array(one), (claims) => {
        expect(unpackClaims(packClaims(claims))).toEqual(claims);
      }),
    );
  });
});
