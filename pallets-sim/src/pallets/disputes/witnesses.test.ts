import { MAX_SERVED } from '@plumbline/runtime-types/domain/limits';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import { describe, expect, it } from 'vitest';
import {
  MORE_VERIFIERS,
  MORE_WHISTLEBLOWERS,
  SALT,
  STAKE,
  VERIFIERS,
  WHISTLEBLOWER,
} from '../../../test/protocol/cast.ts';
import { challenge } from '../../../test/protocol/cell.ts';
import { act, CHEAT, near, trained } from '../../../test/protocol/outcomes-of-tolerance.ts';
import { WITNESS, WITNESS_DEPOSIT } from '../../../test/protocol/tariff.ts';
import { commit, heard, report, reported, reveal, witnessesOf } from '../../../test/protocol/witnessing.ts';
import { World } from '../../../test/protocol/world.ts';
import { signed } from '../../frame/origin.ts';
import { canServe } from '../tasks/draws.ts';
import { changeTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
import { WEIGHTS } from './weights.generated.ts';
import { witnessDeposit } from './witnesses.ts';

const [STRANGER] = MORE_WHISTLEBLOWERS as [string];

describe('witnesses of a trace', () => {
  it('are called by the challenger, of a trace that the Solver is committed to', () => {
    const world = new World({ verifiers: 4 });
    trained(world);
    world.verify(() => near);
    world.do(WHISTLEBLOWER, challenge());
    expect(world.failure(WHISTLEBLOWER, report(world))).toBe('Disputes.NotLaidOpen');
  });

  it('have the game wait for them, and say one after the other what they have committed to', async () => {
    const world = new World({ solvers: 2, verifiers: 5 });
    const { dispute, witnesses, drawn, solver } = await reported(world);
    const failure = world.failure.bind(world);
    const [first, second, third] = witnesses as [string, string, string];
    // Those that judge this attempt are not among them.
    const others = [...VERIFIERS, ...MORE_VERIFIERS].slice(0, 5).filter((who) => !drawn.includes(who));
    expect([...witnesses].sort()).toEqual(others.sort());
    expect(failure(WHISTLEBLOWER, report(world))).toBe('Disputes.WitnessesCalled');
    expect(failure(solver, report(world))).toBe('Disputes.NotParty');
    const concede = act(world, { type: 'Concede' });
    expect(failure(WHISTLEBLOWER, concede)).toBe('Disputes.WitnessesAtWork');
    const post = disputesPallet.call('postTranscript', { dispute, moves: [] });
    expect(failure(WHISTLEBLOWER, post)).toBe('Disputes.WitnessesAtWork');
    const says = (served: boolean) => disputesPallet.call('revealWitness', { dispute, served, salt: SALT });
    const commitment = witnessCommitment(true, SALT, first);
    const again = disputesPallet.call('commitWitness', { dispute, commitment });
    expect(failure(STRANGER, again)).toBe('Disputes.NotWitness');
    expect(failure(first, says(true))).toBe('Disputes.NotWitnessing');
    commit(world, dispute, first, true);
    expect(failure(first, again)).toBe('Disputes.AlreadyWitnessed');
    // What another has committed to cannot be revealed as one's own.
    world.do(second, again);
    commit(world, dispute, third, true);
    expect(failure(second, again)).toBe('Disputes.NotWitnessing');
    expect(failure(first, says(false))).toBe('Disputes.WitnessMismatch');
    expect(failure(second, says(true))).toBe('Disputes.WitnessMismatch');
    reveal(world, dispute, first, true);
    expect(failure(first, says(true))).toBe('Disputes.AlreadyWitnessed');
    heard(world, dispute);
    // The one that was heard has the trace.
    expect(witnessesOf(world, dispute)).toEqual([first]);
    expect(world.stake('Verifier', second)).toMatchObject({ online: false, duties: 0 });
    expect(failure(WHISTLEBLOWER, report(world))).toBe('Disputes.WitnessesCalled');
    world.do(WHISTLEBLOWER, concede);
    expect([...disputes.storage.Witnesses.keys(world.chain.context)]).toEqual([]);
    world.until('Settled');
  });

  it('are called for a deposit that the challenger has', async () => {
    const world = new World({ solvers: 2, verifiers: 5 });
    const made = await reported(world);
    const { deposit } = disputes.storage.Witnesses.get(world.chain.context, made.dispute)!;
    expect(deposit).toBe(WITNESS_DEPOSIT);
    const { context } = world.chain;
    const params = disputes.storage.Params.get(context);
    disputes.storage.Params.put(context, { ...params, bond: STAKE });
    expect(witnessDeposit(context, made.solver)).toBe(STAKE / 4n);
    disputes.storage.Params.put(context, params);
    expect(made.witnesses.length).toBeGreaterThan(0);
    for (const who of made.witnesses) expect(world.stake('Verifier', who).duties).toBeGreaterThan(0);
  });

  it('leave half of the room to others: beyond it those are drawn that have served before', async () => {
    const world = new World({ solvers: 2, verifiers: 7 });
    const { witnesses, drawn } = await reported(world, undefined, undefined, () =>
      changeTask(world.chain.context, world.id, ({ data }) => {
        const isNew = (who: string): boolean => !data.served.some(({ account }) => account === who);
        for (const account of VERIFIERS.filter(isNew)) {
          data.served.push({ account, role: { type: 'Verifier' } });
        }
        for (let n = data.served.length; n < MAX_SERVED / 2; n++)
          data.served.push({ account: toHex(new Uint8Array(32).fill(n)), role: { type: 'Whistleblower' } });
      }),
    );
    const before = world.task.served.filter(({ role }) => role.type === 'Verifier');
    const served = before.map(({ account }) => account).filter((who) => !drawn.includes(who));
    expect(served.length).toBeLessThan(5);
    expect([...witnesses].sort()).toEqual(served.sort());
    expect(canServe({ id: world.id, data: world.task }, MORE_WHISTLEBLOWERS[0]!)).toBe(true);
  });

  it('are paid what the deposit was made for, and the game goes on, also where the bond is another by then', async () => {
    const world = new World({ solvers: 2, verifiers: 5 });
    const { dispute, witnesses } = await reported(world);
    const { Params, Witnesses } = disputes.storage;
    const { context } = world.chain;
    const params = Params.get(context);
    const fee = WITNESS;
    const before = witnesses.map((who) => world.total(who));
    Params.put(context, { ...params, bond: 10n * params.bond });
    for (const who of witnesses) commit(world, dispute, who, true);
    for (const who of witnesses) reveal(world, dispute, who, true);
    expect(Witnesses.get(context, dispute)?.stage.type).toBe('Heard');
    expect(witnesses.map((who, i) => world.total(who) - before[i]!)).toEqual([fee, fee, fee]);
  });

  it('pay for what a reveal brings about: alone, the last of all, and one that convicts', async () => {
    const world = new World({ solvers: 2, verifiers: 5 });
    const { dispute, witnesses } = await reported(world, CHEAT);
    const weighed = (who: string, served: boolean): bigint => {
      const call = disputesPallet.call('revealWitness', { dispute, served, salt: SALT });
      const outcome = world.chain.dispatch(signed(who), call);
      expect(outcome.ok).toBe(true);
      return outcome.post.actualWeight!.refTime;
    };
    for (const who of witnesses) commit(world, dispute, who, false);
    const [first, second, last] = witnesses.map((who) => weighed(who, false));
    expect([first, second]).toEqual([WEIGHTS.revealWitness.refTime, first]);
    expect(last).toBeGreaterThan(WEIGHTS.hearWitnesses.refTime);
    expect(world.status).toBe('Open');
    const other = new World({ solvers: 2, verifiers: 5 });
    const made = await reported(other);
    for (const who of made.witnesses) commit(other, made.dispute, who, true);
    for (const who of made.witnesses.slice(1)) reveal(other, made.dispute, who, true);
    const [who = ''] = made.witnesses;
    const call = disputesPallet.call('revealWitness', { dispute: made.dispute, served: true, salt: SALT });
    expect(other.chain.dispatch(signed(who), call).post.actualWeight).toEqual(WEIGHTS.hearWitnesses);
  });
});
