import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Move } from '@plumbline/runtime-types/domain/move';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { applyMove } from '@plumbline/verification/pinpoint/apply';
import type { Outcome } from '@plumbline/verification/pinpoint/facts';
import { IllegalMove } from '@plumbline/verification/pinpoint/illegal-move';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { taskOf } from '../tasks/store.ts';
import { startClock, stopClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { gameFacts } from './facts.ts';
import { judge } from './judge.ts';

const { Disputes } = disputes.storage;

function disputeOf(context: Context, id: number): Dispute {
  const dispute = Disputes.get(context, id);
  if (dispute === undefined) throw disputes.error('UnknownDispute');
  return dispute;
}

/**
 * One move of a side; `round` keeps a move from being played twice or into a state that it was not chosen for.
 * Returns whether it decided the dispute.
 */
export function play(context: Context, who: string, id: number, round: number, move: Move): boolean {
  const dispute = disputeOf(context, id);
  const side = sideOf(dispute, who);
  disputes.ensure(round === dispute.round, 'WrongRound');
  const task = taskOf(context, dispute.task);
  const outcome = applied(task, dispute, side, move);
  const phase = outcome.kind === 'next' ? outcome.state.type : 'Judged';
  disputes.deposit(context, 'Moved', { dispute: id, round, side: { type: side }, phase });
  if (outcome.kind === 'verdict') {
    judge(context, id, dispute, outcome.winner, outcome.reason);
    return true;
  }
  stopClock(context, id, dispute.deadline);
  const deadline = startClock(context, id, task.spec);
  Disputes.put(context, id, { ...dispute, game: outcome.state, round: round + 1, deadline });
  return false;
}

function sideOf({ challenger, defender }: Dispute, who: string): SideName {
  if (who === challenger) return 'Challenger';
  if (who === defender) return 'Defender';
  throw disputes.error('NotParty');
}

function applied(task: Task, dispute: Dispute, side: SideName, move: Move): Outcome {
  try {
    return applyMove(gameFacts(task), dispute.game, side, move);
  } catch (error) {
    if (error instanceof IllegalMove) throw disputes.error(error.code);
    throw error;
  }
}

/** Whoever should have moved has lost, once the deadline has passed. */
export function timeout(context: Context, id: number): void {
  const dispute = disputeOf(context, id);
  disputes.ensure(isOverdue(context, dispute), 'NotDue');
  judge(context, id, dispute, turnOf(dispute.game) === 'Defender' ? 'Challenger' : 'Defender', 'Silent');
}

function isOverdue(context: Context, { deadline }: Dispute): boolean {
  return blockNumber(context) > deadline;
}

/** Hook: ends the dispute if it is still there and overdue. */
export function timeoutIfOverdue(context: Context, id: number): void {
  const dispute = Disputes.get(context, id);
  if (dispute !== undefined && isOverdue(context, dispute)) timeout(context, id);
}
