import { afterEach, expect } from 'vitest';
import { SOLVERS, VERIFIERS } from './cast.ts';
import type { WorldOptions } from './protocol-chain.ts';
import { World } from './world.ts';

/** That of the test that runs: there is one at a time. */
export let world: World;
let before: { sum: bigint; issuance: bigint };

/** Begins the world of a test. */
export function begin(options: WorldOptions = {}): World {
  world = new World(options);
  before = world.money();
  return world;
}

/** After each test of the file that says so there is as much money as at its beginning, and all of it is counted. */
export function expectMoneyKept(): void {
  afterEach(() => {
    expect(world.money()).toEqual(before);
    expect(before.sum).toBe(before.issuance);
  });
}

/** After each test of the file that says so nothing is left in escrow, and nobody has a duty. */
export function expectNothingOpen(): void {
  afterEach(() => {
    expect(world.task.escrow).toBe(0n);
    for (const role of ['Solver', 'Verifier'] as const) {
      for (const who of [...SOLVERS, ...VERIFIERS]) expect(world.stake(role, who)?.duties ?? 0).toBe(0);
    }
  });
}
