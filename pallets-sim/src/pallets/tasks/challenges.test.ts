import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { PARAMS, SOLVERS, STAKE, SUBMITTER, VERIFIERS, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import {
  ACCEPT,
  FAULT,
  honestTrace,
  LIE,
  profit,
  toVerification,
} from '../../../test/protocol/lying-solver.ts';
import { NEXT_NODE, TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { expectMoneyKept, world } from '../../../test/protocol/world-of-test.ts';
import { UNIT } from '../balances/declaration.ts';
import { disputesPallet } from '../disputes/pallet.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { verifierFee } from './fees.ts';
import { tasksPallet } from './pallet.ts';

expectMoneyKept();

describe('a challenge that fails', () => {
  const honest = (seed: Uint8Array, steps: number) => new TinyTraining(seed, steps);

  it('costs the Whistleblower its bond, half for the Solver; the window begins anew', async () => {
    const { trained, solver } = toVerification(honest);
    world.verify(() => ACCEPT);
    world.chain.nextBlock(2);
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 1 }));
    const { judged } = await world.play({
      defender: trained,
      challenger: new TinyTraining(world.task.seed!, 12, LIE),
    });
    expect(judged).toMatchObject({ winner: { type: 'Defender' } });
    expect(profit(WHISTLEBLOWER)).toBe(-DISPUTES.bond);
    expect(profit(solver)).toBe(DISPUTES.bond / 2n);
    expect(world.total(JACKPOT)).toBe(UNIT + DISPUTES.bond / 2n);
    expect(world.task).toMatchObject({
      status: { type: 'Challengeable' },
      dispute: undefined,
      deadline: world.chain.blockNumber() + PARAMS.challengePeriod,
    });
    expect(world.taskEvents('Slashed')).toEqual([
      { task: 0, who: WHISTLEBLOWER, amount: DISPUTES.bond, reason: { type: 'FailedChallenge' } },
    ]);
    world.until('Settled', PARAMS.challengePeriod + 1);
  });

  it('costs a Verifier as much and its fee, and another one is drawn', async () => {
    const { trained, solver, drawn } = toVerification(honest, { solvers: 1, verifiers: 3 });
    const [accuser, other] = drawn as [string, string];
    world.verify((who) => (who === accuser ? FAULT : ACCEPT));
    await world.play({ defender: trained, challenger: new TinyTraining(world.task.seed!, 12, LIE) });
    expect(profit(accuser)).toBe(-DISPUTES.bond);
    expect(profit(solver)).toBe(DISPUTES.bond / 2n);
    expect(world.status).toBe('Verifying');
    expect(world.task.verifiers.find(({ account }) => account === accuser)?.refuted).toBe(true);
    world.verify(() => ACCEPT);
    world.until('Settled');
    const third = VERIFIERS.slice(0, 3).find((who) => !drawn.includes(who))!;
    const fee = verifierFee(world.task.spec, PARAMS);
    expect([profit(accuser), profit(other), profit(third)]).toEqual([-DISPUTES.bond, fee, fee]);
    for (const who of VERIFIERS.slice(0, 3)) expect(world.stake('Verifier', who).duties).toBe(0);
  });

  it('in the last block of the window does not shut out somebody who has found a fault', async () => {
    const { trained, solver } = toVerification();
    world.verify(() => ACCEPT);
    world.register(account, 'Whistleblower');
    world.chain.nextBlock(PARAMS.challengePeriod - 1);
    // The Solver's accomplice is first, with an interval that is right, and gives up.
    const challenge = (interval: number) => disputesPallet.call('challenge', { task: 0, interval });
    world.do(account, challenge(0));
    const { who, call } = await world.move({ defender: trained, challenger: trained });
    world.do(who, call);
    world.until('Challengeable');
    world.chain.nextBlock();
    world.do(WHISTLEBLOWER, challenge(1));
    await world.play({ defender: trained, challenger: honestTrace() });
    expect(profit(solver)).toBe(DISPUTES.bond / 2n - STAKE);
  });

  it('does not keep another Verifier from being heard', async () => {
    const { trained, solver, drawn } = toVerification();
    // One of them accuses an interval that is right; whoever is drawn first, the fault is found in the end.
    const [wrong, right] = drawn as [string, string];
    world.verify((who) => (who === wrong ? { type: 'Fault', value: { interval: 0 } } : FAULT));
    for (let played = 0; world.status === 'Disputed'; played++) {
      expect(played).toBeLessThan(2);
      const { challenger } = world.dispute;
      const pretended = new TinyTraining(world.task.seed!, 12, (step, node, output) => {
        if (step === 1 && node === NEXT_NODE) output[0]! += 1;
      });
      await world.play({ defender: trained, challenger: challenger === wrong ? pretended : honestTrace() });
    }
    expect(profit(solver)).toBeLessThanOrEqual(-STAKE + DISPUTES.bond / 2n);
    expect(profit(right)).toBeGreaterThan(STAKE / 4n);
    expect(world.task.attempt).toBe(1);
  });

  it('is only for Whistleblowers that have no other part in the task, in time and about what exists', () => {
    toVerification(honest);
    const challenge = (interval: number) => disputesPallet.call('challenge', { task: 0, interval });
    expect(world.failure(WHISTLEBLOWER, challenge(0))).toBe('Tasks.NotChallengeable');
    world.verify(() => ACCEPT);
    expect(world.failure(account, challenge(0))).toBe('Disputes.NotRegistered');
    const [verifier] = world.task.verifiers.map(({ account: who }) => who) as [string];
    world.register(verifier, 'Whistleblower');
    expect(world.failure(verifier, challenge(0))).toBe('Tasks.RoleTaken');
    world.register(SUBMITTER, 'Whistleblower');
    expect(world.failure(SUBMITTER, challenge(0))).toBe('Tasks.RoleTaken');
    expect(world.failure(WHISTLEBLOWER, challenge(5))).toBe('Disputes.NoSuchInterval');
  });
  const account = SOLVERS[2]!;
});

describe('verdicts', () => {
  it('are committed before anybody sees another, and kept to', () => {
    const { drawn } = toVerification();
    const [first, second] = drawn as [string, string];
    const outsider = WHISTLEBLOWER;
    const reveal = (verdict: typeof ACCEPT | typeof FAULT, salt = new Uint8Array(32).fill(7)) =>
      tasksPallet.call('revealVerdict', { task: 0, verdict, salt });
    const commit = tasksPallet.call('commitVerdict', {
      task: 0,
      commitment: fromHex(`0x${'01'.repeat(32)}`),
    });
    expect(world.failure(first, reveal(ACCEPT))).toBe('Tasks.NotRevealing');
    expect(world.failure(outsider, commit)).toBe('Tasks.NotVerifier');
    world.commit(first, ACCEPT);
    expect(world.failure(first, commit)).toBe('Tasks.AlreadyCommitted');
    world.commit(second, FAULT);
    expect(world.status).toBe('Revealing');
    expect(world.failure(second, commit)).toBe('Tasks.NotVerifying');
    expect(world.failure(first, reveal(FAULT))).toBe('Tasks.CommitmentMismatch');
    expect(world.failure(first, reveal(ACCEPT, new Uint8Array(32)))).toBe('Tasks.CommitmentMismatch');
    expect(world.failure(outsider, reveal(ACCEPT))).toBe('Tasks.NotVerifier');
    world.reveal(first, ACCEPT);
    expect(world.failure(first, reveal(ACCEPT))).toBe('Tasks.AlreadyRevealed');
  });
});
