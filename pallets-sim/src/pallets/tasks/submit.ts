import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { isTallied } from '../disputes/tally-turns.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { ensureBase } from './base.ts';
import { tasks } from './declaration.ts';
import { escrowFor } from './fees.ts';
import { pay, refund } from './money.ts';
import { releaseProfilers } from './profilers.ts';
import { changeTask, enter, type OpenTask, params } from './store.ts';
import { validateSpec } from './validate.ts';

const { Tasks, NextTaskId } = tasks.storage;

/** Takes a task in and holds all that it can cost. Profilers are drawn in the next block. */
export function submit(context: Context, submitter: string, spec: TaskSpec): void {
  const settings = params(context);
  validateSpec(spec, settings);
  ensureBase(context, spec);
  const escrow = escrowFor(spec, settings);
  hold(context, tasks.holdReasons.Escrow, submitter, escrow);
  const id = NextTaskId.get(context);
  NextTaskId.put(context, id + 1);
  const now = blockNumber(context);
  const task: OpenTask = {
    id,
    data: {
      submitter,
      spec,
      status: { type: 'Submitted' },
      attempt: 0,
      seed: undefined,
      solver: undefined,
      price: 0n,
      profilers: [],
      verifiers: [],
      reports: [],
      blindUntil: 0,
      assignedAt: 0,
      pass: 0,
      forced: undefined,
      drawSeed: undefined,
      seal: undefined,
      proofRoots: undefined,
      progress: { checkpoints: 0, loss: 0 },
      deadline: 0,
      searchUntil: now + 1 + settings.profilingBlocks,
      dispute: undefined,
      served: [],
      escrow,
      submittedAt: now,
    },
  };
  enter(context, task, 'Submitted', now + 1);
  Tasks.put(context, id, task.data);
  tasks.deposit(context, 'Submitted', { task: id, who: submitter, escrow });
}

/** Withdraws a task that no Solver was drawn for. Profilers that were at work have their fee. */
export function cancel(context: Context, who: string, id: number): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.submitter === who, 'NotSubmitter');
    const early = ['Submitted', 'Profiling', 'Reporting', 'Profiled', 'Open'].includes(data.status.type);
    tasks.ensure(early && !isTallied(context, id), 'CannotCancel');
    if (data.status.type === 'Open' || data.status.type === 'Profiled') releaseProfilers(context, task);
    else {
      for (const { account } of data.profilers) {
        pay(context, task, account, params(context).profileFee, 'ProfileFee');
        endDuty(context, 'Verifier', account, false);
      }
    }
    refund(context, task);
    enter(context, task, 'Cancelled', 0);
    tasks.deposit(context, 'Cancelled', { task: id });
  });
}
