import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { programTerms } from '../../src/pallets/disputes/program-terms.ts';
import { SUBMITTER, WHISTLEBLOWER } from './cast.ts';
import type { Cell } from './cell.ts';
import { held, type Movement } from './ledger.ts';
import { bond, bonded, deny, playTally } from './tallying.ts';
import { BOND, escrow, FEE, halved, PROFILE, slashed, submitted } from './tariff.ts';
import { RECORDS, tinySpec } from './tiny-training.ts';
import type { World } from './world.ts';

/** The program with the record of its third node cut short. */
const BAD = 4;
const BROKEN = RECORDS.map((record, index) => (index === BAD ? record.subarray(1) : record));
const BROKEN_PROGRAM = { ...tinySpec().program, root: recordsRoot(BROKEN) };

const malformed: ProfileReport = { type: 'Malformed', value: { record: BAD } };
const { unitsPerStep } = tinySpec();
const WRONG: ProfileReport = { type: 'Ok', value: { unitsPerStep: unitsPerStep + 5n } };
const MORE = { units: 5n, elements: 0n };

const about = (world: World, name: 'proveMalformed' | 'refuteMalformed', records: readonly Uint8Array[]) => {
  const openings = openForCheck(programTerms(world.task.spec), BAD, records);
  return disputesPallet.call(name, { task: 0, record: BAD, openings });
};
const submit = (world: World, profilers: number, program = tinySpec().program) =>
  world.submit({ sampleRate: 1_000_000, profilers, program });
/** The Submitter's escrow, with the fees of so many profilers. */
const escrowed = (profilers: number): Movement => {
  const [from, to, amount] = submitted();
  return [from, to, (amount as bigint) + BigInt(profilers - 1) * PROFILE];
};
const returned: Movement = [escrow, SUBMITTER, 'all'];
const profilersOf = ({ task }: World): string[] => task.profilers.map(({ account }) => account);

/** The first of three profilers says one thing, the two others another. */
function profileAgainst(world: World, one: ProfileReport, others: ProfileReport): [string, string, string] {
  world.wait(() => world.task.profilers.length === 3);
  const drawn = profilersOf(world) as [string, string, string];
  world.profile((who) => (who === drawn[0] ? one : others));
  return drawn;
}

/** What profilers say of a program's records, shown by others to be wrong. */
export const PROFILES: readonly Cell[] = [
  {
    outcome: 'record malformed, passed by two profilers and shown by the third',
    world: { solvers: 2, verifiers: 3 },
    status: 'Rejected',
    play(world) {
      submit(world, 3, BROKEN_PROGRAM);
      const [honest, ...liars] = profileAgainst(world, malformed, {
        type: 'Ok',
        value: { unitsPerStep },
      });
      world.do(honest, about(world, 'proveMalformed', BROKEN));
      return [
        escrowed(3),
        ...liars.flatMap((who) => slashed(who, [honest])),
        [escrow, honest, PROFILE],
        returned,
      ];
    },
  },
  {
    outcome: 'record malformed, passed by the profiler and shown by the Solver, which is paid for its time',
    status: 'Rejected',
    play(world) {
      submit(world, 1, BROKEN_PROGRAM);
      world.profile();
      const [liar] = profilersOf(world) as [string];
      world.until('Assigned');
      const { solver, deadline, spec } = world.task;
      const since = deadline - spec.stallBlocks;
      world.chain.nextBlock(4);
      const blocks = BigInt(world.chain.blockNumber() - since);
      world.do(solver!, about(world, 'proveMalformed', BROKEN));
      const paid = (FEE * blocks) / BigInt(spec.stallBlocks) / 4n;
      return [escrowed(1), ...slashed(liar, [solver!]), [escrow, solver!, paid], returned];
    },
  },
  {
    outcome: 'record called malformed, and shown to be none; another profiler looks',
    world: { solvers: 2, verifiers: 3 },
    status: 'Open',
    play(world) {
      submit(world, 1);
      world.profile(() => malformed);
      const [liar] = profilersOf(world) as [string];
      world.do(WHISTLEBLOWER, about(world, 'refuteMalformed', RECORDS));
      world.profile();
      world.until('Open');
      return [escrowed(1), ...slashed(liar, [WHISTLEBLOWER])];
    },
  },
  {
    outcome: 'record called malformed by a profiler that nobody refutes',
    status: 'Rejected',
    play(world) {
      submit(world, 1);
      world.profile(() => malformed);
      const [profiler] = profilersOf(world) as [string];
      world.until('Rejected');
      return [escrowed(1), [escrow, profiler, PROFILE], returned];
    },
  },
  {
    outcome: 'wrong units: found by two of three profilers, denied by the third and proved wrong',
    world: { solvers: 2, verifiers: 3 },
    status: 'Open',
    play(world) {
      submit(world, 3);
      const [honest, ...liars] = profileAgainst(world, { type: 'Ok', value: { unitsPerStep } }, WRONG);
      world.do(honest, deny);
      playTally(world, RECORDS, MORE);
      world.until('Open');
      const defended = liars.find((who) => !profilersOf(world).includes(who))!;
      const pocket = held('bond', honest);
      // What two are left with is the lower: what is right.
      return [
        ...[escrowed(3), [honest, pocket, BOND] as const, ...slashed(defended, [honest])],
        [pocket, honest, 'all'],
      ];
    },
  },
  {
    outcome: 'right units: denied by a Whistleblower, in vain',
    status: 'Open',
    play(world) {
      submit(world, 1);
      world.profile();
      const [profiler] = profilersOf(world) as [string];
      world.do(WHISTLEBLOWER, deny);
      playTally(world, RECORDS);
      world.until('Open');
      return [escrowed(1), bonded, ...halved(bond, profiler, BOND)];
    },
  },
];
