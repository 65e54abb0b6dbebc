import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import type { SignatureClaim } from '../../runtime/api.ts';

const SCHEMES = ['Ed25519', 'Sr25519', 'Ecdsa'] as const;

/** Claims as one piece of memory, which goes to a thread without being copied part by part. */
export function packClaims(claims: readonly SignatureClaim[]): Uint8Array<ArrayBuffer> {
  const output = new ScaleWriter(256 * claims.length);
  output.compactNumber(claims.length);
  for (const { scheme, signature, message, account } of claims) {
    output.u8(SCHEMES.indexOf(scheme));
    for (const part of [signature, message, account]) {
      output.compactNumber(part.length);
      output.bytes(part);
    }
  }
  const packed = output.finish();
  // What is transferred takes its whole buffer along, so that must be its own.
  return packed.byteLength === packed.buffer.byteLength ? packed : packed.slice();
}

export function unpackClaims(bytes: Uint8Array): SignatureClaim[] {
  const input = new ScaleReader(bytes);
  return Array.from({ length: input.compactNumber() }, () => {
    const scheme = SCHEMES[input.u8()];
    if (scheme === undefined) throw new TypeError('claims were packed with a scheme that there is not');
    const part = () => input.take(input.compactNumber());
    return { scheme, signature: part(), message: part(), account: part() };
  });
}
