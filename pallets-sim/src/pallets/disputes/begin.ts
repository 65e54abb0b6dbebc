import type { Dispute, DisputeOrigin } from '@plumbline/runtime-types/domain/dispute';
import { openingPosition } from '@plumbline/verification/pinpoint/message';
import { intervalCount, openGame } from '@plumbline/verification/pinpoint/open';
import type { Context } from '../../frame/context.ts';
import { checkpointOf } from '../tasks/checkpoints.ts';
import type { OpenTask } from '../tasks/store.ts';
import { startClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { gameFacts } from './facts.ts';
import { messageContext } from './message-context.ts';

export interface Accusation {
  readonly challenger: string;
  /** One past the last stands for the initial state. */
  readonly interval: number;
  readonly origin: DisputeOrigin;
  /** Held from the challenger. */
  readonly bond: bigint;
}

/** The game about an interval before its first move; its ends are the checkpoints that the Solver posted. */
export function openingAt(
  context: Context,
  task: OpenTask,
  dispute: number,
  interval: number,
): Pick<Dispute, 'game' | 'head'> {
  const facts = gameFacts(task.data);
  const start = checkpointOf(context, task, interval === intervalCount(facts) ? 0 : interval);
  const game = openGame(
    facts,
    interval === intervalCount(facts)
      ? { interval: 'initial', start }
      : { interval, start, end: checkpointOf(context, task, interval + 1) },
  );
  const { head } = openingPosition(messageContext(context, dispute, task.id), game);
  return { game, head };
}

/** Starts the game about an interval; returns the dispute. */
export function beginDispute(context: Context, task: OpenTask, accusation: Accusation): number {
  const { challenger, interval, origin, bond } = accusation;
  disputes.ensure(interval <= intervalCount(gameFacts(task.data)), 'NoSuchInterval');
  const id = disputes.storage.NextDisputeId.get(context);
  disputes.storage.NextDisputeId.put(context, id + 1);
  const defender = task.data.solver ?? task.data.submitter;
  const deadline = startClock(context, id, task.data.spec);
  disputes.storage.Disputes.put(context, id, {
    task: task.id,
    challenger,
    defender,
    defence: { type: 'Solver' },
    origin,
    interval,
    ...openingAt(context, task, id, interval),
    round: 0,
    deadline,
    bond,
  });
  disputes.deposit(context, 'Opened', { dispute: id, task: task.id, challenger, defender, interval });
  return id;
}
