import { u8, u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { drawSolver } from './draws.ts';
import { endAttempt, expire } from './expire.ts';
import { releaseProfilers } from './profilers.ts';
import { enter, type OpenTask, params, setDeadline } from './store.ts';

const SEED_DOMAIN = new TextEncoder().encode('plumbline/seed');
/** Blocks between two looks for somebody to draw. */
export const RETRY_BLOCKS = 2;

/** Puts the task into the pool; a Solver is drawn from the next block on, whose randomness nobody knows yet. */
export function openTask(context: Context, task: OpenTask): void {
  const { data } = task;
  const now = blockNumber(context);
  data.seed = undefined;
  data.solver = undefined;
  data.price = 0n;
  data.verifiers = [];
  data.pass = 0;
  data.drawSeed = undefined;
  data.seal = undefined;
  data.proofRoots = undefined;
  data.dispute = undefined;
  data.progress = { checkpoints: 0, loss: 0 };
  data.searchUntil = now + 1 + params(context).openBlocks;
  enter(context, task, 'Open', now + 1);
  tasks.deposit(context, 'Opened', { task: task.id, attempt: data.attempt });
}

/** Gives up the attempt and opens the task again, as long as attempts are left. */
export function reopen(context: Context, task: OpenTask): void {
  const { data } = task;
  if (data.attempt + 1 >= params(context).maxAttempts) {
    expire(context, task, 'TooManyAttempts');
    return;
  }
  releaseProfilers(context, task);
  endAttempt(context, task);
  data.attempt += 1;
  tasks.deposit(context, 'Reopened', { task: task.id, attempt: data.attempt });
  openTask(context, task);
}

/** Hook: draws the Solver and fixes the seed, or looks again later, until the window is over. */
export function seekSolver(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const now = blockNumber(context);
  const drawn = drawSolver(context, task);
  if (drawn !== undefined) {
    data.seed = seedOf(context, task);
    data.solver = drawn.who;
    data.assignedAt = now;
    data.price = drawn.price;
    data.searchUntil = 0;
    enter(context, task, 'Assigned', now + data.spec.stallBlocks);
    tasks.deposit(context, 'Assigned', { task: id, who: drawn.who, price: drawn.price, seed: data.seed });
  } else if (now >= data.searchUntil) {
    expire(context, task, 'NoSolver');
  } else {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
  }
}

/** Randomness of this block, bound to the data and the attempt: what initial weights and data order derive from. */
function seedOf(context: Context, { id, data }: OpenTask): Hash {
  return blake2b256(
    SEED_DOMAIN,
    blockRandomness(context),
    data.spec.dataset.blob.root,
    u32.codec.enc(id),
    u8.codec.enc(data.attempt),
  );
}
