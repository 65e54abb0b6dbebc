import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { SUBMITTER, VERIFIERS } from './cast.ts';
import { ACCEPT, type Cell, trained } from './cell.ts';
import type { Movement } from './ledger.ts';
import {
  BOND,
  DECLINE,
  escrow,
  INTERVAL_FEE,
  opened,
  PROFILE,
  SILENCE,
  settled,
  stake,
  submitted,
} from './tariff.ts';
import type { World } from './world.ts';

const returned: Movement = [escrow, SUBMITTER, 'all'];
const silent = (who: string): Movement => [stake(who), JACKPOT, SILENCE];
const cancel = tasksPallet.call('cancel', { task: 0 });
const submit = (world: World) => world.submit({ sampleRate: 1_000_000 });

/** Deadlines missed, and ways out. */
export const SILENCES: readonly Cell[] = [
  {
    outcome: 'nobody profiles the task',
    world: { verifiers: 0 },
    status: 'Expired',
    play(world) {
      submit(world);
      world.until('Expired');
      return [submitted(), returned];
    },
  },
  {
    outcome: 'profiler silent',
    world: { solvers: 0 },
    status: 'Expired',
    play(world) {
      submit(world);
      world.until('Profiling');
      const first = world.profiler!;
      world.wait(() => world.profiler !== first);
      world.profile();
      world.until('Expired');
      return [silent(first), ...opened(world), returned];
    },
  },
  {
    outcome: 'cancelled while it is profiled',
    status: 'Cancelled',
    play(world) {
      submit(world);
      world.until('Profiling');
      world.do(SUBMITTER, cancel);
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'cancelled while it is open',
    world: { solvers: 0 },
    status: 'Cancelled',
    play(world) {
      submit(world);
      world.profile();
      world.do(SUBMITTER, cancel);
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'nobody takes the task',
    world: { solvers: 0 },
    status: 'Expired',
    play(world) {
      submit(world);
      world.profile();
      world.until('Expired');
      return [...opened(world), returned];
    },
  },
  {
    outcome: 'Solver declines, another does it',
    world: { solvers: 2 },
    status: 'Settled',
    play(world) {
      submit(world);
      world.profile();
      world.until('Assigned');
      const first = world.task.solver!;
      world.do(first, tasksPallet.call('decline', { task: 0 }));
      world.train();
      const { solver } = world.task;
      world.verify();
      world.until('Settled');
      const drawn = world.task.verifiers.map(({ account }) => account);
      return [...opened(world), [stake(first), JACKPOT, DECLINE], ...settled(solver!, drawn)];
    },
  },
  {
    outcome: 'Solver never starts',
    status: 'Open',
    play(world) {
      submit(world);
      world.profile();
      world.until('Assigned');
      const solver = world.task.solver!;
      world.until('Open');
      return [...opened(world), silent(solver)];
    },
  },
  {
    outcome: 'Solver stalls in training, and so does the next: too many attempts',
    world: { solvers: 2, tasks: { maxAttempts: 2 } },
    status: 'Expired',
    play(world) {
      submit(world);
      world.profile();
      const solvers = [world.start()];
      world.until('Open');
      solvers.push(world.start());
      world.until('Expired');
      return [...opened(world), ...solvers.map(silent), returned];
    },
  },
  {
    outcome: 'Solver does not designate',
    status: 'Open',
    play(world) {
      const designate = world.designate;
      world.designate = () => undefined;
      submit(world);
      world.profile();
      world.train();
      world.designate = designate;
      const solver = world.task.solver!;
      world.until('Open');
      return [...opened(world), silent(solver)];
    },
  },
  {
    outcome: 'Verifier does not commit, another is drawn',
    world: { verifiers: 3 },
    status: 'Settled',
    play(world) {
      const { solver, drawn } = trained(world);
      const [mute, other] = drawn;
      world.commit(other, ACCEPT);
      world.wait(() => world.task.verifiers.every(({ account }) => account !== mute));
      world.verify();
      world.until('Settled');
      const rest = VERIFIERS.slice(0, 3).filter((who) => who !== mute);
      return [...opened(world), silent(mute), ...settled(solver, rest)];
    },
  },
  {
    outcome: 'Verifier does not reveal, and there was nothing to be seen',
    world: { verifiers: 3 },
    status: 'Settled',
    play(world) {
      const { solver, drawn } = trained(world);
      const [mute, other] = drawn;
      for (const who of drawn) world.commit(who, ACCEPT);
      world.reveal(other, ACCEPT);
      world.wait(() => world.task.verifiers.length === 3);
      world.verify();
      world.until('Settled');
      const rest = VERIFIERS.slice(0, 3).filter((who) => who !== mute);
      return [...opened(world), [stake(mute), JACKPOT, BOND], ...settled(solver, rest)];
    },
  },
  {
    outcome: 'nobody verifies: the only Verifier is silent, and the Solver is paid for its time',
    world: { verifiers: 1 },
    status: 'Expired',
    play(world) {
      submit(world);
      world.profile();
      world.train();
      const { solver } = world.task;
      world.until('Expired');
      return [...opened(world), silent(VERIFIERS[0]!), [escrow, solver!, INTERVAL_FEE], returned];
    },
  },
  {
    outcome: 'of three profilers one claims something else: no fee for it',
    world: { solvers: 0, verifiers: 3 },
    status: 'Expired',
    play(world) {
      world.submit({ sampleRate: 1_000_000, profilers: 3 });
      const [odd] = VERIFIERS as [string];
      const { unitsPerStep } = world.task.spec;
      world.profile((who) => (who === odd ? { type: 'NonFinite' } : { type: 'Ok', value: { unitsPerStep } }));
      world.until('Expired');
      const [, , most] = submitted();
      const paid = VERIFIERS.slice(1, 3).map((who): Movement => [escrow, who, PROFILE]);
      return [[SUBMITTER, escrow, (most as bigint) + 2n * PROFILE], ...paid, returned];
    },
  },
];
