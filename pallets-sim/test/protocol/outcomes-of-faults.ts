import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { MORE_WHISTLEBLOWERS, STAKE, WHISTLEBLOWER } from './cast.ts';
import { ACCEPT, type Cell, challenge, FAULT, honest, lying, reportedOnly, traces, trained } from './cell.ts';
import { held } from './ledger.ts';
import { BOND, halved, opened, REPLAY, SILENCE, settled, slashed, stake } from './tariff.ts';
import type { World } from './world.ts';

const bond = held('bond', WHISTLEBLOWER);
const bonded = [WHISTLEBLOWER, bond, BOND] as const;
const unbonded = [bond, WHISTLEBLOWER, 'all'] as const;
const fees = (...who: string[]) => who.map((each) => [each, REPLAY] as const);

/** A challenge that the Solver does not answer, until its Verifiers may. */
function abandoned(world: World, make = lying) {
  const all = trained(world, make);
  world.verify();
  world.do(WHISTLEBLOWER, challenge());
  world.wait(() => world.dispute.defence.type === 'Open');
  const [defender, other] = all.drawn;
  world.do(defender, disputesPallet.call('takeDefence', { dispute: 0 }));
  return { ...all, defender, other };
}

/** Faults, real and pretended. */
export const FAULTS: readonly Cell[] = [
  {
    outcome: 'accepted, unchallenged',
    status: 'Settled',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify();
      world.until('Settled');
      return [...opened(world), ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'fault proved by Verifiers',
    status: 'Open',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      world.verify(() => FAULT);
      await world.play({ defender, challenger: traces(world).right });
      return [...opened(world), ...slashed(solver, drawn, fees(...drawn))];
    },
  },
  {
    outcome: 'fault proved by one Verifier, accepted by the other that was drawn for it',
    status: 'Open',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      const [seeing, blind] = drawn;
      world.verify((who) => (who === seeing ? FAULT : ACCEPT));
      await world.play({ defender, challenger: traces(world).right });
      return [...opened(world), ...slashed(solver, [seeing], fees(seeing)), [stake(blind), JACKPOT, STAKE]];
    },
  },
  {
    outcome: 'fault accepted by Verifiers, reported by a Whistleblower in the blind window',
    status: 'Open',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      reportedOnly(world, drawn);
      await world.play({ defender, challenger: traces(world).right });
      const blind = drawn.map((who) => [stake(who), JACKPOT, STAKE] as const);
      return [...opened(world), ...slashed(solver, [WHISTLEBLOWER]), ...blind];
    },
  },
  {
    outcome: 'fault accepted by Verifiers, challenged by a Whistleblower; another challenge waited',
    status: 'Open',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world, lying);
      const [second] = MORE_WHISTLEBLOWERS as [string];
      world.register(second, 'Whistleblower');
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      world.do(second, challenge());
      await world.play({ defender, challenger: traces(world).right });
      const blind = drawn.map((who) => [stake(who), JACKPOT, STAKE] as const);
      const registered = [second, stake(second), STAKE] as const;
      return [registered, ...opened(world), ...slashed(solver, [WHISTLEBLOWER]), ...blind];
    },
  },
  {
    outcome: 'challenge fails',
    status: 'Settled',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      await world.play({ defender, challenger: traces(world).wrong });
      world.until('Settled');
      return [...opened(world), bonded, ...halved(bond, solver, BOND), ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'Solver silent in a dispute',
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      world.until('Open');
      const lost = slashed(solver, [WHISTLEBLOWER], fees(...drawn));
      return [...opened(world), bonded, ...lost, unbonded];
    },
  },
  {
    outcome: 'challenger silent in a dispute',
    status: 'Settled',
    async play(world) {
      const { trained: defender, solver, drawn } = trained(world);
      world.verify();
      world.do(WHISTLEBLOWER, challenge());
      const { who, call } = await world.move({ defender, challenger: defender });
      world.do(who, call);
      world.until('Settled');
      return [...opened(world), bonded, ...halved(bond, solver, BOND), ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'defence taken over by a Verifier and won',
    status: 'Settled',
    async play(world) {
      const { trained: trace, defender, solver, drawn } = abandoned(world, honest);
      await world.play({ defender: trace, challenger: traces(world).wrong });
      world.until('Settled');
      const silent = [stake(solver), JACKPOT, SILENCE] as const;
      const won = halved(bond, defender, BOND);
      return [...opened(world), bonded, silent, ...won, ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'defence taken over by a Verifier and lost',
    status: 'Open',
    async play(world) {
      const { trained: trace, defender, other, solver } = abandoned(world);
      await world.play({ defender: trace, challenger: traces(world).right });
      const lost = slashed(solver, [WHISTLEBLOWER], fees(other));
      return [...opened(world), bonded, ...lost, ...slashed(defender, [WHISTLEBLOWER]), unbonded];
    },
  },
];
