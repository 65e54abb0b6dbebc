import type { PositionName } from '@plumbline/verification/forced/lottery';
import type { Context } from '../../frame/context.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { ensureSolver, sealOf, seekVerifiersLater } from './seal.ts';
import { stall } from './stall.ts';
import { changeTask, type OpenTask, setDeadline } from './store.ts';

/** Hook: draws the lottery; after that, the Solver has not designated in time. */
export function stallOrLottery(context: Context, task: OpenTask): void {
  const seal = sealOf(task);
  if (seal.lottery !== undefined) {
    stall(context, task);
    return;
  }
  seal.lottery = blockRandomness(context);
  setDeadline(context, task, blockNumber(context) + task.data.spec.stallBlocks);
  tasks.deposit(context, 'LotteryDrawn', { task: task.id, lottery: seal.lottery });
}

/** The Solver says which of its two roots it stands for. Whether it had a choice, only its secret will show. */
export function designate(context: Context, who: string, id: number, position: PositionName): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Proved', 'NotProved');
    ensureSolver(task, who);
    const seal = sealOf(task);
    tasks.ensure(seal.lottery !== undefined, 'NotDrawn');
    seal.designated = { type: position };
    seekVerifiersLater(context, task);
    tasks.deposit(context, 'Designated', { task: id, position: { type: position } });
  });
}
