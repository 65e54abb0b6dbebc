import { afterEach, describe, expect, it } from 'vitest';
import { ENDOWMENT, STAKE, VERIFIERS, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { playOffChain } from '../../../test/protocol/off-chain.ts';
import { type Corrupt, TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';

const { bond } = DEFAULT_PARAMS;
let world: World;
let before: { sum: bigint; issuance: bigint };
afterEach(() => {
  expect(world.money()).toEqual(before);
});

const lieAbout =
  (wrong: number): Corrupt =>
  (step, node, output) => {
    if (step === 7 && node === wrong) output[1]! += 0.5;
  };
const lie = lieAbout(3);
const take = disputesPallet.call('takeDefence', { dispute: 0 });

/** A challenge of interval 2 that the Solver leaves alone, after a false move if it is `spiteful`. */
async function abandoned(options: { corrupt?: Corrupt; spiteful?: boolean } = {}) {
  world = new World({ solvers: 2, verifiers: 3 });
  before = world.money();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const trained = world.train((seed, steps) => new TinyTraining(seed, steps, options.corrupt));
  world.verify();
  const honest = new TinyTraining(world.task.seed!, 12);
  const liar = new TinyTraining(world.task.seed!, 12, lieAbout(2));
  world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
  const [solver] = [world.task.solver!];
  const [verifier, other] = world.task.verifiers.map(({ account }) => account) as [string, string];
  const earned = new Map([solver, verifier, other].map((who) => [who, world.total(who)]));
  if (options.spiteful === true) {
    for (const who of [0, 1]) {
      const { who: by, call } = await world.move({ defender: liar, challenger: honest });
      world.do(by, call);
      expect(who).toBeLessThan(2);
    }
  }
  world.wait(() => world.dispute.defence.type === 'Open');
  return {
    trained,
    honest,
    liar,
    solver,
    verifier,
    other,
    gain: (who: string) => world.total(who) - earned.get(who)!,
  };
}

describe('the defence of a silent Solver', () => {
  it('is taken over by a Verifier that accepted its work, and wins from the beginning', async () => {
    const { honest, liar, verifier, solver, other, gain } = await abandoned({ spiteful: true });
    const { round } = world.dispute;
    expect(round).toBe(2);
    world.do(verifier, take);
    expect(world.dispute).toMatchObject({ defender: verifier, defence: { type: 'Verifier' }, round });
    expect(world.failure(other, take)).toBe('Disputes.DefenceNotOpen');
    const { judged } = await world.play({ defender: honest, challenger: liar });
    expect(judged).toMatchObject({ winner: { type: 'Defender' }, reason: { type: 'OperationRight' } });
    expect(world.status).toBe('Challengeable');
    expect(gain(verifier)).toBe(bond / 2n);
    expect(gain(solver)).toBe(-STAKES.silenceSlash);
    expect(gain(other)).toBe(0n);
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT - bond);
    world.until('Settled');
  });

  it('is lost by a Verifier that accepted a lie, of whose slash the challenger has half', async () => {
    const { trained, honest, verifier, other, solver, gain } = await abandoned({ corrupt: lie });
    world.do(verifier, take);
    const { judged } = await world.play({ defender: trained, challenger: honest });
    expect(judged).toMatchObject({ winner: { type: 'Challenger' }, reason: { type: 'OperationWrong' } });
    expect(world.status).toBe('Open');
    expect(gain(solver)).toBe(-STAKE);
    expect(gain(verifier)).toBe(-STAKE);
    // The other has its fee: that one Verifier lost shows nothing about it.
    expect(gain(other)).toBeGreaterThan(0n);
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT + STAKE);
  });

  it('is lost by a Verifier that takes over and is silent', async () => {
    const { verifier, solver, gain } = await abandoned();
    world.do(verifier, take);
    world.until('Open');
    expect([gain(verifier), gain(solver)]).toEqual([-STAKE, -STAKE]);
  });

  it('is for nobody else, and not for the Solver again', async () => {
    const { honest, solver, liar } = await abandoned();
    const outsider = VERIFIERS.find((who) => !world.task.verifiers.some(({ account }) => account === who))!;
    for (const who of [outsider, solver, WHISTLEBLOWER])
      expect(world.failure(who, take)).toBe('Disputes.NotAccepted');
    const { call } = await world.move({ defender: honest, challenger: liar });
    expect(world.failure(solver, call)).toBe('Disputes.DefenceOpen');
    const moves = await playOffChain(world, { defender: honest, challenger: liar });
    expect(world.failure(solver, disputesPallet.call('postTranscript', { dispute: 0, moves }))).toBe(
      'Disputes.DefenceOpen',
    );
    world.until('Open');
  });

  it('begins with nothing that was signed before', async () => {
    const { honest, liar, verifier, solver } = await abandoned({ spiteful: true });
    const old = await playOffChain(world, { defender: liar, challenger: honest });
    world.do(verifier, take);
    expect(world.failure(solver, disputesPallet.call('postTranscript', { dispute: 0, moves: old }))).toBe(
      'Disputes.BadSignature',
    );
    world.do(
      WHISTLEBLOWER,
      disputesPallet.call('postTranscript', {
        dispute: 0,
        moves: await playOffChain(world, { defender: honest, challenger: liar }),
      }),
    );
    expect(world.status).toBe('Challengeable');
  });
});
