import { describe, expect, it } from 'vitest';
import { MORE_VERIFIERS, MORE_WHISTLEBLOWERS, SUBMITTER, VERIFIERS } from '../../../test/protocol/cast.ts';
import { SILENCE } from '../../../test/protocol/tariff.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import {
  calledIn,
  commit,
  heard,
  replaced,
  reported,
  witnessesOf,
} from '../../../test/protocol/witnessing.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasksPallet } from '../tasks/pallet.ts';

const [_STRANGER] = MORE_WHISTLEBLOWERS as [string];

describe('witnesses that are drawn', () => {
  it('are called when there are as many as convict a Solver, and bind nobody where there are fewer', async () => {
    for (const [verifiers, called] of [
      [4, 0],
      [5, 3],
      [6, 4],
      [7, 5],
      [12, 5],
    ] as const) {
      const world = new World({ solvers: 2, verifiers });
      const { dispute, witnesses, drawn } = await reported(world);
      expect(witnesses).toHaveLength(called);
      const others = [...VERIFIERS, ...MORE_VERIFIERS]
        .slice(0, verifiers)
        .filter((who) => !drawn.includes(who));
      const bound = others.filter((who) => world.stake('Verifier', who).duties > 0);
      expect(bound.sort()).toEqual([...witnesses].sort());
      expect(calledIn(world, dispute)?.stage.type).toBe(called === 0 ? 'Heard' : 'Committing');
    }
  });

  it('that do not commit are replaced by others, once, while those that have committed stay', async () => {
    const world = new World({ solvers: 2, verifiers: 12 });
    const { dispute, drawn, witnesses } = await reported(world);
    const [first, ...mute] = witnesses as [string, ...string[]];
    commit(world, dispute, first, true);
    const began = world.chain.blockNumber();
    const others = replaced(world, dispute);
    expect(witnessesOf(world, dispute)).toEqual([first, ...others]);
    expect(others).toHaveLength(4);
    for (const who of others) expect([...drawn, ...witnesses]).not.toContain(who);
    for (const who of mute) expect(world.stake('Verifier', who)).toMatchObject({ online: false, duties: 0 });
    expect(world.stake('Verifier', first)).toMatchObject({ online: true, duties: 1 });
    // They have as much time as those before; then it goes on with whoever is there.
    const window = world.chain.blockNumber() - began;
    world.wait(() => calledIn(world, dispute)?.stage.type === 'Revealing');
    expect(world.chain.blockNumber() - began).toBeLessThanOrEqual(2 * window + 1);
    expect(witnessesOf(world, dispute)).toEqual([first]);
  });

  it('lose nothing in a private task when they do not commit, and are not replaced', async () => {
    const world = new World({ solvers: 2, verifiers: 12 });
    const { blob } = tinySpec().dataset;
    const sealed = { program: blob, dataset: blob };
    const { dispute, witnesses } = await reported(world, undefined, { sealed });
    // A box that opens and one that does not look the same.
    const [given, left, mute, ...others] = witnesses as [string, string, string, ...string[]];
    for (const who of [given, mute]) {
      world.do(SUBMITTER, tasksPallet.call('sealKey', { task: world.id, who, key: new Uint8Array(80) }));
    }
    const before = witnesses.map((who) => world.stake('Verifier', who).stake);
    commit(world, dispute, mute, false);
    world.wait(() => calledIn(world, dispute)?.stage.type === 'Revealing');
    expect(witnessesOf(world, dispute)).toEqual([mute]);
    heard(world, dispute);
    const lost = witnesses.map((who, i) => before[i]! - world.stake('Verifier', who).stake);
    // Who has committed has looked, and owes what it found.
    expect(lost).toEqual([0n, 0n, SILENCE, ...others.map(() => 0n)]);
    for (const who of [given, left])
      expect(world.stake('Verifier', who)).toMatchObject({ online: true, duties: 0 });
  });
});
