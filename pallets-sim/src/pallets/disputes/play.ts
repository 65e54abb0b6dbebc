import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Move } from '@plumbline/runtime-types/domain/move';
import { IllegalMove } from '@plumbline/verification/pinpoint/illegal-move';
import type { GamePosition } from '@plumbline/verification/pinpoint/message';
import { advance, type Progress } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { taskOf } from '../tasks/store.ts';
import { startClock, stopClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { canChangeHands, openDefence } from './defence.ts';
import { disputeOf } from './dispute-of.ts';
import { gameFacts } from './facts.ts';
import { judge } from './judge.ts';
import { messageContext } from './message-context.ts';
import { endStage } from './witness-stages.ts';
import { areWitnessesAtWork } from './witnesses.ts';

const { Disputes } = disputes.storage;

/** Where a dispute stands on chain. */
export function positionOf({ game, round, head }: Dispute): GamePosition {
  return { state: game, round, head };
}

/**
 * One move of a side; `round` keeps a move from being played twice or into a state that it was not chosen for.
 * Returns whether it decided the dispute.
 */
export function play(context: Context, who: string, id: number, round: number, move: Move): boolean {
  const dispute = disputeOf(context, id);
  disputes.ensure(dispute.defence.type !== 'Open', 'DefenceOpen');
  disputes.ensure(!areWitnessesAtWork(context, id), 'WitnessesAtWork');
  const side = sideOf(dispute, who);
  disputes.ensure(round === dispute.round, 'WrongRound');
  disputes.ensure(turnOf(dispute.game) === side, 'NotYourTurn');
  const facts = gameFacts(taskOf(context, dispute.task));
  const binding = messageContext(context, id, dispute.task);
  const progress = legal(() => advance(facts, binding, positionOf(dispute), move));
  sayMoved(context, id, dispute, progress);
  return proceed(context, id, dispute, progress);
}

/** Says that the side whose turn it was at a position has moved. */
export function sayMoved(
  context: Context,
  id: number,
  { game, round }: Pick<Dispute, 'game' | 'round'>,
  progress: Progress,
): void {
  const phase = progress.kind === 'next' ? progress.position.state.type : 'Judged';
  disputes.deposit(context, 'Moved', { dispute: id, round, side: { type: turnOf(game) }, phase });
}

/** Leaves the dispute where moves have led it, or ends it; returns whether it is over. */
export function proceed(context: Context, id: number, dispute: Dispute, progress: Progress): boolean {
  if (progress.kind === 'verdict') {
    judge(context, id, dispute, progress.winner, progress.reason);
    return true;
  }
  const { state, round, head } = progress.position;
  stopClock(context, id, dispute.deadline);
  const deadline = startClock(context, id, taskOf(context, dispute.task).spec);
  Disputes.put(context, id, { ...dispute, game: state, round, head, deadline });
  return false;
}

function sideOf({ challenger, defender }: Dispute, who: string): SideName {
  if (who === challenger) return 'Challenger';
  if (who === defender) return 'Defender';
  throw disputes.error('NotParty');
}

/** Runs a part of the game; a move against its rules fails with the error of that name. */
export function legal<T>(apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (error instanceof IllegalMove) throw disputes.error(error.code);
    throw error;
  }
}

/** Whoever should have moved has lost, once the deadline has passed, unless somebody else may defend. */
export function timeout(context: Context, id: number): void {
  const dispute = disputeOf(context, id);
  disputes.ensure(isOverdue(context, dispute), 'NotDue');
  if (areWitnessesAtWork(context, id)) endStage(context, id);
  else if (canChangeHands(context, dispute)) openDefence(context, id, dispute);
  else judge(context, id, dispute, turnOf(dispute.game) === 'Defender' ? 'Challenger' : 'Defender', 'Silent');
}

function isOverdue(context: Context, { deadline }: Dispute): boolean {
  return blockNumber(context) > deadline;
}

/** Hook: ends the dispute if it is still there and overdue. */
export function timeoutIfOverdue(context: Context, id: number): void {
  const dispute = Disputes.get(context, id);
  if (dispute !== undefined && isOverdue(context, dispute)) timeout(context, id);
}
