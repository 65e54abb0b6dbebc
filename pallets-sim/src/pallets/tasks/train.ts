import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { proofRoot as rootOfCheckpoints } from '@plumbline/verification/trace/state';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { mayBegin } from './base.ts';
import { tasks } from './declaration.ts';
import { intervalCount } from './fees.ts';
import { reopen } from './open.ts';
import { slashSilent } from './silence.ts';
import { changeTask, enter, type OpenTask, params, setDeadline } from './store.ts';

const { Checkpoints } = tasks.storage;

/** Blocks after `complete` until Verifiers are drawn: one for a block that nobody has seen, one to have its hash. */
const DRAW_DELAY = 2;

function ensureSolver({ data }: OpenTask, who: string): void {
  tasks.ensure(data.solver === who, 'NotSolver');
}

/** The Solver says that it is at work. */
export function start(context: Context, who: string, id: number): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Assigned', 'NotAssigned');
    ensureSolver(task, who);
    enter(context, task, 'Training', blockNumber(context) + task.data.spec.stallBlocks);
    tasks.deposit(context, 'Started', { task: id });
  });
}

/** The Solver posts the next checkpoint, which shows that it goes on. */
export function progress(
  context: Context,
  who: string,
  id: number,
  posted: { checkpoint: number; root: Hash; loss: number },
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Training', 'NotTraining');
    ensureSolver(task, who);
    const { checkpoint, root, loss } = posted;
    const next = checkpoint === data.progress.checkpoints && checkpoint <= intervalCount(data.spec);
    tasks.ensure(next, 'WrongCheckpoint');
    tasks.ensure(checkpoint > 0 || mayBegin(context, data.spec, root), 'WrongBaseState');
    Checkpoints.put(context, id, checkpoint, root);
    data.progress = { checkpoints: checkpoint + 1, loss };
    setDeadline(context, task, blockNumber(context) + data.spec.stallBlocks);
    tasks.deposit(context, 'Progress', { task: id, checkpoint, root, loss });
  });
}

/**
 * The Solver commits to its proof. The chain knows every checkpoint and computes the root itself, so that whoever
 * disputes an interval finds its ends on chain, even when the Solver serves nothing.
 */
export function complete(context: Context, who: string, id: number, proofRoot: Hash): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Training', 'NotTraining');
    ensureSolver(task, who);
    const count = intervalCount(data.spec) + 1;
    tasks.ensure(data.progress.checkpoints === count, 'CheckpointsMissing');
    const roots = Array.from({ length: count }, (_, i) => checkpointOf(context, id, i));
    tasks.ensure(sameHash(rootOfCheckpoints(roots), proofRoot), 'WrongProofRoot');
    data.proofRoot = proofRoot;
    const drawAt = blockNumber(context) + DRAW_DELAY;
    data.searchUntil = drawAt + params(context).openBlocks;
    enter(context, task, 'Verifying', drawAt);
    tasks.deposit(context, 'Completed', { task: id, proofRoot });
  });
}

/** A checkpoint of the attempt; fails with `CheckpointsMissing`. */
export function checkpointOf(context: Context, id: number, index: number): Hash {
  const root = Checkpoints.get(context, id, index);
  if (root === undefined) throw tasks.error('CheckpointsMissing');
  return root;
}

/** Hook: the Solver was silent for too long. */
export function stall(context: Context, task: OpenTask): void {
  const { solver } = task.data;
  if (solver !== undefined) slashSilent(context, task, 'Solver', solver);
  reopen(context, task);
}
