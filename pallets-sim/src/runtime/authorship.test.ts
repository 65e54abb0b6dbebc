import { blockClaim, ENGINE_ID, VRF_CONTEXT, vrfInput } from '@plumbline/runtime-types/domain/authorship';
import { Keyring } from '@polkadot/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../frame/bytes.ts';
import { blockRandomness } from '../pallets/randomness/block-randomness.ts';
import { AuthorshipError } from '../pallets/randomness/errors.ts';
import { type Digest, type Header, header } from '../pallets/system/types.ts';
import { RuntimeApiError } from './api.ts';
import { claim, seal } from './testing/author.ts';
import { type BuiltBlock, OfflineChain } from './testing/offline-chain.ts';

type Logs = Digest['logs'];

const bob = new Keyring({ type: 'sr25519' }).addFromUri('//Bob');

/** What is wrong with a block whose digest items before the seal are these. */
function problemWith(built: BuiltBlock, logs: Logs): string | undefined {
  return refusal(built, seal({ ...built.header, digest: { logs } }));
}

/** Why a chain at its genesis refuses a block with this header. */
function refusal({ extrinsics }: BuiltBlock, claimed: Header): string | undefined {
  const body = concat([header.codec.enc(claimed), Uint8Array.of(extrinsics.length << 2), ...extrinsics]);
  try {
    new OfflineChain({}).call('Core_execute_block', body);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(RuntimeApiError);
    const cause = (error as RuntimeApiError).cause;
    return cause instanceof AuthorshipError ? cause.code : (error as Error).message;
  }
}

describe('the author of a block', () => {
  const chain = new OfflineChain({});
  const configuration = chain.call('AuthorshipApi_configuration');
  const built = chain.build();
  const [claimItem, sealItem] = built.header.digest.logs as [Logs[number], Logs[number]];
  const claimed = blockClaim.codec.dec((claimItem.value as [Uint8Array, Uint8Array])[1]);
  const item = (value: typeof claimed): Logs[number] => ({
    type: 'PreRuntime',
    value: [ENGINE_ID, blockClaim.codec.enc(value)],
  });

  it('says who it is and what it drew, and signs', () => {
    expect(built.header.digest.logs.map(({ type }) => type)).toEqual(['PreRuntime', 'Seal']);
    expect(refusal(built, built.header)).toBeUndefined();
  });

  it('must make a claim, one, of an authority, that can be read', () => {
    const other: Logs[number] = {
      type: 'PreRuntime',
      value: [new TextEncoder().encode('BABE'), new Uint8Array(4)],
    };
    expect(problemWith(built, [])).toBe('MissingClaim');
    expect(problemWith(built, [other])).toBe('MissingClaim');
    expect(problemWith(built, [claimItem, claimItem])).toBe('BadClaim');
    expect(problemWith(built, [{ type: 'PreRuntime', value: [ENGINE_ID, new Uint8Array(7)] }])).toBe(
      'BadClaim',
    );
    expect(problemWith(built, [item({ ...claimed, authority: 1 })])).toBe('UnknownAuthority');
  });

  it('must draw what its key, the randomness before and the number make it draw', () => {
    // Of another block, and of another key.
    expect(problemWith(built, [claim(configuration, 2)])).toBe('WrongVrf');
    const drawn = bob.vrfSign(vrfInput.codec.enc([new Uint8Array(32), 1]), VRF_CONTEXT);
    const vrf = { output: drawn.subarray(0, 32), proof: drawn.subarray(32) };
    expect(problemWith(built, [item({ authority: 0, vrf })])).toBe('WrongVrf');
    // Any other output or proof.
    const { output, proof } = claimed.vrf;
    fc.assert(
      fc.property(fc.nat(95), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = concat([output, proof]);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const other = { output: bytes.subarray(0, 32), proof: bytes.subarray(32) };
        expect(problemWith(built, [item({ authority: 0, vrf: other })])).toBe('WrongVrf');
      }),
      { numRuns: 10 },
    );
  });

  it('must seal exactly this header, as its last word', () => {
    const { digest } = built.header;
    const withLogs = (logs: Logs): Header => ({ ...built.header, digest: { logs } });
    expect(refusal(built, withLogs([claimItem]))).toBe('MissingSeal');
    expect(refusal(built, withLogs([claimItem, sealItem, claimItem]))).toBe('MissingSeal');
    const [, signature] = sealItem.value as [Uint8Array, Uint8Array];
    const otherEngine: Logs[number] = { type: 'Seal', value: [new TextEncoder().encode('aura'), signature] };
    expect(refusal(built, withLogs([claimItem, otherEngine]))).toBe('MissingSeal');
    expect(refusal(built, { ...built.header, stateRoot: new Uint8Array(32) })).toBe('BadSeal');
    const byBob: Logs[number] = { type: 'Seal', value: [ENGINE_ID, bob.sign(new Uint8Array(32))] };
    expect(refusal(built, withLogs([claimItem, byBob]))).toBe('BadSeal');
    const short: Logs[number] = { type: 'Seal', value: [ENGINE_ID, new Uint8Array(3)] };
    expect(refusal(built, withLogs([claimItem, short]))).toBe('BadSeal');
    expect(refusal(built, withLogs([...digest.logs, sealItem]))).toBe('BadSeal');
  });

  it('cannot influence the randomness by what it puts into the block, and no two blocks have the same', () => {
    const run = (...bodies: number[]): string[] => {
      const other = new OfflineChain({});
      return bodies.map((count) => {
        other.build(Array.from({ length: count }, () => new Uint8Array([4, 4])));
        return Buffer.from(blockRandomness(other.context)).toString('hex');
      });
    };
    const [once, again] = [run(0, 0, 0), run(0, 0, 0)];
    expect(again).toEqual(once);
    expect(new Set(once).size).toBe(3);
  });

  it('is named at genesis', () => {
    const authorities = [bob.address];
    expect(() => new OfflineChain({ randomness: { authorities } }).build()).toThrow('WrongVrf');
    expect(() => new OfflineChain({ randomness: { authorities: [] } })).toThrow('nobody could make a block');
    expect(() => new OfflineChain({ randomness: { authorities: [bob.address, bob.address] } })).toThrow(
      'twice',
    );
    expect(() => new OfflineChain({ randomness: { authorities: ['x'] } })).toThrow(
      'randomness.authorities[0]',
    );
  });
});
