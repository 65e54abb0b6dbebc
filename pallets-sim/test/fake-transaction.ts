import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../src/node/bytes.ts';
import { u32Bytes, u64Bytes, withLength } from '../src/node/scale.ts';

/** What a transaction of the fake runtime does when it is applied. */
export const ACTIONS = { ok: 0, crash: 1, full: 2, unpaid: 3 };

export interface FakeTransaction {
  readonly who: number;
  readonly nonce: number;
  readonly tip?: number;
  readonly action?: keyof typeof ACTIONS;
  /** Blocks for which it is valid. */
  readonly longevity?: number;
}

/** An account of the fake runtime. */
export function fakeAccount(who: number): Uint8Array {
  return new Uint8Array(32).fill(who);
}

/** Encodes a transaction as the fake runtime reads it. */
export function fakeTransaction({ who, nonce, tip = 0, action = 'ok', longevity = 64 }: FakeTransaction) {
  const body = concatBytes(
    Uint8Array.of(who),
    u32Bytes(nonce),
    u64Bytes(BigInt(tip)),
    Uint8Array.of(ACTIONS[action]),
    u32Bytes(longevity),
  );
  return withLength(body);
}

/** What the fake runtime reads in an extrinsic: the time, or a transaction. */
export function decodeFake(extrinsic: Uint8Array) {
  const reader = new ScaleReader(extrinsic);
  reader.length();
  const who = reader.u8();
  if (who === 0) return { inherent: true as const, time: reader.u64() };
  const [nonce, tip, action, longevity] = [reader.u32(), reader.u64(), reader.u8(), reader.u32()];
  return { inherent: false as const, who: fakeAccount(who), nonce, tip, action, longevity };
}
