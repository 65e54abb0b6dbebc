import { afterEach, describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  PARAMS,
  SALT,
  SOLVERS,
  STAKE,
  SUBMITTER,
  VERIFIERS,
} from '../../../test/protocol/cast.ts';
import type { WorldOptions } from '../../../test/protocol/protocol-chain.ts';
import { World } from '../../../test/protocol/world.ts';
import { UNIT } from '../balances/declaration.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { stakesPallet } from '../stakes/pallet.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { tasksPallet } from './pallet.ts';
import { profileCommitmentOf } from './profile.ts';

let world: World;
let before: { sum: bigint; issuance: bigint };
function begin(options: WorldOptions = {}): World {
  world = new World(options);
  before = world.money();
  return world;
}

afterEach(() => {
  expect(world.money()).toEqual(before);
  expect(world.task.escrow).toBe(0n);
  for (const role of ['Solver', 'Verifier'] as const) {
    for (const who of [...SOLVERS, ...VERIFIERS]) expect(world.stake(role, who)?.duties ?? 0).toBe(0);
  }
});

const cancel = tasksPallet.call('cancel', { task: 0 });

describe('a Submitter', () => {
  it('cancels before a Solver is drawn and has everything back', () => {
    begin({ solvers: 0 });
    world.submit();
    world.profile();
    world.chain.nextBlock(3);
    expect(world.failure(VERIFIERS[0]!, cancel)).toBe('Tasks.NotSubmitter');
    world.do(SUBMITTER, cancel);
    expect(world.status).toBe('Cancelled');
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
    expect(world.failure(SUBMITTER, cancel)).toBe('Tasks.CannotCancel');
  });

  it('pays the profiler that it interrupts', () => {
    begin();
    world.submit();
    world.until('Profiling');
    world.do(SUBMITTER, cancel);
    expect(world.total(world.profiler!)).toBe(ENDOWMENT + PARAMS.profileFee);
  });

  it('cannot cancel once a Solver is drawn', () => {
    begin({ tasks: { maxAttempts: 1 } });
    world.submit();
    world.profile();
    world.until('Assigned');
    expect(world.failure(SUBMITTER, cancel)).toBe('Tasks.CannotCancel');
    world.until('Expired');
  });
});

describe('profiling', () => {
  it.each([
    { type: 'Unavailable' as const },
    { type: 'Malformed' as const, value: { record: 3 } },
    { type: 'TooLarge' as const },
    { type: 'Ok' as const, value: { unitsPerStep: 1n } },
  ])('rejects a task: $type', (report) => {
    begin();
    world.submit();
    world.until('Profiling');
    const profiler = world.profiler!;
    const commitment = profileCommitmentOf(report, SALT, profiler);
    const commit = tasksPallet.call('commitProfile', { task: 0, commitment });
    const call = (salt = SALT) => tasksPallet.call('revealProfile', { task: 0, report, salt });
    const other = VERIFIERS.slice(0, 2).find((who) => who !== profiler)!;
    expect(world.failure(other, commit)).toBe('Tasks.NotProfiler');
    expect(world.failure(profiler, call())).toBe('Tasks.NotReporting');
    world.do(profiler, commit);
    expect(world.failure(profiler, commit)).toBe('Tasks.NotProfiling');
    expect(world.failure(other, call())).toBe('Tasks.NotProfiler');
    expect(world.failure(profiler, call(new Uint8Array(32)))).toBe('Tasks.CommitmentMismatch');
    world.do(profiler, call());
    expect(world.status).toBe('Profiled');
    expect(world.failure(profiler, call())).toBe('Tasks.NotReporting');
    world.until('Rejected');
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
  });

  it('slashes a silent profiler and draws another', () => {
    begin();
    world.submit();
    world.until('Profiling');
    const silent = world.profiler!;
    world.wait(() => world.profiler !== silent);
    expect(world.total(silent)).toBe(ENDOWMENT - STAKES.silenceSlash);
    expect(world.total(JACKPOT)).toBe(UNIT + STAKES.silenceSlash);
    expect(world.stake('Verifier', silent)).toMatchObject({ online: false, slashed: STAKES.silenceSlash });
    expect(world.taskEvents('Slashed')).toEqual([
      { task: 0, who: silent, amount: STAKES.silenceSlash, reason: { type: 'Silence' } },
    ]);
    world.profile();
    world.do(SUBMITTER, cancel);
  });

  it('ends with everything returned when there is nobody to profile', () => {
    begin({ verifiers: 0 });
    world.submit();
    world.until('Expired');
    expect(world.taskEvents('Expired')).toEqual([{ task: 0, reason: { type: 'NoProfiler' } }]);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT);
  });

  it('ends when those that there are to profile are no more than half of those asked for, and pays them', () => {
    begin({ verifiers: 1 });
    world.submit({ profilers: 3 });
    world.profile();
    const who = world.profiler!;
    expect(world.stake('Verifier', who).duties).toBe(1);
    world.until('Expired');
    expect(world.taskEvents('Expired')).toEqual([{ task: 0, reason: { type: 'NoProfiler' } }]);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
    expect(world.total(who)).toBe(ENDOWMENT + PARAMS.profileFee);
    expect(world.stake('Verifier', who).duties).toBe(0);
  });
});

describe('a task that nobody takes', () => {
  it('expires with the fee returned', () => {
    begin({ solvers: 0 });
    world.submit();
    world.profile();
    const opened = world.chain.blockNumber();
    world.until('Expired');
    expect(world.chain.blockNumber()).toBe(opened + 1 + PARAMS.openBlocks);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
  });

  it('passes over Solvers that ask too much or are offline, and takes one that comes later', () => {
    begin({ solvers: 2 });
    world.do(
      SOLVERS[0]!,
      stakesPallet.call('setPrice', { role: { type: 'Solver' }, price: 2n * 10n ** 15n }),
    );
    world.do(SOLVERS[1]!, stakesPallet.call('setOnline', { role: { type: 'Solver' }, online: false }));
    world.submit();
    world.profile();
    world.chain.nextBlock(5);
    expect(world.status).toBe('Open');
    world.register(SOLVERS[2]!, 'Solver');
    world.until('Assigned', 4);
    expect(world.task.solver).toBe(SOLVERS[2]);
    world.train();
    world.verify();
    world.until('Settled');
  });
});

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
