import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import type { Holds } from '../../frame/try-state.ts';
import { checkHeld } from '../balances/invariants.ts';
import { disputes } from '../disputes/declaration.ts';
import { stakes } from '../stakes/declaration.ts';
import { blockNumber } from '../system/block.ts';
import { servedProblem, statusProblem } from './check-status.ts';
import { tasks } from './declaration.ts';
import { dutyHolders } from './duty-holders.ts';
import { intervalCount } from './fees.ts';
import { isOver } from './store.ts';

const { Tasks, Checkpoints, NextTaskId, Deadlines, SealedKeys, ProvenModels, Leftovers } = tasks.storage;

/** Hook: tasks, what wakes up for them, what is held and who is bound for them fit together. */
export function checkTasks(context: Context, holds: Holds): void {
  const all = new Map([...Tasks.entries(context)].map(([[id], task]) => [id, task]));
  for (const [id, task] of all) {
    holds(id < NextTaskId.get(context), `task ${id} has an id that was not given yet`);
    const problem = statusProblem(task) ?? servedProblem(task);
    holds(
      problem === undefined,
      `task ${id} is ${task.status.type} (attempt ${task.attempt}), and ${problem}`,
    );
    const proven = ProvenModels.has(context, id);
    holds(
      proven === (task.status.type === 'Settled'),
      `task ${id} is ${task.status.type}, proven: ${proven}`,
    );
  }
  checkMoney(context, holds, all);
  checkDeadlines(context, holds, all);
  checkDuties(context, holds, all);
  checkRemains(context, holds, all);
}

function checkMoney(context: Context, holds: Holds, all: ReadonlyMap<number, Task>): void {
  const escrows = new Map<string, bigint>();
  const bonds = new Map<string, bigint>();
  for (const { submitter, escrow, reports } of all.values()) {
    escrows.set(submitter, (escrows.get(submitter) ?? 0n) + escrow);
    for (const { account, bond } of reports) bonds.set(account, (bonds.get(account) ?? 0n) + bond);
  }
  checkHeld(context, holds, tasks.holdReasons.Escrow, escrows);
  checkHeld(context, holds, tasks.holdReasons.Report, bonds);
}

/** Every task that waits is woken once, at its deadline, which is still to come. */
function checkDeadlines(context: Context, holds: Holds, all: ReadonlyMap<number, Task>): void {
  const now = blockNumber(context);
  const woken = new Set<number>();
  for (const [[block], ids] of Deadlines.entries(context)) {
    holds(ids.length > 0, `nothing is due in block ${block}, and an empty list is stored`);
    holds(block > now, `what was due in block ${block} was not woken`);
    for (const id of ids) {
      const deadline = all.get(id)?.deadline;
      holds(deadline === block, `block ${block} wakes task ${id}, whose deadline is ${deadline}`);
      holds(!woken.has(id), `block ${block} wakes task ${id} twice`);
      woken.add(id);
    }
  }
  for (const [id, { deadline }] of all) {
    holds(deadline === 0 || woken.has(id), `nothing wakes task ${id} at its deadline ${deadline}`);
  }
}

/** Registrations count as many duties as there are tasks and disputes that bind them. */
function checkDuties(context: Context, holds: Holds, all: ReadonlyMap<number, Task>): void {
  const due = new Map<string, number>();
  const bind = (role: RoleName, who: string): unknown =>
    due.set(`${role} ${who}`, (due.get(`${role} ${who}`) ?? 0) + 1);
  for (const task of all.values()) for (const { role, account } of dutyHolders(task)) bind(role, account);
  for (const [, { origin, challenger }] of disputes.storage.Disputes.entries(context)) {
    if (origin.type === 'Whistleblower') bind('Whistleblower', challenger);
  }
  for (const [, waiting] of disputes.storage.Waiting.entries(context)) {
    for (const { challenger } of waiting) bind('Whistleblower', challenger);
  }
  for (const [, { stage, drawn }] of disputes.storage.Witnesses.entries(context)) {
    if (stage.type !== 'Heard') for (const { account } of drawn) bind('Verifier', account);
  }
  for (const [[role, who], { duties }] of stakes.storage.Registrations.entries(context)) {
    const bound = due.get(`${role.type} ${who}`) ?? 0;
    holds(duties === bound, `${role.type} ${who} counts ${duties} duties, and is bound ${bound} times`);
    due.delete(`${role.type} ${who}`);
  }
  for (const [who] of due) holds(false, `${who} is bound to a task without being registered`);
}

/** Checkpoints and keys are those of tasks that go on, or are about to be removed. */
function checkRemains(context: Context, holds: Holds, all: ReadonlyMap<number, Task>): void {
  const goesOn = (id: number): boolean => {
    const task = all.get(id);
    return task !== undefined && !isOver(task.status.type);
  };
  const posted = new Map<number, number>();
  for (const [id, index] of Checkpoints.keys(context)) {
    holds(goesOn(id) || Leftovers.has(context, id), `checkpoint ${index} of task ${id} is left behind`);
    const spec = all.get(id)?.spec;
    holds(
      !goesOn(id) || (spec !== undefined && index <= intervalCount(spec)),
      `task ${id} has a checkpoint ${index}, and fewer intervals`,
    );
    posted.set(id, (posted.get(id) ?? 0) + 1);
  }
  for (const [id, { progress }] of all) {
    const stored = posted.get(id) ?? 0;
    holds(!goesOn(id) || stored >= progress.checkpoints, `task ${id} has only ${stored} of its checkpoints`);
  }
  for (const [id] of Leftovers.keys(context)) {
    const status = all.get(id)?.status.type;
    holds(status !== undefined && isOver(status), `task ${id} is swept, which is ${status}`);
  }
  for (const [id, who] of SealedKeys.keys(context)) {
    holds(goesOn(id) || Leftovers.has(context, id), `a key sealed to ${who} of task ${id} is left behind`);
    const serves = all.get(id)?.served.some(({ account }) => account === who) ?? false;
    holds(serves, `a key of task ${id} is sealed to ${who}, who does not serve on it`);
  }
  for (const [id] of ProvenModels.keys(context)) holds(all.has(id), `a model of task ${id} is left behind`);
  for (const [id] of disputes.storage.Demands.keys(context)) {
    holds(goesOn(id), `demands of task ${id} are left behind`);
  }
}
