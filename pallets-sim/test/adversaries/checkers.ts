import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { commitmentOf } from '../../src/pallets/tasks/commitment.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { MORE_WHISTLEBLOWERS, SALT, SUBMITTER, VERIFIERS, WHISTLEBLOWER } from '../protocol/cast.ts';
import { ACCEPT, challenge, FAULT, FORCED, lying, reportedOnly, traces, trained } from '../protocol/cell.ts';
import { playOffChain } from '../protocol/off-chain.ts';
import { FEE, forcedShare, PROFILE, REPLAY } from '../protocol/tariff.ts';
import type { Strategy } from './strategy.ts';

/** Attacks of Verifiers, Whistleblowers, profilers and Submitters. */
export const CHECKERS_ATTACKS: readonly Strategy[] = [
  {
    name: 'lazy-verifier',
    idea: 'accepts everything unseen',
    world: { verifiers: 4, tasks: FORCED },
    play(world) {
      const { trained: made, solver, drawn } = trained(world);
      const [lazy, seeing] = drawn;
      world.verify((who) => (who === lazy ? ACCEPT : FAULT), made);
      world.verify();
      world.until('Settled');
      const profiled = world.profiler === lazy ? PROFILE : 0n;
      const honestly = forcedShare(4n, 2) + profiled;
      return { attackers: [lazy], honest: [solver, seeing], honestly, foundBy: 'forced error' };
    },
  },
  {
    name: 'copying',
    idea: "commits to another Verifier's hash, and to what that reveals",
    world: { verifiers: 3 },
    play(world) {
      const { solver, drawn } = trained(world);
      const [copier, other] = drawn;
      world.commit(other, ACCEPT);
      const commitment = commitmentOf(ACCEPT, SALT, other);
      world.do(copier, tasksPallet.call('commitVerdict', { task: 0, commitment }));
      world.reveal(other, ACCEPT);
      const reveal = tasksPallet.call('revealVerdict', { task: 0, verdict: ACCEPT, salt: SALT });
      const foundBy = world.failure(copier, reveal) ?? '-';
      world.wait(() => world.task.verifiers.length === 3);
      world.verify();
      world.until('Settled');
      return { attackers: [copier], honest: [solver, other], honestly: REPLAY, foundBy };
    },
  },
  {
    name: 'false-accusation',
    idea: 'challenges honest work',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      await world.play({ defender, challenger: traces(world).wrong });
      world.until('Settled');
      return {
        attackers: [WHISTLEBLOWER],
        honest: [solver, ...drawn],
        honestly: 0n,
        foundBy: 'one operation',
      };
    },
  },
  {
    name: 'false-report',
    idea: 'reports honest work in the blind window',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      reportedOnly(world, drawn);
      await world.play({ defender, challenger: traces(world).wrong });
      world.until('Settled');
      return {
        attackers: [WHISTLEBLOWER],
        honest: [solver, ...drawn],
        honestly: 0n,
        foundBy: 'one operation',
      };
    },
  },
  {
    name: 'copied-challenge',
    idea: 'challenges the interval that another has found, to share in it',
    async play(world) {
      const { trained: defender } = trained(world, lying);
      const [copier] = MORE_WHISTLEBLOWERS as [string];
      world.register(copier, 'Whistleblower');
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      world.do(copier, challenge());
      await world.play({ defender, challenger: traces(world).right });
      return { attackers: [copier], honest: [WHISTLEBLOWER], honestly: 0n, foundBy: 'the first has all' };
    },
  },
  {
    name: 'sybil-reporters',
    idea: 'splits one report of a forced error among three accounts',
    world: { verifiers: 4, tasks: FORCED },
    play(world) {
      const { trained: made, drawn } = trained(world);
      const shams = [WHISTLEBLOWER, ...MORE_WHISTLEBLOWERS.slice(0, 2)];
      for (const who of shams.slice(1)) world.register(who, 'Whistleblower');
      for (const who of shams) {
        world.do(
          who,
          tasksPallet.call('commitReport', { task: 0, commitment: commitmentOf(FAULT, SALT, who) }),
        );
      }
      for (const who of drawn) world.commit(who, FAULT);
      for (const who of shams) {
        world.do(who, tasksPallet.call('revealReport', { task: 0, verdict: FAULT, salt: SALT }));
      }
      for (const who of drawn) world.reveal(who, FAULT);
      world.unseal(made);
      world.verify();
      world.until('Settled');
      return { attackers: shams, honest: drawn, honestly: forcedShare(4n, 3), foundBy: 'halving shares' };
    },
  },
  {
    name: 'replay',
    idea: 'posts the signed moves of a dispute that was lost in another',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      const [second] = MORE_WHISTLEBLOWERS as [string];
      world.register(second, 'Whistleblower');
      world.verify();
      // Its accomplice is silent after a move of the Solver's, which keeps what both have signed.
      world.do(second, challenge());
      const { right } = traces(world);
      const signed = await playOffChain(world, { defender, challenger: right });
      const { who, call } = await world.move({ defender, challenger: right });
      world.do(who, call);
      world.until('Challengeable', 1_000);
      world.do(WHISTLEBLOWER, challenge());
      const dispute = world.task.dispute!;
      const foundBy =
        world.failure(solver, disputesPallet.call('postTranscript', { dispute, moves: signed })) ?? '-';
      await world.play({ defender, challenger: right });
      return {
        attackers: [solver, second, ...drawn],
        honest: [WHISTLEBLOWER],
        honestly: FEE,
        foundBy,
      };
    },
  },
  {
    name: 'poisoned-profile',
    idea: 'a profiler claims other units, to have the task rejected',
    world: { verifiers: 3 },
    play(world) {
      world.submit({ profilers: 3 });
      const [liar, ...others] = VERIFIERS.slice(0, 3) as [string, ...string[]];
      const { unitsPerStep } = world.task.spec;
      world.profile((who) => ({
        type: 'Ok',
        value: { unitsPerStep: who === liar ? 10n ** 9n : unitsPerStep },
      }));
      return { attackers: [liar], honest: others, honestly: PROFILE, foundBy: 'median' };
    },
  },
  {
    name: 'crafted-graph',
    idea: 'a Submitter has everybody work on a program that is none',
    play(world) {
      world.submit();
      world.profile(() => ({ type: 'Malformed', value: { record: 3 } }));
      return { attackers: [SUBMITTER], honest: VERIFIERS.slice(0, 2), honestly: 0n, foundBy: 'profiling' };
    },
  },
];
