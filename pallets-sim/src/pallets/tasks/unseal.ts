import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { dueDesignation, secretCommitment } from '@plumbline/verification/forced/lottery';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { concludeVerdicts } from './conclude.ts';
import { tasks } from './declaration.ts';
import { forcedErrorRateOf } from './fees.ts';
import { ensureSolver, sealOf } from './seal.ts';
import { solverFailed } from './slash-solver.ts';
import { changeTask, enter, type OpenTask, params } from './store.ts';

/** All verdicts are known: the Solver must show what it designated. */
export function unseal(context: Context, task: OpenTask): void {
  if (sealOf(task).secret !== undefined) {
    concludeVerdicts(context, task);
    return;
  }
  enter(context, task, 'Unsealing', blockNumber(context) + params(context).revealBlocks);
  tasks.deposit(context, 'UnsealStarted', { task: task.id });
}

/**
 * The Solver reveals its secret, which shows whether it designated what the lottery said. One that did not is slashed
 * as for a fault.
 */
export function revealSecret(context: Context, who: string, id: number, secret: Hash): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Unsealing', 'NotUnsealing');
    ensureSolver(task, who);
    const seal = sealOf(task);
    tasks.ensure(seal.secret === undefined, 'AlreadyRevealed');
    tasks.ensure(sameHash(seal.commitment, secretCommitment(secret, fromHex(who))), 'WrongSecret');
    if (seal.lottery === undefined || seal.designated === undefined) throw tasks.error('NotDesignated');
    seal.secret = secret;
    const due = dueDesignation(secret, seal.lottery, forcedErrorRateOf(data.spec, params(context)));
    tasks.deposit(context, 'SecretRevealed', { task: id, secret, obeyed: due === seal.designated.type });
    if (due !== seal.designated.type) solverFailed(context, task, 'WrongDesignation');
    else concludeVerdicts(context, task);
  });
}

/** Hook: the Solver has not shown what it had to. It is slashed as for a fault, or it could hide one so. */
export function unsealSilent(context: Context, task: OpenTask): void {
  solverFailed(context, task, 'Silence');
}
