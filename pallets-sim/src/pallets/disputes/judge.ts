import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Judgement, SideName } from '@plumbline/runtime-types/domain/game';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { endDuty } from '../stakes/duties.ts';
import { accusationConceded, challengeRefuted, faultProven, faultRefuted } from '../tasks/after-dispute.ts';
import { startDispute } from '../tasks/conclude.ts';
import { slashSilent } from '../tasks/silence.ts';
import { changeTask } from '../tasks/store.ts';
import { stopClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { concedeBond, loseBond } from './lose-bond.ts';
import { drawWaiting, releaseWaiting } from './waiting.ts';

const { Bond } = disputes.holdReasons;

/** Ends a dispute and has the task follow from it; `witnesses` have these fees from a Solver that served nothing. */
export function judge(
  context: Context,
  id: number,
  dispute: Dispute,
  winner: SideName,
  reason: Judgement,
  witnesses: ReadonlyMap<string, bigint> = new Map(),
): void {
  const { task: taskId, challenger, interval, origin } = dispute;
  disputes.storage.Disputes.remove(context, id);
  disputes.storage.Witnesses.remove(context, id);
  stopClock(context, id, dispute.deadline);
  disputes.deposit(context, 'Judged', {
    dispute: id,
    task: taskId,
    winner: { type: winner },
    reason: { type: reason },
  });
  const proved = winner === 'Challenger';
  if (origin.type === 'Whistleblower') endDuty(context, 'Whistleblower', challenger, proved);
  const inWindow = origin.type !== 'Whistleblower';
  changeTask(context, taskId, (task) => {
    if (proved) {
      release(context, Bond, challenger, dispute.bond);
      releaseWaiting(context, taskId);
      const isSolver = dispute.defence.type === 'Solver';
      faultProven(context, task, {
        interval,
        challenger,
        inWindow,
        // What another lost says nothing about the Solver's part in it but that it was silent.
        silent: reason === 'Silent' || reason === 'Unserved' || !isSolver,
        witnesses,
        defender: dispute.defence.type === 'Verifier' ? dispute.defender : undefined,
      });
    } else if (inWindow && reason === 'Conceded') {
      accusationConceded(context, task, { challenger, dispute: id });
    } else if (inWindow) {
      const { bond } = disputes.storage.Params.get(context);
      faultRefuted(context, task, { challenger, dispute: id, amount: bond });
    } else {
      if (reason === 'Conceded') concedeBond(context, dispute);
      else loseBond(context, dispute);
      if (dispute.defence.type === 'Verifier' && task.data.solver !== undefined)
        slashSilent(context, task, 'Solver', task.data.solver);
      const waiting = drawWaiting(context, taskId);
      if (waiting === undefined) challengeRefuted(context, task, id);
      else startDispute(context, task, { ...waiting, origin: { type: 'Whistleblower' } });
    }
  });
}
