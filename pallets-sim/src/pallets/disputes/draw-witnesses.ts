import { MAX_WITNESSES } from '@plumbline/runtime-types/domain/limits';
import type { DrawnWitness } from '@plumbline/runtime-types/domain/witness';
import type { Context } from '../../frame/context.ts';
import { drawVerifiers } from '../tasks/draws.ts';
import { changeTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';

/**
 * Draws as many witnesses of a dispute as there can be beside those that are `left`, none of them among the `silent`.
 * Where all together would be too few to convict a Solver nobody is drawn: what they say would lead nowhere.
 */
export function drawWitnesses(
  context: Context,
  id: number,
  left: readonly DrawnWitness[],
  silent: readonly DrawnWitness[] = [],
): DrawnWitness[] {
  const wanted = MAX_WITNESSES - left.length;
  const least = disputes.constants.WitnessQuorum - left.length;
  let accounts: string[] = [];
  changeTask(context, disputeOf(context, id).task, (task) => {
    // Whoever has judged this work has something to win or to lose by the outcome.
    const except = [...task.data.verifiers, ...left, ...silent].map(({ account }) => account);
    accounts = drawVerifiers(context, task, 'witness', wanted, except, least);
  });
  disputes.deposit(context, 'WitnessesDrawn', { dispute: id, accounts });
  return accounts.map((account) => ({ account, commitment: undefined, served: undefined }));
}
