import { encodeNode } from '@plumbline/verification/graph/codec';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import type { Cell } from './cell.ts';
import { held, type Movement } from './ledger.ts';
import { BOND, escrow, halved, PROFILE, slashed, submitted } from './tariff.ts';
import { RECORDS, tinySpec } from './tiny-training.ts';
import { SUBMITTER, WHISTLEBLOWER, type World } from './world.ts';

const TOO_LARGE = { type: 'TooLarge' } as const;
/** Nodes of 2^28 elements each, in the place of three of the program: any two of them are as many as all may have. */
const HUGE = encodeNode({
  ...{ operator: { type: 'fill', value: { bits: 0 } }, inputs: [], inputShapes: [] },
  shape: [2 ** 28],
});
const HUGE_RECORDS = RECORDS.map((record, index) => (index >= 3 && index < 6 ? HUGE : record));
const HUGE_PROGRAM = { ...tinySpec().program, root: recordsRoot(HUGE_RECORDS) };

const deny = disputesPallet.call('denyProfile', { task: 0 });
const bond = held('bond', WHISTLEBLOWER);
const bonded: Movement = [WHISTLEBLOWER, bond, BOND];
const tallyOf = ({ chain }: World) => disputes.storage.Tallies.get(chain.context, 0);

/** The game about what a program takes, to its end: the defender claims more than the records say where it `lies`. */
function tally(world: World, records: readonly Uint8Array[], lies: boolean): void {
  const right = runningSums(1, records);
  // Right up to the second node, which is then said to take more than all may together.
  const wrong = right.map((sum, at) => (at < 4 ? sum : { ...sum, elements: sum.elements + 2n ** 30n }));
  for (let game = tallyOf(world); game !== undefined; game = tallyOf(world)) {
    const { phase } = game;
    const isDefence = tallyTurn(phase) === 'Defender';
    // Against the truth there is nothing to pick, so the challenger picks anything.
    const pick = { type: 'PickSum', value: { index: 0 } } as const;
    const accuse = () => (!lies && phase.type === 'Choice' ? pick : challengeTally(phase, right, records));
    const move = isDefence ? defendTally(phase, lies ? wrong : right) : accuse();
    world.do(
      isDefence ? game.defender : game.challenger,
      disputesPallet.call('playTally', { task: 0, move }),
    );
  }
}

/** Programs of which profilers say that they take more than any program may. */
export const SIZES: readonly Cell[] = [
  {
    outcome: 'TooLarge: a Whistleblower denies it of a program that is not, and another profiler looks',
    world: { solvers: 2, verifiers: 3 },
    status: 'Open',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.profile(() => TOO_LARGE);
      const liar = world.profiler!;
      world.do(WHISTLEBLOWER, deny);
      tally(world, RECORDS, true);
      world.profile();
      world.until('Open');
      return [...[submitted(), bonded, ...slashed(liar, [WHISTLEBLOWER])], [bond, WHISTLEBLOWER, 'all']];
    },
  },
  {
    outcome:
      'TooLarge: nobody but the Submitter denies it of a program that is not, and the profiler is silent',
    world: { solvers: 2, verifiers: 3 },
    status: 'Open',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.profile(() => TOO_LARGE);
      const liar = world.profiler!;
      world.do(SUBMITTER, deny);
      world.wait(() => tallyOf(world) === undefined);
      world.profile();
      world.until('Open');
      return [submitted(), ...slashed(liar, [SUBMITTER])];
    },
  },
  {
    outcome: 'TooLarge: denied of a program that is, in vain; the task is rejected',
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000, program: HUGE_PROGRAM });
      world.profile(() => TOO_LARGE);
      const profiler = world.profiler!;
      world.do(WHISTLEBLOWER, deny);
      tally(world, HUGE_RECORDS, false);
      if (world.failure(WHISTLEBLOWER, deny) !== 'Disputes.MayNotDeny') throw new Error('denied twice');
      world.until('Rejected');
      return [
        ...[submitted(), bonded, ...halved(bond, profiler, BOND)],
        [escrow, profiler, PROFILE],
        [escrow, SUBMITTER, 'all'],
      ];
    },
  },
  {
    outcome: 'TooLarge: passed by a profiler, denied by the Solver that was drawn, and rejected',
    world: { solvers: 2, verifiers: 3 },
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000, program: HUGE_PROGRAM });
      world.profile();
      const passed = world.profiler!;
      world.until('Assigned');
      const solver = world.task.solver!;
      world.do(solver, deny);
      // What the records take is far more than what it said.
      world.wait(() => tallyOf(world) === undefined);
      world.profile(() => TOO_LARGE);
      const profiler = world.profiler!;
      world.until('Rejected');
      return [
        ...[submitted(), ...slashed(passed, [solver])],
        [escrow, profiler, PROFILE],
        [escrow, SUBMITTER, 'all'],
      ];
    },
  },
];
