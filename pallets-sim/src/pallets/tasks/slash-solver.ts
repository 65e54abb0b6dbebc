import type { SlashReason } from '@plumbline/runtime-types/domain/reasons';
import type { DrawnVerifier } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { stakes } from '../stakes/declaration.ts';
import { takeOffline } from '../stakes/presence.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { roleOn } from './draws.ts';
import { replayFee, verifierFee } from './fees.ts';
import { halves, slashStake, withFees } from './money.ts';
import { reopen } from './open.ts';
import { type OpenTask, params } from './store.ts';
import { accusations, extraIntervals, standing } from './verifiers.ts';

/**
 * The Solver has not shown its secret, or the secret shows that it did not obey the lottery. That costs as much as a
 * fault, because it may have hidden one; whoever reported a fault has half.
 */
export function solverFailed(context: Context, task: OpenTask, reason: 'Silence' | 'WrongDesignation'): void {
  const reporters = accusations(task).map(({ account }) => account);
  slashSolver(context, task, reason, reporters, []);
  if (reason === 'Silence' && task.data.solver !== undefined)
    takeOffline(context, task.data.solver, 'Solver');
  reopen(context, task);
}

/**
 * Takes the Solver's stake; returns how much. All Verifiers but the `blind` have their fee that have committed to what
 * they found: who was still at it when the attempt ended has not shown that it did anything. `witnesses` have what is
 * due to them besides.
 */
export function slashSolver(
  context: Context,
  task: OpenTask,
  reason: SlashReason,
  provers: readonly string[],
  blind: readonly DrawnVerifier[],
  witnesses: ReadonlyMap<string, bigint> = new Map(),
): bigint {
  const { solver, forced } = task.data;
  if (solver === undefined) return 0n;
  const lost = part(stakeOf(context, 'Solver', solver), stakes.storage.Params.get(context).fraudSlash);
  const diligent = standing(task).filter(
    (verifier) => verifier.commitment !== undefined && !blind.includes(verifier),
  );
  // Those that saw the forced error before were right as well, and have nothing else for it.
  const before = (forced?.reporters ?? []).filter((who) => roleOn(task, who) === 'Verifier');
  const due = verifierFee(task.data.spec, params(context));
  const earned = new Map(before.map((who) => [who, due]));
  for (const { account } of diligent) {
    earned.set(account, due + replayFee(task.data.spec, extraIntervals(task, account)));
  }
  for (const [who, fee] of witnesses) earned.set(who, (earned.get(who) ?? 0n) + fee);
  slashStake(context, task, 'Solver', solver, reason, withFees(halves(lost, provers), earned));
  return lost;
}
