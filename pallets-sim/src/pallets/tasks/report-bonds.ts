import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { endDuty } from '../stakes/duties.ts';
import { tasks } from './declaration.ts';
import { payHeld, toJackpot } from './money.ts';
import type { OpenTask } from './store.ts';

const { Report } = tasks.holdReasons;

/** Having a whole interval laid open for nothing costs this part of a bond. */
export const CONCESSION_PER_BOND = 20n;

/** The blind window is over for its reporters: their bonds return. */
export function endReports(context: Context, { data }: OpenTask, completed: boolean): void {
  for (const { account, bond } of data.reports) {
    release(context, Report, account, bond);
    endDuty(context, 'Whistleblower', account, completed);
  }
  data.reports = [];
}

/** Reports that were not revealed in time lose their bonds to the jackpot. */
export function forfeitReports(context: Context, task: OpenTask): void {
  for (const { account } of task.data.reports.filter(({ verdict }) => verdict === undefined)) {
    loseReport(context, task, account, 'Silence');
  }
}

/** A report is struck out whose Whistleblower was shown that nothing is wrong: it pays for that, and has the rest back. */
export function concedeReport(context: Context, { data, id }: OpenTask, who: string): void {
  const bond = data.reports.find(({ account }) => account === who)?.bond ?? 0n;
  data.reports = data.reports.filter(({ account }) => account !== who);
  endDuty(context, 'Whistleblower', who, false);
  const fee = bond / CONCESSION_PER_BOND;
  if (data.solver !== undefined) {
    payHeld(context, id, Report, who, { who: data.solver, amount: fee, reason: 'Compensation' });
  }
  release(context, Report, who, data.solver === undefined ? bond : bond - fee);
}

/** A report is struck out; half of its bond goes to the Solver that defended itself, if one did, the rest to the jackpot. */
export function loseReport(
  context: Context,
  task: OpenTask,
  who: string,
  reason: 'Silence' | 'FailedChallenge',
): void {
  const { data, id } = task;
  const bond = data.reports.find(({ account }) => account === who)?.bond ?? 0n;
  data.reports = data.reports.filter(({ account }) => account !== who);
  endDuty(context, 'Whistleblower', who, false);
  if (bond === 0n) return;
  tasks.deposit(context, 'Slashed', { task: id, who, amount: bond, reason: { type: reason } });
  const solver = reason === 'FailedChallenge' ? data.solver : undefined;
  const half = solver === undefined ? 0n : bond / 2n;
  if (solver !== undefined) {
    payHeld(context, id, Report, who, { who: solver, amount: half, reason: 'Compensation' });
  }
  payHeld(context, id, Report, who, toJackpot(bond - half));
}
