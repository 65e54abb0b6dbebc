import { MAX_SERVED } from '@plumbline/runtime-types/domain/limits';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import { describe, expect, it } from 'vitest';
import { challenge } from '../../../test/protocol/cell.ts';
import { act, near, trained } from '../../../test/protocol/outcomes-of-tolerance.ts';
import { commit, report, reported, reveal } from '../../../test/protocol/outcomes-of-witnesses.ts';
import { SILENCE, WITNESS, WITNESS_DEPOSIT } from '../../../test/protocol/tariff.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import {
  MORE_WHISTLEBLOWERS,
  SALT,
  STAKE,
  SUBMITTER,
  VERIFIERS,
  WHISTLEBLOWER,
  World,
} from '../../../test/protocol/world.ts';
import { canServe } from '../tasks/draws.ts';
import { tasksPallet } from '../tasks/pallet.ts';
import { changeTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
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
    const world = new World({ solvers: 2, verifiers: 4 });
    const { dispute, witnesses, drawn, solver } = await reported(world);
    const failure = world.failure.bind(world);
    const [first, second] = witnesses;
    // Those that judge this attempt are not among them.
    expect(VERIFIERS.filter((who) => !drawn.includes(who)).sort()).toEqual([...witnesses].sort());
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
    expect(failure(second, again)).toBe('Disputes.NotWitnessing');
    expect(failure(first, says(false))).toBe('Disputes.WitnessMismatch');
    expect(failure(second, says(true))).toBe('Disputes.WitnessMismatch');
    reveal(world, dispute, first, true);
    expect(failure(first, says(true))).toBe('Disputes.AlreadyWitnessed');
    world.wait(() => disputes.storage.Witnesses.get(world.chain.context, dispute)?.stage.type === 'Heard');
    // The one that was heard has the trace.
    const heard = disputes.storage.Witnesses.get(world.chain.context, dispute)!;
    expect(heard.drawn.map(({ account }) => account)).toEqual([first]);
    expect(world.stake('Verifier', second)).toMatchObject({ online: false, duties: 0 });
    expect(failure(WHISTLEBLOWER, report(world))).toBe('Disputes.WitnessesCalled');
    world.do(WHISTLEBLOWER, concede);
    expect([...disputes.storage.Witnesses.keys(world.chain.context)]).toEqual([]);
    world.until('Settled');
  });

  it('are called for a deposit that the challenger has', async () => {
    const world = new World({ solvers: 2, verifiers: 4 });
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
    const world = new World({ solvers: 2, verifiers: 4 });
    const served = new Set<string>();
    const { witnesses } = await reported(world, undefined, undefined, () =>
      changeTask(world.chain.context, world.id, ({ data }) => {
        const free = VERIFIERS.find((who) => !data.served.some(({ account }) => account === who))!;
        data.served.push({ account: free, role: { type: 'Verifier' } });
        served.add(free);
        for (let n = data.served.length; n < MAX_SERVED / 2; n++)
          data.served.push({ account: toHex(new Uint8Array(32).fill(n)), role: { type: 'Whistleblower' } });
      }),
    );
    expect(new Set(witnesses)).toEqual(served);
    expect(canServe({ id: world.id, data: world.task }, MORE_WHISTLEBLOWERS[0]!)).toBe(true);
  });

  it('lose nothing by silence about a private task of which its Submitter has not given them the key', async () => {
    const world = new World({ solvers: 2, verifiers: 4 });
    const { blob } = tinySpec().dataset;
    const sealed = { program: blob, dataset: blob };
    const { dispute, witnesses } = await reported(world, undefined, { sealed });
    const [given, left] = witnesses;
    const box = { task: world.id, who: given, key: new Uint8Array(80) };
    world.do(SUBMITTER, tasksPallet.call('sealKey', box));
    const before = [given, left].map((who) => world.stake('Verifier', who).stake);
    world.wait(() => disputes.storage.Witnesses.get(world.chain.context, dispute)?.stage.type === 'Heard');
    const lost = [given, left].map((who, i) => before[i]! - world.stake('Verifier', who).stake);
    expect(lost).toEqual([SILENCE, 0n]);
    expect(world.stake('Verifier', left)).toMatchObject({ online: true, duties: 0 });
  });

  it('are paid what the deposit was made for, and the game goes on, also where the bond is another by then', async () => {
    const world = new World({ solvers: 2, verifiers: 4 });
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
    expect(witnesses.map((who, i) => world.total(who) - before[i]!)).toEqual([fee, fee]);
  });
});
