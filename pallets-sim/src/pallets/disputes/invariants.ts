import type { Context } from '../../frame/context.ts';
import type { Holds } from '../../frame/try-state.ts';
import { checkHeld } from '../balances/invariants.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from '../tasks/declaration.ts';
import { disputes } from './declaration.ts';

const { Disputes, NextDisputeId, Deadlines, Waiting, Demands, DemandDeadlines, Tallies, Witnesses } =
  disputes.storage;

/** Hook: disputes, the tasks that they are about, what wakes up for them, and the bonds held fit together. */
export function checkDisputes(context: Context, holds: Holds): void {
  const bonds = new Map<string, bigint>();
  const bind = (who: string, bond: bigint): unknown => bonds.set(who, (bonds.get(who) ?? 0n) + bond);
  for (const [[id], { task, challenger, defender, deadline, bond }] of Disputes.entries(context)) {
    const about = tasks.storage.Tasks.get(context, task);
    holds(
      about?.status.type === 'Disputed',
      `dispute ${id} is about task ${task}, which is ${about?.status.type}`,
    );
    holds(about?.dispute === id, `task ${task} of dispute ${id} names dispute ${about?.dispute}`);
    holds(id < NextDisputeId.get(context), `dispute ${id} has an id that was not given yet`);
    holds(challenger !== defender, `${challenger} plays dispute ${id} against itself`);
    holds(
      Deadlines.get(context, deadline + 1).includes(id),
      `nothing wakes up at the deadline ${deadline} of dispute ${id}`,
    );
    bind(challenger, bond);
  }
  checkWoken(context, holds, Deadlines, 'dispute', (id) => {
    const deadline = Disputes.get(context, id)?.deadline;
    return deadline === undefined ? [] : [deadline];
  });
  for (const [[id], task] of tasks.storage.Tasks.entries(context)) {
    const isPlayed = task.dispute !== undefined && Disputes.has(context, task.dispute);
    holds(
      (task.status.type === 'Disputed') === isPlayed,
      `task ${id} is ${task.status.type}, its dispute is not there`,
    );
  }
  for (const [[task], waiting] of Waiting.entries(context)) {
    const dispute = tasks.storage.Tasks.get(context, task)?.dispute;
    const origin = dispute === undefined ? undefined : Disputes.get(context, dispute)?.origin.type;
    holds(origin === 'Whistleblower', `challenges of task ${task} wait for a dispute that is not there`);
    holds(waiting.length > 0, `no challenge waits for task ${task}, and an empty list does`);
    const names = new Set(waiting.map(({ challenger }) => challenger));
    holds(names.size === waiting.length, `an account has two challenges waiting for task ${task}`);
    for (const { challenger, bond } of waiting) bind(challenger, bond);
  }
  for (const [[id], { challenger, defender, bond }] of Tallies.entries(context)) {
    const task = tasks.storage.Tasks.get(context, id);
    const status = task?.status.type;
    holds(status === 'Profiled', `the program of task ${id} is tallied, which is ${status}`);
    const isProfiler = task?.profilers.some(({ account }) => account === defender) ?? false;
    holds(isProfiler, `${defender} defends a report on task ${id} and is not its profiler`);
    holds(challenger !== defender, `${challenger} denies its own report on task ${id}`);
    bind(challenger, bond);
  }
  checkHeld(context, holds, disputes.holdReasons.Bond, bonds);
  checkWitnesses(context, holds);
  checkDemands(context, holds);
}

function checkDemands(context: Context, holds: Holds): void {
  const fees = new Map<string, bigint>();
  for (const [[task], demands] of Demands.entries(context)) {
    holds(demands.length > 0, `nothing is demanded of task ${task}, and an empty list is`);
    for (const { who, fee, deadline } of demands) {
      const isWoken = DemandDeadlines.get(context, deadline + 1).includes(task);
      holds(isWoken, `nothing wakes up at the deadline ${deadline} of a demand of task ${task}`);
      fees.set(who, (fees.get(who) ?? 0n) + fee);
    }
  }
  checkHeld(context, holds, disputes.holdReasons.Demand, fees);
  checkWoken(context, holds, DemandDeadlines, 'demands of task', (id) =>
    Demands.get(context, id).map(({ deadline }) => deadline),
  );
}

function checkWitnesses(context: Context, holds: Holds): void {
  const deposits = new Map<string, bigint>();
  for (const [[id], { stage, drawn, deposit }] of Witnesses.entries(context)) {
    const dispute = Disputes.get(context, id);
    holds(dispute !== undefined, `witnesses of dispute ${id} are left behind`);
    const isHeard = stage.type === 'Heard';
    holds(isHeard || dispute?.game.type === 'Trace', `dispute ${id} goes on, and its witnesses are at work`);
    holds(!isHeard || deposit === 0n, `the witnesses of dispute ${id} were heard, and a deposit is held`);
    holds(
      stage.type !== 'Seeking' || drawn.length === 0,
      `dispute ${id} has witnesses before they are drawn`,
    );
    const isAtWork = stage.type === 'Committing' || stage.type === 'Revealing';
    holds(!isAtWork || drawn.length > 0, `dispute ${id} waits for witnesses, and there are none`);
    if (dispute === undefined) continue;
    deposits.set(dispute.challenger, (deposits.get(dispute.challenger) ?? 0n) + deposit);
  }
  checkHeld(context, holds, disputes.holdReasons.Witness, deposits);
}

/** What wakes up in a block that is to come has its deadline in the block before, and wakes up once. */
function checkWoken(
  context: Context,
  holds: Holds,
  queue: typeof Deadlines,
  what: string,
  deadlinesOf: (id: number) => readonly number[],
): void {
  const now = blockNumber(context);
  for (const [[block], ids] of queue.entries(context)) {
    holds(ids.length > 0, `no ${what} wakes up in block ${block}, and an empty list is stored`);
    holds(block > now, `the ${what} that were due in block ${block} were not woken`);
    holds(new Set(ids).size === ids.length, `block ${block} wakes a ${what} twice`);
    for (const id of ids) {
      const deadlines = deadlinesOf(id);
      holds(
        deadlines.includes(block - 1),
        `block ${block} wakes ${what} ${id}, whose deadline is ${deadlines.join(' and ') || 'none'}`,
      );
    }
  }
}
