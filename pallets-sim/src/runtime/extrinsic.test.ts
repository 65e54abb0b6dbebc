import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExtrinsicReader, encodeInherent, fingerprintOf } from './extrinsic.ts';
import { assembly } from './runtime.ts';

const remark = (bytes: Uint8Array): Uint8Array =>
  encodeInherent({ type: 'System', value: { type: 'remark', value: { remark: bytes } } }, assembly.call);

it('reads each extrinsic as what it is, also when it resembles one that was read before', () => {
  const bytes = fc.uint8Array({ maxLength: 600 }).map(remark);
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 10 }), fc.array(fc.nat(9)), (extrinsics, order) => {
      const reader = new ExtrinsicReader(assembly.call);
      for (const index of order) {
        const encoded = extrinsics[index];
        if (encoded === undefined) continue;
        const given = Uint8Array.of(9, ...encoded, 9); // a part of something larger, which is used for other things later
        const input = new ScaleReader(given);
        input.u8();
        const extrinsic = reader.read(input);
        expect(input.remaining).toBe(1);
        given.fill(0);
        expect(extrinsic).toEqual(new ExtrinsicReader(assembly.call).whole(encoded));
        expect(extrinsic.encoded).toEqual(encoded);
        expect(reader.whole(encoded)).toEqual(extrinsic);
      }
    }),
  );
});

it('tells extrinsics with one fingerprint apart', () => {
  const seen = new Map<number, Uint8Array>();
  const reader = new ExtrinsicReader(assembly.call);
  let pairs = 0;
  for (let number = 0; pairs === 0; number++) {
    const encoded = remark(u32.codec.enc(Math.imul(number, 0x9e3779b1) >>> 0));
    const fingerprint = fingerprintOf(encoded);
    const other = seen.get(fingerprint);
    seen.set(fingerprint, encoded);
    if (!other) continue;
    pairs++;
    for (const one of [other, encoded, other]) expect(reader.whole(one).encoded).toEqual(one);
  }
});
