import { describe, expect, it } from 'vitest';
import { CHECKERS_ATTACKS } from './checkers.ts';
import { SOLVERS_ATTACKS } from './solvers.ts';
import { attack } from './strategy.ts';
import { TRAININGS } from './trainings.ts';
import { WITNESSES_ATTACKS } from './witnesses.ts';

describe('no strategy pays', () => {
  it.each([...TRAININGS, ...SOLVERS_ATTACKS, ...CHECKERS_ATTACKS, ...WITNESSES_ATTACKS])(
    '$name: $idea',
    async (strategy) => {
      const { gain, honestly, leastOfHonest, conserved } = await attack(strategy);
      expect(gain).toBeLessThanOrEqual(honestly);
      expect(leastOfHonest).toBeGreaterThanOrEqual(0n);
      expect(conserved).toBe(true);
    },
  );
});
