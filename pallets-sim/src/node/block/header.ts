import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { compact, withLength } from '../scale.ts';

/** A block's header. `encoded` is its SCALE form, whose hash is the block's hash. */
export interface Header {
  readonly hash: Uint8Array;
  readonly encoded: Uint8Array;
  readonly parentHash: Uint8Array;
  readonly number: number;
  readonly stateRoot: Uint8Array;
  readonly extrinsicsRoot: Uint8Array;
  /** SCALE-encoded digest items. */
  readonly digest: readonly Uint8Array[];
}

/** Digest item variants by index, with what they carry. */
const OTHER = 0;
const ENGINE = { Consensus: 4, Seal: 5, PreRuntime: 6 } as const;
const WITH_ENGINE: readonly number[] = Object.values(ENGINE);
const RUNTIME_UPDATED = 8;

function skipDigestItem(reader: ScaleReader): void {
  const variant = reader.u8();
  if (variant === RUNTIME_UPDATED) return;
  if (WITH_ENGINE.includes(variant)) reader.take(4);
  else if (variant !== OTHER)
    throw new ScaleError('UnknownVariant', `a header's digest has no item ${variant}`);
  reader.take(reader.length());
}

/** Reads a header from its SCALE form. */
export function decodeHeader(encoded: Uint8Array): Header {
  const reader = new ScaleReader(encoded);
  const parentHash = reader.take(32);
  const number = reader.compactNumber();
  const stateRoot = reader.take(32);
  const extrinsicsRoot = reader.take(32);
  const digest: Uint8Array[] = [];
  for (let left = reader.compactNumber(); left > 0; left--) {
    const start = reader.offset;
    skipDigestItem(reader);
    digest.push(encoded.subarray(start, reader.offset));
  }
  return { hash: blake2b256(encoded), encoded, parentHash, number, stateRoot, extrinsicsRoot, digest };
}

/** The header with another item at the end of its digest. The state root stays, so the state does not know of it. */
export function withDigestItem(header: Header, item: Uint8Array): Header {
  return decodeHeader(
    concatBytes(
      header.parentHash,
      compact(header.number),
      header.stateRoot,
      header.extrinsicsRoot,
      compact(header.digest.length + 1),
      ...header.digest,
      item,
    ),
  );
}

/** A digest item that means something to whoever put it there only. */
export function otherItem(bytes: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(OTHER), withLength(bytes));
}

/** A digest item of a consensus engine. */
export function engineItem(kind: keyof typeof ENGINE, engine: Uint8Array, bytes: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(ENGINE[kind]), engine, withLength(bytes));
}

/** The header as JSON-RPC shows it. */
export function headerToJson(header: Header) {
  return {
    parentHash: toHex(header.parentHash),
    number: `0x${header.number.toString(16)}`,
    stateRoot: toHex(header.stateRoot),
    extrinsicsRoot: toHex(header.extrinsicsRoot),
    digest: { logs: header.digest.map(toHex) },
  };
}
