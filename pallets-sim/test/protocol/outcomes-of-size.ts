import { encodeNode } from '@plumbline/verification/graph/codec';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import { SUBMITTER, WHISTLEBLOWER } from './cast.ts';
import type { Cell } from './cell.ts';
import { bond, bonded, deny, playTally, tallyOf } from './tallying.ts';
import { BOND, escrow, halved, PROFILE, slashed, submitted } from './tariff.ts';
import { RECORDS, tinySpec } from './tiny-training.ts';

const TOO_LARGE = { type: 'TooLarge' } as const;
/** One node is said to take more elements than all may together. */
const MORE = { units: 0n, elements: 2n ** 30n };
/** Nodes of 2^28 elements each, in the place of three of the program: any two of them are as many as all may have. */
const HUGE = encodeNode({
  ...{ operator: { type: 'fill', value: { bits: 0 } }, inputs: [], inputShapes: [] },
  shape: [2 ** 28],
});
const HUGE_RECORDS = RECORDS.map((record, index) => (index >= 3 && index < 6 ? HUGE : record));
const HUGE_PROGRAM = { ...tinySpec().program, root: recordsRoot(HUGE_RECORDS) };

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
      playTally(world, RECORDS, MORE);
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
      playTally(world, HUGE_RECORDS);
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
