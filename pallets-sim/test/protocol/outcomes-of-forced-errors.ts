import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { STAKE, SUBMITTER, WHISTLEBLOWER } from './cast.ts';
import { ACCEPT, type Cell, FAULT, FORCED, lying, report, traces, trained } from './cell.ts';
import type { Movement } from './ledger.ts';
import {
  escrow,
  extraOf,
  FEE,
  forcedShare,
  INTERVAL,
  INTERVAL_FEE,
  opened,
  REPLAY,
  settled,
  slashed,
  stake,
  twentieth,
  verifierFeeFor,
} from './tariff.ts';
import type { World } from './world.ts';

const shares = (reporters: readonly string[], intervals = 4n): Movement[] =>
  reporters.map((who) => [JACKPOT, who, forcedShare(intervals, reporters.length)]);

/** Both Verifiers accept a forced error, and there are no others. */
function onlyAccused(world: World, make?: typeof lying) {
  const all = trained(world, make);
  world.verify(() => ACCEPT, all.trained);
  return all;
}

/** Forced errors, and what a Solver does about them. */
export const FORCED_ERRORS: readonly Cell[] = [
  {
    outcome: 'forced error, reported by both Verifiers',
    world: { verifiers: 4, tasks: FORCED },
    status: 'Settled',
    play(world) {
      const { trained: training, solver, drawn } = trained(world);
      world.verify(() => FAULT, training);
      world.verify();
      const second = world.task.verifiers.map(({ account }) => account);
      world.until('Settled');
      return [...opened(world), ...shares(drawn), ...settled(solver, second)];
    },
  },
  {
    outcome: 'forced error, reported by Verifiers and a Whistleblower',
    world: { verifiers: 4, tasks: FORCED },
    status: 'Settled',
    play(world) {
      const { trained: training, solver, drawn } = trained(world);
      const { commit, reveal } = report(FAULT);
      world.do(WHISTLEBLOWER, commit);
      for (const who of drawn) world.commit(who, FAULT);
      world.do(WHISTLEBLOWER, reveal);
      for (const who of drawn) world.reveal(who, FAULT);
      world.unseal(training);
      world.verify();
      const second = world.task.verifiers.map(({ account }) => account);
      world.until('Settled');
      return [...opened(world), ...shares([...drawn, WHISTLEBLOWER]), ...settled(solver, second)];
    },
  },
  {
    outcome: 'forced error, accepted by one Verifier, who pays what the second pass replays for it',
    world: { verifiers: 4, tasks: FORCED },
    status: 'Settled',
    play(world) {
      const { trained: training, solver, drawn } = trained(world, undefined, 250_000);
      const [seeing, blind] = drawn;
      world.verify((who) => (who === seeing ? FAULT : ACCEPT), training);
      world.verify();
      const second = world.task.verifiers.map(({ account }) => account);
      const extra = second.map((who) => [who, extraOf(world, who) * INTERVAL] as const);
      world.until('Settled');
      return [
        ...opened(world, 1n),
        ...shares([seeing], 1n),
        ...slashed(blind, [seeing], extra),
        ...settled(solver, second, verifierFeeFor(1n)),
      ];
    },
  },
  {
    outcome: 'forced error, accepted by all, who pay; a fault of the Solver is found in the second pass',
    world: { solvers: 2, verifiers: 4, tasks: FORCED },
    status: 'Open',
    async play(world) {
      const { trained: defender, solver } = trained(world, lying);
      world.verify(() => ACCEPT, defender);
      world.verify(() => FAULT);
      const second = world.task.verifiers.map(({ account }) => account);
      await world.play({ defender, challenger: traces(world).right });
      // The accusation falls with the attempt.
      return [
        ...opened(world),
        ...slashed(
          solver,
          second,
          second.map((who) => [who, REPLAY] as const),
        ),
      ];
    },
  },
  {
    outcome: 'forced error, accepted by all Verifiers there are: they are called, and stand by it',
    world: { tasks: FORCED },
    status: 'Settled',
    play(world) {
      const { solver, drawn } = onlyAccused(world);
      world.verify();
      world.until('Settled');
      return [
        ...opened(world),
        ...drawn.map((who): Movement => [stake(who), JACKPOT, STAKE]),
        [escrow, solver, FEE],
        [escrow, JACKPOT, twentieth(FEE)],
        [escrow, SUBMITTER, 'all'],
      ];
    },
  },
  {
    outcome: 'forced error, accepted by all Verifiers there are: they are called, and keep silent',
    world: { tasks: FORCED },
    status: 'Expired',
    play(world) {
      const { drawn, solver } = onlyAccused(world);
      world.until('Expired');
      const lost = drawn.map((who): Movement => [stake(who), JACKPOT, STAKE]);
      return [...opened(world), ...lost, [escrow, solver, INTERVAL_FEE], [escrow, SUBMITTER, 'all']];
    },
  },
  {
    outcome: 'accused by a Solver that lies, with nobody else to look: they are called, and prove it',
    world: { solvers: 2, tasks: FORCED },
    status: 'Open',
    async play(world) {
      const { trained: defender, solver, drawn } = onlyAccused(world, lying);
      world.verify(() => FAULT);
      await world.play({ defender, challenger: traces(world).right });
      return [
        ...opened(world),
        ...slashed(
          solver,
          drawn,
          drawn.map((who) => [who, REPLAY] as const),
        ),
      ];
    },
  },
  {
    outcome: 'forced error, and a Verifier that committed does not reveal',
    world: { verifiers: 4, tasks: FORCED },
    status: 'Settled',
    play(world) {
      const { trained: training, solver, drawn } = trained(world);
      const [seeing, silent] = drawn;
      for (const who of drawn) world.commit(who, FAULT);
      world.reveal(seeing, FAULT);
      world.unseal(training);
      world.verify();
      const second = world.task.verifiers.map(({ account }) => account);
      world.until('Settled');
      // The jackpot has the slash before it pays; a third of it is still more than the bound of one event.
      return [
        ...opened(world),
        [stake(silent), JACKPOT, STAKE],
        [JACKPOT, seeing, boundOfEvent()],
        ...settled(solver, second),
      ];
    },
  },
];

function boundOfEvent(): bigint {
  return 4n * twentieth(FEE + 2n * verifierFeeFor(4n));
}
