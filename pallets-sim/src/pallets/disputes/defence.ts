import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { Context } from '../../frame/context.ts';
import { isAccepted } from '../tasks/denied-interval.ts';
import { intervalCount } from '../tasks/fees.ts';
import { type OpenTask, taskOf } from '../tasks/store.ts';
import { isTolerant } from '../tasks/tolerance.ts';
import { standing } from '../tasks/verifiers.ts';
import { openingAt } from './begin.ts';
import { startClock, stopClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';

const { Disputes } = disputes.storage;

/**
 * Whether a dispute whose defender was silent goes to those that accepted the work: once, where the Solver of an
 * accepted task does not defend it against a challenge.
 */
export function canChangeHands(context: Context, dispute: Dispute): boolean {
  const { origin, defence, game, task } = dispute;
  if (origin.type !== 'Whistleblower' || defence.type !== 'Solver' || turnOf(game) !== 'Defender')
    return false;
  const data = taskOf(context, task);
  // What a tolerant Solver computed nobody else can.
  if (isTolerant(data.spec) && dispute.interval < intervalCount(data.spec)) return false;
  return acceptors({ id: task, data }).length > 0;
}

/** The Solver was silent: from now on a Verifier that accepted its work may defend it. */
export function openDefence(context: Context, id: number, dispute: Dispute): void {
  stopClock(context, id, dispute.deadline);
  const deadline = startClock(context, id, taskOf(context, dispute.task).spec);
  Disputes.put(context, id, { ...dispute, defence: { type: 'Open' }, deadline });
  disputes.deposit(context, 'DefenceOpen', { dispute: id, task: dispute.task });
}

/**
 * A Verifier defends what it accepted. The game begins anew from the checkpoints, because the Solver may have laid
 * open something false before it fell silent; what was signed before does not follow on this beginning.
 */
export function takeDefence(context: Context, who: string, id: number): void {
  const dispute = disputeOf(context, id);
  disputes.ensure(dispute.defence.type === 'Open', 'DefenceNotOpen');
  const task = { id: dispute.task, data: taskOf(context, dispute.task) };
  disputes.ensure(acceptors(task).includes(who), 'NotAccepted');
  stopClock(context, id, dispute.deadline);
  const deadline = startClock(context, id, task.data.spec);
  const { game, head } = openingAt(context, task, id, dispute.interval);
  Disputes.put(context, id, {
    ...dispute,
    defender: who,
    defence: { type: 'Verifier' },
    game,
    head,
    deadline,
  });
  disputes.deposit(context, 'DefenceTaken', { dispute: id, task: task.id, who });
}

function acceptors(task: OpenTask): string[] {
  return standing(task)
    .filter(({ verdict }) => isAccepted(task.data, verdict))
    .map(({ account }) => account);
}
