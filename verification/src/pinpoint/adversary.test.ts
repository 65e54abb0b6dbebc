import fc from 'fast-check';
import { expect, test } from 'vitest';
import { honestAlwaysWins } from '../../test/pinpoint/honest-wins.ts';
import { createRandom } from '../../test/pinpoint/random.ts';

test('the honest side wins in either role, whatever the other plays, forges, repeats or replays', async () => {
  const reasons = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const tally = await honestAlwaysWins(createRandom(seed), 3);
      for (const reason of tally.reasons.keys()) reasons.add(reason);
      expect(tally.refused).toBeGreaterThan(tally.moves);
    }),
    { numRuns: 20 },
  );
  expect([...reasons]).toEqual(
    expect.arrayContaining(['OperationWrong', 'OperationRight', 'InitialWrong', 'Silent']),
  );
});
