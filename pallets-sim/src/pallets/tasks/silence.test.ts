import { describe, expect, it } from 'vitest';
import { ENDOWMENT, PARAMS, STAKE, SUBMITTER, VERIFIERS } from '../../../test/protocol/cast.ts';
import { begin, expectMoneyKept, expectNothingOpen, world } from '../../../test/protocol/world-of-test.ts';
import { UNIT } from '../balances/declaration.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { stakesPallet } from '../stakes/pallet.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';

expectMoneyKept();
expectNothingOpen();

describe('a silent Solver', () => {
  it.each([
    ['that never starts', false],
    ['that stalls', true],
  ])('%s is slashed by the fixed amount, and another one gets the task', (_, starts) => {
    begin({ solvers: 2 });
    world.submit();
    world.profile();
    world.until('Assigned');
    const { solver, seed } = world.task;
    if (starts) world.start();
    world.until('Open');
    expect(world.task).toMatchObject({ attempt: 1, solver: undefined, seed: undefined });
    expect(world.total(solver!)).toBe(ENDOWMENT - STAKES.silenceSlash);
    expect(world.stake('Solver', solver!)).toMatchObject({
      online: false,
      stake: STAKE - STAKES.silenceSlash,
    });
    // Even when it says that it is back, it gets this task no more.
    world.do(solver!, stakesPallet.call('setOnline', { role: { type: 'Solver' }, online: true }));
    world.train();
    expect(world.task.solver).not.toBe(solver);
    expect(world.task.seed).not.toEqual(seed);
    world.verify();
    world.until('Settled');
  });

  it('is the end of the task after so many attempts, with the fee returned', () => {
    begin({ solvers: 3, tasks: { maxAttempts: 2 } });
    world.submit();
    world.profile();
    world.until('Expired');
    expect(world.task.attempt).toBe(1);
    expect(world.taskEvents('Expired')).toEqual([{ task: 0, reason: { type: 'TooManyAttempts' } }]);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
    expect(world.total(JACKPOT)).toBe(UNIT + 2n * STAKES.silenceSlash);
  });
});

describe('a silent Verifier', () => {
  it('that does not commit is slashed by the fixed amount and replaced', () => {
    begin({ verifiers: 3 });
    world.submit();
    world.profile();
    world.train();
    world.wait(() => world.task.verifiers.length === 2);
    const [silent, other] = world.task.verifiers.map(({ account }) => account) as [string, string];
    const accept = { type: 'Accept' as const };
    world.commit(other, accept);
    world.wait(() => world.task.verifiers.every(({ account }) => account !== silent));
    expect(world.total(silent)).toBeLessThanOrEqual(ENDOWMENT - STAKES.silenceSlash + PARAMS.profileFee);
    expect(world.stake('Verifier', silent).slashed).toBe(STAKES.silenceSlash);
    world.verify();
    expect(world.task.verifiers.map(({ account }) => account).sort()).toEqual(
      VERIFIERS.slice(0, 3).filter((who) => who !== silent),
    );
    world.until('Settled');
  });

  it('that does not reveal loses as much as a false accusation, once it is known that there was nothing', () => {
    begin({ verifiers: 3 });
    world.submit();
    world.profile();
    world.train();
    world.wait(() => world.task.verifiers.length === 2);
    const [silent, other] = world.task.verifiers.map(({ account }) => account) as [string, string];
    const accept = { type: 'Accept' as const };
    world.commit(other, accept);
    world.commit(silent, accept);
    world.reveal(other, accept);
    world.wait(() => world.task.verifiers.length === 3);
    expect(world.stake('Verifier', silent)).toMatchObject({ slashed: 0n, online: false, duties: 1 });
    world.verify();
    expect(world.stake('Verifier', silent)).toMatchObject({ slashed: DISPUTES.bond, duties: 0 });
    expect(world.task.verifiers.map(({ account }) => account)).not.toContain(silent);
    world.until('Settled');
    const paid = world.total(silent) - ENDOWMENT + DISPUTES.bond;
    expect(paid).toBe(
      world.task.profilers.some(({ account }) => account === silent) ? PARAMS.profileFee : 0n,
    );
  });

  it('leaves the task to the others when nobody can replace it', () => {
    begin({ verifiers: 2 });
    world.submit();
    world.profile();
    world.train();
    world.wait(() => world.task.verifiers.length === 2);
    const [, other] = world.task.verifiers.map(({ account }) => account) as [string, string];
    world.commit(other, { type: 'Accept' });
    world.until('Revealing');
    world.reveal(other, { type: 'Accept' });
    world.unseal();
    world.until('Settled');
    expect(world.task.verifiers).toHaveLength(1);
  });

  it('ends the task when there is no other at all', () => {
    begin({ verifiers: 1 });
    world.submit({ verifiers: 1 });
    world.profile();
    world.train();
    world.until('Expired');
    expect(world.taskEvents('Expired')).toEqual([{ task: 0, reason: { type: 'NoVerifiers' } }]);
  });
});
