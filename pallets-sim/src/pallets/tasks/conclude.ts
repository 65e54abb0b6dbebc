import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { beginDispute } from '../disputes/begin.ts';
import { blockNumber } from '../system/block.ts';
import { chargeAbsent } from './absent.ts';
import { tasks } from './declaration.ts';
import { intervalCount } from './fees.ts';
import { accuseBlind, isShownAltered } from './forced.ts';
import { endReports } from './report-bonds.ts';
import { enter, type OpenTask, params } from './store.ts';
import { accusations } from './verifiers.ts';

const ORDER_DOMAIN = new TextEncoder().encode('plumbline/reporter-order');

/**
 * All verdicts are known, and what was designated. A fault is played out, the one of the account drawn first; without
 * any, the task is open to challenges. When altered roots were designated on purpose, only the initial state, which is
 * never altered, can be disputed: all other faults are right, and whoever saw none is accused.
 */
export function concludeVerdicts(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const forced = isShownAltered(task);
  const [first] = accusations(task)
    .filter(({ interval }) => !forced || interval === intervalCount(data.spec))
    .sort((left, right) => (orderOf(task, left.account) < orderOf(task, right.account) ? -1 : 1));
  if (first !== undefined) {
    const { account: challenger, interval, role } = first;
    const origin = role === 'Verifier' ? ('Verifier' as const) : ('Report' as const);
    startDispute(context, task, { challenger, interval, origin: { type: origin }, bond: 0n });
    return;
  }
  if (forced) {
    accuseBlind(context, task);
    return;
  }
  chargeAbsent(context, task, false);
  endReports(context, task, true);
  const until = blockNumber(context) + params(context).challengePeriod;
  enter(context, task, 'Challengeable', until);
  tasks.deposit(context, 'Accepted', { task: id, until: data.deadline });
}

/** Hands the task over to a dispute until that is judged. */
export function startDispute(
  context: Context,
  task: OpenTask,
  accusation: Parameters<typeof beginDispute>[2],
): void {
  const dispute = beginDispute(context, task, accusation);
  task.data.dispute = dispute;
  enter(context, task, 'Disputed', 0);
  tasks.deposit(context, 'Disputed', { task: task.id, dispute });
}

/** A place in a drawn order that was fixed before anybody looked for faults. */
function orderOf({ id, data }: OpenTask, account: string): string {
  const seed = data.drawSeed ?? new Uint8Array(32);
  return toHex(blake2b256(ORDER_DOMAIN, seed, u32.codec.enc(id), fromHex(account)));
}
