import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { lookupAccount, type MultiAddress, multiAddress } from '../frame/address.ts';
import { concat, equalBytes } from '../frame/bytes.ts';
import type { Context, RuntimeCall } from '../frame/context.ts';
import { Recent } from '../frame/recent.ts';
import type { SignatureClaim } from './api.ts';
import { additionalSigned, extra } from './extensions/all.ts';
import { isMockSignature } from './mock-signature.ts';
import { isTrue, type MultiSignature, multiSignature, signatureClaim } from './signature.ts';
import { invalid, unknown } from './validity.ts';

/** The extrinsic format: version 4, whose first byte says in its top bit whether somebody signed. */
export const EXTRINSIC_VERSION = 4;
const SIGNED = 0x80;

export interface ExtrinsicSignature {
  readonly address: MultiAddress;
  readonly signature: MultiSignature;
  /** One value for each signed extension. */
  readonly extra: readonly unknown[];
}

export interface Extrinsic {
  /** The whole encoding, length prefix included. */
  readonly encoded: Uint8Array;
  readonly signed: ExtrinsicSignature | undefined;
  readonly call: RuntimeCall;
  /** Where in `encoded` the extra and, behind it, the call begin, for the signed payload. */
  readonly extraStart: number;
  readonly callStart: number;
  /** What the signature says, once somebody has asked: given what was signed besides the extrinsic. */
  claimed: { readonly additional: Uint8Array; readonly claim: SignatureClaim } | undefined;
}

/** Longer ones are decoded every time. */
const LONGEST_REMEMBERED_BYTES = 512;

/**
 * Reads extrinsics, their lengths in front of them; throws `ScaleError` for what is none. An extrinsic that was read
 * lately is remembered, since most are read when they come and again when a block takes them: what it returns is
 * shared, not to be changed.
 */
export class ExtrinsicReader {
  readonly #call: Shape<RuntimeCall>;
  readonly #recent = new Recent<number, Extrinsic>(8192);

  constructor(call: Shape<RuntimeCall>) {
    this.#call = call;
  }

  /** The next extrinsic of something larger. */
  read(input: ScaleReader): Extrinsic {
    const part = input.withLength();
    return (
      this.#known(part) ??
      this.#readWhole(part.length > LONGEST_REMEMBERED_BYTES ? part.slice() : concat([part]))
    );
  }

  /** @param encoded kept, not to be changed afterwards */
  whole(encoded: Uint8Array): Extrinsic {
    return this.#known(encoded) ?? this.#readWhole(encoded);
  }

  #known(encoded: Uint8Array): Extrinsic | undefined {
    if (encoded.length > LONGEST_REMEMBERED_BYTES) return undefined;
    const known = this.#recent.get(fingerprintOf(encoded));
    return known !== undefined && equalBytes(known.encoded, encoded) ? known : undefined;
  }

  #readWhole(encoded: Uint8Array): Extrinsic {
    const extrinsic = readWhole(encoded, this.#call);
    if (encoded.length <= LONGEST_REMEMBERED_BYTES) this.#recent.set(fingerprintOf(encoded), extrinsic);
    return extrinsic;
  }
}

/**
 * FNV-1a of 32 bits, of every eighth byte: most of a transfer are the signature's, which are like no other's. Who makes
 * two extrinsics with the same makes the one that was read first be forgotten.
 */
export function fingerprintOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5 ^ bytes.length;
  for (let i = bytes.length - 1; i >= 0; i -= 8) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash;
}

/** @param encoded its length in front of it; kept */
function readWhole(encoded: Uint8Array, call: Shape<RuntimeCall>): Extrinsic {
  const input = new ScaleReader(encoded);
  const length = input.length();
  if (length < input.remaining) {
    throw new ScaleError(
      'TrailingBytes',
      `${input.remaining - length} bytes are left over after the extrinsic`,
    );
  }
  const format = input.u8();
  if ((format & ~SIGNED) !== EXTRINSIC_VERSION) {
    throw new ScaleError(
      'UnknownVariant',
      `extrinsic format ${format & ~SIGNED}; this chain reads ${EXTRINSIC_VERSION}`,
    );
  }
  let signed: ExtrinsicSignature | undefined;
  let extraStart = input.offset;
  if ((format & SIGNED) !== 0) {
    const address = multiAddress.codec.read(input);
    const signature = multiSignature.codec.read(input);
    extraStart = input.offset;
    signed = { address, signature, extra: extra.codec.read(input) };
  }
  const callStart = input.offset;
  const value = call.codec.read(input);
  if (input.remaining > 0) {
    throw new ScaleError('TrailingBytes', `${input.remaining} bytes are left over after the call`);
  }
  return { encoded, signed, call: value, extraStart, callStart, claimed: undefined };
}

/** An extrinsic that nobody signs: an inherent. */
export function encodeInherent(call: RuntimeCall, shape: Shape<RuntimeCall>): Uint8Array {
  const callBytes = shape.codec.enc(call);
  const output = new ScaleWriter(callBytes.length + 8);
  output.compactNumber(1 + callBytes.length);
  output.u8(EXTRINSIC_VERSION);
  output.bytes(callBytes);
  return output.finish();
}

/** Long payloads are signed by their hash. */
const MAX_PAYLOAD_BYTES = 256;

/**
 * The account that signed. Throws `CannotLookup` for an address of no account, `AncientBirthBlock` when the era's
 * block is not known, `BadProof` when the signature is not that of this extrinsic on this chain.
 */
export function checkSignature(context: Context, extrinsic: Extrinsic, signed: ExtrinsicSignature): string {
  const account = lookupAccount(signed.address);
  if (account === undefined) throw unknown('CannotLookup');
  const additional = additionalSigned(context, signed.extra);
  if (context.state.acceptsMockSignatures && isMockSignature(signed.signature.value)) return account;
  if (!isTrue(claimOf(extrinsic, signed.signature, account, additional), context.state))
    throw invalid('BadProof');
  return account;
}

/** What the signature of an extrinsic says, given what is signed besides it: the same object for the same claim. */
function claimOf(
  extrinsic: Extrinsic,
  signature: MultiSignature,
  account: string,
  additional: Uint8Array,
): SignatureClaim {
  const { claimed } = extrinsic;
  if (claimed && (claimed.additional === additional || equalBytes(claimed.additional, additional)))
    return claimed.claim;
  const { encoded, extraStart, callStart } = extrinsic;
  const payload = concat([encoded.subarray(callStart), encoded.subarray(extraStart, callStart), additional]);
  const message = payload.length > MAX_PAYLOAD_BYTES ? blake2b256(payload) : payload;
  const claim = signatureClaim(signature, message, account);
  extrinsic.claimed = { additional, claim };
  return claim;
}
