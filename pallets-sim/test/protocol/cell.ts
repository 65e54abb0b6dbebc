import type { Verdict } from '@plumbline/runtime-types/domain/task';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { commitmentOf } from '../../src/pallets/tasks/commitment.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { SALT, WHISTLEBLOWER } from './cast.ts';
import type { Movement } from './ledger.ts';
import type { WorldOptions } from './protocol-chain.ts';
import { type Corrupt, NEXT_NODE, TinyTraining } from './tiny-training.ts';
import type { World } from './world.ts';

/** One way in which a task can go, and what it costs whom. */
export interface Cell {
  readonly outcome: string;
  readonly world?: WorldOptions;
  /** In which status the task is at the end. */
  readonly status: string;
  /** Plays it, by extrinsics alone; returns every movement of money that the documentation says follows. */
  play(world: World): Promise<Movement[]> | Movement[];
}

export const ACCEPT: Verdict = { type: 'Accept' };
export const FAULT: Verdict = { type: 'Fault', value: { interval: 1 } };
/** Every proof is a forced error. */
export const FORCED = { forcedErrorRate: 1_000_000 };

/** One weight is wrong in step 4, which is in interval 1. */
const LIE: Corrupt = (step, node, output) => {
  if (step === 4 && node === NEXT_NODE) output[1]! += 0.25;
};
export const honest = (seed: Uint8Array, steps: number): TinyTraining => new TinyTraining(seed, steps);
export const lying = (seed: Uint8Array, steps: number): TinyTraining => new TinyTraining(seed, steps, LIE);

export interface Drawn {
  readonly trained: TinyTraining;
  readonly solver: string;
  readonly drawn: readonly [string, string];
}

/** A task that is trained and whose two Verifiers are drawn; each replays all intervals, or a part of them. */
export function trained(world: World, make = honest, sampleRate = 1_000_000): Drawn {
  world.submit({ sampleRate });
  world.profile();
  const training = world.train(make);
  world.wait(() => world.task.verifiers.length === 2);
  const drawn = world.task.verifiers.map(({ account }) => account) as [string, string];
  return { trained: training, solver: world.task.solver!, drawn };
}

/** What an honest side recomputes, and what a liar pretends. */
export const traces = (world: World) => ({
  right: honest(world.task.seed!, 12),
  wrong: lying(world.task.seed!, 12),
});

export const challenge = (interval = 1): RuntimeCall =>
  disputesPallet.call('challenge', { task: 0, interval });

/** A Whistleblower's report in the blind window. */
export function report(verdict: Verdict): { commit: RuntimeCall; reveal: RuntimeCall } {
  const commitment = commitmentOf(verdict, SALT, WHISTLEBLOWER);
  return {
    commit: tasksPallet.call('commitReport', { task: 0, commitment }),
    reveal: tasksPallet.call('revealReport', { task: 0, verdict, salt: SALT }),
  };
}

/** The Verifiers accept while a Whistleblower reports a fault. */
export function reportedOnly(world: World, drawn: readonly string[]): void {
  const { commit, reveal } = report(FAULT);
  world.do(WHISTLEBLOWER, commit);
  for (const who of drawn) world.commit(who, ACCEPT);
  world.do(WHISTLEBLOWER, reveal);
  for (const who of drawn) world.reveal(who, ACCEPT);
  world.unseal();
}
