import { describe, expect, it } from 'vitest';
import { ENDOWMENT, PARAMS, SALT, SOLVERS, SUBMITTER, VERIFIERS } from '../../../test/protocol/cast.ts';
import { begin, expectMoneyKept, expectNothingOpen, world } from '../../../test/protocol/world-of-test.ts';
import { UNIT } from '../balances/declaration.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { stakesPallet } from '../stakes/pallet.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { tasksPallet } from './pallet.ts';
import { profileCommitmentOf } from './profile.ts';

expectMoneyKept();
expectNothingOpen();

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
