import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitting } from './fitting.ts';
import { addWeights, exceeds, scaleWeight, type Weight } from './weight.ts';

const weight = (most: bigint) =>
  fc.record({ refTime: fc.bigInt({ min: 0n, max: most }), proofSize: fc.bigInt({ min: 0n, max: most }) });

it('does as much as fits with putting off the rest, by either dimension, and one in any case', () => {
  fc.assert(
    fc.property(
      fc.array(weight(20n), { maxLength: 12 }),
      weight(60n),
      weight(3n),
      (weights, limit, putOff) => {
        const total = (now: number): Weight =>
          addWeights(...weights.slice(0, now), scaleWeight(putOff, weights.length - now));
        const fits = weights.map((_, index) => index + 1).filter((now) => !exceeds(total(now), limit));
        expect(fitting(weights, limit, putOff)).toBe(fits.at(-1) ?? Math.min(1, weights.length));
      },
    ),
  );
});
