import { drawIntervals } from '@plumbline/verification/random/sample';
import { describe, expect, it } from 'vitest';
import { ENDOWMENT, PARAMS, STAKE, SUBMITTER, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import {
  ACCEPT,
  FAULT,
  honestTrace,
  lying,
  profit,
  toVerification,
} from '../../../test/protocol/lying-solver.ts';
import { TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { begin, expectMoneyKept, world } from '../../../test/protocol/world-of-test.ts';
import { UNIT } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { disputes } from '../disputes/declaration.ts';
import { disputesPallet } from '../disputes/pallet.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { stakesPallet } from '../stakes/pallet.ts';
import { verifierFee } from './fees.ts';

expectMoneyKept();

describe('a fault that a Verifier proves', () => {
  it('costs the Solver its stake: half for those that reported it, half for the jackpot less their fees', async () => {
    const { trained, solver, drawn } = toVerification();
    world.verify(() => FAULT);
    expect(world.status).toBe('Disputed');
    expect(drawn).toContain(world.dispute.challenger);
    expect(world.dispute).toMatchObject({ defender: solver, interval: 1, origin: { type: 'Verifier' } });
    const { judged } = await world.play({ defender: trained, challenger: honestTrace() });
    expect(judged).toMatchObject({ winner: { type: 'Challenger' }, reason: { type: 'OperationWrong' } });

    const fee = verifierFee(world.task.spec, PARAMS);
    expect(profit(solver)).toBe(-STAKE);
    for (const who of drawn) expect(profit(who)).toBe(STAKE / 4n + fee);
    expect(world.total(JACKPOT)).toBe(UNIT + STAKE / 2n - 2n * fee);
    expect(world.task).toMatchObject({ status: { type: 'Open' }, attempt: 1, progress: { checkpoints: 0 } });
    // The Submitter has lost nothing but the fee for profiling.
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - UNIT / 10n);
    expect(world.taskEvents('Slashed')).toEqual([
      { task: 0, who: solver, amount: STAKE, reason: { type: 'Fault' } },
    ]);

    // An honest Solver completes it.
    world.train();
    expect(world.task.solver).not.toBe(solver);
    world.verify();
    world.until('Settled');
    expect(world.task.escrow).toBe(0n);
  });

  it('costs those Verifiers theirs that were drawn for the interval and accepted it', async () => {
    const { trained, solver, drawn } = toVerification();
    const [honest, blind] = drawn as [string, string];
    world.verify((who) => (who === honest ? FAULT : ACCEPT));
    await world.play({ defender: trained, challenger: honestTrace() });
    const fee = verifierFee(world.task.spec, PARAMS);
    expect(profit(solver)).toBe(-STAKE);
    expect(profit(blind)).toBe(-STAKE);
    expect(profit(honest)).toBe(STAKE / 2n + fee);
    expect(world.total(JACKPOT)).toBe(UNIT + STAKE / 2n - fee + STAKE);
  });

  it('spares a Verifier that was not drawn for the interval', async () => {
    begin({ solvers: 1, verifiers: 4 });
    world.submit({ sampleRate: 250_000, verifiers: 4 });
    world.profile();
    const trained = world.train(lying);
    world.wait(() => world.task.verifiers.length === 4);
    const { drawSeed, verifiers, solver } = world.task;
    const mine = (who: string) => drawIntervals(drawSeed!, who, 4, 1)[0]!;
    const accounts = verifiers.map(({ account }) => account);
    // Somebody accuses; that its draw was another does not matter, a fault is a fault.
    const [accuser, ...others] = accounts as [string, ...string[]];
    world.verify((who) => (who === accuser ? FAULT : ACCEPT));
    await world.play({ defender: trained, challenger: honestTrace() });
    expect(profit(solver!)).toBe(-STAKE);
    const fee = verifierFee(world.task.spec, PARAMS);
    for (const who of others) expect(profit(who)).toBe(mine(who) === 1 ? -STAKE : fee);
    expect(others.map(mine).some((interval) => interval !== 1)).toBe(true);
  });

  it('may be the initial state', async () => {
    const shifted = (seed: Uint8Array, steps: number) => {
      const initial = new TinyTraining(seed, 0).state(0).slice();
      initial[2]! *= 2;
      return new TinyTraining(seed, steps, undefined, initial);
    };
    const { trained, solver } = toVerification(shifted);
    world.verify(() => ({ type: 'Fault', value: { interval: 4 } }));
    const { judged } = await world.play({ defender: trained, challenger: honestTrace() });
    expect(judged).toMatchObject({ reason: { type: 'InitialWrong' } });
    expect(profit(solver)).toBe(-STAKE);
  });
});

describe('a fault that Verifiers accept', () => {
  it('costs Solver and Verifiers their stakes when a Whistleblower proves it, which has half of the first', async () => {
    const { trained, solver, drawn } = toVerification();
    world.verify(() => ACCEPT);
    expect(world.status).toBe('Challengeable');
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 1 }));
    expect(world.status).toBe('Disputed');
    expect(heldBalance(world.chain.context, disputes.holdReasons.Bond, WHISTLEBLOWER)).toBe(DISPUTES.bond);
    await world.play({ defender: trained, challenger: honestTrace() });
    for (const who of [solver, ...drawn]) expect(profit(who)).toBe(-STAKE);
    expect(profit(WHISTLEBLOWER)).toBe(STAKE / 2n);
    expect(heldBalance(world.chain.context, disputes.holdReasons.Bond, WHISTLEBLOWER)).toBe(0n);
    expect(world.total(JACKPOT)).toBe(UNIT + (5n * STAKE) / 2n);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - UNIT / 10n);
    expect(world.task).toMatchObject({ status: { type: 'Open' }, attempt: 1 });
    expect(world.stake('Whistleblower', WHISTLEBLOWER)).toMatchObject({ duties: 0, completed: 1 });
  });
});

describe('a Solver that loses on purpose', () => {
  const honest = (seed: Uint8Array, steps: number) => new TinyTraining(seed, steps);

  it('by silence takes no Verifier with it that accepted its work', () => {
    const { solver, drawn } = toVerification(honest);
    world.verify(() => ACCEPT);
    // One past the last: every Verifier has to look at the initial state.
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 4 }));
    world.until('Open');
    const fee = verifierFee(world.task.spec, PARAMS);
    expect(profit(solver)).toBe(-STAKE);
    for (const who of drawn) expect(profit(who)).toBe(fee);
    expect(profit(WHISTLEBLOWER)).toBe(STAKE / 2n);
    expect(world.total(JACKPOT)).toBe(UNIT + STAKE / 2n - 2n * fee);
  });

  it('against an account of its own earns nothing from the Verifiers, who lose no more than it does', async () => {
    const { solver, drawn } = toVerification(honest);
    const [rich] = drawn as [string];
    world.do(rich, stakesPallet.call('bondMore', { role: { type: 'Verifier' }, amount: STAKE }));
    world.verify(() => ACCEPT);
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 1 }));
    // What it lays open is a lie that ends in the right state; its accomplice knows where.
    await world.play({ defender: lying(world.task.seed!, 12), challenger: honestTrace() });
    expect(profit(solver) + profit(WHISTLEBLOWER)).toBe(-STAKE / 2n);
    for (const who of drawn) expect(profit(who)).toBe(-STAKE);
  });
});
