import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { tasks } from '../tasks/declaration.ts';
import { payHeld, toJackpot } from '../tasks/money.ts';
import { CONCESSION_PER_BOND } from '../tasks/report-bonds.ts';
import { disputes } from './declaration.ts';

/** A challenger that was shown that nothing is wrong pays the defender for that, and has the rest of its bond back. */
export function concedeBond(
  context: Context,
  { task, challenger, defender, bond }: Pick<Dispute, 'task' | 'challenger' | 'defender' | 'bond'>,
): void {
  const { Bond } = disputes.holdReasons;
  const fee = bond / CONCESSION_PER_BOND;
  payHeld(context, task, Bond, challenger, { who: defender, amount: fee, reason: 'Compensation' });
  release(context, Bond, challenger, bond - fee);
}

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
