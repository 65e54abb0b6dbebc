import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { standingReport } from '@plumbline/verification/profiling/standing';
import { describe, expect, it } from 'vitest';
import { ENDOWMENT, PARAMS, SOLVERS, STAKE, SUBMITTER } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { UNIT } from '../balances/declaration.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { tasksPallet } from './pallet.ts';

const ok = (unitsPerStep: bigint): ProfileReport => ({ type: 'Ok', value: { unitsPerStep } });
const malformed: ProfileReport = { type: 'Malformed', value: { record: 3 } };
const unavailable: ProfileReport = { type: 'Unavailable' };

describe('several profilers', () => {
  it.each([
    ['one', [ok(5n)], ok(5n)],
    ['two, one of which finds it impossible', [ok(5n), malformed], ok(5n)],
    ['three, one of which finds it impossible', [malformed, ok(9n), ok(5n)], ok(9n)],
    ['three', [ok(1n), ok(5n), ok(1_000n)], ok(5n)],
    ['three, two of which find it impossible', [malformed, ok(5n), unavailable], malformed],
    [
      'five, with a reason that most give',
      [malformed, unavailable, unavailable, ok(5n), ok(5n)],
      unavailable,
    ],
  ])('of %s the median stands', (_, reports, standing) => {
    expect(standingReport(reports)).toEqual(standing);
  });

  it('one alone ends nothing, and has no fee; the claims stay with the task', () => {
    const world = new World({ verifiers: 4 });
    world.submit({ profilers: 3 });
    world.wait(() => world.task.profilers.length === 3);
    const [liar, ...honest] = world.task.profilers.map(({ account }) => account) as [string];
    world.profile((who) => (who === liar ? malformed : ok(world.task.spec.unitsPerStep)));
    expect(world.status).toBe('Profiled');
    expect(world.taskEvents('Profiled')).toEqual([{ task: 0, report: ok(world.task.spec.unitsPerStep) }]);
    world.until('Open');
    for (const who of [liar, ...honest]) expect(world.stake('Verifier', who)).toMatchObject({ duties: 1 });
    world.do(SUBMITTER, tasksPallet.call('cancel', { task: 0 }));
    expect(world.total(liar)).toBe(ENDOWMENT);
    for (const who of honest) {
      expect(world.total(who)).toBe(ENDOWMENT + PARAMS.profileFee);
      expect(world.stake('Verifier', who)).toMatchObject({ duties: 0, profiled: 1 });
    }
    expect(world.stake('Verifier', liar)).toMatchObject({ duties: 0, profiled: 0 });
    expect(world.task.profilers.find(({ account }) => account === liar)?.report).toEqual(malformed);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - 2n * PARAMS.profileFee);
  });

  it('whoever commits and does not reveal is slashed; the majority is enough without it', () => {
    const world = new World({ verifiers: 3 });
    world.submit({ profilers: 3 });
    world.wait(() => world.task.profilers.length === 3);
    const sound = ok(world.task.spec.unitsPerStep);
    const accounts = world.task.profilers.map(({ account }) => account);
    for (const who of accounts) world.commitProfile(who, sound);
    for (const who of accounts.slice(1)) world.revealProfile(who, sound);
    expect(world.status).toBe('Reporting');
    world.until('Open');
    expect(world.total(accounts[0]!)).toBe(ENDOWMENT - STAKES.silenceSlash);
  });

  it('goes on with as many as there are when the search is over', () => {
    const world = new World({ verifiers: 2 });
    world.submit({ profilers: 3 });
    world.until('Profiling');
    for (const { account } of world.task.profilers) {
      world.commitProfile(account, ok(world.task.spec.unitsPerStep));
    }
    expect(world.status).toBe('Profiling');
    world.until('Reporting');
    expect(world.task.profilers).toHaveLength(2);
  });
});

describe('declining', () => {
  it('costs a fee and a note, and another Solver is drawn in the same attempt', () => {
    const world = new World({ solvers: 2 });
    world.submit();
    world.profile();
    world.until('Assigned');
    const first = world.task.solver!;
    const other = SOLVERS.find((who) => who !== first)!;
    const decline = tasksPallet.call('decline', { task: 0 });
    expect(world.failure(other, decline)).toBe('Tasks.NotSolver');
    const { seed } = world.task;
    world.do(first, decline);
    expect(world.status).toBe('Open');
    expect(world.total(JACKPOT)).toBe(UNIT + PARAMS.declineFee);
    expect(world.stake('Solver', first)).toMatchObject({
      stake: STAKE - PARAMS.declineFee,
      online: true,
      duties: 0,
      declined: 1,
      failed: 0,
    });
    world.until('Assigned');
    expect(world.task).toMatchObject({ attempt: 0, solver: other });
    expect(world.task.seed).not.toEqual(seed);
    world.do(other, tasksPallet.call('start', { task: 0, commitment: new Uint8Array(32) }));
    expect(world.failure(other, decline)).toBe('Tasks.NotAssigned');
  });
});
