import { describe, expect, it } from 'vitest';
import { isMockSignature, MOCK_SIGNATURE, mockSignature } from './mock-signature.ts';

describe('a mock signature', () => {
  it('is that of Chopsticks, or one with a number', () => {
    expect(Buffer.from(MOCK_SIGNATURE).toString('hex')).toBe(`deadbeef${'cd'.repeat(60)}`);
    const many = [0, 1, 2, 0xffffffff].map(mockSignature);
    expect(new Set(many.map(String)).size).toBe(4);
    for (const signature of many) expect(isMockSignature(signature)).toBe(true);
  });

  it('is no other', () => {
    for (const at of [0, 3, 32, 63]) {
      const other = MOCK_SIGNATURE.slice();
      other[at]! ^= 1;
      expect(isMockSignature(other)).toBe(false);
    }
    expect(isMockSignature(MOCK_SIGNATURE.subarray(1))).toBe(false);
    expect(isMockSignature(new Uint8Array())).toBe(false);
  });
});
