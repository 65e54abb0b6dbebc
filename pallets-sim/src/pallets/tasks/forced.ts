import type { AlterationOpening } from '@plumbline/runtime-types/domain/move';
import type { Accused } from '@plumbline/runtime-types/domain/task';
import { alterationKey } from '@plumbline/verification/forced/alteration';
import { otherPosition, rightPosition } from '@plumbline/verification/forced/lottery';
import { isAltered } from '@plumbline/verification/forced/opening';
import { IllegalMove } from '@plumbline/verification/pinpoint/illegal-move';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { chargeAbsent } from './absent.ts';
import { checkpointPair, rootAt } from './checkpoints.ts';
import { tasks } from './declaration.ts';
import { deniedInterval, isAccepted } from './denied-interval.ts';
import { endReports } from './report-bonds.ts';
import { ensureSolver, sealOf, seekVerifiersLater } from './seal.ts';
import { changeTask, enter, type OpenTask, params } from './store.ts';
import { accusations, dueIntervals, standing } from './verifiers.ts';

/** Whether the checkers of the present blind window were shown altered roots on purpose. */
export function isShownAltered({ data }: OpenTask): boolean {
  const { secret, designated } = data.seal ?? {};
  return data.pass === 0 && secret !== undefined && designated?.type !== rightPosition(secret);
}

/**
 * Notes who reported a forced error and who accepted it, each of these with one interval that it was drawn for. The
 * Solver has to show that the ends of those intervals were altered by the rule, so that nobody is accused who was shown
 * states that follow from each other.
 */
export function accuseBlind(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const reporters = accusations(task).map(({ account }) => account);
  const blind = standing(task).filter(({ verdict }) => isAccepted(data, verdict));
  const accused = blind.map(
    ({ account }): Accused => ({ account, interval: dueIntervals(task, account)[0] ?? 0 }),
  );
  const ends = accused.flatMap(({ interval }) => [interval, interval + 1]).filter((end) => end > 0);
  const unproved = [...new Set(ends)].sort((left, right) => left - right);
  chargeAbsent(context, task, true);
  for (const { account, verdict } of standing(task)) {
    if (deniedInterval(data, verdict) !== undefined) endDuty(context, 'Verifier', account, true);
  }
  data.verifiers = [];
  endReports(context, task, true);
  data.forced = { reporters, accused, unproved };
  tasks.deposit(context, 'ForcedErrorFound', { task: id, reporters, accused });
  if (unproved.length === 0) beginSecondPass(context, task);
  else enter(context, task, 'Unsealing', blockNumber(context) + params(context).revealBlocks);
}

/** The Solver shows how a checkpoint was altered. */
export function proveAltered(
  context: Context,
  who: string,
  id: number,
  checkpoint: number,
  opening: AlterationOpening,
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    ensureSolver(task, who);
    tasks.ensure(data.status.type === 'Unsealing', 'NotUnsealing');
    const { salt, secret } = sealOf(task);
    if (data.forced === undefined || secret === undefined || salt === undefined)
      throw tasks.error('NothingToProve');
    tasks.ensure(data.forced.unproved.includes(checkpoint), 'NothingToProve');
    const roots = checkpointPair(context, id, checkpoint);
    const right = rightPosition(secret);
    const pair = { right: rootAt(roots, right), altered: rootAt(roots, otherPosition(right)) };
    const { program } = data.spec;
    const facts = { programRoot: program.root, stateCount: program.stateCount, nodeCount: program.nodeCount };
    tasks.ensure(
      follows(() => isAltered(facts, alterationKey(secret, salt), checkpoint, pair, opening)),
      'NotAltered',
    );
    data.forced.unproved = data.forced.unproved.filter((other) => other !== checkpoint);
    tasks.deposit(context, 'AlterationProved', { task: id, checkpoint });
    if (data.forced.unproved.length === 0) beginSecondPass(context, task);
  });
}

function follows(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (error instanceof IllegalMove) return false;
    throw error;
  }
}

/** The right roots take the place of the altered ones, and others look at them. There is no lottery any more. */
function beginSecondPass(context: Context, task: OpenTask): void {
  const seal = sealOf(task);
  if (seal.secret === undefined) throw tasks.error('NotDesignated');
  seal.designated = { type: rightPosition(seal.secret) };
  task.data.pass = 1;
  seekVerifiersLater(context, task);
  tasks.deposit(context, 'SecondPass', { task: task.id });
}
