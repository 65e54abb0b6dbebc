import type { ProfileReport, Verdict } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import { accuse } from '@plumbline/verification/pinpoint/accuse';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Move } from '@plumbline/verification/pinpoint/facts';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { type Fault, findFault } from '@plumbline/verification/tolerant/find-fault';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { STAKE, WHISTLEBLOWER } from './cast.ts';
import { type Cell, challenge } from './cell.ts';
import { held } from './ledger.ts';
import { BOND, halved, opened, REPLAY, settled, slashed, stake, submitted } from './tariff.ts';
import { type Corrupt, NEXT_NODE, TinyTraining, tinySpec } from './tiny-training.ts';
import type { World } from './world.ts';

const TOLERANT_MODE = { mode: { type: 'Tolerant' as const } };
const THRESHOLD = 1_000n;
const { unitsPerStep } = tinySpec();
const measured = (threshold: bigint, step: bigint): ProfileReport => ({
  type: 'Measured',
  value: { unitsPerStep, threshold, step },
});
export const near: Verdict = { type: 'Distance', value: { interval: 0, distance: THRESHOLD } };
const far: Verdict = { type: 'Distance', value: { interval: 1, distance: THRESHOLD + 1n } };

export const bond = held('bond', WHISTLEBLOWER);
export const bonded = [WHISTLEBLOWER, bond, BOND] as const;
/** What a Whistleblower pays that was shown a whole interval and gives up. */
export const conceded = (solver: string) =>
  [
    [bond, solver, BOND / 20n],
    [bond, WHISTLEBLOWER, 'all'],
  ] as const;

/** A device whose exp rounds the other way now and then. */
const DEVICE: Corrupt = (_step, node, output) => {
  if (node !== 3) return;
  output.forEach((value, i) => {
    if (i % 2 === 0) output[i] = fromBits(toBits(value) + 1);
  });
};
/** The same, and one weight is far off in step 4. */
export const CHEAT: Corrupt = (step, node, output) => {
  DEVICE(step, node, output);
  if (step === 4 && node === NEXT_NODE) output[1]! += 0.25;
};

export function trained(world: World, device = DEVICE, changes: Partial<TaskSpec> = {}) {
  world.submit({ ...TOLERANT_MODE, sampleRate: 1_000_000, ...changes });
  world.profile(() => measured(THRESHOLD, 8n * THRESHOLD));
  const training = world.train((seed, steps) => new TinyTraining(seed, steps, device));
  world.wait(() => world.task.verifiers.length === 2);
  const drawn = world.task.verifiers.map(({ account }) => account) as [string, string];
  return { training, solver: world.task.solver!, drawn };
}

export const act = (world: World, move: Move): RuntimeCall =>
  disputesPallet.call('play', { dispute: world.task.dispute!, round: world.dispute.round, move });

/** The side whose turn it is moves; the Solver as it should, the challenger towards a fault or as it is told. */
export async function play(world: World, training: TinyTraining, challenger: Fault | Move): Promise<void> {
  const id = world.task.dispute;
  const { defender, challenger: accuser } = world.dispute;
  const facts = gameFacts(world.task);
  while (world.task.dispute === id) {
    const state = world.dispute.game;
    const defends = turnOf(state) === 'Defender';
    const accusation = async (): Promise<Move> =>
      'type' in challenger ? challenger : accuse(facts, state, training, challenger);
    const move = await (defends ? defend(facts, state, training) : accusation());
    world.chain.nextBlock();
    world.do(defends ? defender : accuser, act(world, move));
  }
}

export const faultOf = (world: World, training: TinyTraining) =>
  findFault(gameFacts(world.task), 3, 6, training) as Promise<Fault>;

/** Tasks that are solved by devices which round in their own way. */
export const TOLERANT: readonly Cell[] = [
  {
    outcome: 'tolerant: near enough to every replay',
    status: 'Settled',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify(() => near);
      world.until('Settled');
      return [...opened(world), ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'tolerant: the threshold is not well below one step',
    status: 'Rejected',
    play(world) {
      world.submit({ ...TOLERANT_MODE, sampleRate: 1_000_000 });
      world.profile(() => measured(THRESHOLD, 8n * THRESHOLD - 1n));
      world.until('Rejected');
      return [...opened(world), [held('escrow', world.task.submitter), world.task.submitter, 'all']];
    },
  },
  {
    outcome: 'tolerant: a fault outside its bound is proved by one Verifier, accepted by the other',
    status: 'Open',
    async play(world) {
      const { training, solver, drawn } = trained(world, CHEAT);
      const [seeing, blind] = drawn;
      world.verify((who) => (who === seeing ? far : near));
      await play(world, training, await faultOf(world, training));
      return [
        ...opened(world),
        ...slashed(solver, [seeing], [[seeing, REPLAY]]),
        [stake(blind), JACKPOT, STAKE],
      ];
    },
  },
  {
    outcome: 'tolerant: what is far from its replay lies within its bounds, and the Verifier gives up',
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn } = trained(world);
      const [far1, near1] = drawn;
      world.verify((who) => (who === far1 ? far : near));
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [...opened(world), ...settled(solver, [near1])];
    },
  },
  {
    outcome: 'tolerant: a Verifier plays on against work that lies within its bounds',
    world: { solvers: 2, verifiers: 3 },
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn } = trained(world);
      const [liar, other] = drawn;
      world.verify((who) => (who === liar ? far : near));
      const nothing = { kind: 'Source', step: 4, node: 0 } as const;
      await play(world, training, nothing);
      world.verify(() => near);
      const another = world.task.verifiers.find(({ account }) => !drawn.includes(account))!.account;
      world.until('Settled');
      return [
        submitted(),
        [held('escrow', world.task.submitter), world.profiler!, BOND / 200n],
        ...halved(stake(liar), solver, BOND),
        ...settled(solver, [other, another]),
      ];
    },
  },
  {
    outcome: 'tolerant: challenged in vain, and given up',
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn } = trained(world);
      world.verify(() => near);
      world.do(WHISTLEBLOWER, challenge());
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [...opened(world), bonded, ...conceded(solver), ...settled(solver, drawn)];
    },
  },
  {
    outcome: 'tolerant: the Solver does not lay open what it computed, and nobody else can',
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify(() => near);
      world.do(WHISTLEBLOWER, challenge());
      world.until('Open');
      const fees = drawn.map((who) => [who, REPLAY] as const);
      const lost = slashed(solver, [WHISTLEBLOWER], fees);
      return [...opened(world), bonded, ...lost, [bond, WHISTLEBLOWER, 'all']];
    },
  },
  {
    outcome: 'tolerant: a leaf of the trace that was demanded is not shown',
    status: 'Open',
    async play(world) {
      const { training, solver, drawn } = trained(world);
      world.verify(() => near);
      world.do(WHISTLEBLOWER, challenge());
      const facts = gameFacts(world.task);
      const demand = (node: number): Move => ({ type: 'DemandTrace', value: { step: 4, node, leaf: 0 } });
      world.do(solver, act(world, await defend(facts, world.dispute.game, training)));
      world.do(WHISTLEBLOWER, act(world, demand(3)));
      world.do(solver, act(world, await defend(facts, world.dispute.game, training)));
      world.do(WHISTLEBLOWER, act(world, demand(4)));
      world.until('Open');
      const fees = drawn.map((who) => [who, REPLAY] as const);
      const lost = slashed(solver, [WHISTLEBLOWER], fees);
      return [...opened(world), bonded, ...lost, [bond, WHISTLEBLOWER, 'all']];
    },
  },
];
