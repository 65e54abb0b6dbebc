import { TypeRegistry as PolkadotRegistry } from '@polkadot/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountId,
  boundedBytes,
  boundedVec,
  fixedBytes,
  h256,
  option,
  struct,
  tuple,
  variant,
  vec,
} from './composites.ts';
import { ScaleError } from './errors.ts';
import { fromHex, toHex } from './hex.ts';
import { lazy } from './lazy.ts';
import {
  bool,
  bytes,
  compactU32,
  compactU64,
  compactU128,
  i32,
  str,
  u8,
  u16,
  u32,
  u64,
  u128,
  unit,
} from './primitives.ts';
import { ScaleReader } from './reader.ts';
import { result } from './result.ts';
import { type Of, type Shape, TypeRegistry } from './shape.ts';
import { ScaleWriter } from './writer.ts';

const polkadot = new PolkadotRegistry();

/** That our encoding is that of `@polkadot/types`, and decodes to what it was. */
function agrees<T>(shape: Shape<T>, name: string, values: fc.Arbitrary<T>): void {
  fc.assert(
    fc.property(values, (value) => {
      const encoded = shape.codec.enc(value);
      expect(toHex(encoded)).toBe(toHex(polkadot.createType(name, value).toU8a()));
      expect(shape.codec.dec(encoded)).toEqual(value);
    }),
  );
}

const big = (bits: bigint) => fc.bigInt({ min: 0n, max: (1n << bits) - 1n });
const refusal = (code: string) => expect.objectContaining({ name: 'ScaleError', code });

const point = struct(['test', 'Point'], { xAxis: u32, label: option(str) });
const shapeOfThings = variant(
  ['test', 'Thing'],
  { Nothing: null, One: u8, Pair: [u16, bool], Named: { atPoint: point, amount: compactU128 } },
  { indices: { Pair: 9 } },
);
type Thing = Of<typeof shapeOfThings>;

describe('SCALE', () => {
  it('encodes numbers, texts and bytes as @polkadot/types does', () => {
    agrees(u8, 'u8', fc.integer({ min: 0, max: 0xff }));
    agrees(u16, 'u16', fc.integer({ min: 0, max: 0xffff }));
    agrees(u32, 'u32', fc.integer({ min: 0, max: 0xffffffff }));
    agrees(i32, 'i32', fc.integer({ min: -0x80000000, max: 0x7fffffff }));
    agrees(u64, 'u64', big(64n));
    agrees(u128, 'u128', big(128n));
    agrees(bool, 'bool', fc.boolean());
    agrees(str, 'Text', fc.string({ unit: 'binary' }));
    agrees(compactU32, 'Compact<u32>', fc.integer({ min: 0, max: 0xffffffff }));
    for (const bits of [6n, 14n, 30n, 32n, 40n, 64n]) agrees(compactU64, 'Compact<u64>', big(bits));
    for (const bits of [30n, 67n, 128n]) agrees(compactU128, 'Compact<u128>', big(bits));
    agrees(vec(compactU32), 'Vec<Compact<u32>>', fc.array(fc.nat()));
  });

  it('carries records and variants there and back', () => {
    const things = fc.oneof(
      fc.constant<Thing>({ type: 'Nothing', value: undefined }),
      fc.record({ type: fc.constant('One' as const), value: fc.nat(255) }),
      fc.record({ type: fc.constant('Pair' as const), value: fc.tuple(fc.nat(65535), fc.boolean()) }),
      fc.record({
        type: fc.constant('Named' as const),
        value: fc.record({
          atPoint: fc.record({ xAxis: fc.nat(), label: fc.option(fc.string(), { nil: undefined }) }),
          amount: big(128n),
        }),
      }),
    );
    const shape = vec(tuple(shapeOfThings, result(unit, str)));
    const outcome = fc.oneof(
      fc.constant({ ok: true as const, value: undefined }),
      fc.record({ ok: fc.constant(false as const), error: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(things, outcome)), (value) => {
        expect(shape.codec.dec(shape.codec.enc(value))).toEqual(value);
      }),
    );
    expect(toHex(shapeOfThings.codec.enc({ type: 'Pair', value: [1, true] }))).toBe('0x09010001');
    expect(toHex(shapeOfThings.codec.enc({ type: 'Nothing' }))).toBe('0x00');
  });

  it('has one encoding of each value: any other is refused', () => {
    const dec = (shape: Shape<unknown>, hex: string) => () => shape.codec.dec(fromHex(hex));
    expect(dec(bool, '0x02')).toThrow(refusal('NotCanonical'));
    expect(dec(option(u8), '0x0201')).toThrow(refusal('NotCanonical'));
    expect(dec(result(u8, u8), '0x0201')).toThrow(refusal('NotCanonical'));
    expect(dec(compactU32, '0x0100')).toThrow(refusal('NotCanonical'));
    expect(dec(compactU32, '0x02000000')).toThrow(refusal('NotCanonical'));
    expect(dec(compactU32, '0x0300000000')).toThrow(refusal('NotCanonical'));
    expect(dec(compactU32, '0x070000000001')).toThrow(refusal('OutOfRange'));
    expect(dec(compactU64, '0x07ffffffff00')).toThrow(refusal('NotCanonical'));
    expect(dec(compactU64, `0x17${'ff'.repeat(9)}`)).toThrow(refusal('OutOfRange'));
    expect(dec(str, '0x04ff')).toThrow(refusal('NotCanonical'));
    expect(dec(u8, '0x0000')).toThrow(refusal('TrailingBytes'));
    expect(dec(u32, '0x000000')).toThrow(refusal('EndOfInput'));
    expect(dec(bytes, '0x0801')).toThrow(refusal('EndOfInput'));
    expect(dec(vec(u8), '0x03ffffffff00')).toThrow(refusal('EndOfInput'));
    expect(dec(shapeOfThings, '0x02')).toThrow(refusal('UnknownVariant'));
  });

  it('reads whatever bytes it is given as a value or a ScaleError, and writes back the same bytes', () => {
    const shape = vec(tuple(shapeOfThings, compactU64, option(boundedBytes(4))));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (raw) => {
        try {
          expect(shape.codec.enc(shape.codec.dec(raw))).toEqual(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(ScaleError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses values that the type cannot hold', () => {
    expect(() => u8.codec.enc(256)).toThrow('256 does not fit u8');
    expect(() => u32.codec.enc(1.5)).toThrow(refusal('OutOfRange'));
    expect(() => u64.codec.enc(-1n)).toThrow('-1 does not fit u64');
    expect(() => fixedBytes(2).codec.enc(new Uint8Array(3))).toThrow('2 bytes wanted, 3 given');
    expect(() => accountId.codec.enc('0x12')).toThrow('not an account of 32 bytes');
    expect(() => accountId.codec.enc('5Grw')).toThrow('not hex');
    expect(() => boundedVec(u8, 2).codec.enc([1, 2, 3])).toThrow('3 elements, at most 2 are allowed');
    expect(() => boundedVec(u8, 2).codec.dec(fromHex('0x0c010203'))).toThrow(refusal('TooLong'));
  });

  it('reads a view into a larger buffer from where it begins', () => {
    const whole = fromHex('0xffff04000000ffff');
    expect(u32.codec.dec(whole.subarray(2, 6))).toBe(4);
    expect(h256.codec.dec(new Uint8Array(40).subarray(4, 36))).toHaveLength(32);
  });

  it('gives accounts as text that compares, whatever its case was', () => {
    const account = `0x${'aB'.repeat(32)}`;
    expect(accountId.codec.dec(accountId.codec.enc(account))).toBe(account.toLowerCase());
  });

  it('reads sequences from anywhere within what it is given, and writes hex there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 300 }), (before, content) => {
        const encoded = bytes.codec.enc(content);
        const input = () => {
          const reader = new ScaleReader(Uint8Array.of(...before, ...encoded, ...before));
          reader.take(before.length);
          return reader;
        };
        expect(input().withLength()).toEqual(encoded);
        expect(input().take(encoded.length)).toEqual(encoded);
        const output = new ScaleWriter(1);
        output.bytes(before);
        output.hex(toHex(content));
        expect(output.finish()).toEqual(Uint8Array.of(...before, ...content));
      }),
    );
    expect(() => new ScaleReader(Uint8Array.of(8, 1)).withLength()).toThrow(ScaleError);
    for (const text of ['12', '0x1', '0x1g', ''])
      expect(() => new ScaleWriter().hex(text)).toThrow(TypeError);
  });

  it('stops at types nested in themselves without end', () => {
    interface Nest {
      inner: Nest | undefined;
    }
    const nest: Shape<Nest> = struct(['test', 'Nest'], { inner: option(lazy(() => nest)) });
    const deep = (levels: number) => new Uint8Array(levels + 1).fill(1, 0, levels);
    expect(nest.codec.dec(deep(2))).toEqual({ inner: { inner: { inner: undefined } } });
    expect(() => nest.codec.dec(deep(100_000))).toThrow(refusal('TooDeep'));
  });
});

describe('the type registry', () => {
  it('enters each type once, in Rust spelling, and types that contain themselves', () => {
    interface Tree {
      type: 'Leaf' | 'Node';
      value?: unknown;
    }
    const tree: Shape<Tree> = variant(['test', 'Tree'], {
      Leaf: point,
      Node: vec(lazy(() => tree)),
    }) as Shape<Tree>;
    const registry = new TypeRegistry();
    const id = tree.register(registry);
    expect(tree.register(registry)).toBe(id);
    expect(vec(tree).register(registry)).toBe(vec(tree).register(registry));
    expect(registry.types.map((type) => type.id)).toEqual(registry.types.map((_, index) => index));
    const fields = registry.types[point.register(registry)]?.def;
    expect(fields).toMatchObject({ tag: 'composite', value: [{ name: 'x_axis' }, { name: 'label' }] });
  });
});
