import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { openFileLeaf } from '@plumbline/verification/pinpoint/file-leaf';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { SUBMITTER } from './cast.ts';
import { type Cell, trained } from './cell.ts';
import type { Movement } from './ledger.ts';
import { DEMAND, escrow, INTERVAL_FEE, opened, PROFILE, REPLAY, slashed, submitted } from './tariff.ts';
import { DATASET_FILE, PROGRAM_FILE } from './tiny-training.ts';
import type { World } from './world.ts';

const DATASET: DemandedLeaf = { type: 'Dataset', value: { leaf: 0 } };
const UNAVAILABLE: ProfileReport = { type: 'Unavailable' };
const NON_FINITE: ProfileReport = { type: 'NonFinite' };
const returned: Movement = [escrow, SUBMITTER, 'all'];
const demand = disputesPallet.call('demand', { task: 0, what: DATASET });

function show(world: World, who: string, what: DemandedLeaf): void {
  const file = what.type === 'Program' ? PROGRAM_FILE : DATASET_FILE;
  const opening = { type: 'File', value: openFileLeaf(file, what.value.leaf) } as const;
  world.do(who, disputesPallet.call('supply', { task: 0, what, opening }));
}

/** Everything that the chain itself demands is shown by the Submitter. */
function showAll(world: World): void {
  for (const { what } of disputes.storage.Demands.get(world.chain.context, 0)) show(world, SUBMITTER, what);
}

/** The task is looked at by one Verifier, and then by the other: who they are, in that order. */
function lookedAtTwice(world: World, first: ProfileReport, second?: ProfileReport): [string, string] {
  world.submit({ sampleRate: 1_000_000 });
  world.profile(() => first);
  showAll(world);
  const before = world.profiler!;
  if (second === undefined) world.profile();
  else world.profile(() => second);
  const [, after] = world.task.profilers as [unknown, { account: string }];
  return [before, after.account];
}

const paid = (who: string): Movement => [escrow, who, PROFILE];

/** Files that are not to be had, or said not to be, and steps said not to stay finite. */
export const FILES: readonly Cell[] = [
  {
    outcome: 'said to be unreachable, and nothing is shown',
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.profile(() => UNAVAILABLE);
      world.until('Rejected');
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'said to be unreachable, shown, and had by another, who alone has the fee',
    world: { solvers: 0 },
    status: 'Expired',
    play(world) {
      const [, second] = lookedAtTwice(world, UNAVAILABLE);
      world.until('Expired');
      return [submitted(), paid(second), returned];
    },
  },
  {
    outcome: 'said to be unreachable by all, though it was shown on chain: what they say stands',
    status: 'Rejected',
    play(world) {
      const both = lookedAtTwice(world, UNAVAILABLE, UNAVAILABLE);
      world.until('Rejected');
      return [submitted(), ...both.map(paid), returned];
    },
  },
  {
    outcome: 'said not to stay finite, and found finite by another, who alone has the fee',
    world: { solvers: 0 },
    status: 'Expired',
    play(world) {
      const [, second] = lookedAtTwice(world, NON_FINITE);
      world.until('Expired');
      return [submitted(), paid(second), returned];
    },
  },
  {
    outcome: 'said not to stay finite by both that looked',
    status: 'Rejected',
    play(world) {
      const both = lookedAtTwice(world, NON_FINITE, NON_FINITE);
      world.until('Rejected');
      return [submitted(), ...both.map(paid), returned];
    },
  },
  {
    outcome: 'said not to stay finite, with nobody else to look',
    world: { verifiers: 1 },
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.profile(() => NON_FINITE);
      world.until('Rejected');
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'said not to stay finite by two, and only one is there to look again: what the two found stands',
    world: { solvers: 0, verifiers: 3 },
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000, profilers: 2 });
      world.wait(() => world.task.profilers.length === 2);
      const first = world.task.profilers.map(({ account }) => account);
      world.profile(() => NON_FINITE);
      world.wait(() => world.task.profilers.length === 3 && world.task.searchUntil === 0);
      const { unitsPerStep } = world.task.spec;
      const sound: ProfileReport = { type: 'Ok', value: { unitsPerStep } };
      const [again] = world.task.profilers.filter(({ second }) => second);
      world.commitProfile(again!.account, sound);
      world.revealProfile(again!.account, sound);
      world.until('Rejected');
      const [, , most] = submitted();
      return [[SUBMITTER, escrow, (most as bigint) + PROFILE], ...first.map(paid), returned];
    },
  },
  {
    outcome: 'of three that were asked for one is there to look: it has its fee, and the task is over',
    world: { verifiers: 1 },
    status: 'Expired',
    play(world) {
      world.submit({ sampleRate: 1_000_000, profilers: 3 });
      world.profile();
      const first = world.profiler!;
      world.until('Expired');
      const [, , most] = submitted();
      return [[SUBMITTER, escrow, (most as bigint) + 2n * PROFILE], paid(first), returned];
    },
  },
  {
    outcome: 'demanded by a profiler, and shown by the Submitter',
    world: { solvers: 0 },
    status: 'Expired',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.until('Profiling');
      world.do(world.profiler!, demand);
      show(world, SUBMITTER, DATASET);
      world.profile();
      world.until('Expired');
      return [...opened(world), [world.profiler!, SUBMITTER, DEMAND], returned];
    },
  },
  {
    outcome: 'demanded by a profiler, and withheld',
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.until('Profiling');
      world.do(world.profiler!, demand);
      world.until('Rejected');
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'demanded by the Solver that was drawn, and withheld: it is paid for its time',
    status: 'Rejected',
    play(world) {
      world.submit({ sampleRate: 1_000_000 });
      world.profile();
      world.until('Assigned');
      const { solver } = world.task;
      world.do(solver!, demand);
      world.until('Rejected');
      return [...opened(world), [escrow, solver!, INTERVAL_FEE], returned];
    },
  },
  {
    outcome: 'demanded by a Verifier of the Solver, which had it, and withheld',
    world: { solvers: 2, verifiers: 2, tasks: { commitBlocks: 200 } },
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      const [looking, done] = drawn;
      world.commit(done, { type: 'Accept' });
      world.do(looking, demand);
      world.until('Open');
      return [...opened(world), ...slashed(solver, [looking], [[done, REPLAY]])];
    },
  },
];
