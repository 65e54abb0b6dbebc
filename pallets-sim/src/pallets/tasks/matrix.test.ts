import { describe, expect, it } from 'vitest';
import { differing, moved, pocketsOf } from '../../../test/protocol/ledger.ts';
import { FAULTS } from '../../../test/protocol/outcomes-of-faults.ts';
import { FILES } from '../../../test/protocol/outcomes-of-files.ts';
import { FORCED_ERRORS } from '../../../test/protocol/outcomes-of-forced-errors.ts';
import { PRIVATE } from '../../../test/protocol/outcomes-of-privacy.ts';
import { PROFILES } from '../../../test/protocol/outcomes-of-profiles.ts';
import { REPORTS } from '../../../test/protocol/outcomes-of-reports.ts';
import { SECRETS } from '../../../test/protocol/outcomes-of-secrets.ts';
import { SILENCES } from '../../../test/protocol/outcomes-of-silence.ts';
import { SILENT_WITNESSES } from '../../../test/protocol/outcomes-of-silent-witnesses.ts';
import { SIZES } from '../../../test/protocol/outcomes-of-size.ts';
import { TOLERANT } from '../../../test/protocol/outcomes-of-tolerance.ts';
import { WITNESSES } from '../../../test/protocol/outcomes-of-witnesses.ts';
import { World } from '../../../test/protocol/world.ts';
import { balances } from '../balances/declaration.ts';

const CELLS = [
  ...FAULTS,
  ...FILES,
  ...REPORTS,
  ...PROFILES,
  ...SIZES,
  ...PRIVATE,
  ...FORCED_ERRORS,
  ...SECRETS,
  ...SILENCES,
  ...TOLERANT,
  ...WITNESSES,
  ...SILENT_WITNESSES,
];

/**
 * The matrix of outcomes: every way in which a task can go is reached by extrinsics, and every balance and hold of
 * everybody is then what the documentation says, computed from its own tariff. `tryState` runs after each block.
 */
describe('the matrix of outcomes', () => {
  it.each(CELLS)('$outcome', async ({ world: options, status, play }) => {
    const world = new World(options ?? { solvers: 2 });
    const before = pocketsOf(world);
    const issuance = balances.storage.TotalIssuance.get(world.chain.context);
    const movements = await play(world);
    expect(world.status).toBe(status);
    const after = pocketsOf(world);
    expect(differing(after, before)).toEqual(differing(moved(before, movements), before));
    const sum = [...after.values()].reduce((total, amount) => total + amount, 0n);
    expect([sum, balances.storage.TotalIssuance.get(world.chain.context)]).toEqual([issuance, issuance]);
    // What is left over shows in the next block's invariants.
    world.chain.nextBlock();
  });
});
