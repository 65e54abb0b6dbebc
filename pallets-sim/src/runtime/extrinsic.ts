import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { lookupAccount, type MultiAddress, multiAddress } from '../frame/address.ts';
import type { Context, RuntimeCall } from '../frame/context.ts';
import { MOCK_SIGNATURE } from './api.ts';
import { additionalSigned, extra } from './extensions/all.ts';
import { type MultiSignature, multiSignature, verifySignature } from './signature.ts';
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
  /** The bytes of extra and call as they stand, for the signed payload. */
  readonly extraBytes: Uint8Array;
  readonly callBytes: Uint8Array;
}

/** Reads an extrinsic behind its length prefix; throws `ScaleError` when it is not one. */
export function readExtrinsic(input: ScaleReader, call: Shape<RuntimeCall>): Extrinsic {
  const body = input.take(input.length());
  const output = new ScaleWriter(body.length + 4);
  output.compactNumber(body.length);
  output.bytes(body);
  return { encoded: output.finish(), ...readBody(body, call) };
}

function readBody(body: Uint8Array, call: Shape<RuntimeCall>): Omit<Extrinsic, 'encoded'> {
  const input = new ScaleReader(body);
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
  return {
    signed,
    call: value,
    extraBytes: body.subarray(extraStart, callStart),
    callBytes: body.subarray(callStart),
  };
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

function isMock({ value }: MultiSignature): boolean {
  return value.length === MOCK_SIGNATURE.length && value.every((byte, i) => byte === MOCK_SIGNATURE[i]);
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
  const output = new ScaleWriter(
    extrinsic.callBytes.length + extrinsic.extraBytes.length + additional.length,
  );
  output.bytes(extrinsic.callBytes);
  output.bytes(extrinsic.extraBytes);
  output.bytes(additional);
  if (context.state.acceptsMockSignatures && isMock(signed.signature)) return account;
  const payload = output.finish();
  const message = payload.length > MAX_PAYLOAD_BYTES ? blake2b256(payload) : payload;
  if (!verifySignature(signed.signature, message, account, context.state)) throw invalid('BadProof');
  return account;
}
