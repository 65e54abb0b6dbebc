import type { RootPair } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { proofRoot } from '@plumbline/verification/trace/state';
import type { Context } from '../../frame/context.ts';
import { dropDemands } from '../disputes/drop-demands.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { blockNumber } from '../system/block.ts';
import { mayBegin } from './base.ts';
import { checkpointPair, putCheckpoint } from './checkpoints.ts';
import { tasks } from './declaration.ts';
import { intervalCount } from './fees.ts';
import { releaseProfilers } from './profilers.ts';
import { ensureSolver, RANDOMNESS_DELAY, sealOf } from './seal.ts';
import { stall } from './stall.ts';
import { changeTask, enter, type OpenTask, setDeadline } from './store.ts';

/** The Solver says that it is at work, so it has found nothing wrong with the program, and commits to a secret. The salt follows from a block that nobody has seen. */
export function start(context: Context, who: string, id: number, commitment: Hash): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Assigned', 'NotAssigned');
    ensureSolver(task, who);
    releaseProfilers(context, task);
    // It has the files, and owes them to whoever checks its work from now on.
    dropDemands(context, id);
    task.data.seal = {
      commitment,
      salt: undefined,
      lottery: undefined,
      designated: undefined,
      secret: undefined,
    };
    enter(context, task, 'Training', blockNumber(context) + RANDOMNESS_DELAY);
    tasks.deposit(context, 'Started', { task: id });
  });
}

/** Hook: draws the salt; after that, the Solver was silent for too long. */
export function stallOrSalt(context: Context, task: OpenTask): void {
  const seal = sealOf(task);
  if (seal.salt !== undefined) {
    stall(context, task);
    return;
  }
  seal.salt = blockRandomness(context);
  setDeadline(context, task, blockNumber(context) + task.data.spec.stallBlocks);
  tasks.deposit(context, 'Salted', { task: task.id, salt: seal.salt });
}

/**
 * The Solver posts the next checkpoint, which shows that it goes on: a right root and an altered one, in an order that
 * nobody knows. The first checkpoint is the initial state, of which there is one.
 */
export function progress(
  context: Context,
  who: string,
  id: number,
  posted: { checkpoint: number; roots: RootPair; loss: number },
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Training', 'NotTraining');
    ensureSolver(task, who);
    tasks.ensure(sealOf(task).salt !== undefined, 'NotSalted');
    const { checkpoint, roots, loss } = posted;
    const next = checkpoint === data.progress.checkpoints && checkpoint <= intervalCount(data.spec);
    tasks.ensure(next, 'WrongCheckpoint');
    tasks.ensure(sameHash(roots.first, roots.second) === (checkpoint === 0), 'WrongPair');
    tasks.ensure(checkpoint > 0 || mayBegin(context, data.spec, roots.first), 'WrongBaseState');
    putCheckpoint(context, id, checkpoint, roots);
    data.progress = { checkpoints: checkpoint + 1, loss };
    setDeadline(context, task, blockNumber(context) + data.spec.stallBlocks);
    tasks.deposit(context, 'Progress', { task: id, checkpoint, roots, loss });
  });
}

/**
 * The Solver commits to its proof. The chain knows every checkpoint and computes both roots itself, so that whoever
 * disputes an interval finds its ends on chain, even when the Solver serves nothing.
 */
export function complete(context: Context, who: string, id: number, proofRoots: RootPair): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Training', 'NotTraining');
    ensureSolver(task, who);
    const count = intervalCount(data.spec) + 1;
    tasks.ensure(data.progress.checkpoints === count, 'CheckpointsMissing');
    const pairs = Array.from({ length: count }, (_, i) => checkpointPair(context, id, i));
    const right =
      sameHash(proofRoot(pairs.map(({ first }) => first)), proofRoots.first) &&
      sameHash(proofRoot(pairs.map(({ second }) => second)), proofRoots.second);
    tasks.ensure(right, 'WrongProofRoot');
    data.proofRoots = proofRoots;
    enter(context, task, 'Proved', blockNumber(context) + RANDOMNESS_DELAY);
    tasks.deposit(context, 'Completed', { task: id, proofRoots });
  });
}
