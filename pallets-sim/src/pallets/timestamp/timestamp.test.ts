import { u64 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { none, root } from '../../frame/origin.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import { blockTime, timestampPallet } from './pallet.ts';

const newChain = () => createTestChain({ 1: timestampPallet });
const set = (now: bigint) => timestampPallet.call('set', { now });

describe('timestamp', () => {
  it('is set once in each block, by its author, and only goes forward', () => {
    const chain = newChain();
    expect(chain.failure(root, set(5n))).toBe('BadOrigin');
    chain.mustDispatch(none, set(5n));
    expect(chain.failure(none, set(6n))).toBe('Other');
    chain.nextBlock();
    expect(chain.failure(none, set(5n))).toBe('Other');
    expect(() => chain.nextBlock()).toThrow('its inherent is missing');
    chain.mustDispatch(none, set(6n));
    expect(blockTime(chain.context)).toBe(6n);
  });

  it('follows the clock, and steps past the last block when the clock does not', () => {
    const chain = newChain();
    const inherent = timestampPallet.inherent!;
    expect(inherent.create(chain.context, u64.codec.enc(1_000n))).toEqual(set(1_000n));
    chain.mustDispatch(none, set(1_000n));
    chain.nextBlock();
    expect(inherent.create(chain.context, u64.codec.enc(900n))).toEqual(set(1_001n));
    expect(inherent.create(chain.context, u64.codec.enc(9_000n))).toEqual(set(9_000n));
  });

  it("is checked against one's own clock", () => {
    const chain = newChain();
    const check = (now: bigint, clock: bigint) =>
      timestampPallet.inherent!.check(chain.context, set(now), u64.codec.enc(clock));
    chain.mustDispatch(none, set(1_000n));
    chain.nextBlock();
    expect(check(2_000n, 2_000n)).toBeUndefined();
    expect(check(1_000n, 2_000n)).toEqual({ error: new Uint8Array([0]), fatal: true });
    expect(check(32_001n, 2_000n)).toEqual({ error: new Uint8Array([1]), fatal: true });
  });
});
