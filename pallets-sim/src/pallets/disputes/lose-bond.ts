import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Context } from '../../frame/context.ts';
import { tasks } from '../tasks/declaration.ts';
import { payHeld, toJackpot } from '../tasks/money.ts';
import { disputes } from './declaration.ts';

/** Half of the bond of a challenge that failed goes to whoever defended, the rest to the jackpot. */
export function loseBond(
  context: Context,
  { task, challenger, defender, bond }: Pick<Dispute, 'task' | 'challenger' | 'defender' | 'bond'>,
): void {
  const half = bond / 2n;
  tasks.deposit(context, 'Slashed', {
    task,
    who: challenger,
    amount: bond,
    reason: { type: 'FailedChallenge' },
  });
  const { Bond } = disputes.holdReasons;
  payHeld(context, task, Bond, challenger, { who: defender, amount: half, reason: 'Compensation' });
  payHeld(context, task, Bond, challenger, toJackpot(bond - half));
}
