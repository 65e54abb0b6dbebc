import { afterEach, describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  PARAMS,
  SALT,
  SECRET,
  STAKE,
  SUBMITTER,
  VERIFIERS,
  WHISTLEBLOWER,
} from '../../../test/protocol/cast.ts';
import type { WorldOptions } from '../../../test/protocol/protocol-chain.ts';
import { type Corrupt, NEXT_NODE, TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { UNIT } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { DEFAULT_PARAMS as DISPUTES } from '../disputes/params.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { commitmentOf } from './commitment.ts';
import { tasks } from './declaration.ts';
import { feeAt, taxOn, verifierFee } from './fees.ts';
import { tasksPallet } from './pallet.ts';

let world: World;
let before: { sum: bigint; issuance: bigint };

afterEach(() => {
  expect(world.money()).toEqual(before);
});

const ACCEPT = { type: 'Accept' as const };
const FAULT = { type: 'Fault' as const, value: { interval: 1 } };
const LIE: Corrupt = (step, node, output) => {
  if (step === 4 && node === NEXT_NODE) output[1]! += 0.25;
};
const honest = (seed: Uint8Array, steps: number) => new TinyTraining(seed, steps);
const profit = (who: string) =>
  world.total(who) -
  ENDOWMENT -
  (world.task.profilers.some(({ account }) => account === who) ? UNIT / 10n : 0n);
const report = (verdict: typeof ACCEPT | typeof FAULT) => {
  const commitment = commitmentOf(verdict, SALT, WHISTLEBLOWER);
  return {
    commit: tasksPallet.call('commitReport', { task: 0, commitment }),
    reveal: tasksPallet.call('revealReport', { task: 0, verdict, salt: SALT }),
  };
};

/** A task whose Verifiers are drawn; forced to err, unless the rate says otherwise. */
function toVerification(options: WorldOptions = {}, training = honest, rate = 1_000_000) {
  world = new World({ verifiers: 4, ...options, tasks: { forcedErrorRate: rate, ...options.tasks } });
  before = world.money();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const trained = world.train(training);
  world.wait(() => world.task.verifiers.length === 2);
  const drawn = world.task.verifiers.map(({ account }) => account) as [string, string];
  return { trained, solver: world.task.solver!, drawn };
}

describe('a forced error', () => {
  it('pays whoever reports it at settlement, from at most a third of the jackpot, and the Solver in full', () => {
    const { trained, solver, drawn } = toVerification();
    world.verify(() => FAULT, trained);
    expect(world.task).toMatchObject({ status: { type: 'Verifying' }, pass: 1, verifiers: [] });
    expect(world.task.forced).toMatchObject({ accused: [], unproved: [] });
    world.verify();
    const second = world.task.verifiers.map(({ account }) => account);
    const fee = verifierFee(world.task.spec, PARAMS);
    world.until('Settled');
    const share = (UNIT - UNIT / 1000n) / 3n / 2n;
    const jackpot = world.total(JACKPOT);
    const paid = (who: string) => (drawn.includes(who) ? share : 0n) + (second.includes(who) ? fee : 0n);
    for (const who of VERIFIERS.slice(0, 4))
      expect(profit(who) - paid(who)).toBeLessThanOrEqual(UNIT / 1000n);
    const tax = taxOn(feeAt(world.task.spec, world.task.price) + 2n * fee, PARAMS);
    const spent = VERIFIERS.reduce((sum, who) => sum + profit(who), 0n) - 2n * fee;
    expect(jackpot).toBe(UNIT + tax - spent);
    expect(spent).toBeLessThanOrEqual(UNIT / 3n);
    expect(profit(solver)).toBe(feeAt(world.task.spec, world.task.price));
    expect(world.task.escrow).toBe(0n);
  });

  it('costs a Verifier that accepts it its stake, half for those that reported it', () => {
    const { trained, drawn } = toVerification();
    const [seeing, blind] = drawn;
    world.verify((who) => (who === seeing ? FAULT : ACCEPT), trained);
    expect(world.task.pass).toBe(1);
    expect(world.task.forced?.accused).toMatchObject([{ account: blind }]);
    // Its stake is bound until the right roots have stood.
    expect(world.stake('Verifier', blind)).toMatchObject({ stake: STAKE, duties: 1 });
    world.verify();
    expect(world.task.verifiers.map(({ account }) => account)).not.toContain(blind);
    world.until('Settled');
    expect(world.stake('Verifier', blind)).toMatchObject({ stake: 0n, slashed: STAKE, duties: 0 });
    expect(profit(blind)).toBe(-STAKE);
    expect(profit(seeing)).toBeGreaterThan(STAKE / 2n);
    expect(world.total(JACKPOT)).toBeGreaterThan(STAKE / 2n);
  });

  it('accuses nobody before the Solver has shown both ends of an interval to be altered by the rule', () => {
    const { trained, solver, drawn } = toVerification();
    world.verify((who) => (who === drawn[0] ? FAULT : ACCEPT), 'sealed');
    world.do(solver, tasksPallet.call('revealSecret', { task: 0, secret: SECRET }));
    // Interval 0 is drawn, which begins with the initial state, of which there is one.
    expect(world.task.forced?.unproved).toEqual([1]);
    const opening = trained.opening(6, 2, SECRET, world.task.seal!.salt!);
    const prove = (checkpoint: number) =>
      world.failure(solver, tasksPallet.call('proveAltered', { task: 0, checkpoint, opening }));
    expect(prove(2)).toBe('Tasks.NothingToProve');
    expect(prove(1)).toBe('Tasks.NotAltered');
    world.until('Open');
    expect(profit(solver)).toBe(-STAKE);
    expect(world.stake('Verifier', drawn[1])).toMatchObject({ stake: STAKE, duties: 0 });
  });

  it('hides no cheat: the second pass finds it, and nobody is accused by a liar', async () => {
    const lying = (seed: Uint8Array, steps: number) => new TinyTraining(seed, steps, LIE);
    const { trained, solver, drawn } = toVerification({}, lying);
    world.verify((who) => (who === drawn[0] ? FAULT : ACCEPT), trained);
    world.verify(() => FAULT);
    expect(world.status).toBe('Disputed');
    const { judged } = await world.play({ defender: trained, challenger: honest(world.task.seed!, 12) });
    expect(judged).toMatchObject({ winner: { type: 'Challenger' } });
    expect(profit(solver)).toBe(-STAKE);
    expect(world.stake('Verifier', drawn[1])).toMatchObject({ stake: STAKE, duties: 0 });
  });

  it('cannot be slept through by not revealing', () => {
    const { trained, drawn } = toVerification();
    const [seeing, silent] = drawn;
    world.commit(seeing, FAULT);
    world.commit(silent, ACCEPT);
    world.reveal(seeing, FAULT);
    world.unseal(trained);
    expect(world.stake('Verifier', silent)).toMatchObject({ slashed: STAKE, duties: 0 });
    world.verify();
    world.until('Settled');
  });
});

describe('a Solver', () => {
  it.each([
    ['designates what the lottery does not say', 'WrongDesignation'],
    ['does not show its secret', 'Silence'],
  ])('that %s loses as much as for a fault', (_, reason) => {
    const { solver } = toVerification({}, honest, reason === 'Silence' ? 0 : 1_000_000);
    if (reason === 'WrongDesignation') {
      // As if no error had been asked for.
      const params = tasks.storage.Params.get(world.chain.context);
      tasks.storage.Params.put(world.chain.context, { ...params, forcedErrorRate: 0 });
    }
    world.verify(() => ACCEPT, 'sealed');
    const wrong = tasksPallet.call('revealSecret', { task: 0, secret: new Uint8Array(32) });
    expect(world.failure(solver, wrong)).toBe('Tasks.WrongSecret');
    if (reason === 'WrongDesignation') {
      world.do(solver, tasksPallet.call('revealSecret', { task: 0, secret: SECRET }));
    }
    world.until('Open');
    expect(profit(solver)).toBe(-STAKE);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - UNIT / 10n);
  });
});

describe('a Whistleblower in the blind window', () => {
  it('shares the jackpot like a Verifier, and has its bond back', () => {
    const { trained } = toVerification({ verifiers: 2 });
    const { commit, reveal } = report(FAULT);
    world.do(WHISTLEBLOWER, commit);
    expect(heldBalance(world.chain.context, tasks.holdReasons.Report, WHISTLEBLOWER)).toBe(DISPUTES.bond);
    for (const { account } of world.task.verifiers) world.commit(account, FAULT);
    world.do(WHISTLEBLOWER, reveal);
    for (const { account } of world.task.verifiers) world.reveal(account, FAULT);
    world.unseal(trained);
    expect(heldBalance(world.chain.context, tasks.holdReasons.Report, WHISTLEBLOWER)).toBe(0n);
    world.verify();
    world.until('Settled');
    const gained = profit(WHISTLEBLOWER);
    // Three of them: a quarter of a third of the pot.
    expect(gained).toBeGreaterThan(0n);
    expect(gained).toBeLessThanOrEqual(UNIT / 12n);
  });

  it('that found nothing has its bond back; one that does not say loses it', () => {
    toVerification({ verifiers: 2 }, honest, 0);
    world.do(WHISTLEBLOWER, report(ACCEPT).commit);
    world.verify();
    expect(world.status).toBe('Revealing');
    world.until('Unsealing');
    world.unseal();
    expect(profit(WHISTLEBLOWER)).toBe(-DISPUTES.bond);
    world.until('Settled');
    expect(world.stake('Whistleblower', WHISTLEBLOWER).duties).toBe(0);
  });

  it('that accuses falsely loses its bond, half to the Solver, and the task goes on', async () => {
    const { trained, solver } = toVerification({ verifiers: 2 }, honest, 0);
    const { commit, reveal } = report(FAULT);
    world.do(WHISTLEBLOWER, commit);
    for (const { account } of world.task.verifiers) world.commit(account, ACCEPT);
    world.do(WHISTLEBLOWER, reveal);
    for (const { account } of world.task.verifiers) world.reveal(account, ACCEPT);
    world.unseal();
    expect(world.dispute).toMatchObject({ challenger: WHISTLEBLOWER, origin: { type: 'Report' } });
    await world.play({ defender: trained, challenger: new TinyTraining(world.task.seed!, 12, LIE) });
    expect(profit(WHISTLEBLOWER)).toBe(-DISPUTES.bond);
    expect(profit(solver)).toBe(DISPUTES.bond / 2n);
    expect(world.status).toBe('Challengeable');
    world.until('Settled');
  });
});
