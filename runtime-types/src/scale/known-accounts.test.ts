import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHex } from './hex.ts';
import { accountText } from './known-accounts.ts';

const account = fc.uint8Array({ minLength: 32, maxLength: 32 });

it('says what account it is, whichever were read before that begin alike', () => {
  const beginning = fc.constantFrom([0, 0], [7, 0], [7, 32], [255, 255]);
  fc.assert(
    fc.property(fc.array(fc.tuple(account, beginning), { minLength: 1 }), fc.nat(9), (accounts, before) => {
      for (const [bytes, begins] of [...accounts, ...accounts]) {
        bytes.set(begins);
        const within = new Uint8Array(before + 40);
        within.set(bytes, before);
        expect(accountText(within, before)).toBe(toHex(bytes));
      }
    }),
  );
});

it('remembers what it has said, not the bytes that it was shown', () => {
  const bytes = new Uint8Array(32).fill(9);
  const text = accountText(bytes, 0);
  bytes[31] = 8;
  expect(accountText(bytes, 0)).toBe(`${text.slice(0, -2)}08`);
  expect(text).toBe(`0x${'09'.repeat(32)}`);
});
