import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHex, toHex } from './hex.ts';

it('reads the hex that it writes, in either case', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = toHex(bytes);
      expect(fromHex(text)).toEqual(bytes);
      expect(fromHex(`0x${text.slice(2).toUpperCase()}`)).toEqual(bytes);
    }),
  );
});

it('takes no other character for a digit, wherever it stands', () => {
  // The last four have the code of a digit in their low byte.
  const others = fc.constantFrom('g', 'G', '/', ':', '@', '`', ' ', '\0', 'é', '\u0161', 'İ', '日', '\uff41');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), others, (bytes, place, other) => {
      const text = toHex(bytes);
      const at = 2 + (place % (text.length - 2));
      expect(() => fromHex(text.slice(0, at) + other + text.slice(at + 1))).toThrow(TypeError);
    }),
  );
});
